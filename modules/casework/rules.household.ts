import { ageOn } from '../registry/rules.ts';

/** Full age at which a member signs for himself. */
const FULL_AGE = 18;

/** Whether a member lives with the household and so is covered by a consent (all adults living together sign). */
export function livesTogether(member: { isResident: boolean; sharesIncome: boolean }): boolean {
  return member.isResident || member.sharesIncome;
}

/** Whether a member is of full age on a day. */
export function isAdult(birthDate: string, day: string): boolean {
  return ageOn(birthDate, day) >= FULL_AGE;
}
