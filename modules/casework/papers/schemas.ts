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

export const Dispatch = z.object({
  subject: Subject,
  clueNo: Line,
  office: Line,
  channel: Line,
  urgency: Line,
  applicant: Line,
  phoneMasked: z.string().max(20),
  receivedAt: Minute,
  matter: z.string().min(1).max(500),
  /** Other open clues of the same household that go with this one. */
  merged: z.array(z.object({ clueNo: Line, channel: Line, receivedAt: Minute, brief: Note })).max(20),
  acceptedBy: Line,
  acceptedAt: Minute,
  dispatchedTo: Line,
  team: z.array(Officer).min(2).max(8),
  dispatchedBy: Line,
  dispatchedAt: Minute,
  visitBy: Day,
  /** Reason of the green channel, when help goes first. */
  greenChannel: z.string().max(200).nullable(),
  questions: z.array(Note).max(10),
  enquiryPhone: Line,
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
 * those who share income, rounded to the fen; a statement that says otherwise is refused (`sum`).
 */
export const Verification = z
  .object({
    subject: Subject,
    startedAt: Minute,
    endedAt: Minute,
    place: Line,
    team: z.array(Officer).min(2).max(8),
    members: z
      .array(
        z.object({
          name: Line,
          relation: Line,
          gender: z.enum(['男', '女']),
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
      .max(30),
    income: z.object({
      from: Month,
      to: Month,
      lines: z.array(IncomeLine).max(60),
      sharing: z.int().min(1),
      netFen: Fen,
      perCapitaFen: Fen,
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
  reason: z.string().min(1).max(400),
  /** All adults who live together; each signs for himself. */
  adults: z
    .array(z.object({ name: Line, relation: Line, idMasked: MaskedId }))
    .min(1)
    .max(12),
  /** Minors and adults who cannot decide, with the one who signs for them. */
  represented: z.array(z.object({ name: Line, guardian: Line })).max(12),
  scopes: z.array(z.enum(Object.keys(consentScopes) as [keyof typeof consentScopes])).min(1),
  validFrom: Day,
  validTo: Day,
  validMonths: z.int().min(1),
  mode: z.enum(['paper', 'fingerprint', 'electronic', 'voice']),
  proxy: z.object({ name: Line, relation: Line }).nullable(),
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
          dataDate: Day,
          reused: z.boolean(),
          result: z.enum(Object.keys(comparisonResults) as [keyof typeof comparisonResults]),
          reason: Note,
        })
        .refine((row) => row.result !== 'P1.C4' || row.reason !== '', { path: ['reason'], message: 'reason' }),
    )
    .min(1)
    .max(80),
  conclusion: z.string().min(1).max(500),
  judgedBy: Line,
  judgedOn: Day,
});

export const meetingResults = { 'P1.M1': '同意纳入', 'P1.M2': '不同意纳入', 'P1.M3': '人数不足，表决无效' } as const;

/** Minutes. The three kinds of votes are those present without those who left for this household, else refused (`votes`). */
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
    /** Least share of those expected, such as 0.67. */
    quorum: z.number().min(0).max(1),
    groups: z.array(z.object({ role: Line, count: z.int().min(0) })).max(10),
    topic: Line,
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
  .superRefine(({ households, present, expected, quorum }, context) => {
    const held = present >= quorum * expected;
    households.forEach((row, i) => {
      const voted = row.votesFor + row.votesAgainst + row.abstentions;
      const wrong = held ? voted !== present - row.recused.length : row.result !== 'P1.M3';
      if (wrong) context.addIssue({ code: 'custom', path: ['households', i], message: 'votes' });
    });
  });

export const SignIn = z.object({
  meetingNo: Line,
  village: Line,
  heldAt: Minute,
  place: Line,
  topic: Line,
  expected: z.int().min(1),
  people: z
    .array(z.object({ name: Line, role: Line }))
    .min(1)
    .max(200),
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
  perCapitaFen: Fen,
  lineFen: Fen,
  selfPaidFen: Fen,
  steps: z.array(z.object({ name: Line, on: Day, result: Note })).max(12),
  publicity: z.object({ from: Day, to: Day, objections: z.int().min(0), outcome: Note }),
  dayOfChain: z.int().min(0),
  maxDays: z.int().min(1),
  spotCheck: Note,
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
  /** In plain words; a rejection is never without one. */
  reason: z.string().min(1).max(500),
  basis: z.array(Line).max(6),
  category: z.string().max(60),
  next: z.array(Note).max(6),
  contact: z.object({ name: Line, phone: Line }),
  appealDays: z.int().min(1),
  appealTo: Line,
  appealUntil: Day,
  complaintPhone: Line,
  office: Line,
  issuedOn: Day,
});

/** What is never read out: numbers of persons and accounts, money, illness. */
const NEVER_READ = /\d{7,}|[元万]|￥|¥|病|癌|瘤|残|手术|住院|精神|艾滋|透析|化疗/;

/**
 * The sheet read out at the meeting: reasons without name, illness, number, amount. `names` of the household are checked
 * against every sentence and then dropped; a sentence that tells too much is refused (`tells`).
 */
export const Reading = z
  .object({
    village: Line,
    group: Line,
    clueNo: Line,
    opening: z.string().min(1).max(200),
    reasons: z.array(z.string().min(1).max(160)).min(1).max(5),
    unknown: z.array(z.string().min(1).max(100)).max(6),
    office: Line,
    on: Day,
    seconds: z.int().min(1),
    names: z.array(z.string()),
  })
  .superRefine(({ names, opening, reasons, unknown, group }, context) => {
    for (const sentence of [opening, group, ...reasons, ...unknown]) {
      const tells = NEVER_READ.test(sentence) || names.some((name) => name !== '' && sentence.includes(name));
      if (tells) context.addIssue({ code: 'custom', path: ['reasons'], message: 'tells' });
    }
  })
  .transform(({ names: _, ...rest }) => rest);
