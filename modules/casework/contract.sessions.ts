import { AreaCode, Day, line, type Permissions, PublicId, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { NoticeState, OfficePhone, PostedEntry } from '../publicity/contract.ts';
import { TOWN_ROLES, VILLAGE_ROLES } from '../staff/contract.ts';
import { CaseState, MeetingResult } from './codes.ts';
import { MeetingData } from './contract.records.ts';
import { ActDone } from './contract.views.ts';

/** Most households of one meeting, notice, announcement or report. */
export const MAX_HOUSEHOLDS = 100;

/** A case as it was seen when it was chosen; somebody else's act since then is refused at its row. */
const Seen = z.object({ caseId: PublicId, version: z.int().min(1) });
const seen = z.array(Seen).min(1).max(MAX_HOUSEHOLDS);
/** Made by whoever fills the form; its photographs are uploaded under it before it is sent. */
const sessionId = z.uuid();

/** 评议会: what is common to all households once, and one row for each. */
export const HoldMeeting = MeetingData.pick({
  heldAt: true,
  place: true,
  chair: true,
  recorder: true,
  expected: true,
  groups: true,
  participants: true,
  photoIds: true,
}).extend({
  sessionId,
  cases: z
    .array(
      Seen.extend(
        MeetingData.pick({
          recused: true,
          votesFor: true,
          votesAgainst: true,
          abstentions: true,
          category: true,
          opinion: true,
        }).shape,
      ).extend({
        /** Who chaired or kept the minutes of this household, where the usual one had to leave. */
        chair: line(30).nullable(),
        recorder: line(30).nullable(),
      }),
    )
    .min(1)
    .max(MAX_HOUSEHOLDS),
});
export type HoldMeeting = z.infer<typeof HoldMeeting>;

/** One paper on the wall with all these households. */
export const PostNotices = z.object({
  sessionId,
  place: line(60),
  objectionPhone: OfficePhone,
  days: z.int().min(1).max(60),
  startPhotoId: z.uuid(),
  cases: seen,
});
export type PostNotices = z.infer<typeof PostNotices>;

/** The households of one notice whose time is over. `endPhotoId` null: the notice has its photograph already. */
export const EndNotices = z.object({ sessionId, endPhotoId: z.uuid().nullable(), cases: seen });
export type EndNotices = z.infer<typeof EndNotices>;

/** One announcement with all these households. */
export const AnnounceResults = z.object({
  sessionId,
  place: line(60),
  phone: OfficePhone,
  photoId: z.uuid(),
  cases: seen,
});
export type AnnounceResults = z.infer<typeof AnnounceResults>;

/** The report of many households to the town. */
export const SubmitCases = z.object({ opinion: text(500), cases: seen });
export type SubmitCases = z.infer<typeof SubmitCases>;

/** What came of an act on many cases, in the order in which they were sent. `no`: number of the meeting, notice or announcement. */
export const SessionDone = z.object({
  no: z.string().nullable(),
  cases: z.array(ActDone.extend({ result: MeetingResult.nullable() })),
});
export type SessionDone = z.infer<typeof SessionDone>;

/** A case of a village that waits for a meeting, a notice, its end, the report or the announcement. */
export const AgendaCase = z.object({
  id: PublicId,
  version: z.int(),
  caseNo: z.string(),
  headName: z.string(),
  /** As it would stand on a notice. */
  displayName: z.string(),
  group: z.string().nullable(),
  size: z.int(),
  level: z.int(),
  state: CaseState,
  dueOn: Day.nullable(),
  daysLeft: z.int().nullable(),
  /** null: it may be done today; else why not yet. */
  notYet: z.string().nullable(),
  categories: z.array(z.object({ code: z.string(), label: z.string() })),
  /** The category that a form begins with, or that was decided by the step before. */
  category: z.string(),
  /** Least share of those expected who must be present, as an exact fraction and in words. */
  quorum: z.object({ parts: z.int(), of: z.int(), words: z.string() }),
  minDays: z.int(),
  /** Declared close relatives of the household. */
  relatives: z.array(z.object({ name: z.string(), relation: z.string() })),
});
export type AgendaCase = z.infer<typeof AgendaCase>;

/** A notice that hangs now, its households with how they stand, and those that may be ended together. */
export const AgendaNotice = z.object({
  id: PublicId,
  noticeNo: z.string(),
  place: z.string(),
  from: Day,
  to: Day,
  state: NoticeState,
  daysLeft: z.int(),
  mayEnd: z.boolean(),
  endPhotoId: z.string().nullable(),
  entries: z.array(PostedEntry),
  cases: z.array(AgendaCase),
});
export type AgendaNotice = z.infer<typeof AgendaNotice>;

/** What a village used last time, so that it is not asked again. Null or empty: it never did. */
export const AgendaUsual = z.object({
  place: z.string().nullable(),
  chair: z.string().nullable(),
  recorder: z.string().nullable(),
  expected: z.int().nullable(),
  groups: z.array(z.object({ role: z.string(), count: z.int() })),
  noticePlace: z.string().nullable(),
  phone: z.string().nullable(),
});
export type AgendaUsual = z.infer<typeof AgendaUsual>;

/** How much waits in a village; for whoever looks at several. */
export const AgendaVillage = z.object({
  areaCode: AreaCode,
  name: z.string(),
  meeting: z.int(),
  notice: z.int(),
  running: z.int(),
  report: z.int(),
  announcement: z.int(),
});
export type AgendaVillage = z.infer<typeof AgendaVillage>;

/** The agenda of a village, built from what is open there; above a village only how much waits where. */
export const Agenda = z.object({
  today: Day,
  villages: z.array(AgendaVillage),
  village: z
    .object({
      areaCode: AreaCode,
      name: z.string(),
      meeting: z.array(AgendaCase),
      notice: z.array(AgendaCase),
      running: z.array(AgendaNotice),
      report: z.array(AgendaCase),
      announcement: z.array(AgendaCase),
      usual: AgendaUsual,
    })
    .nullable(),
});
export type Agenda = z.infer<typeof Agenda>;

/** Papers of many households that are printed before they are signed or hung up, with what the button says. */
export const SESSION_PAPERS = {
  'agenda-form': '打印空白会议记录（含议程）',
  'sign-in-form': '打印会议签到表',
  'notice-form': '打印公示',
  'announcement-form': '打印公告',
} as const;
export type SessionPaper = keyof typeof SESSION_PAPERS;

/** Refusals of an act on many cases as a whole; what is wrong with each case stands in the fields, `cases.<place>.<field>`. */
export const SessionRefusal = z.enum(['session-refused', 'session-photo-unknown', 'session-not-one-village']);
export type SessionRefusal = z.infer<typeof SessionRefusal>;

/** Who may do what is done for many cases: as for one, see `permissions` of the contract. */
export const sessionPermissions = {
  getAgenda: [...VILLAGE_ROLES, ...TOWN_ROLES],
  getSessionPaper: [...VILLAGE_ROLES, ...TOWN_ROLES],
  attachSessionDocument: VILLAGE_ROLES,
  holdMeeting: ['VILLAGE_CADRE'],
  postNotices: ['VILLAGE_CLERK'],
  endNotices: ['VILLAGE_CLERK'],
  announceResults: ['VILLAGE_CLERK'],
  submitCases: ['VILLAGE_CLERK'],
} as const satisfies Permissions;
