import { AreaCode, Day, Fen, line, PageQuery, PublicId, page, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { CHANGE_TYPE } from './codes.change.ts';
import * as codes from './codes.ts';
import {
  Account,
  Count,
  code,
  Living,
  MemberFacts,
  NewIncomeItem,
  NewMember,
  Phone,
  Reason,
} from './contract.facts.ts';

/** Fields of a household that may be corrected; left out = untouched, null = set to unknown. */
export const HouseholdChanges = z
  .strictObject({
    nationalHouseholdNo: line(32).nullable(),
    groupNo: line(20).nullable(),
    address: line(200).nullable(),
    householdType: code(codes.HOUSEHOLD_TYPE),
    contactPhone: Phone.nullable(),
    bankAccount: Account.nullable(),
    registeredCount: Count,
    residentCount: Count,
    isRelocated: z.boolean().nullable(),
    noLabourBackstop: z.boolean().nullable(),
    povertyExitYear: z.int().min(2013).max(2100).nullable(),
    lastYearPerCapitaFen: Fen.nullable(),
    loanOverdueDays: z.int().min(0).max(36_500).nullable(),
    ...Living.shape,
  })
  .partial();
export type HouseholdChanges = z.infer<typeof HouseholdChanges>;

/** Fields of a member that may be corrected; joining and leaving are changes of their own. */
export const MemberChanges = z.strictObject(MemberFacts.shape).partial();
export type MemberChanges = z.infer<typeof MemberChanges>;

export const ChangeType = code(CHANGE_TYPE);
export type ChangeType = z.infer<typeof ChangeType>;

/**
 * What is proposed for one household: other values of it and of its members, lines of income to add or take back, somebody who joins or leaves, with
 * the reason, the papers, and the word of a department with which it began.
 */
export const ChangeProposal = z.strictObject({
  changeType: ChangeType,
  reason: Reason,
  source: line(120).nullable().default(null),
  changeDate: Day.nullable().default(null),
  household: HouseholdChanges.default({}),
  members: z
    .array(z.strictObject({ memberId: z.uuid(), changes: MemberChanges }))
    .max(40)
    .default([]),
  joining: NewMember.nullable().default(null),
  leavingId: z.uuid().nullable().default(null),
  incomeItems: z.array(NewIncomeItem).max(40).default([]),
  reversals: z.array(z.uuid()).max(40).default([]),
  documentIds: z.array(z.uuid()).max(20).default([]),
  /** Findings of the data-quality rules that it brings were checked and are as it says; contradictions are refused all the same. */
  confirmed: z.boolean().default(false),
});
export type ChangeProposal = z.infer<typeof ChangeProposal>;
/** What a caller writes; defaults left out. */
export type ChangeProposalInput = z.input<typeof ChangeProposal>;

/** The same again after it was returned, or instead of what still waits. `keep` names values that stay as they were proposed before, since they are shown masked. */
export const ChangeRevision = z.strictObject({
  householdVersion: z.int().min(1),
  proposal: ChangeProposal,
  keep: z.array(z.string().max(80)).max(60).default([]),
});
export type ChangeRevision = z.infer<typeof ChangeRevision>;

const Opinion = text(300).refine((value) => value.length >= 4, '请写明意见，至少 4 个字');

/** Agree (choosing field by field where the register moved meanwhile), send back naming the fields, or refuse. */
export const ChangeDecision = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('approve'),
    /** The version of the household that stood beside the proposal. */
    householdVersion: z.int().min(1),
    choices: z.record(z.string().max(80), z.enum(['proposed', 'current'])).default({}),
    opinion: text(300).nullable().default(null),
  }),
  z.strictObject({
    act: z.literal('return'),
    opinion: Opinion,
    fields: z.array(z.string().max(80)).min(1, '请选要改的项').max(60),
  }),
  z.strictObject({ act: z.literal('reject'), opinion: Opinion }),
]);
export type ChangeDecision = z.infer<typeof ChangeDecision>;

export const ChangeState = z.enum(['SUBMITTED', 'RETURNED', 'APPLIED', 'REJECTED', 'WITHDRAWN']);
export type ChangeState = z.infer<typeof ChangeState>;
export const ChangeLevel = z.enum(['town', 'county']);
export type ChangeLevel = z.infer<typeof ChangeLevel>;

/** What an act on a request gives back; `householdVersion` is that of the household after an approval, else null. */
export const ChangeDone = z.object({
  id: PublicId,
  version: z.int(),
  state: ChangeState,
  level: ChangeLevel,
  dueOn: Day,
  householdVersion: z.int().nullable(),
});
export type ChangeDone = z.infer<typeof ChangeDone>;

/** A request in a list. */
export const ChangeRow = z.object({
  id: PublicId,
  householdId: PublicId,
  householdNo: z.string(),
  headName: z.string(),
  areaCode: AreaCode,
  townName: z.string(),
  villageName: z.string(),
  changeType: ChangeType,
  state: ChangeState,
  level: ChangeLevel,
  /** Names of the fields that it would change, without whose they are. */
  fields: z.array(z.string()),
  proposedByName: z.string(),
  proposedRoleName: z.string(),
  proposedOn: Day,
  dueOn: Day,
  overdue: z.boolean(),
  mine: z.boolean(),
  mayDecide: z.boolean(),
  version: z.int(),
});
export type ChangeRow = z.infer<typeof ChangeRow>;

/** One value of a request: what the proposer saw, what stands there now, what is proposed. Numbers are masks, health is `***` until revealed. */
export const ChangeField = z.object({
  key: z.string(),
  subject: z.enum(['household', 'member', 'joining', 'leaving', 'income']),
  memberId: z.uuid().nullable(),
  memberName: z.string().nullable(),
  field: z.string(),
  base: z.unknown(),
  current: z.unknown(),
  proposed: z.unknown(),
  /** The register moved to another value meanwhile: the approver chooses. */
  conflict: z.boolean(),
});
export type ChangeField = z.infer<typeof ChangeField>;

export const ChangeStep = z.object({
  state: z.string(),
  at: z.string(),
  actorName: z.string(),
  roleName: z.string(),
  opinion: z.string().nullable(),
  fields: z.array(z.string()),
});
export type ChangeStep = z.infer<typeof ChangeStep>;

const Effect = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warn']),
  memberName: z.string().nullable(),
  message: z.string(),
});

/** A request with all that a decision needs. */
export const ChangeView = ChangeRow.extend({
  reason: z.string(),
  source: z.string().nullable(),
  changeDate: Day.nullable(),
  values: z.array(ChangeField),
  /** Lines of income that would be added. */
  incomeItems: z.array(NewIncomeItem),
  documents: z.array(z.object({ id: PublicId, title: z.string(), mime: z.string() })),
  steps: z.array(ChangeStep),
  opinion: z.string().nullable(),
  returnedFields: z.array(z.string()),
  /** Findings of the data-quality rules that it would bring and mend; null when it is decided or does not fit any more. */
  findings: z.object({ before: z.int(), after: z.int(), added: z.array(Effect), mended: z.array(Effect) }).nullable(),
  householdVersion: z.int(),
  baseVersion: z.int(),
  /** The proposer checked what the rules would find. */
  confirmed: z.boolean(),
  /** Why whoever looks may not decide it; null when he may. */
  whyNot: z.string().nullable(),
});
export type ChangeView = z.infer<typeof ChangeView>;

/** What waits on one household, and until when a household whose head died names a new one. */
export const HouseholdPending = z.object({
  items: z.array(ChangeView),
  headDueOn: Day.nullable(),
});
export type HouseholdPending = z.infer<typeof HouseholdPending>;

export const ChangeFilter = PageQuery.extend({
  area: AreaCode.optional(),
  /** `open`: waiting or returned. */
  state: z.enum(['open', 'all', ...ChangeState.options]).default('open'),
  view: z.enum(['all', 'mine', 'decide']).default('all'),
  type: ChangeType.optional(),
});
export type ChangeFilter = z.infer<typeof ChangeFilter>;

export const ChangePage = page(ChangeRow).extend({ total: z.int().nullable(), overdue: z.int() });
export type ChangePage = z.infer<typeof ChangePage>;

/** The numbers of a request in full, for whoever gave a reason. */
export const ChangeNumbers = z.object({
  values: z.array(z.object({ key: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  expiresInSeconds: z.int(),
});
export type ChangeNumbers = z.infer<typeof ChangeNumbers>;
