import { z } from 'zod';
import { AreaCode } from '../areas/contract.ts';

/** A month as six digits, 202610. */
export const Month = z.string().regex(/^\d{4}(0[1-9]|1[0-2])$/, '月份应为YYYYMM');
export type Month = z.infer<typeof Month>;

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Fen = z.number().int();

/** What decides every byte of a demonstration county; the same plan gives the same county. */
export const DemonstrationPlan = z.object({
  /** Six-digit county whose real villages are filled with generated people. */
  county: AreaCode.refine((code) => code.length === 6, '应为六位县级代码').default('440229'),
  /** Households to generate, 1 to 1,000,000. */
  households: z.number().int().min(1).max(1_000_000).default(5000),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
  /** The closed month: ages are counted on its last day, the department files belong to it. The product takes the last closed one at its first start. */
  month: Month.default('202610'),
  /** Monitoring line in fen per person and year; background incomes stay above 1.1 times this line with a margin. */
  lineFen: Fen.min(1).default(960_000),
});
export type DemonstrationPlan = z.infer<typeof DemonstrationPlan>;

const code = (...codes: string[]) => z.enum(codes);
const range = (from: number, to: number) => code(...Array.from({ length: to - from + 1 }, (_, i) => String(from + i)));

/** One member as the registry takes it; null always means unknown or not applicable, never no. */
export const DemoMember = z.object({
  name: z.string().min(1).max(50),
  /** First letters of the name (zcm). */
  namePinyin: z.string().regex(/^[a-z]+$/),
  gender: code('1', '2'),
  idNumber: z.string().regex(/^\d{17}[\dX]$/),
  birthDate: Day,
  /** Table `relation_national`. */
  relation: range(1, 26),
  ethnicity: z.string().regex(/^\d{2}$/),
  politicalStatus: z.string().regex(/^\d{2}$/),
  /** Table `education`; null while at school and below the age of three. */
  education: range(1, 6).nullable(),
  /** Table `student_status`; excludes `education`. */
  studentStatus: range(1, 23).nullable(),
  dropoutReason: code('1', '2', '3', '4', '5', '6', '9').nullable(),
  /** Table `health`; '1' stands alone. */
  health: z.array(range(1, 4)).min(1),
  disabilityCardNo: z.string().length(20).nullable(),
  disabilityCategory: z.number().int().min(1).max(7).nullable(),
  disabilityGrade: z.number().int().min(1).max(4).nullable(),
  labourAbility: range(1, 5),
  phone: z
    .string()
    .regex(/^1[3-9]\d{9}$/)
    .nullable(),
  isWorking: z.boolean().nullable(),
  workPlace: z.string().nullable(),
  workMonths: z.number().min(0).max(12).nullable(),
  medicalInsured: z.boolean().nullable(),
  pensionInsured: z.boolean().nullable(),
  dibaoStatus: range(0, 2),
  tekunStatus: range(0, 2),
  isResident: z.boolean(),
  sharesIncome: z.boolean(),
});
export type DemoMember = z.infer<typeof DemoMember>;

/** Housing, water and facilities as surveyed at home. */
export const DemoLiving = z.object({
  surveyedOn: Day,
  houseGrade: code('A', 'B', 'C', 'D').nullable(),
  soleHousing: z.boolean().nullable(),
  safeHouseException: range(1, 4).nullable(),
  houseArea: z.number().positive(),
  houseStructure: code('1', '2', '3', '4', '9').nullable(),
  houseBuiltYear: z.number().int().nullable(),
  safeWater: z.boolean().nullable(),
  waterSource: code('1', '2', '3', '4', '5', '9').nullable(),
  waterOutageDays: z.number().int().min(0).max(366).nullable(),
  waterFetchMinutes: z.number().int().min(0).nullable(),
  waterQuotaLitre: z.number().min(0).nullable(),
  electricity: z.boolean().nullable(),
  hasSanitaryToilet: z.boolean().nullable(),
  toiletUsable: z.boolean().nullable(),
  roadPaved: z.boolean().nullable(),
  hasNetwork: z.boolean().nullable(),
});
export type DemoLiving = z.infer<typeof DemoLiving>;

/** One line of income or expense; the item code belongs to `income_item` (in) or `expense_item` (out). */
export const DemoIncomeItem = z.object({
  /** Position in `members`; null when the line belongs to the household as a whole. */
  memberIndex: z.number().int().min(0).nullable(),
  itemCode: z.string().regex(/^\d{4}$/),
  direction: code('in', 'out'),
  amountFen: Fen.min(0),
  occurredFrom: Day,
  occurredTo: Day,
  source: code('declared', 'department', 'estimated'),
  departmentCode: z.string().nullable(),
  isOneOff: z.boolean(),
  purposeBound: z.boolean(),
});
export type DemoIncomeItem = z.infer<typeof DemoIncomeItem>;

/** Codes of what the platform should find: triggers of `screening_trigger` and items of the negative list. */
export const ExpectedCode = z.enum([
  'MED-1',
  'MED-2',
  'MED-3',
  'MED-5',
  'EDU-1',
  'EDU-2',
  'HOU-1',
  'WAT-1',
  'DIS-1',
  'CIV-1',
  'FIN-1',
  'PLT-1',
  'N2',
  'N6',
]);
export type ExpectedCode = z.infer<typeof ExpectedCode>;

/** Why the registry alone, without any department file, must lead to a hit. */
export const RegistryCause = z.object({
  trigger: ExpectedCode,
  /** Which of several conditions of the trigger: below the line, drop, self-pay … */
  variant: z.string(),
});
export type RegistryCause = z.infer<typeof RegistryCause>;

/** One household with its people, home and money. `cause` is for the ledger only and is never stored. */
export const DemoHousehold = z.object({
  householdNo: z.string().max(20),
  areaCode: AreaCode,
  groupNo: z.string(),
  address: z.string().max(200),
  headName: z.string(),
  headPinyin: z.string(),
  householdType: code('1', '2'),
  contactPhone: z.string().regex(/^1[3-9]\d{9}$/),
  registeredCount: z.number().int().min(1),
  residentCount: z.number().int().min(0),
  sharingCount: z.number().int().min(1),
  isRelocated: z.boolean(),
  noLabourBackstop: z.boolean(),
  povertyExitYear: z.number().int().nullable(),
  bankAccount: z.string().nullable(),
  lastVisitedOn: Day.nullable(),
  lastYearPerCapitaFen: Fen.nullable(),
  loanOverdueDays: z.number().int().nullable(),
  living: DemoLiving,
  members: z.array(DemoMember).min(1),
  incomeItems: z.array(DemoIncomeItem),
  cause: RegistryCause.nullable(),
  /** What is missing or wrong in it on purpose; for tests only, never stored. */
  gap: z.string().nullable(),
});
export type DemoHousehold = z.infer<typeof DemoHousehold>;
