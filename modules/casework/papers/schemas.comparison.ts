import { z } from 'zod';
import { Day, Deed, Line, MaskedId, Note, Subject } from './schemas.base.ts';

/** `consent_scope.csv`. */
export const consentScopes = {
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

export const Consent = z.object({
  subject: Subject,
  consentNo: Line,
  applicant: Line,
  /** Empty: room to write. */
  reason: z.string().max(400),
  /** All adults who live together; each signs for himself. */
  adults: z
    .array(z.object({ name: Line, relation: Line, idMasked: MaskedId }))
    .min(1)
    .max(60),
  /** Minors, for whom a guardian signs; who that is is written by hand. */
  represented: z.array(Line).max(60),
  scopes: z.array(z.enum(Object.keys(consentScopes) as [keyof typeof consentScopes])).min(1),
  validMonths: z.int().min(1),
  /** What was signed; null on the form that is still to be signed. */
  signed: z
    .object({
      from: Day,
      to: Day,
      mode: z.enum(['paper', 'fingerprint', 'electronic', 'voice']),
      proxy: z.object({ name: Line, relation: Line }).nullable(),
    })
    .nullable(),
  informedText: Line,
  revokeAt: Line,
  phone: Line,
});

export const comparisonResults = {
  'P1.C1': '无异常',
  'P1.C2': '属实',
  'P1.C3': '不属实',
  'P1.C4': '合理例外',
} as const;

/** Findings of the departments. An exception without its reason is refused. */
export const Comparison = z.object({
  subject: Subject,
  requestNo: Line,
  consentNo: Line,
  consentValidTo: Day,
  sentOn: Day,
  dueOn: Day,
  rows: z
    .array(
      z
        .object({
          scope: Line,
          department: Line,
          member: Line,
          receipt: Note,
          dataDate: Day.nullable(),
          /** Day of the comparison from which it was taken over; null: asked in this one. */
          reusedFrom: Day.nullable(),
          /** null: nobody has judged it. */
          result: z.enum(Object.keys(comparisonResults) as [keyof typeof comparisonResults]).nullable(),
          reason: Note,
        })
        .refine((row) => row.result !== 'P1.C4' || row.reason !== '', { path: ['reason'], message: 'reason' }),
    )
    .min(1)
    .max(800),
  conclusion: z.string().min(1).max(500),
  /** Those who judged a receipt; empty when the system found no record anywhere. */
  judges: z.array(Line).max(40),
  concluded: Deed,
});
