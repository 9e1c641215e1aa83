import { type Actor, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { defineJob } from '@shouwang/platform/jobs/jobs.ts';
import { Day } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { listSheetsWithoutCase, turnIntoFollowUp } from '../../warning/server/door.ts';
import { type DispatchedSheet, openCase } from './commands.open.ts';
import { followJoinedSheets } from './follow-sheet.ts';

/** Opens a case for every work sheet of a run that has none yet, on the day on which the clue was received; one transaction a sheet, so that one fault does not hold up the rest. Safe to repeat. */
export async function takeUpDispatches(countyCode: string, runId: string, receivedOn?: string): Promise<number> {
  const actor = systemActor(countyCode, '线索转办');
  const sheets = await withScope(actor, (tx) => listSheetsWithoutCase(tx, countyCode, runId));
  let opened = 0;
  for (const sheet of sheets) opened += await takeUp(actor, { ...(receivedOn ? { receivedOn } : {}), ...sheet });
  return opened;
}

async function takeUp(actor: Actor, sheet: DispatchedSheet): Promise<number> {
  try {
    await withScope(actor, (tx) => openCase(tx, actor, sheet));
    return 1;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Taken in between the dispatch and now: the contact looks, as he does at every monitored household.
    if (error.code === 'household-monitored') await withScope(actor, (tx) => turnIntoFollowUp(tx, actor, sheet));
    else if (error.code !== 'case-open-already') throw error;
    return 0;
  }
}

/** Declares the jobs of this module; the program calls it once at the start. */
export function defineCaseworkJobs(): void {
  defineJob(
    'warning.dispatched',
    z.object({ countyCode: z.string(), runId: z.uuid(), receivedOn: Day.optional() }),
    async ({ countyCode, runId, receivedOn }) => {
      await takeUpDispatches(countyCode, runId, receivedOn);
    },
  );
  const joined = z.object({ countyCode: z.string(), sheetIds: z.array(z.uuid()) });
  defineJob('warning.joined', joined, async (job) => void (await followJoinedSheets(job.countyCode, job.sheetIds)));
}
