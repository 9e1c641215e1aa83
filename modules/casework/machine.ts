import { assign, setup, transition } from 'xstate';
import { type CaseState, RETURN_STEPS, type ReturnStep } from './codes.ts';
import { type CaseContext, type CaseEvent, type ObjectionState, OPEN_STATES, type Snapshot } from './machine.events.ts';
import {
  goesBack,
  goesOn,
  moreAnswers,
  mortal,
  objectable,
  returnable,
  revocable,
  suspendable,
  withdrawable,
} from './machine.ways.ts';

export type { CaseEvent, Snapshot } from './machine.events.ts';

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
    /** Whoever would not sign is visited once more; whoever withdraws otherwise is not. */
    rememberRecheck: assign({ recheckDue: ({ event }) => event.type === 'withdraw' && event.refused === true }),
    keepNotice: assign({ noticeEnded: ({ event }) => event.type === 'keep' && event.noticeEnded === true }),
  },
});

/** The earlier of two steps at fault. */
function earlier(one: ReturnStep | null, other: ReturnStep | null): ReturnStep | null {
  return RETURN_STEPS.find((step) => step === one || step === other) ?? null;
}

/** Identification from the received work sheet to the county decision and its announcement (procedure P1). */
export const identification = machineSetup.createMachine({
  id: 'identification',
  initial: 'RECEIVED',
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
    recheckDue: false,
    late: null,
  },
  states: {
    RECEIVED: { on: { dispatch: 'DISPATCHED', ...suspendable('RECEIVED') } },
    // Until the team has claimed the visit, the town may name another one.
    DISPATCHED: { on: { dispatch: { actions: 'noted' }, claim: 'VERIFYING', ...suspendable('DISPATCHED') } },
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
    DEPT_FOLLOWUP: { on: { closeFollowUp: 'CLOSED', ...mortal } },
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
        ...mortal,
        withdraw: {
          ...withdrawable.withdraw,
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
    APPROVED: { on: { announce: 'ANNOUNCED', ...objectable('APPROVED'), ...returnable, ...mortal } },
    ANNOUNCED: { on: { register: 'REGISTERED', ...objectable('ANNOUNCED'), ...mortal } },
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
        ...withdrawable,
        ...mortal,
      },
    },
    CLOSED: { type: 'final' },
    REJECTED: { type: 'final' },
    // Ended, but what is still owed to the household is done: the visit after a refusal to sign, an objection that came late.
    WITHDRAWN: {
      on: {
        recordRecheck: { guard: ({ context }) => context.recheckDue, actions: assign({ recheckDue: false }) },
      },
    },
    REGISTERED: {
      on: {
        raiseLateObjection: { guard: ({ context }) => context.late === null, actions: assign({ late: 'review' }) },
        reviewLateObjection: {
          guard: ({ context }) => context.late === 'review',
          actions: assign({ late: 'decision' }),
        },
        decideLateObjection: {
          guard: ({ context }) => context.late === 'decision',
          actions: assign({ late: ({ event }) => (event.founded ? 'founded' : null) }),
        },
      },
    },
  },
});

/** A case as it begins. */
export function firstSnapshot(): Snapshot {
  return { state: 'RECEIVED', context: { ...identification.config.context } as CaseContext };
}

/** A snapshot as it was kept; what the machine remembers only since then is as in a case that begins. */
export function snapshotFrom(kept: unknown): Snapshot {
  const { state, context } = kept as Snapshot;
  return { state, context: { ...firstSnapshot().context, ...context } };
}

/** The snapshot after an event, or null when the machine knows no such way from here. Pure. */
export function next(from: Snapshot, event: CaseEvent): Snapshot | null {
  const here = identification.resolveState({ value: from.state, context: from.context });
  if (here.status !== 'active' || !here.can(event)) return null;
  const [there] = transition(identification, here, event);
  return { state: there.value as CaseState, context: there.context };
}
