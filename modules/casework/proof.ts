import { addDays } from '@shouwang/platform/clock/days.ts';
import fc from 'fast-check';
import type { PolicyPack } from '../policy/contract.ts';
import {
  type ActCode,
  ActCode as ActCodes,
  type ActInput,
  type CaseState,
  FINAL_STATES,
  permissions,
  RETURN_STEPS,
} from './contract.ts';
import { aCase, aDocuments, aGiven, inputs, paperIds } from './fixtures.ts';
import { type CasePicture, type Doer, openObjections } from './picture.ts';
import { emptyOracle, note, type ProofFigures } from './proof.oracle.ts';
import { advance, decide, type Outcome } from './rules.ts';

export type { ProofFigures } from './proof.oracle.ts';

/** Six people, each of whom may turn up in any post: so that self-approval would be easy if it were possible. */
const ROLES = [...new Set(ActCodes.options.flatMap((act) => permissions[act] as readonly string[]))];
const person = (number: number, role: string): Doer => ({
  accountId: `0190000e-0000-7000-8000-${String(number).padStart(12, '0')}`,
  name: `人${number}`,
  role,
  departmentCode: 'YB',
});
const PEOPLE_COUNT = 6;

/** Everybody works here, in two posts: who may take part is left to the town and to the relatives. */
const POSTS = Array.from({ length: PEOPLE_COUNT }, (_, index) => person(index + 1, '')).flatMap(({ accountId, name }) =>
  ['TOWN_WINDOW', 'VILLAGE_CADRE'].map((role) => ({ accountId, name, role })),
);

interface Step {
  act: ActCode;
  who: number;
  role: string;
  days: number;
  turn: number;
}

/** A clock for the seconds, and another judge of acts: a seeded defect, to show that the proof would find it. */
export interface ProofTools {
  clockMs?: () => number;
  decideWith?: typeof decide;
}

/**
 * Lets random people do random acts in random order, for `n` sequences under one seed, and counts with an oracle of its own whether anybody ever
 * judged his own work or acted as a relative, whether a case ever moved in a way that the procedure does not draw or left an objection unanswered, and
 * whether anything was compared without consent, and whether anybody took a sheet whom the town had not named.
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
    lostObjections: 0,
    recusedActs: 0,
    strayClaims: 0,
    staleComparisons: 0,
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

/** Counts an end once; whoever is registered is monitored from then on. */
function ended(picture: CasePicture, { moves }: Outcome, figures: ProofFigures): CasePicture {
  if (moves.every(({ from }) => FINAL_STATES.includes(from.state))) return picture;
  figures.ended += 1;
  if (picture.snapshot.state !== 'REGISTERED') return picture;
  figures.registered += 1;
  return { ...picture, household: { ...picture.household, monitored: true } };
}

/** Ended, but something may still be owed: a visit, an objection that came late. */
const GOES_ON: readonly CaseState[] = ['REGISTERED', 'WITHDRAWN'];

function walk(pack: PolicyPack, sequence: readonly Step[], { figures, states, decideWith }: Tally): void {
  let picture = aCase(pack, '2026-11-10');
  const oracle = emptyOracle();
  let today = '2026-11-10';
  for (const [index, step] of sequence.entries()) {
    today = addDays(today, step.days);
    picture = { ...picture, documents: [...picture.documents, ...aDocuments(index + 1)] };
    const wanted = wantedOf(picture, steered(picture, step), { today, index });
    const outcome = decideWith(picture, wanted);
    figures.acts += 1;
    if (!outcome.ok) {
      figures.refusedAsOwnWork += outcome.reason === 'maker-is-checker' ? 1 : 0;
      continue;
    }
    figures.accepted += 1;
    note(oracle, figures, { ...wanted, moves: outcome.moves, recordId: `r${index}`, state: outcome.snapshot.state });
    picture = advance(picture, wanted, outcome, `r${index}`);
    states.add(picture.snapshot.state);
    if (!outcome.closed) continue;
    picture = ended(picture, outcome, figures);
    if (!GOES_ON.includes(picture.snapshot.state)) return;
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
  RECEIVED: ['dispatchVerification'],
  DISPATCHED: ['claimVerification', 'claimVerification', 'dispatchVerification'],
  VERIFYING: ['recordVerification'],
  VERIFIED: ['confirmVerification'],
  STARTED: ['recordConsent', 'recordConsent', 'sendComparison'],
  CONSENTED: ['sendComparison'],
  COMPARING: ['judgeFinding', 'completeComparison', 'judgeFinding', 'completeComparison', 'revokeConsent'],
  COMPARED: ['recordMeeting', 'recordMeeting', 'proposeRejection', 'decideProposedRejection'],
  EVALUATED: ['postNotice', 'reviewMeetingRefusal'],
  PUBLICISED: ['endNotice', 'submitToTown'],
  OBJECTED: ['resolveObjection', 'resolveObjection', 'raiseObjection'],
  TOWN_REVIEW: ['reviewAtTown'],
  COUNTY_REVIEW: ['decideAtCounty'],
  APPROVED: ['announceResult', 'announceResult', 'raiseObjection'],
  ANNOUNCED: ['registerCase'],
  RETURNED: ['recordVerification', 'recordConsent', 'sendComparison', 'recordMeeting', 'postNotice'],
  SUSPENDED: ['resumeCase'],
  DEPT_FOLLOWUP: ['closeFollowUp'],
  WITHDRAWN: ['recordRecheck'],
  REGISTERED: ['raiseLateObjection', 'reviewLateObjection', 'reviewLateObjection', 'decideLateObjection'],
};

function wantedOf(picture: CasePicture, step: Step, { today, index }: { today: string; index: number }) {
  const who = person(step.who, step.role);
  const given = aGiven(index, { posts: POSTS });
  const input = {
    ...inputs({ papers: paperIds(index + 1), today })[step.act],
    ...variant(picture, step),
  } as ActInput<ActCode>;
  return { act: step.act, input, who, today, given };
}

type Team = { accountId: string; name: string; unit: string }[];

/** The other ways of an act, taken now and then by the turn of the step. */
const VARIANTS: Readonly<Partial<Record<ActCode, (turn: number, team: Team) => object>>> = {
  dispatchVerification: (turn) => ({ team: handed(turn) }),
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
  declareRecusal: (turn, team) => ({
    accountId: team[turn % 2]?.accountId ?? null,
    name: team[turn % 2]?.name ?? '',
    relation: '户主之弟',
  }),
  confirmVerification: (turn) => (turn === 4 ? { agree: false, faults: ['照片不清'] } : {}),
};

/** Four of the six, another four for another turn. */
const handed = (turn: number): Team =>
  [0, 1, 2, 3].map((place) => {
    const { accountId, name } = person(1 + ((turn + place) % PEOPLE_COUNT), '');
    return { accountId, name, unit: '村' };
  });

/** What an act must name of the case as it stands. */
const NAMES: Readonly<Partial<Record<ActCode, (picture: CasePicture) => object>>> = {
  resolveObjection: (picture) => ({ objectionId: openObjections(picture)[0]?.id ?? '' }),
  confirmRecusal: (picture) => ({ recusalId: recusalIds(picture)[0] ?? '' }),
  withdrawRecusal: (picture) => ({ recusalId: recusalIds(picture).at(-1) ?? '' }),
};
const recusalIds = (picture: CasePicture) =>
  picture.records.flatMap((record) =>
    record.step === 'RECUSAL' && record.data.state !== 'withdrawn' ? [record.id] : [],
  );

/** Makes the sample inputs fit the people of the walk. */
function variant(picture: CasePicture, { act, who, turn }: Step): object {
  const neighbour = who === PEOPLE_COUNT ? 1 : who + 1;
  const team = [person(who, ''), person(neighbour, '')].map(({ accountId, name }) => ({ accountId, name, unit: '村' }));
  const named = NAMES[act]?.(picture) ?? {};
  return { ...named, ...VARIANTS[act]?.(turn, team) };
}
