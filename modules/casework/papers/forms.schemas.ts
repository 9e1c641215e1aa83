import { z } from 'zod';
import { Day, Fen, Guarantee, KnownLine, Line, Member, Month, Officer, Subject } from './schemas.ts';

/** The visit sheet to take along: what is known stands on it with source and day, beside it is room for what is found. */
export const VisitForm = z.object({
  subject: Subject,
  team: z.array(Officer).max(8),
  visitBy: Day.nullable(),
  /** Why the household is visited, in words that may be read aloud. */
  reasons: z.string().max(500),
  members: z.array(Member).min(1).max(100),
  income: z.object({
    from: Month,
    to: Month,
    lines: z.array(KnownLine).max(200),
    /** 0: not known. */
    sharing: z.int().min(0),
    lineFen: Fen,
  }),
  selfPaid: z.array(z.object({ name: Line, amountFen: Fen.min(0) })).max(60),
  guarantees: z.array(Guarantee).length(4),
  /** Every risk of the table, to be ticked. */
  risks: z.array(Line).min(1).max(20),
  /** Items of the negative list that the pack knows; each is only looked at. */
  exclusions: z.array(Line).max(20),
  minPersons: z.int().min(1),
});

/** The household takes back the consent that is in force: which one, and who signed it. */
export const RevocationForm = z.object({
  subject: Subject,
  consentNo: Line,
  applicant: Line,
  signedOn: Day,
  validTo: Day,
  scopes: z.array(Line).min(1).max(12),
  signers: z
    .array(z.object({ name: Line, relation: Line }))
    .min(1)
    .max(30),
  /** The comparison is not closed, so that the case cannot go on without a new consent. */
  stops: z.boolean(),
  revisitDays: z.int().min(1),
  phone: Line,
});

/** The household takes its application back. */
export const WithdrawalForm = z.object({
  subject: Subject,
  applicant: Line,
  startedOn: Day,
  step: Line,
  /** The signatures of the household are awaited, so that to withdraw is to refuse them. */
  refuses: z.boolean(),
  /** A consent is in force. */
  consented: z.boolean(),
  revisitDays: z.int().min(1),
  phone: Line,
});

/** Blank minutes: case and rules stand on them, everything that happens at the meeting is written by hand. */
export const MinutesForm = z.object({
  meetingNo: Line,
  village: Line,
  topic: Line,
  /** Why the household was looked at, in words that may be read aloud. */
  explained: z.string().max(800),
  headName: Line,
  group: Line,
  size: z.int().min(1),
  /** Categories of the pack from which the meeting chooses. */
  categories: z.array(Line).min(1).max(12),
  /** Least share of those expected, as people say it: 2/3. */
  quorum: Line,
  /** Officers who have declared to be close relatives. */
  declared: z.array(z.object({ name: Line, relation: Line })).max(40),
  noticeDays: z.int().min(1),
});
