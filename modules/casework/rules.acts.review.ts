import type { RulesOf } from './rules.act.ts';
import * as guards from './rules.guards.ts';

/** Town, county, announcement and entry in the register. */
export const review: RulesOf<
  'reviewAtTown' | 'returnForCorrection' | 'decideAtCounty' | 'announceResult' | 'registerCase'
> = {
  reviewAtTown: {
    event: () => ({ type: 'forwardToCounty' }),
    guards: [
      guards.householdHere,
      guards.papersComplete,
      guards.noticeOver,
      guards.qualityBeforeAgreement,
      guards.spotCheckWhereDue,
    ],
    result: ({ input }) => (input.outcome === 'agree' ? 'P1.D1' : 'P1.D3'),
    opinion: ({ input }) => input.opinion,
    write: ({ input }) => ({ step: 'TOWN_REVIEW', data: input }),
  },
  returnForCorrection: {
    event: ({ input }) => ({ type: 'returnForCorrection', step: input.step }),
    guards: [guards.returnedByOwnLevel, guards.returnsWithinLimit],
    result: () => 'P1.D2',
    opinion: ({ input }) => input.opinion,
    write: ({ input }) => ({ step: 'RETURNED', data: input }),
  },
  decideAtCounty: {
    event: ({ input }) => ({ type: input.outcome }),
    guards: [
      guards.householdHere,
      guards.notTakenInTwice,
      guards.papersComplete,
      guards.noticeOver,
      guards.decisionComplete,
      guards.chainInTime,
    ],
    result: ({ input }) => (input.outcome === 'approve' ? 'P1.D1' : 'P1.D3'),
    opinion: ({ input }) => input.opinion,
    write: ({ input }) => ({ step: 'COUNTY_REVIEW', data: input }),
  },
  announceResult: {
    event: () => ({ type: 'announce' }),
    guards: [guards.announcementPhoto],
    opinion: ({ input }) => `公告于${input.place}`,
    write: ({ input, given }) => ({ step: 'ANNOUNCED', data: { noticeId: given.newId, photoId: input.photoId } }),
  },
  registerCase: {
    event: () => ({ type: 'register' }),
    guards: [guards.householdHere],
    opinion: ({ input }) => `监测联系人：${input.contactName}`,
    write: ({ input }) => ({ step: 'REGISTERED', data: input }),
  },
};
