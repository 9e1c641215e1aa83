import { ageOn } from '../registry/rules.ts';

/** Full age at which a member signs for himself. */
const FULL_AGE = 18;

/** States of a household that is a monitored object, whose risk is not eliminated. */
const MONITORED_STATES: readonly string[] = ['MONITORED', 'REENTERED', 'PROPOSED_EXIT'];

/** Whether a household is a monitored object now, so that a new clue goes to its monitoring contact instead of identification. */
export function isMonitored(monitoringState: string): boolean {
  return MONITORED_STATES.includes(monitoringState);
}

/** Whether a member lives with the household and so is covered by a consent (all adults living together sign). */
export function livesTogether(member: { isResident: boolean; sharesIncome: boolean }): boolean {
  return member.isResident || member.sharesIncome;
}

/** Whether a member is of full age on a day. */
export function isAdult(birthDate: string, day: string): boolean {
  return ageOn(birthDate, day) >= FULL_AGE;
}
