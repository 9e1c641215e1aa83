import { DIBAO_STATUS, DISABILITY_CATEGORY, DISABILITY_GRADE, HOUSE_GRADE, nameOf, STUDENT_STATUS } from './codes.ts';
import type { Living, MemberFacts, WordTopic, WordValues, WordVerdict } from './contract.ts';

/** What of a household departments speak of. */
export type HouseholdSide = Pick<Living, 'houseGrade' | 'soleHousing' | 'waterOutageDays' | 'safeWater'>;
/** What of a member departments speak of, with what tells "none" from "unknown". */
export type MemberSide = {
  [F in 'dibaoStatus' | 'studentStatus' | 'education' | 'dropoutReason']: MemberFacts[F] | string;
} & { health: readonly string[] | null; disabilityCategory: number | null; disabilityGrade: number | null };

/** A value of the registry; `known` false = nobody asked yet. */
export interface Stated {
  known: boolean;
  values: WordValues;
  text: string;
}

const saidYes = (flag: boolean | null) => (flag ? '是' : '否');
const stated = (values: WordValues, text: string, known = Object.values(values)[0] !== null): Stated => ({
  known,
  values,
  text: known ? text : '未填',
});

const HOUSEHOLD_TOPICS = {
  houseGrade: ({ houseGrade }) => stated({ houseGrade }, nameOf(HOUSE_GRADE, houseGrade)),
  soleHousing: ({ soleHousing }) => stated({ soleHousing }, saidYes(soleHousing)),
  waterOutageDays: ({ waterOutageDays }) => stated({ waterOutageDays }, `${waterOutageDays} 天`),
  safeWater: ({ safeWater }) => stated({ safeWater }, safeWater ? '饮水安全' : '饮水不安全'),
} satisfies Partial<Record<WordTopic, (side: HouseholdSide) => Stated>>;

const MEMBER_TOPICS = {
  dibaoStatus: ({ dibaoStatus }) => stated({ dibaoStatus }, nameOf(DIBAO_STATUS, dibaoStatus)),
  studentStatus: ({ studentStatus, education, dropoutReason }) =>
    stated(
      { studentStatus },
      studentStatus === null ? '不在校' : nameOf(STUDENT_STATUS, studentStatus),
      studentStatus !== null || education !== null || dropoutReason !== null,
    ),
  disability: ({ health, disabilityCategory, disabilityGrade }) =>
    stated(
      { disabilityCategory, disabilityGrade },
      disabilityText(disabilityCategory, disabilityGrade),
      disabilityCategory !== null || (health !== null && !health.includes('4')),
    ),
} satisfies Partial<Record<WordTopic, (side: MemberSide) => Stated>>;

/** Category and grade of a disability in words; without a category there is no card. */
export function disabilityText(category: number | null, grade: number | null): string {
  if (category === null) return '无残疾人证';
  return `${nameOf(DISABILITY_CATEGORY, category)}${nameOf(DISABILITY_GRADE, grade)}`;
}

/** What the registry says of a household on a topic; null when it is a topic of members. */
export function statedOfHousehold(side: HouseholdSide, topic: WordTopic): Stated | null {
  return topic in HOUSEHOLD_TOPICS ? HOUSEHOLD_TOPICS[topic as keyof typeof HOUSEHOLD_TOPICS](side) : null;
}

/** What the registry says of a member on a topic; null when it is a topic of households. */
export function statedOfMember(side: MemberSide, topic: WordTopic): Stated | null {
  return topic in MEMBER_TOPICS ? MEMBER_TOPICS[topic as keyof typeof MEMBER_TOPICS](side) : null;
}

/** The days of a registry's value: when it was surveyed or written down, and when somebody last visited. Each null when not known. */
export interface StatedDays {
  confirmedOn: string | null;
  visitedOn: string | null;
}

/**
 * A department's word against the registry's value. A visit may have passed over the value: it can make a later word newer, never an earlier word
 * older.
 */
export function compareWord(
  word: { values: WordValues; day: string },
  registry: Pick<Stated, 'known' | 'values'> & StatedDays,
): WordVerdict {
  if (!registry.known) return 'registry-unknown';
  if (Object.entries(word.values).every(([field, value]) => registry.values[field] === value)) return 'same';
  const since = registry.confirmedOn ?? registry.visitedOn;
  if (since !== null && word.day > since) return 'newer';
  return registry.confirmedOn !== null && word.day < registry.confirmedOn ? 'older' : 'differs';
}

/** Whether an officer should look at it: the registry is not known to have been seen to after the department spoke. */
export function asksForLook(verdict: WordVerdict): boolean {
  return verdict === 'newer' || verdict === 'differs' || verdict === 'registry-unknown';
}
