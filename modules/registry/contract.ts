import {
  AreaCode,
  Day,
  Fen,
  line,
  PageQuery,
  type Permissions,
  PublicId,
  page,
} from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { COUNTY_ROLES, LINE_ROLES, TOWN_ROLES, VILLAGE_ROLES } from '../staff/contract.ts';
import * as codes from './codes.ts';
import {
  Account,
  Count,
  code,
  IncomeItem,
  Living,
  MemberFacts,
  NewIncomeItem,
  NewMember,
  Phone,
  Reason,
} from './contract.facts.ts';

export * from './contract.change.ts';
export * from './contract.facts.ts';
export * from './contract.findings.ts';
export * from './contract.quality.ts';
export * from './contract.words.ts';

/** A member as the file shows it: numbers masked, health left out until somebody reveals it with a reason. */
export const Member = MemberFacts.omit({ idNumber: true, health: true, disabilityCardNo: true, phone: true }).extend({
  id: z.uuid(),
  memberNo: z.string(),
  idNumberMask: z.string().nullable(),
  phoneMask: z.string().nullable(),
  /** Whether anything is known about health; the value itself is revealed on request only. */
  healthKnown: z.boolean(),
  memberStatus: z.enum(['current', 'left']),
  changeType: z.string().nullable(),
  changeDate: Day.nullable(),
});
export type Member = z.infer<typeof Member>;

export const AreaName = z.object({ code: AreaCode, name: z.string() });
const RiskLevel = z.int().min(1).max(4).nullable();

/** A row of the list. */
export const HouseholdRow = z.object({
  id: PublicId,
  householdNo: z.string(),
  headName: z.string(),
  areaCode: AreaCode,
  townName: z.string(),
  villageName: z.string(),
  groupNo: z.string().nullable(),
  householdType: code(codes.HOUSEHOLD_TYPE),
  sharingCount: z.int(),
  monitoringState: code(codes.MONITORING_STATE),
  riskLevel: RiskLevel,
  riskReason: z.string().nullable(),
  lastVisitedOn: Day.nullable(),
});
export type HouseholdRow = z.infer<typeof HouseholdRow>;

/** The whole file of a household, masked. */
export const Household = z.object({
  id: PublicId,
  householdNo: z.string(),
  nationalHouseholdNo: z.string().nullable(),
  areaCode: AreaCode,
  areaPath: z.array(AreaName),
  groupNo: z.string().nullable(),
  address: z.string().nullable(),
  headMemberId: z.uuid().nullable(),
  headName: z.string(),
  householdType: code(codes.HOUSEHOLD_TYPE),
  contactPhoneMask: z.string().nullable(),
  bankAccountMask: z.string().nullable(),
  registeredCount: z.int(),
  residentCount: z.int(),
  sharingCount: z.int(),
  isRelocated: z.boolean().nullable(),
  noLabourBackstop: z.boolean().nullable(),
  povertyExitYear: z.int().nullable(),
  lastYearPerCapitaFen: Fen.nullable(),
  loanOverdueDays: z.int().nullable(),
  monitoringState: code(codes.MONITORING_STATE),
  currentCaseId: PublicId.nullable(),
  riskLevel: RiskLevel,
  riskReason: z.string().nullable(),
  /** The screening run that gave the level. */
  riskRunId: z.uuid().nullable(),
  lastVisitedOn: Day.nullable(),
  status: code(codes.HOUSEHOLD_STATUS),
  version: z.int(),
  changedAt: z.string(),
  living: Living,
  members: z.array(Member),
  incomeItems: z.array(IncomeItem),
  changeCount: z.int(),
  viewCount: z.int(),
});
export type Household = z.infer<typeof Household>;

/** 户型 that a list may be narrowed to. Health is no filter: it would tell without a reason. */
export const Category = z.enum(['dibao', 'tekun', 'relocated', 'noLabour']);
export const CATEGORY_NAMES = {
  dibao: '低保户',
  tekun: '特困供养户',
  relocated: '易地搬迁户',
  noLabour: '整户无劳力兜底户',
} as const;

export const SORT_NAMES = {
  number: '村和户编号',
  risk: '风险等级',
  name: '户主姓名',
  lastVisited: '最久未走访',
} as const;
export const HouseholdSort = z.enum(['number', 'risk', 'name', 'lastVisited']);
export type HouseholdSort = z.infer<typeof HouseholdSort>;

/** What a list of households may be narrowed to and in which order it comes. */
export const HouseholdFilter = PageQuery.extend({
  area: AreaCode.optional(),
  /** Name, pinyin initials or household number by their beginning; ID number and phone whole. */
  q: line(40).optional(),
  type: code(codes.HOUSEHOLD_TYPE).optional(),
  /** 1-4, or `none` for households without a level. */
  risk: z.enum(['1', '2', '3', '4', 'none']).optional(),
  state: code(codes.MONITORING_STATE).optional(),
  category: Category.optional(),
  sort: HouseholdSort.default('number'),
});
export type HouseholdFilter = z.infer<typeof HouseholdFilter>;

/** A page of the list. `total` is exact or null; `atLeast` says how many there are at least when it is null. */
export const HouseholdPage = page(HouseholdRow).extend({ total: z.int().nullable(), atLeast: z.int().nullable() });
export type HouseholdPage = z.infer<typeof HouseholdPage>;

/** A household to register, in a village; the number and the QR token are allotted. */
export const NewHousehold = z.object({
  areaCode: z.string().regex(/^\d{12}$/, '请选到行政村'),
  groupNo: line(20).nullable().default(null),
  address: line(200).nullable().default(null),
  nationalHouseholdNo: line(32).nullable().default(null),
  householdType: code(codes.HOUSEHOLD_TYPE).default('2'),
  contactPhone: Phone.nullable().default(null),
  bankAccount: Account.nullable().default(null),
  registeredCount: Count.optional(),
  isRelocated: z.boolean().nullable().default(null),
  noLabourBackstop: z.boolean().nullable().default(null),
  povertyExitYear: z.int().min(2013).max(2100).nullable().default(null),
  living: Living.partial().default({}),
  members: z.array(NewMember).min(1).max(40),
  incomeItems: z
    .array(
      NewIncomeItem.omit({ memberId: true }).extend({ memberIndex: z.int().min(0).max(39).nullable().default(null) }),
    )
    .max(400)
    .default([]),
});
export type NewHousehold = z.infer<typeof NewHousehold>;
/** What a caller writes; defaults left out. */
export type NewHouseholdInput = z.input<typeof NewHousehold>;

/** What may be shown for a while with a reason. */
export const SensitiveField = z.enum(['idNumber', 'phone', 'bankAccount', 'health']);
export type SensitiveField = z.infer<typeof SensitiveField>;
export const SENSITIVE_NAMES = {
  idNumber: '证件号码',
  phone: '电话',
  bankAccount: '一卡通账号',
  health: '健康状况',
} as const satisfies Record<SensitiveField, string>;

/** Without `memberId`: phone and account are the household's, ID number and health those of all current members. */
export const RevealRequest = z.strictObject({ which: SensitiveField, memberId: z.uuid().optional(), reason: Reason });
export type RevealRequest = z.infer<typeof RevealRequest>;

export const Revealed = z.object({
  which: SensitiveField,
  expiresInSeconds: z.int(),
  values: z.array(
    z.object({
      /** null = the household's own. */
      memberId: z.uuid().nullable(),
      value: z.string().nullable(),
      health: z.array(z.string()).nullable(),
      disabilityCategory: z.int().nullable(),
      disabilityGrade: z.int().nullable(),
    }),
  ),
});
export type Revealed = z.infer<typeof Revealed>;

/** One entry of the history of a household; sealed and health values appear as `***`. */
export const HouseholdChange = z.object({
  id: z.uuid(),
  subject: z.enum(['household', 'member', 'income', 'risk', 'case']),
  /** Name of the member that it is about, else null. */
  memberName: z.string().nullable(),
  version: z.int(),
  changedAt: z.string(),
  /** Who wrote it: of an applied request, who agreed. */
  actorName: z.string(),
  /** Who proposed it; null when it did not come from a request. */
  proposedByName: z.string().nullable(),
  source: z.string(),
  reason: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
});
export type HouseholdChange = z.infer<typeof HouseholdChange>;

/** Somebody looked at the household, or at a masked value of it. */
export const HouseholdView = z.object({
  id: z.uuid(),
  at: z.string(),
  actorName: z.string(),
  roleName: z.string(),
  action: z.string(),
  which: z.string().nullable(),
  reason: z.string().nullable(),
});
export type HouseholdView = z.infer<typeof HouseholdView>;

/** What the search box found, ready to be shown: households by one of their people or numbers, and divisions. */
export const SearchAnswer = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['household', 'area']),
      /** Public id of the household, or code of the division. */
      id: z.string(),
      title: z.string(),
      subtitle: z.string(),
      /** Address on the desk. */
      to: z.string(),
    }),
  ),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

const READERS = [...LINE_ROLES, 'AUDITOR'] as const;
const WRITERS = ['COUNTY_LEAD', 'TOWN_REVIEWER', 'VILLAGE_CADRE', 'VILLAGE_CLERK'] as const;

/** Whoever works in a county, a town or a village may propose a change. */
const PROPOSERS = [...COUNTY_ROLES, ...TOWN_ROLES, ...VILLAGE_ROLES] as const;

export const permissions = {
  listHouseholds: READERS,
  getHousehold: READERS,
  listChanges: READERS,
  listViews: READERS,
  searchEverything: READERS,
  registerHousehold: WRITERS,
  addIncomeItem: WRITERS,
  submitChange: PROPOSERS,
  reviseChange: PROPOSERS,
  withdrawChange: PROPOSERS,
  attachChangeDocument: PROPOSERS,
  decideChange: ['TOWN_REVIEWER', 'COUNTY_APPROVER'],
  revealChange: PROPOSERS,
  listChangeRequests: READERS,
  getChangeRequest: READERS,
  listPendingChanges: READERS,
  revealSensitive: LINE_ROLES,
  listQualityFindings: READERS,
  askExemption: VILLAGE_ROLES,
  decideExemption: ['TOWN_REVIEWER', 'COUNTY_LEAD', 'COUNTY_APPROVER'],
  listFindings: READERS,
  getFindingCounts: READERS,
  startQualityCheck: COUNTY_ROLES,
} as const satisfies Permissions;

/** Expected refusals of this module. */
export const RegistryRefusal = z.enum([
  'person-already-registered',
  'registry-inconsistent',
  'county-decides',
  'nothing-to-change',
  'change-incomplete',
  'change-waiting',
  'change-conflict',
  'change-not-open',
  'not-the-proposer',
  'return-limit',
  'findings-to-confirm',
  'evidence-missing',
  'evidence-unknown',
  'last-member',
  'village-unknown',
  'income-item-unknown',
  'income-item-reversed',
  'nothing-sealed',
  'cursor-invalid',
  'finding-gone',
  'exemption-running',
  'exemption-too-long',
  'exemption-decided',
  'maker-is-checker',
  'check-in-progress',
  'county-needed',
]);
export type RegistryRefusal = z.infer<typeof RegistryRefusal>;
