import { addDays } from '@shouwang/platform/clock/days.ts';
import type { ActCode, ActInput } from './contract.ts';
import { aGiven, inputs, PEOPLE } from './fixtures.ts';
import type { CasePicture, Doer, Given } from './picture.ts';
import { advance, decide, type No, type Outcome } from './rules.ts';

/** One act of a scenario: who does it, on which day after the start, with what changed from the complete input. */
export interface Play<A extends ActCode = ActCode> {
  act: A;
  who: Doer;
  day: number;
  change?: Partial<ActInput<A>>;
  given?: Partial<Given>;
}

const start = '2026-11-10';
const play = <A extends ActCode>(act: A, who: Doer, day: number, change?: Partial<ActInput<A>>): Play =>
  ({ act, who, day, ...(change ? { change } : {}) }) as Play;

/** The way of a case that nothing goes wrong with, from the dispatch of the town to the entry in the register. */
export const CHAIN: readonly Play[] = [
  play('dispatchVerification', PEOPLE.reviewer, 0),
  play('claimVerification', PEOPLE.window, 1),
  play('recordVerification', PEOPLE.cadre, 1),
  play('recordConsent', PEOPLE.cadre, 1),
  play('sendComparison', PEOPLE.approver, 2),
  play('judgeFinding', PEOPLE.judge, 2),
  play('completeComparison', PEOPLE.judge, 2),
  play('recordMeeting', PEOPLE.cadre, 2),
  play('postNotice', PEOPLE.clerk, 3),
  play('endNotice', PEOPLE.clerk, 7),
  play('submitToTown', PEOPLE.clerk, 8),
  play('reviewAtTown', PEOPLE.reviewer, 8),
  play('decideAtCounty', PEOPLE.approver, 9),
  play('announceResult', PEOPLE.clerk, 10),
  play('registerCase', PEOPLE.clerk, 11),
];

/** Tries one act on a case of a scenario. */
export function attempt(picture: CasePicture, { act, who, day, change, given }: Play, number: number): Outcome | No {
  const today = addDays(start, day);
  const input = { ...inputs({ today })[act], ...change } as ActInput<ActCode>;
  return decide(picture, { act, input, who, today, given: aGiven(number, given) });
}

/** The case after an act; an act that is refused breaks the scenario. */
export function after(picture: CasePicture, wanted: Play, number: number): CasePicture {
  const outcome = attempt(picture, wanted, number);
  if (!outcome.ok) throw new Error(`${wanted.act}: ${outcome.reason} ${outcome.text}`);
  const today = addDays(start, wanted.day);
  const input = { ...inputs({ today })[wanted.act], ...wanted.change } as ActInput<ActCode>;
  return advance(
    picture,
    { act: wanted.act, input, who: wanted.who, today, given: aGiven(number, wanted.given) },
    outcome,
    `record-${number}`,
  );
}

/** Plays the chain up to an act (without it), or all of it. */
export function upTo(picture: CasePicture, act: ActCode | null): CasePicture {
  const end = act === null ? CHAIN.length : CHAIN.findIndex((one) => one.act === act);
  return playAll(picture, CHAIN.slice(0, end));
}

/** Plays acts one after another. */
export function playAll(picture: CasePicture, plays: readonly Play[], from = 0): CasePicture {
  return plays.reduce((now, one, index) => after(now, one, from + index), picture);
}

/** The act of the chain by its name. */
export function chained(act: ActCode): Play {
  const found = CHAIN.find((one) => one.act === act);
  if (!found) throw new Error(`not in the chain: ${act}`);
  return found;
}
