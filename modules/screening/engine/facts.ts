import { MONITORED_STATES } from '@shouwang/modules/registry/codes.ts';
import type { Unit } from '../../policy/contract.ts';
import type { ItemCode } from './items.ts';

/**
 * A fact: a named, typed value of a household, defined once as SQL. NULL means unknown, never false or nought.
 *
 * In `sql`, `h` is the household of the snapshot (with `net_fen`, `self_paid_fen` and `divisor_count`), `m` the counts over its members,
 * `yb_02` and so on the measures of an item, and `delivered.yb_02` whether that item has been delivered for the county.
 * The same text runs on DuckDB and PostgreSQL. Money is summed in whole fen and turned into yuan once, here.
 */
export interface Fact {
  name: string;
  label: string;
  type: 'number' | 'boolean' | 'code';
  unit: Unit;
  sql: string;
  /** Codes that the fact can take, for type `code`. */
  codes?: readonly string[];
  /** Measures of items that the value is made of. */
  measures?: readonly string[];
  /** Snapshot fields that the value is made of; asked at the next visit when they are missing. */
  fields?: readonly string[];
}

/** Former poor household or ordinary one, monitored or not. */
const STANDING: Fact[] = [
  flag('is_former_poor', '脱贫户', `h.household_type = '1'`, ['household_type']),
  flag(
    'is_monitored',
    '监测对象',
    `h.monitoring_state in (${MONITORED_STATES.map((state) => `'${state}'`).join(', ')})`,
    ['monitoring_state'],
  ),
  number('resident_count', '常住人口', 'count', 'h.resident_count', ['resident_count']),
  number('registered_count', '户籍人口', 'count', 'h.registered_count', ['registered_count']),
  number('sharing_count', '共同生活并共享收支人数', 'count', 'h.sharing_count', ['sharing_count']),
  number('divisor_count', '人均除数', 'count', 'h.divisor_count', ['divisor_count']),
];

const INCOME_FIELDS = [
  'wage_fen',
  'operating_fen',
  'property_fen',
  'transfer_fen',
  'operating_expense_fen',
  'work_cost_fen',
  'divisor_count',
];
const SELF_PAID_FIELDS = ['self_pay_medical_fen', 'self_pay_education_fen', 'self_pay_other_fen'];

/** Income of the closed months to the snapshot month, in the anti-poverty counting (screening rules, §1). */
const INCOME: Fact[] = [
  yuan('wage_income', '工资性收入', 'h.wage_fen', ['wage_fen']),
  yuan('operating_income', '生产经营性收入', 'h.operating_fen', ['operating_fen']),
  yuan('property_income', '财产性收入', 'h.property_fen', ['property_fen']),
  yuan('transfer_income', '转移性收入', 'h.transfer_fen', ['transfer_fen']),
  yuan('dibao_income', '其中低保金', 'h.dibao_fen', ['dibao_fen']),
  yuan('operating_expense', '生产经营支出', 'h.operating_expense_fen', ['operating_expense_fen']),
  yuan('work_cost', '务工成本', 'h.work_cost_fen', ['work_cost_fen']),
  yuan('household_net_income', '家庭纯收入', 'h.net_fen', INCOME_FIELDS),
  number('per_capita_net_income', '人均纯收入', 'yuan', perHead('h.net_fen'), INCOME_FIELDS),
  number('per_capita_dibao_income', '人均收入（低保口径）', 'yuan', perHead('h.net_fen - h.dibao_fen'), [
    ...INCOME_FIELDS,
    'dibao_fen',
  ]),
  yuan('last_year_per_capita_income', '上年人均纯收入', 'h.last_year_per_capita_fen', ['last_year_per_capita_fen']),
  number(
    'income_drop',
    '收入同比降幅',
    'ratio',
    `case when h.last_year_per_capita_fen > 0 and h.divisor_count > 0
      then cast(h.last_year_per_capita_fen * h.divisor_count - h.net_fen as double precision)
        / cast(h.last_year_per_capita_fen * h.divisor_count as double precision) end`,
    [...INCOME_FIELDS, 'last_year_per_capita_fen'],
  ),
  number(
    'estimated_share',
    '估算数占比',
    'ratio',
    'case when h.absolute_fen > 0 then cast(h.estimated_fen as double precision) / cast(h.absolute_fen as double precision) end',
    ['estimated_fen', 'absolute_fen'],
  ),
  yuan('self_paid_medical_12m', '医疗合规自付（十二个月）', 'h.self_pay_medical_fen', ['self_pay_medical_fen']),
  yuan('self_paid_education_12m', '教育合规自付（十二个月）', 'h.self_pay_education_fen', ['self_pay_education_fen']),
  yuan('self_paid_total', '合规自付支出（十二个月）', 'h.self_paid_fen', SELF_PAID_FIELDS),
  // With no net income at all, whatever is paid is the whole of it.
  number(
    'self_paid_share',
    '自付占家庭纯收入',
    'ratio',
    `case when h.net_fen > 0 then cast(h.self_paid_fen as double precision) / cast(h.net_fen as double precision)
      when h.net_fen <= 0 and h.self_paid_fen > 0 then 1 when h.net_fen <= 0 and h.self_paid_fen = 0 then 0 end`,
    [...INCOME_FIELDS, ...SELF_PAID_FIELDS],
  ),
  number('loan_overdue_days', '小额信贷逾期天数', 'days', 'h.loan_overdue_days', ['loan_overdue_days']),
];

/** What the medical insurance settled. Delivered without a row means nought; not delivered means unknown. */
const MEDICAL: Fact[] = [
  item('inpatient_self_paid_ytd', '住院等累计自付（本年）', 'YB-02', ['inpatient_ytd']),
  item('admission_self_paid_max', '单次住院最高自付（本年）', 'YB-02', ['admission_max']),
  item('outpatient_self_paid_month', '门诊月自付（近两个月最高）', 'YB-02', [
    'outpatient_this_month',
    'outpatient_last_month',
  ]),
  number('uninsured_members', '未参加基本医保人数', 'count', known('m.uninsured', 'm.insured_unknown'), [
    'medical_insured',
  ]),
  {
    ...flag(
      'has_uninsured_member',
      '有人未参加基本医保',
      'case when m.uninsured > 0 or yb_02.uninsured_rows > 0 then true when m.insured_unknown = 0 then false end',
      ['medical_insured'],
    ),
    measures: ['uninsured_rows'],
  },
];

/** Schooling, health and labour of the members. */
const PEOPLE: Fact[] = [
  number('member_count', '家庭人口', 'count', 'm.members', ['members']),
  {
    ...number('dropout_children', '未在校的适龄孩子', 'count', known('m.dropouts', 'm.dropout_unknown'), [
      'student_status',
    ]),
    measures: ['dropout_rows'],
  },
  {
    ...number(
      'study_cost_max',
      '学年自付（最高的一名学生）',
      'yuan',
      `case when jy_01.study_cost_max is not null then cast(jy_01.study_cost_max as double precision) / 100
      when delivered.jy_01 and coalesce(jy_01.study_cost_unknown, 0) = 0 then 0 end`,
    ),
    measures: ['study_cost_max', 'study_cost_unknown'],
  },
  number('seriously_ill_members', '患大病人数', 'count', known('m.ill', 'm.ill_unknown'), ['health']),
  {
    ...number(
      'severely_disabled_members',
      '一二级残疾人数',
      'count',
      known('greatest(m.disabled, coalesce(cl_01.severe_card, 0))', 'm.disabled_unknown'),
      ['disability_grade'],
    ),
    measures: ['severe_card'],
  },
  item('new_severe_disability', '新办重度残疾证人数（近90天）', 'CL-01', ['new_severe_card'], 'count'),
  number('labour_members', '有劳动能力人数', 'count', 'case when m.labour_unknown = 0 then m.labour end', [
    'labour_ability',
  ]),
  number(
    'members_without_labour',
    '无劳动能力人数',
    'count',
    'case when m.labour_unknown = 0 then m.members - m.labour end',
    ['labour_ability'],
  ),
  number('working_members', '在业人数', 'count', known('m.working', 'm.working_unknown'), ['is_working']),
  // 1 none, 2 primary, 3 junior, 4 senior, 5 college, 6 university: codes/education.csv.
  number(
    'best_worker_education',
    '劳动力最高文化程度',
    'none',
    'case when m.education_unknown = 0 then m.education_best end',
    ['education'],
  ),
];

/** House, water, power, road, toilet, network. The latest assessment of the department goes before the register. */
const LIVING: Fact[] = [
  {
    name: 'house_grade',
    label: '房屋等级',
    type: 'code',
    unit: 'none',
    codes: ['A', 'B', 'C', 'D'],
    sql: 'coalesce(substr(zj_01.house_latest, 11), h.house_grade)',
    measures: ['house_latest'],
    fields: ['house_grade'],
  },
  {
    ...flag(
      'house_unsafe',
      '唯一住房为危房且无其他安全住房',
      `case when zj_01.house_danger_on = zj_01.house_seen_on then true
      when zj_01.house_doubt_on = zj_01.house_seen_on then h.sole_housing
      when zj_01.house_seen_on is not null then false
      when h.house_grade in ('A', 'B') or h.safe_house_exception is not null then false
      when h.house_grade in ('C', 'D') then h.sole_housing end`,
      ['house_grade', 'sole_housing'],
    ),
    measures: ['house_latest', 'house_danger_on'],
  },
  flag('has_safe_water', '饮水安全', 'h.safe_water', ['safe_water']),
  {
    ...flag(
      'water_unqualified',
      '水质不合格',
      'case when sl_01.quality_failed > 0 then true when sl_01.quality_passed > 0 then false end',
    ),
    measures: ['quality_failed'],
  },
  {
    ...number('water_outage_days', '本年停水天数', 'days', 'coalesce(sl_01.outage_days, h.water_outage_days)', [
      'water_outage_days',
    ]),
    measures: ['outage_days'],
  },
  { ...number('water_fetch_minutes', '单次取水时间', 'minutes', 'sl_01.fetch_minutes'), measures: ['fetch_minutes'] },
  {
    ...number('water_fetch_distance', '取水水平距离', 'metres', 'sl_01.fetch_distance'),
    measures: ['fetch_distance'],
  },
  { ...number('water_fetch_height', '取水垂直高差', 'metres', 'sl_01.fetch_height'), measures: ['fetch_height'] },
  {
    ...flag(
      'in_water_short_area',
      '缺水地区',
      'case when sl_01.water_short > 0 then true when sl_01.water_ample > 0 then false end',
    ),
    measures: ['water_short', 'water_ample'],
  },
  { ...number('water_quota_litre', '人均日水量', 'litre', 'sl_01.quota_litre'), measures: ['quota_litre'] },
  flag('has_electricity', '通电', 'h.electricity', ['electricity']),
  flag('has_paved_road', '通硬化路', 'h.road_paved', ['road_paved']),
  flag('toilet_usable', '卫生厕所能正常使用', 'h.toilet_usable', ['toilet_usable']),
  flag('has_network', '通网络', 'h.has_network', ['has_network']),
];

/** Civil affairs, vehicles, companies. */
const OTHERS: Fact[] = [
  itemFlag('dibao_started', '低保新增（上月以来）', 'MZ-01', 'dibao_started'),
  itemFlag('dibao_stopped', '低保停发（上月以来）', 'MZ-01', 'dibao_stopped'),
  itemFlag('on_dibao', '在享低保', 'MZ-01', 'dibao_current'),
  item('vehicle_value', '机动车购置价（最高一辆）', 'GA-03', ['vehicle_value']),
  item('active_companies', '存续的公司数', 'SJ-01', ['active_company'], 'count'),
];

/** All facts, in the order in which the engine writes them. */
export const FACTS: readonly Fact[] = [...STANDING, ...INCOME, ...MEDICAL, ...PEOPLE, ...LIVING, ...OTHERS];

export const FACT_BY_NAME: ReadonlyMap<string, Fact> = new Map(FACTS.map((fact) => [fact.name, fact]));

function flag(name: string, label: string, sql: string, fields: readonly string[] = []): Fact {
  return { name, label, type: 'boolean', unit: 'none', sql, fields };
}

function number(...[name, label, unit, sql, fields]: [string, string, Unit, string, (readonly string[])?]): Fact {
  return { name, label, type: 'number', unit, sql: `cast(${sql} as double precision)`, fields: fields ?? [] };
}

function yuan(name: string, label: string, fen: string, fields: readonly string[]): Fact {
  return { name, label, type: 'number', unit: 'yuan', sql: `cast(${fen} as double precision) / 100`, fields };
}

/** Fen a head: one division of two whole numbers, so that a value on the line is on the line. */
function perHead(fen: string): string {
  return `case when h.divisor_count > 0 then cast(${fen} as double precision) / (100 * h.divisor_count) end`;
}

/** A count of members: what is found counts at once; "none" is only said when nobody is unknown. */
function known(found: string, unknown: string): string {
  return `case when ${found} > 0 or ${unknown} = 0 then ${found} end`;
}

function item(...[name, label, code, measures, unit]: [string, string, ItemCode, string[], 'count'?]): Fact {
  const relation = code.toLowerCase().replace('-', '_');
  const values = measures.map((m) => `coalesce(${relation}.${m}, 0)`);
  const value = values.length > 1 ? `greatest(${values.join(', ')})` : (values[0] ?? '');
  const scaled = unit === 'count' ? `cast(${value} as double precision)` : `cast(${value} as double precision) / 100`;
  const sql = `case when delivered.${relation} then ${scaled} end`;
  return { name, label, type: 'number', unit: unit ?? 'yuan', sql, measures };
}

function itemFlag(...[name, label, code, measure]: [string, string, ItemCode, string]): Fact {
  const relation = code.toLowerCase().replace('-', '_');
  const sql = `case when delivered.${relation} then coalesce(${relation}.${measure}, 0) > 0 end`;
  return { name, label, type: 'boolean', unit: 'none', sql, measures: [measure] };
}
