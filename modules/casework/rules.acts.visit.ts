import type { ActInput } from './contract.ts';
import type { RulesOf } from './rules.act.ts';
import { verificationData } from './rules.facts.ts';
import * as guards from './rules.guards.ts';

/** Naming the team, claiming the visit, the visit, its confirmation, and the follow-up of a department. */
export const visit: RulesOf<
  'dispatchVerification' | 'claimVerification' | 'recordVerification' | 'confirmVerification' | 'closeFollowUp'
> = {
  dispatchVerification: {
    event: () => ({ type: 'dispatch' }),
    guards: [
      guards.teamLargeEnough,
      guards.teamWithoutRelatives,
      guards.teamWorksHere,
      guards.teamByAccount,
      guards.teamOfKinds,
      guards.teamCanClaim,
      guards.plannedAhead,
    ],
    opinion: ({ input }) => handed(input),
    write: ({ input }) => ({ step: 'DISPATCHED', data: input }),
  },
  claimVerification: {
    event: () => ({ type: 'claim' }),
    guards: [
      guards.teamLargeEnough,
      guards.actorWasThere,
      guards.claimantNamed,
      guards.teamWithoutRelatives,
      guards.teamWorksHere,
      guards.teamByAccount,
      guards.teamOfKinds,
      guards.plannedAhead,
    ],
    opinion: ({ input }) => (input.plannedOn ? `计划 ${input.plannedOn} 入户` : '已领取'),
    write: ({ input }) => ({ step: 'CLAIMED', data: input }),
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
    guards: [guards.ownDepartment, guards.followUpShown],
    opinion: ({ input }) => input.done,
    write: ({ input }) => ({ step: 'FOLLOW_UP', data: input }),
  },
};

/** What the town wrote when it handed a sheet to its team. */
function handed({ team, plannedOn, note }: ActInput<'dispatchVerification'>): string {
  const parts = [
    `核实组：${team.map((one) => one.name).join('、')}`,
    plannedOn && `计划 ${plannedOn} 入户`,
    note.trim(),
  ];
  return parts.filter(Boolean).join('；');
}
