import { createHash } from 'node:crypto';
import { firstSnapshot } from '@shouwang/modules/casework/machine.ts';
import { countyOf } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { sealField } from '@shouwang/platform/crypto/field.ts';
import { putFile } from '@shouwang/platform/files/store.ts';
import type { Ground } from './ground.ts';
import type { Target } from './schema-values.ts';

interface Column {
  name: string;
  type: string;
  nullable: boolean;
  generated: boolean;
}

const TRACE = {
  countyCode: '440229',
  householdId: '01900000-0000-7000-8000-000000000001',
  areaCode: '440229104201',
  asOf: '2026-11-01',
  pack: { id: '验证', title: '验证', hash: 'a', layers: [] },
  level: 1,
  hardLevel: 1,
  bandLevel: 1,
  score: { value: null, known: 0, cutoff: 0 },
  conclusion: '验证',
  held: [],
  notHeld: [],
  undecided: [],
  income: {
    lines: [],
    months: 12,
    perCapita: null,
    perCapitaDibao: null,
    line: 0,
    estimatedShare: null,
    dataDate: null,
  },
  toCollect: [],
};
const IMPORT_PROGRESS = { stage: 'done', done: 1, total: 1, unit: 'rows', rate: null, seconds: 1, steps: [] };

/** What stands in columns whose values are codes; everything else is made from the type. */
const KNOWN: { [column: string]: unknown } = {
  household_type: '2',
  monitoring_state: 'NOT_COVERED',
  gender: '1',
  id_type: '1',
  id_number_mask: '440229********0017',
  relation: '1',
  ethnicity: '01',
  member_status: 'current',
  member_no: '01',
  house_grade: 'A',
  house_structure: null,
  water_source: null,
  safe_house_exception: null,
  education: null,
  student_status: null,
  dropout_reason: null,
  health: null,
  political_status: null,
  labour_ability: null,
  disability_category: null,
  disability_grade: null,
  dibao_status: null,
  tekun_status: null,
  change_type: null,
  change_date: null,
  poverty_exit_year: null,
  birth_date: '1980-01-01',
  item_code: '1001',
  direction: 'in',
  source: 'declared',
  department_code: null,
  recorded_month: '202610',
  period: '202610',
  level: 1,
  risk_level: 1,
  type: '100',
  kind: 'photo',
  mime: 'image/jpeg',
  channel: 'screening',
  engine: 'duckdb',
  action: 'getHousehold',
  role: 'COUNTY_LEAD',
  version: 1,
  category: null,
  result_code: null,
  step: 'VERIFIED',
  snapshot: '{}',
  progress: '{}',
  batches: '[]',
  counts: null,
  by_rule: '[]',
  failure: null,
  gates: '[]',
  trace: JSON.stringify(TRACE),
  pause_reason: null,
  paused_on: null,
  reasons: '[]',
  trigger_values: '{}',
  returns: '[]',
  data: '{}',
  inputs: '{}',
  review_team: null,
  diff: '{}',
  detail: null,
  check_code: null,
  encoding: null,
  header_row: null,
  rows_in: null,
  rows_accepted: null,
  rows_rejected: null,
  rows_matched: null,
  rows_unmatched: null,
  seconds: 1,
  work_months: null,
  paused_days: 0,
  from_on: '2026-11-01',
  to_on: '2026-11-06',
  mode: 'paper',
  registered_count: 1,
  resident_count: 1,
  sharing_count: 1,
  pos: 1,
  household_seq: 1,
  status: 'active',
  is_demonstration: false,
  house_built_year: 2000,
  water_outage_days: 0,
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

/** Stored files, one for each area, with its mark as content. */
const files = new Map<string, string>();

/** The tables of business rows, each with an area. */
export interface Planted {
  tables: string[];
  rows: number;
  /** Tables in which nothing could be planted, and why: the proof says nothing about them. */
  empty: string[];
}

/** Tables whose rows belong to a county or above: none lies in a town or a village. */
const DEEPEST: { [table: string]: number } = { 'screening.run': 6 };

/** Plants one row of every business table in every area, all with the area's mark and id, and keeps a copy of all. */
export async function plantEverywhere(ground: Ground, areas: string[], deepest = DEEPEST): Promise<Planted> {
  const tables = (
    await ground.admin<{ name: string }>(
      "select table_name as name from sec.table_class where class = 'distributed' and table_name not in ('audit.seal', 'audit.head') order by 1",
    )
  ).map((row) => row.name);
  const planted: Planted = { tables, rows: 0, empty: [] };
  const given = await knownByTable(ground);
  for (const area of areas)
    files.set(
      area,
      (await putFile(Buffer.from(`a,b\n${markerOf(area)},1\n`), { maxBytes: 1000, kinds: ['csv'] })).hash,
    );
  await ground.admin('create schema if not exists kept; set session_replication_role = replica');
  for (const table of tables) {
    const shape = await readShape(ground, table);
    const refusals: (string | null)[] = [];
    for (const area of areas.filter((code) => code.length <= (deepest[table] ?? 12)))
      refusals.push(await plantRow(ground, { table, area, given, ...shape }));
    const rows = refusals.filter((refusal) => refusal === null).length;
    if (rows === 0) planted.empty.push(`${table} (${refusals[0]})`);
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
  const checks = await ground.admin<{ text: string }>(
    "select pg_get_constraintdef(oid) as text from pg_constraint where conrelid = $1::regclass and contype = 'c'",
    [table],
  );
  const allowed = new Map<string, string>();
  for (const { text } of checks) {
    const found = /\(?\(?(\w+) = ANY \(\(?ARRAY\['([^']+)'/.exec(text);
    if (found?.[1] && found[2]) allowed.set(found[1], found[2]);
  }
  return { columns: columns.filter((column) => !column.generated), allowed };
}

/** Lines of refused and flagged rows are sealed in blocks, bound to county, batch and first row. */
const lineOf =
  (table: string) =>
  (area: string): Buffer => {
    const { publicId } = targetAt(area);
    return sealField(JSON.stringify([[1, [markerOf(area)]]]), { table, column: 'line_sealed', row: `${publicId}:1` });
  };

type Given = { [column: string]: unknown };
const NO_FIGURES = { open: 1, days: 1, overdue: 0, owed: 0, registered: 0, registeredThisMonth: 0 };

/** What the tables hold that other rows or machines must fit to. */
async function knownByTable(ground: Ground): Promise<{ [table: string]: Given }> {
  const [pack] = await ground.admin<{ id: string; content_hash: string }>(
    "select id, content_hash from policy.pack where state = 'active' order by area_code desc limit 1",
  );
  const machine = firstSnapshot();
  return {
    'casework.identification': {
      snapshot: JSON.stringify(machine),
      state: machine.state,
      pack_id: pack?.id ?? null,
      pack_hash: pack?.content_hash ?? null,
      risk_types: '{}',
      returns: '{}',
    },
    'casework.decision': {
      pack_id: pack?.id ?? null,
      event: 'recordVerification',
      from_state: 'VERIFYING',
      to_state: 'VERIFIED',
      role: 'VILLAGE_CADRE',
    },
    'screening.run': {
      pack_id: pack?.id ?? null,
      pack_hash: pack?.content_hash ?? null,
      state: 'done',
      finished_at: '2026-11-01T00:00:00Z',
      progress: JSON.stringify({ step: 'done', done: 1, of: 1, seconds: 1 }),
      counts: null,
      households: null,
      by_rule: '[]',
    },
    'publicity.notice': { type: '1', state: 'POSTED' },
    'exchange.import_batch': {
      item_code: 'YB-02',
      department_code: 'YB',
      file_name: 'x.csv',
      period: '209901',
      progress: JSON.stringify(IMPORT_PROGRESS),
      state: 'held',
    },
    'exchange.rejected_row': { line_sealed: lineOf('exchange.rejected_row') },
    'exchange.flagged_row': { line_sealed: lineOf('exchange.flagged_row'), code: 'name-mismatch' },
    'evidence.document': { type: '101' },
    'publicity.notice_entry': { state: 'POSTED' },
    'registry.change_request': {
      state: 'SUBMITTED',
      returns: 0,
      decided_by: null,
      applied_version: null,
      numbers_sealed: null,
    },
    'warning.dispatch': { confirmed_by: null },
    'warning.follow_up': {
      made_by: null,
      went: (area: string) => `{${markerOf(area)}}`,
      went_ids: '{}',
      companions: '{}',
    },
    'casework.county_count': {
      counted_on: () => clock.today(),
      counts: (area: string) =>
        JSON.stringify({
          heaps: [{ state: 'VERIFYING', back: null, resume: null, days: 1, overdue: false, count: 1 }],
          figures: { ...NO_FIGURES, opened: { [markerOf(area)]: 1 } },
        }),
    },
    'registry.quality_exemption': { state: 'asked', days: 30, decided_by: null, expires_on: null },
    'registry.quality_check': { state: 'failed' },
    'registry.quality_finding': { rule_code: 'DQ-BF19', severity: 'error', health: false, closed_at: null },
  };
}

async function plantRow(
  ground: Ground,
  { table, area, columns, allowed, given }: Shape & { table: string; area: string; given: { [table: string]: Given } },
): Promise<string | null> {
  const values = columns.map((column) => {
    const value =
      column.name in (given[table] ?? {}) ? given[table]?.[column.name] : valueFor(table, column, { area, allowed });
    return typeof value === 'function' ? value(area) : value;
  });
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const places = columns.map((column, i) => `$${i + 1}::${column.type}`).join(', ');
  try {
    await ground.admin(`insert into ${table} (${names}) values (${places})`, values);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function valueFor(
  table: string,
  column: Column,
  { area, allowed }: { area: string; allowed: Map<string, string> },
): unknown {
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
      return column.name === 'file_hash' ? (files.get(area) ?? '') : markerOf(area);
    case 'bytea':
      return sealField(`15400138000`, { table, column: column.name.replace(/_sealed$/, ''), row: target.uuid });
    case 'boolean':
      return false;
    case 'date':
      return '2026-11-01';
    case 'timestamp with time zone':
      return '2026-11-01T00:00:00Z';
    case 'jsonb':
      return column.nullable ? null : '{}';
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
    const near = table === 'registry.county_position' ? 'and not starts_with($1, area_code)' : '';
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
  const all = planted.tables.map(
    (table) => `delete from ${table}; insert into ${table} select * from kept.${table.replace('.', '_')}`,
  );
  await ground.admin(all.join('; '));
}
