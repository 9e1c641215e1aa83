import { addMonths } from '@shouwang/platform/clock/days.ts';
import type { IncomeItem, Ledger } from './contract.ts';
import { COUNTING_COLUMN, EXPENSE_ITEM, INCOME_ITEM } from './income-codes.ts';

/** What the formula needs of a line of income or expense. */
export type IncomeLine = Pick<
  IncomeItem,
  | 'id'
  | 'memberId'
  | 'direction'
  | 'itemCode'
  | 'amountFen'
  | 'occurredFrom'
  | 'occurredTo'
  | 'source'
  | 'isOneOff'
  | 'purposeBound'
  | 'reversed'
>;

/** What the policy pack decides about the counting (`income.*`). */
interface IncomePolicy {
  /** income.deductWorkCost: rent and travel of work outside are deducted. */
  deductWorkCost: boolean;
  /** income.valueUnsoldStock: unsold livestock is counted. */
  valueUnsoldStock: boolean;
}

/** The counting when the pack says nothing else. */
const DEFAULT_INCOME_POLICY: IncomePolicy = { deductWorkCost: false, valueUnsoldStock: false };

/** By whom the income may be divided: who shares it, who is registered, who lives there. */
export const DIVISORS = ['sharing', 'registered', 'resident'] as const;

/** How a pack counts: over how many closed months, by how many heads, with which items. */
export interface IncomeCounting {
  months: number;
  divisor: (typeof DIVISORS)[number];
  policy: IncomePolicy;
}

/** The most months that a pack may count over (`income.periodMonths`). */
export const MOST_MONTHS = 24;

/** Whether a pack may count over so many months. */
export function isPeriod(months: unknown): months is number {
  return typeof months === 'number' && Number.isInteger(months) && months >= 1 && months <= MOST_MONTHS;
}

/** The counting of a pack (`income.*`), the only reader of these parameters; what the pack leaves out is counted the usual way. */
export function incomeCounting(parameters: Readonly<Record<string, { value: unknown }>>): IncomeCounting {
  const value = (name: string) => parameters[name]?.value;
  const months = value('income.periodMonths') ?? 12;
  const divisor = DIVISORS.find((known) => known === (value('income.divisor') ?? 'sharing'));
  if (!isPeriod(months)) throw new RangeError(`income.periodMonths must be 1 to ${MOST_MONTHS} months`);
  if (!divisor) throw new RangeError(`income.divisor must be one of ${DIVISORS.join(', ')}`);
  return {
    months,
    divisor,
    policy: {
      deductWorkCost: value('income.deductWorkCost') === true,
      valueUnsoldStock: value('income.valueUnsoldStock') === true,
    },
  };
}

/** The number of heads by which a pack divides the income of a household. */
export function headsOf(
  household: { sharingCount: number; registeredCount: number; residentCount: number },
  divisor: IncomeCounting['divisor'],
): number {
  return { sharing: household.sharingCount, registered: household.registeredCount, resident: household.residentCount }[
    divisor
  ];
}

/**
 * The statement of a household on a day as a pack counts, over the closed months before it. Lines from before these months are left out; without a
 * pack it is counted the usual way.
 */
export function statementOn(
  day: string,
  household: Parameters<typeof headsOf>[0] & { incomeItems: readonly IncomeLine[] },
  { ledger, counting = incomeCounting({}) }: { ledger: Ledger; counting?: IncomeCounting | undefined },
): IncomeStatement {
  const period = lastClosedPeriod(day, counting.months);
  const items = household.incomeItems.filter((item) => monthOf(item.occurredTo) >= period.periodFrom);
  const divisorCount = headsOf(household, counting.divisor);
  return incomeStatement(items, { ...period, ledger, divisorCount, policy: counting.policy });
}

const monthOf = (day: string) => day.slice(0, 4) + day.slice(5, 7);

/** Why a line is counted or not. */
export type Standing =
  | 'counted'
  | 'not-in-ledger'
  | 'superseded'
  | 'purpose-bound'
  | 'one-off'
  | 'kept-apart'
  | 'outside-period'
  | 'reversed';

interface CountedLine {
  line: IncomeLine;
  standing: Standing;
}

/** 收支核算表: the closed months of a household in one ledger, in fen. */
export interface IncomeStatement {
  ledger: Ledger;
  periodFrom: string;
  periodTo: string;
  divisorCount: number;
  wageFen: number;
  operatingFen: number;
  propertyFen: number;
  transferFen: number;
  operatingExpenseFen: number;
  /** Cost of work outside, when the pack deducts it. */
  workCostFen: number;
  /** 0 also where nothing is known; see `known`. */
  netFen: number;
  /** Whether any income is on record: without one counted line of income nobody knows what the household lives on. */
  known: boolean;
  /** null when the income is not known, or when nobody shares it: then there is nothing to divide by. */
  perCapitaFen: number | null;
  /** 合规自付支出, outside the formula. */
  selfPayFen: number;
  /** 理赔收入, outside the formula. */
  claimFen: number;
  /** Self-pay over net income, or null when there is no income or none is known. */
  selfPayShare: number | null;
  /** Share of counted amounts that are estimates, 0 to 1. */
  estimatedShare: number;
  lines: CountedLine[];
}

export interface StatementOptions {
  ledger: Ledger;
  /** First and last month, YYYYMM. */
  periodFrom: string;
  periodTo: string;
  divisorCount: number;
  policy?: IncomePolicy;
}

/** The twelve closed months before the month of a day: identified in June 2021 gives 202006 to 202105. */
export function lastClosedPeriod(day: string, months = 12): { periodFrom: string; periodTo: string } {
  const month = monthOf(day);
  return { periodFrom: addMonths(month, -months), periodTo: addMonths(month, -1) };
}

/**
 * Net income = wage + operating + property + transfer - operating expense; per head over those who live together and share income.
 * (Usual formula of the national registration work.) Money bound to a purpose and one-off relief are not counted; self-pay and claims are kept
 * apart; a department's line overrides other sources' of the same item, person and month, both stay in `lines`.
 */
export function incomeStatement(items: readonly IncomeLine[], options: StatementOptions): IncomeStatement {
  const policy = options.policy ?? DEFAULT_INCOME_POLICY;
  const fromDepartments = new Set(
    items.filter((item) => item.source === 'department' && !item.reversed).map(sameMatter),
  );
  const lines = items.map((line) => ({ line, standing: standingOf(line, { ...options, policy, fromDepartments }) }));
  const counted = lines.filter(({ standing }) => standing === 'counted').map(({ line }) => line);
  const apart = lines.filter(({ standing }) => standing === 'kept-apart').map(({ line }) => line);
  const sum = (of: readonly IncomeLine[], direction: 'in' | 'out', prefix: string) =>
    of.reduce(
      (total, line) =>
        line.direction === direction && line.itemCode.startsWith(prefix) ? total + line.amountFen : total,
      0,
    );
  const income = {
    wageFen: sum(counted, 'in', '1'),
    operatingFen: sum(counted, 'in', '2'),
    propertyFen: sum(counted, 'in', '3'),
    transferFen: sum(counted, 'in', '4'),
  };
  const operatingExpenseFen = sum(counted, 'out', '1');
  const workCostFen = sum(counted, 'out', '3');
  const netFen =
    income.wageFen + income.operatingFen + income.propertyFen + income.transferFen - operatingExpenseFen - workCostFen;
  const selfPayFen = sum(apart, 'out', '2');
  const known = counted.some(({ direction }) => direction === 'in');
  const absolute = counted.reduce((total, line) => total + line.amountFen, 0);
  const estimated = counted.reduce((total, line) => (line.source === 'estimated' ? total + line.amountFen : total), 0);
  return {
    ledger: options.ledger,
    periodFrom: options.periodFrom,
    periodTo: options.periodTo,
    divisorCount: options.divisorCount,
    ...income,
    operatingExpenseFen,
    workCostFen,
    netFen,
    known,
    perCapitaFen: known && options.divisorCount > 0 ? Math.round(netFen / options.divisorCount) : null,
    selfPayFen,
    claimFen: sum(apart, 'in', '9001'),
    selfPayShare: known && netFen > 0 ? selfPayFen / netFen : null,
    estimatedShare: absolute > 0 ? estimated / absolute : 0,
    lines,
  };
}

/** Same item of the same person in the same month. */
function sameMatter(line: IncomeLine): string {
  return `${line.direction}|${line.itemCode}|${line.memberId ?? ''}|${line.occurredTo.slice(0, 7)}`;
}

interface Judgement extends StatementOptions {
  policy: IncomePolicy;
  fromDepartments: ReadonlySet<string>;
}

function standingOf(line: IncomeLine, judgement: Judgement): Standing {
  const month = monthOf(line.occurredTo);
  if (line.reversed) return 'reversed';
  if (month < judgement.periodFrom || month > judgement.periodTo) return 'outside-period';
  if (line.source !== 'department' && judgement.fromDepartments.has(sameMatter(line))) return 'superseded';
  return line.direction === 'in' ? incomeStanding(line, judgement) : expenseStanding(line, judgement.policy);
}

function incomeStanding(line: IncomeLine, { ledger, policy }: Judgement): Standing {
  const item = INCOME_ITEM[line.itemCode];
  if (!item || item.category === '9') return 'kept-apart';
  if (line.purposeBound) return 'purpose-bound';
  if (line.isOneOff && item.category === '4') return 'one-off';
  if (line.itemCode === '2004' && item.counting[COUNTING_COLUMN[ledger]] === 'P' && policy.valueUnsoldStock)
    return 'counted';
  return item.counting[COUNTING_COLUMN[ledger]] === 'Y' ? 'counted' : 'not-in-ledger';
}

function expenseStanding(line: IncomeLine, policy: IncomePolicy): Standing {
  const category = EXPENSE_ITEM[line.itemCode]?.category;
  if (category === '1') return 'counted';
  if (category === '3') return policy.deductWorkCost ? 'counted' : 'not-in-ledger';
  return 'kept-apart';
}
