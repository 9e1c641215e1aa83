import { Day, Fen, line, Moment, Month, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { ConsentMode, ConsentScope } from '../evidence/contract.ts';
import {
  ComparisonVerdict,
  Department,
  ExclusionItem,
  Guarantee,
  MeetingResult,
  RiskType,
  VerificationResult,
} from './codes.ts';

/** Somebody who took part: with an account where he has one, so that he can be kept from judging his own work. */
export const Participant = z.object({ accountId: z.uuid().nullable(), name: line(30), unit: line(40) });
export type Participant = z.infer<typeof Participant>;

/** One line of the income statement of a visit. `cost` is operating expense; `basis` says how the amount is known. */
export const IncomeLine = z.object({
  category: z.enum(['1', '2', '3', '4', 'cost']),
  name: line(40),
  amountFen: Fen.min(0).max(100_000_000_00),
  source: line(40),
  basis: z.enum(['核对', '自报', '估算']),
  asOf: Day,
});
export type IncomeLine = z.infer<typeof IncomeLine>;

/** What a visit found, without health detail (that is sealed beside it). Amounts in fen. */
export const VerificationData = z.object({
  startedAt: Moment,
  endedAt: Moment,
  place: line(60),
  team: z.array(Participant).max(8),
  income: z.object({ from: Month, to: Month, lines: z.array(IncomeLine).max(60) }),
  /** Those who share income: the divisor of the pack, taken from the registry at the visit. */
  sharing: z.int().min(0),
  netFen: Fen,
  perCapitaFen: Fen.nullable(),
  lineFen: Fen,
  selfPaid: z
    .array(z.object({ name: line(40), amountFen: Fen.min(0).max(100_000_000_00), note: z.string().max(100) }))
    .max(10),
  guarantees: z
    .array(z.object({ code: Guarantee, secure: z.boolean().nullable(), finding: z.string().max(200) }))
    .max(4),
  risks: z.array(z.object({ riskType: RiskType, finding: text(200) })).max(5),
  assets: z
    .array(z.object({ item: ExclusionItem, finding: text(200), exception: z.string().max(200).nullable() }))
    .max(15),
  coping: z.enum(['able', 'partly', 'unable']),
  conclusion: VerificationResult,
  reason: text(500),
  householdSays: z.string().max(300),
  departmentCode: Department.nullable(),
  signing: z.object({ mode: z.enum(['signature', 'fingerprint', 'voice', 'proxy']), proxy: z.string().max(30) }),
  photoIds: z.array(z.uuid()).max(30),
  /** Members of the household as they were: the facts that consent and comparison rest on. */
  memberIds: z.array(z.uuid()),
});
export type VerificationData = z.infer<typeof VerificationData>;

/** The consent that a case rests on. */
export const ConsentData = z.object({
  consentId: z.uuid(),
  coveredMembers: z.array(z.uuid()).min(1).max(30),
  scopes: z.array(ConsentScope).min(1),
  signedOn: Day,
  validTo: Day,
  mode: ConsentMode,
  proxyName: line(30).nullable(),
  proxyRelation: line(30).nullable(),
  applicationReason: text(400),
  documentIds: z.array(z.uuid()).max(10),
});
export type ConsentData = z.infer<typeof ConsentData>;

/** What a department holds about a person: one receipt, answered and then judged. */
export const Finding = z.object({
  key: z.string().max(80),
  scope: ConsentScope,
  departmentCode: Department,
  memberId: z.uuid().nullable(),
  memberName: z.string().max(40),
  /** null: the department has not answered yet. */
  found: z.boolean().nullable(),
  receipt: z.string().max(200),
  dataDate: Day.nullable(),
  exclusionItem: ExclusionItem.nullable(),
  reused: z.boolean(),
  /** Day on which it was compared: of the comparison that asked, also when it is taken over by a later one. */
  comparedOn: Day.optional(),
  answeredBy: z.uuid().nullable(),
  /** By whom and on which day a department answered by hand. */
  answeredByName: z.string().max(30).optional(),
  answeredOn: Day.optional(),
  verdict: ComparisonVerdict.nullable(),
  reason: z.string().max(300),
  judgedBy: z.uuid().nullable(),
  judgedByName: z.string().max(30),
});
export type Finding = z.infer<typeof Finding>;

export const ComparisonData = z.object({
  consentId: z.uuid(),
  scopes: z.array(ConsentScope).min(1),
  sentOn: Day,
  dueOn: Day,
  findings: z.array(Finding),
  conclusion: z.string().max(500),
});
export type ComparisonData = z.infer<typeof ComparisonData>;

/** What a village meeting decided about this household. */
export const MeetingData = z.object({
  heldAt: Moment,
  place: line(60),
  chair: line(30),
  recorder: line(30),
  expected: z.int().min(1).max(500),
  groups: z
    .array(z.object({ role: line(20), count: z.int().min(0).max(500) }))
    .min(1)
    .max(10),
  present: z.int().min(0).max(500),
  /** Officers who took part with an account. */
  participants: z.array(Participant).max(20),
  recused: z.array(line(30)).max(20),
  votesFor: z.int().min(0).max(500),
  votesAgainst: z.int().min(0).max(500),
  abstentions: z.int().min(0).max(500),
  /** Category proposed, a key of the pack's categories. */
  category: z.string().max(4),
  opinion: text(300),
  result: MeetingResult,
  photoIds: z.array(z.uuid()).max(10),
  /** The meeting that heard several households; absent when this one was recorded by itself. */
  meetingId: z.uuid().optional(),
});
export type MeetingData = z.infer<typeof MeetingData>;

/** The notice that a case hangs on. */
export const NoticeData = z.object({
  noticeId: z.uuid(),
  from: Day,
  to: Day,
  minDays: z.int(),
  displayName: z.string(),
  displayReason: z.string(),
  startPhotoId: z.uuid(),
  endPhotoId: z.uuid().nullable(),
  endedOn: Day.nullable(),
  /** Ids of objections, open until resolved. */
  objections: z.array(z.object({ id: z.uuid(), receivedOn: Day, result: z.enum(['P1.O1', 'P1.O2']).nullable() })),
});
export type NoticeData = z.infer<typeof NoticeData>;
