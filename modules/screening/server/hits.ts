import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type RawBuilder, sql } from 'kysely';
import type { HitFilter, RunHit } from '../contract.runs.ts';

type Key = ReturnType<typeof splitId>;

interface HitRow {
  county_code: string;
  household_id: string;
  area_code: string;
  level: number | null;
  score: number | null;
  main_reason: string;
  triggers: string[];
  risk_types: string[];
  exclusions: string[];
  undecided: number;
  is_new: boolean;
  is_monitored: boolean;
  head_name: string;
  group_no: string | null;
  short_name: string | null;
  dispatch_id: string | null;
  dispatch_state: string | null;
  case_id: string | null;
}

/** The hits of a run that a filter leaves, as conditions over `h`. */
function conditions(run: Key, { area, level, rule, fresh }: HitFilter): RawBuilder<boolean>[] {
  const all = [sql<boolean>`h.county_code = ${run.countyCode}`, sql<boolean>`h.run_id = ${run.id}::uuid`];
  if (area) all.push(inArea('h', area));
  if (level === 'undecided') all.push(sql`h.level is null`);
  else if (level === 'hits') all.push(sql`h.level <= 3`);
  else if (level) all.push(sql`h.level = ${Number(level)}`);
  if (rule) all.push(sql`${rule} = any (h.triggers || h.exclusions)`);
  if (fresh) all.push(sql`h.is_new`);
  return all;
}

const ORDER = sql`coalesce(h.level, 9), h.area_code, h.household_id`;

/** What comes behind a cursor in the order level, area, household. */
function behind(cursor: string): RawBuilder<boolean> {
  const [rank, area, household] = decodeCursor(cursor, 3);
  return sql`(${ORDER}) > (${Number(rank)}, ${String(area)} collate "C", ${String(household)}::uuid)`;
}

/** The households that a run points out, most severe first, by area; each with its open sheet, else the closed one that has the hints of this run. */
export async function listRunHits(
  tx: Tx,
  id: string,
  filter: HitFilter,
): Promise<{ items: RunHit[]; nextCursor: string | null; total: number }> {
  const run = splitId(id);
  const all = conditions(run, filter);
  // The county stands in each table's own condition: from the narrowed hits a cluster does not take it over.
  const county = sql`${run.countyCode}`;
  const where = (parts: RawBuilder<boolean>[]) => sql.join(parts, sql` and `);
  const counted = await sql<{ n: number }>`select count(*)::int as n from screening.hit h where ${where(all)}`.execute(
    tx,
  );
  const page = filter.cursor ? [...all, behind(filter.cursor)] : all;
  const { rows } = await sql<HitRow>`
    select h.county_code, h.household_id, h.area_code, h.level, h.score, h.main_reason, h.triggers, h.risk_types, h.exclusions, h.undecided,
      h.is_new, h.is_monitored, r.head_name, r.group_no, v.short_name, d.id as dispatch_id, d.state as dispatch_state, d.case_id
    from (select * from screening.hit h where ${where(page)} order by ${ORDER} limit ${filter.limit + 1}) h
    join registry.household r on r.county_code = h.county_code and r.county_code = ${county} and r.id = h.household_id
    left join areas.area v on v.code = h.area_code
    left join lateral (
      select s.id, s.state, s.case_id from warning.dispatch s
      where s.county_code = h.county_code and s.county_code = ${county} and s.household_id = h.household_id and (s.state <> 'CLOSED' or s.run_id = h.run_id or exists (
        select from warning.clue c where c.county_code = s.county_code and c.county_code = ${county} and c.dispatch_id = s.id and c.run_id = h.run_id))
      order by s.state = 'CLOSED' limit 1) d on true
    order by ${ORDER}`.execute(tx);
  const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
  return {
    items: rows.slice(0, filter.limit).map(toHit),
    nextCursor: last ? encodeCursor([last.level ?? 9, last.area_code, last.household_id]) : null,
    total: counted.rows[0]?.n ?? 0,
  };
}

function toHit(row: HitRow): RunHit {
  const county_code = row.county_code;
  return {
    householdId: publicId({ county_code, id: row.household_id }),
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
    isMonitored: row.is_monitored,
    handling: row.dispatch_state,
    dispatchId: row.dispatch_id && publicId({ county_code, id: row.dispatch_id }),
    caseId: row.case_id && publicId({ county_code, id: row.case_id }),
  };
}
