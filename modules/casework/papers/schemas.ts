import { z } from 'zod';

/** `YYYY-MM-DD`. */
export const Day = z.iso.date();
/** `YYYY-MM-DD HH:mm` in Asia/Shanghai. */
export const Minute = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
export const Month = z.string().regex(/^\d{6}$/);
export const Fen = z.int();
export const Line = z.string().min(1).max(60);
export const Note = z.string().max(300);
/** ID numbers stand masked on every paper. */
export const MaskedId = z
  .string()
  .max(22)
  .refine((text) => !/\d{7}/.test(text) && (text === '' || text.includes('*')), 'not masked');

/** Who the paper is about, as a header prints it. */
export const Subject = z.object({
  caseNo: Line,
  householdNo: Line,
  headName: Line,
  /** County, town and village as written: 翁源县江尾镇松岭村. */
  area: Line,
  group: Line,
  householdType: Line,
  size: z.int().min(1),
});
export type Subject = z.infer<typeof Subject>;

export const Officer = z.object({ name: Line, unit: Line });

/** Somebody who did something, in which office, at which minute; the system has no office. */
export const Deed = z.object({ name: Line, office: z.string().max(60), at: Minute });

/** The sheet with which a household is handed to its team. What nobody wrote down stands empty, never guessed. */
export const Dispatch = z.object({
  subject: Subject,
  channel: Line,
  urgency: Line,
  /** Day on which the clue was received: day 1 of the chain. */
  receivedOn: Day,
  matter: z.string().min(1).max(500),
  /** Who turned the work sheet into a case. */
  opened: Deed.nullable(),
  claimed: Deed,
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

const IncomeLine = z.object({
  /** 1 wages, 2 own business, 3 property, 4 transfers (`income_item.csv`), `cost` operating expense. */
  category: z.enum(['1', '2', '3', '4', 'cost']),
  name: Line,
  amountFen: Fen.min(0),
  source: Line,
  basis: z.enum(['核对', '自报', '估算']),
  asOf: Day,
});

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
      .array(
        z.object({
          name: Line,
          relation: Line,
          gender: Line,
          age: z.int().min(0).max(130),
          idMasked: MaskedId,
          health: Line,
          labour: Line,
          schooling: Line,
          work: z.string().max(60),
          insured: z.boolean().nullable(),
          resident: z.boolean().nullable(),
        }),
      )
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
    guarantees: z.array(z.object({ name: Line, secure: z.boolean().nullable(), finding: Note })).length(4),
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
          reused: z.boolean(),
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

export const meetingResults = { 'P1.M1': '同意纳入', 'P1.M2': '不同意纳入', 'P1.M3': '人数不足，表决无效' } as const;

/** Minutes. Where the vote counts, its three kinds are those present without those who left for this household, else refused (`votes`). */
export const Minutes = z
  .object({
    meetingNo: Line,
    village: Line,
    heldAt: Minute,
    place: Line,
    chair: Line,
    recorder: Line,
    expected: z.int().min(1),
    present: z.int().min(0),
    /** Least share of those expected, as people say it: 2/3. */
    quorum: Line,
    groups: z.array(z.object({ role: Line, count: z.int().min(0) })).max(10),
    topic: Line,
    /** Why the household was looked at, in words that may be read aloud. */
    explained: z.string().max(800),
    households: z
      .array(
        z.object({
          headName: Line,
          group: Line,
          size: z.int().min(1),
          category: Line,
          recused: z.array(Line).max(20),
          votesFor: z.int().min(0),
          votesAgainst: z.int().min(0),
          abstentions: z.int().min(0),
          opinion: Note,
          result: z.enum(Object.keys(meetingResults) as [keyof typeof meetingResults]),
        }),
      )
      .min(1)
      .max(60),
    next: z.string().max(300),
  })
  .superRefine(({ households, present }, context) => {
    households.forEach((row, i) => {
      const voted = row.votesFor + row.votesAgainst + row.abstentions;
      const wrong = row.result !== 'P1.M3' && voted !== present - row.recused.length;
      if (wrong) context.addIssue({ code: 'custom', path: ['households', i], message: 'votes' });
    });
  });

/** Sign-in sheet, also before the meeting: what is not known yet is a line to write on. */
export const SignIn = z.object({
  meetingNo: Line,
  village: Line,
  heldAt: Minute.nullable(),
  place: Line.nullable(),
  topic: Line,
  expected: z.int().min(1).nullable(),
  people: z.array(z.object({ name: Line, role: Line })).max(500),
  /** Lines to sign on, those of `people` included. */
  lines: z.int().min(1).max(500),
});

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
  outcome: z.enum(['approved', 'rejected', 'closed', 'withdrawn']),
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
