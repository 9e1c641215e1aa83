import { aQualityMember, type Change, soundNumber } from './fixtures.ts';

/** Tests only: for a rule a household that breaks it, and one that stands just on the right side of it. */
export type QualityCase = readonly [code: string, broken: Change, right: Change];

const number = (birthDate: string, gender: '1' | '2', place = 0) => soundNumber(birthDate, gender, place);
const HEAD = number('1972-03-14', '1');
const card = (idNumber: string, category: number, grade: number) => ({
  disabilityCardNo: `${idNumber}${category}${grade}`,
  disabilityCategory: category,
  disabilityGrade: grade,
  health: ['4'],
  labourAbility: '4',
});
/** Born on a day, with the number that says so. */
const born = (birthDate: string, gender: '1' | '2' = '1', place = 0) => ({
  birthDate,
  idNumber: number(birthDate, gender, place),
});
const spouse = aQualityMember('spouse');
const POOR = { householdType: '1' } as const;
const OPEN = { monitoringState: 'MONITORED' } as const;
const CLOSED = { monitoringState: 'ELIMINATED' } as const;
const CHECKING = { monitoringState: 'CHECKING' } as const;
const child = { labourAbility: '5', education: null, pensionInsured: false, isWorking: false } as const;
const line = {
  itemCode: '4012',
  direction: 'in',
  amountFen: 100_000,
  recordedMonth: '202611',
  reversed: false,
  counted: true,
} as const;

const IDENTITY: readonly QualityCase[] = [
  ['DQ-ID01', { spouse: { idNumber: HEAD } }, { spouse: { idNumber: null } }],
  ['DQ-ID02', { head: { idNumber: HEAD.slice(0, 17) } }, { head: { idNumber: 'A440000001', idType: '3' } }],
  [
    'DQ-ID03',
    { head: { idNumber: HEAD.slice(0, 17) + (HEAD.endsWith('1') ? '2' : '1') } },
    { head: { idNumber: `${HEAD.slice(0, 17)}${HEAD.endsWith('1') ? '2' : '1'}`, idType: '9' } },
  ],
  [
    'DQ-ID04',
    { head: { ...card(HEAD, 4, 3), disabilityCardNo: `${HEAD}85` } },
    { head: { ...card(HEAD, 4, 3), disabilityCardNo: `${HEAD}43B1` } },
  ],
  ['DQ-ID05', { head: { idNumber: `999999${HEAD.slice(6)}` } }, { head: { idNumber: HEAD } }],
  ['DQ-ID06', { head: { health: ['2', '4'] } }, { head: card(HEAD, 4, 3) }],
  ['DQ-ID07', { head: { ...card(HEAD, 4, 3), health: ['2'] } }, { head: { ...card(HEAD, 4, 3), health: null } }],
  ['DQ-ID08', { head: { gender: '2' } }, { head: { gender: '2', idType: '9', idNumber: null } }],
  ['DQ-ID09', { head: { birthDate: '1972-03-15' } }, { head: { birthDate: '1972-03-15', idNumber: null } }],
  [
    'DQ-ID10',
    { head: card(number('1972-03-14', '1', 5), 4, 3) },
    { head: { ...card(HEAD, 4, 3), disabilityCardNo: `${HEAD}43` } },
  ],
  ['DQ-ID11', { head: { name: '钟树根2' } }, { head: { name: '阿依·古丽' } }],
  [
    'DQ-ID12',
    { spouse: { name: '钟树根', idNumber: `${HEAD.slice(0, 5)}8${HEAD.slice(6)}` } },
    { spouse: { idNumber: `${HEAD.slice(0, 5)}8${HEAD.slice(6)}` } },
  ],
];

const RELATIONS: readonly QualityCase[] = [
  ['DQ-RL01', { spouse: { gender: '1', idNumber: null } }, { only: ['spouse'] }],
  ['DQ-RL02', { daughter: { gender: '1', idNumber: null } }, { daughter: { relation: '26', gender: '1' } }],
  ['DQ-RL03', { son: { gender: '2', idNumber: null } }, { son: { relation: '26', gender: '2' } }],
  ['DQ-RL04', { son: { relation: '24' } }, { son: { relation: '7' } }],
  [
    'DQ-RL05',
    { son: { relation: '11', ...born('1960-01-01', '1', 2) } },
    { son: { relation: '11', ...born('1956-01-01', '1', 2) } },
  ],
  ['DQ-RL06', { son: born('1985-11-22', '1', 2) }, { son: born('1985-11-23', '1', 2) }],
  ['DQ-RL07', { daughter: { relation: '2' } }, { daughter: { relation: '26' } }],
  ['DQ-RL08', { spouse: born('2006-11-23', '2', 1) }, { spouse: born('2006-11-22', '2', 1) }],
  [
    'DQ-RL09',
    { head: { ...child, studentStatus: '9', ...born('2011-01-01') } },
    { head: { ...child, studentStatus: '13', ...born('2010-11-22') } },
  ],
];

const BASICS: readonly QualityCase[] = [
  ['DQ-BF01', { head: { ethnicity: null } }, { head: { ethnicity: '63' } }],
  ['DQ-BF02', { head: { health: [] } }, { head: { health: ['2'] } }],
  ['DQ-BF03', { head: { labourAbility: null } }, { head: { labourAbility: '3' } }],
  ['DQ-BF06', { head: { relation: null } }, { head: { relation: '26' } }],
  [
    'DQ-BF07',
    { head: { education: null } },
    { daughter: { ...child, studentStatus: null, ...born('2024-01-09', '2', 3) } },
  ],
  ['DQ-BF08', { living: { safeWater: null } }, { living: { safeWater: false } }],
  ['DQ-BF09', { living: { toiletUsable: null } }, { living: { hasSanitaryToilet: false, toiletUsable: null } }],
  ['DQ-BF13', { living: { roadPaved: null } }, { living: { roadPaved: false } }],
  ['DQ-BF14', { living: { houseAreaM2: null } }, { living: { houseAreaM2: 0 } }],
  ['DQ-BF15', { living: { houseGrade: null } }, { living: { houseGrade: 'D' } }],
  ['DQ-BF16', { head: { relation: '26' } }, { only: ['head'] }],
  ['DQ-BF17', { son: { relation: '1' } }, { son: { relation: '7' } }],
  ['DQ-BF19', { contactPhone: null }, { contactPhone: '0751-2876543' }],
  ['DQ-BF23', { living: { electricity: null } }, { living: { electricity: false } }],
  ['DQ-BF24', { ...POOR, living: { electricity: false } }, { living: { electricity: false } }],
  ['DQ-BF25', { head: { pensionInsured: null } }, { head: { pensionInsured: false } }],
  ['DQ-BF26', { head: { politicalStatus: null } }, { son: { politicalStatus: null } }],
  ['DQ-BF27', { contactPhone: '2876543' }, { contactPhone: null }],
  ['DQ-BF28', { registeredCount: 3 }, { registeredCount: 5 }],
  ['DQ-BF29', { only: [] }, { only: [], status: 'cancelled' }],
];

const HEALTH: readonly QualityCase[] = [
  ['DQ-HL01', { head: { labourAbility: '4' } }, { head: { labourAbility: '4', health: ['2'] } }],
  ['DQ-HL02', { head: { labourAbility: '3' } }, { head: { labourAbility: '3', ...born('1966-11-22') } }],
  ['DQ-HL03', { daughter: { labourAbility: '1' } }, { daughter: { labourAbility: null } }],
  ['DQ-HL04', { head: born('1966-11-22') }, { head: born('1966-11-23') }],
  ['DQ-HL05', { son: { labourAbility: '1' } }, { son: { labourAbility: null } }],
  [
    'DQ-HL06',
    { head: { ...card(HEAD, 4, 2), labourAbility: '1' } },
    { head: { ...card(HEAD, 4, 3), labourAbility: '1' } },
  ],
  [
    'DQ-HL07',
    { head: { ...card(HEAD, 1, 1), labourAbility: '2' } },
    { head: { ...card(HEAD, 1, 1), labourAbility: '3' } },
  ],
  ['DQ-HL08', { head: { health: ['1', '2'] } }, { head: { health: ['2', '3'] } }],
  ['DQ-HL09', { head: { labourAbility: '5' } }, { head: { labourAbility: '4' } }],
  [
    'DQ-HL11',
    { head: { ...card(HEAD, 6, 3), labourAbility: '1' } },
    { head: { ...card(HEAD, 4, 3), labourAbility: '1' } },
  ],
  ['DQ-MF16', { head: { tekunStatus: '1' } }, { head: { tekunStatus: '1', health: ['2'] } }],
];

const SCHOOL: readonly QualityCase[] = [
  ['DQ-ED01', { son: { education: '3' } }, { son: { education: null } }],
  ['DQ-ED02', { daughter: { studentStatus: '2' } }, { daughter: { studentStatus: '2', health: ['2'] } }],
  [
    'DQ-ED03',
    { daughter: { studentStatus: '8', ...born('2011-11-22', '2', 3) } },
    { daughter: { studentStatus: '8', ...born('2011-11-23', '2', 3) } },
  ],
  ['DQ-ED04', { daughter: born('2014-11-23', '2', 3) }, { daughter: born('2014-11-22', '2', 3) }],
  ['DQ-ED05', { son: born('2005-11-22', '1', 2) }, { son: born('2005-11-23', '1', 2) }],
  [
    'DQ-ED06',
    { son: { studentStatus: '22', ...born('2008-11-23', '1', 2) } },
    { son: { studentStatus: '22', ...born('2008-11-22', '1', 2) } },
  ],
  [
    'DQ-ED07',
    { son: { studentStatus: '23', ...born('2006-11-23', '1', 2) } },
    { son: { studentStatus: '23', ...born('2006-11-22', '1', 2) } },
  ],
  ['DQ-ED08', { son: { studentStatus: null, education: '2' } }, { son: { studentStatus: null, education: '3' } }],
  [
    'DQ-ED09',
    { daughter: { studentStatus: null, dropoutReason: '1' } },
    { daughter: { studentStatus: null, dropoutReason: '1', health: ['2'] } },
  ],
  [
    'DQ-ED10',
    // Six full years on 31 August of the school year.
    { daughter: { studentStatus: null, ...born('2020-08-31', '2', 3) } },
    { daughter: { studentStatus: null, ...born('2020-09-01', '2', 3) } },
  ],
  ['DQ-ED12', { son: { studentStatusSince: '2025-09-30' } }, { son: { studentStatusSince: '2025-10-01' } }],
];

const WORK: readonly QualityCase[] = [
  ['DQ-IN02', { head: { medicalInsured: null } }, { head: { medicalInsured: true } }],
  ['DQ-IN06', { head: { pensionInsured: false } }, { son: { pensionInsured: false } }],
  ['DQ-WK01', { head: { isWorking: true, phone: '0751-2876543' } }, { head: { isWorking: true, phone: null } }],
  [
    'DQ-WK02',
    { head: { isWorking: true, phone: '12800136621' } },
    { head: { isWorking: false, phone: '12800136621' } },
  ],
  ['DQ-WK07', { daughter: { isWorking: true } }, { son: { isWorking: true, ...born('2010-11-22', '1', 2) } }],
  ['DQ-WK08', { son: { isWorking: true } }, { son: { isWorking: null } }],
  ['DQ-WK09', { head: { isWorking: true, tekunStatus: '1' } }, { head: { isWorking: true, tekunStatus: '0' } }],
  ['DQ-WK16', { head: { isWorking: true, labourAbility: '4' } }, { head: { isWorking: true, labourAbility: '3' } }],
  ['DQ-WK17', { head: { isWorking: false, education: '6' } }, { head: { isWorking: null, education: '6' } }],
  ['DQ-WK18', { head: { isWorking: false, labourAbility: '2' } }, { head: { isWorking: null, labourAbility: '2' } }],
];

const below = (perCapitaFen: number | null) => ({ statement: { perCapitaFen, netFen: (perCapitaFen ?? 0) * 4 } });
const unable = { labourAbility: '4', health: ['2'] } as const;

const MONITORING: readonly QualityCase[] = [
  [
    'DQ-MN01',
    { ...POOR, living: { houseGrade: 'C' } },
    { ...POOR, living: { houseGrade: 'C', safeHouseException: '1' } },
  ],
  ['DQ-MN02', { ...POOR, living: { safeWater: false } }, { ...POOR, ...CHECKING, living: { safeWater: false } }],
  ['DQ-MN04', { ...POOR, daughter: { studentStatus: null } }, { ...POOR, ...OPEN, daughter: { studentStatus: null } }],
  ['DQ-MN05', { ...POOR, ...below(959_999) }, { ...POOR, ...below(960_000) }],
  ['DQ-MN07', { ...CLOSED, living: { houseGrade: 'D' } }, { ...OPEN, living: { houseGrade: 'D' } }],
  ['DQ-MN08', { ...CLOSED, living: { safeWater: false } }, { ...CLOSED, living: { safeWater: null } }],
  ['DQ-MN09', { statement: { selfPayFen: 3_200_000 } }, { statement: { selfPayFen: 3_199_999 } }],
  ['DQ-MN10', { lastYearPerCapitaFen: 2_857_143 }, { lastYearPerCapitaFen: 2_857_142 }],
  ['DQ-MN11', { head: { ...unable, health: ['3'] }, spouse: unable }, { head: { ...unable, health: ['3'] } }],
  ['DQ-MC05', { ...CLOSED, living: { houseGrade: 'C' } }, { ...CLOSED, living: { houseGrade: null } }],
  ['DQ-MC06', { ...CLOSED, living: { safeWater: false } }, { ...OPEN, living: { safeWater: false } }],
  ['DQ-MC07', { ...CLOSED, head: { medicalInsured: false } }, { ...CLOSED, head: { medicalInsured: null } }],
  ['DQ-MC16', { ...OPEN, lastVisitedOn: '2026-10-22' }, { ...OPEN, lastVisitedOn: '2026-10-23' }],
  [
    'DQ-EL07',
    { ...CLOSED, head: unable, spouse: unable },
    { ...CLOSED, head: unable, spouse: { ...unable, labourAbility: '3' } },
  ],
  ['DQ-EL08', below(399_999), below(null)],
  ['DQ-EL12', { ...CLOSED, lastVisitedOn: '2026-05-25' }, { ...CLOSED, lastVisitedOn: '2026-05-26' }],
  [
    'DQ-RM12',
    { ...OPEN, all: { ...unable, dibaoStatus: '1' }, noLabourBackstop: null, only: ['head', 'spouse'] },
    { ...OPEN, all: { ...unable, dibaoStatus: '1' }, noLabourBackstop: true, only: ['head', 'spouse'] },
  ],
  [
    'DQ-RM13',
    { all: unable, only: ['head', 'spouse'] },
    { all: unable, spouse: { tekunStatus: null }, only: ['head', 'spouse'] },
  ],
];

const INCOME: readonly QualityCase[] = [
  ['DQ-RG09', { statement: { netFen: 8_000_101 } }, { statement: { netFen: 8_000_100 } }],
  ['DQ-RG10', { statement: { perCapitaFen: 2_000_101 } }, { statement: { perCapitaFen: 2_000_100 } }],
  ['DQ-RG11', { statement: { periodFrom: '202512' } }, { statement: { periodFrom: '202511', periodTo: '202610' } }],
  ['DQ-RG12', { statement: { estimatedShare: 0.51 } }, { statement: { estimatedShare: 0.5 } }],
  ['DQ-RG13', { living: { houseAreaM2: 39 } }, { living: { houseAreaM2: 40 } }],
  [
    'DQ-RG14',
    { items: [{ ...line, itemCode: '1001', amountFen: 100_000_001 }] },
    { items: [{ ...line, itemCode: '1001', amountFen: 100_000_001, reversed: true }] },
  ],
  ['DQ-RG15', { items: [line] }, { items: [{ ...line, counted: false }] }],
  [
    'DQ-RG16',
    { ...POOR, items: [{ ...line, itemCode: '1001', recordedMonth: '202610' }] },
    { ...POOR, today: '2026-11-20', items: [{ ...line, itemCode: '1001', recordedMonth: '202610' }] },
  ],
];

/** Tests only: every rule with its two households. */
export const QUALITY_CASES: readonly QualityCase[] = [
  ...IDENTITY,
  ...RELATIONS,
  ...BASICS,
  ...HEALTH,
  ...SCHOOL,
  ...WORK,
  ...MONITORING,
  ...INCOME,
];

/** Tests only: the spouse of the clean family, for cases that name her. */
export const SPOUSE_ID = spouse.id;
