import { addMonths } from '@shouwang/platform/clock/days.ts';
import { type CatalogueItem, daysLate, dueDay } from '../exchange/rules.ts';
import type { ItemFreshness } from './contract.ts';

/** Monitoring states in which a household counts as monitored and not eliminated (states CASE). */
export const MONITORED_STATES = ['MONITORED', 'REENTERED', 'PROPOSED_EXIT'] as const;

/** The months of a trend: a year and the month before it, so that each month has the one of last year beside it. */
export const TREND_MONTHS = 13;

/** Households that came into the stock and left it in one month, in one place. */
export interface StockFlow {
  areaCode: string;
  month: string;
  entered: number;
  left: number;
}

/** The stock at the end of a month: what there is now, without what came later and with what left later. */
export function stockAtEnd(month: string, now: number, flows: readonly StockFlow[]): number {
  const later = flows.filter((flow) => flow.month > month);
  return later.reduce((stock, flow) => stock - flow.entered + flow.left, now);
}

/** What came and left in one month. */
export function flowIn(month: string, flows: readonly StockFlow[]): { entered: number; left: number } {
  const here = flows.filter((flow) => flow.month === month);
  return {
    entered: here.reduce((sum, flow) => sum + flow.entered, 0),
    left: here.reduce((sum, flow) => sum + flow.left, 0),
  };
}

/** The month of a day, and the one whose department files are due on it: the last month that is over. */
export function monthsOf(today: string): { month: string; due: string } {
  const month = today.slice(0, 7).replace('-', '');
  return { month, due: addMonths(month, -1) };
}

/** Whether the file that is due has come; before its push day a missing one is waited for, later it is late. */
export function standingOf(
  item: Pick<CatalogueItem, 'pushDay'>,
  latest: string | null,
  today: string,
): Pick<ItemFreshness, 'standing' | 'daysLate'> {
  const { due } = monthsOf(today);
  if (latest !== null && latest >= due) return { standing: 'arrived', daysLate: 0 };
  if (dueDay(item, due) >= today) return { standing: 'waiting', daysLate: 0 };
  return { standing: latest === null ? 'never' : 'late', daysLate: daysLate(item, due, today) };
}
