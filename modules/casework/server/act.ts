import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import { type Actor, systemActor, type Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import { chainDue, pausedUntil } from '../clock.ts';
import type { ActCode, ActDone, ActInput } from '../contract.ts';
import { type CasePicture, type Given, live } from '../picture.ts';
import { limitOf } from '../procedure.ts';
import { decide, type Move, type No, type Outcome } from '../rules.ts';
import { freeze, type LoadedCase, loadCase } from './basis.ts';
import { moveTask } from './tasks.ts';

/** An act on a case: which case in which version, what is asked, and what only the server knows. */
export interface Performance<A extends ActCode> {
  caseId: { countyCode: string; id: string };
  version: number;
  act: A;
  input: ActInput<A>;
  given?: Partial<Given>;
  /** The case as it was read and locked in this transaction already, by an act on many cases. */
  loaded?: LoadedCase;
  /** Health detail to be sealed beside the record. */
  sealed?: (recordId: string) => Buffer | null;
}

/** What came of an act, for what else must be written in the same transaction. */
export interface Performed {
  before: LoadedCase;
  outcome: Outcome;
  given: Given;
  done: ActDone;
  recordId: string | null;
}

const STATUS: Readonly<Record<string, number>> = {
  'role-not-permitted': 403,
  'maker-is-checker': 403,
  recused: 403,
  'recusal-of-another': 403,
  'act-out-of-turn': 409,
};

/** Turns a rule's no into the answer of the interface. */
export function refuse({ reason, text, fields }: No): Refusal {
  return new Refusal(reason, { status: STATUS[reason] ?? 422, detail: text, fields });
}

/**
 * Does one act: reads and locks the case, compares the version, lets the rules decide, freezes what the decision rests on, writes state, record,
 * decisions, tasks and audit in the caller's transaction. A no becomes a refusal and nothing is written.
 */
export async function perform<A extends ActCode>(tx: Tx, actor: Actor, wanted: Performance<A>): Promise<Performed> {
  const today = clock.today();
  const before = wanted.loaded ?? (await loadCase(tx, wanted.caseId, { lock: true, today }));
  if (before.row.version !== wanted.version) throw staleVersion();
  const given: Given = { newId: newId(), findings: [], displayName: '', posts: [], ...wanted.given };
  const outcome = decide(before.picture, { act: wanted.act, input: wanted.input, who: actor, today, given });
  if (!outcome.ok) throw refuse(outcome);
  const recordId = await writeRecords(tx, actor, { before, outcome, sealed: wanted.sealed });
  const done = await writeCase(tx, { before, outcome, act: wanted.act, input: wanted.input });
  if (!UNDECIDED.includes(wanted.act)) await writeDecisions(tx, actor, { before, outcome, act: wanted.act });
  await moveTask(tx, actor, { before, outcome });
  await recordAudit(tx, actor, {
    action: wanted.act,
    areaCode: before.row.area_code,
    objectKey: `case:${publicId(before.row)}`,
    detail: { from: before.row.state, to: outcome.snapshot.state, result: outcome.resultCode },
  });
  return { before, outcome, given, done, recordId };
}

/** Acts that note something within a step; they are on the record and in the audit, but decide nothing. */
const UNDECIDED: readonly ActCode[] = ['answerComparison', 'judgeFinding'];

async function writeRecords(
  tx: Tx,
  actor: Actor,
  { before, outcome, sealed }: { before: LoadedCase; outcome: Outcome; sealed: Performance<ActCode>['sealed'] },
): Promise<string | null> {
  const at = { county_code: before.row.county_code, case_id: before.row.id };
  if (outcome.supersede.length > 0) {
    await tx
      .updateTable('casework.step_record')
      .set({ superseded: true })
      .where('county_code', '=', at.county_code)
      .where('id', 'in', outcome.supersede)
      .execute();
  }
  if (outcome.rewrite) {
    await tx
      .updateTable('casework.step_record')
      .set({ data: JSON.stringify(outcome.rewrite.data) })
      .where('county_code', '=', at.county_code)
      .where('id', '=', outcome.rewrite.id)
      .execute();
  }
  const { write } = outcome;
  if (!write) return null;
  const id = newId();
  const round = 1 + before.picture.records.filter((record) => record.step === write.step).length;
  await tx
    .insertInto('casework.step_record')
    .values({
      ...at,
      id,
      area_code: before.row.area_code,
      step: write.step,
      round,
      data: JSON.stringify(write.data),
      health_sealed: sealed?.(id) ?? null,
      recorded_by: actor.accountId,
      recorded_by_name: actor.name,
      recorded_at: clock.now(),
      superseded: false,
    })
    .execute();
  return id;
}

async function writeCase(
  tx: Tx,
  {
    before: { row, picture },
    outcome,
    act,
    input,
  }: { before: LoadedCase; outcome: Outcome; act: ActCode; input: unknown },
): Promise<ActDone> {
  const { clock: time, snapshot } = outcome;
  const paused = pausedUntil(time, clock.today(), limitOf(picture.pack, 'pause.maxDays'));
  const approved =
    act === 'decideAtCounty' && snapshot.state === 'APPROVED' ? (input as ActInput<'decideAtCounty'>) : null;
  await tx
    .updateTable('casework.identification')
    .set({
      state: snapshot.state,
      snapshot: JSON.stringify(snapshot),
      chain_due_on: chainDue(time, limitOf(picture.pack, 'chain.maxDays'), paused),
      step_started_on: time.stepStartedOn,
      step_due_on: time.stepDueOn,
      paused_on: time.pausedOn,
      pause_reason: outcome.pauseReason,
      paused_days: time.pausedDays,
      step_runs: time.stepRuns,
      returns: JSON.stringify(outcome.returns),
      closed_at: outcome.closed ? (row.closed_at ?? clock.now()) : null,
      version: row.version + 1,
      sync_pos: clock.wall().getTime(),
      changed_at: clock.now(),
      ...(act === 'setGreenChannel'
        ? { green_channel: true, green_due_on: addDays(clock.today(), limitOf(picture.pack, 'greenChannel.days')) }
        : {}),
      ...(outcome.resultCode && resultStands(act, outcome) ? { result_code: outcome.resultCode } : {}),
      ...(outcome.moves.some((move) => move.to.state === 'RETURNED') ? undecided(picture) : {}),
      ...(approved ? { category: approved.category, risk_types: approved.risks, identified_on: clock.today() } : {}),
    })
    .where('county_code', '=', row.county_code)
    .where('id', '=', row.id)
    .execute();
  return { id: publicId(row), version: row.version + 1, state: snapshot.state };
}

/** A case that is sent back has no decision any more: the chain runs on, and its risks are again those of the work sheet. */
function undecided(picture: CasePicture) {
  const { riskTypes } = live(picture, 'RECEIVED')?.data ?? {};
  return { identified_on: null, category: null, result_code: null, ...(riskTypes ? { risk_types: riskTypes } : {}) };
}

/** The result of an act becomes that of the case; of a late objection only when it was founded. */
function resultStands(act: ActCode, { resultCode }: Outcome): boolean {
  return RESULT_STANDS.includes(act) || resultCode === 'X3';
}

/** Acts whose result is the result of the case until a later one. */
const RESULT_STANDS: readonly ActCode[] = [
  'endByDeath',
  'recordVerification',
  'recordMeeting',
  'decideProposedRejection',
  'reviewMeetingRefusal',
  'decideAtCounty',
];

async function writeDecisions(
  tx: Tx,
  actor: Actor,
  { before, outcome, act }: { before: LoadedCase; outcome: Outcome; act: ActCode },
): Promise<void> {
  const frozen = await freeze(tx, before);
  const system = systemActor(before.row.area_code, '识别程序');
  const stay: Move = { event: 'note', from: before.picture.snapshot, to: before.picture.snapshot, bySystem: false };
  const moves = outcome.moves.length > 0 ? outcome.moves : [stay];
  const rows = moves.map((move, index) => {
    const who = move.bySystem ? system : actor;
    return {
      county_code: before.row.county_code,
      id: newId(clock.wall().getTime() + index),
      area_code: before.row.area_code,
      case_id: before.row.id,
      step: move.from.state,
      event: move.bySystem ? `system.${move.event}` : act,
      from_state: move.from.state,
      to_state: move.to.state,
      actor_id: who.accountId,
      actor_name: who.name,
      role: who.role,
      result_code: move.bySystem ? null : outcome.resultCode,
      opinion: move.bySystem ? (SYSTEM_WORDS[move.event] ?? '') : outcome.opinion,
      decided_at: clock.now(),
      decided_on: clock.today(),
      pack_id: before.row.pack_id,
      inputs_hash: frozen.hash,
      inputs: JSON.stringify(frozen.inputs),
    };
  });
  await tx.insertInto('casework.decision').values(rows).execute();
}

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  keep: '事实没有变化，沿用上次结果',
  takeUp: '开始补正',
  startIdentification: '核实符合，转入识别程序',
};
