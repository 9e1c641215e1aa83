import type { CaseState, MeetingResult, ReturnStep, VerificationResult } from './codes.ts';

/** What the machine must remember beside its state; it stands in the snapshot of the case. */
export interface CaseContext {
  verification: VerificationResult | null;
  meeting: 'P1.M1' | 'P1.M2' | null;
  /** The town has looked once after a meeting that did not agree. */
  townLooked: boolean;
  noticeEnded: boolean;
  /** Objections that nobody has answered yet; only an answer lowers it. */
  openObjections: number;
  /** State in which the first open objection met the case, and to which it goes back when none is founded. */
  objectedFrom: ObjectionState | null;
  rejectionProposed: boolean;
  /** Step that owns the fault while the case is returned. */
  returnTo: ReturnStep | null;
  /** State to which a suspended case goes back. */
  resumeTo: CaseState | null;
  /** The household would not sign and is to be visited once more. */
  recheckDue: boolean;
  /** An objection after the entry in the register: with whom it lies, or that it was found right. */
  late: 'review' | 'decision' | 'founded' | null;
}

/** Everything that can happen to a case. `keep` takes over a later step whose facts have not changed after a correction. */
export type CaseEvent =
  | { type: 'dispatch' }
  | { type: 'claim' }
  | { type: 'recordVerification'; result: VerificationResult }
  | { type: 'startIdentification' }
  | { type: 'closeClue' }
  | { type: 'handToDepartment' }
  | { type: 'closeFollowUp' }
  | { type: 'recordConsent' }
  | { type: 'sendComparison' }
  | { type: 'note' }
  | { type: 'completeComparison' }
  | { type: 'proposeRejection' }
  | { type: 'decideProposal'; agree: boolean }
  | { type: 'recordMeeting'; result: MeetingResult }
  | { type: 'confirmRefusal' }
  | { type: 'repeatMeeting' }
  | { type: 'postNotice' }
  | { type: 'endNotice' }
  | { type: 'withdrawNotice' }
  | { type: 'raiseObjection' }
  | { type: 'objectionUnfounded' }
  | { type: 'objectionFounded'; step: ReturnStep }
  | { type: 'submitToTown' }
  | { type: 'forwardToCounty' }
  | { type: 'approve' }
  | { type: 'reject' }
  | { type: 'announce' }
  | { type: 'register' }
  | { type: 'returnForCorrection'; step: ReturnStep }
  | { type: 'takeUp' }
  | { type: 'keep'; meeting?: 'P1.M1' | 'P1.M2'; noticeEnded?: boolean }
  | { type: 'suspend' }
  | { type: 'resume' }
  | { type: 'revokeConsent' }
  | { type: 'withdraw'; refused?: boolean }
  | { type: 'recordRecheck' }
  | { type: 'endByDeath' }
  | { type: 'raiseLateObjection' }
  | { type: 'reviewLateObjection' }
  | { type: 'decideLateObjection'; founded: boolean };

/** States in which an objection against the notice is taken: from the posting until the entry in the register. */
export const OBJECTION_STATES = ['PUBLICISED', 'TOWN_REVIEW', 'COUNTY_REVIEW', 'APPROVED', 'ANNOUNCED'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** States before the decision, in which the clock may stop and the household may withdraw. */
export const OPEN_STATES = [
  'RECEIVED',
  'DISPATCHED',
  'VERIFYING',
  'VERIFIED',
  'STARTED',
  'CONSENTED',
  'COMPARING',
  'COMPARED',
  'EVALUATED',
  'PUBLICISED',
  'OBJECTED',
  'TOWN_REVIEW',
  'COUNTY_REVIEW',
  'RETURNED',
] as const;

/** What is kept of a case's machine: its state and what it remembers. */
export interface Snapshot {
  state: CaseState;
  context: CaseContext;
}
