import { OFFICES, type OfficeCode } from '@shouwang/modules/staff/contract.departments.ts';

/** The eight department items that the screening reads; codes of the exchange catalogue. */
export const ITEM_CODES = ['YB-02', 'MZ-01', 'JY-01', 'CL-01', 'ZJ-01', 'SL-01', 'GA-03', 'SJ-01'] as const;
export type ItemCode = (typeof ITEM_CODES)[number];

/** Name of an item in SQL: 'YB-02' -> yb_02. */
export function itemRelation(item: ItemCode): string {
  return item.toLowerCase().replace('-', '_');
}

/** Columns that every item row carries. Rows without a matched household are not screened. */
const ROW = {
  batch_id: 'uuid',
  row_no: 'integer',
  county_code: 'text',
  person_key: 'uuid',
  household_id: 'uuid',
  member_id: 'uuid',
  /** The name in the row is another than the registered one; null: not compared. */
  name_differs: 'boolean',
};

/** What rows carry that stand for a document, of which one may come in the files of several months. */
const DOCUMENT = { period: 'text', document_key: 'uuid' };

/** Columns of the item relations, with types that DuckDB and PostgreSQL share. Money in fen. */
export const ITEM_COLUMNS: Record<ItemCode, Record<string, string>> = {
  'YB-02': {
    ...ROW,
    ...DOCUMENT,
    settled_on: 'date',
    kind: 'text',
    total_fen: 'bigint',
    fund_fen: 'bigint',
    critical_fen: 'bigint',
    aid_fen: 'bigint',
    self_pay_fen: 'bigint',
    insured: 'text',
  },
  'MZ-01': {
    ...ROW,
    dibao_kind: 'text',
    change: 'text',
    start_month: 'text',
    stop_month: 'text',
    monthly_fen: 'bigint',
    persons: 'integer',
  },
  'JY-01': {
    ...ROW,
    grade: 'text',
    status: 'text',
    year_cost_fen: 'bigint',
    aid_fen: 'bigint',
    status_on: 'date',
  },
  'CL-01': { ...ROW, category: 'integer', grade: 'integer', issued_on: 'date', status: 'text' },
  'ZJ-01': {
    ...ROW,
    grade: 'text',
    assessed_on: 'date',
    sole_housing: 'boolean',
    area_m2: 'double precision',
    exception: 'integer',
  },
  'SL-01': {
    ...ROW,
    source: 'text',
    outage_days: 'integer',
    fetch_minutes: 'integer',
    fetch_distance_m: 'integer',
    fetch_height_m: 'integer',
    quota_litre: 'double precision',
    water_short: 'boolean',
    quality: 'text',
    recorded_on: 'date',
  },
  'GA-03': { ...ROW, kind: 'text', price_fen: 'bigint', registered_on: 'date', status: 'text' },
  'SJ-01': { ...ROW, kind: 'text', capital_fen: 'bigint', founded_on: 'date', status: 'text', role: 'text' },
};

/** Whether a row of the item stands for a document, which counts once in however many files it comes. */
export function isDocumentItem(item: ItemCode): boolean {
  return 'document_key' in ITEM_COLUMNS[item];
}

const LABELS: Record<ItemCode, string> = {
  'YB-02': '医保结算',
  'MZ-01': '低保对象',
  'JY-01': '学籍',
  'CL-01': '残疾人证',
  'ZJ-01': '农房危险等级',
  'SL-01': '供水',
  'GA-03': '机动车登记',
  'SJ-01': '市场主体',
};

/** Name and office of each item, as work sheet and screens show them: short for the names of the exchange catalogue. */
export const ITEM_LABELS = Object.fromEntries(
  ITEM_CODES.map((item) => {
    return [item, { label: LABELS[item], department: OFFICES[item.slice(0, 2) as OfficeCode].short }];
  }),
) as Record<ItemCode, { label: string; department: string }>;
