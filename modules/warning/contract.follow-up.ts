import { TOWN_ROLES, VILLAGE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { Day, line, Moment, type Permissions, PublicId, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { FOLLOW_UP_RESULTS, NEEDS_HELP } from './codes.ts';

export const FollowUpResult = z.enum(Object.keys(FOLLOW_UP_RESULTS) as [keyof typeof FOLLOW_UP_RESULTS]);
export type FollowUpResult = z.infer<typeof FollowUpResult>;

const Said = text(500).refine((value) => value.length >= 4, '请写明情况，至少 4 个字');

/** What the contact found: result, day, who went, in words; photographs may be added. */
export const FollowUpRecord = z.strictObject({
  resultCode: FollowUpResult,
  visitedOn: Day,
  went: z
    .array(line(30))
    .min(1, '请写明谁去的')
    .max(8)
    .refine((names) => new Set(names).size === names.length, '同一个人写了两次'),
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
  went: z.array(z.string()),
  photoIds: z.array(PublicId),
  actorName: z.string(),
  role: z.string(),
  at: Moment,
});
export type FollowUpAct = z.infer<typeof FollowUpAct>;

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
  confirmFollowUp: ['TOWN_REVIEWER'],
  attachFollowUpPhoto: [...VILLAGE_ROLES, ...TOWN_ROLES],
} as const satisfies Permissions;
