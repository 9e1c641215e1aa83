import { addDays } from '@shouwang/platform/clock/days.ts';
import { type CasePicture, type LateObjection, live } from './picture.ts';
import { limitOf } from './procedure.ts';
import type { Rewrite, RulesOf } from './rules.act.ts';
import * as guards from './rules.guards.ts';

/** An objection after the entry in the register: reviewed by another team of the town, decided by the county (P1, edge cases). */
export const late: RulesOf<'raiseLateObjection' | 'reviewLateObjection' | 'decideLateObjection'> = {
  raiseLateObjection: {
    event: () => ({ type: 'raiseLateObjection' }),
    guards: [guards.stillMonitored],
    opinion: () => '纳入后收到异议，另派人复核',
    write: ({ picture, given, today }) => ({
      step: 'LATE_OBJECTION',
      data: {
        objectionId: given.newId,
        receivedOn: today,
        dueOn: addDays(today, limitOf(picture.pack, 'objection.replyDays')),
        review: null,
        decision: null,
      },
    }),
  },
  reviewLateObjection: {
    event: () => ({ type: 'reviewLateObjection' }),
    guards: [guards.teamLargeEnough, guards.teamWithoutRelatives, guards.otherTeamLooks],
    result: ({ input }) => (input.founded ? 'P1.O1' : 'P1.O2'),
    opinion: ({ input }) => input.finding,
    rewrite: ({ picture, input }) => changeLate(picture, { review: input }),
  },
  decideLateObjection: {
    event: ({ input }) => ({ type: 'decideLateObjection', founded: input.founded }),
    guards: [],
    result: ({ input }) => (input.founded ? 'X3' : 'P1.O2'),
    opinion: ({ input }) => input.opinion,
    rewrite: ({ picture, input }) => changeLate(picture, { decision: input }),
  },
};

/** The objection that is under review, changed in place. */
function changeLate(picture: CasePicture, part: Partial<LateObjection>): Rewrite | null {
  const record = live(picture, 'LATE_OBJECTION');
  return record ? { id: record.id, data: { ...record.data, ...part } } : null;
}
