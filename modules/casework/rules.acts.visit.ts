import type { RulesOf } from './rules.act.ts';
import { verificationData } from './rules.facts.ts';
import * as guards from './rules.guards.ts';

/** Claiming the visit, the visit, its confirmation, and the follow-up of a department. */
export const visit: RulesOf<'claimVerification' | 'recordVerification' | 'confirmVerification' | 'closeFollowUp'> = {
  claimVerification: {
    event: () => ({ type: 'claim' }),
    guards: [guards.teamLargeEnough, guards.actorWasThere, guards.teamWithoutRelatives, guards.plannedAhead],
    opinion: ({ input }) => (input.plannedOn ? `计划 ${input.plannedOn} 入户` : '已领取'),
    write: ({ input }) => ({ step: 'RECEIVED', data: input }),
  },
  recordVerification: {
    event: ({ input }) => ({ type: 'recordVerification', result: input.conclusion }),
    guards: [
      guards.teamLargeEnough,
      guards.actorWasThere,
      guards.teamWithoutRelatives,
      guards.visitInOrder,
      guards.visitHasPhotos,
      guards.notMonitored,
      guards.guaranteesComplete,
      guards.periodCovered,
      guards.departmentNamed,
    ],
    result: ({ input }) => input.conclusion,
    opinion: ({ input }) => input.reason,
    write: ({ picture, input }) => ({ step: 'VERIFYING', data: verificationData(picture, input) }),
  },
  confirmVerification: {
    event: ({ picture, input }) =>
      input.agree
        ? { type: picture.snapshot.context.verification === 'P1.V4' ? 'handToDepartment' : 'closeClue' }
        : { type: 'returnForCorrection', step: 'VERIFYING' },
    guards: [guards.faultsNamed, guards.disagreementWithinLimit],
    result: ({ input }) => (input.agree ? 'P1.D1' : 'P1.D2'),
    opinion: ({ input }) => input.opinion,
  },
  closeFollowUp: {
    event: () => ({ type: 'closeFollowUp' }),
    guards: [guards.ownDepartment],
    opinion: ({ input }) => input.done,
    write: ({ input }) => ({ step: 'FOLLOW_UP', data: input }),
  },
};
