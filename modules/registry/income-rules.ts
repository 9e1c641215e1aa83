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
export interface IncomePolicy {
  /** income.deductWorkCost: rent and travel of work outside are deducted. */
  deductWorkCost: boolean;
  /** income.valueUnsoldStock: unsold livestock is counted. */
  valueUnsoldStock: boolean;
  /** Items that the lists leave to the pack and that it counts, by ledger. */
  optionalItems: Partial<Record<Ledger, readonly string[]>>;
}

/** The counting when the pack says nothing else. */
export const DEFAULT_INCOME_POLICY: IncomePolicy = {
  deductWorkCost: false,
  valueUnsoldStock: false,
  optionalItems: {},
};

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

export interface CountedLine {
  line: IncomeLine;
  standing: Standing;
}

/** 收支核算表: twelve months of a household in one ledger, in fen. */
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
  netFen: number;
  /** null when nobody shares the income: then there is nothing to divide by. */
  perCapitaFen: number | null;
  /** 合规自付支出, outside the formula. */
  selfPayFen: number;
  /** 理赔收入, outside the formula. */
  claimFen: number;
  /** Self-pay over net income, or null when there is no income. */
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
  const month = day.slice(0, 4) + day.slice(5, 7);
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
    perCapitaFen: options.divisorCount > 0 ? Math.round(netFen / options.divisorCount) : null,
    selfPayFen,
    claimFen: sum(apart, 'in', '9001'),
    selfPayShare: netFen > 0 ? selfPayFen / netFen : null,
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
  const month = line.occurredTo.slice(0, 4) + line.occurredTo.slice(5, 7);
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
  if (line.itemCode === '2004' && item.counting[COUNTING_COLUMN[ledger]] === 'P')
    return policy.valueUnsoldStock ? 'counted' : 'not-in-ledger';
  switch (item.counting[COUNTING_COLUMN[ledger]]) {
    case 'Y':
      return 'counted';
    case 'N':
      return 'not-in-ledger';
    default:
      return policy.optionalItems[ledger]?.includes(line.itemCode) ? 'counted' : 'not-in-ledger';
  }
}

function expenseStanding(line: IncomeLine, policy: IncomePolicy): Standing {
  const category = EXPENSE_ITEM[line.itemCode]?.category;
  if (category === '1') return 'counted';
  if (category === '3') return policy.deductWorkCost ? 'counted' : 'not-in-ledger';
  return 'kept-apart';
}
