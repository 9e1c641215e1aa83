import { addDays } from '@shouwang/platform/clock/days.ts';
import fc from 'fast-check';
import type { PolicyPack } from '../policy/contract.ts';
import {
  type ActCode,
  ActCode as ActCodes,
  type ActInput,
  type CaseState,
  permissions,
  RETURN_STEPS,
} from './contract.ts';
import { aCase, aGiven, inputs, MEMBER_IDS } from './fixtures.ts';
import { type CasePicture, type Doer, live } from './picture.ts';
import { advance, decide } from './rules.ts';

/** What a run of random acts showed. `selfApprovals` and `illegalMoves` must be 0; the other figures say that the run was not idle. */
export interface ProofFigures {
  n: number;
  seed: number;
  acts: number;
  accepted: number;
  refusedAsOwnWork: number;
  checksPassed: number;
  registered: number;
  ended: number;
  states: number;
  selfApprovals: number;
  illegalMoves: number;
  seconds: number;
}

/** The ways that procedure P1 draws, written out by hand from its diagram and its table: what the machine must never leave. */
const DRAWN: readonly string[] = [
  'DISPATCHED VERIFYING',
  'VERIFYING VERIFIED',
  'VERIFIED CLOSED',
  'VERIFIED DEPT_FOLLOWUP',
  'DEPT_FOLLOWUP CLOSED',
  'VERIFIED STARTED',
  'STARTED CONSENTED',
  'CONSENTED COMPARING',
  'COMPARING COMPARING',
  'COMPARING COMPARED',
  'CONSENTED COMPARED',
  'COMPARED COMPARED',
  'COMPARED EVALUATED',
  'COMPARED REJECTED',
  'EVALUATED COMPARED',
  'EVALUATED REJECTED',
  'EVALUATED PUBLICISED',
  'PUBLICISED PUBLICISED',
  'PUBLICISED EVALUATED',
  'PUBLICISED OBJECTED',
  'OBJECTED OBJECTED',
  'OBJECTED PUBLICISED',
  'OBJECTED RETURNED',
  'PUBLICISED TOWN_REVIEW',
  'TOWN_REVIEW COUNTY_REVIEW',
  'COUNTY_REVIEW APPROVED',
  'COUNTY_REVIEW REJECTED',
  'APPROVED ANNOUNCED',
  'ANNOUNCED REGISTERED',
  'RETURNED VERIFYING',
  'RETURNED STARTED',
  'RETURNED CONSENTED',
  'RETURNED COMPARED',
  'RETURNED EVALUATED',
  ...[
    'VERIFIED',
    'STARTED',
    'CONSENTED',
    'COMPARING',
    'COMPARED',
    'EVALUATED',
    'PUBLICISED',
    'TOWN_REVIEW',
    'COUNTY_REVIEW',
    'APPROVED',
  ].map((state) => `${state} RETURNED`),
  ...[
    'DISPATCHED',
    'VERIFYING',
    'VERIFIED',
    'STARTED',
    'CONSENTED',
    'COMPARING',
    'COMPARED',
    'EVALUATED',
    'PUBLICISED',
    'TOWN_REVIEW',
    'COUNTY_REVIEW',
    'RETURNED',
  ].flatMap((state) => [`${state} SUSPENDED`, `SUSPENDED ${state}`, `${state} WITHDRAWN`]),
  'SUSPENDED WITHDRAWN',
  'OBJECTED WITHDRAWN',
];

/** Six people, each of whom may turn up in any post: so that self-approval would be easy if it were possible. */
const ROLES = [...new Set(ActCodes.options.flatMap((act) => permissions[act] as readonly string[]))];
const person = (number: number, role: string): Doer => ({
  accountId: `0190000e-0000-7000-8000-${String(number).padStart(12, '0')}`,
  name: `人${number}`,
  role,
  departmentCode: 'YB',
});
const PEOPLE_COUNT = 6;

/** What one person did that others must judge, and what he judged: kept apart from the rules, so that it can find them wrong. */
interface Oracle {
  made: Set<number>;
  judgedAtTown: Set<number>;
}

interface Step {
  act: ActCode;
  who: number;
  role: string;
  days: number;
  turn: number;
}

const MAKES: readonly ActCode[] = [
  'recordVerification',
  'recordConsent',
  'judgeFinding',
  'completeComparison',
  'proposeRejection',
  'recordMeeting',
  'postNotice',
  'endNotice',
  'submitToTown',
];
const TOWN_JUDGES: readonly ActCode[] = [
  'confirmVerification',
  'reviewMeetingRefusal',
  'resolveObjection',
  'reviewAtTown',
];
const COUNTY_JUDGES: readonly ActCode[] = ['decideProposedRejection', 'decideAtCounty'];

/** A clock for the seconds, and another judge of acts: a seeded defect, to show that the proof would find it. */
export interface ProofTools {
  clockMs?: () => number;
  decideWith?: typeof decide;
}

/**
 * Lets random people do random acts in random order, for `n` sequences under one seed, and counts with an oracle of its own whether anybody ever
 * judged his own work, and whether a case ever moved in a way that the procedure does not draw.
 */
export function proveNoSelfApproval(
  pack: PolicyPack,
  { n, seed }: { n: number; seed: number },
  { clockMs = () => 0, decideWith = decide }: ProofTools = {},
): ProofFigures {
  const began = clockMs();
  const figures: ProofFigures = {
    n,
    seed,
    acts: 0,
    accepted: 0,
    refusedAsOwnWork: 0,
    checksPassed: 0,
    registered: 0,
    ended: 0,
    states: 0,
    selfApprovals: 0,
    illegalMoves: 0,
    seconds: 0,
  };
  const states = new Set<CaseState>();
  const step = fc.record({
    act: fc.constantFrom(...ActCodes.options),
    who: fc.integer({ min: 1, max: PEOPLE_COUNT }),
    role: fc.constantFrom(...ROLES),
    days: fc.constantFrom(0, 0, 0, 1, 5),
    turn: fc.integer({ min: 0, max: 9 }),
  });
  const sequences = fc.sample(fc.array(step, { minLength: 40, maxLength: 160, size: 'max' }), { numRuns: n, seed });
  for (const sequence of sequences) walk(pack, sequence, { figures, states, decideWith });
  return { ...figures, states: states.size, seconds: Math.round((clockMs() - began) / 10) / 100 };
}

interface Tally {
  figures: ProofFigures;
  states: Set<CaseState>;
  decideWith: typeof decide;
}

function walk(pack: PolicyPack, sequence: readonly Step[], { figures, states, decideWith }: Tally): void {
  let picture = aCase(pack, '2026-11-10');
  const oracle: Oracle = { made: new Set(), judgedAtTown: new Set() };
  let today = '2026-11-10';
  for (const [index, step] of sequence.entries()) {
    today = addDays(today, step.days);
    const wanted = wantedOf(picture, steered(picture, step), { today, index });
    const outcome = decideWith(picture, wanted);
    figures.acts += 1;
    if (!outcome.ok) {
      figures.refusedAsOwnWork += outcome.reason === 'maker-is-checker' ? 1 : 0;
      continue;
    }
    figures.accepted += 1;
    figures.illegalMoves += outcome.moves.filter(
      (move) => !DRAWN.includes(`${move.from.state} ${move.to.state}`),
    ).length;
    note(oracle, figures, wanted);
    picture = advance(picture, wanted, outcome, `r${index}`);
    states.add(picture.snapshot.state);
    if (!outcome.closed) continue;
    figures.ended += 1;
    figures.registered += picture.snapshot.state === 'REGISTERED' ? 1 : 0;
    return;
  }
}

/** Seven times in ten the act that is due, by somebody of a right role, so that the walks go far; else anything by anybody. */
function steered(picture: CasePicture, step: Step): Step {
  if (step.turn >= 7) return step;
  const due = DUE[picture.snapshot.state];
  const list = due ? due : [step.act];
  const act = list[step.turn % list.length] ?? step.act;
  const roles = permissions[act] as readonly string[];
  return { ...step, act, role: roles[step.who % roles.length] ?? step.role };
}

const DUE: Readonly<Partial<Record<CaseState, readonly ActCode[]>>> = {
  DISPATCHED: ['claimVerification'],
  VERIFYING: ['recordVerification'],
  VERIFIED: ['confirmVerification'],
  STARTED: ['recordConsent'],
  CONSENTED: ['sendComparison'],
  COMPARING: ['judgeFinding', 'completeComparison'],
  COMPARED: ['recordMeeting', 'recordMeeting', 'proposeRejection', 'decideProposedRejection'],
  EVALUATED: ['postNotice', 'reviewMeetingRefusal'],
  PUBLICISED: ['endNotice', 'submitToTown'],
  OBJECTED: ['resolveObjection'],
  TOWN_REVIEW: ['reviewAtTown'],
  COUNTY_REVIEW: ['decideAtCounty'],
  APPROVED: ['announceResult'],
  ANNOUNCED: ['registerCase'],
  RETURNED: ['recordVerification', 'recordConsent', 'sendComparison', 'recordMeeting', 'postNotice'],
  SUSPENDED: ['resumeCase'],
  DEPT_FOLLOWUP: ['closeFollowUp'],
};

function wantedOf(picture: CasePicture, step: Step, { today, index }: { today: string; index: number }) {
  const who = person(step.who, step.role);
  const given = aGiven(index);
  const input = {
    ...inputs({ photoId: picture.documentIds[0] ?? '', members: MEMBER_IDS, today })[step.act],
    ...variant(picture, step),
  } as ActInput<ActCode>;
  return { act: step.act, input, who, today, given };
}

type Team = { accountId: string; name: string; unit: string }[];

/** The other ways of an act, taken now and then by the turn of the step. */
const VARIANTS: Readonly<Partial<Record<ActCode, (turn: number, team: Team) => object>>> = {
  claimVerification: (_, team) => ({ team }),
  recordVerification: (turn, team) => ({
    team,
    conclusion: ({ 5: 'P1.V2', 6: 'P1.V4' } as Record<number, string>)[turn] ?? 'P1.V1',
    departmentCode: turn === 6 ? 'YB' : null,
  }),
  resolveObjection: (turn) => (turn === 3 ? { result: 'P1.O1', returnTo: 'EVALUATED' } : {}),
  judgeFinding: (turn) => (turn === 2 ? { verdict: 'P1.C2' } : {}),
  recordMeeting: (turn, team) => ({
    participants: team.slice(0, 1),
    ...(turn === 1 ? { votesFor: 2, votesAgainst: 28, abstentions: 0 } : {}),
  }),
  returnForCorrection: (turn) => ({ step: RETURN_STEPS[turn % RETURN_STEPS.length] }),
  decideAtCounty: () => ({ lateReason: '等待部门回执' }),
  confirmVerification: (turn) => (turn === 4 ? { agree: false, faults: ['照片不清'] } : {}),
};

/** Makes the sample inputs fit the people of the walk. */
function variant(picture: CasePicture, { act, who, turn }: Step): object {
  const neighbour = who === PEOPLE_COUNT ? 1 : who + 1;
  const team = [person(who, ''), person(neighbour, '')].map(({ accountId, name }) => ({ accountId, name, unit: '村' }));
  const open = live(picture, 'PUBLICISED')?.data.objections.find((one) => one.result === null)?.id;
  return { ...(act === 'resolveObjection' ? { objectionId: open ?? '' } : {}), ...VARIANTS[act]?.(turn, team) };
}

/** The oracle: who made what is noted by hand from the act alone, and a judgement by any of them is counted. */
function note(oracle: Oracle, figures: ProofFigures, { act, who, input }: ReturnType<typeof wantedOf>): void {
  const number = Number(who.accountId.slice(-12));
  const judges = TOWN_JUDGES.includes(act) || COUNTY_JUDGES.includes(act);
  if (judges) {
    figures.checksPassed += 1;
    const own = oracle.made.has(number) || (COUNTY_JUDGES.includes(act) && oracle.judgedAtTown.has(number));
    figures.selfApprovals += own ? 1 : 0;
  }
  if (TOWN_JUDGES.includes(act)) oracle.judgedAtTown.add(number);
  if (MAKES.includes(act)) oracle.made.add(number);
  const people =
    act === 'recordVerification'
      ? (input as ActInput<'recordVerification'>).team
      : act === 'recordMeeting'
        ? (input as ActInput<'recordMeeting'>).participants
        : [];
  for (const { accountId } of people) oracle.made.add(Number(accountId?.slice(-12)));
}
