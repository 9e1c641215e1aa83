import { Changes, type SimulationView } from '@shouwang/modules/screening/contract.simulation.ts';
import { listRuns } from '@shouwang/modules/screening/server/queries.ts';
import { simulateRun } from '@shouwang/modules/screening/server/simulations.ts';
import { StartError } from '@shouwang/platform/config.ts';
import { type Actor, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';

/** What `screen simulate` takes: pairs `name=number`, a pack instead of them, a run. */
export interface SimulateOptions {
  run?: string | undefined;
  set?: string[] | undefined;
  weight?: string[] | undefined;
  level?: string[] | undefined;
  off?: string[] | undefined;
  cutoff?: string | undefined;
  pack?: string | undefined;
}

function pairs(given: readonly string[] | undefined, option: string): Record<string, number> {
  return Object.fromEntries(
    (given ?? []).map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      if (name === '' || value === '' || !Number.isFinite(Number(value)))
        throw new StartError(
          `--${option} takes a name and a number: --${option} line.monitoring=10000. It was "${pair}".`,
        );
      return [name, Number(value)];
    }),
  );
}

function changesOf(options: SimulateOptions): Changes {
  const given = Changes.safeParse({
    parameters: pairs(options.set, 'set'),
    weights: pairs(options.weight, 'weight'),
    levels: pairs(options.level, 'level'),
    off: options.off ?? [],
    ...(options.cutoff === undefined ? {} : { cutoff: Number(options.cutoff) }),
  });
  if (given.success) return given.data;
  throw new StartError(given.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}

/** Tries other values over the kept facts of a run, named or the latest of the county. */
export async function simulate(actor: Actor, options: SimulateOptions): Promise<SimulationView> {
  const run = options.run ?? (await latestRun(actor));
  const other = options.pack === undefined ? { changes: changesOf(options) } : { packId: options.pack };
  try {
    return await simulateRun(actor, run, other);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fields = error.fields.map(({ path, message }) => `${path}: ${message}`);
    throw new StartError([error.code, ...(fields.length > 0 ? fields : [error.detail])].join('\n'));
  }
}

async function latestRun(actor: Actor): Promise<string> {
  const runs = await withScope(actor, (tx) => listRuns(tx, actor, 20));
  const done = runs.find((run) => run.state === 'done');
  if (!done) throw new StartError('There is no finished run in this county. Screen it first: npm run screen -- run.');
  return done.id;
}

/** The answer as lines: what was changed, then before and after. */
export function simulationLines({ runs, changed, effect, seconds }: SimulationView): string[] {
  const line = (name: string, before: number, after: number) =>
    `${name.padEnd(12)} ${String(before).padStart(9)} -> ${String(after).padStart(9)}`;
  const { before, after } = effect;
  return [
    `run          ${runs.map(({ runId }) => runId).join(', ')}, ${effect.households} households, ${seconds} s`,
    ...changed.map((value) => `changed      ${value.path}: ${value.before ?? '-'} -> ${value.after ?? '-'}`),
    line('red', before.red, after.red),
    line('orange', before.orange, after.orange),
    line('yellow', before.yellow, after.yellow),
    line('undecided', before.undecided, after.undecided),
    line('visits', before.visits, after.visits),
    line('below line', before.belowLine, after.belowLine),
    line('gap in yuan', Math.round(before.gapFen / 100), Math.round(after.gapFen / 100)),
    `entering     ${effect.entering}`,
    `leaving      ${effect.leaving}`,
  ];
}
