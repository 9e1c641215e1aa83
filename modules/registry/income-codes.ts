import type { Ledger } from './contract.ts';

/** Whether a ledger counts an item: yes, no, or left to local rules (counted only where a parameter of the policy pack says so). */
type Counting = 'Y' | 'N' | 'P';

/** An item of the income list: its name, its category 1-4 (9 = kept apart) and how antiPoverty, dibao and dibaoMargin count it. */
export interface IncomeCode {
  name: string;
  category: '1' | '2' | '3' | '4' | '9';
  counting: readonly [Counting, Counting, Counting];
}

/** Categories of income and, under 9, what is kept apart from it. */
export const INCOME_CATEGORY = {
  1: '工资性收入',
  2: '生产经营性收入',
  3: '财产性收入',
  4: '转移性收入',
  9: '单列',
} as const;

/** 收入项目. Source: the usual formula of the national registration work; the counting follows the accounting guides of the ledgers. */
export const INCOME_ITEM: Readonly<Record<string, IncomeCode>> = {
  1001: { name: '常年务工工资', category: '1', counting: ['Y', 'Y', 'Y'] },
  1002: { name: '零工收入', category: '1', counting: ['Y', 'Y', 'Y'] },
  1003: { name: '本地上班工资', category: '1', counting: ['Y', 'Y', 'Y'] },
  1004: { name: '公益性岗位补贴', category: '1', counting: ['Y', 'Y', 'Y'] },
  2001: { name: '种植业收入', category: '2', counting: ['Y', 'Y', 'Y'] },
  2002: { name: '养殖业收入', category: '2', counting: ['Y', 'Y', 'Y'] },
  2003: { name: '加工、商业、服务业收入', category: '2', counting: ['Y', 'Y', 'Y'] },
  2004: { name: '未出售存栏估值', category: '2', counting: ['P', 'N', 'N'] },
  2005: { name: '农产品自用折算', category: '2', counting: ['P', 'N', 'N'] },
  3001: { name: '土地流转收入', category: '3', counting: ['Y', 'Y', 'Y'] },
  3002: { name: '征地补偿', category: '3', counting: ['Y', 'P', 'P'] },
  3003: { name: '入股分红、资产收益', category: '3', counting: ['Y', 'Y', 'Y'] },
  3004: { name: '利息', category: '3', counting: ['Y', 'Y', 'Y'] },
  3005: { name: '租金', category: '3', counting: ['Y', 'Y', 'Y'] },
  4001: { name: '离退休金', category: '4', counting: ['Y', 'Y', 'Y'] },
  4002: { name: '低保金', category: '4', counting: ['Y', 'N', 'N'] },
  4003: { name: '特困供养金', category: '4', counting: ['Y', 'N', 'N'] },
  4004: { name: '养老金（城乡居民基础养老金）', category: '4', counting: ['Y', 'P', 'N'] },
  4005: { name: '农业补贴', category: '4', counting: ['Y', 'Y', 'Y'] },
  4006: { name: '退耕还林、生态补偿', category: '4', counting: ['Y', 'Y', 'Y'] },
  4007: { name: '计划生育奖扶', category: '4', counting: ['Y', 'N', 'N'] },
  4008: { name: '赡养、抚养费', category: '4', counting: ['Y', 'Y', 'Y'] },
  4009: { name: '残疾人两项补贴', category: '4', counting: ['Y', 'N', 'N'] },
  4010: { name: '优待抚恤、见义勇为奖励', category: '4', counting: ['Y', 'N', 'N'] },
  4011: { name: '奖学金、助学金', category: '4', counting: ['P', 'N', 'N'] },
  4012: { name: '专项用途补助（搬迁、危改、圈舍）', category: '4', counting: ['N', 'N', 'N'] },
  4013: { name: '一次性慰问、临时救助', category: '4', counting: ['N', 'N', 'N'] },
  4014: { name: '雨露计划补助', category: '4', counting: ['P', 'N', 'N'] },
  9001: { name: '保险理赔收入', category: '9', counting: ['N', 'N', 'N'] },
  9002: { name: '社会捐赠', category: '9', counting: ['N', 'N', 'N'] },
};

/** Categories of expense: 1 is deducted in the formula, 2 is kept apart and tested against income, 3 is deducted only when the pack says so. */
export const EXPENSE_CATEGORY = { 1: '生产经营性支出', 2: '合规自付支出', 3: '就业成本' } as const;

/** An item of the expense list. */
export interface ExpenseCode {
  name: string;
  category: '1' | '2' | '3';
}

/** 支出项目. */
export const EXPENSE_ITEM: Readonly<Record<string, ExpenseCode>> = {
  1001: { name: '种植成本', category: '1' },
  1002: { name: '养殖成本', category: '1' },
  1003: { name: '加工商业成本', category: '1' },
  1004: { name: '生产性固定资产折旧', category: '1' },
  1005: { name: '生产经营税费', category: '1' },
  2001: { name: '医疗自付（报销救助后）', category: '2' },
  2002: { name: '教育自付（资助后）', category: '2' },
  2003: { name: '住房修缮自付', category: '2' },
  2004: { name: '灾害、意外损失自付', category: '2' },
  2005: { name: '康复护理自付', category: '2' },
  3001: { name: '外出务工房租、生活费', category: '3' },
  3002: { name: '交通费', category: '3' },
};

/** The position of a ledger in `counting`; statistics counts like antiPoverty. */
export const COUNTING_COLUMN: Readonly<Record<Ledger, 0 | 1 | 2>> = {
  antiPoverty: 0,
  dibao: 1,
  dibaoMargin: 2,
  statistics: 0,
};

/** The name of an item by direction; an unknown code is shown as it is. */
export function itemName(direction: 'in' | 'out', itemCode: string): string {
  return (direction === 'in' ? INCOME_ITEM[itemCode] : EXPENSE_ITEM[itemCode])?.name ?? itemCode;
}
