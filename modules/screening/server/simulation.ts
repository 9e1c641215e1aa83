import { inCounties } from '@shouwang/modules/areas/server/door.ts';
import { findPack } from '@shouwang/modules/policy/server/door.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import {
  permissions,
  type SimulateRequest,
  type SimulationBasis,
  type SimulationView,
} from '../contract.simulation.ts';
import { ConditionError } from '../engine/expression.error.ts';
import type { Simulation } from '../engine/simulate.ts';
import {
  applyChanges,
  changeableParameters,
  changeableRules,
  changeableScores,
  changeableWeights,
} from '../rules.changes.ts';
import { addedRisks, addedRules, changedValues, effectOf, effectsByArea, matrixOf } from '../rules.effect.ts';
import { type CompiledPack, compilePack } from '../rules.ts';
import { keptFacts } from './kept.ts';

/** A run over whose facts something is tried. */
export interface SimulatedRun {
  runId: string;
  countyCode: string;
  runNo: string;
  period: string;
  before: CompiledPack;
  /** The file with the facts; null when there is none. */
  facts: string | null;
}

const RUN = ['county_code', 'id', 'run_no', 'period', 'pack_id', 'kept_files'] as const;

/** A finished run by its public id. */
export async function simulatedRun(tx: Tx, id: string): Promise<SimulatedRun> {
  const key = splitId(id);
  const row = await tx
    .selectFrom('screening.run')
    .select([...RUN, 'state'])
    .where('county_code', '=', key.countyCode)
    .where('id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw notFound('这批筛查');
  if (row.state !== 'done') throw new Refusal('run-not-done', { status: 409, detail: '筛查还没有完成。' });
  return toRun(tx, row);
}

/** The latest finished run of every county of an area. */
export async function latestRuns(tx: Tx, area: string): Promise<SimulatedRun[]> {
  const rows = await tx
    .selectFrom('screening.run as r')
    .select(RUN)
    .distinctOn('county_code')
    .where(inCounties('r', area))
    .where('state', '=', 'done')
    .orderBy('county_code')
    .orderBy('finished_at', 'desc')
    .execute();
  const runs: SimulatedRun[] = [];
  for (const row of rows) runs.push(await toRun(tx, row));
  return runs;
}

type RunRow = { county_code: string; id: string; run_no: string; period: string; pack_id: string; kept_files: unknown };

async function toRun(tx: Tx, row: RunRow): Promise<SimulatedRun> {
  const stored = await findPack(tx, row.pack_id);
  if (!stored) throw notFound('这批筛查所用的政策包');
  return {
    runId: publicId(row),
    countyCode: row.county_code,
    runNo: row.run_no,
    period: row.period,
    before: compilePack(stored.pack),
    facts: keptFacts(row.kept_files),
  };
}

/** What can be tried over a run, with the values of its pack. */
export async function getSimulationBasis(tx: Tx, id: string): Promise<SimulationBasis> {
  const run = await simulatedRun(tx, id);
  return {
    ...{ runId: run.runId, runNo: run.runNo, period: run.period, areaCode: run.countyCode },
    packName: run.before.pack.title,
    factsKept: run.facts !== null,
    parameters: changeableParameters(run.before),
    weights: changeableWeights(run.before),
    ...changeableScores(run.before),
    rules: changeableRules(run.before),
  };
}

/** The area that is looked at: within the county and within the actor's own; refuses `area-out-of-scope`. */
export function simulatedArea(actor: Actor, countyCode: string, area: string | undefined): string {
  const root = actor.areaCode.length > countyCode.length ? actor.areaCode : countyCode;
  if (!root.startsWith(countyCode) || (area !== undefined && !area.startsWith(root)))
    throw new Refusal('area-out-of-scope', { status: 403, detail: '这个地方不在您的辖区，或不在这批筛查的县里。' });
  return area ?? root;
}

/** The other side of a comparison: the pack of the run with changes, or a stored pack. Wrong values are refused at their fields. */
export async function otherSide(
  tx: Tx,
  actor: Actor,
  { run, changes, packId }: Pick<SimulateRequest, 'changes' | 'packId'> & { run: SimulatedRun },
): Promise<CompiledPack> {
  if (packId !== undefined) return storedSide(tx, actor, packId);
  const { after, faults } = await applyChanges(run.before, changes ?? NO_CHANGES);
  if (after) return after;
  throw new Refusal('changes-invalid', { detail: faults[0]?.message ?? '', fields: faults });
}

const NO_CHANGES = { parameters: {}, weights: {}, bands: {}, levels: {}, off: [] };

/** A stored pack that the actor may see, whatever its state; one that was never checked may have a condition that cannot be read. */
export async function storedSide(tx: Tx, actor: Actor, packId: string): Promise<CompiledPack> {
  const stored = await findPack(tx, packId);
  if (!stored || !maySee(actor, stored)) throw notFound('这个政策包');
  try {
    return compilePack(stored.pack);
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    throw new Refusal('pack-condition', { detail: `这个政策包有条件写得不对，先改好再测算：${error.message}` });
  }
}

type Stored = NonNullable<Awaited<ReturnType<typeof findPack>>>;

const PROPOSAL_READERS: readonly string[] = permissions.previewPackEffect;

/** As the policy pages show them: whatever was confirmed; proposals, and what became of them, their readers, up and down their line of areas. */
function maySee(actor: Actor, { activatedAt, pack }: Stored): boolean {
  if (activatedAt !== null) return true;
  const inLine = pack.areaCode.startsWith(actor.areaCode) || actor.areaCode.startsWith(pack.areaCode);
  return inLine && PROPOSAL_READERS.includes(actor.role);
}

/** One run with its answer. */
export interface Tried {
  run: SimulatedRun;
  after: CompiledPack;
  simulation: Simulation;
}

const lineOf = ({ pack }: CompiledPack) => {
  const value = pack.parameters['line.monitoring']?.value;
  return typeof value === 'number' ? value : null;
};

/** What was found over one or several runs, with the names of the places. */
export async function viewOf(
  tx: Tx,
  tried: readonly Tried[],
  { area, leftOut, seconds }: Pick<SimulationView, 'leftOut' | 'seconds'> & { area: string },
): Promise<SimulationView> {
  const cells = tried.flatMap(({ simulation }) => simulation.cells);
  const areas = effectsByArea(cells, area);
  const names = await namesOf(tx, [area, ...areas.map(({ areaCode }) => areaCode)]);
  const nameOf = (code: string) => names.get(code) ?? code;
  const first = tried[0];
  const titles = (packs: CompiledPack[]) => [...new Set(packs.map(({ pack }) => pack.title))].join('、');
  return {
    areaCode: area,
    areaName: nameOf(area),
    runs: tried.map(({ run }) => ({
      runId: run.runId,
      runNo: run.runNo,
      areaCode: run.countyCode,
      period: run.period,
    })),
    leftOut,
    packBefore: titles(tried.map(({ run }) => run.before)),
    packAfter: titles(tried.map(({ after }) => after)),
    lineBefore: first ? lineOf(first.run.before) : null,
    lineAfter: first ? lineOf(first.after) : null,
    changed: first ? changedValues(first.run.before.pack, first.after.pack) : [],
    effect: effectOf(cells),
    incomeUnknown: cells.reduce((sum, cell) => sum + cell.incomeUnknown, 0),
    areas: areas.map((one) => ({ ...one, name: nameOf(one.areaCode) })),
    matrix: matrixOf(cells),
    rules: addedRules(tried.flatMap(({ simulation }) => simulation.rules)),
    risks: addedRisks(tried.flatMap(({ simulation }) => simulation.risks)),
    seconds,
  };
}

/** Short names of areas by code. */
export async function namesOf(tx: Tx, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await tx
    .selectFrom('areas.area')
    .select(['code', 'short_name'])
    .where('code', 'in', [...codes])
    .execute();
  return new Map(rows.map((row) => [row.code, row.short_name]));
}
