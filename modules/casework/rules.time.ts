import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { pauseClock, resumeClock, startStep } from './clock.ts';
import type { ActCode, ActInput } from './contract.ts';
import type { Snapshot } from './machine.ts';
import { type CasePicture, live } from './picture.ts';
import { limitDays, limitOf, stepOf } from './procedure.ts';
import { lastDayOfNotice } from './rules.guards.ts';
import type { Move, Outcome, Wanted } from './rules.outcome.ts';

/** Clock, pause and returns after an act. */
export function timeAfter(
  picture: CasePicture,
  moves: readonly Move[],
  { act, input, today }: Wanted,
): Pick<Outcome, 'clock' | 'pauseReason' | 'returns'> {
  const last = moves.at(-1)?.to ?? picture.snapshot;
  const maxPause = limitOf(picture.pack, 'pause.maxDays');
  const stopped = last.state === 'SUSPENDED' || last.state === 'OBJECTED';
  const clock = stopped
    ? pauseClock(picture.clock, today, last.state === 'OBJECTED')
    : resumeClock(picture.clock, today, maxPause);
  const limit = newStepLimit(picture, moves, { act, input, today } as Wanted);
  const returned = moves.find((move) => move.to.state === 'RETURNED')?.to.context.returnTo ?? null;
  const pauseReason = stopped
    ? last.state === 'OBJECTED'
      ? 'objection'
      : ((input as ActInput<'suspendCase'>).reason ?? picture.pauseReason)
    : null;
  return {
    clock: limit === null ? clock : startStep(clock, today, limit),
    pauseReason,
    returns: returned ? { ...picture.returns, [returned]: (picture.returns[returned] ?? 0) + 1 } : picture.returns,
  };
}

/** Acts after which something is owed in a time of its own, though the case stays where it is or has ended: by the state after them. */
const OWN_LIMIT: Readonly<Partial<Record<ActCode, (after: Snapshot) => string | null>>> = {
  recordMeeting: ({ state }) => (state === 'COMPARED' ? 'meeting.repeatDays' : null),
  withdrawCase: ({ context }) => (context.recheckDue ? 'refusal.revisitDays' : null),
  raiseLateObjection: () => 'objection.replyDays',
  reviewLateObjection: () => 'county.decisionDays',
};

/** Days that the step in which an act leaves the case may take, when a step begins anew; null when it goes on. */
function newStepLimit(picture: CasePicture, moves: readonly Move[], { act, input, today }: Wanted): number | null {
  const from = picture.snapshot;
  const to = moves.at(-1)?.to ?? from;
  if (act === 'raiseObjection') return from.state === 'OBJECTED' ? null : limitOf(picture.pack, 'objection.replyDays');
  const own = OWN_LIMIT[act]?.(to);
  if (own) return limitOf(picture.pack, own);
  const notice =
    act === 'postNotice'
      ? lastDayOfNotice(picture, today, (input as ActInput<'postNotice'>).days)
      : live(picture, 'PUBLICISED')?.data.to;
  const hangs = to.state === 'PUBLICISED' && from.state !== 'PUBLICISED' && from.state !== 'SUSPENDED';
  if (hangs && notice) return Math.max(1, daysBetween(today, notice) + 1);
  const begins = stepOf(from) !== stepOf(to) || moves.some((move) => move.to.state === 'RETURNED');
  return begins ? limitDays(picture.pack, stepOf(to)) : null;
}
