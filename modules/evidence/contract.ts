import { Day, type Permissions } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { LINE_ROLES, TOWN_ROLES, VILLAGE_ROLES } from '../staff/contract.ts';

/** What a household may be asked about (table `consent_scope`). */
export const CONSENT_SCOPE_NAMES = {
  '1': '车辆',
  '2': '房产（不动产）',
  '3': '工商（市场主体）登记',
  '4': '存款、证券、商业保险',
  '5': '社会保险',
  '6': '住房公积金',
  '7': '税务',
  '8': '财政供养',
  '9': '医保参保与费用',
  '10': '户籍',
  '11': '社会救助待遇',
  '12': '农机、船舶',
} as const;
export const ConsentScope = z.enum(Object.keys(CONSENT_SCOPE_NAMES) as [keyof typeof CONSENT_SCOPE_NAMES]);
export type ConsentScope = z.infer<typeof ConsentScope>;

/** How a consent was given. */
export const CONSENT_MODE_NAMES = {
  paper: '签名',
  fingerprint: '捺印',
  electronic: '电子签名',
  voice: '语音',
} as const;
export const ConsentMode = z.enum(Object.keys(CONSENT_MODE_NAMES) as [keyof typeof CONSENT_MODE_NAMES]);
export type ConsentMode = z.infer<typeof ConsentMode>;

/** A consent of a household: who is covered, what may be asked, until when. Revoked it stops new comparisons. */
export const ConsentRecord = z.object({
  id: z.uuid(),
  coveredMembers: z.array(z.uuid()),
  scopes: z.array(ConsentScope),
  signedOn: Day,
  mode: ConsentMode,
  proxyName: z.string().nullable(),
  proxyRelation: z.string().nullable(),
  validTo: Day,
  revoked: z.boolean(),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

/** What a document is: a photograph, a scan of a signed paper, or a paper that the platform made. */
export const DocumentKind = z.enum(['photo', 'scan', 'paper']);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** One document in a list; the content is fetched by its own address. */
export const Document = z.object({
  id: z.string(),
  kind: DocumentKind,
  step: z.string().nullable(),
  type: z.string(),
  title: z.string(),
  mime: z.string(),
  size: z.int(),
  checkCode: z.string().nullable(),
  takenAt: z.iso.datetime(),
  uploadedBy: z.string(),
});
export type Document = z.infer<typeof Document>;

/** Largest photograph or scan in bytes. */
export const MAX_DOCUMENT_BYTES = 15 * 1_048_576;

export const permissions = {
  attachDocument: [...TOWN_ROLES, ...VILLAGE_ROLES],
  listDocuments: [...LINE_ROLES, 'AUDITOR'],
  downloadDocument: [...LINE_ROLES, 'AUDITOR'],
} as const satisfies Permissions;
