import type { CaseState } from './codes.ts';
import { type CaseContext, OBJECTION_STATES, type ObjectionState } from './machine.events.ts';

/** Answers to objections: the case leaves when the last is answered, back to a step when any was founded, else to where it stood. */
const lastAnswer = ({ context }: { context: CaseContext }) => context.openObjections === 1;
export const moreAnswers = {
  guard: ({ context }: { context: CaseContext }) => context.openObjections > 1,
  actions: 'answerObjection' as const,
};
export const goesBack = (founded: boolean) => ({
  target: 'RETURNED' as const,
  guard: (now: { context: CaseContext }) => lastAnswer(now) && (founded || now.context.returnTo !== null),
  actions: ['answerObjection' as const, 'forgetObjected' as const],
});
export const goesOn = OBJECTION_STATES.map((state) => ({
  target: state,
  guard: (now: { context: CaseContext }) => lastAnswer(now) && now.context.objectedFrom === state,
  actions: ['answerObjection' as const, 'forgetObjected' as const],
}));

export const objectable = (state: ObjectionState) => ({
  raiseObjection: {
    target: 'OBJECTED' as const,
    actions: ['countObjection' as const, { type: 'rememberObjected' as const, params: { state } }],
  },
});
/** A consent that is taken back before the comparison is closed must be signed anew. */
export const revocable = { revokeConsent: { target: 'STARTED' as const } };
/** The household takes its application back. */
export const withdrawable = { withdraw: { target: 'WITHDRAWN' as const, actions: 'rememberRecheck' as const } };
/** The only person of the household has died. */
export const mortal = { endByDeath: { target: 'CLOSED' as const } };
export const suspendable = (state: CaseState) => ({
  suspend: { target: 'SUSPENDED' as const, actions: { type: 'rememberResume' as const, params: { state } } },
  ...withdrawable,
  ...mortal,
});
export const returnable = { returnForCorrection: { target: 'RETURNED' as const, actions: 'rememberFault' as const } };
