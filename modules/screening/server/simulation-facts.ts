import { canonicalJson } from '@shouwang/modules/policy/rules.ts';
import { incomeCounting } from '@shouwang/modules/registry/server/door.ts';
import { sqlText } from '@shouwang/platform/columnar/duck.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
import type { ScreeningSession } from '../engine/session.ts';
import { factsNeeded, simulate } from '../engine/simulate.ts';
import type { CompiledPack } from '../rules.ts';
import type { SimulatedRun, Tried } from './simulation.ts';

const factsGone = (cause?: unknown) =>
  new Refusal('run-facts-gone', { status: 409, detail: '该次筛查的事实已清理，请重新筛查。', cause });

/**
 * Works over the facts of a run, given as a statement reads them. Refuses `run-facts-gone` (409) when the run keeps none, and when the file was swept
 * while the call waited for its turn or cannot be read to its end; refuses a pack that cannot be tried on them.
 */
export async function overFacts<T>(
  session: ScreeningSession,
  { run, after }: { run: SimulatedRun; after: CompiledPack },
  work: (facts: string) => Promise<T>,
): Promise<T> {
  if (run.facts === null) throw factsGone();
  const facts = session.kept(run.facts);
  try {
    await requireFit(session, { run, after, file: run.facts });
    return await work(facts);
  } catch (error) {
    if (error instanceof Refusal || (await isWhole(session, facts))) throw error;
    log.warn({ err: safeError(error), run: run.runId }, 'the facts of a run cannot be read');
    throw factsGone(error);
  }
}

/** Whether every value of the facts can be read: an error over facts that are whole is a fault of the program, never hidden behind a refusal. */
async function isWhole(session: ScreeningSession, facts: string): Promise<boolean> {
  try {
    await session.run(`select count(columns(*)) from ${facts}`);
    return true;
  } catch {
    return false;
  }
}

type Fit = { run: SimulatedRun; after: CompiledPack; file: string };

async function requireFit(session: ScreeningSession, { run, after, file }: Fit): Promise<void> {
  const refuse = (code: string, detail: string) => new Refusal(code, { status: 409, detail });
  if (!run.countyCode.startsWith(after.pack.areaCode.slice(0, 6)))
    throw refuse('pack-of-other-area', '这个政策包不管这个县，不能在它的筛查上测算。');
  const [a, b] = [run.before, after].map(({ pack }) => canonicalJson(incomeCounting(pack.parameters)));
  if (a !== b)
    throw refuse(
      'facts-counted-otherwise',
      '这个政策包的收入核算口径（核算期、人均除数、扣减）不同，留存的事实不能用；启用后重新筛查才能看到。',
    );
  const rows = await session.rows<{ name: string }>(`select name from parquet_schema(${sqlText(file)})`);
  const there = new Set(rows.map(({ name }) => name));
  const missing = factsNeeded({ before: run.before, after }).filter((fact) => !there.has(fact));
  if (missing.length > 0)
    throw refuse('facts-missing', `筛查 ${run.runNo} 没有留下 ${missing.join('、')}，重新筛查后可测算。`);
}

/** Tries a pack over the facts of a run; refuses as {@link overFacts} does. */
export function tryRun(
  session: ScreeningSession,
  run: SimulatedRun,
  { after, area }: { after: CompiledPack; area: string },
): Promise<Tried> {
  return overFacts(session, { run, after }, async (facts) => ({
    run,
    after,
    simulation: await simulate(session, { before: run.before, after, facts, area }),
  }));
}
