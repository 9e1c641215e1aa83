import type { LevelCounts } from './contract.runs.ts';

/** Below this many households a rate says little. */
export const SMALL_BASE = 1000;

/** Households that somebody must see: red, orange and yellow. Stable and undecided ones are never in it. */
export function pointedOut(counts: Pick<LevelCounts, 'red' | 'orange' | 'yellow'>): number {
  return counts.red + counts.orange + counts.yellow;
}

/** Households for which a dispatch makes work sheets: those that are monitored already get a follow-up sheet for their contact. */
export function toDispatch(counts: LevelCounts): number {
  return pointedOut(counts) - counts.monitored;
}

/** Households pointed out per thousand; null without households. */
export function perThousand(counts: LevelCounts): number | null {
  return counts.households > 0 ? (pointedOut(counts) / counts.households) * 1000 : null;
}

/** `14.5‰`, or a dash. */
export function rateText(rate: number | null): string {
  return rate === null ? '—' : `${rate.toFixed(1)}‰`;
}

/** Change against the run before: `+12`, `-4`, `0`. */
export function changeText(counts: LevelCounts): string {
  const change = counts.newly - counts.cleared;
  return change > 0 ? `+${change}` : String(change);
}

/** The sum of several areas. */
export function summed(areas: readonly LevelCounts[]): LevelCounts {
  const sum = {
    households: 0,
    red: 0,
    orange: 0,
    yellow: 0,
    green: 0,
    undecided: 0,
    newly: 0,
    cleared: 0,
    monitored: 0,
  };
  for (const area of areas) for (const key of Object.keys(sum) as (keyof LevelCounts)[]) sum[key] += area[key];
  return sum;
}

/** Whether there was no run before to compare with: then every household is new and none has cleared. */
export function isFirstRun(counts: LevelCounts | null): boolean {
  return counts !== null && counts.cleared === 0 && counts.newly >= pointedOut(counts);
}
