import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { findPack } from '@shouwang/modules/policy/server/door.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { sql } from 'kysely';
import type { HitFilter, LevelCounts, Run, RunArea, RunHit, RunProgress } from '../contract.runs.ts';

/** The runs of the counties in scope, latest first. */
export async function listRuns(tx: Tx, actor: Actor, limit: number): Promise<Run[]> {
  const rows = await tx.selectFrom('screening.run').selectAll().orderBy('started_at', 'desc').limit(limit).execute();
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
    seconds: row.seconds,
    failure: row.failure ? ((row.failure as { message?: string }).message ?? '') : null,
    startedByName: row.started_by_name,
    startedAt: row.started_at.toISOString(),
    dispatchedAt: row.dispatched_at?.toISOString() ?? null,
    version: row.version,
  };
}

function countsOf(row: LevelCounts): LevelCounts {
  const { households, red, orange, yellow, green, undecided, newly, cleared } = row;
  return { households, red, orange, yellow, green, undecided, newly, cleared };
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

/** The households that a run points out, most severe first, new ones before known ones of the same level. */
export async function listRunHits(
  tx: Tx,
  id: string,
  filter: HitFilter,
): Promise<{ items: RunHit[]; nextCursor: string | null; total: number }> {
  const key = splitId(id);
  const order = sql<number>`coalesce(h.level, 9)`;
  let matching = tx
    .selectFrom('screening.hit as h')
    .where('h.county_code', '=', key.countyCode)
    .where('h.run_id', '=', key.id);
  if (filter.area)
    matching = matching.where('h.area_code', '>=', filter.area).where('h.area_code', '<', `${filter.area}:`);
  if (filter.level === 'undecided') matching = matching.where('h.level', 'is', null);
  else if (filter.level === 'hits') matching = matching.where('h.level', '<=', 3);
  else if (filter.level) matching = matching.where('h.level', '=', Number(filter.level));
  if (filter.rule) matching = matching.where(sql<boolean>`${filter.rule} = any (h.triggers || h.exclusions)`);
  if (filter.fresh) matching = matching.where('h.is_new', '=', true);
  const { n } = await matching.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  let rows = matching
    .innerJoin('registry.household as r', (join) =>
      join.onRef('r.county_code', '=', 'h.county_code').onRef('r.id', '=', 'h.household_id'),
    )
    .leftJoin('areas.area as v', 'v.code', 'h.area_code')
    .leftJoin('warning.dispatch as d', (join) =>
      join
        .onRef('d.county_code', '=', 'h.county_code')
        .onRef('d.household_id', '=', 'h.household_id')
        .on('d.state', '<>', 'CLOSED'),
    )
    // A sheet that is closed by now still says that this run was followed up.
    .leftJoin('warning.dispatch as c', (join) =>
      join
        .onRef('c.county_code', '=', 'h.county_code')
        .onRef('c.run_id', '=', 'h.run_id')
        .onRef('c.household_id', '=', 'h.household_id')
        .on('c.state', '=', 'CLOSED'),
    )
    .select([
      'h.county_code',
      'h.household_id',
      'h.area_code',
      'h.level',
      'h.score',
      'h.main_reason',
      'h.triggers',
      'h.risk_types',
      'h.exclusions',
      'h.undecided',
      'h.is_new',
      'r.head_name',
      'r.group_no',
      'v.short_name',
    ])
    .select((eb) => [
      eb.fn.coalesce('d.id', 'c.id').as('dispatch_id'),
      eb.fn.coalesce('d.state', 'c.state').as('dispatch_state'),
      eb.fn.coalesce('d.case_id', 'c.case_id').as('case_id'),
    ])
    .select(order.as('rank'));
  if (filter.cursor) {
    const [rank, area, household] = decodeCursor(filter.cursor, 3);
    rows = rows.where(
      sql<boolean>`(coalesce(h.level, 9), h.area_code, h.household_id) > (${Number(rank)}, ${String(area)} collate "C", ${String(household)}::uuid)`,
    );
  }
  const found = await rows
    .orderBy('rank')
    .orderBy('h.area_code')
    .orderBy('h.household_id')
    .limit(filter.limit + 1)
    .execute();
  const last = found.length > filter.limit ? found[filter.limit - 1] : undefined;
  const other = (id: string | null, county: string) => (id ? publicId({ county_code: county, id }) : null);
  const items = found.slice(0, filter.limit).map((row) => ({
    householdId: publicId({ county_code: row.county_code, id: row.household_id }),
    headName: row.head_name,
    areaCode: row.area_code,
    villageName: row.short_name ?? '',
    groupNo: row.group_no,
    level: row.level,
    mainReason: row.main_reason,
    rules: row.triggers,
    riskTypes: row.risk_types,
    exclusions: row.exclusions,
    undecided: row.undecided,
    score: row.score,
    isNew: row.is_new,
    handling: row.dispatch_state,
    dispatchId: other(row.dispatch_id, row.county_code),
    caseId: other(row.case_id, row.county_code),
  }));
  return {
    items,
    nextCursor: last ? encodeCursor([last.rank, last.area_code, last.household_id]) : null,
    total: Number(n),
  };
}
