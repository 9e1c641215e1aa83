import { daysBetween } from '@shouwang/platform/clock/days.ts';

/** What a hint brings: how severe, and of each rule the values that were compared (`valuesKey`). */
export interface ArrivingHint {
  level: number;
  values: ReadonlyMap<string, string>;
}

/** The sheets of a household that a hint may belong to. */
export interface KnownSheets {
  /** The one that is open; at most one a household. */
  open: { lastHintOn: string } | null;
  /** The one that was closed last, with what it knew. */
  closed: (ArrivingHint & { closedOn: string; resultCode: string | null }) | null;
}

/**
 * What becomes of a hint: `opened` a sheet of its own; `joined` the open sheet without a new notice; `renewed` the open sheet, which had heard nothing
 * for longer than the window; `merged` into a closed sheet, since it says nothing new.
 */
export type Placement = 'opened' | 'joined' | 'renewed' | 'merged';

/**
 * P1 MERGED: an open clue of the same household within `clue.mergeDays` takes the new one in. A household never has two open sheets, so an older open
 * sheet takes it in too, but is renewed. A sheet that was closed within the window after somebody had looked takes in what it knows already: the same
 * rules with the same values, no more severe; nobody is visited twice for that. What ended without a result was not looked at and takes nothing in.
 */
export function placementOf(
  hint: ArrivingHint,
  { open, closed }: KnownSheets,
  { on, mergeDays }: { on: string; mergeDays: number },
): Placement {
  if (open) return daysBetween(open.lastHintOn, on) <= mergeDays ? 'joined' : 'renewed';
  if (!closed || closed.resultCode === null) return 'opened';
  if (daysBetween(closed.closedOn, on) > mergeDays) return 'opened';
  return saysNothingNew(hint, closed) ? 'merged' : 'opened';
}

function saysNothingNew(hint: ArrivingHint, known: ArrivingHint): boolean {
  if (hint.level < known.level) return false;
  return [...hint.values].every(([code, values]) => known.values.get(code) === values);
}

/** The values of a hint in a form that can be compared: what was measured, not the threshold, nor the file that it came in. */
export function valuesKey(values: unknown): string {
  return JSON.stringify(comparisonsOf(values).map(({ label, value }) => [label ?? null, value ?? null]));
}

type Comparison = { label?: unknown; value?: unknown };

function comparisonsOf(values: unknown): Comparison[] {
  if (typeof values !== 'object' || values === null || !('comparisons' in values)) return [];
  return Array.isArray(values.comparisons) ? (values.comparisons as Comparison[]) : [];
}
