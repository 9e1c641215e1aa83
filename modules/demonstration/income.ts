import type { DemoIncomeItem, DemoMember } from './contract.ts';
import type { Prng } from './prng.ts';

/** Days on which yearly sums are booked: the last eight closed months, so that the clock may run on for a season. */
export type Period = {
  from: string;
  to: string;
  harvestFrom: string;
  harvestTo: string;
  /** Who was born on this day or before is sixty and draws a pension. */
  sixtyBornBy: string;
};

/** What the money of one household must come to. */
export type IncomeTarget = {
  members: readonly DemoMember[];
  dibao: boolean;
  /** Net income of the household over twelve months in fen, as the anti-poverty ledger counts it. */
  netFen: number;
  /** Compliant self-pay for illness in fen, 0 for none. */
  medicalFen: number;
  educationFen: number;
  period: Period;
};

const yuan = (amount: number) => amount * 100;
/** 低保: money per person and month, our own assumption below the provincial top-up average. */
const DIBAO_PER_PERSON_FEN = yuan(310);
/** Basic pension of residents a month (Guangdong raised it to more than 200 yuan; the figure is our own). */
const PENSION_FEN = yuan(225);
/** Support of people without family, a month; our own assumption. */
const TEKUN_FEN = yuan(1180);
/** Subsidies of the severely disabled, a month; our own assumption. */
const SEVERE_FEN = yuan(195);

type Line = Pick<DemoIncomeItem, 'itemCode' | 'amountFen'> &
  Partial<Pick<DemoIncomeItem, 'memberIndex' | 'direction' | 'departmentCode' | 'isOneOff' | 'purposeBound'>>;

/**
 * Lines whose counted sum is exactly the target: fixed transfers first, then wages, business, land and support share the
 * rest. One-off relief and money bound to a purpose stand beside it and are not counted.
 */
export function drawIncome(prng: Prng, target: IncomeTarget): DemoIncomeItem[] {
  const items: DemoIncomeItem[] = [];
  const book = (line: Line, harvest = false) => items.push(toItem(prng, { line, period: target.period, harvest }));
  const fixed = bookTransfers(prng, target, book);
  bookRest(prng, { rest: Math.max(0, target.netFen - fixed), members: target.members }, book);
  bookSelfPay(target, book);
  if (prng.chance(0.015)) book({ itemCode: '4013', amountFen: yuan(prng.between(3, 10) * 100), isOneOff: true });
  if (prng.chance(0.002)) book({ itemCode: '4012', amountFen: yuan(prng.between(8, 20) * 1000), purposeBound: true });
  return items;
}

type Book = (line: Line, harvest?: boolean) => void;

function bookTransfers(prng: Prng, target: IncomeTarget, book: Book): number {
  let fixed = 0;
  const add = (itemCode: string, amountFen: number, departmentCode: string) => {
    if (amountFen <= 0) return;
    fixed += amountFen;
    book({ itemCode, amountFen, departmentCode });
  };
  const { members, period } = target;
  const count = (test: (member: DemoMember) => boolean) => members.reduce((n, member) => n + (test(member) ? 1 : 0), 0);
  const sharing = count((member) => member.sharesIncome);
  add('4002', target.dibao ? DIBAO_PER_PERSON_FEN * 12 * sharing : 0, 'MZ');
  add('4003', members[0]?.tekunStatus === '1' ? TEKUN_FEN * 12 : 0, 'MZ');
  const pensioners = count((member) => member.pensionInsured === true && member.birthDate <= period.sixtyBornBy);
  add('4004', PENSION_FEN * 12 * pensioners, 'RS');
  add('4005', prng.chance(0.26) ? yuan(prng.between(30, 120) * 10) : 0, 'NY');
  add('4009', SEVERE_FEN * 12 * count(isSevere), 'CL');
  return fixed;
}

const isSevere = (member: DemoMember) => member.disabilityGrade !== null && member.disabilityGrade <= 2;

function bookRest(prng: Prng, due: { rest: number; members: readonly DemoMember[] }, book: Book): void {
  let rest = due.rest;
  const workers = due.members.flatMap((member, i) => (member.isWorking ? [i] : [])).slice(0, 2);
  if (prng.chance(0.1)) rest -= take(book, '3001', Math.min(rest, yuan(prng.between(3, 24) * 100)));
  if (rest <= 0) return;
  const farms = due.members.some((member) => member.labourAbility !== '5' && member.isResident) && prng.chance(0.34);
  if (farms || (workers.length === 0 && prng.chance(0.4))) {
    const net = workers.length === 0 ? rest : Math.round(rest * (0.1 + prng.unit() * 0.3));
    bookBusiness(prng, net, book);
    rest -= net;
  }
  if (rest > 0) bookWages(prng, { rest, workers, members: due.members }, book);
}

/** Crops, animals or trade with this net result; the cost is booked as expense and added to the income. */
function bookBusiness(prng: Prng, net: number, book: Book): void {
  const cost = prng.chance(0.75) ? Math.round(net * (0.15 + prng.unit() * 0.4)) : 0;
  const animals = prng.chance(0.25);
  book({ itemCode: animals ? '2002' : prng.chance(0.08) ? '2003' : '2001', amountFen: net + cost }, true);
  if (cost > 0) book({ itemCode: animals ? '1002' : '1001', amountFen: cost, direction: 'out' }, true);
}

function take(book: Book, itemCode: string, amountFen: number): number {
  if (amountFen <= 0) return 0;
  book({ itemCode, amountFen });
  return amountFen;
}

type Wages = { rest: number; workers: readonly number[]; members: readonly DemoMember[] };

function bookWages(prng: Prng, { rest, workers, members }: Wages, book: Book): void {
  const [first, second] = workers;
  if (first === undefined) {
    take(book, '4008', rest);
    return;
  }
  const share = second === undefined ? rest : Math.round(rest * (0.45 + prng.unit() * 0.25));
  book({ itemCode: wageCode(prng, members[first]), amountFen: share, memberIndex: first });
  if (second !== undefined && rest > share)
    book({ itemCode: wageCode(prng, members[second]), amountFen: rest - share, memberIndex: second });
}

function wageCode(prng: Prng, member: DemoMember | undefined): string {
  if (member?.labourAbility === '3') return prng.chance(0.3) ? '1004' : '1002';
  if (member?.workPlace === '本县' || member?.workPlace === '本镇') return prng.chance(0.55) ? '1003' : '1002';
  return prng.chance(0.85) ? '1001' : '1002';
}

function bookSelfPay(target: IncomeTarget, book: Book): void {
  if (target.medicalFen > 0) book({ itemCode: '2001', amountFen: target.medicalFen, direction: 'out' });
  if (target.educationFen > 0) book({ itemCode: '2002', amountFen: target.educationFen, direction: 'out' });
}

function toItem(
  prng: Prng,
  { line, period, harvest }: { line: Line; period: Period; harvest: boolean },
): DemoIncomeItem {
  const departmentCode = line.departmentCode ?? null;
  return {
    memberIndex: line.memberIndex ?? null,
    itemCode: line.itemCode,
    direction: line.direction ?? 'in',
    amountFen: line.amountFen,
    occurredFrom: harvest ? period.harvestFrom : period.from,
    occurredTo: harvest ? period.harvestTo : period.to,
    source: departmentCode ? 'department' : prng.chance(0.12) ? 'estimated' : 'declared',
    departmentCode,
    isOneOff: line.isOneOff ?? false,
    purposeBound: line.purposeBound ?? false,
  };
}

/** Net income of the household as the anti-poverty ledger counts these lines, in fen. */
export function netIncomeFen(items: readonly DemoIncomeItem[]): number {
  let sum = 0;
  for (const item of items) {
    if (item.itemCode === '4012' || item.itemCode === '4013') continue;
    if (item.direction === 'in') sum += item.amountFen;
    else if (item.itemCode.startsWith('1')) sum -= item.amountFen;
  }
  return sum;
}

/** Compliant self-pay of the household in fen: expenses of group 2, kept apart from income. */
export function selfPayFen(items: readonly DemoIncomeItem[]): number {
  let sum = 0;
  for (const item of items) if (item.direction === 'out' && item.itemCode.startsWith('2')) sum += item.amountFen;
  return sum;
}
