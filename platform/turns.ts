import type { Refusal } from './errors/refusal.ts';

/** How many pieces of work are done at once, how many may wait for their turn, and the refusal for those beyond. */
export interface TurnLimits {
  atOnce: number;
  mayWait: number;
  busy: () => Refusal;
}

/** Lets work that costs much memory or many cores be done by a few at a time, first come, first served. */
export function turns({ atOnce, mayWait, busy }: TurnLimits): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const queueUp = () => {
    if (waiting.length >= mayWait) throw busy();
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  return async (work) => {
    if (running >= atOnce) await queueUp();
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
