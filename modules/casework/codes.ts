import { z } from 'zod';
import { DepartmentCode, DEPARTMENT_NAMES as NAMES_OF_ALL } from '../staff/contract.departments.ts';

/** States of a case, from the received work sheet on (codes CLUE and IDENT of the table `states`), with their Chinese names. */
export const STATE_NAMES = {
  RECEIVED: '已接收',
  DISPATCHED: '已派发',
  VERIFYING: '核实中',
  VERIFIED: '已核实',
  DEPT_FOLLOWUP: '行业部门跟进',
  CLOSED: '已办结',
  STARTED: '启动识别',
  CONSENTED: '已授权',
  COMPARING: '比对中',
  COMPARED: '比对完成',
  EVALUATED: '已评议',
  PUBLICISED: '公示中',
  OBJECTED: '异议复核',
  TOWN_REVIEW: '镇审核',
  COUNTY_REVIEW: '县审定',
  APPROVED: '已审定',
  ANNOUNCED: '已公告',
  REGISTERED: '已录入标注',
  RETURNED: '退回补正',
  REJECTED: '不予纳入',
  SUSPENDED: '中止',
  WITHDRAWN: '撤回',
} as const;
export const CaseState = z.enum(Object.keys(STATE_NAMES) as [keyof typeof STATE_NAMES]);
export type CaseState = z.infer<typeof CaseState>;

/** States in which a case has ended. */
export const FINAL_STATES: readonly CaseState[] = ['CLOSED', 'REGISTERED', 'REJECTED', 'WITHDRAWN'];

/** Steps as the policy pack names them (`steps`), with the name that pages show. */
export const STEP_NAMES = {
  RECEIVED: '线索受理',
  DISPATCHED: '派发领取',
  VERIFYING: '入户核实',
  CONSENTED: '承诺授权',
  COMPARING: '信息比对',
  EVALUATED: '民主评议',
  PUBLICISED: '公示',
  TOWN_REVIEW: '镇审核',
  COUNTY_REVIEW: '县审定',
  ANNOUNCED: '公告',
  REGISTERED: '录入标注',
  FOLLOW_UP: '部门跟进',
} as const;
export const StepCode = z.enum(Object.keys(STEP_NAMES) as [keyof typeof STEP_NAMES]);
export type StepCode = z.infer<typeof StepCode>;

/** Steps that can own a fault when a case is returned, in the order of the procedure. */
export const RETURN_STEPS = ['VERIFYING', 'CONSENTED', 'COMPARING', 'EVALUATED', 'PUBLICISED'] as const;
export const ReturnStep = z.enum(RETURN_STEPS);
export type ReturnStep = z.infer<typeof ReturnStep>;

/** Results of the procedure (table `procedure_result`). */
export const RESULT_NAMES = {
  'P1.V1': '符合',
  'P1.V2': '不符合',
  'P1.V3': '误报',
  'P1.V4': '行业性政策性问题',
  'P1.V5': '已纳入监测',
  'P1.V6': '查无此人、人户分离无法联系',
  'P1.C1': '无异常',
  'P1.C2': '属实',
  'P1.C3': '不属实',
  'P1.C4': '合理例外',
  'P1.M1': '评议同意纳入',
  'P1.M2': '评议不同意纳入',
  'P1.M3': '评议人数不足',
  'P1.O1': '异议成立',
  'P1.O2': '异议不成立',
  'P1.D1': '同意',
  'P1.D2': '退回补正',
  'P1.D3': '不同意',
  X1: '自然减少（整户消亡）',
  X3: '识别错误退出',
} as const;
export type ResultCode = keyof typeof RESULT_NAMES;
export const VerificationResult = z.enum(['P1.V1', 'P1.V2', 'P1.V3', 'P1.V4', 'P1.V5', 'P1.V6']);
export type VerificationResult = z.infer<typeof VerificationResult>;
export const ComparisonVerdict = z.enum(['P1.C1', 'P1.C2', 'P1.C3', 'P1.C4']);
export type ComparisonVerdict = z.infer<typeof ComparisonVerdict>;
export const MeetingResult = z.enum(['P1.M1', 'P1.M2', 'P1.M3']);
export type MeetingResult = z.infer<typeof MeetingResult>;

/** Reasons for which the clock may stop (procedures, convention 3). */
export const PAUSE_REASONS = {
  away: '农户外出',
  department: '等待部门回执',
  disaster: '受灾',
  objection: '异议复核',
  delay: '农户要求延期',
} as const;
export const PauseReason = z.enum(Object.keys(PAUSE_REASONS) as [keyof typeof PAUSE_REASONS]);
export type PauseReason = z.infer<typeof PauseReason>;

/** The four guarantees that a visit checks (三保障和饮水安全). */
export const GUARANTEE_NAMES = {
  education: '义务教育',
  medical: '基本医疗',
  housing: '住房安全',
  water: '饮水安全',
} as const;
export const Guarantee = z.enum(Object.keys(GUARANTEE_NAMES) as [keyof typeof GUARANTEE_NAMES]);
export type Guarantee = z.infer<typeof Guarantee>;

/** Risk types (table `risk_type`). */
export const RISK_NAMES = {
  '1': '因病',
  '2': '因残',
  '3': '因学',
  '4': '因自然灾害',
  '5': '因意外事故',
  '6': '因产业项目失败',
  '7': '因务工就业不稳',
  '8': '缺劳动力',
  '9': '因安全住房',
  '10': '因安全饮水',
  '99': '其他',
} as const;
export const RiskType = z.enum(Object.keys(RISK_NAMES) as [keyof typeof RISK_NAMES]);
export type RiskType = z.infer<typeof RiskType>;

/** Items of the negative list (table `exclusion_item`): a hit opens a judgement, it never rejects. */
export const EXCLUSION_NAMES = {
  N1: '城镇商品房、门面房、自建房',
  N2: '机动车',
  N3: '大型农机、工程机械、船舶',
  N4: '财政供养人员',
  N5: '现任村（社区）干部',
  N6: '注册企业并实际经营、投资',
  N7: '长期雇人、承包工程',
  N8: '种养大户',
  N9: '举家外出一年以上且收入高',
  N10: '自费留学',
  N11: '商业养老保险（非保障型）',
  N12: '故意分户并户、空挂户',
  N13: '违法受处理不改',
  N14: '死亡、服刑、失踪、不共享收支成员',
  N15: '虚假申报',
} as const;
export const ExclusionItem = z.enum(Object.keys(EXCLUSION_NAMES) as [keyof typeof EXCLUSION_NAMES]);
export type ExclusionItem = z.infer<typeof ExclusionItem>;

/** Departments (table `department`) that a policy problem can be handed to or that answer comparisons. */
export const Department = DepartmentCode.extract([
  'XCZX',
  'MZ',
  'JY',
  'RS',
  'ZJ',
  'SL',
  'WJ',
  'YB',
  'YJ',
  'CL',
  'JR',
  'GA',
  'ZR',
  'SJ',
  'SW',
  'CZ',
  'NY',
]);
export type Department = z.infer<typeof Department>;
/** The names of those departments. */
export const DEPARTMENT_NAMES = Object.fromEntries(
  Department.options.map((code) => [code, NAMES_OF_ALL[code]]),
) as Readonly<Record<Department, string>>;

/** Channels of discovery (table `discovery_channel`), shortened for lists. */
export const CHANNEL_NAMES: Readonly<Record<string, string>> = {
  '1': '农户自主申报',
  '11': '书面申请',
  '12': '一门受理窗口',
  '13': '防贫监测APP',
  '14': '农帮邦二维码',
  '15': '微信小程序',
  '2': '基层干部排查',
  '21': '日常走访',
  '22': '集中排查',
  '23': '网格员上报',
  '24': '专题排查',
  '3': '部门筛查预警',
  '31': '行业部门月度推送',
  '32': '重大事件推送',
  '33': '民政低收入人口平台推送',
  '4': '信访热线舆情',
  '41': '12317热线',
  '42': '12345热线',
  '44': '信访',
  '45': '媒体舆情',
  '5': '信息平台预警',
  '6': '社会监督',
};

/** Names of the risk levels (table `risk_level`). */
export const LEVEL_NAMES: Readonly<Record<number, string>> = {
  1: '红（高）',
  2: '橙（较高）',
  3: '黄（一般）',
  4: '绿（稳定）',
};
