import { addDays } from '@shouwang/platform/clock/days.ts';
import { numberParameter } from '../policy/rules.ts';
import type { ActCode, ActInput, ResultCode } from './contract.ts';
import type { CaseEvent } from './machine.ts';
import { type CasePicture, type CaseRecord, live, type RecordData } from './picture.ts';
import { limitOf } from './procedure.ts';
import { meetingBasis, noticeBasis, verificationData } from './rules.facts.ts';
import type { Asked, Guard } from './rules.guards.ts';
import * as guards from './rules.guards.ts';

/** A record that an act adds. */
export type Write = { [S in keyof RecordData]: { step: S; data: RecordData[S] } }[keyof RecordData];
/** A record that an act changes in place: receipts judged, a notice ended. */
export interface Rewrite {
  id: string;
  data: CaseRecord['data'];
}

/** What an act asks for, moves and writes. `event` null: it changes no state. */
export interface ActRule<A extends ActCode> {
  event: (asked: Asked<A>) => CaseEvent | null;
  guards: readonly Guard<A>[];
  result?: (asked: Asked<A>) => ResultCode | null;
  opinion: (asked: Asked<A>) => string;
  write?: (asked: Asked<A>) => Write;
  rewrite?: (asked: Asked<A>) => Rewrite | null;
}

const votes = ({ picture, input }: Asked<'recordMeeting'>) =>
  guards.meetingResult(input, numberParameter(picture.pack, 'meeting.quorumRatio'));

function changeComparison(
  picture: CasePicture,
  change: (data: RecordData['COMPARING']) => RecordData['COMPARING'],
): Rewrite | null {
  const record = live(picture, 'COMPARING');
  return record ? { id: record.id, data: change(record.data) } : null;
}

function changeFinding(
  picture: CasePicture,
  key: string,
  part: Partial<RecordData['COMPARING']['findings'][number]>,
): Rewrite | null {
  return changeComparison(picture, (data) => ({
    ...data,
    findings: data.findings.map((finding) => (finding.key === key ? { ...finding, ...part } : finding)),
  }));
}

function changeNotice(
  picture: CasePicture,
  change: (data: RecordData['PUBLICISED']) => RecordData['PUBLICISED'],
): Rewrite | null {
  const record = live(picture, 'PUBLICISED');
  return record ? { id: record.id, data: change(record.data) } : null;
}

const visit: Pick<
  { [A in ActCode]: ActRule<A> },
  'claimVerification' | 'recordVerification' | 'confirmVerification' | 'closeFollowUp'
> = {
  claimVerification: {
    event: () => ({ type: 'claim' }),
    guards: [guards.teamLargeEnough, guards.actorWasThere, guards.teamWithoutRelatives],
    opinion: ({ input }) => (input.plannedOn ? `计划 ${input.plannedOn} 入户` : '已领取'),
    write: ({ input }) => ({ step: 'RECEIVED', data: input }),
  },
  recordVerification: {
    event: ({ input }) => ({ type: 'recordVerification', result: input.conclusion }),
    guards: [
      guards.teamLargeEnough,
      guards.actorWasThere,
      guards.teamWithoutRelatives,
      guards.visitHasPhotos,
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

const comparison: Pick<
  { [A in ActCode]: ActRule<A> },
  | 'recordConsent'
  | 'sendComparison'
  | 'answerComparison'
  | 'judgeFinding'
  | 'completeComparison'
  | 'proposeRejection'
  | 'decideProposedRejection'
> = {
  recordConsent: {
    event: () => ({ type: 'recordConsent' }),
    guards: [guards.consentComplete],
    opinion: ({ input }) => `${input.coveredMembers.length} 人授权 ${input.scopes.length} 项`,
    write: ({ picture, input, given }) => ({
      step: 'CONSENTED',
      data: { ...input, consentId: given.newId, validTo: guards.consentValidTo(picture, input.signedOn) },
    }),
  },
  sendComparison: {
    event: () => ({ type: 'sendComparison' }),
    guards: [guards.consentCovers],
    opinion: ({ input }) => `发出 ${input.scopes.length} 项比对`,
    write: ({ picture, input, given, today }) => ({
      step: 'COMPARING',
      data: {
        consentId: live(picture, 'CONSENTED')?.data.consentId ?? '',
        scopes: input.scopes,
        sentOn: today,
        dueOn: addDays(today, limitOf(picture.pack, 'comparison.days')),
        findings: given.findings,
        conclusion: '',
      },
    }),
  },
  answerComparison: {
    event: () => ({ type: 'note' }),
    guards: [guards.answersOwnRequest],
    opinion: ({ input }) => (input.found ? '有记录' : '无记录'),
    rewrite: ({ picture, input: { key, ...answer }, who }) =>
      changeFinding(picture, key, { ...answer, answeredBy: who.accountId, verdict: answer.found ? null : 'P1.C1' }),
  },
  judgeFinding: {
    event: () => ({ type: 'note' }),
    guards: [guards.judgesAnswered],
    result: ({ input }) => input.verdict,
    opinion: ({ input }) => input.reason || '无不利情况',
    rewrite: ({ picture, input: { key, ...verdict }, who }) =>
      changeFinding(picture, key, { ...verdict, judgedBy: who.accountId, judgedByName: who.name }),
  },
  completeComparison: {
    event: () => ({ type: 'completeComparison' }),
    guards: [guards.findingsJudged],
    opinion: ({ input }) => input.conclusion,
    rewrite: ({ picture, input }) => changeComparison(picture, (data) => ({ ...data, conclusion: input.conclusion })),
  },
  proposeRejection: {
    event: () => ({ type: 'proposeRejection' }),
    guards: [guards.adverseFindingExists],
    result: () => 'P1.D3',
    opinion: ({ input }) => input.reason,
  },
  decideProposedRejection: {
    event: ({ input }) => ({ type: 'decideProposal', agree: input.agree }),
    guards: [],
    result: ({ input }) => (input.agree ? 'P1.D3' : 'P1.D2'),
    opinion: ({ input }) => input.opinion,
  },
};

const village: Pick<
  { [A in ActCode]: ActRule<A> },
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
    guards: [guards.noticeRanItsTime],
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

const review: Pick<
  { [A in ActCode]: ActRule<A> },
  'reviewAtTown' | 'returnForCorrection' | 'decideAtCounty' | 'announceResult' | 'registerCase'
> = {
  reviewAtTown: {
    event: () => ({ type: 'forwardToCounty' }),
    guards: [guards.householdHere, guards.papersComplete, guards.noticeOver, guards.spotCheckWhereDue],
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

const aside: Pick<
  { [A in ActCode]: ActRule<A> },
  'suspendCase' | 'resumeCase' | 'withdrawCase' | 'setGreenChannel' | 'declareRecusal'
> = {
  suspendCase: { event: () => ({ type: 'suspend' }), guards: [guards.pauseLeft], opinion: ({ input }) => input.note },
  resumeCase: { event: () => ({ type: 'resume' }), guards: [], opinion: ({ input }) => input.note },
  withdrawCase: {
    event: () => ({ type: 'withdraw' }),
    guards: [guards.paperBelongs],
    opinion: ({ input }) => input.reason,
  },
  setGreenChannel: {
    event: () => null,
    guards: [],
    opinion: ({ input }) => input.reason,
    write: ({ input }) => ({ step: 'GREEN_CHANNEL', data: input }),
  },
  declareRecusal: {
    event: () => null,
    guards: [],
    opinion: ({ input }) => `${input.name}：${input.relation}`,
    write: ({ input }) => ({ step: 'RECUSAL', data: input }),
  },
};

/** Every act of the procedure: what it asks for, how it moves the case, what it writes. */
export const RULES: { [A in ActCode]: ActRule<A> } = { ...visit, ...comparison, ...village, ...review, ...aside };

/** What was asked of one act. */
export type AnyInput = ActInput<ActCode>;
