import { Day, line, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { ConsentScope } from '../evidence/contract.ts';
import { ObjectionChannel, OfficePhone } from '../publicity/contract.ts';
import { ComparisonVerdict, ExclusionItem, PauseReason, ReturnStep, RiskType } from './codes.ts';
import { ConsentData, MeetingData, Participant, VerificationData } from './contract.records.ts';

const Opinion = text(500);
/** Fields or papers at fault, named for whoever repairs them. */
const Faults = z.array(line(40)).min(1).max(10);

/** The visit as it is recorded: what the platform computes or knows is not asked. */
export const RecordVerification = VerificationData.omit({
  netFen: true,
  perCapitaFen: true,
  lineFen: true,
  sharing: true,
  memberIds: true,
}).extend({
  /** Illness and the like, sealed; never printed on a notice. */
  healthNote: z.string().max(500),
});
export const ConfirmVerification = z.object({ agree: z.boolean(), opinion: Opinion, faults: Faults.nullable() });
/** What was missing has been done, with photographs or scans that show it. */
export const CloseFollowUp = z.object({ done: text(500), documentIds: z.array(z.uuid()).max(10) });
export const RecordConsent = ConsentData.omit({ consentId: true, validTo: true });
export const SendComparison = z.object({
  scopes: z.array(ConsentScope).min(1).max(12),
  /** Scopes of these that are asked again although what was found lately could be taken over. */
  anew: z.array(ConsentScope).max(12).default([]),
});
export const AnswerComparison = z.object({
  key: z.string().max(80),
  found: z.boolean(),
  receipt: text(200),
  dataDate: Day,
  exclusionItem: ExclusionItem.nullable(),
});
export const JudgeFinding = z.object({
  key: z.string().max(80),
  verdict: ComparisonVerdict,
  reason: z.string().max(300),
});
export const CompleteComparison = z.object({ conclusion: text(500) });
export const ProposeRejection = z.object({ reason: text(500) });
export const DecideProposedRejection = z.object({ agree: z.boolean(), opinion: Opinion });
export const RecordMeeting = MeetingData.omit({ present: true, result: true, meetingId: true });
export const ReviewMeetingRefusal = z.object({ outcome: z.enum(['confirm', 'repeat']), opinion: Opinion });
export const PostNotice = z.object({
  place: line(60),
  objectionPhone: OfficePhone,
  days: z.int().min(1).max(60),
  startPhotoId: z.uuid(),
});
export const EndNotice = z.object({ endPhotoId: z.uuid() });
export const WithdrawNotice = z.object({ reason: text(300) });
export const RaiseObjection = z.object({
  channel: ObjectionChannel,
  content: text(500),
  raisedBy: line(30).nullable(),
});
/** What another team found about an objection against a household that is registered already; the county decides. */
export const ReviewLateObjection = z.object({
  team: z.array(Participant).min(1).max(8),
  founded: z.boolean(),
  finding: text(500),
});
export const DecideLateObjection = z.object({ founded: z.boolean(), opinion: Opinion });
export const ResolveObjection = z.object({
  objectionId: z.uuid(),
  team: z.array(Participant).min(1).max(8),
  result: z.enum(['P1.O1', 'P1.O2']),
  reply: text(500),
  /** Step that owns the fault when the objection is founded. */
  returnTo: ReturnStep.nullable(),
});
export const SubmitToTown = z.object({ opinion: Opinion });
export const ReviewAtTown = z.object({
  outcome: z.enum(['agree', 'disagree']),
  opinion: Opinion,
  spotCheck: z.string().max(300),
});
export const ReturnForCorrection = z.object({ step: ReturnStep, faults: Faults, opinion: Opinion });
export const DecideAtCounty = z.object({
  outcome: z.enum(['approve', 'reject']),
  opinion: Opinion,
  /** Needed to approve: a key of the pack's categories, and the risks in their order. */
  category: z.string().max(4).nullable(),
  risks: z.array(RiskType).max(5),
  /** Needed when the chain has run longer than the pack allows. */
  lateReason: z.string().max(300),
});
export const AnnounceResult = z.object({ place: line(60), phone: OfficePhone, photoId: z.uuid() });
export const RegisterCase = z.object({
  contactName: line(30),
  contactPhone: OfficePhone,
  nationalNo: line(30).nullable(),
});
export const SuspendCase = z.object({ reason: PauseReason, note: text(200) });
export const ResumeCase = z.object({ note: text(200) });
export const WithdrawCase = z.object({ mode: z.enum(['signed', 'voice']), documentId: z.uuid(), reason: text(300) });
/** The visit to a household that would not sign: how it fares. `trouble` says that it is worse off and is told how to apply. */
export const RecordRecheck = z.object({ visitedOn: Day, outcome: z.enum(['stable', 'trouble']), finding: text(300) });
/** The only person of the household has died: a certificate, or the statement of two officers. */
export const EndByDeath = z.object({
  diedOn: Day,
  proof: z.enum(['certificate', 'statement']),
  documentIds: z.array(z.uuid()).min(1).max(5),
  note: text(300),
});
export const SetGreenChannel = z.object({ reason: text(200) });
/** The household takes its consent back; signed, or recorded in writing before a witness. */
export const RevokeConsent = z.object({ mode: z.enum(['signed', 'voice']), documentId: z.uuid(), reason: text(300) });
/** Oneself, another officer, or, with `accountId` null, a person without an account by name. */
export const DeclareRecusal = z.object({ accountId: z.uuid().nullable(), name: line(30), relation: line(30) });
export const ConfirmRecusal = z.object({ recusalId: z.uuid(), note: z.string().max(200) });
export const WithdrawRecusal = z.object({ recusalId: z.uuid(), reason: text(200) });
/** The town names the team of a visit: people with accounts, or helpers by name. */
export const DispatchVerification = z.object({
  plannedOn: Day.nullable(),
  team: z.array(Participant).min(1).max(8),
  note: z.string().max(200),
});
export const ClaimVerification = z.object({ plannedOn: Day.nullable(), team: z.array(Participant).min(1).max(8) });

/** What is asked for each act, by the act's name (= operationId = audit verb). */
export const ACTS = {
  dispatchVerification: DispatchVerification,
  claimVerification: ClaimVerification,
  recordVerification: RecordVerification,
  confirmVerification: ConfirmVerification,
  closeFollowUp: CloseFollowUp,
  recordConsent: RecordConsent,
  sendComparison: SendComparison,
  answerComparison: AnswerComparison,
  judgeFinding: JudgeFinding,
  completeComparison: CompleteComparison,
  proposeRejection: ProposeRejection,
  decideProposedRejection: DecideProposedRejection,
  recordMeeting: RecordMeeting,
  reviewMeetingRefusal: ReviewMeetingRefusal,
  postNotice: PostNotice,
  endNotice: EndNotice,
  withdrawNotice: WithdrawNotice,
  raiseObjection: RaiseObjection,
  resolveObjection: ResolveObjection,
  submitToTown: SubmitToTown,
  reviewAtTown: ReviewAtTown,
  returnForCorrection: ReturnForCorrection,
  decideAtCounty: DecideAtCounty,
  announceResult: AnnounceResult,
  registerCase: RegisterCase,
  suspendCase: SuspendCase,
  resumeCase: ResumeCase,
  revokeConsent: RevokeConsent,
  withdrawCase: WithdrawCase,
  recordRecheck: RecordRecheck,
  endByDeath: EndByDeath,
  raiseLateObjection: RaiseObjection,
  reviewLateObjection: ReviewLateObjection,
  decideLateObjection: DecideLateObjection,
  setGreenChannel: SetGreenChannel,
  declareRecusal: DeclareRecusal,
  confirmRecusal: ConfirmRecusal,
  withdrawRecusal: WithdrawRecusal,
} as const;
export type ActCode = keyof typeof ACTS;
export const ActCode = z.enum(Object.keys(ACTS) as [ActCode]);
export type ActInput<A extends ActCode> = z.infer<(typeof ACTS)[A]>;

/** Names of the acts as buttons and tasks show them. */
export const ACT_NAMES: Readonly<Record<ActCode, string>> = {
  dispatchVerification: '派发核实',
  claimVerification: '领取核实',
  recordVerification: '登记入户核实',
  confirmVerification: '确认核实结论',
  closeFollowUp: '办结部门跟进',
  recordConsent: '登记承诺授权',
  sendComparison: '发出信息比对',
  answerComparison: '回复比对',
  judgeFinding: '研判比对结果',
  completeComparison: '完成比对研判',
  proposeRejection: '提议不予纳入',
  decideProposedRejection: '审定不予纳入的提议',
  recordMeeting: '登记民主评议',
  reviewMeetingRefusal: '复核评议不同意',
  postNotice: '张贴公示',
  endNotice: '公示期满',
  withdrawNotice: '撤下公示',
  raiseObjection: '登记异议',
  resolveObjection: '答复异议',
  submitToTown: '报镇审核',
  reviewAtTown: '镇审核',
  returnForCorrection: '退回补正',
  decideAtCounty: '县审定',
  announceResult: '村内公告',
  registerCase: '录入标注',
  suspendCase: '暂停计时',
  resumeCase: '恢复办理',
  revokeConsent: '农户撤回授权',
  withdrawCase: '农户撤回申请',
  recordRecheck: '登记回访',
  endByDeath: '单人户死亡办结',
  raiseLateObjection: '登记纳入后的异议',
  reviewLateObjection: '复核纳入后的异议',
  decideLateObjection: '审定纳入后的异议',
  setGreenChannel: '开通绿色通道',
  declareRecusal: '登记回避',
  confirmRecusal: '确认回避',
  withdrawRecusal: '撤销回避登记',
};
