import type { Calendar } from './calendar.ts';
import type { DemoMember } from './contract.ts';
import { drawHealth, drawLabour } from './health.ts';
import type { IdAllotment } from './id-numbers.ts';
import { drawGiven, drawShared, drawSurname, type Sound } from './names.ts';
import { type Prng, weighted } from './prng.ts';
import { drawEducation, drawStudentStatus } from './schooling.ts';
import type { Seat } from './structure.ts';

/** What the people of one household have in common. */
export type Family = {
  surname: Sound;
  ethnicity: string;
  formerPoor: boolean;
  /** Whole household receives 低保. */
  dibao: boolean;
  /** Serial number of the household, from which telephone numbers follow. */
  serial: number;
};

/** What the drawing of people needs; one for the whole run. */
export type PeopleTools = { prng: Prng; calendar: Calendar; ids: IdAllotment; idAreas: number };

/** Relations whose bearers have the head's surname; the others have their own. */
const SAME_SURNAME = new Set(['1', '3', '4', '7', '8', '11']);
const SECOND_GENERATION = new Set(['3', '4']);
const THIRD_GENERATION = new Set(['7', '8']);
const POLITICAL = weighted<string>([
  ['01', 6],
  ['13', 94],
]);
const POLITICAL_YOUNG = weighted<string>([
  ['01', 2],
  ['03', 30],
  ['13', 68],
]);
const AWAY = weighted<string>([
  ['广东省广州市', 18],
  ['广东省深圳市', 17],
  ['广东省佛山市', 16],
  ['广东省东莞市', 20],
  ['广东省惠州市', 6],
  ['广东省中山市', 6],
  ['广东省珠海市', 4],
  ['本市市区', 8],
  ['外省', 5],
]);
const NEAR = weighted<string>([
  ['本县', 60],
  ['本镇', 40],
]);

/** First three digits of every telephone number: 154 was never allotted to an operator (see data/README.md). */
const PHONE_PREFIX = '154';

/** Telephone number of a serial; different serials below a hundred million give different numbers. */
export function phoneOf(serial: number): string {
  const scattered = (serial * 48_271 + 11) % 100_000_000;
  return PHONE_PREFIX + String(scattered).padStart(8, '0');
}

/** Fills the seats of one household with people. The head is first. */
export function drawPeople(tools: PeopleTools, seats: readonly Seat[], family: Family): DemoMember[] {
  const { prng } = tools;
  const shared = prng.chance(0.45) ? drawShared(prng, '1', 1995) : null;
  const sharedYoung = prng.chance(0.35) ? drawShared(prng, '1', 2012) : null;
  const members: DemoMember[] = [];
  for (let i = 0; i < seats.length; i += 1) {
    const seat = seats[i] as Seat;
    members.push(drawPerson(tools, { seat, family, index: i, shared: sharedOf(seat, shared, sharedYoung) }));
  }
  return members;
}

function sharedOf(seat: Seat, second: Sound | null, third: Sound | null): Sound | null {
  if (seat.gender === '2') return null;
  if (SECOND_GENERATION.has(seat.relation)) return second;
  return THIRD_GENERATION.has(seat.relation) ? third : null;
}

type PersonInput = { seat: Seat; family: Family; index: number; shared: Sound | null };

function drawPerson(tools: PeopleTools, { seat, family, index, shared }: PersonInput): DemoMember {
  const { prng, calendar, ids } = tools;
  const day = calendar.birthDay(seat.age, prng.unit());
  const age = calendar.age(day);
  const birthYear = calendar.year[day] as number;
  const surname = SAME_SURNAME.has(seat.relation) ? family.surname : drawSurname(prng);
  const given = drawGiven(prng, { gender: seat.gender, birthYear }, shared);
  const marriedIn = !SAME_SURNAME.has(seat.relation) && prng.chance(0.3);
  const idNumber = ids.next(day, seat.gender, marriedIn ? prng.between(1, Math.min(9, tools.idAreas - 1)) : 0);
  const body = drawHealth(prng, age, idNumber);
  const studentStatus = drawStudentStatus(prng, age, calendar.schoolAge(day));
  const labourAbility = drawLabour(prng, { age, student: studentStatus !== null, body });
  const work = drawWork(prng, { age, gender: seat.gender, labourAbility });
  const school = drawSchool(prng, { age, studentStatus, severe: body.disabilityGrade === 1 });
  return {
    name: surname.text + given.text,
    namePinyin: surname.initials + given.initials,
    gender: seat.gender,
    idNumber,
    birthDate: calendar.iso[day] as string,
    relation: seat.relation as DemoMember['relation'],
    ethnicity: family.ethnicity,
    politicalStatus: drawPolitical(prng, age),
    education: school.education,
    studentStatus: school.studentStatus,
    dropoutReason: school.dropoutReason,
    ...body,
    labourAbility,
    phone: age >= 14 && age < 80 && prng.chance(0.72) ? phoneOf(family.serial * 10 + index + 1) : null,
    isWorking: work.isWorking,
    workPlace: work.workPlace,
    workMonths: work.workMonths,
    medicalInsured: true,
    pensionInsured: drawPension(prng, age, studentStatus !== null),
    dibaoStatus: family.dibao ? '1' : '0',
    tekunStatus: '0',
    isResident: !work.away || prng.chance(0.35),
    sharesIncome: index === 0 || prng.chance(0.985),
  };
}

type School = Pick<DemoMember, 'education' | 'studentStatus' | 'dropoutReason'>;

/** Education stands only for those who are not at school; severely disabled children may be taught at home (送教上门). */
function drawSchool(
  prng: Prng,
  who: { age: number; studentStatus: DemoMember['studentStatus']; severe: boolean },
): School {
  const { age, studentStatus } = who;
  if (who.severe && age >= 6 && age <= 15) return { education: '1', studentStatus: null, dropoutReason: '2' };
  if (studentStatus !== null) return { education: null, studentStatus, dropoutReason: null };
  return { education: drawEducation(prng, age), studentStatus: null, dropoutReason: null };
}

function drawPolitical(prng: Prng, age: number): string {
  return age < 18 ? '13' : prng.draw(age <= 28 ? POLITICAL_YOUNG : POLITICAL);
}

function drawPension(prng: Prng, age: number, student: boolean): boolean {
  if (age < 16 || student) return false;
  return prng.chance(0.9);
}

type WorkInput = { age: number; gender: '1' | '2'; labourAbility: DemoMember['labourAbility'] };
type Work = Pick<DemoMember, 'isWorking' | 'workPlace' | 'workMonths'> & { away: boolean };

const NO_WORK: Work = { isWorking: false, workPlace: null, workMonths: null, away: false };
const UNKNOWN_WORK: Work = { isWorking: null, workPlace: null, workMonths: null, away: false };

function drawWork(prng: Prng, who: WorkInput): Work {
  if (prng.chance(0.015)) return UNKNOWN_WORK;
  const able = who.labourAbility === '1' || who.labourAbility === '2';
  if (!prng.chance(workShare(who, able))) return NO_WORK;
  const away = able && prng.chance(awayShare(who.age));
  return {
    isWorking: true,
    workPlace: prng.draw(away ? AWAY : NEAR),
    workMonths: able ? prng.between(7, 12) : prng.between(2, 6),
    away,
  };
}

function workShare(who: WorkInput, able: boolean): number {
  if (able) return who.gender === '1' ? 0.93 : 0.8;
  return who.labourAbility === '3' && who.age < 68 ? 0.3 : 0;
}

function awayShare(age: number): number {
  if (age < 30) return 0.72;
  return age < 45 ? 0.55 : 0.28;
}
