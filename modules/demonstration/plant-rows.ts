import { isPupil } from './causes.ts';
import type { DemoHousehold, DemoMember, ExpectedCode } from './contract.ts';
import { type Cells, dayIn, dayYearsAgo, type RowTools, settlementCells } from './department-background.ts';
import { creditCode, type ItemCode, yuanText } from './department-items.ts';
import { netIncomeFen } from './income.ts';

/** An event that is put into the files on purpose. */
export type PlantKind = {
  key: string;
  item: ItemCode;
  /** What must be found; null for a near miss, which must not be found. */
  expects: ExpectedCode | null;
  /** Share of all households; at least one is planted. */
  rate: number;
  /** Position of the member it fits, or -1. */
  fits: (household: DemoHousehold) => number;
  rows: (tools: RowTools, member: DemoMember, household: DemoHousehold) => Cells[];
};

/** Fen of an amount in yuan. */
export const yuan = (amount: number) => Math.round(amount * 100);
/** Whether the household earns so much that the planted cost stays below the self-pay trigger. */
export const rich = (household: DemoHousehold, amount: number) => netIncomeFen(household.incomeItems) >= yuan(amount);
/** Whether the household is a former poor one. */
export const former = (household: DemoHousehold) => household.householdType === '1';
/** An insured adult. */
export const grown = (household: DemoHousehold) =>
  household.members.findIndex((member) => member.labourAbility !== '5' && member.medicalInsured === true);
/** A student after the twelfth year. */
export const student = (household: DemoHousehold) =>
  household.members.findIndex((member) => Number(member.studentStatus ?? 0) >= 18);
/** A pupil of the compulsory years. */
export const pupil = (household: DemoHousehold) => household.members.findIndex((member) => isPupil(member));
/** An adult without a disability card. */
export const able = (household: DemoHousehold) =>
  household.members.findIndex((member) => member.disabilityCategory === null && member.labourAbility !== '5');
/** The head of a household whose home is not unsafe. */
export const soundHouse = (household: DemoHousehold) =>
  household.living.safeHouseException === null && !/[CD]/.test(household.living.houseGrade ?? 'A') ? 0 : -1;
/** The head of a household with safe water. */
export const knownWater = (household: DemoHousehold) => (household.living.safeWater === true ? 0 : -1);
/** The head of a household without minimum living support. */
export const noDibao = (household: DemoHousehold) =>
  household.members[0]?.dibaoStatus === '0' && household.members[0].tekunStatus === '0' ? 0 : -1;
/** The head of a household with it. */
export const hasDibao = (household: DemoHousehold) => (household.members[0]?.dibaoStatus === '1' ? 0 : -1);

/** Admissions with these self-payments, a week apart. */
export const inpatient = (tools: RowTools, amounts: readonly number[]): Cells[] =>
  amounts.map((amount, i) =>
    settlementCells(tools, { on: dayIn(tools, 1 + i * 6, 5 + i * 6), kind: '住院', selfFen: yuan(amount) }),
  );
/** One settlement of special outpatient care. */
export const outpatient = (tools: RowTools, amount: number): Cells[] => [
  settlementCells(tools, { on: dayIn(tools), kind: '门诊特病', selfFen: yuan(amount) }),
];
/** Several amounts of about this size in yuan. */
export const several = (tools: RowTools, count: number, from: number): number[] =>
  Array.from({ length: count }, () => tools.prng.between(from, from + 300));
/** An assessment of a house in this month. */
export const house = (tools: RowTools, want: { grade: string; sole: string; exception: string }): Cells[] => {
  const on = dayIn(tools);
  const area = (tools.prng.between(600, 1600) / 10).toFixed(1);
  return [() => [want.grade, on, want.sole, area, want.exception]];
};
/** A disability card issued in this month. */
export const card = (tools: RowTools, want: { category: number; grade: number; state: string }): Cells[] => {
  const on = dayIn(tools);
  return [
    (who) => [`${who.idNumber}${want.category}${want.grade}`, `${want.category}`, `${want.grade}`, on, want.state],
  ];
};
/** A change of minimum living support in this month. */
export const dibao = (tools: RowTools, household: DemoHousehold, change: '新增' | '停发'): Cells[] => {
  const ended = change === '停发';
  const start = ended ? dayYearsAgo(tools, 2, 5).slice(0, 7).replace('-', '') : tools.month;
  const money = yuanText(31_000 * household.sharingCount);
  return [() => ['农村低保', change, start, ended ? tools.month : '', money, String(household.sharingCount)]];
};
/** A registered vehicle. */
export const vehicle = (tools: RowTools, want: { kind: string; price: number; state?: string }): Cells[] => {
  const on = dayYearsAgo(tools, 0, 2).replace(/^\d{4}-\d{2}/u, (head) => earlier(head, tools.month));
  return [() => [want.kind, yuanText(yuan(want.price)), on, want.state ?? '正常']];
};
/** Keeps a day of this year from lying behind the month. */
const earlier = (head: string, month: string) =>
  head.replace('-', '') < month ? head : `${Number(head.slice(0, 4)) - 1}${head.slice(4)}`;
/** A registered company with capital. */
export const company = (tools: RowTools, state: string): Cells[] => {
  const code = creditCode(tools.county, '1', 5_000_000 + tools.serial);
  const capital = yuanText(yuan(tools.prng.between(5, 20) * 100_000));
  const on = dayYearsAgo(tools, 1, 8);
  return [() => [code, '有限公司', capital, on, state, '法定代表人']];
};
