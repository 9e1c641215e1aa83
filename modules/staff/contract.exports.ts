import { line, PageQuery, type Permissions, PublicId, page } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { LINE_ROLES } from './contract.ts';

/** Roles that let an export of their own area go. Never one's own: `maker-is-checker`. */
export const EXPORT_APPROVERS = ['PROV_LEAD', 'CITY_LEAD', 'COUNTY_LEAD', 'COUNTY_APPROVER', 'TOWN_REVIEWER'] as const;

/** States of an export, in words. */
export const EXPORT_STATES = {
  requested: '待批准',
  approved: '生成中',
  refused: '未批准',
  ready: '可下载',
  expired: '已到期',
  failed: '生成失败',
  withdrawn: '已撤回',
} as const;
export const ExportState = z.enum(Object.keys(EXPORT_STATES) as [keyof typeof EXPORT_STATES]);

/** A list as it stands in the address of its page: which one, and its filter without paging. */
export const ExportOrder = z.strictObject({
  kind: line(60),
  filter: z
    .record(z.string().max(40), z.string().max(200))
    .refine((filter) => Object.keys(filter).length <= 20, '筛选条件太多'),
});
export type ExportOrder = z.infer<typeof ExportOrder>;

/** An export that is asked for. The purpose goes on record and into the file. */
export const NewExport = ExportOrder.extend({
  purpose: line(200).min(4, '用途不少于 4 个字'),
  format: z.enum(['csv', 'xlsx']).default('csv'),
});
export type NewExport = z.input<typeof NewExport>;

const Word = z.object({ label: z.string(), text: z.string() });
const Column = z.object({ title: z.string(), masked: z.boolean() });

/** What an export would hold, and who could let it go. */
export const ExportPreview = z.object({
  title: z.string(),
  rows: z.int(),
  limit: z.int(),
  columns: z.array(Column),
  withheld: z.string(),
  words: z.array(Word),
  approvers: z.array(z.object({ name: z.string(), post: z.string() })),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

/** An export as its reader sees it. */
export const ExportRequest = z.object({
  id: PublicId,
  requestNo: z.string(),
  kind: z.string(),
  title: z.string(),
  words: z.array(Word),
  format: z.enum(['csv', 'xlsx']),
  purpose: z.string(),
  rowsAsked: z.int(),
  columns: z.array(Column),
  withheld: z.string(),
  state: ExportState,
  requestedByName: z.string(),
  requestedByPost: z.string(),
  requestedAt: z.iso.datetime(),
  decidedByName: z.string().nullable(),
  decidedByPost: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  opinion: z.string().nullable(),
  started: z.boolean(),
  rowsDone: z.int(),
  /** Rows a second; null before the file is begun. */
  rate: z.int().nullable(),
  rowsMade: z.int().nullable(),
  failure: z.string().nullable(),
  fileSize: z.int().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  downloads: z.int(),
  version: z.int(),
  mine: z.boolean(),
  mayDecide: z.boolean(),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

/** `mine`; `waiting`: of others, to be decided; `area`: all of the own area. */
export const ExportQuery = PageQuery.extend({ view: z.enum(['mine', 'waiting', 'area']).default('mine') });
export const ExportPage = page(ExportRequest);

/** What is said with an approval (may be left out) and with a refusal (may not). */
export const Approval = z.strictObject({ opinion: line(200).nullable().default(null) });
export const Refused = z.strictObject({ opinion: line(200).min(2, '写明不批准的理由') });

/** Expected refusals of the procedure. */
export const ExportRefusal = z.enum([
  'export-kind-unknown',
  'export-filter-invalid',
  'export-empty',
  'export-too-large',
  'purpose-holds-number',
  'export-no-approver',
  'export-too-many',
  'maker-is-checker',
  'sign-in-from-each-other',
  'export-decided',
  'export-ended',
  'export-not-ready',
  'export-expired',
  'export-post-changed',
]);
export type ExportRefusal = z.infer<typeof ExportRefusal>;

/** Departments export nothing; auditors see what was exported and by whom, and export nothing themselves. */
export const exportPermissions = {
  previewExport: LINE_ROLES,
  requestExport: LINE_ROLES,
  listExports: [...LINE_ROLES, 'AUDITOR'],
  approveExport: EXPORT_APPROVERS,
  refuseExport: EXPORT_APPROVERS,
  withdrawExport: LINE_ROLES,
  downloadExport: LINE_ROLES,
} as const satisfies Permissions;
