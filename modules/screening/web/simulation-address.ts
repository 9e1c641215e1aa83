import { urlField } from '@shouwang/platform/ui/url-state.ts';
import type { ChangeSetCode, Changes, SimulatedListRequest } from '../contract.simulation.ts';

/** What is tried, as it stands in the address: `set=line.monitoring:10000`, `w=INCOME:0.2`, `off=MED-2`, `list=entering`. */
export const simulationFields = {
  set: urlField.list(),
  w: urlField.list(),
  band: urlField.list(),
  lvl: urlField.list(),
  off: urlField.list(),
  k: urlField.text(),
  pack: urlField.text(),
  area: urlField.text(),
  by: urlField.oneOf(['', 'village'], ''),
  list: urlField.text(),
};
export type SimulationState = {
  set: readonly string[];
  w: readonly string[];
  band: readonly string[];
  lvl: readonly string[];
  off: readonly string[];
  k: string;
  pack: string;
  area: string;
  by: '' | 'village';
  list: string;
};

/** Pairs `name:number` as a record; what cannot be read is left out. */
export function numbersOf(pairs: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const at = pair.lastIndexOf(':');
      const value = Number(pair.slice(at + 1));
      return at > 0 && pair.length > at + 1 && Number.isFinite(value) ? [[pair.slice(0, at), value] as const] : [];
    }),
  );
}

/** The pairs with another value for a name; null, or the value of the run, takes it out. */
export function withNumber(
  pairs: readonly string[],
  { code, value, was }: { code: string; value: number | null; was: number },
): string[] {
  const rest = Object.entries(numbersOf(pairs)).filter(([name]) => name !== code);
  if (value !== null && value !== was) rest.push([code, value]);
  return rest.map(([name, number]) => `${name}:${number}`);
}

/** The changes that an address stands for. */
export function changesOf({ set, w, band, lvl, off, k }: SimulationState): Changes {
  const cutoff = Number(k);
  const levels = Object.entries(numbersOf(lvl)).filter(([, level]) => [1, 2, 3].includes(level));
  return {
    parameters: numbersOf(set),
    weights: numbersOf(w),
    bands: numbersOf(band),
    levels: Object.fromEntries(levels) as Changes['levels'],
    off: [...off],
    ...(k !== '' && Number.isFinite(cutoff) ? { cutoff } : {}),
  };
}

/** How many values an address changes. */
export function changeCount({ set, w, band, lvl, off, k }: SimulationState): number {
  return set.length + w.length + band.length + lvl.length + off.length + (k ? 1 : 0);
}

/** The weights as they would be, and their sum to six decimals. */
export function weightSum(
  weights: readonly { code: string; value: number }[],
  changed: Record<string, number>,
): number {
  return Number(weights.reduce((sum, { code, value }) => sum + (changed[code] ?? value), 0).toFixed(6));
}

/** The weights that were left alone, scaled so that all of them make 1 again; null when what was changed is already too much. */
export function balancedWeights(
  weights: readonly { code: string; value: number }[],
  changed: Record<string, number>,
): Record<string, number> | null {
  const rest = weights.filter(({ code }) => changed[code] === undefined);
  const left = 1_000_000 - Math.round(Object.values(changed).reduce((sum, value) => sum + value, 0) * 1_000_000);
  const total = rest.reduce((sum, { value }) => sum + value, 0);
  if (rest.length === 0 || left < rest.length || total === 0) return null;
  const millionths = rest.map(({ value }) => Math.max(1, Math.floor((value / total) * left)));
  const over = left - millionths.reduce((sum, value) => sum + value, 0);
  const scaled = rest.map(({ code }, i) => [code, ((millionths[i] ?? 0) + (i === 0 ? over : 0)) / 1_000_000] as const);
  return { ...changed, ...Object.fromEntries(scaled) };
}

type ListFilter = Pick<SimulatedListRequest, 'set' | 'from' | 'to' | 'rule' | 'risk'>;
const SETS: readonly string[] = [
  ...['entering', 'leaving', 'raised', 'lowered', 'toCollect', 'decided', 'before', 'after'],
  ...['visitsBefore', 'visitsAfter', 'visitsIn', 'visitsOut', 'undecidedBefore', 'undecidedAfter'],
  ...['belowBefore', 'belowAfter', 'belowNew', 'all'],
];

/** The list that an address opens: `entering`, `level~2~4`, `rule~MED-1~starts`, `risk~10~after`; null when none. */
export function listOfAddress(list: string): ListFilter | null {
  const [kind = '', a = '', b = ''] = list.split('~');
  if (kind === 'level')
    return { set: 'all', from: a as NonNullable<ListFilter['from']>, to: b as NonNullable<ListFilter['to']> };
  if (kind === 'rule') return { set: 'all', rule: { code: a, holds: b as NonNullable<ListFilter['rule']>['holds'] } };
  if (kind === 'risk') return { set: 'all', risk: { code: a, holds: b as NonNullable<ListFilter['risk']>['holds'] } };
  return SETS.includes(kind) ? { set: kind as ChangeSetCode } : null;
}

/** The address of a page of the simulation with other values, which begins its lists anew and goes to the list when it opens one. */
export function simulationLink(search: URLSearchParams, change: Record<string, string>): string {
  const next = new URLSearchParams(search);
  for (const name of ['cursor', 'page']) next.delete(name);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return `?${next.toString()}${change.list ? '#list' : ''}`;
}
