import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { numberParameter } from '../policy/rules.ts';
import { type CaseClock, pauseClock, resumeClock, startStep } from './clock.ts';
import {
  ACT_NAMES,
  type ActCode,
  type ActInput,
  FINAL_STATES,
  type PauseReason,
  RETURN_STEPS,
  type ResultCode,
  type ReturnStep,
  STATE_NAMES,
} from './contract.ts';
import { type CaseEvent, next, type Snapshot } from './machine.ts';
import { type CasePicture, type CaseRecord, type Doer, type Given, live, type RecordStep } from './picture.ts';
import { limitDays, limitOf, stepOf } from './procedure.ts';
import { type Rewrite, RULES, type Write } from './rules.acts.ts';
import { type No, no } from './rules.answers.ts';
import type { Asked } from './rules.asked.ts';
import { meetingBasis, noticeBasis } from './rules.facts.ts';
import { consentIsLive, everyFindingJudged, lastDayOfNotice } from './rules.guards.ts';
import { mayAsChecker, mayByRole, mayWithoutInterest } from './rules.people.ts';

export type { No } from './rules.answers.ts';

/** One way from state to state. System moves follow from rules, nobody decides them. */
export interface Move {
  event: CaseEvent['type'];
  from: Snapshot;
  to: Snapshot;
  bySystem: boolean;
}

/** What an act does to a case; the server writes exactly this. */
export interface Outcome {
  ok: true;
  moves: Move[];
  snapshot: Snapshot;
  resultCode: ResultCode | null;
  opinion: string;
  write: Write | null;
  rewrite: Rewrite | null;
  /** Records that no longer hold. */
  supersede: string[];
  clock: CaseClock;
  pauseReason: PauseReason | null;
  returns: Partial<Record<ReturnStep, number>>;
  closed: boolean;
}

/** An act that somebody wants to do. */
export interface Wanted<A extends ActCode = ActCode> {
  act: A;
  input: ActInput<A>;
  who: Doer;
  today: string;
  given: Given;
}

/** Whether a person may do an act at all now: role, recusal, own work, turn. Without looking at what is filled in. */
export function mayAct(picture: CasePicture, act: ActCode, who: Doer): No | null {
  return mayByRole(act, who) ?? mayWithoutInterest(act, who, picture) ?? mayAsChecker(act, who, picture);
}

/** Decides one act: a no with its reason, or all that follows from a yes. Pure; the same on the server, in proofs and at the desk. */
export function decide<A extends ActCode>(picture: CasePicture, wanted: Wanted<A>): Outcome | No {
  const { act, who, today } = wanted;
  const rule = RULES[act];
  const asked = { picture, ...wanted } as unknown as Asked<A>;
  const barred = mayAct(picture, act, who);
  if (barred) return barred;
  const event = rule.event(asked);
  const moves = event === null ? aside(picture, act) : ways(picture.snapshot, event);
  if (moves === null)
    return no('act-out-of-turn', `本件现在是“${STATE_NAMES[picture.snapshot.state]}”，不能办理“${ACT_NAMES[act]}”。`);
  for (const guard of rule.guards) {
    const refused = guard(asked);
    if (refused) return refused;
  }
  const write = rule.write?.(asked) ?? null;
  const rewrite = rule.rewrite?.(asked) ?? null;
  const after = withRecords(picture, { write, rewrite, who, today });
  const settled = settle({ ...after, snapshot: moves.at(-1)?.to ?? picture.snapshot }, { moves, write, act, today });
  return {
    ok: true,
    moves: settled.moves,
    snapshot: settled.moves.at(-1)?.to ?? picture.snapshot,
    resultCode: rule.result?.(asked) ?? null,
    opinion: rule.opinion(asked),
    write,
    rewrite,
    supersede: settled.supersede,
    ...timeAfter(picture, settled.moves, wanted),
    closed: FINAL_STATES.includes((settled.moves.at(-1)?.to ?? picture.snapshot).state),
  };
}

/** Acts beside the way of the case; a consent can be taken back also after its end. */
function aside(picture: CasePicture, act: ActCode): Move[] | null {
  return act !== 'revokeConsent' && FINAL_STATES.includes(picture.snapshot.state) ? null : [];
}

/** The way of an event; a returned case is taken up by the act that repairs it. */
function ways(from: Snapshot, event: CaseEvent): Move[] | null {
  const direct = next(from, event);
  if (direct) return [{ event: event.type, from, to: direct, bySystem: false }];
  if (from.state !== 'RETURNED') return null;
  const taken = next(from, { type: 'takeUp' });
  const there = taken && next(taken, event);
  if (!taken || !there) return null;
  return [
    { event: 'takeUp', from, to: taken, bySystem: true },
    { event: event.type, from: taken, to: there, bySystem: false },
  ];
}

interface Done {
  write: Write | null;
  rewrite: Rewrite | null;
  who: Doer;
  today: string;
}

/** The picture with what an act writes, before anything is superseded. */
export function withRecords(picture: CasePicture, { write, rewrite, who, today }: Done): CasePicture {
  const changed = picture.records.map((record) =>
    record.id === rewrite?.id ? ({ ...record, data: rewrite.data } as CaseRecord) : record,
  );
  if (!write) return { ...picture, records: changed };
  const round = 1 + changed.filter((record) => record.step === write.step).length;
  const added = {
    id: 'new',
    ...write,
    round,
    by: who.accountId,
    byName: who.name,
    on: today,
    superseded: false,
  } as CaseRecord;
  return { ...picture, records: [...changed, added] };
}

interface Settling {
  moves: Move[];
  write: Write | null;
  act: ActCode;
  today: string;
}

/** Follows the moves that rules alone make: into identification, and over later steps whose facts a correction left unchanged. */
function settle(picture: CasePicture, { moves, write, act, today }: Settling): { moves: Move[]; supersede: string[] } {
  const all = [...moves];
  let now = picture;
  const replaced =
    write && isReturnStep(write.step)
      ? picture.records.filter((r) => r.step === write.step && r.id !== 'new' && !r.superseded).map((r) => r.id)
      : [];
  if (act === 'reviewMeetingRefusal') replaced.push(...idsOf(picture, ['EVALUATED']));
  if (act === 'withdrawNotice') replaced.push(...idsOf(picture, ['PUBLICISED']));
  if (all.some((move) => move.to.state === 'RETURNED'))
    replaced.push(...idsOf(picture, ['TOWN_REVIEW', 'COUNTY_REVIEW', 'ANNOUNCED']));
  if (act === 'revokeConsent' && all.length > 0) replaced.push(...idsOf(picture, ['CONSENTED', 'COMPARING']));
  now = { ...now, records: now.records.map((r) => (replaced.includes(r.id) ? { ...r, superseded: true } : r)) };
  for (let event = systemEvent(now, act, today); event; event = systemEvent(now, act, today)) {
    const to = next(now.snapshot, event);
    if (!to) break;
    all.push({ event: event.type, from: now.snapshot, to, bySystem: true });
    now = { ...now, snapshot: to };
  }
  return { moves: all, supersede: [...replaced, ...outdated(now, write)] };
}

const isReturnStep = (step: RecordStep): step is ReturnStep => (RETURN_STEPS as readonly string[]).includes(step);

function idsOf(picture: CasePicture, steps: readonly RecordStep[]): string[] {
  return picture.records
    .filter((record) => steps.includes(record.step) && !record.superseded && record.id !== 'new')
    .map((record) => record.id);
}

/** Records of steps that lie behind the repaired one and were not kept. */
function outdated(picture: CasePicture, write: Write | null): string[] {
  if (!write || !isReturnStep(write.step)) return [];
  const reached = RETURN_STEPS.indexOf(FIRST_UNDONE[picture.snapshot.state] ?? 'VERIFYING');
  const later = FIRST_UNDONE[picture.snapshot.state] === undefined ? [] : RETURN_STEPS.slice(reached);
  return idsOf(picture, later);
}

/** The step that is to be done next in a state, while steps can still be repeated. */
const FIRST_UNDONE: Readonly<Record<string, ReturnStep>> = {
  STARTED: 'CONSENTED',
  CONSENTED: 'COMPARING',
  COMPARED: 'EVALUATED',
  EVALUATED: 'PUBLICISED',
};

/** Acts that finish a step: only after them may later steps be kept. */
const KEEPING: readonly ActCode[] = ['recordVerification', 'recordConsent', 'completeComparison', 'recordMeeting'];

function systemEvent(picture: CasePicture, act: ActCode, today: string): CaseEvent | null {
  const { state } = picture.snapshot;
  if (state === 'VERIFIED') return act === 'recordVerification' ? { type: 'startIdentification' } : null;
  if (!KEEPING.includes(act)) return null;
  if (state === 'STARTED') return consentIsLive(picture, today) ? { type: 'keep' } : null;
  if (state === 'CONSENTED') return comparisonHolds(picture, today) ? { type: 'keep' } : null;
  if (state === 'COMPARED') return meetingHolds(picture);
  return state === 'EVALUATED' ? noticeHolds(picture) : null;
}

/** A comparison is used again when it rests on the consent in force, is judged, and is not older than `comparison.reuseDays`. */
function comparisonHolds(picture: CasePicture, today: string): boolean {
  const data = live(picture, 'COMPARING')?.data;
  if (!data || data.conclusion === '' || data.consentId !== live(picture, 'CONSENTED')?.data.consentId) return false;
  return (
    everyFindingJudged(data) && daysBetween(data.sentOn, today) <= numberParameter(picture.pack, 'comparison.reuseDays')
  );
}

function meetingHolds(picture: CasePicture): CaseEvent | null {
  const data = live(picture, 'EVALUATED')?.data;
  if (!data || data.result === 'P1.M3' || data.basis !== meetingBasis(picture)) return null;
  return { type: 'keep', meeting: data.result };
}

function noticeHolds(picture: CasePicture): CaseEvent | null {
  const data = live(picture, 'PUBLICISED')?.data;
  if (
    !data ||
    data.basis !== noticeBasis(picture, data.displayName) ||
    data.objections.some((one) => one.result !== 'P1.O2')
  )
    return null;
  return { type: 'keep', noticeEnded: data.endedOn !== null };
}

/** Clock, pause and returns after an act. */
function timeAfter(
  picture: CasePicture,
  moves: readonly Move[],
  { act, input, today }: Wanted,
): Pick<Outcome, 'clock' | 'pauseReason' | 'returns'> {
  const last = moves.at(-1)?.to ?? picture.snapshot;
  const maxPause = limitOf(picture.pack, 'pause.maxDays');
  const stopped = last.state === 'SUSPENDED' || last.state === 'OBJECTED';
  const clock = stopped
    ? pauseClock(picture.clock, today, last.state === 'OBJECTED')
    : resumeClock(picture.clock, today, maxPause);
  const limit = newStepLimit(picture, moves, { act, input, today } as Wanted);
  const returned = moves.find((move) => move.to.state === 'RETURNED')?.to.context.returnTo ?? null;
  const pauseReason = stopped
    ? last.state === 'OBJECTED'
      ? 'objection'
      : ((input as ActInput<'suspendCase'>).reason ?? picture.pauseReason)
    : null;
  return {
    clock: limit === null ? clock : startStep(clock, today, limit),
    pauseReason,
    returns: returned ? { ...picture.returns, [returned]: (picture.returns[returned] ?? 0) + 1 } : picture.returns,
  };
}

/** Days that the step in which an act leaves the case may take, when a step begins anew; null when it goes on. */
function newStepLimit(picture: CasePicture, moves: readonly Move[], { act, input, today }: Wanted): number | null {
  const from = picture.snapshot;
  const to = moves.at(-1)?.to ?? from;
  if (act === 'raiseObjection') return from.state === 'OBJECTED' ? null : limitOf(picture.pack, 'objection.replyDays');
  const notice =
    act === 'postNotice'
      ? lastDayOfNotice(picture, today, (input as ActInput<'postNotice'>).days)
      : live(picture, 'PUBLICISED')?.data.to;
  const hangs = to.state === 'PUBLICISED' && from.state !== 'PUBLICISED' && from.state !== 'SUSPENDED';
  if (hangs && notice) return Math.max(1, daysBetween(today, notice) + 1);
  const begins = stepOf(from) !== stepOf(to) || moves.some((move) => move.to.state === 'RETURNED');
  return begins ? limitDays(picture.pack, stepOf(to)) : null;
}

/** The picture after an act, as the server would read it again; the proofs walk with it. */
export function advance(picture: CasePicture, wanted: Wanted, outcome: Outcome, recordId: string): CasePicture {
  const written = withRecords(picture, {
    write: outcome.write,
    rewrite: outcome.rewrite,
    who: wanted.who,
    today: wanted.today,
  });
  return {
    ...written,
    snapshot: outcome.snapshot,
    clock: outcome.clock,
    pauseReason: outcome.pauseReason,
    returns: outcome.returns,
    revokedConsents:
      outcome.write?.step === 'REVOKED'
        ? [...picture.revokedConsents, outcome.write.data.consentId]
        : picture.revokedConsents,
    records: written.records.map((record) =>
      record.id === 'new'
        ? { ...record, id: recordId }
        : { ...record, superseded: record.superseded || outcome.supersede.includes(record.id) },
    ),
    past: [...written.past, { act: wanted.act, by: wanted.who.accountId, on: wanted.today }],
  };
}
