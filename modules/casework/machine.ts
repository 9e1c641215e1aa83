import { assign, setup, transition } from 'xstate';
import { type CaseState, type MeetingResult, RETURN_STEPS, type ReturnStep, type VerificationResult } from './codes.ts';

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
}

/** Everything that can happen to a case. `keep` takes over a later step whose facts have not changed after a correction. */
export type CaseEvent =
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
  | { type: 'withdraw' };

/** States in which an objection against the notice is taken: from the posting until the entry in the register. */
export const OBJECTION_STATES = ['PUBLICISED', 'TOWN_REVIEW', 'COUNTY_REVIEW', 'APPROVED', 'ANNOUNCED'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** States before the decision, in which the clock may stop and the household may withdraw. */
export const OPEN_STATES = [
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

const machineSetup = setup({
  types: { context: {} as CaseContext, events: {} as CaseEvent },
  actions: {
    /** The case stays where it is; what happened stands on the record. */
    noted: () => undefined,
    forgetLaterSteps: assign({ meeting: null, noticeEnded: false, rejectionProposed: false }),
    forgetNotice: assign({ noticeEnded: false }),
    rememberResume: assign({ resumeTo: (_, params: { state: CaseState }) => params.state }),
    forgetResume: assign({ resumeTo: null }),
    rememberFault: assign({ returnTo: ({ event }) => ('step' in event ? event.step : null) }),
    countObjection: assign({ openObjections: ({ context }) => context.openObjections + 1 }),
    rememberObjected: assign({ objectedFrom: (_, params: { state: ObjectionState }) => params.state }),
    /** One objection is answered; a founded one names its step, and the earliest step of all founded ones stands. */
    answerObjection: assign({
      openObjections: ({ context }) => context.openObjections - 1,
      returnTo: ({ context, event }) => earlier(context.returnTo, 'step' in event ? event.step : null),
    }),
    forgetObjected: assign({ objectedFrom: null }),
    keepMeeting: assign({
      meeting: ({ event, context }) => (event.type === 'keep' && event.meeting ? event.meeting : context.meeting),
    }),
    keepNotice: assign({ noticeEnded: ({ event }) => event.type === 'keep' && event.noticeEnded === true }),
  },
});

/** The earlier of two steps at fault. */
function earlier(one: ReturnStep | null, other: ReturnStep | null): ReturnStep | null {
  return RETURN_STEPS.find((step) => step === one || step === other) ?? null;
}

/** Answers to objections: the case leaves when the last is answered, back to a step when any was founded, else to where it stood. */
const lastAnswer = ({ context }: { context: CaseContext }) => context.openObjections === 1;
const moreAnswers = {
  guard: ({ context }: { context: CaseContext }) => context.openObjections > 1,
  actions: 'answerObjection' as const,
};
const goesBack = (founded: boolean) => ({
  target: 'RETURNED' as const,
  guard: (now: { context: CaseContext }) => lastAnswer(now) && (founded || now.context.returnTo !== null),
  actions: ['answerObjection' as const, 'forgetObjected' as const],
});
const goesOn = OBJECTION_STATES.map((state) => ({
  target: state,
  guard: (now: { context: CaseContext }) => lastAnswer(now) && now.context.objectedFrom === state,
  actions: ['answerObjection' as const, 'forgetObjected' as const],
}));

const objectable = (state: ObjectionState) => ({
  raiseObjection: {
    target: 'OBJECTED' as const,
    actions: ['countObjection' as const, { type: 'rememberObjected' as const, params: { state } }],
  },
});
/** A consent that is taken back before the comparison is closed must be signed anew. */
const revocable = { revokeConsent: { target: 'STARTED' as const } };
const suspendable = (state: CaseState) => ({
  suspend: { target: 'SUSPENDED' as const, actions: { type: 'rememberResume' as const, params: { state } } },
  withdraw: { target: 'WITHDRAWN' as const },
});
const returnable = { returnForCorrection: { target: 'RETURNED' as const, actions: 'rememberFault' as const } };

/** Identification from the dispatched work sheet to the county decision and its announcement (procedure P1). */
export const identification = machineSetup.createMachine({
  id: 'identification',
  initial: 'DISPATCHED',
  context: {
    verification: null,
    meeting: null,
    townLooked: false,
    noticeEnded: false,
    openObjections: 0,
    objectedFrom: null,
    rejectionProposed: false,
    returnTo: null,
    resumeTo: null,
  },
  states: {
    DISPATCHED: { on: { claim: 'VERIFYING', ...suspendable('DISPATCHED') } },
    VERIFYING: {
      on: {
        recordVerification: { target: 'VERIFIED', actions: assign({ verification: ({ event }) => event.result }) },
        ...suspendable('VERIFYING'),
      },
    },
    VERIFIED: {
      on: {
        startIdentification: {
          target: 'STARTED',
          guard: ({ context }) => context.verification === 'P1.V1',
          actions: 'forgetLaterSteps',
        },
        handToDepartment: { target: 'DEPT_FOLLOWUP', guard: ({ context }) => context.verification === 'P1.V4' },
        closeClue: {
          target: 'CLOSED',
          guard: ({ context }) => context.verification !== null && !['P1.V1', 'P1.V4'].includes(context.verification),
        },
        ...returnable,
        ...suspendable('VERIFIED'),
      },
    },
    DEPT_FOLLOWUP: { on: { closeFollowUp: 'CLOSED' } },
    STARTED: { on: { recordConsent: 'CONSENTED', keep: 'CONSENTED', ...returnable, ...suspendable('STARTED') } },
    CONSENTED: {
      on: { sendComparison: 'COMPARING', keep: 'COMPARED', ...revocable, ...returnable, ...suspendable('CONSENTED') },
    },
    COMPARING: {
      on: {
        note: { actions: 'noted' },
        completeComparison: 'COMPARED',
        ...revocable,
        ...returnable,
        ...suspendable('COMPARING'),
      },
    },
    COMPARED: {
      on: {
        proposeRejection: {
          guard: ({ context }) => !context.rejectionProposed,
          actions: assign({ rejectionProposed: true }),
        },
        decideProposal: [
          { target: 'REJECTED', guard: ({ context, event }) => context.rejectionProposed && event.agree },
          { guard: ({ context }) => context.rejectionProposed, actions: assign({ rejectionProposed: false }) },
        ],
        recordMeeting: [
          {
            target: 'EVALUATED',
            guard: ({ event }) => event.result !== 'P1.M3',
            actions: assign({ meeting: ({ event }) => (event.result === 'P1.M3' ? null : event.result) }),
          },
          { actions: 'noted' },
        ],
        keep: { target: 'EVALUATED', actions: 'keepMeeting' },
        ...returnable,
        ...suspendable('COMPARED'),
      },
    },
    EVALUATED: {
      on: {
        postNotice: {
          target: 'PUBLICISED',
          guard: ({ context }) => context.meeting === 'P1.M1',
          actions: 'forgetNotice',
        },
        keep: { target: 'PUBLICISED', guard: ({ context }) => context.meeting === 'P1.M1', actions: 'keepNotice' },
        confirmRefusal: { target: 'REJECTED', guard: ({ context }) => context.meeting === 'P1.M2' },
        repeatMeeting: {
          target: 'COMPARED',
          guard: ({ context }) => context.meeting === 'P1.M2' && !context.townLooked,
          actions: assign({ townLooked: true, meeting: null }),
        },
        ...returnable,
        ...suspendable('EVALUATED'),
      },
    },
    PUBLICISED: {
      on: {
        ...objectable('PUBLICISED'),
        endNotice: { guard: ({ context }) => !context.noticeEnded, actions: assign({ noticeEnded: true }) },
        withdrawNotice: { target: 'EVALUATED', actions: 'forgetNotice' },
        submitToTown: {
          target: 'TOWN_REVIEW',
          guard: ({ context }) => context.noticeEnded && context.openObjections === 0,
        },
        ...returnable,
        ...suspendable('PUBLICISED'),
      },
    },
    OBJECTED: {
      on: {
        raiseObjection: { actions: 'countObjection' },
        objectionUnfounded: [goesBack(false), ...goesOn, moreAnswers],
        objectionFounded: [goesBack(true), moreAnswers],
        withdraw: {
          target: 'WITHDRAWN',
          guard: ({ context }) => context.objectedFrom !== 'APPROVED' && context.objectedFrom !== 'ANNOUNCED',
        },
      },
    },
    TOWN_REVIEW: {
      on: {
        forwardToCounty: 'COUNTY_REVIEW',
        ...objectable('TOWN_REVIEW'),
        ...returnable,
        ...suspendable('TOWN_REVIEW'),
      },
    },
    COUNTY_REVIEW: {
      on: {
        approve: 'APPROVED',
        reject: 'REJECTED',
        ...objectable('COUNTY_REVIEW'),
        ...returnable,
        ...suspendable('COUNTY_REVIEW'),
      },
    },
    APPROVED: { on: { announce: 'ANNOUNCED', ...objectable('APPROVED'), ...returnable } },
    ANNOUNCED: { on: { register: 'REGISTERED', ...objectable('ANNOUNCED') } },
    RETURNED: {
      on: {
        takeUp: [
          {
            target: 'VERIFYING',
            guard: ({ context }) => context.returnTo === 'VERIFYING',
            actions: assign({ returnTo: null }),
          },
          {
            target: 'STARTED',
            guard: ({ context }) => context.returnTo === 'CONSENTED',
            actions: assign({ returnTo: null }),
          },
          {
            target: 'CONSENTED',
            guard: ({ context }) => context.returnTo === 'COMPARING',
            actions: assign({ returnTo: null }),
          },
          {
            target: 'COMPARED',
            guard: ({ context }) => context.returnTo === 'EVALUATED',
            actions: [assign({ returnTo: null, townLooked: false }), 'forgetLaterSteps'],
          },
          {
            target: 'EVALUATED',
            guard: ({ context }) => context.returnTo === 'PUBLICISED',
            actions: [assign({ returnTo: null }), 'forgetNotice'],
          },
        ],
        // A consent that ended meanwhile is signed anew before the comparison is repeated.
        recordConsent: {
          target: 'CONSENTED',
          guard: ({ context }) => context.returnTo === 'COMPARING',
          actions: assign({ returnTo: null }),
        },
        revokeConsent: {
          guard: ({ context }) => context.returnTo === 'COMPARING',
          actions: assign({ returnTo: 'CONSENTED' }),
        },
        ...suspendable('RETURNED'),
      },
    },
    SUSPENDED: {
      on: {
        resume: OPEN_STATES.map((state) => ({
          target: state,
          guard: ({ context }: { context: CaseContext }) => context.resumeTo === state,
          actions: 'forgetResume' as const,
        })),
        revokeConsent: [
          {
            guard: ({ context }) => context.resumeTo === 'CONSENTED' || context.resumeTo === 'COMPARING',
            actions: assign({ resumeTo: 'STARTED' }),
          },
          {
            guard: ({ context }) => context.resumeTo === 'RETURNED' && context.returnTo === 'COMPARING',
            actions: assign({ returnTo: 'CONSENTED' }),
          },
        ],
        withdraw: 'WITHDRAWN',
      },
    },
    CLOSED: { type: 'final' },
    REGISTERED: { type: 'final' },
    REJECTED: { type: 'final' },
    WITHDRAWN: { type: 'final' },
  },
});

/** What is kept of a case's machine: its state and what it remembers. */
export interface Snapshot {
  state: CaseState;
  context: CaseContext;
}

/** A case as it begins. */
export function firstSnapshot(): Snapshot {
  return { state: 'DISPATCHED', context: { ...identification.config.context } as CaseContext };
}

/** The snapshot after an event, or null when the machine knows no such way from here. Pure. */
export function next(from: Snapshot, event: CaseEvent): Snapshot | null {
  const here = identification.resolveState({ value: from.state, context: from.context });
  if (here.status !== 'active' || !here.can(event)) return null;
  const [there] = transition(identification, here, event);
  return { state: there.value as CaseState, context: there.context };
}
