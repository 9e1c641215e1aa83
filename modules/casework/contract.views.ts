import { AreaCode, Day, Fen, line, PageQuery, page } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { Document } from '../evidence/contract.ts';
import { Notice, Objection } from '../publicity/contract.ts';
import { CaseState, StepCode } from './codes.ts';
import { ActCode } from './contract.acts.ts';
import { ComparisonData, ConsentData, MeetingData, Participant, VerificationData } from './contract.records.ts';

/** The statutory clock of a case as lists and pages show it: natural days, pauses left out. */
export const ClockView = z.object({
  day: z.int(),
  maxDays: z.int(),
  chainDueOn: Day,
  chainDaysLeft: z.int(),
  stepUsed: z.int(),
  stepDueOn: Day.nullable(),
  stepDaysLeft: z.int().nullable(),
  overdue: z.boolean(),
  paused: z.boolean(),
  pauseReason: z.string().nullable(),
  startedOn: Day,
  /** Day by which the papers of a case on the green channel must be complete, while they are not. */
  greenDueOn: Day.nullable(),
});
export type ClockView = z.infer<typeof ClockView>;

/** One case in a list. */
export const CaseRow = z.object({
  id: z.string(),
  caseNo: z.string(),
  householdId: z.string(),
  headName: z.string(),
  areaCode: AreaCode,
  areaName: z.string(),
  level: z.int(),
  riskTypes: z.array(z.string()),
  channel: z.string(),
  state: CaseState,
  step: StepCode,
  greenChannel: z.boolean(),
  clock: ClockView,
  /** What is still owed to the household after the end, and by when: the visit after a refusal to sign, an objection that came late. */
  owed: z.object({ title: z.string(), dueOn: Day.nullable() }).nullable(),
});
export type CaseRow = z.infer<typeof CaseRow>;
export const CasePage = page(CaseRow);

/** Columns of the board: steps joined as the office speaks of them. */
export const BOARD_COLUMNS = {
  RECEIVED: '线索受理',
  DISPATCHED: '派发领取',
  VERIFYING: '入户核实',
  COMPARING: '授权比对',
  PUBLICISED: '评议公示',
  TOWN_REVIEW: '镇审核',
  COUNTY_REVIEW: '县审定',
  REGISTERED: '公告录入',
  FOLLOW_UP: '部门跟进',
} as const;
export const BoardColumn = z.enum(Object.keys(BOARD_COLUMNS) as [keyof typeof BOARD_COLUMNS]);
export type BoardColumn = z.infer<typeof BoardColumn>;

export const CaseQuery = PageQuery.extend({
  area: AreaCode.optional(),
  state: CaseState.optional(),
  column: BoardColumn.optional(),
  level: z.coerce.number().int().min(1).max(4).optional(),
  overdue: z.enum(['true']).optional(),
  /** Ended cases for which something is still owed. */
  owed: z.enum(['true']).optional(),
  open: z.enum(['true', 'false', 'all']).default('true'),
  household: z.uuid().optional(),
  q: line(40).optional(),
});
export type CaseQuery = z.infer<typeof CaseQuery>;

/** What waits on a sheet that has no step of a case: follow-ups, and overdue sheets that got a new hint, which the town sees to. */
export const SheetTaskKind = z.enum(['recordFollowUp', 'confirmFollowUp', 'urgeVisit']);
export const TaskKind = z.enum([...ActCode.options, ...SheetTaskKind.options]);
export type TaskKind = z.infer<typeof TaskKind>;

/** One thing to do: on a case, or on a sheet. */
export const TaskRow = z.object({
  id: z.uuid(),
  /** null: it is done on the sheet. */
  caseId: z.string().nullable(),
  sheetId: z.string().nullable(),
  /** Version of the case or sheet, for acts on many cases at once. */
  version: z.int(),
  areaCode: AreaCode,
  kind: TaskKind,
  title: z.string(),
  reason: z.string(),
  level: z.int(),
  headName: z.string(),
  areaName: z.string(),
  dueOn: Day.nullable(),
  daysLeft: z.int().nullable(),
  paused: z.boolean(),
  /** The statutory clock; a sheet has only its last day. */
  clock: ClockView.nullable(),
});
export type TaskRow = z.infer<typeof TaskRow>;
export const TaskPage = page(TaskRow).extend({
  byKind: z.array(z.object({ kind: TaskKind, title: z.string(), count: z.int() })),
  /** Where the tasks of the kind that was asked for lie; empty when none was asked for. In the order of the codes, never of the counts. */
  byVillage: z.array(z.object({ areaCode: AreaCode, name: z.string(), count: z.int() })),
});
export const TaskQuery = PageQuery.extend({
  kind: TaskKind.optional(),
  area: AreaCode.optional(),
  overdue: z.enum(['true']).optional(),
});
export type TaskQuery = z.infer<typeof TaskQuery>;

/** Where cases stand: places by steps. `total` is the sum of all cells. */
export const Board = z.object({
  columns: z.array(
    z.object({
      key: BoardColumn,
      title: z.string(),
      limitDays: z.int().nullable(),
      count: z.int(),
      medianDays: z.number().nullable(),
    }),
  ),
  rows: z.array(
    z.object({
      areaCode: AreaCode,
      name: z.string(),
      cells: z.array(z.object({ column: BoardColumn, count: z.int(), overdue: z.int() })),
    }),
  ),
  total: z.int(),
  overdue: z.int(),
  /** Above counties: the moment of the county counted longest ago; null where it is counted now. */
  countedAt: z.iso.datetime().nullable(),
});
export type Board = z.infer<typeof Board>;

/** Headline figures of the first page. */
export const Workbench = z.object({
  tasks: z.object({ total: z.int(), overdue: z.int(), today: z.int(), threeDays: z.int() }),
  cases: z.object({
    open: z.int(),
    averageDay: z.number().nullable(),
    maxDays: z.int().nullable(),
    overdue: z.int(),
    owed: z.int(),
  }),
  opened: z.object({
    today: z.int(),
    byChannel: z.array(z.object({ channel: z.string(), name: z.string(), count: z.int() })),
  }),
  registered: z.object({ total: z.int(), thisMonth: z.int() }),
  today: Day,
  /** Above counties: the moment of the county counted longest ago; null where it is counted now. */
  countedAt: z.iso.datetime().nullable(),
});
export type Workbench = z.infer<typeof Workbench>;

/** A step on the track of a case. */
export const TrackStep = z.object({
  step: StepCode,
  title: z.string(),
  state: z.enum(['done', 'current', 'todo', 'late', 'failed']),
  on: Day.nullable(),
  dueOn: Day.nullable(),
  usedDays: z.int().nullable(),
  limitDays: z.int().nullable(),
  note: z.string(),
});
export type TrackStep = z.infer<typeof TrackStep>;

/** What the system checked before an act. */
export const CheckView = z.object({ key: z.string(), result: z.enum(['pass', 'warn', 'fail']), label: z.string() });
export type CheckView = z.infer<typeof CheckView>;

/** An act and whether whoever asks may do it now, with the reason when not. */
export const ActView = z.object({
  act: ActCode,
  title: z.string(),
  allowed: z.boolean(),
  code: z.string().nullable(),
  why: z.string().nullable(),
  checks: z.array(CheckView),
});
export type ActView = z.infer<typeof ActView>;

/** One decision as the case page lists it. */
export const DecisionView = z.object({
  id: z.uuid(),
  event: z.string(),
  title: z.string(),
  fromState: CaseState,
  toState: CaseState,
  actorName: z.string(),
  role: z.string(),
  resultCode: z.string().nullable(),
  resultName: z.string().nullable(),
  opinion: z.string(),
  at: z.iso.datetime(),
  inputsHash: z.string(),
});
export type DecisionView = z.infer<typeof DecisionView>;

/** A declared relative, and what whoever looks may do about it. */
export const RecusalView = z.object({
  id: z.uuid(),
  name: z.string(),
  relation: z.string(),
  hasAccount: z.boolean(),
  state: z.enum(['pending', 'confirmed', 'withdrawn']),
  declaredBy: z.string(),
  settledBy: z.string(),
  reason: z.string(),
  mayConfirm: z.boolean(),
  mayWithdraw: z.boolean(),
});
export type RecusalView = z.infer<typeof RecusalView>;

const Recorded = <T extends z.ZodType>(data: T) =>
  z.object({ id: z.uuid(), by: z.string(), at: z.iso.datetime(), round: z.int(), data }).nullable();

/** Everything on the page of one case. */
export const CaseView = z.object({
  row: CaseRow,
  version: z.int(),
  pack: z.object({
    id: z.uuid(),
    title: z.string(),
    hash: z.string(),
    lineFen: Fen,
    quorumRatio: z.number(),
    /** The share as people say it: 2/3, 67%. */
    quorumText: z.string(),
    minDays: z.int(),
    minPersons: z.int(),
    returnMaxTimes: z.int(),
  }),
  household: z.object({
    householdNo: z.string(),
    group: z.string().nullable(),
    householdType: z.string(),
    size: z.int(),
    members: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        relation: z.string(),
        age: z.int(),
        adult: z.boolean(),
        livesTogether: z.boolean(),
        idMask: z.string().nullable(),
      }),
    ),
  }),
  reasons: z.array(z.string()),
  /** The team: as the town named it, and from the claim on as it took the work sheet. */
  team: z.array(Participant),
  /** Who handed the sheet to the team, on which day, with what words; null until then. */
  dispatched: z
    .object({ by: z.string(), on: Day, plannedOn: Day.nullable(), note: z.string(), team: z.array(Participant) })
    .nullable(),
  /** People from whom the town may start when it names a team; only for whoever may name it now. */
  suggestedTeam: z.array(Participant),
  categories: z.array(z.object({ code: z.string(), label: z.string() })),
  track: z.array(TrackStep),
  dueAct: ActView.nullable(),
  otherActs: z.array(ActView),
  waitingFor: z.object({ title: z.string(), roles: z.array(z.string()), place: z.string() }).nullable(),
  returned: z.object({ step: StepCode, faults: z.array(z.string()), opinion: z.string() }).nullable(),
  returns: z.record(z.string(), z.int()),
  category: z.string().nullable(),
  visit: Recorded(VerificationData),
  /** There is a sealed note on health beside the visit. */
  healthNote: z.boolean(),
  consent: Recorded(ConsentData),
  /** The last consent that the household took back, and what follows; null while none was. */
  revoked: z.object({ on: Day, reason: z.string(), next: z.string() }).nullable(),
  recusals: z.array(RecusalView),
  comparison: Recorded(ComparisonData),
  meeting: Recorded(MeetingData),
  /** What the department named did about a policy that had not reached the household; null while it did not. */
  followUp: z.object({ department: z.string(), by: z.string(), on: Day, done: z.string() }).nullable(),
  /** The visit after a refusal to sign. */
  recheck: z
    .object({ by: z.string(), on: Day, outcome: z.enum(['stable', 'trouble']), finding: z.string() })
    .nullable(),
  /** The last objection after the entry in the register, as far as it has gone. */
  lateObjection: z
    .object({
      /** Which of `objections` it is. */
      id: z.uuid(),
      receivedOn: Day,
      dueOn: Day,
      team: z.array(Participant),
      found: z.object({ founded: z.boolean(), finding: z.string() }).nullable(),
      decided: z.object({ founded: z.boolean(), opinion: z.string() }).nullable(),
    })
    .nullable(),
  notice: Notice.nullable(),
  announcement: Notice.nullable(),
  objections: z.array(Objection),
  decisions: z.array(DecisionView),
  documents: z.array(Document),
  thresholds: z.array(z.object({ label: z.string(), value: z.string(), line: z.string() })),
  farmerSees: z.string(),
});
export type CaseView = z.infer<typeof CaseView>;

/** What is known before a visit, so that nothing is asked twice. */
export const VerificationDraft = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  sharing: z.int(),
  lines: VerificationData.shape.income.shape.lines,
  selfPaid: VerificationData.shape.selfPaid,
  guarantees: VerificationData.shape.guarantees,
  perCapitaFen: Fen.nullable(),
  lineFen: Fen,
});
export type VerificationDraft = z.infer<typeof VerificationDraft>;

export const Colleague = z.object({ accountId: z.uuid(), name: z.string(), unit: z.string(), role: z.string() });
export type Colleague = z.infer<typeof Colleague>;

/** A comparison that a department still owes. */
export const DepartmentRequest = z.object({
  caseId: z.string(),
  version: z.int(),
  caseNo: z.string(),
  key: z.string(),
  scope: z.string(),
  memberName: z.string(),
  sentOn: Day,
  dueOn: Day,
});
export type DepartmentRequest = z.infer<typeof DepartmentRequest>;

/** What every act answers. */
export const ActDone = z.object({ id: z.string(), version: z.int(), state: CaseState });
export type ActDone = z.infer<typeof ActDone>;
