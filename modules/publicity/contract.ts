import { Day, line, type Permissions } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { LINE_ROLES } from '../staff/contract.ts';

/** Kinds of notice (table `publicity_type`) that this module posts. */
export const NOTICE_TYPE_NAMES = {
  '1': '纳入监测公示',
  '2': '纳入监测公告',
  '3': '风险消除公示',
  '4': '风险消除公告',
} as const;
export const NoticeType = z.enum(Object.keys(NOTICE_TYPE_NAMES) as [keyof typeof NOTICE_TYPE_NAMES]);
export type NoticeType = z.infer<typeof NoticeType>;

/** States of a notice (machine PUBLICITY). */
export const NOTICE_STATE_NAMES = {
  DRAFT: '草拟',
  POSTED: '公示中',
  OBJECTED: '有异议',
  ENDED: '期满',
  WITHDRAWN: '已撤下',
} as const;
export const NoticeState = z.enum(Object.keys(NOTICE_STATE_NAMES) as [keyof typeof NOTICE_STATE_NAMES]);
export type NoticeState = z.infer<typeof NoticeState>;

/** An office telephone: a short number or one with an area code; a mobile number belongs to a person and is refused. */
export const OfficePhone = z
  .string()
  .regex(/^(\d{5,6}|0\d{2,3}-[\d×]{7,8})$/, '请填办公电话，例如 0751-2876543，不要填手机号');

/** The only things about a household that a notice shows, beside period and telephone; anything else is refused. */
export const NoticeEntry = z.strictObject({
  displayName: z.string().min(1).max(20),
  displayArea: z.string().min(1).max(60),
  familySize: z.int().min(1).max(60),
  displayReason: z.string().min(1).max(60),
});
export type NoticeEntry = z.infer<typeof NoticeEntry>;

/** States of one household on a notice: an objection, the end or a withdrawal concerns the household alone, its neighbours hang on. */
export const EntryState = z.enum(['POSTED', 'OBJECTED', 'ENDED', 'WITHDRAWN']);
export type EntryState = z.infer<typeof EntryState>;

/** An entry as officers see it: which case it shows, and how it stands. Neither is printed. */
export const PostedEntry = NoticeEntry.extend({ caseId: z.string(), state: EntryState });
export type PostedEntry = z.infer<typeof PostedEntry>;

/** A notice with its entries, as officers see it. Its state follows from those of its entries. */
export const Notice = z.object({
  id: z.uuid(),
  noticeNo: z.string(),
  type: NoticeType,
  place: z.string(),
  from: Day,
  to: Day,
  objectionPhone: z.string(),
  state: NoticeState,
  startPhotoId: z.string().nullable(),
  endPhotoId: z.string().nullable(),
  postedBy: z.string(),
  entries: z.array(PostedEntry),
});
export type Notice = z.infer<typeof Notice>;

/** Ways by which an objection arrives. */
export const OBJECTION_CHANNEL_NAMES = { phone: '电话', box: '意见箱', visit: '来访', online: '网上' } as const;
export const ObjectionChannel = z.enum(Object.keys(OBJECTION_CHANNEL_NAMES) as [keyof typeof OBJECTION_CHANNEL_NAMES]);
export type ObjectionChannel = z.infer<typeof ObjectionChannel>;

/** An objection as officers see it: who raised it stays sealed. */
export const Objection = z.object({
  id: z.uuid(),
  channel: ObjectionChannel,
  content: z.string(),
  anonymous: z.boolean(),
  receivedOn: Day,
  dueOn: Day,
  resultCode: z.enum(['P1.O1', 'P1.O2']).nullable(),
  reply: z.string().nullable(),
  team: z.array(z.object({ name: line(30), unit: line(40) })),
});
export type Objection = z.infer<typeof Objection>;

/** Refusals of the guard over notices. */
export const NoticeRefusal = z.enum(['notice-shows-forbidden', 'notice-name-not-masked', 'notice-period-too-short']);
export type NoticeRefusal = z.infer<typeof NoticeRefusal>;

export const permissions = {
  listNotices: [...LINE_ROLES, 'AUDITOR'],
  getNotice: [...LINE_ROLES, 'AUDITOR'],
} as const satisfies Permissions;
