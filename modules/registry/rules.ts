import { idNumberProblem, normaliseIdNumber } from '@shouwang/platform/crypto/id-number.ts';
import { GOOD_DROPOUT_REASONS } from './codes.ts';
import type { Living, Member } from './contract.ts';

export {
  headsOf,
  type IncomeCounting,
  type IncomeStatement,
  incomeCounting,
  incomeStatement,
  lastClosedPeriod,
  statementOn,
} from './income-rules.ts';
export * from './rules.change.ts';
export * from './rules.words.ts';

/** Full years of a person on a day. */
export function ageOn(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}

/** 31 August that begins the school year of a day: on it the age for compulsory schooling is counted. */
export function schoolYearDay(day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5, 7) >= '09' ? year : year - 1}-08-31`;
}

/** Whether a child is of the age for compulsory schooling: 6 to 15 full years on 31 August of the school year. */
export function isOfSchoolAge(born: string, day: string): boolean {
  const age = ageOn(born, schoolYearDay(day));
  return age >= 6 && age <= 15;
}

/** Fields on which only the county decides (P7): the ID number of a person and the category of a household. */
export const COUNTY_FIELDS: readonly string[] = ['idNumber', 'idType', 'householdType'];

/** What a search box was given: an ID number, a phone, a household number, pinyin initials or a name (by its beginning). */
export type SearchKind = 'idNumber' | 'phone' | 'householdNo' | 'pinyin' | 'name';

/** Tells from the signs alone what a search is for, so that one index answers it. */
export function searchKind(q: string): SearchKind {
  const folded = normaliseIdNumber(q);
  if (idNumberProblem(folded) === null) return 'idNumber';
  if (/^1[3-9]\d{9}$/.test(q)) return 'phone';
  if (/^([A-Za-z]{2}-?\d{1,9}|\d{7,17})$/.test(q)) return 'householdNo';
  if (/^[A-Za-z]+$/.test(q)) return 'pinyin';
  return 'name';
}

/** The end of the range of texts that begin with `prefix`, in byte order: `text >= prefix and text < prefixEnd(prefix)`. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}

/** A household number as it is searched: `wy58213` is the whole number `WY-0058213`; digits alone, or beginning with 0, are the beginning of one. */
export function readHouseholdNo(q: string): { exact: string } | { prefix: string } {
  if (/^\d+$/.test(q)) return { prefix: q };
  const [, letters = '', digits = ''] = /^([A-Za-z]*)-?(\d*)$/.exec(q) ?? [];
  const county = letters.toUpperCase();
  return digits.startsWith('0') && digits.length < 7
    ? { prefix: `${county}-${digits}` }
    : { exact: `${county}-${digits.padStart(7, '0')}` };
}

/** Whether something is secured: yes, no, or nobody knows. Unknown is never no. */
export type Secured = 'secured' | 'open' | 'unknown';

/** 三保障和饮水安全, and what of daily life the visit asks about. */
export interface Guarantees {
  education: Secured;
  medical: Secured;
  housing: Secured;
  water: Secured;
  /** 用电、道路、网络. */
  facilities: Secured;
  toilet: Secured;
}

interface GuaranteeFacts {
  members: readonly Pick<Member, 'birthDate' | 'studentStatus' | 'dropoutReason' | 'medicalInsured' | 'memberStatus'>[];
  living: Living;
}

const worst = (all: readonly Secured[]): Secured =>
  all.includes('open') ? 'open' : all.includes('unknown') ? 'unknown' : 'secured';
const byFlag = (flag: boolean | null): Secured => (flag === null ? 'unknown' : flag ? 'secured' : 'open');

/**
 * What stands of the three guarantees (compulsory schooling, basic medical insurance, a safe house) and safe water on a day. A house of grade C or D
 * is no gap when it is not the only one or another safe dwelling is on record.
 */
export function guaranteesOf({ members, living }: GuaranteeFacts, day: string): Guarantees {
  const current = members.filter((member) => member.memberStatus === 'current');
  const pupils = current.filter((member) => isOfSchoolAge(member.birthDate, day));
  return {
    education: worst(pupils.map(schoolingOf)),
    medical: worst(current.map((member) => byFlag(member.medicalInsured))),
    housing: housingOf(living),
    water: byFlag(living.safeWater),
    facilities: worst([living.electricity, living.roadPaved, living.hasNetwork].map(byFlag)),
    toilet:
      living.hasSanitaryToilet === false
        ? 'open'
        : worst([byFlag(living.hasSanitaryToilet), byFlag(living.toiletUsable)]),
  };
}

/** A pupil of school age who is not at school for a good reason is no gap; whether the reason is good is one list for all (codes.ts). */
function schoolingOf({ studentStatus, dropoutReason }: Pick<Member, 'studentStatus' | 'dropoutReason'>): Secured {
  if (dropoutReason !== null) return GOOD_DROPOUT_REASONS.includes(dropoutReason) ? 'secured' : 'open';
  return studentStatus !== null ? 'secured' : 'unknown';
}

function housingOf(living: Living): Secured {
  if (living.houseGrade === null) return 'unknown';
  if (living.houseGrade === 'A' || living.houseGrade === 'B') return 'secured';
  if (living.safeHouseException !== null || living.soleHousing === false) return 'secured';
  return living.soleHousing === null ? 'unknown' : 'open';
}
