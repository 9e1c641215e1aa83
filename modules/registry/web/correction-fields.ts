import * as codes from '../codes.ts';
import type { Household, Member } from '../contract.ts';

/** How a field is asked for. `sealed`: the mask is shown and an empty input leaves it as it is. */
type FieldKind = 'text' | 'number' | 'money' | 'day' | 'flag' | 'code' | 'codes' | 'sealed';
export type FieldSpec = {
  name: string;
  label: string;
  kind: FieldKind;
  table?: codes.CodeTable;
  mask?: string;
  required?: boolean;
  county?: boolean;
};
export type FieldGroup = { title: string; fields: readonly FieldSpec[] };

const HOUSEHOLD_GROUPS: readonly FieldGroup[] = [
  {
    title: '户',
    fields: [
      { name: 'groupNo', label: '组', kind: 'text' },
      { name: 'address', label: '住址', kind: 'text' },
      { name: 'contactPhone', label: '联系电话', kind: 'sealed', mask: 'contactPhoneMask' },
      { name: 'bankAccount', label: '一卡通账号', kind: 'sealed', mask: 'bankAccountMask' },
      {
        name: 'householdType',
        label: '户类型',
        kind: 'code',
        table: codes.HOUSEHOLD_TYPE,
        required: true,
        county: true,
      },
      { name: 'registeredCount', label: '户籍人口', kind: 'number', required: true },
      { name: 'nationalHouseholdNo', label: '全国系统户编号', kind: 'text' },
      { name: 'povertyExitYear', label: '脱贫年度', kind: 'number' },
      { name: 'isRelocated', label: '易地搬迁', kind: 'flag' },
      { name: 'noLabourBackstop', label: '整户无劳力兜底', kind: 'flag' },
      { name: 'lastYearPerCapitaFen', label: '去年人均纯收入（元）', kind: 'money' },
      { name: 'loanOverdueDays', label: '小额信贷逾期天数', kind: 'number' },
    ],
  },
  {
    title: '住房与饮水',
    fields: [
      { name: 'surveyedOn', label: '核对日期', kind: 'day' },
      { name: 'houseGrade', label: '房屋危险等级', kind: 'code', table: codes.HOUSE_GRADE },
      { name: 'soleHousing', label: '唯一住房', kind: 'flag' },
      { name: 'safeHouseException', label: '另有安全住房', kind: 'code', table: codes.SAFE_HOUSE_EXCEPTION },
      { name: 'houseAreaM2', label: '住房面积（㎡）', kind: 'number' },
      { name: 'houseStructure', label: '房屋结构', kind: 'code', table: codes.HOUSE_STRUCTURE },
      { name: 'houseBuiltYear', label: '建房年份', kind: 'number' },
      { name: 'safeWater', label: '饮水安全', kind: 'flag' },
      { name: 'waterSource', label: '饮水来源', kind: 'code', table: codes.WATER_SOURCE },
      { name: 'waterOutageDays', label: '年停水天数', kind: 'number' },
      { name: 'waterFetchMinutes', label: '单次取水（分钟）', kind: 'number' },
      { name: 'waterQuotaLitre', label: '人均水量（升/日）', kind: 'number' },
    ],
  },
  {
    title: '生活条件',
    fields: [
      { name: 'electricity', label: '生活用电', kind: 'flag' },
      { name: 'hasSanitaryToilet', label: '有卫生厕所', kind: 'flag' },
      { name: 'toiletUsable', label: '厕所能正常使用', kind: 'flag' },
      { name: 'roadPaved', label: '入户路硬化', kind: 'flag' },
      { name: 'hasNetwork', label: '通网络', kind: 'flag' },
    ],
  },
];

const MEMBER_GROUPS: readonly FieldGroup[] = [
  {
    title: '身份',
    fields: [
      { name: 'name', label: '姓名', kind: 'text', required: true },
      { name: 'relation', label: '与户主关系', kind: 'code', table: codes.RELATION, required: true },
      { name: 'idNumber', label: '证件号码', kind: 'sealed', mask: 'idNumberMask', county: true },
      { name: 'gender', label: '性别', kind: 'code', table: codes.GENDER, required: true },
      { name: 'birthDate', label: '出生日期', kind: 'day', required: true },
      { name: 'ethnicity', label: '民族', kind: 'code', table: codes.ETHNICITY, required: true },
      { name: 'politicalStatus', label: '政治面貌', kind: 'code', table: codes.POLITICAL_STATUS },
      { name: 'phone', label: '电话', kind: 'sealed', mask: 'phoneMask' },
    ],
  },
  {
    title: '就学、健康和务工',
    fields: [
      { name: 'studentStatus', label: '在校生状况', kind: 'code', table: codes.STUDENT_STATUS },
      { name: 'education', label: '文化程度（不在校）', kind: 'code', table: codes.EDUCATION },
      { name: 'dropoutReason', label: '未上学原因', kind: 'code', table: codes.DROPOUT_REASON },
      { name: 'health', label: '健康状况', kind: 'codes', table: codes.HEALTH },
      { name: 'disabilityCardNo', label: '残疾人证号', kind: 'sealed' },
      { name: 'labourAbility', label: '劳动能力', kind: 'code', table: codes.LABOUR_ABILITY },
      { name: 'isWorking', label: '正在务工', kind: 'flag' },
      { name: 'workPlace', label: '务工所在地', kind: 'text' },
      { name: 'workMonths', label: '务工时间（月）', kind: 'number' },
    ],
  },
  {
    title: '保障和共同生活',
    fields: [
      { name: 'medicalInsured', label: '参加基本医疗保险', kind: 'flag' },
      { name: 'pensionInsured', label: '参加基本养老保险', kind: 'flag' },
      { name: 'dibaoStatus', label: '低保', kind: 'code', table: codes.DIBAO_STATUS },
      { name: 'tekunStatus', label: '特困供养', kind: 'code', table: codes.TEKUN_STATUS },
      { name: 'isResident', label: '常住', kind: 'flag', required: true },
      { name: 'sharesIncome', label: '共同生活、共享收支', kind: 'flag', required: true },
    ],
  },
];

/** Fields that are written only, since the file does not show them: an untouched input leaves them as they are. */
export const WRITE_ONLY: ReadonlySet<string> = new Set(['health']);

/** The groups of fields of a subject. */
export const groupsOf = (memberId: string | null) => (memberId === null ? HOUSEHOLD_GROUPS : MEMBER_GROUPS);

/** All fields of a subject by name. */
export function specsOf(memberId: string | null): ReadonlyMap<string, FieldSpec> {
  return new Map(groupsOf(memberId).flatMap((group) => group.fields.map((field) => [field.name, field] as const)));
}

type Values = Record<string, unknown>;

const writtenOnly = (spec: FieldSpec) => spec.kind === 'sealed' || WRITE_ONLY.has(spec.name);

/** The present values of a subject as the form shows them: money in yuan, sealed and unshown ones empty. */
export function valuesOf(household: Household, memberId: string | null): Values {
  const source: Values =
    memberId === null
      ? { ...household, ...household.living }
      : { ...(household.members.find((one) => one.id === memberId) as Member | undefined) };
  const values: Values = {};
  for (const [name, spec] of specsOf(memberId)) {
    const value = source[name] ?? null;
    if (writtenOnly(spec)) values[name] = undefined;
    else values[name] = spec.kind === 'money' && typeof value === 'number' ? value / 100 : value;
  }
  return values;
}

const emptied = (value: unknown) => value === '' || value === undefined || (Array.isArray(value) && value.length === 0);

/** What the form changed against the values that it was opened with, as the server takes it. */
export function changesOf(before: Values, after: Values, memberId: string | null): Values {
  const changes: Values = {};
  for (const [name, spec] of specsOf(memberId)) {
    const value = emptied(after[name]) ? null : after[name];
    const same = writtenOnly(spec) ? value === null : JSON.stringify(value) === JSON.stringify(before[name] ?? null);
    if (!same) changes[name] = spec.kind === 'money' && typeof value === 'number' ? Math.round(value * 100) : value;
  }
  return changes;
}

const hidden = (value: unknown) =>
  typeof value === 'string' && value.includes('*') && value !== '***' ? value : '（已遮蔽）';

/** A value in words. */
export function wordsOf(spec: FieldSpec | undefined, value: unknown): string {
  if (value === null || value === undefined || value === '') return '未知';
  if (spec?.kind === 'sealed' || value === '***') return hidden(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((one) => wordsOf(spec, one)).join('、');
  if (spec?.kind === 'money') return `${(Number(value) / 100).toFixed(2)} 元`;
  return spec?.table ? codes.nameOf(spec.table, String(value)) : String(value);
}
