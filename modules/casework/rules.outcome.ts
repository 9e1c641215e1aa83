import type { CaseClock } from './clock.ts';
import type { ActCode, ActInput, PauseReason, ResultCode, ReturnStep } from './contract.ts';
import type { CaseEvent, Snapshot } from './machine.ts';
import type { Doer, Given } from './picture.ts';
import type { Rewrite, Write } from './rules.act.ts';

/** One way from state to state. System moves follow from rules, nobody decides them. */
export interface Move {
  event: CaseEvent['type'];
  from: Snapshot;
  to: Snapshot;
  bySystem: boolean;
}

/** What an act does to a case; the server writes exactly this. */
export interface Outcome {
  ok: true;
  moves: Move[];
  snapshot: Snapshot;
  resultCode: ResultCode | null;
  opinion: string;
  write: Write | null;
  rewrite: Rewrite | null;
  /** Records that no longer hold. */
  supersede: string[];
  clock: CaseClock;
  pauseReason: PauseReason | null;
  returns: Partial<Record<ReturnStep, number>>;
  closed: boolean;
}

/** An act that somebody wants to do. */
export interface Wanted<A extends ActCode = ActCode> {
  act: A;
  input: ActInput<A>;
  who: Doer;
  today: string;
  given: Given;
}
