import { z } from 'zod';
import { Day, Deed, Fen, Line, MaskedId, Minute, Month, Note, Officer, Subject } from './schemas.base.ts';

/** The sheet with which a household is handed to its team. What nobody wrote down stands empty, never guessed. */
export const Dispatch = z.object({
  subject: Subject,
  channel: Line,
  urgency: Line,
  /** Day on which the clue was received: day 1 of the chain. */
  receivedOn: Day,
  matter: z.string().min(1).max(500),
  /** Who sent the work sheet out for the county; null when nobody wrote it down. */
  sent: Deed.nullable(),
  /** Who turned the work sheet into a case. */
  opened: Deed.nullable(),
  /** Who named the team for the town; null for cases of the time before the town named one. */
  assigned: Deed.nullable(),
  /** Words of the town to the team. */
  note: z.string().max(200),
  /** Who took the sheet; null until then. */
  claimed: Deed.nullable(),
  team: z.array(Officer).min(1).max(8),
  plannedOn: Day.nullable(),
  visitBy: Day,
  /** Least number of people on a visit. */
  minPersons: z.int().min(1),
  /** Reason of the green channel, when help goes first. */
  greenChannel: z.string().max(200).nullable(),
  greenChannelDays: z.int().min(1),
  office: Line,
  complaintPhone: Line,
});

export const verificationResults = {
  'P1.V1': '符合，转入识别',
  'P1.V2': '不符合',
  'P1.V3': '误报',
  'P1.V4': '行业性政策性问题，转部门',
  'P1.V5': '已纳入监测',
  'P1.V6': '查无此人或无法联系',
} as const;

/** What is known of the income before a visit. */
export const KnownLine = z.object({
  /** 1 wages, 2 own business, 3 property, 4 transfers (`income_item.csv`), `cost` operating expense. */
  category: z.enum(['1', '2', '3', '4', 'cost']),
  name: Line,
  amountFen: Fen.min(0),
  source: Line,
  asOf: Day,
});
const IncomeLine = KnownLine.extend({ basis: z.enum(['核对', '自报', '估算']) });

/** One member as the register knows him. */
export const Member = z.object({
  name: Line,
  relation: Line,
  gender: Line,
  age: z.int().min(0).max(130),
  idMasked: MaskedId,
  labour: Line,
  schooling: Line,
  insured: z.boolean().nullable(),
  resident: z.boolean().nullable(),
});

/** One of the four guarantees. */
export const Guarantee = z.object({ name: Line, secure: z.boolean().nullable(), finding: Note });

/**
 * Visit, collection and income statement. Net income is the income lines less operating expense, per head is net income by
 * those who share income, rounded to the fen; a statement that says otherwise is refused (`sum`). Without a per-head figure
 * net and per head print as unknown.
 */
export const Verification = z
  .object({
    subject: Subject,
    startedAt: Minute,
    endedAt: Minute,
    place: Line,
    team: z.array(Officer).min(1).max(8),
    members: z
      .array(Member.extend({ health: Line, work: z.string().max(60) }))
      .min(1)
      .max(100),
    income: z.object({
      from: Month,
      to: Month,
      lines: z.array(IncomeLine).max(200),
      /** 0: not known. */
      sharing: z.int().min(0),
      netFen: Fen,
      perCapitaFen: Fen.nullable(),
      lineFen: Fen,
    }),
    /** Paid by the household itself after all reimbursement; beside the income, never deducted from it. */
    selfPaid: z.array(z.object({ name: Line, amountFen: Fen.min(0), note: Note })).max(20),
    guarantees: z.array(Guarantee).length(4),
    risks: z.array(z.object({ name: Line, finding: Note })).max(11),
    assets: z.array(z.object({ code: Line, name: Line, finding: Note, exception: Note.nullable() })).max(15),
    coping: z.enum(['able', 'partly', 'unable']),
    result: z.enum(Object.keys(verificationResults) as [keyof typeof verificationResults]),
    reason: z.string().min(1).max(500),
    householdSays: z.string().max(300),
    signing: z.object({ mode: z.enum(['signature', 'fingerprint', 'voice', 'proxy']), proxy: z.string().max(60) }),
  })
  .superRefine(({ income }, context) => {
    if (income.perCapitaFen === null) return;
    const net = income.lines.reduce(
      (sum, line) => sum + (line.category === 'cost' ? -line.amountFen : line.amountFen),
      0,
    );
    const wrong = net !== income.netFen || Math.round(net / income.sharing) !== income.perCapitaFen;
    if (wrong) context.addIssue({ code: 'custom', path: ['income'], message: 'sum' });
  });
