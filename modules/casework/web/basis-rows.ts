import { STEP_NAMES, type StepCode } from '../contract.ts';

/** One line of a frozen basis as the page shows it. */
type BasisRow = { label: string; value: string };
export type BasisGroup = { title: string; rows: BasisRow[] };

type Tree = Readonly<Record<string, unknown>>;

const NAMES: Readonly<Record<string, string>> = {
  household_type: '户类型代码',
  registered_count: '户籍人口',
  resident_count: '常住人口',
  sharing_count: '共享收支人口',
  monitoring_state: '监测状态代码',
  house_grade: '房屋等级',
  sole_housing: '唯一住房',
  safe_water: '饮水安全',
  water_outage_days: '停水天数',
  loan_overdue_days: '贷款逾期天数',
  version: '档案版本',
  gender: '性别代码',
  birth_date: '出生日期',
  is_resident: '常住',
  shares_income: '共享收支',
  student_status: '在读状况代码',
  dropout_reason: '失学原因',
  health: '健康状况代码',
  disability_category: '残疾类别',
  disability_grade: '残疾等级',
  labour_ability: '劳动能力代码',
  medical_insured: '参加医保',
  is_working: '务工',
  person_key: '人员标识',
  periodFrom: '核算期起',
  periodTo: '核算期止',
  divisorCount: '人均除数',
  perCapitaFen: '人均纯收入（分）',
  counted: '计入的收支条数',
};

function words(value: unknown): string {
  if (value === null || value === undefined) return '未知';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return Array.isArray(value) ? value.map(words).join('、') : String(value);
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);
const rowsOf = (tree: unknown): BasisRow[] =>
  isTree(tree)
    ? Object.entries(tree).flatMap(([key, value]) => (NAMES[key] ? [{ label: NAMES[key], value: words(value) }] : []))
    : [];

/** The frozen data of a decision in groups: household, members, income, what the steps recorded, evidence. */
export function basisGroups(inputs: unknown): BasisGroup[] {
  if (!isTree(inputs)) return [];
  const members = list(inputs.members).map((member, index) => ({
    title: `成员 ${index + 1}`,
    rows: rowsOf(member),
  }));
  const steps = list(inputs.records).map((record) => ({
    label: STEP_NAMES[record.step as StepCode] ?? String(record.step),
    value: `第 ${words(record.round)} 次`,
  }));
  return [
    { title: '农户', rows: rowsOf(inputs.household) },
    ...members,
    { title: '收支核算', rows: rowsOf(inputs.income) },
    { title: '当时有效的程序记录', rows: steps },
    { title: '佐证材料', rows: [{ label: '份数', value: String(list(inputs.evidence).length) }] },
  ].filter((group) => group.rows.length > 0);
}
