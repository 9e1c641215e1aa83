import { OFFICES } from '../staff/contract.departments.ts';

/** The eight items of department data that a demonstration month holds. */
export const ITEM_CODES = ['YB-02', 'MZ-01', 'JY-01', 'CL-01', 'ZJ-01', 'SL-01', 'GA-03', 'SJ-01'] as const;
export type ItemCode = (typeof ITEM_CODES)[number];

/** How one item's file is written and where its planted errors go. */
export type ItemSpec = {
  name: string;
  office: string;
  encoding: 'utf8' | 'utf8-bom' | 'gb18030';
  eol: '\n' | '\r\n';
  headers: readonly string[];
  /** Columns that planted errors of each kind spoil; absent when the item has no such column. */
  amount?: string;
  /** Number of the document that a row stands for. */
  document?: string;
  date?: string;
  month?: string;
  category: string;
};

/** Columns that every item begins with. */
const PERSON_HEADERS = ['证件号码', '姓名'] as const;

/** Headers, encodings and line ends differ on purpose, as the files of different offices do. */
export const ITEMS: Readonly<Record<ItemCode, ItemSpec>> = {
  'YB-02': {
    name: '医保结算明细',
    office: OFFICES.YB.name,
    encoding: 'utf8',
    eol: '\n',
    headers: [
      ...PERSON_HEADERS,
      '结算日期',
      '结算类别',
      '总费用',
      '统筹支付',
      '大病保险支付',
      '医疗救助支付',
      '个人自付',
      '参保状态',
      '结算单号',
    ],
    amount: '总费用',
    document: '结算单号',
    date: '结算日期',
    category: '结算类别',
  },
  'MZ-01': {
    name: '低保对象',
    office: OFFICES.MZ.name,
    encoding: 'gb18030',
    eol: '\r\n',
    headers: [...PERSON_HEADERS, '低保类别', '变动类型', '起始月', '停发月', '月保障金额', '保障人数'],
    amount: '月保障金额',
    month: '起始月',
    category: '变动类型',
  },
  'JY-01': {
    name: '学籍',
    office: OFFICES.JY.name,
    encoding: 'utf8-bom',
    eol: '\r\n',
    headers: [...PERSON_HEADERS, '学校名称', '学段年级', '学籍状态', '学年自付费用', '资助金额', '状态日期'],
    amount: '学年自付费用',
    date: '状态日期',
    category: '学籍状态',
  },
  'CL-01': {
    name: '残疾人证',
    office: OFFICES.CL.name,
    encoding: 'utf8-bom',
    eol: '\n',
    headers: [...PERSON_HEADERS, '残疾人证号', '残疾类别', '残疾等级', '发证日期', '证件状态'],
    date: '发证日期',
    category: '证件状态',
  },
  'ZJ-01': {
    name: '农房危险等级',
    office: OFFICES.ZJ.name,
    encoding: 'utf8',
    eol: '\r\n',
    headers: [...PERSON_HEADERS, '鉴定等级', '鉴定日期', '是否唯一住房', '房屋面积', '另有安全住房情形'],
    amount: '房屋面积',
    date: '鉴定日期',
    category: '鉴定等级',
  },
  'SL-01': {
    name: '供水',
    office: OFFICES.SL.name,
    encoding: 'utf8',
    eol: '\n',
    headers: [
      ...PERSON_HEADERS,
      '供水方式',
      '本年停水天数',
      '单次取水时间(分钟)',
      '取水水平距离(米)',
      '取水垂直高差(米)',
      '人均水量(升/日)',
      '是否缺水地区',
      '水质',
      '记录日期',
    ],
    amount: '本年停水天数',
    date: '记录日期',
    category: '水质',
  },
  'GA-03': {
    name: '机动车',
    office: OFFICES.GA.name,
    encoding: 'utf8-bom',
    eol: '\r\n',
    headers: [...PERSON_HEADERS, '车辆类型', '购置价', '登记日期', '车辆状态'],
    amount: '购置价',
    date: '登记日期',
    category: '车辆类型',
  },
  'SJ-01': {
    name: '市场主体',
    office: OFFICES.SJ.name,
    encoding: 'utf8',
    eol: '\n',
    headers: [...PERSON_HEADERS, '统一社会信用代码', '主体类型', '注册资本', '成立日期', '登记状态', '持股或任职'],
    amount: '注册资本',
    date: '成立日期',
    category: '登记状态',
  },
};

/** Yuan with two decimals, as offices write money. */
export function yuanText(fen: number): string {
  const whole = Math.trunc(fen / 100);
  return `${whole}.${String(Math.abs(fen % 100)).padStart(2, '0')}`;
}

const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Check character of a unified social credit code (GB 32100-2015, modulo 31). */
export function creditCheck(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += CREDIT.indexOf(first17.charAt(i)) * (CREDIT_WEIGHTS[i] as number);
  return CREDIT.charAt((31 - (sum % 31)) % 31);
}

/** A credit code whose organisation part begins with XX, generated from a serial; the check character is right. */
export function creditCode(county: string, kind: '1' | '2' | '3', serial: number): string {
  const first17 = `9${kind}${county}XX${String(serial % 10_000_000).padStart(7, '0')}`;
  return first17 + creditCheck(first17);
}
