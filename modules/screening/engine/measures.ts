import type { ItemCode } from './items.ts';

/**
 * A measure: the rows of one item that count for a household, and how they are taken together. Facts are made of
 * measures; a trace lists exactly these rows, so that the value can be added up again by hand.
 */
export interface Measure {
  name: string;
  item: ItemCode;
  take: 'sum' | 'max' | 'min' | 'count';
  /** Column or expression taken; not needed for a count. */
  value?: string;
  /** Rows that count. Periods stand in braces. */
  where: string;
  /** Day or month that the row speaks of. */
  date: string;
  /** `value` is in fen and shown in yuan. */
  money?: boolean;
}

const YEAR_TO_DATE = 'settled_on >= {yearStart} and settled_on <= {asOf}';
const SEVERE_CARD = `status = '有效' and (grade <= 2 or (category in (5, 6) and grade <= 4))`;
const DANGEROUS = `grade in ('C', 'D') and exception is null`;
const BEYOND_COMPULSORY = `grade not in ('3', '4', '5', '6', '7', '8', '9', '10', '11')`;
const OUTPATIENT = `kind in ('门诊特病', '普通门诊')`;

/** Measures of the eight items, one line each: name, item, taken how, of what, which rows, date column. */
export const MEASURES: readonly Measure[] = [
  money(
    'inpatient_ytd',
    'YB-02',
    'sum',
    'self_pay_fen',
    `kind in ('住院', '门诊特病') and ${YEAR_TO_DATE}`,
    'settled_on',
  ),
  money('admission_max', 'YB-02', 'max', 'self_pay_fen', `kind = '住院' and ${YEAR_TO_DATE}`, 'settled_on'),
  money(
    'outpatient_this_month',
    'YB-02',
    'sum',
    'self_pay_fen',
    `${OUTPATIENT} and settled_on >= {monthStart} and settled_on <= {asOf}`,
    'settled_on',
  ),
  money(
    'outpatient_last_month',
    'YB-02',
    'sum',
    'self_pay_fen',
    `${OUTPATIENT} and settled_on >= {lastMonthStart} and settled_on < {monthStart}`,
    'settled_on',
  ),
  count(
    'uninsured_rows',
    'YB-02',
    `insured = '未参保' and settled_on >= {recentFrom} and settled_on <= {asOf}`,
    'settled_on',
  ),
  count('dibao_started', 'MZ-01', `change = '新增' and start_month >= {lastMonth}`, 'start_month'),
  count('dibao_stopped', 'MZ-01', `change = '停发' and stop_month >= {lastMonth}`, 'stop_month'),
  count('dibao_current', 'MZ-01', `change in ('新增', '在享')`, 'start_month'),
  money(
    'study_cost_max',
    'JY-01',
    'max',
    'year_cost_fen - coalesce(aid_fen, 0)',
    `${BEYOND_COMPULSORY} and status = '在读'`,
    'status_on',
  ),
  count(
    'study_cost_unknown',
    'JY-01',
    `${BEYOND_COMPULSORY} and status = '在读' and year_cost_fen is null`,
    'status_on',
  ),
  count('dropout_rows', 'JY-01', `status = '辍学'`, 'status_on'),
  count('new_severe_card', 'CL-01', `${SEVERE_CARD} and issued_on > {recentFrom} and issued_on <= {asOf}`, 'issued_on'),
  count('severe_card', 'CL-01', `status = '有效' and grade <= 2`, 'issued_on'),
  {
    name: 'house_latest',
    item: 'ZJ-01',
    take: 'max',
    value: 'cast(assessed_on as text) || grade',
    where: 'true',
    date: 'assessed_on',
  },
  { name: 'house_seen_on', item: 'ZJ-01', take: 'max', value: 'assessed_on', where: 'true', date: 'assessed_on' },
  {
    name: 'house_danger_on',
    item: 'ZJ-01',
    take: 'max',
    value: 'assessed_on',
    where: `${DANGEROUS} and sole_housing`,
    date: 'assessed_on',
  },
  {
    name: 'house_doubt_on',
    item: 'ZJ-01',
    take: 'max',
    value: 'assessed_on',
    where: `${DANGEROUS} and sole_housing is null`,
    date: 'assessed_on',
  },
  { name: 'outage_days', item: 'SL-01', take: 'max', value: 'outage_days', where: 'true', date: 'recorded_on' },
  { name: 'fetch_minutes', item: 'SL-01', take: 'max', value: 'fetch_minutes', where: 'true', date: 'recorded_on' },
  // Of several rows of a household the furthest way counts, as the longest does.
  {
    name: 'fetch_distance',
    item: 'SL-01',
    take: 'max',
    value: 'fetch_distance_m',
    where: 'fetch_distance_m is not null',
    date: 'recorded_on',
  },
  {
    name: 'fetch_height',
    item: 'SL-01',
    take: 'max',
    value: 'fetch_height_m',
    where: 'fetch_height_m is not null',
    date: 'recorded_on',
  },
  count('water_short', 'SL-01', 'water_short', 'recorded_on'),
  count('water_ample', 'SL-01', 'not water_short', 'recorded_on'),
  { name: 'quota_litre', item: 'SL-01', take: 'min', value: 'quota_litre', where: 'true', date: 'recorded_on' },
  count('quality_failed', 'SL-01', `quality = '不合格'`, 'recorded_on'),
  count('quality_passed', 'SL-01', `quality = '合格'`, 'recorded_on'),
  money(
    'vehicle_value',
    'GA-03',
    'max',
    'price_fen',
    `status = '正常' and kind in ('小型轿车', '小型货车')`,
    'registered_on',
  ),
  count('active_company', 'SJ-01', `status = '存续' and kind = '有限公司'`, 'founded_on'),
];

function money(
  ...[name, item, take, value, where, date]: [string, ItemCode, 'sum' | 'max', string, string, string]
): Measure {
  return { name, item, take, value, where, date, money: true };
}

function count(...[name, item, where, date]: [string, ItemCode, string, string]): Measure {
  return { name, item, take: 'count', where, date };
}

/** Measure as an SQL aggregate over the rows of its item. */
export function measureSql({ take, value, where }: Measure): string {
  const all = where === 'true' ? '' : ` filter (where ${where})`;
  return take === 'count' ? `count(*)${all}` : `${take}(${value})${all}`;
}

/** The rows of an item that any of its measures counts, as a WHERE clause: a household that has none of them is one without rows. Empty when all count. */
export function countedRows(item: ItemCode): string {
  const conditions = MEASURES.filter((measure) => measure.item === item).map(({ where }) => where);
  return conditions.includes('true') ? '' : `\n  where (${[...new Set(conditions)].join(')\n    or (')})`;
}
