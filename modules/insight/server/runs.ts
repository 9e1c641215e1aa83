import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { LevelCounts } from '@shouwang/modules/screening/contract.runs.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import type { ClosedRun, CountyFigures } from '../contract.ts';

/** A closed run as the view of screening publishes it. */
export interface MonthRun {
  county_code: string;
  run_id: string;
  run_no: string;
  period: string;
  pack_name: string;
  batches: { item: string; batchId: string; period: string; rows: number }[];
  missing_items: string[];
  started_at: Date;
  finished_at: Date;
  dispatched_at: Date | null;
  is_first: boolean;
}

const COLUMNS = sql`r.county_code, r.run_id, r.run_no, r.period, r.pack_name, r.batches, r.missing_items, r.started_at, r.finished_at, r.dispatched_at,
  r.finished_at = min(r.finished_at) over (partition by r.county_code) as is_first`;

/** The last closed run of each of the last months of a county, oldest first. */
export async function listMonthRuns(tx: Tx, countyCode: string, months: number): Promise<MonthRun[]> {
  const { rows } = await sql<MonthRun>`
    select distinct on (r.period) ${COLUMNS} from screening.v_closed_run r
    where ${inArea('r', countyCode)}
    order by r.period desc, r.finished_at desc limit ${months}`.execute(tx);
  return rows.reverse();
}

/** A run as the overview shows it. */
export function runOf(run: MonthRun): ClosedRun {
  return {
    id: publicId({ county_code: run.county_code, id: run.run_id }),
    runNo: run.run_no,
    period: run.period,
    packName: run.pack_name,
    startedAt: run.started_at.toISOString(),
    finishedAt: run.finished_at.toISOString(),
    dispatchedAt: run.dispatched_at?.toISOString() ?? null,
    missingItems: run.missing_items,
    isFirst: run.is_first,
  };
}

type CountRow = LevelCounts & { run_id: string; area_code: string };
const LEVELS = sql`c.households, c.red, c.orange, c.yellow, c.green, c.undecided, c.newly, c.cleared, c.monitored`;

/** The counts of a row that has other columns beside them. */
const levelsOf = (row: LevelCounts): LevelCounts => LevelCounts.parse(row);

/** Counts of an area in each of the runs, and of the places below it in the latest. */
export async function listCounts(
  tx: Tx,
  at: { area: string; runs: readonly MonthRun[]; latest: MonthRun | undefined; digits: number },
): Promise<{ own: Map<string, LevelCounts>; below: Map<string, LevelCounts> }> {
  const { rows } = await sql<CountRow>`
    select c.run_id, c.area_code, ${LEVELS} from screening.v_area_count c
    where c.county_code = ${at.area.slice(0, 6)}
      and ((c.run_id = any (${at.runs.map((run) => run.run_id)}::uuid[]) and c.area_code = ${at.area})
        or (c.run_id = ${at.latest?.run_id ?? null}::uuid and c.area_code > ${at.area} and c.area_code < ${`${at.area}:`}
          and length(c.area_code) = ${at.digits}))`.execute(tx);
  const own = rows.filter((row) => row.area_code === at.area);
  const below = rows.filter((row) => row.area_code !== at.area);
  return {
    own: new Map(own.map((row) => [row.run_id, levelsOf(row)])),
    below: new Map(below.map((row) => [row.area_code, levelsOf(row)])),
  };
}

/** The counties below a province or city that have a closed run, each with its latest: from result tables alone. */
export async function listCountyFigures(tx: Tx, area: string): Promise<CountyFigures[]> {
  const { rows } = await sql<MonthRun & LevelCounts & { name: string }>`
    select l.*, ${LEVELS}, a.short_name as name
    from (select distinct on (r.county_code) ${COLUMNS} from screening.v_closed_run r
          where ${inArea('r', area)} order by r.county_code, r.finished_at desc) l
    join screening.v_area_count c on c.county_code = l.county_code and c.run_id = l.run_id and c.area_code = l.county_code
    join areas.area a on a.code = l.county_code
    order by l.county_code`.execute(tx);
  return rows.map((row) => ({
    areaCode: row.county_code,
    name: row.name,
    run: runOf(row),
    levels: levelsOf(row),
  }));
}
