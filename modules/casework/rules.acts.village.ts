import { numberParameter } from '../policy/rules.ts';
import { live } from './picture.ts';
import { changeNotice, type RulesOf } from './rules.act.ts';
import type { Asked } from './rules.asked.ts';
import { meetingBasis, noticeBasis } from './rules.facts.ts';
import * as guards from './rules.guards.ts';

const votes = ({ picture, input }: Asked<'recordMeeting'>) => guards.meetingResult(input, guards.quorumOf(picture));

/** Meeting, notice, objections, and the report to the town. */
export const village: RulesOf<
  | 'recordMeeting'
  | 'reviewMeetingRefusal'
  | 'postNotice'
  | 'endNotice'
  | 'withdrawNotice'
  | 'raiseObjection'
  | 'resolveObjection'
  | 'submitToTown'
> = {
  recordMeeting: {
    event: (asked) => ({ type: 'recordMeeting', result: votes(asked) }),
    guards: [
      guards.findingsJudged,
      guards.noRejectionPending,
      guards.votesSum,
      guards.relativesRecused,
      guards.categoryFits,
      guards.meetingInOrder,
      guards.meetingHasPhotos,
    ],
    result: votes,
    opinion: ({ input }) => input.opinion,
    write: (asked) => ({
      step: 'EVALUATED',
      data: {
        ...asked.input,
        present: guards.presentOf(asked.input),
        result: votes(asked),
        basis: meetingBasis(asked.picture),
        ...(asked.given.meetingId ? { meetingId: asked.given.meetingId } : {}),
      },
    }),
  },
  reviewMeetingRefusal: {
    event: ({ input }) => ({ type: input.outcome === 'confirm' ? 'confirmRefusal' : 'repeatMeeting' }),
    guards: [],
    result: ({ input }) => (input.outcome === 'confirm' ? 'P1.D3' : 'P1.D2'),
    opinion: ({ input }) => input.opinion,
  },
  postNotice: {
    event: () => ({ type: 'postNotice' }),
    guards: [guards.noticeLongEnough],
    opinion: ({ input }) => `张贴于${input.place}，${input.days} 天`,
    write: ({ picture, input, today, given }) => ({
      step: 'PUBLICISED',
      data: {
        noticeId: given.newId,
        from: today,
        to: guards.lastDayOfNotice(picture, today, input.days),
        minDays: numberParameter(picture.pack, 'publicity.minDays'),
        displayName: given.displayName,
        displayReason: picture.pack.categories[live(picture, 'EVALUATED')?.data.category ?? '']?.label ?? '',
        startPhotoId: input.startPhotoId,
        endPhotoId: null,
        endedOn: null,
        objections: [],
        basis: noticeBasis(picture, given.displayName),
      },
    }),
  },
  endNotice: {
    event: () => ({ type: 'endNotice' }),
    guards: [guards.noticeEnds, guards.endPhotographed],
    opinion: () => '公示期满',
    rewrite: ({ picture, input, today }) =>
      changeNotice(picture, (data) => ({ ...data, endPhotoId: input.endPhotoId, endedOn: today })),
  },
  withdrawNotice: { event: () => ({ type: 'withdrawNotice' }), guards: [], opinion: ({ input }) => input.reason },
  raiseObjection: {
    event: () => ({ type: 'raiseObjection' }),
    guards: [],
    opinion: () => '收到异议，另派人复核',
    rewrite: ({ picture, given, today }) =>
      changeNotice(picture, (data) => ({
        ...data,
        objections: [...data.objections, { id: given.newId, receivedOn: today, result: null }],
      })),
  },
  resolveObjection: {
    event: ({ input }) =>
      input.result === 'P1.O1' && input.returnTo
        ? { type: 'objectionFounded', step: input.returnTo }
        : { type: 'objectionUnfounded' },
    guards: [
      guards.teamLargeEnough,
      guards.teamWithoutRelatives,
      guards.otherTeamReviews,
      guards.objectionReturnWithinLimit,
    ],
    result: ({ input }) => input.result,
    opinion: ({ input }) => input.reply,
    rewrite: ({ picture, input }) =>
      changeNotice(picture, (data) => ({
        ...data,
        objections: data.objections.map((one) =>
          one.id === input.objectionId ? { ...one, result: input.result } : one,
        ),
      })),
  },
  submitToTown: {
    event: () => ({ type: 'submitToTown' }),
    guards: [guards.noticeOver, guards.papersComplete],
    opinion: ({ input }) => input.opinion,
  },
};
