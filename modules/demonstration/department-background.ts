import type { DemoHousehold, DemoMember } from './contract.ts';
import { creditCode, type ItemCode, yuanText } from './department-items.ts';
import { netIncomeFen } from './income.ts';
import { hashText, type Prng } from './prng.ts';

/** Who a row is about; a stranger may take the place of a member. */
export type Person = Pick<DemoMember, 'name' | 'idNumber'>;
/** Makes the cells after the two person columns, for whoever stands in them. */
export type Cells = (who: Person) => string[];
export type Emit = (item: ItemCode, memberIndex: number, cells: Cells) => void;

/** What rows of one month need to know. */
export type RowTools = {
  prng: Prng;
  month: string;
  county: string;
  countyName: string;
  townName: string;
  serial: number;
  /** Settlements of the household so far: no two have one number. */
  bills: number;
};

/** A day inside the month, YYYY-MM-DD. */
export function dayIn(tools: RowTools, from = 1, to = 27): string {
  const day = tools.prng.between(from, to);
  return `${tools.month.slice(0, 4)}-${tools.month.slice(4)}-${day < 10 ? '0' : ''}${day}`;
}

/** A day some years before the month. */
export function dayYearsAgo(tools: RowTools, from: number, to: number): string {
  const year = Number(tools.month.slice(0, 4)) - tools.prng.between(from, to);
  return `${year}-${String(tools.prng.between(1, 12)).padStart(2, '0')}-${String(tools.prng.between(1, 28)).padStart(2, '0')}`;
}

/** Rows that a household has in a quiet month: believable, and below every threshold. */
export function backgroundRows(tools: RowTools, household: DemoHousehold, emit: Emit): void {
  const net = netIncomeFen(household.incomeItems);
  if (household.cause?.trigger !== 'MED-5') medicalRows(tools, { household, net }, emit);
  if (household.members[0]?.dibaoStatus === '1') emit('MZ-01', 0, dibaoCells(tools, household.sharingCount));
  for (let i = 0; i < household.members.length; i += 1) {
    const member = household.members[i] as DemoMember;
    if (Number(member.studentStatus ?? 0) >= 3) emit('JY-01', i, schoolCells(tools, member, net));
    if (member.disabilityCategory !== null) emit('CL-01', i, cardCells(tools, member));
    if (isAdult(member)) propertyRows(tools, i, emit);
  }
  houseRows(tools, household, emit);
}

function propertyRows(tools: RowTools, memberIndex: number, emit: Emit): void {
  if (tools.prng.chance(0.06)) emit('GA-03', memberIndex, vehicleCells(tools));
  if (tools.prng.chance(0.009)) emit('SJ-01', memberIndex, marketCells(tools));
}

function houseRows(tools: RowTools, household: DemoHousehold, emit: Emit): void {
  const grade = household.living.houseGrade;
  const share = grade === 'C' || grade === 'D' ? 0.8 : 0.05;
  if (grade && tools.prng.chance(share)) emit('ZJ-01', 0, houseCells(tools, household));
  if (household.cause?.trigger !== 'WAT-1' && tools.prng.chance(0.05)) emit('SL-01', 0, waterCells(tools, household));
}

const isAdult = (member: DemoMember) => member.labourAbility !== '5';

/** Money of one settlement in fen; total = fund + critical + aid + self-pay. */
export function settlementCells(
  tools: RowTools,
  bill: { on: string; kind: string; selfFen: number; insured?: boolean },
): Cells {
  const insured = bill.insured ?? true;
  const share = bill.kind === '住院' ? 0.28 : 0.45;
  const total = insured ? Math.round(bill.selfFen / (share + tools.prng.unit() * 0.1)) : bill.selfFen;
  const paid = total - bill.selfFen;
  const critical = bill.kind === '住院' && total > 2_000_000 ? Math.round(paid * 0.15) : 0;
  const aid = tools.prng.chance(0.1) ? Math.round(paid * 0.1) : 0;
  tools.bills += 1;
  const number = `YB${tools.month}${String(tools.serial).padStart(8, '0')}${String(tools.bills).padStart(3, '0')}`;
  return () => [
    bill.on,
    bill.kind,
    ...[total, paid - critical - aid, critical, aid, bill.selfFen].map(yuanText),
    insured ? '参保' : '未参保',
    number,
  ];
}

function medicalRows(tools: RowTools, { household, net }: { household: DemoHousehold; net: number }, emit: Emit): void {
  const { prng } = tools;
  if (!prng.chance(0.16)) return;
  const most = Math.min(household.householdType === '1' ? 280_000 : 550_000, Math.round(net * 0.07));
  const who = prng.between(0, household.members.length - 1);
  const inpatient = prng.chance(0.35);
  const kind = inpatient ? '住院' : prng.chance(0.4) ? '门诊特病' : '普通门诊';
  const selfFen = inpatient ? prng.between(30_000, Math.max(40_000, most)) : prng.between(800, 22_000);
  emit('YB-02', who, settlementCells(tools, { on: dayIn(tools), kind, selfFen }));
}

function dibaoCells(tools: RowTools, persons: number): Cells {
  const start = dayYearsAgo(tools, 1, 6).slice(0, 7).replace('-', '');
  return () => ['农村低保', '在享', start, '', yuanText(31_000 * persons), String(persons)];
}

function schoolName(tools: RowTools, grade: number): string {
  const town = tools.townName.replace(/(镇|街道|乡|民族乡)$/u, '');
  if (grade <= 8) return `${town}中心小学`;
  if (grade <= 11) return `${town}初级中学`;
  if (grade <= 14) return `${tools.countyName}高级中学`;
  if (grade <= 17) return `${tools.countyName}中等职业技术学校`;
  return grade <= 21 ? '省内高职院校' : '省内本科院校';
}

function schoolCells(tools: RowTools, member: DemoMember, net: number): Cells {
  const grade = Number(member.studentStatus);
  const { prng } = tools;
  const [least, most] = grade <= 11 ? [0, 60_000] : grade <= 17 ? [120_000, 450_000] : [500_000, 850_000];
  const asked = Math.min(prng.between(least, most), Math.round(net * 0.1));
  const cost = prng.chance(0.25) ? '' : yuanText(asked);
  const aid = prng.chance(0.3) ? yuanText(Math.round(asked * 0.3)) : '';
  const left = prng.chance(0.004) && grade >= 18 ? '休学' : '在读';
  const on = `${schoolYear(tools.month)}-09-01`;
  return () => [schoolName(tools, grade), String(grade), left, cost, aid, on];
}

/** Cells of a pupil or student with the state and the money that a plant wants. */
export function schoolRow(
  tools: RowTools,
  member: DemoMember,
  want: { status: string; costFen: number; aidFen: number },
): Cells {
  const grade = Number(member.studentStatus);
  const on = want.status === '在读' ? `${schoolYear(tools.month)}-09-01` : dayIn(tools, 1, 20);
  return () => [
    schoolName(tools, grade),
    String(grade),
    want.status,
    yuanText(want.costFen),
    yuanText(want.aidFen),
    on,
  ];
}

function schoolYear(month: string): number {
  return Number(month.slice(0, 4)) - (Number(month.slice(4)) >= 9 ? 0 : 1);
}

function cardCells(tools: RowTools, member: DemoMember): Cells {
  const { disabilityCategory: category, disabilityGrade: grade } = member;
  const issued = dayYearsAgo(tools, 2, 9);
  const on = issued > member.birthDate ? issued : dayYearsAgo(tools, 2, 2);
  return (who) => [`${who.idNumber}${category}${grade}`, String(category), String(grade), on, '有效'];
}

function vehicleCells(tools: RowTools): Cells {
  const { prng } = tools;
  const kind = prng.pick(['摩托车', '摩托车', '摩托车', '农用车', '小型轿车', '小型货车']);
  const price = kind === '摩托车' ? prng.between(30, 80) : prng.between(90, 285);
  const on = dayYearsAgo(tools, 1, 12);
  const state = prng.chance(0.05) ? '注销' : '正常';
  return () => [kind, yuanText(price * 10_000), on, state];
}

function marketCells(tools: RowTools): Cells {
  const { prng } = tools;
  const closed = prng.chance(0.3);
  const cooperative = prng.chance(0.35);
  const company = closed && prng.chance(0.4);
  const kind = company ? '有限公司' : cooperative ? '合作社' : '个体工商户';
  const role = company ? '股东' : cooperative ? '股东' : '经营者';
  const capital = company ? 5_000_000 : prng.between(2, 20) * 100_000;
  const code = creditCode(tools.county, company ? '1' : cooperative ? '3' : '2', tools.serial * 4 + prng.between(0, 3));
  const state = closed ? prng.pick(['注销', '吊销']) : '存续';
  const on = dayYearsAgo(tools, 1, 10);
  return () => [code, kind, yuanText(capital), on, state, role];
}

function houseCells(tools: RowTools, household: DemoHousehold): Cells {
  const { houseGrade, soleHousing, houseArea, safeHouseException } = household.living;
  const on = dayYearsAgo(tools, 1, 5);
  const sole = soleHousing === false ? '否' : '是';
  return () => [houseGrade ?? 'A', on, sole, houseArea.toFixed(1), safeHouseException ?? ''];
}

/** One village in twenty lies where water is short. */
const isShortOfWater = ({ areaCode }: DemoHousehold) => hashText(areaCode) % 20 === 0;

function waterCells(tools: RowTools, household: DemoHousehold): Cells {
  const { prng } = tools;
  const central = prng.chance(0.85);
  const days = String(Math.max(0, prng.between(-6, 18)));
  const fetch = central ? '' : String(prng.between(2, 14));
  const distance = central || prng.chance(0.3) ? '' : String(prng.between(2, 70) * 10);
  const height = central || prng.chance(0.4) ? '' : String(prng.between(0, 60));
  const short = prng.chance(0.1) ? '' : isShortOfWater(household) ? '是' : '否';
  const quota = prng.chance(0.3) ? '' : (prng.between(550, 1200) / 10).toFixed(1);
  const quality = prng.chance(0.2) ? '未检' : '合格';
  const on = dayIn(tools);
  return () => [central ? '集中供水' : '分散供水', days, fetch, distance, height, quota, short, quality, on];
}

/** Cells of a water record with the values that a plant wants; the others are unsuspicious. */
export function waterRow(
  tools: RowTools,
  want: {
    days?: number;
    fetch?: number;
    distance?: number;
    height?: number;
    quota?: string;
    short?: '是' | '否';
    quality?: string;
  },
): Cells {
  const on = dayIn(tools);
  const fetched = [want.fetch, want.distance, want.height];
  const way = fetched.every((one) => one === undefined) ? '集中供水' : '分散供水';
  const [fetch = '', distance = '', height = ''] = fetched.map((one) => (one === undefined ? '' : String(one)));
  const { days = 3, quota = '80.0', short = '否', quality = '合格' } = want;
  return () => [way, String(days), fetch, distance, height, quota, short, quality, on];
}
