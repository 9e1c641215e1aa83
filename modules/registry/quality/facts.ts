import { MONITORED_STATES } from '../codes.ts';
import type { Living } from '../contract.facts.ts';
import { type IncomeCounting, type IncomeStatement, incomeCounting } from '../income-rules.ts';
import { ageOn } from '../rules.ts';

/** Yes, no, or nobody knows. A rule holds only when it is yes: what was not asked breaks no rule. */
export type Known = boolean | null;

/** A current member as the data-quality rules see it, with the numbers opened; null = not asked. */
export interface QualityMember {
  id: string;
  name: string | null;
  relation: string | null;
  gender: string;
  birthDate: string;
  idType: string;
  idNumber: string | null;
  ethnicity: string | null;
  politicalStatus: string | null;
  education: string | null;
  studentStatus: string | null;
  /** The day on which the class was last written or changed, or null when no record says it. */
  studentStatusSince: string | null;
  dropoutReason: string | null;
  health: readonly string[] | null;
  disabilityCardNo: string | null;
  disabilityCategory: number | null;
  disabilityGrade: number | null;
  labourAbility: string | null;
  phone: string | null;
  isWorking: boolean | null;
  /** Basic medical insurance, of residents or of employees: the register keeps one flag for both. */
  medicalInsured: boolean | null;
  /** Basic pension insurance, of residents or of employees: one flag for both. */
  pensionInsured: boolean | null;
  dibaoStatus: string | null;
  tekunStatus: string | null;
}

/** A line of income or expense as the rules see it. */
interface QualityIncomeItem {
  itemCode: string;
  direction: 'in' | 'out';
  amountFen: number;
  recordedMonth: string;
  reversed: boolean;
  /** Whether the anti-poverty ledger counts it. */
  counted: boolean;
}

/** 收支核算表 of the anti-poverty ledger, as far as the rules look at it. */
export type QualityStatement = Pick<
  IncomeStatement,
  | 'periodFrom'
  | 'periodTo'
  | 'divisorCount'
  | 'wageFen'
  | 'operatingFen'
  | 'propertyFen'
  | 'transferFen'
  | 'operatingExpenseFen'
  | 'workCostFen'
  | 'netFen'
  | 'known'
  | 'perCapitaFen'
  | 'selfPayFen'
  | 'estimatedShare'
>;

/** All that the rules need to know of one household on a day. */
export interface QualityFacts {
  today: string;
  householdType: string;
  status: string;
  contactPhone: string | null;
  registeredCount: number;
  residentCount: number;
  noLabourBackstop: boolean | null;
  /** Code of MONITORING_STATE. */
  monitoringState: string;
  lastVisitedOn: string | null;
  lastYearPerCapitaFen: number | null;
  living: Living;
  /** Those who belong to the household now. */
  members: readonly QualityMember[];
  statement: QualityStatement;
  items: readonly QualityIncomeItem[];
}

/** Thresholds of the policy pack that the rules compare with; null where the pack says nothing, and then the comparison is false. */
export interface QualityParameters {
  lineFen: number | null;
  hardFloorFen: number | null;
  selfPayShare: number | null;
  incomeDrop: number | null;
  monitoredIntervalDays: number | null;
  eliminatedIntervalDays: number | null;
  entryDueDay: number | null;
  /** Days for which an exemption may hold at most. */
  exemptionMaxDays: number;
  counting: IncomeCounting;
}

/** How long an exemption holds at most under a pack that does not say it (P7). */
const EXEMPTION_DAYS = 180;

/** The thresholds of a pack, the only reader of these parameters for the data-quality rules. */
export function qualityParameters(parameters: Readonly<Record<string, { value: unknown }>>): QualityParameters {
  const number = (name: string): number | null => {
    const value = parameters[name]?.value;
    return typeof value === 'number' ? value : null;
  };
  const fen = (name: string): number | null => {
    const yuan = number(name);
    return yuan === null ? null : Math.round(yuan * 100);
  };
  return {
    lineFen: fen('line.monitoring'),
    hardFloorFen: fen('line.hardFloor'),
    selfPayShare: number('trigger.selfPayShare'),
    incomeDrop: number('trigger.incomeDrop'),
    monitoredIntervalDays: number('visit.monitoredIntervalDays'),
    eliminatedIntervalDays: number('visit.eliminatedIntervalDays'),
    entryDueDay: number('incomeEntry.dueDay'),
    exemptionMaxDays: number('exemption.maxDays') ?? EXEMPTION_DAYS,
    counting: incomeCounting(parameters),
  };
}

/** `T`: a former registered poor household. */
export const isFormerPoor = (facts: QualityFacts): boolean => facts.householdType === '1';

/**
 * `not M` of the rules that say 未纳入监测. M is a case with a month of identification, and a household in identification (CHECKING) has none yet;
 * but what these rules ask for is under way there, and they would block the very procedure that mends them. So they speak of NOT_COVERED only.
 */
export const isNotCovered = (facts: QualityFacts): boolean => facts.monitoringState === 'NOT_COVERED';

/** `M and OPEN`: monitored, the risk not eliminated. */
export const isOpen = (facts: QualityFacts): boolean => MONITORED_STATES.includes(facts.monitoringState);

/** `M and CLOSED`: the risk was eliminated. A natural exit and a wrong identification end a case otherwise and are neither. */
export const isClosed = (facts: QualityFacts): boolean => facts.monitoringState === 'ELIMINATED';

/** Full years of a member on the day. */
export const ageOf = (member: QualityMember, facts: QualityFacts): number => ageOn(member.birthDate, facts.today);

/** Whether a number of years lies between two bounds, both included. */
export const between = (value: number, least: number, most: number): boolean => value >= least && value <= most;

/** Whether a known code is one of several; an unknown one is none. */
export const isIn = (value: string | null, codes: readonly string[]): boolean =>
  value !== null && codes.includes(value);

/** Whether a known value is another than this; an unknown one is not. */
export const differs = <T>(value: T | null, other: T): boolean => value !== null && value !== other;

/** Whether a member is well and nothing else (`health = ['1']`). */
export const isHealthy = (member: QualityMember): boolean => member.health?.length === 1 && member.health[0] === '1';

/** Whether the health of a member is known and holds a code. */
export const hasHealth = (member: QualityMember, code: string): boolean => member.health?.includes(code) === true;

/** Whether no labour ability is left or was ever there (丧失劳动力, 无劳动力); unknown is no. */
export const cannotWork = (member: QualityMember): boolean => isIn(member.labourAbility, ['4', '5']);

/** Whether a member can work fully (普通劳动力, 技能劳动力). */
export const canWork = (member: QualityMember): boolean => isIn(member.labourAbility, ['1', '2']);

/** `all(member, …)` of a household that has members: of nobody nothing is said. */
export const everyone = (facts: QualityFacts, holds: (member: QualityMember) => boolean): boolean =>
  facts.members.length > 0 && facts.members.every(holds);

/** The head, when there is exactly one; with none or several there is nobody to compare with. */
export function headOf(facts: QualityFacts): QualityMember | null {
  const heads = facts.members.filter((member) => member.relation === '1');
  return heads.length === 1 ? (heads[0] ?? null) : null;
}

/** `dangerousHouse`: grade C or D; null when the grade is not known. The register keeps the grade, not the answer. */
export const isDangerous = (living: Living): Known =>
  living.houseGrade === null ? null : living.houseGrade === 'C' || living.houseGrade === 'D';

/** Groups of STUDENT_STATUS, by the parents of the national code table. */
const SCHOOLS = {
  PRESCHOOL: [1, 2],
  PRIMARY: [3, 8],
  JUNIOR: [9, 11],
  SENIOR: [12, 14],
  VOCATIONAL: [15, 17],
  TERTIARY: [18, 22],
  MASTER: [23, 23],
} as const;
export type School = keyof typeof SCHOOLS;

/** `group(studentStatus)`: the kind of school of somebody at school, else null. */
export function schoolOf(member: QualityMember): School | null {
  if (member.studentStatus === null) return null;
  const grade = Number(member.studentStatus);
  const found = Object.entries(SCHOOLS).find(([, [first, last]]) => between(grade, first, last));
  return (found?.[0] as School | undefined) ?? null;
}
