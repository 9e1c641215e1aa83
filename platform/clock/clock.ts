import { dayOf } from './days.ts';

/**
 * The only source of time. Business time (`now`, `today`) can be advanced in the demonstration mode and in tests, so that a
 * notice of five days is played in a minute. Security (sessions, one-time codes, scopes) uses `wall`, which nobody can move.
 */
class Clock {
  #offsetDays = 0;

  /** Business time. */
  now(): Date {
    return new Date(this.wall().getTime() + this.#offsetDays * 86_400_000);
  }

  /** The business day in Asia/Shanghai, `YYYY-MM-DD`. */
  today(): string {
    return dayOf(this.now());
  }

  /** Real time, for security and measurements only. */
  wall(): Date {
    return new Date();
  }

  /** Days by which business time runs ahead of real time. */
  get offsetDays(): number {
    return this.#offsetDays;
  }

  /** Sets how many days business time runs ahead: demonstration mode and tests only. */
  setOffsetDays(days: number): void {
    this.#offsetDays = days;
  }
}

export const clock = new Clock();
