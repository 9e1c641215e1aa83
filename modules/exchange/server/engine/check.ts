import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DuckSession, sqlText } from '@shouwang/platform/columnar/duck.ts';
import { type CatalogueItem, type HeaderMap, headerScore } from '../../rules.catalogue.ts';
import type { CheckContext } from '../../rules.fields.ts';
import {
  acceptedSql,
  checkedSql,
  doubledSql,
  itemRowsSql,
  loadSql,
  malformedRows,
  personSql,
  twinSql,
  unmatchedSql,
} from './check-sql.ts';
import { formOddNames } from './names.ts';
import { frameFile, readHead, type SourceHead } from './source.ts';
import { Stage, type StageCounts } from './stage.ts';
import { stageWorkbook } from './workbook.ts';

/** A file to be checked and where its results go. */
export interface CheckTask {
  path: string;
  size: number;
  kind: 'csv' | 'xlsx';
  item: CatalogueItem;
  countyCode: string;
  batchId: string;
  /** Month of the file, `YYYYMM`. */
  period: string;
  context: CheckContext;
  /** Columnar file with the members of the county, or null when there are none. */
  members: string | null;
  /** Columnar file with the keys of their names, or null: then names are not compared. */
  names: string | null;
  /** Folder for the staged rows, which the columnar engine reads in plain: nobody else may look into it, and the caller removes it. */
  scratch: string;
  /** Where the columnar rows and the unmatched rows are put. */
  target: { rows: string; unmatched: string };
}

/** Where a check stands. `done` counts rows where they are known, else bytes. */
export type Stages = 'reading' | 'checking' | 'matching' | 'writing';
export type OnProgress = (stage: Stages, done: number, total: number | null, unit: 'rows' | 'bytes') => void;

/** What a check found; every row is accounted for. */
export interface Checked {
  encoding: SourceHead['encoding'];
  header: string[];
  headerRow: number;
  map: HeaderMap;
  /** Physical lines of a text file; records (rows of the sheet) of any file. */
  lines: number;
  records: number;
  counts: StageCounts & { headerRows: number };
  rowsIn: number;
  accepted: number;
  rejected: number;
  matched: number;
  unmatched: number;
  unmatchedByReason: Record<string, number>;
  /** Matched rows whose name is another than the registered one. */
  nameMismatches: number;
  big: number;
  inPeriod: number;
  /** Latest value of the data date column, or null. */
  dataDate: string | null;
  staged: StagedPaths;
}

export interface StagedPaths {
  rows: string;
  malformed: string;
  columns: number;
}

interface Read {
  encoding: SourceHead['encoding'];
  header: string[];
  headerRow: number;
  map: HeaderMap;
  lines: number;
  records: number;
  counts: StageCounts;
}

const TABLES = ['cell', 'person', 'checked', 'pair', 'twin', 'member', 'odd', 'unmatched'];

/**
 * Checks a department file as a whole: reads, judges every row, finds the persons, matches them with the households and writes the
 * columnar rows. Sets of rows throughout; no row is lost: rows in = accepted + rejected is proved before anything is written.
 */
export async function checkFile(db: DuckSession, task: CheckTask, onProgress: OnProgress): Promise<Checked> {
  mkdirSync(task.scratch, { recursive: true, mode: 0o700 });
  const paths = { rows: join(task.scratch, 'rows.txt'), malformed: join(task.scratch, 'malformed.txt') };
  const read = await readSource(task, paths, onProgress);
  const staged = { ...paths, columns: read.map.columns };
  const received = read.counts.staged + read.counts.malformed;
  const how = { item: task.item, context: task.context, names: task.names !== null };
  const passes = [
    ['drop view if exists accepted', ...TABLES.map((table) => `drop table if exists ${table}`)].join(';'),
    loadSql(staged.rows, staged.columns, read.map.positions),
    () => formOddNames(db, task.item),
    memberSql(task),
    personSql(how),
    checkedSql(how),
    doubledSql(),
    twinSql(task.item),
  ];
  for (const [pass, statement] of passes.entries()) {
    onProgress('checking', Math.floor((received * pass) / passes.length), received, 'rows');
    await (typeof statement === 'string' ? db.run(statement) : statement());
  }
  onProgress('matching', received, received, 'rows');
  await db.run(acceptedSql());
  await db.run(unmatchedSql(task.countyCode));
  const sums = await sumUp(db, task, staged);
  if (sums.rowsIn !== received || sums.rowsIn !== sums.accepted + sums.rejected) {
    throw new Error(
      `rows do not add up: ${received} received, ${sums.rowsIn} read, ${sums.accepted} accepted, ${sums.rejected} rejected`,
    );
  }
  onProgress('writing', received, received, 'rows');
  await writeRows(
    db,
    itemRowsSql(task.item, { id: task.batchId, countyCode: task.countyCode, period: task.period }),
    task.target.rows,
  );
  await writeRows(db, 'select * from unmatched', task.target.unmatched);
  const headerRows = read.records - read.counts.staged - read.counts.malformed - read.counts.blank;
  return { ...read, ...sums, counts: { ...read.counts, headerRows }, staged };
}

async function readSource(
  task: CheckTask,
  paths: { rows: string; malformed: string },
  onProgress: OnProgress,
): Promise<Read> {
  onProgress('reading', 0, task.kind === 'csv' ? task.size : null, task.kind === 'csv' ? 'bytes' : 'rows');
  if (task.kind === 'xlsx') {
    const book = await stageWorkbook({ path: task.path, item: task.item, paths }, (rows) =>
      onProgress('reading', rows, null, 'rows'),
    );
    return { ...book, encoding: 'xlsx', lines: book.records };
  }
  const head = await readHead(task.path, task.item);
  const stage = new Stage(paths, {
    delimiter: head.delimiter,
    headerRow: head.headerRow,
    columns: head.map.columns,
    pad: false,
  });
  let bytes = 0;
  try {
    const framer = await frameFile(task.path, head, stage, (part) => {
      bytes += part;
      onProgress('reading', bytes, task.size, 'bytes');
    });
    const { encoding, header, headerRow, map } = head;
    return { encoding, header, headerRow, map, lines: framer.lines, records: framer.records, counts: stage.counts };
  } finally {
    stage.close();
  }
}

/** Members by person, with the key of the name; a number that two members bear points to the first of them. */
function memberSql({ members, names }: Pick<CheckTask, 'members' | 'names'>): string {
  if (members === null)
    return 'create table member (person_key uuid, household_id uuid, member_id uuid, name_key uuid)';
  const known =
    names === null ? '(select null::uuid as member_id, null::uuid as name_key)' : `read_parquet(${sqlText(names)})`;
  return `create table member as
    select m.*, n.name_key from (
      select person_key, arg_min(household_id, member_id) as household_id, min(member_id) as member_id
      from read_parquet(${sqlText(members)}) where person_key is not null group by person_key) m
    left join ${known} n on n.member_id = m.member_id`;
}

interface Sums {
  rowsIn: number;
  accepted: number;
  rejected: number;
  matched: number;
  unmatched: number;
  unmatchedByReason: Record<string, number>;
  nameMismatches: number;
  big: number;
  inPeriod: number;
  dataDate: string | null;
}

async function sumUp(db: DuckSession, task: CheckTask, staged: StagedPaths): Promise<Sums> {
  const { gates, dataDate } = task.item;
  const big = gates.bigAmount ? `count(*) filter (${gates.bigAmount.field} > ${gates.bigAmount.above * 100})` : '0';
  const inPeriod = gates.inPeriod
    ? `count(*) filter (strftime(${gates.inPeriod.field}, '%Y%m') = ${sqlText(task.period)})`
    : '0';
  const [row] = await db.rows<Record<string, number | string | null>>(`
    select (select count(*) from cell) as well_formed, (select count(*) from ${malformedRows(staged.malformed)}) as malformed,
      (select count(*) from checked where fault is not null) + (select count(*) from twin) as refused,
      count(*) as accepted, count(household_id) as matched, count(*) filter (name_differs) as name_mismatches, ${big} as big, ${inPeriod} as in_period, ${dataDate ? `max(${dataDate})::text` : 'null'} as data_date
    from accepted`);
  const of = (name: string) => Number(row?.[name] ?? 0);
  const reasons = await db.rows<{ reason: string; rows: number }>(
    `select reason, count(*) as rows from unmatched group by reason`,
  );
  return {
    rowsIn: of('well_formed') + of('malformed'),
    accepted: of('accepted'),
    rejected: of('refused') + of('malformed'),
    matched: of('matched'),
    unmatched: of('accepted') - of('matched'),
    unmatchedByReason: Object.fromEntries(reasons.map(({ reason, rows }) => [reason, rows])),
    nameMismatches: of('name_mismatches'),
    big: of('big'),
    inPeriod: of('in_period'),
    dataDate: (row?.data_date as string | null) ?? null,
  };
}

/** Written under another name first, so that nobody reads half a file. */
async function writeRows(db: DuckSession, select: string, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.tmp`;
  try {
    await db.run(`copy (${select}) to ${sqlText(draft)} (format parquet, compression zstd)`);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Number of fields of the item that the header names. */
export function headerFound(checked: Pick<Checked, 'map'>): number {
  return headerScore(checked.map);
}
