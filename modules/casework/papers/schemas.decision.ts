import { z } from 'zod';
import { Day, Fen, Line, Note, Subject } from './schemas.base.ts';

export const decisionResults = { 'P1.D1': '同意', 'P1.D2': '退回补正', 'P1.D3': '不同意' } as const;
const Decision = z.object({
  result: z.enum(Object.keys(decisionResults) as [keyof typeof decisionResults]),
  opinion: z.string().max(500),
  by: Line,
  on: Day,
});

export const Approval = z.object({
  subject: Subject,
  category: Line,
  risks: z.array(Line).max(11),
  /** null: not known, never 0. */
  perCapitaFen: Fen.nullable(),
  lineFen: Fen,
  selfPaidFen: Fen.nullable(),
  steps: z.array(z.object({ name: Line, on: Day, result: Note })).max(12),
  publicity: z.object({ from: Day, to: Day, objections: z.int().min(0), outcome: Note }),
  dayOfChain: z.int().min(0),
  maxDays: z.int().min(1),
  spotCheck: Note,
  offices: z.object({ village: Line, town: Line, county: Line }),
  village: z.object({ opinion: z.string().max(300), on: Day }),
  town: Decision.nullable(),
  /** Null: still to be written by hand. */
  county: Decision.nullable(),
});

export const ResultNotice = z.object({
  subject: Subject,
  noticeNo: Line,
  /** `removed`: an objection after the entry in the register was founded. */
  outcome: z.enum(['approved', 'rejected', 'closed', 'withdrawn', 'removed']),
  decidedBy: Line,
  decidedOn: Day,
  /** In plain words, as the decision says it; empty where none was written. */
  reason: z.string().max(500),
  basis: z.array(Line).max(6),
  category: z.string().max(60),
  next: z.array(Note).max(6),
  contact: z.object({ name: Line, phone: Line }),
  appealDays: z.int().min(1),
  appealTo: Line,
  complaintPhone: Line,
  office: Line,
  issuedOn: Day,
});
