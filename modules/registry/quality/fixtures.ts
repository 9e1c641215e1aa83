import { checkCharacter } from '@shouwang/platform/crypto/id-number.ts';
import { Living } from '../contract.facts.ts';
import { incomeCounting } from '../income-rules.ts';
import type { QualityFacts, QualityMember, QualityParameters, QualityStatement } from './facts.ts';

/** Tests only: the day on which the fixtures are looked at. */
const TODAY = '2026-11-22';

/** Tests only: a sound number of nobody, for a day of birth, a gender and a place in the household. */
export function soundNumber(birthDate: string, gender: '1' | '2', place: number): string {
  const body = `4402${String(29 + place).padStart(2, '0')}${birthDate.replaceAll('-', '')}${gender === '1' ? '997' : '996'}`;
  return body + checkCharacter(body);
}

const ROLES = {
  head: { name: '钟树根', relation: '1', gender: '1', birthDate: '1972-03-14', education: '3' },
  spouse: { name: '涂桂兰', relation: '2', gender: '2', birthDate: '1975-06-20', education: '2' },
  son: { name: '钟家豪', relation: '3', gender: '1', birthDate: '2009-05-04', studentStatus: '13' },
  daughter: { name: '钟雨晴', relation: '4', gender: '2', birthDate: '2013-01-09', studentStatus: '10' },
} as const;
export type Role = keyof typeof ROLES;
const NAMES = Object.keys(ROLES) as Role[];

/** Tests only: one of the family, with nothing at fault. */
export function aQualityMember(role: Role, given: Partial<QualityMember> = {}): QualityMember {
  const facts = ROLES[role];
  const pupil = 'studentStatus' in facts;
  return {
    id: `0190000e-0000-7000-8000-00000000000${NAMES.indexOf(role)}`,
    idType: '1',
    idNumber: soundNumber(facts.birthDate, facts.gender, NAMES.indexOf(role)),
    ethnicity: '01',
    politicalStatus: '13',
    education: null,
    studentStatus: null,
    studentStatusSince: pupil ? '2026-09-02' : null,
    dropoutReason: null,
    health: ['1'],
    disabilityCardNo: null,
    disabilityCategory: null,
    disabilityGrade: null,
    labourAbility: pupil ? '5' : '1',
    phone: null,
    isWorking: pupil ? false : null,
    medicalInsured: true,
    pensionInsured: !pupil,
    dibaoStatus: '0',
    tekunStatus: '0',
    ...facts,
    ...given,
  };
}

/** Nothing asked yet; a new field of the living conditions begins here as it does in the register. */
const NOT_ASKED = Object.fromEntries(Object.keys(Living.shape).map((field) => [field, null])) as Living;

const LIVING: Living = {
  ...NOT_ASKED,
  surveyedOn: '2026-10-02',
  houseGrade: 'B',
  soleHousing: true,
  safeHouseException: null,
  houseAreaM2: 96,
  houseStructure: '2',
  houseBuiltYear: 2009,
  safeWater: true,
  waterSource: '1',
  waterOutageDays: 2,
  waterFetchMinutes: 0,
  waterQuotaLitre: 80,
  electricity: true,
  hasSanitaryToilet: true,
  toiletUsable: true,
  roadPaved: true,
  hasNetwork: true,
};

const STATEMENT: QualityStatement = {
  periodFrom: '202511',
  periodTo: '202610',
  divisorCount: 4,
  wageFen: 6_000_000,
  operatingFen: 2_500_000,
  propertyFen: 0,
  transferFen: 300_000,
  operatingExpenseFen: 800_000,
  workCostFen: 0,
  netFen: 8_000_000,
  known: true,
  perCapitaFen: 2_000_000,
  selfPayFen: 100_000,
  estimatedShare: 0.1,
};

/** What a fixture changes of the clean family. */
export interface Change extends Partial<Omit<QualityFacts, 'living' | 'statement' | 'members'>> {
  head?: Partial<QualityMember>;
  spouse?: Partial<QualityMember>;
  son?: Partial<QualityMember>;
  daughter?: Partial<QualityMember>;
  /** Everybody of the family. */
  all?: Partial<QualityMember>;
  /** Who belongs to the household; left out: all four. */
  only?: readonly Role[];
  living?: Partial<Living>;
  statement?: Partial<QualityStatement>;
}

/** Tests only: a household of four in which no rule finds anything, with changes. */
export function aQualityHousehold(change: Change = {}): QualityFacts {
  const { head, spouse, son, daughter, all, only = NAMES, living, statement, ...rest } = change;
  const changes = { head, spouse, son, daughter };
  return {
    today: TODAY,
    householdType: '2',
    status: 'active',
    contactPhone: '15400136621',
    registeredCount: 4,
    residentCount: 4,
    noLabourBackstop: false,
    monitoringState: 'NOT_COVERED',
    lastVisitedOn: '2026-11-10',
    lastYearPerCapitaFen: 1_900_000,
    items: [
      {
        itemCode: '1001',
        direction: 'in',
        amountFen: 6_000_000,
        recordedMonth: '202611',
        reversed: false,
        counted: true,
      },
    ],
    members: only.map((role) => aQualityMember(role, { ...all, ...changes[role] })),
    living: { ...LIVING, ...living },
    statement: { ...STATEMENT, ...statement },
    ...rest,
  };
}

/** Tests only: thresholds as the packs have them. */
export const PARAMETERS: QualityParameters = {
  lineFen: 960_000,
  hardFloorFen: 400_000,
  selfPayShare: 0.4,
  incomeDrop: 0.3,
  monitoredIntervalDays: 30,
  eliminatedIntervalDays: 180,
  entryDueDay: 20,
  exemptionMaxDays: 180,
  counting: incomeCounting({}),
};
