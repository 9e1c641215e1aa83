import { createHash } from 'node:crypto';
import { countyOf } from '@shouwang/platform/audit/audit.ts';
import { sealField } from '@shouwang/platform/crypto/field.ts';
import type { Ground } from './ground.ts';
import type { Target } from './schema-values.ts';

interface Column {
  name: string;
  type: string;
  nullable: boolean;
  generated: boolean;
}

/** What stands in columns whose values are codes; everything else is made from the type. */
const KNOWN: { [column: string]: unknown } = {
  household_type: '2', monitoring_state: 'NOT_COVERED', gender: '1', id_type: '1', relation: '01', ethnicity: '01', member_status: 'current', member_no: '01', house_grade: 'A', house_structure: null, water_source: null,
  safe_house_exception: null, education: null, student_status: null, dropout_reason: null, health: null, political_status: null, labour_ability: null, disability_category: null, disability_grade: null, dibao_status: null,
  tekun_status: null, change_type: null, change_date: null, poverty_exit_year: null, birth_date: '1980-01-01', item_code: '1001', direction: 'in', source: 'declared', department_code: null, recorded_month: '202610', period: '202610',
  level: 1, risk_level: 1, type: '100', kind: 'photo', mime: 'image/jpeg', channel: 'screening', engine: 'duckdb', action: 'getHousehold', role: 'COUNTY_LEAD', version: 1, category: null, result_code: null, step: 'VERIFY', snapshot: '{}',
  progress: '{}', batches: '[]', counts: null, by_rule: '[]', failure: null, gates: '[]', trace: '{}', reasons: '[]', trigger_values: '{}', returns: '[]', data: '{}', inputs: '{}', review_team: null, diff: '{}', detail: null,
  check_code: null, encoding: null, header_row: null, rows_in: null, rows_accepted: null, rows_rejected: null, rows_matched: null, rows_unmatched: null, file_hash: 'a'.repeat(64), seconds: 1, work_months: null, paused_days: 0,
  from_on: '2026-11-01', to_on: '2026-11-06', mode: 'paper', registered_count: 1, resident_count: 1, sharing_count: 1, pos: 1, household_seq: 1, status: 'active', is_demonstration: false, house_built_year: 2000, water_outage_days: 0,
};

/** The mark of an area: it stands in every text that is planted there and nowhere else. */
export function markerOf(areaCode: string): string {
  return `标${createHash('sha256').update(`marker ${areaCode}`).digest('hex').slice(0, 10)}`;
}

/** The one id that all objects planted in an area share, whatever table they are in. */
export function targetAt(areaCode: string): Target {
  const hex = createHash('sha256').update(`id ${areaCode}`).digest('hex');
  const uuid = `01900000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`;
  return { uuid, publicId: `${countyOf(areaCode)}:${uuid}`, areaCode };
}

/** The tables of business rows, each with an area. */
export interface Planted {
  tables: string[];
  rows: number;
  /** Tables in which nothing could be planted: the proof says nothing about them. */
  empty: string[];
}

/** Plants one row of every business table in every area, all with the area's mark and id, and keeps a copy of all. */
export async function plantEverywhere(ground: Ground, areas: string[]): Promise<Planted> {
  const tables = (await ground.admin<{ name: string }>("select table_name as name from sec.table_class where class = 'distributed' and table_name not in ('audit.seal', 'audit.head') order by 1")).map((row) => row.name);
  const planted: Planted = { tables, rows: 0, empty: [] };
  await ground.admin('create schema if not exists kept; set session_replication_role = replica');
  for (const table of tables) {
    const shape = await readShape(ground, table);
    let rows = 0;
    for (const area of areas) rows += (await plantRow(ground, { table, area, ...shape })) ? 1 : 0;
    if (rows === 0) planted.empty.push(table);
    planted.rows += rows;
    await ground.admin(`create table kept.${table.replace('.', '_')} as table ${table}`);
  }
  return planted;
}

interface Shape {
  columns: Column[];
  allowed: Map<string, string>;
}

async function readShape(ground: Ground, table: string): Promise<Shape> {
  const columns = await ground.admin<Column>(
    `select attname as name, format_type(atttypid, null) as type, not attnotnull as nullable, attgenerated <> '' as generated from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  const checks = await ground.admin<{ text: string }>("select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1::regclass and contype = 'c'", [table]);
  const allowed = new Map<string, string>();
  for (const { text } of checks) {
    const found = /\(?\(?(\w+) = ANY \(\(?ARRAY\['([^']+)'/.exec(text);
    if (found?.[1] && found[2]) allowed.set(found[1], found[2]);
  }
  return { columns: columns.filter((column) => !column.generated), allowed };
}

async function plantRow(ground: Ground, { table, area, columns, allowed }: Shape & { table: string; area: string }): Promise<boolean> {
  const values = columns.map((column) => valueFor(table, column, { area, allowed }));
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const places = columns.map((column, i) => `$${i + 1}::${column.type}`).join(', ');
  try {
    await ground.admin(`insert into ${table} (${names}) values (${places})`, values);
    return true;
  } catch {
    return false;
  }
}

function valueFor(table: string, column: Column, { area, allowed }: { area: string; allowed: Map<string, string> }): unknown {
  const target = targetAt(area);
  if (column.name === 'county_code') return countyOf(area);
  if (column.name === 'area_code' || column.name === 'owner_area_code') return area;
  if (allowed.has(column.name)) return allowed.get(column.name);
  if (column.name in KNOWN) return KNOWN[column.name];
  if (/_(at|to)$/.test(column.name) && column.nullable) return null;
  switch (column.type) {
    case 'uuid':
      return target.uuid;
    case 'text':
      return markerOf(area);
    case 'bytea':
      return sealField(`13800138000`, { table, column: column.name.replace(/_sealed$/, ''), row: target.uuid });
    case 'boolean':
      return false;
    case 'date':
      return '2026-11-01';
    case 'timestamp with time zone':
      return '2026-11-01T00:00:00Z';
    case 'jsonb':
      return '{}';
    case 'text[]':
    case 'uuid[]':
      return '{}';
    default:
      return 1;
  }
}

/** Rows outside of an area that are no longer as they were planted: changed, deleted or added. */
export async function writesOutside(ground: Ground, planted: Planted, areaCode: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of planted.tables) {
    const near = table === 'registry.county_position' ? "and not starts_with($1, area_code)" : '';
    const kept = `kept.${table.replace('.', '_')}`;
    const [row] = await ground.admin<{ n: number }>(
      `select count(*)::int as n from (
         (select to_jsonb(t) as row, area_code from ${table} t except all select to_jsonb(k), area_code from ${kept} k)
         union all (select to_jsonb(k), area_code from ${kept} k except all select to_jsonb(t), area_code from ${table} t)) d
       where not starts_with(area_code, $1) ${near}`,
      [areaCode],
    );
    if (row?.n) found.push(`${table}: ${row.n} rows outside ${areaCode} were changed`);
  }
  return found;
}

/** Puts everything back as it was planted. */
export async function replant(ground: Ground, planted: Planted): Promise<void> {
  const all = planted.tables.map((table) => `delete from ${table}; insert into ${table} select * from kept.${table.replace('.', '_')}`);
  await ground.admin(all.join('; '));
}
