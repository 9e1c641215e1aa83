import type { PolicyPack } from '../policy/contract.ts';
import { numberParameter } from '../policy/rules.ts';
import type { CaseState, ReturnStep, StepCode } from './codes.ts';
import { type ActCode, permissions } from './contract.ts';
import type { BoardColumn } from './contract.views.ts';
import type { Snapshot } from './machine.ts';

/**
 * Limits that procedure P1 names as its own default without a parameter of the pack. A pack that has a parameter of this name overrides it.
 * Days, except `pause.maxDays`, the most that pauses of one case may add (convention 3).
 */
const PROCEDURE_DEFAULTS: Readonly<Record<string, number>> = {
  'pause.maxDays': 30,
  'followUp.days': 15,
  'announce.days': 1,
  'greenChannel.days': 30,
};

/** A limit of the pack, or the procedure's own default where the pack has none of this name. */
export function limitOf(pack: PolicyPack, name: string): number {
  const known = Object.hasOwn(pack.parameters, name) ? undefined : PROCEDURE_DEFAULTS[name];
  return known ?? numberParameter(pack, name);
}

/** The step that a state belongs to; a returned or suspended case stands where its fault or its pause is. */
export function stepOf({ state, context }: Snapshot): StepCode {
  if (state === 'RETURNED') return context.returnTo ?? 'VERIFYING';
  if (state === 'SUSPENDED') return stepOf({ state: context.resumeTo ?? 'DISPATCHED', context });
  return STEP_OF[state];
}

const STEP_OF: Readonly<Record<Exclude<CaseState, 'RETURNED' | 'SUSPENDED'>, StepCode>> = {
  DISPATCHED: 'RECEIVED',
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

/** The parameter that limits a step of which the pack says nothing. */
const DEFAULT_LIMIT: Readonly<Record<StepCode, string>> = {
  RECEIVED: 'clue.acceptDays',
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

/** The parameter that limits a step: `steps[].limit` of the pack when it is in days, else the procedure's own. */
export function limitName(pack: Pick<PolicyPack, 'steps' | 'parameters'>, step: StepCode): string {
  const named = pack.steps[step]?.limit;
  return named !== undefined && pack.parameters[named]?.unit === 'days' ? named : DEFAULT_LIMIT[step];
}

/** Natural days that a step may take under a pack. */
export function limitDays(pack: PolicyPack, step: StepCode): number {
  return limitOf(pack, limitName(pack, step));
}

/** The column of the board in which a step is counted. */
export const COLUMN_OF: Readonly<Record<StepCode, BoardColumn>> = {
  RECEIVED: 'RECEIVED',
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

/** What must be done next, or null when the case has ended. */
export function dutyOf({ state, context }: Snapshot): Duty | null {
  const found = exception({ state, context }) ?? DUTY_OF[state];
  return found ? { act: found[0], roles: permissions[found[0]], office: found[1] } : null;
}

function exception({ state, context }: Snapshot): readonly [ActCode, Office] | null {
  if (state === 'RETURNED' && context.returnTo) return REPAIR[context.returnTo];
  if (state === 'EVALUATED' && context.meeting === 'P1.M2') return ['reviewMeetingRefusal', 'town'];
  if (state === 'PUBLICISED' && context.noticeEnded) return ['submitToTown', 'village'];
  if (state === 'COMPARED' && context.rejectionProposed) return ['decideProposedRejection', 'county'];
  return null;
}

/** Steps of the track on the page of a case, in order. */
export const TRACK: readonly StepCode[] = [
  'RECEIVED',
  'VERIFYING',
  'CONSENTED',
  'COMPARING',
  'EVALUATED',
  'PUBLICISED',
  'TOWN_REVIEW',
  'COUNTY_REVIEW',
  'REGISTERED',
];
