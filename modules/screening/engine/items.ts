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
};

/** Columns of the item relations, with types that DuckDB and PostgreSQL share. Money in fen. */
export const ITEM_COLUMNS: Record<ItemCode, Record<string, string>> = {
  'YB-02': {
    ...ROW,
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
    quota_litre: 'double precision',
    quality: 'text',
    recorded_on: 'date',
  },
  'GA-03': { ...ROW, kind: 'text', price_fen: 'bigint', registered_on: 'date', status: 'text' },
  'SJ-01': { ...ROW, kind: 'text', capital_fen: 'bigint', founded_on: 'date', status: 'text', role: 'text' },
};

/** Name and office of each item, as the work sheet shows them. */
export const ITEM_LABELS: Record<ItemCode, { label: string; department: string }> = {
  'YB-02': { label: '医保结算', department: '医保局' },
  'MZ-01': { label: '低保对象', department: '民政局' },
  'JY-01': { label: '学籍', department: '教育局' },
  'CL-01': { label: '残疾人证', department: '残联' },
  'ZJ-01': { label: '农房危险等级', department: '住建局' },
  'SL-01': { label: '供水', department: '水利局' },
  'GA-03': { label: '机动车登记', department: '公安局' },
  'SJ-01': { label: '市场主体', department: '市场监管局' },
};
