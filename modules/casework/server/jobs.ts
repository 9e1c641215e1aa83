import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { defineJob } from '@shouwang/platform/jobs/jobs.ts';
import { z } from 'zod';
import { listSheetsWithoutCase } from '../../warning/server/door.ts';
import { openCase } from './commands.open.ts';

/** Opens a case for every work sheet of a run that has none yet; one transaction a sheet, so that one fault does not hold up the rest. Safe to repeat. */
export async function takeUpDispatches(countyCode: string, runId: string): Promise<number> {
  const actor = systemActor(countyCode, '线索转办');
  const sheets = await withScope(actor, (tx) => listSheetsWithoutCase(tx, countyCode, runId));
  let opened = 0;
  for (const sheet of sheets) opened += await takeUp(actor, sheet);
  return opened;
}

async function takeUp(actor: ReturnType<typeof systemActor>, sheet: Parameters<typeof openCase>[2]): Promise<number> {
  try {
    await withScope(actor, (tx) => openCase(tx, actor, sheet));
    return 1;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'case-open-already') return 0;
    throw error;
  }
}

/** Declares the jobs of this module; the program calls it once at the start. */
export function defineCaseworkJobs(): void {
  defineJob(
    'warning.dispatched',
    z.object({ countyCode: z.string(), runId: z.uuid() }),
    async ({ countyCode, runId }) => {
      await takeUpDispatches(countyCode, runId);
    },
  );
}
