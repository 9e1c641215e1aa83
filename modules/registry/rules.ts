import {
  birthDate,
  genderOf,
  idNumberProblem,
  idNumberProblemText,
  normaliseIdNumber,
} from '@shouwang/platform/crypto/id-number.ts';
import { GOOD_DROPOUT_REASONS } from './codes.ts';
import type { Living, Member, MemberFacts } from './contract.ts';

export {
  type CountedLine,
  headsOf,
  type IncomeCounting,
  type IncomeLine,
  type IncomePolicy,
  type IncomeStatement,
  incomeCounting,
  incomeStatement,
  lastClosedPeriod,
  statementOn,
} from './income-rules.ts';
export * from './rules.words.ts';

/** Something in a file that does not fit together: the field at fault, a stable code and what to do. `member` is its position. */
export interface Inconsistency {
  member: number | null;
  field: string;
  code: string;
  message: string;
}

/** A current member as the consistency rules see it; a number that is sealed and untouched is null with its facts already derived. */
export type CheckedMember = Pick<
  MemberFacts,
  | 'relation'
  | 'gender'
  | 'birthDate'
  | 'idType'
  | 'idNumber'
  | 'education'
  | 'studentStatus'
  | 'dropoutReason'
  | 'health'
  | 'labourAbility'
  | 'dibaoStatus'
  | 'tekunStatus'
> & { disabilityCategory: number | null; disabilityGrade: number | null };

const MEN = ['3', '6', '7', '9', '11', '13', '15', '17', '19', '23', '24'];
const WOMEN = ['4', '5', '8', '10', '12', '14', '16', '18', '20', '22', '25'];

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

type MemberRule = (member: CheckedMember, day: string) => Omit<Inconsistency, 'member'> | null;

const fault = (field: string, code: string, message: string) => ({ field, code, message });

/** The rules of one member, each with the code of the data-quality rule that it follows. */
const MEMBER_RULES: readonly MemberRule[] = [
  (m, day) => {
    const problem = m.idType === '1' && m.idNumber !== null ? idNumberProblem(m.idNumber, day) : null;
    return problem ? fault('idNumber', problem, idNumberProblemText[problem]) : null;
  },
  (m) =>
    isSound(m) && genderOf(normaliseIdNumber(m.idNumber)) !== m.gender
      ? fault('gender', 'DQ-ID08', '性别与证件号码第 17 位不一致，请核对。')
      : null,
  (m) =>
    isSound(m) && birthDate(normaliseIdNumber(m.idNumber)) !== m.birthDate
      ? fault('birthDate', 'DQ-ID09', '出生日期与证件号码不一致，请核对。')
      : null,
  (m, day) => (m.birthDate > day ? fault('birthDate', 'birth-in-future', '出生日期晚于今天，请核对。') : null),
  (m) =>
    WOMEN.includes(m.relation) && m.gender !== '2'
      ? fault('relation', 'DQ-RL02', '这一称谓只能是女性，请核对与户主关系或性别。')
      : null,
  (m) =>
    MEN.includes(m.relation) && m.gender !== '1'
      ? fault('relation', 'DQ-RL03', '这一称谓只能是男性，请核对与户主关系或性别。')
      : null,
  (m) =>
    m.education !== null && m.studentStatus !== null
      ? fault('education', 'DQ-ED01', '在校生不填文化程度，请只填一项。')
      : null,
  (m, day) => schoolAgeFault(m, day),
  (m) =>
    m.dropoutReason !== null && m.studentStatus !== null
      ? fault('dropoutReason', 'dropout-at-school', '已填在校状况，不能同时填未上学原因。')
      : null,
  (m) =>
    m.health?.includes('1') && m.health.length > 1
      ? fault('health', 'DQ-HL08', '“健康”不能与其他健康状况同时选。')
      : null,
  (m) =>
    m.health?.includes('4') && m.disabilityCategory === null
      ? fault('health', 'DQ-ID06', '健康状况为残疾的，须登记残疾人证号。')
      : null,
  (m) =>
    m.health?.join() === '1' && (m.dropoutReason === '1' || m.dropoutReason === '2')
      ? fault('dropoutReason', 'DQ-ED09', '未上学原因为因病、因残，与健康状况“健康”不符。')
      : null,
  (m) =>
    m.studentStatus !== null && Number(m.studentStatus) > 1 && m.labourAbility !== null && m.labourAbility !== '5'
      ? fault('labourAbility', 'DQ-HL05', '在校生的劳动能力应为“无劳动力”。')
      : null,
  (m) =>
    (m.dibaoStatus ?? '0') !== '0' && (m.tekunStatus ?? '0') !== '0'
      ? fault('tekunStatus', 'dibao-and-tekun', '低保与特困供养不能同时享受，请只选一项。')
      : null,
];

/** Years of age between which a person may stand in a class (source: public check set over national exports, DQ-ED03 to ED07). */
const SCHOOL_AGES: readonly { from: number; to: number; youngest: number; oldest: number; code: string }[] = [
  { from: 3, to: 8, youngest: 6, oldest: 14, code: 'DQ-ED03' },
  { from: 9, to: 11, youngest: 12, oldest: 17, code: 'DQ-ED04' },
  { from: 12, to: 17, youngest: 15, oldest: 20, code: 'DQ-ED05' },
  { from: 18, to: 22, youngest: 18, oldest: 200, code: 'DQ-ED06' },
  { from: 23, to: 23, youngest: 20, oldest: 200, code: 'DQ-ED07' },
];

function schoolAgeFault(member: CheckedMember, day: string): Omit<Inconsistency, 'member'> | null {
  if (member.studentStatus === null) return null;
  const grade = Number(member.studentStatus);
  const bounds = SCHOOL_AGES.find((one) => grade >= one.from && grade <= one.to);
  const age = ageOn(member.birthDate, day);
  if (!bounds || (age >= bounds.youngest && age <= bounds.oldest)) return null;
  return fault('studentStatus', bounds.code, `在校年级与年龄（${age} 周岁）不符，请核对。`);
}

function isSound(member: CheckedMember): member is CheckedMember & { idNumber: string } {
  return member.idType === '1' && member.idNumber !== null && idNumberProblem(member.idNumber) === null;
}

/**
 * Everything that does not fit together in a household on a day: members one by one, then exactly one head (户主), at most one spouse
 * (DQ-RL07) of the other gender (DQ-RL01).
 */
export function findInconsistencies(members: readonly CheckedMember[], day: string): Inconsistency[] {
  const found: Inconsistency[] = members.flatMap((member, index) =>
    MEMBER_RULES.flatMap((rule) => {
      const broken = rule(member, day);
      return broken ? [{ member: index, ...broken }] : [];
    }),
  );
  const heads = members.filter((member) => member.relation === '1');
  const spouses = members.filter((member) => member.relation === '2');
  if (heads.length !== 1)
    found.push({
      member: null,
      field: 'relation',
      code: 'head-not-one',
      message: `一户须有且只有一名户主，现有 ${heads.length} 名。`,
    });
  if (spouses.length > 1)
    found.push({ member: null, field: 'relation', code: 'DQ-RL07', message: '户内配偶多于一人，请核对与户主关系。' });
  if (heads.length === 1 && spouses.length === 1 && heads[0]?.gender === spouses[0]?.gender) {
    found.push({ member: null, field: 'gender', code: 'DQ-RL01', message: '户主与配偶性别相同，请核对。' });
  }
  return found;
}

/** The faults that a correction would add. Old faults do not stand in the way of mending something else (P7: no new error). */
export function newInconsistencies(before: readonly Inconsistency[], after: readonly Inconsistency[]): Inconsistency[] {
  const key = (one: Inconsistency) => `${one.member}|${one.field}|${one.code}`;
  const known = new Set(before.map(key));
  return after.filter((one) => !known.has(key(one)));
}

/** Fields that only the county corrects (P7): the ID number of a person and the category of a household. */
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
