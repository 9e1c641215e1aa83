import { addDays, daysBetween } from '@shouwang/platform/clock/days.ts';

/** What the clock of a case stands on. Days are `YYYY-MM-DD`; natural days throughout. */
export interface CaseClock {
  startedOn: string;
  stepStartedOn: string;
  stepDueOn: string | null;
  pausedOn: string | null;
  /** Days of pauses that have ended. */
  pausedDays: number;
  /** While an objection is reviewed the chain stands still, but the days to answer it run. */
  stepRuns: boolean;
}

/** How far a case is in its time. */
export interface ClockReading {
  /** Day of the whole chain, counted from 1; pauses do not count. */
  day: number;
  maxDays: number;
  chainDueOn: string;
  /** Negative when the chain has run over. */
  chainDaysLeft: number;
  /** Whole days used in this step. */
  stepUsed: number;
  stepDueOn: string | null;
  stepDaysLeft: number | null;
  overdue: boolean;
  paused: boolean;
}

/** Days of pause that count until a day: ended pauses and the running one, never more than the allowed total. */
export function pausedUntil(clock: CaseClock, day: string, pauseMaxDays: number): number {
  const running = clock.pausedOn === null ? 0 : Math.max(0, daysBetween(clock.pausedOn, day));
  return Math.min(clock.pausedDays + running, Math.max(pauseMaxDays, clock.pausedDays));
}

/** Last day of the chain: the day of the clue is day 1, pauses push it back. */
export function chainDue(clock: CaseClock, maxDays: number, paused: number): string {
  return addDays(clock.startedOn, maxDays - 1 + paused);
}

/** Reads the clock on a day. `pauseMaxDays` bounds what pauses may add. */
export function readClock(
  clock: CaseClock,
  today: string,
  limits: { maxDays: number; pauseMaxDays: number },
): ClockReading {
  const paused = pausedUntil(clock, today, limits.pauseMaxDays);
  const running = clock.stepRuns ? 0 : paused - clock.pausedDays;
  const chainDueOn = chainDue(clock, limits.maxDays, paused);
  const stepDueOn = clock.stepDueOn === null ? null : addDays(clock.stepDueOn, running);
  const stepDaysLeft = stepDueOn === null ? null : daysBetween(today, stepDueOn);
  const chainDaysLeft = daysBetween(today, chainDueOn);
  return {
    day: Math.max(1, daysBetween(clock.startedOn, today) + 1 - paused),
    maxDays: limits.maxDays,
    chainDueOn,
    chainDaysLeft,
    stepUsed: Math.max(0, daysBetween(clock.stepStartedOn, today) - running),
    stepDueOn,
    stepDaysLeft,
    overdue: chainDaysLeft < 0 || (stepDaysLeft ?? 0) < 0,
    paused: clock.pausedOn !== null,
  };
}

/** Stops the clock on a day; with `stepRuns` only the chain stands still. */
export function pauseClock(clock: CaseClock, today: string, stepRuns = false): CaseClock {
  return { ...clock, pausedOn: clock.pausedOn ?? today, stepRuns };
}

/** Lets the clock run on: the pause is added up to the allowed total, and the due day of the step moves with it. */
export function resumeClock(clock: CaseClock, today: string, pauseMaxDays: number): CaseClock {
  if (clock.pausedOn === null) return clock;
  const total = pausedUntil(clock, today, pauseMaxDays);
  const added = clock.stepRuns ? 0 : total - clock.pausedDays;
  return {
    ...clock,
    pausedOn: null,
    pausedDays: total,
    stepRuns: false,
    stepDueOn: clock.stepDueOn === null ? null : addDays(clock.stepDueOn, added),
  };
}

/** A new step begins on a day with a limit in natural days, or without one. */
export function startStep(clock: CaseClock, today: string, limitDays: number | null): CaseClock {
  return { ...clock, stepStartedOn: today, stepDueOn: limitDays === null ? null : addDays(today, limitDays) };
}

/** Last day of a notice that hangs at least `minDays`, both ends counted: natural days, or Monday to Friday. */
export function noticeLastDay(from: string, minDays: number, calendar: 'natural' | 'working'): string {
  if (calendar === 'natural') return addDays(from, minDays - 1);
  let day = from;
  for (let counted = isWorkday(day) ? 1 : 0; counted < minDays; ) {
    day = addDays(day, 1);
    if (isWorkday(day)) counted += 1;
  }
  return day;
}

function isWorkday(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}
