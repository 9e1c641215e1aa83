import type { ActCode, CaseState, StepCode } from '../contract.ts';
import { OPEN_STATES } from '../machine.events.ts';

/** A paper that people must sign or hang up before an act can be recorded: printed with what is known, filled by hand. */
export interface FormKind {
  /** What the button says. */
  button: string;
  /** The act for which it is needed. */
  act: ActCode;
  /** The step that it serves: a case that was returned to this step may need it once more. */
  step: StepCode;
  /** States of a case in which it may be printed, beside a return to its step. */
  states: readonly CaseState[];
}

/** States in which a consent may be in force, also after the end. */
const AFTER_CONSENT: readonly CaseState[] = [
  'CONSENTED',
  'COMPARING',
  'COMPARED',
  'EVALUATED',
  'PUBLICISED',
  'OBJECTED',
  'TOWN_REVIEW',
  'COUNTY_REVIEW',
  'APPROVED',
  'ANNOUNCED',
  'REGISTERED',
  'REJECTED',
  'WITHDRAWN',
  'RETURNED',
  'SUSPENDED',
];

/** Blank papers by their kind, as addresses name them. */
export const FORMS = {
  'visit-form': {
    button: '打印入户核查表（空白）',
    act: 'recordVerification',
    step: 'VERIFYING',
    states: ['DISPATCHED', 'VERIFYING'],
  },
  'consent-form': {
    button: '打印空白承诺授权书',
    act: 'recordConsent',
    step: 'CONSENTED',
    states: ['VERIFYING', 'VERIFIED', 'STARTED'],
  },
  'sign-in-form': {
    button: '打印会议签到表',
    act: 'recordMeeting',
    step: 'EVALUATED',
    states: ['COMPARING', 'COMPARED'],
  },
  'minutes-form': {
    button: '打印空白会议记录',
    act: 'recordMeeting',
    step: 'EVALUATED',
    states: ['COMPARING', 'COMPARED'],
  },
  'notice-form': { button: '打印公示', act: 'postNotice', step: 'PUBLICISED', states: ['EVALUATED'] },
  'revocation-form': {
    button: '打印空白撤回授权书',
    act: 'revokeConsent',
    step: 'CONSENTED',
    states: AFTER_CONSENT,
  },
  'withdrawal-form': {
    button: '打印空白撤回申请书',
    act: 'withdrawCase',
    step: 'CONSENTED',
    states: [...OPEN_STATES, 'SUSPENDED'],
  },
} as const satisfies Record<string, FormKind>;
export type FormPaperKind = keyof typeof FORMS;
export const FORM_KINDS = Object.keys(FORMS) as [FormPaperKind, ...FormPaperKind[]];

/** Where a case stands: its state, and the step that it was returned to. */
export interface Standing {
  state: CaseState;
  returnTo: StepCode | null;
}

/** Whether a blank paper may be printed for a case that stands there. */
export function isOffered(kind: FormPaperKind, { state, returnTo }: Standing): boolean {
  const form: FormKind = FORMS[kind];
  return form.states.includes(state) || (state === 'RETURNED' && form.step === returnTo);
}

/** Blank papers for an act that may be printed for a case that stands there. */
export function formsFor(act: ActCode, standing: Standing): FormPaperKind[] {
  return FORM_KINDS.filter((kind) => FORMS[kind].act === act && isOffered(kind, standing));
}

/** Scopes that are ticked on a consent form unless others are chosen: vehicles, housing, companies, public pay, medical insurance, aid. */
export const USUAL_SCOPES = ['1', '2', '3', '8', '9', '11'] as const;
