import type { AreaOverview, ClosedRun, MonitoredStock } from '../contract.ts';

type Search = Record<string, string | undefined>;

/** An address with its filters; empty ones are left out. */
export function address(path: string, search: Search): string {
  const text = new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => !!entry[1]));
  return text.size > 0 ? `${path}?${text}` : path;
}

/** The households that a run points out in an area, at a level or at any. */
export function hitsLink(run: Pick<ClosedRun, 'id'>, area: string, level = ''): string {
  // The county is the whole run, and its page names it so by leaving the place out.
  return address(`/screening/${run.id}`, { area: area.length > 6 ? area : '', level });
}

/** The monitored households of an area. The list narrows to one state, so a figure over several states opens none. */
export function stockLink(stock: MonitoredStock, area: string, risk = ''): string | undefined {
  const [only, ...others] = stock.states;
  return only && others.length === 0 ? address('/households', { area, state: only.state, risk }) : undefined;
}

type Sheets = { open?: '1'; overdue?: '1'; state?: string; kind?: string; need?: '1' };

/** Sheets that are open, overdue, in one state, of one kind, or whose household needs more help. */
export function sheetsLink(area: string, search: Sheets): string {
  return address('/warnings', { area, ...search });
}

/** The place of an overview one step down. */
export function placeLink(area: string): string {
  return address('/overview', { area });
}

/** What the levels stand on, in words: the run, its month and its moment. */
export function runWords(run: NonNullable<AreaOverview['run']>, at: string): string {
  return `${run.runNo}，${monthWords(run.period)}数据，${at}`;
}

/** `202610` as `2026 年 10 月`. */
export function monthWords(period: string): string {
  return `${period.slice(0, 4)} 年 ${Number(period.slice(4))} 月`;
}

/** `+3`, `-2`, `持平`. */
export function changeWords(now: number, before: number): string {
  if (now === before) return '持平';
  return now > before ? `+${now - before}` : String(now - before);
}
