import { addDays } from '@shouwang/platform/clock/days.ts';
import type { PolicyPack } from '../policy/contract.ts';
import { numberParameter, stepLimit } from '../policy/rules.ts';
import type { CaseState, ReturnStep, StepCode } from './codes.ts';
import { type ActCode, permissions } from './contract.ts';
import type { BoardColumn } from './contract.views.ts';
import type { Snapshot } from './machine.ts';

/**
 * Limits that procedure P1 names as its own default without a parameter of the pack. A pack that has a parameter of this name overrides it.
 * Days, except `pause.maxDays`, the most that pauses of one case may add (convention 3).
 */
const PROCEDURE_DEFAULTS: Readonly<Record<string, number>> = {
  'dispatch.days': 1,
  'pause.maxDays': 30,
  'followUp.days': 15,
  'announce.days': 1,
  'greenChannel.days': 30,
  'meeting.repeatDays': 3,
  'refusal.revisitDays': 90,
};

/** A limit of the pack, or the procedure's own default where the pack has none of this name. */
export function limitOf(pack: PolicyPack, name: string): number {
  const known = Object.hasOwn(pack.parameters, name) ? undefined : PROCEDURE_DEFAULTS[name];
  return known ?? numberParameter(pack, name);
}

/** The step that a state belongs to; a returned or suspended case stands where its fault or its pause is. */
export function stepOf({ state, context }: Snapshot): StepCode {
  if (state === 'RETURNED') return context.returnTo ?? 'VERIFYING';
  if (state === 'SUSPENDED') return stepOf({ state: context.resumeTo ?? 'RECEIVED', context });
  return STEP_OF[state];
}

const STEP_OF: Readonly<Record<Exclude<CaseState, 'RETURNED' | 'SUSPENDED'>, StepCode>> = {
  RECEIVED: 'RECEIVED',
  DISPATCHED: 'DISPATCHED',
  VERIFYING: 'VERIFYING',
  VERIFIED: 'VERIFYING',
  DEPT_FOLLOWUP: 'FOLLOW_UP',
  CLOSED: 'VERIFYING',
  STARTED: 'CONSENTED',
  CONSENTED: 'COMPARING',
  COMPARING: 'COMPARING',
  COMPARED: 'EVALUATED',
  EVALUATED: 'PUBLICISED',
  PUBLICISED: 'PUBLICISED',
  OBJECTED: 'PUBLICISED',
  TOWN_REVIEW: 'TOWN_REVIEW',
  COUNTY_REVIEW: 'COUNTY_REVIEW',
  APPROVED: 'ANNOUNCED',
  ANNOUNCED: 'REGISTERED',
  REGISTERED: 'REGISTERED',
  REJECTED: 'COUNTY_REVIEW',
  WITHDRAWN: 'VERIFYING',
};

/** Whether the case waits for the signatures of the household, so that to withdraw now is to refuse to sign. */
export function awaitsConsent({ state, context }: Snapshot): boolean {
  const here = state === 'SUSPENDED' ? context.resumeTo : state;
  return here === 'STARTED' || (here === 'RETURNED' && context.returnTo === 'CONSENTED');
}

/** The parameter that limits a step of which the pack says nothing. */
const DEFAULT_LIMIT: Readonly<Record<StepCode, string>> = {
  RECEIVED: 'clue.acceptDays',
  DISPATCHED: 'dispatch.days',
  VERIFYING: 'verification.days',
  CONSENTED: 'comparison.days',
  COMPARING: 'comparison.days',
  EVALUATED: 'meetingPublicity.days',
  PUBLICISED: 'publicity.minDays',
  TOWN_REVIEW: 'town.reviewDays',
  COUNTY_REVIEW: 'county.decisionDays',
  ANNOUNCED: 'announce.days',
  REGISTERED: 'register.days',
  FOLLOW_UP: 'followUp.days',
};

/** Natural days that a step may take under a pack: as the pack says (`steps[].limit`), else by the procedure's own parameter. */
export function limitDays(pack: PolicyPack, step: StepCode): number {
  return stepLimit(pack, step)?.days ?? limitOf(pack, DEFAULT_LIMIT[step]);
}

/** Steps before a visit, in their order. */
const TO_VISIT: readonly StepCode[] = ['RECEIVED', 'DISPATCHED', 'VERIFYING'];

/** Last day of the visit: what is left of the step that runs, and the days of the steps until the visit; null once it has been made. */
export function visitBy(pack: PolicyPack, snapshot: Snapshot, stepDueOn: string | null): string | null {
  const from = snapshot.state === 'VERIFIED' ? -1 : TO_VISIT.indexOf(stepOf(snapshot));
  if (from < 0 || stepDueOn === null) return null;
  return TO_VISIT.slice(from + 1).reduce((day, step) => addDays(day, limitDays(pack, step)), stepDueOn);
}

/** The column of the board in which a step is counted. */
export const COLUMN_OF: Readonly<Record<StepCode, BoardColumn>> = {
  RECEIVED: 'RECEIVED',
  DISPATCHED: 'DISPATCHED',
  VERIFYING: 'VERIFYING',
  CONSENTED: 'COMPARING',
  COMPARING: 'COMPARING',
  EVALUATED: 'PUBLICISED',
  PUBLICISED: 'PUBLICISED',
  TOWN_REVIEW: 'TOWN_REVIEW',
  COUNTY_REVIEW: 'COUNTY_REVIEW',
  ANNOUNCED: 'REGISTERED',
  REGISTERED: 'REGISTERED',
  FOLLOW_UP: 'FOLLOW_UP',
};

/** Where the office sits that owes the next act. */
export type Office = 'village' | 'town' | 'county';

/** The one thing to do next: the act, who may do it, and which office owes it. */
export interface Duty {
  act: ActCode;
  roles: readonly string[];
  office: Office;
}

const DUTY_OF: Readonly<Partial<Record<CaseState, readonly [ActCode, Office]>>> = {
  RECEIVED: ['dispatchVerification', 'town'],
  DISPATCHED: ['claimVerification', 'village'],
  VERIFYING: ['recordVerification', 'village'],
  VERIFIED: ['confirmVerification', 'town'],
  DEPT_FOLLOWUP: ['closeFollowUp', 'county'],
  STARTED: ['recordConsent', 'village'],
  CONSENTED: ['sendComparison', 'county'],
  COMPARING: ['completeComparison', 'town'],
  COMPARED: ['recordMeeting', 'village'],
  EVALUATED: ['postNotice', 'village'],
  PUBLICISED: ['endNotice', 'village'],
  OBJECTED: ['resolveObjection', 'town'],
  TOWN_REVIEW: ['reviewAtTown', 'town'],
  COUNTY_REVIEW: ['decideAtCounty', 'county'],
  APPROVED: ['announceResult', 'village'],
  ANNOUNCED: ['registerCase', 'village'],
  SUSPENDED: ['resumeCase', 'town'],
};
const REPAIR: Readonly<Record<ReturnStep, readonly [ActCode, Office]>> = {
  VERIFYING: ['recordVerification', 'village'],
  CONSENTED: ['recordConsent', 'village'],
  COMPARING: ['sendComparison', 'county'],
  EVALUATED: ['recordMeeting', 'village'],
  PUBLICISED: ['postNotice', 'village'],
};

/** What must be done next, or null when nothing is owed any more. */
export function dutyOf({ state, context }: Snapshot): Duty | null {
  const found = INSTEAD[state]?.(context) ?? DUTY_OF[state];
  return found ? { act: found[0], roles: permissions[found[0]], office: found[1] } : null;
}

/** What is due instead in a state, given what the machine remembers. */
const INSTEAD: Readonly<
  Partial<Record<CaseState, (context: Snapshot['context']) => readonly [ActCode, Office] | null>>
> = {
  RETURNED: ({ returnTo }) => (returnTo ? REPAIR[returnTo] : null),
  EVALUATED: ({ meeting }) => (meeting === 'P1.M2' ? ['reviewMeetingRefusal', 'town'] : null),
  PUBLICISED: ({ noticeEnded }) => (noticeEnded ? ['submitToTown', 'village'] : null),
  COMPARED: ({ rejectionProposed }) => (rejectionProposed ? ['decideProposedRejection', 'county'] : null),
  WITHDRAWN: ({ recheckDue }) => (recheckDue ? ['recordRecheck', 'village'] : null),
  REGISTERED: ({ late }) => LATE_DUTY[late ?? ''] ?? null,
};
/** What an objection after the entry in the register still asks for. */
const LATE_DUTY: Readonly<Record<string, readonly [ActCode, Office]>> = {
  review: ['reviewLateObjection', 'town'],
  decision: ['decideLateObjection', 'county'],
};

/** Steps of the track on the page of a case, in order. */
export const TRACK: readonly StepCode[] = [
  'RECEIVED',
  'DISPATCHED',
  'VERIFYING',
  'CONSENTED',
  'COMPARING',
  'EVALUATED',
  'PUBLICISED',
  'TOWN_REVIEW',
  'COUNTY_REVIEW',
  'REGISTERED',
];
