/** A confirmed version of a pack and the days on which it holds: from `from` until the day before `until` (null: without end). */
export interface Segment {
  id: string;
  code: string;
  /** The code of the pack that it extends, and the version of that pack on which its content was resolved. */
  base: string | null;
  baseId: string | null;
  from: string;
  until: string | null;
  yaml: string;
}

/** A piece of time for which the text of a version must be resolved anew, on the pack below as it is then. */
export interface Piece extends Segment {
  /** The version whose text goes on. */
  of: string;
}

export interface ActivationPlan {
  /** The chosen version holds until this day, when the pack below changes and it is resolved anew; null: without end. */
  until: string | null;
  /** Versions that hold no longer from the day on; those that begin later never will. */
  ended: Segment[];
  /** Resolved anew, each after the packs below it. */
  carried: Piece[];
  /** Every version that holds on a day after the act. */
  holding(code: string, day: string): Segment | undefined;
}

/** What holds for a code on a day. */
export function segmentOn(segments: readonly Segment[], code: string, day: string): Segment | undefined {
  return segments.find((s) => s.code === code && s.from <= day && (s.until === null || day < s.until));
}

/**
 * What confirming a version does to the packs: from its day on it holds instead of every other version of its pack, also of those that were
 * confirmed for a later day (the last word counts). Overlays on it, and on those, go on with their own text, resolved anew from that day, and
 * again from each later day on which the pack below them changes.
 * @param newId gives the ids of the versions that come into being
 */
export function planActivation(segments: readonly Segment[], chosen: Segment, newId: () => string): ActivationPlan {
  const day = chosen.from;
  const open = segments.filter((s) => s.until === null || s.until > day);
  const ended = open.filter((s) => s.code === chosen.code);
  const after = new Map<string, Segment[]>();
  const holding = (code: string, on: string) =>
    segmentOn(after.get(code) ?? open.filter((s) => s.code === code), code, on);
  const startsWithin = (code: string | null, from: string, until: string | null) =>
    [...new Set((code === null ? [] : (after.get(code) ?? open.filter((s) => s.code === code))).map((s) => s.from))]
      .filter((start) => start > from && (until === null || start < until))
      .sort();
  const cut = (segment: Segment, from: string): Piece[] => {
    const starts = [from, ...startsWithin(segment.base, from, segment.until)];
    return starts.map((start, i) => ({
      ...segment,
      id: newId(),
      of: segment.id,
      from: start,
      until: starts[i + 1] ?? segment.until,
      baseId: segment.base === null ? null : (holding(segment.base, start)?.id ?? null),
    }));
  };
  const [first, ...followers] = cut({ ...chosen, until: null }, day);
  const own: Segment[] = [{ ...chosen, until: first?.until ?? null }, ...followers];
  after.set(chosen.code, own);
  const carried: Piece[] = [...followers];
  for (const code of above(open, chosen.code)) {
    const moved = open.filter((s) => s.code === code && s.base !== null && after.has(s.base));
    const pieces = moved.flatMap((s) => cut(s, later(s.from, day)));
    const before = moved.filter((s) => s.from < day).map((s) => ({ ...s, until: day }));
    const kept = open.filter((s) => s.code === code && !moved.includes(s));
    ended.push(...moved);
    carried.push(...pieces);
    after.set(code, [...kept, ...before, ...pieces]);
  }
  return { until: own[0]?.until ?? null, ended, carried, holding };
}

const later = (...days: string[]) => days.sort().at(-1) ?? '';

/** Codes of the packs that lie over one, directly or over another, the nearest first. */
function above(segments: readonly Segment[], code: string): string[] {
  const found: string[] = [];
  const queue = [code];
  for (const base of queue) {
    for (const s of segments) {
      if (s.base !== base || s.code === code || found.includes(s.code)) continue;
      found.push(s.code);
      queue.push(s.code);
    }
  }
  return found;
}

/** The versions that lie under one on a day, the widest first; the version itself is not among them. Null when one is missing. */
export function chainBelow(base: string | null, holding: (code: string) => Segment | undefined): Segment[] | null {
  const chain: Segment[] = [];
  for (let next = base; next !== null; ) {
    const found = holding(next);
    if (!found || chain.some((s) => s.code === found.code)) return null;
    chain.unshift(found);
    next = found.base;
  }
  return chain;
}
