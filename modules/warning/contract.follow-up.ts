import { TOWN_ROLES, VILLAGE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { Day, line, Moment, type Permissions, PublicId, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { FOLLOW_UP_RESULTS, NEEDS_HELP } from './codes.ts';

export const FollowUpResult = z.enum(Object.keys(FOLLOW_UP_RESULTS) as [keyof typeof FOLLOW_UP_RESULTS]);
export type FollowUpResult = z.infer<typeof FollowUpResult>;

const Said = text(500).refine((value) => value.length >= 4, '请写明情况，至少 4 个字');

const distinct = (list: readonly string[]) => new Set(list).size === list.length;

/** What the contact found: result, day, who went by account, in words; photographs may be added. */
export const FollowUpRecord = z.strictObject({
  resultCode: FollowUpResult,
  visitedOn: Day,
  went: z.array(z.uuid()).min(1, '请选择谁去的').max(8).refine(distinct, '同一个人选了两次'),
  /** Names of people without an account who went along; they do not count towards the number of people. */
  companions: z.array(line(30)).max(6).refine(distinct, '同一个人写了两次').default([]),
  reason: Said,
  /** Why the named contact was not among them. */
  substituteReason: text(200).nullable().default(null),
  photoIds: z.array(z.uuid()).max(10).default([]),
});
export type FollowUpRecord = z.infer<typeof FollowUpRecord>;

/** What the town says to a recorded visit: agree, or return it with what is missing. */
export const FollowUpDecision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('agree'), opinion: text(300).nullable().default(null) }),
  z.strictObject({ decision: z.literal('return'), opinion: Said }),
]);
export type FollowUpDecision = z.infer<typeof FollowUpDecision>;

/** One act on a follow-up sheet. */
export const FollowUpAct = z.object({
  id: z.uuid(),
  act: z.enum(['recordFollowUp', 'confirmFollowUp']),
  resultCode: FollowUpResult.nullable(),
  decision: z.enum(['agree', 'return']).nullable(),
  reason: z.string(),
  visitedOn: Day.nullable(),
  /** Names of those who went, as their accounts have them; as they were typed on visits of before accounts were kept. */
  went: z.array(z.string()),
  companions: z.array(z.string()),
  photoIds: z.array(PublicId),
  actorName: z.string(),
  role: z.string(),
  at: Moment,
});
export type FollowUpAct = z.infer<typeof FollowUpAct>;

/** Somebody who may have gone on the visit: with a post on that day in the village, its town or the county. */
export const FollowUpVisitor = z.object({ accountId: z.uuid(), name: z.string(), unit: z.string() });
export type FollowUpVisitor = z.infer<typeof FollowUpVisitor>;

/** Whom to choose from, and how many at least went (`verification.minPersons`). */
export const FollowUpVisitors = z.object({ items: z.array(FollowUpVisitor), minPersons: z.int() });
export type FollowUpVisitors = z.infer<typeof FollowUpVisitors>;

/** What an act on a follow-up sheet answers. */
export const FollowUpDone = z.object({ id: PublicId, version: z.int(), state: z.string() });
export type FollowUpDone = z.infer<typeof FollowUpDone>;

/** Expected refusals of an act on a follow-up sheet. */
export const FollowUpRefusal = z.enum([
  'not-a-follow-up',
  'act-out-of-turn',
  'role-not-permitted',
  'not-the-contact',
  'maker-is-checker',
  'went-along',
  'day-in-future',
  'day-before-sheet',
  'contact-absent',
  'too-few-visitors',
  'visitor-not-here',
  'visitor-not-by-account',
  'visitor-is-relative',
  'recused',
  'photo-unknown',
  'return-too-often',
]);
export type FollowUpRefusal = z.infer<typeof FollowUpRefusal>;

/** 需加强帮扶: a household whose last follow-up, confirmed by the town, says that it needs more help. */
export const OpenNeed = z.object({
  sheetId: PublicId,
  dispatchNo: z.string(),
  since: Day,
  reason: z.string(),
  resultCode: z.literal(NEEDS_HELP),
});
export type OpenNeed = z.infer<typeof OpenNeed>;

/** The village's people record; people of the town only where they are the contact. The town confirms. */
export const followUpPermissions = {
  recordFollowUp: [...VILLAGE_ROLES, 'TOWN_WINDOW', 'TOWN_TEAM'],
  listFollowUpVisitors: [...VILLAGE_ROLES, 'TOWN_WINDOW', 'TOWN_TEAM'],
  confirmFollowUp: ['TOWN_REVIEWER'],
  attachFollowUpPhoto: [...VILLAGE_ROLES, ...TOWN_ROLES],
} as const satisfies Permissions;
