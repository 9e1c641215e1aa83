import { inCounties } from '@shouwang/modules/areas/server/door.ts';
import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { findPack } from '@shouwang/modules/policy/server/door.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import type { LevelCounts, Run, RunArea, RunProgress } from '../contract.runs.ts';
import { keptFacts } from './kept.ts';

/** The runs of the counties in scope, latest first. */
export async function listRuns(tx: Tx, actor: Actor, limit: number): Promise<Run[]> {
  const rows = await tx
    .selectFrom('screening.run as r')
    .selectAll('r')
    .where(inCounties('r', actor.areaCode))
    .orderBy('r.started_at', 'desc')
    .limit(limit)
    .execute();
  const runs: Run[] = [];
  for (const row of rows) runs.push(await runOf(tx, row, actor.areaCode));
  return runs;
}

/** One run with its counts over the area that is asked for (the actor's own, at most the county). */
export async function getRun(tx: Tx, actor: Actor, of: { id: string; area?: string | undefined }): Promise<Run> {
  const key = splitId(of.id);
  const row = await tx
    .selectFrom('screening.run')
    .selectAll()
    .where('county_code', '=', key.countyCode)
    .where('id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw notFound('这批筛查');
  return runOf(tx, row, of.area ?? actor.areaCode);
}

/** The number of a run, for the names of files. */
export async function getRunNo(tx: Tx, id: string): Promise<string> {
  const key = splitId(id);
  const row = await tx
    .selectFrom('screening.run')
    .select('run_no')
    .where('county_code', '=', key.countyCode)
    .where('id', '=', key.id)
    .executeTakeFirst();
  if (!row) throw notFound('这批筛查');
  return row.run_no;
}

type RunRow = Awaited<ReturnType<typeof loadRun>>;
const loadRun = (tx: Tx) => tx.selectFrom('screening.run').selectAll().executeTakeFirstOrThrow();

async function runOf(tx: Tx, row: RunRow, area: string): Promise<Run> {
  const counted = await tx
    .selectFrom('screening.area_count')
    .selectAll()
    .where('county_code', '=', row.county_code)
    .where('run_id', '=', row.id)
    .where('area_code', '=', area.length < 6 ? row.county_code : area)
    .executeTakeFirst();
  const stored = await findPack(tx, row.pack_id);
  return {
    id: publicId(row),
    runNo: row.run_no,
    areaCode: row.area_code,
    period: row.period,
    packName: row.pack_name,
    packHash: row.pack_hash,
    engine: row.engine,
    state: row.state as Run['state'],
    progress: row.progress as unknown as RunProgress,
    snapshotPos: row.snapshot_pos,
    batches: row.batches as unknown as Run['batches'],
    missingItems: row.missing_items,
    households: row.households,
    itemRows: row.item_rows,
    counts: counted ? countsOf(counted) : null,
    rules: counted && stored ? rulesOf(stored.pack, counted.by_rule as Record<string, number>) : [],
    resultHash: row.result_hash,
    factsKept: keptFacts(row.kept_files) !== null,
    seconds: row.seconds,
    failure: row.failure ? ((row.failure as { message?: string }).message ?? '') : null,
    startedByName: row.started_by_name,
    startedAt: row.started_at.toISOString(),
    dispatchedAt: row.dispatched_at?.toISOString() ?? null,
    version: row.version,
  };
}

function countsOf(row: LevelCounts): LevelCounts {
  const { households, red, orange, yellow, green, undecided, newly, cleared, monitored } = row;
  return { households, red, orange, yellow, green, undecided, newly, cleared, monitored };
}

/** Labels of the rules that held, most households first. */
function rulesOf(pack: PolicyPack, byRule: Record<string, number>): Run['rules'] {
  const label = (code: string) =>
    (pack.triggers[code] ?? pack.levels.hard[code] ?? pack.exclusions[code] ?? pack.indicators[code])?.label ?? code;
  return Object.entries(byRule)
    .filter(
      ([code, households]) =>
        households > 0 && (code in pack.triggers || code in pack.levels.hard || code in pack.exclusions),
    )
    .map(([code, households]) => ({ code, label: label(code), households }))
    .sort((a, b) => b.households - a.households);
}

/** Counts of the areas right below one, in the order of their codes. */
export async function listRunAreas(tx: Tx, id: string, parent: string): Promise<RunArea[]> {
  const key = splitId(id);
  const rows = await tx
    .selectFrom('screening.area_count as c')
    .innerJoin('areas.area as a', 'a.code', 'c.area_code')
    .selectAll('c')
    .select('a.short_name')
    .where('c.county_code', '=', key.countyCode)
    .where('c.run_id', '=', key.id)
    .where('a.parent_code', '=', parent)
    .orderBy('c.area_code')
    .execute();
  return rows.map((row) => ({ ...countsOf(row), areaCode: row.area_code, name: row.short_name }));
}
