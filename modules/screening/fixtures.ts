import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from '@shouwang/modules/registry/contract.snapshot.ts';
import { ITEM_CODES, ITEM_COLUMNS, type ItemCode, itemRelation } from './engine/items.ts';

type Cell = string | number | boolean | null | readonly string[];
export type Row = Record<string, Cell>;

/** Rows of a small world: households, their members, and rows of department items. */
export interface World {
  households: Row[];
  members: Row[];
  items: Partial<Record<ItemCode, Row[]>>;
}

export const COUNTY = '440229';

/** A uuid that counts up: 'h' households, 'm' members, 'b' batches. */
export function fixtureId(kind: 'h' | 'm' | 'b', n: number): string {
  const block = { h: '7001', m: '7002', b: '7003' }[kind];
  return `01930000-0000-${block}-8000-${String(n).padStart(12, '0')}`;
}

/** An ordinary household of four without any difficulty, all of it known; what is given overrides. */
export function aHousehold(n: number, given: Row = {}): Row {
  return {
    county_code: COUNTY,
    household_id: fixtureId('h', n),
    area_code: '440229101201',
    household_type: '2',
    registered_count: 4,
    resident_count: 4,
    sharing_count: 4,
    is_relocated: false,
    monitoring_state: 'NOT_COVERED',
    poverty_exit_year: null,
    house_grade: 'B',
    sole_housing: true,
    safe_house_exception: null,
    safe_water: true,
    water_outage_days: 0,
    electricity: true,
    toilet_usable: true,
    road_paved: true,
    has_network: true,
    wage_fen: 6_000_000,
    operating_fen: 800_000,
    property_fen: 0,
    transfer_fen: 200_000,
    dibao_fen: 0,
    operating_expense_fen: 300_000,
    work_cost_fen: 0,
    self_pay_medical_fen: 100_000,
    self_pay_education_fen: 50_000,
    self_pay_other_fen: 0,
    estimated_fen: 0,
    absolute_fen: 7_300_000,
    last_year_per_capita_fen: 1_600_000,
    loan_overdue_days: 0,
    income_as_of: '2026-10-31',
    ...given,
  };
}

/** A healthy, insured adult who works. */
export function aMember(n: number, household: number, given: Row = {}): Row {
  return {
    county_code: COUNTY,
    household_id: fixtureId('h', household),
    member_id: fixtureId('m', n),
    person_key: fixtureId('m', n),
    area_code: '440229101201',
    gender: '1',
    birth_date: '1985-05-01',
    is_resident: true,
    shares_income: true,
    student_status: null,
    education: '3',
    dropout_reason: null,
    health: ['1'],
    disability_category: null,
    disability_grade: null,
    labour_ability: '1',
    medical_insured: true,
    is_working: true,
    work_months: 10,
    ...given,
  };
}

/** A row of an item for a household; batch 1, row numbers as given. */
export function anItemRow(item: ItemCode, household: number, given: Row = {}): Row {
  const empty = Object.fromEntries(Object.keys(ITEM_COLUMNS[item]).map((column) => [column, null]));
  return {
    ...empty,
    batch_id: fixtureId('b', 1),
    row_no: 1,
    county_code: COUNTY,
    household_id: fixtureId('h', household),
    ...given,
  };
}

/** Statements that make the tables of a world, on either engine: household, member and one table an item, with a suffix. */
export function worldStatements(world: World, suffix = '_t'): string[] {
  return [
    ...table(`household${suffix}`, HOUSEHOLD_COLUMNS, world.households),
    ...table(`member${suffix}`, MEMBER_COLUMNS, world.members),
    ...ITEM_CODES.flatMap((item) =>
      table(`${itemRelation(item)}${suffix}`, ITEM_COLUMNS[item], world.items[item] ?? []),
    ),
  ];
}

function table(name: string, columns: Record<string, string>, rows: readonly Row[]): string[] {
  const names = Object.keys(columns);
  const create = `create temporary table ${name} (${names.map((c) => `${c} ${columns[c]}`).join(', ')})`;
  const values = rows.map((row) => `(${names.map((c) => literal(row[c] ?? null, columns[c] ?? 'text')).join(', ')})`);
  return values.length > 0 ? [create, `insert into ${name} values ${values.join(', ')}`] : [create];
}

function literal(cell: Cell, type: string): string {
  if (cell === null) return `cast(null as ${type})`;
  if (Array.isArray(cell)) return `cast(array[${cell.map(quote).join(', ')}] as ${type})`;
  return typeof cell === 'string' ? `cast(${quote(cell)} as ${type})` : String(cell);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
