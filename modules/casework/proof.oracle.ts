import type { ActCode, ActInput, CaseState } from './contract.ts';
import type { Given } from './picture.ts';
import type { Move } from './rules.ts';

/** What a run of random acts showed. `selfApprovals`, `illegalMoves`, `lostObjections`, `recusedActs`, `strayClaims` and `staleComparisons` must be 0; the other figures say that the run was not idle. */
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
  /** Acts after which a case had left the review of objections with one unanswered. */
  lostObjections: number;
  /** Acts of people who were known to be relatives, and visits to which they were named. */
  recusedActs: number;
  /** Sheets taken by somebody whom the town had not named. */
  strayClaims: number;
  /** Comparisons sent without a consent, or upon one that was taken back. */
  staleComparisons: number;
  seconds: number;
}

/** The ways that procedure P1 draws, written out by hand from its diagram and its table: what the machine must never leave. */
const DRAWN: readonly string[] = [
  'RECEIVED DISPATCHED',
  'DISPATCHED DISPATCHED',
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
    'TOWN_REVIEW',
    'COUNTY_REVIEW',
    'RETURNED',
  ].flatMap((state) => [`${state} SUSPENDED`, `SUSPENDED ${state}`, `${state} WITHDRAWN`]),
  'SUSPENDED WITHDRAWN',
  'OBJECTED WITHDRAWN',
  // An objection is heard until the entry in the register, and the case goes back to where it stood.
  ...['TOWN_REVIEW', 'COUNTY_REVIEW', 'APPROVED', 'ANNOUNCED'].flatMap((state) => [
    `${state} OBJECTED`,
    `OBJECTED ${state}`,
  ]),
  // A consent that is taken back before the comparison is closed is signed anew; a paused or returned case stays where it is.
  'CONSENTED STARTED',
  'COMPARING STARTED',
  'SUSPENDED SUSPENDED',
  'RETURNED RETURNED',
  // A household of one person whose only member has died ends wherever it stands.
  ...[
    'RECEIVED',
    'DISPATCHED',
    'VERIFYING',
    'DEPT_FOLLOWUP',
    'STARTED',
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
    'RETURNED',
    'SUSPENDED',
  ].map((state) => `${state} CLOSED`),
  // Ended cases stay where they are: the visit after a refusal to sign, an objection after the entry in the register.
  'WITHDRAWN WITHDRAWN',
  'REGISTERED REGISTERED',
];

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
  'reviewLateObjection',
];
const COUNTY_JUDGES: readonly ActCode[] = ['decideProposedRejection', 'decideAtCounty', 'decideLateObjection'];
/** Answers to objections, and the judgements against which those are raised. */
const ANSWERS: readonly ActCode[] = ['resolveObjection', 'reviewLateObjection', 'decideLateObjection'];
const UPHELD_AT_TOWN: readonly ActCode[] = ['confirmVerification', 'reviewMeetingRefusal', 'reviewAtTown'];

/** What people did in one case: kept apart from the rules, so that it can find them wrong. */
export interface Oracle {
  /** Where the case stands; a move that begins elsewhere has skipped a step. */
  at: CaseState;
  /** Whom the town named last. */
  named: Set<number>;
  made: Set<number>;
  judgedAtTown: Set<number>;
  /** Who last judged at the town, or decided at the county, what an objection is raised against. */
  upheld: number | null;
  decided: number | null;
  objections: Set<string>;
  relatives: Set<number>;
  declared: Map<string, number>;
  consent: boolean;
}

/** Before anything was done. */
export const emptyOracle = (): Oracle => ({
  at: 'RECEIVED',
  named: new Set(),
  made: new Set(),
  judgedAtTown: new Set(),
  upheld: null,
  decided: null,
  objections: new Set(),
  relatives: new Set(),
  declared: new Map(),
  consent: false,
});

/** An accepted act, as the oracle reads it. */
export interface Accepted {
  act: ActCode;
  who: { accountId: string };
  input: ActInput<ActCode>;
  given: Given;
  recordId: string;
  moves: readonly Move[];
  state: CaseState;
}

const numberOf = (accountId: string | null) => Number(accountId?.slice(-12));

/** Notes by hand, from the act alone, who made what and what must hold, and counts what must not be. */
export function note(oracle: Oracle, figures: ProofFigures, done: Accepted): void {
  for (const { from, to } of done.moves) {
    figures.illegalMoves += from.state === oracle.at && DRAWN.includes(`${from.state} ${to.state}`) ? 0 : 1;
    oracle.at = to.state;
  }
  figures.recusedActs += done.act !== 'declareRecusal' && oracle.relatives.has(numberOf(done.who.accountId)) ? 1 : 0;
  noteTeams(oracle, figures, done);
  noteOwnWork(oracle, figures, done);
  noteObjections(oracle, figures, done);
  noteConsent(oracle, figures, done);
  noteRelatives(oracle, done);
}

function noteOwnWork(oracle: Oracle, figures: ProofFigures, { act, who, input }: Accepted): void {
  const number = numberOf(who.accountId);
  if (TOWN_JUDGES.includes(act) || COUNTY_JUDGES.includes(act)) {
    figures.checksPassed += 1;
    figures.selfApprovals += judgesOwn(oracle, { act, number }) || answersOwn(oracle, { act, number }) ? 1 : 0;
  }
  if (UPHELD_AT_TOWN.includes(act)) oracle.upheld = number;
  if (act === 'decideAtCounty') oracle.decided = number;
  if (TOWN_JUDGES.includes(act)) oracle.judgedAtTown.add(number);
  if (MAKES.includes(act)) oracle.made.add(number);
  for (const one of peopleOf(act, input)) oracle[act === 'reviewLateObjection' ? 'judgedAtTown' : 'made'].add(one);
}

function judgesOwn(oracle: Oracle, { act, number }: { act: ActCode; number: number }): boolean {
  return oracle.made.has(number) || (COUNTY_JUDGES.includes(act) && oracle.judgedAtTown.has(number));
}

/** Whether somebody answers an objection against what he judged himself. */
function answersOwn(oracle: Oracle, { act, number }: { act: ActCode; number: number }): boolean {
  if (!ANSWERS.includes(act)) return false;
  return oracle.decided === number || (act !== 'decideLateObjection' && oracle.upheld === number);
}

/** Who took part in an act beside whoever recorded it. */
function peopleOf(act: ActCode, input: ActInput<ActCode>): number[] {
  const named = { recordVerification: 'team', reviewLateObjection: 'team', recordMeeting: 'participants' } as const;
  const field = named[act as keyof typeof named];
  const people = field ? (input as unknown as Record<string, { accountId: string | null }[]>)[field] : [];
  return (people ?? []).map(({ accountId }) => numberOf(accountId));
}

/** Acts that send people to the household by name. */
const SENDS_PEOPLE: readonly ActCode[] = [
  'dispatchVerification',
  'claimVerification',
  'recordVerification',
  'reviewLateObjection',
];

function noteTeams(oracle: Oracle, figures: ProofFigures, { act, who, input }: Accepted): void {
  if (!SENDS_PEOPLE.includes(act)) return;
  const team = (input as ActInput<'dispatchVerification'>).team.map(({ accountId }) => numberOf(accountId));
  figures.recusedActs += team.some((one) => oracle.relatives.has(one)) ? 1 : 0;
  if (act === 'claimVerification') figures.strayClaims += oracle.named.has(numberOf(who.accountId)) ? 0 : 1;
  if (act === 'dispatchVerification') oracle.named = new Set(team);
}

/** Where a case may stand while an objection is open: under review, or ended by the household itself. */
const HEARD: readonly CaseState[] = ['OBJECTED', 'WITHDRAWN', 'CLOSED'];

function noteObjections(oracle: Oracle, figures: ProofFigures, { act, input, given, state }: Accepted): void {
  if (act === 'raiseObjection') oracle.objections.add(given.newId);
  if (act === 'resolveObjection') oracle.objections.delete((input as ActInput<'resolveObjection'>).objectionId);
  figures.lostObjections += oracle.objections.size > 0 && !HEARD.includes(state) ? 1 : 0;
}

function noteConsent(oracle: Oracle, figures: ProofFigures, { act }: Accepted): void {
  if (act === 'recordConsent') oracle.consent = true;
  if (act === 'revokeConsent') oracle.consent = false;
  figures.staleComparisons += act === 'sendComparison' && !oracle.consent ? 1 : 0;
}

function noteRelatives(oracle: Oracle, { act, who, input, recordId }: Accepted): void {
  if (act === 'declareRecusal') {
    const said = numberOf((input as ActInput<'declareRecusal'>).accountId);
    oracle.declared.set(recordId, said);
    if (said === numberOf(who.accountId)) oracle.relatives.add(said);
  }
  const { recusalId = '' } = input as { recusalId?: string };
  const person = oracle.declared.get(recusalId);
  if (person === undefined) return;
  if (act === 'confirmRecusal') oracle.relatives.add(person);
  if (act === 'withdrawRecusal') oracle.relatives.delete(person);
}
