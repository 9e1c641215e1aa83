import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import { sql } from 'kysely';
import { findDocument } from '../../evidence/server/door.ts';
import { CHANGE_TYPE, EVIDENCE_OF } from '../codes.change.ts';
import { nameOf } from '../codes.ts';
import type { ChangeDone, ChangeProposal, ChangeRevision } from '../contract.ts';
import type { ChangeParameters } from '../rules.ts';
import { draft, levelOf, requireParts } from './change.draft.ts';
import { auditChange, doneOf, holdChange, householdOf, moveChange, noteStep, requireAct } from './change.record.ts';
import { requireNoNewError } from './change.rules.ts';
import { keepMasked, proposalColumns, proposalOf } from './change.store.ts';
import { changesSomething, effective, touchedBy, valueAt } from './change.values.ts';
import { requireUnclaimed } from './members.ts';
import { type Picture, readPicture } from './quality.facts.ts';
import { changePolicyOf } from './quality.ts';
import { type HouseholdRef, holdHousehold } from './queries.ts';

/**
 * Proposes a change of a household on the version that was seen; nothing of it counts before somebody else agrees. Refused when nothing would change,
 * when papers are missing, when it would bring a new error, and when an open request touches the same value (change-waiting).
 */
export async function submitChange(
  tx: Tx,
  actor: Actor,
  { ref, expected, proposal }: { ref: HouseholdRef; expected: number; proposal: ChangeProposal },
): Promise<ChangeDone> {
  await holdHousehold(tx, ref);
  const ready = await readied(tx, { ref, expected, proposal, own: null, actor });
  const { household } = ready.picture;
  const id = newId();
  const record = await tx
    .insertInto('registry.change_request')
    .values({
      county_code: ref.countyCode,
      id,
      area_code: household.area_code,
      household_id: ref.id,
      state: 'SUBMITTED',
      returns: 0,
      version: 1,
      ...sentBy(actor),
      ...columnsOf(id, ready),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await noteStep(tx, actor, { record, state: 'SUBMITTED' });
  await auditChange(tx, actor, { record, action: 'submitChange', reason: record.reason });
  return doneOf(record);
}

/** Sends a request again after it was returned, or instead of what still waits; its proposer alone may. */
export async function reviseChange(
  tx: Tx,
  actor: Actor,
  { ref, expected, revision }: { ref: HouseholdRef; expected: number; revision: ChangeRevision },
): Promise<ChangeDone> {
  const record = await holdChange(tx, ref, expected);
  requireAct(record, { act: 'revise', actor, returnMax: 0 });
  const proposal = keepMasked(revision.proposal, proposalOf(record).proposal, revision.keep);
  const at = { ref: householdOf(record), expected: revision.householdVersion, proposal, own: record.id, actor };
  const ready = await readied(tx, at);
  const moved = await moveChange(tx, record, {
    state: 'SUBMITTED',
    opinion: null,
    returned_fields: null,
    ...sentBy(actor),
    ...columnsOf(record.id, ready),
  });
  await noteStep(tx, actor, { record: moved, state: 'SUBMITTED' });
  await auditChange(tx, actor, { record: moved, action: 'reviseChange', reason: moved.reason });
  return doneOf(moved);
}

/** Takes an own request back. */
export async function withdrawChange(
  tx: Tx,
  actor: Actor,
  { ref, expected }: { ref: HouseholdRef; expected: number },
): Promise<ChangeDone> {
  const record = await holdChange(tx, ref, expected);
  requireAct(record, { act: 'withdraw', actor, returnMax: 0 });
  const moved = await moveChange(tx, record, { state: 'WITHDRAWN' });
  await noteStep(tx, actor, { record: moved, state: 'WITHDRAWN' });
  await auditChange(tx, actor, { record: moved, action: 'withdrawChange', reason: null });
  return doneOf(moved);
}

interface Ready {
  picture: Picture;
  proposal: ChangeProposal;
  touched: string[];
  periods: ChangeParameters;
}

interface Sent {
  ref: HouseholdRef;
  expected: number;
  proposal: ChangeProposal;
  /** The request that is sent again. */
  own: string | null;
  actor: Actor;
}

async function readied(tx: Tx, { ref, expected, proposal: given, own, actor }: Sent): Promise<Ready> {
  const picture = await readPicture(tx, ref);
  if (picture.household.version !== expected) throw staleVersion();
  requireParts(picture, given);
  const proposal = effective(picture, given);
  if (!changesSomething(proposal))
    throw new Refusal('nothing-to-change', { detail: '没有需要更正的内容，填写的与现有的相同。' });
  await requireDocuments(tx, ref, proposal);
  const touched = touchedBy(proposal);
  await requireUntouched(tx, { ref, touched, own, actor });
  const { change, quality } = await changePolicyOf(tx, ref.countyCode);
  const drafted = draft(picture, proposal);
  requireSomebodyLeft(drafted.after);
  await requireUnclaimed(tx, picture.members, drafted.after.members);
  await requireNoNewError(tx, { picture, proposal, drafted }, quality);
  return { picture, proposal, touched, periods: change };
}

function sentBy(actor: Actor) {
  return {
    proposed_by: actor.accountId,
    proposed_by_name: actor.name,
    proposed_role: actor.role,
    proposed_at: clock.now(),
    proposed_on: clock.today(),
  };
}

function columnsOf(id: string, { picture, proposal, touched, periods }: Ready) {
  const base = new Map(touched.filter((key) => !key.startsWith('joining.')).map((key) => [key, valueAt(picture, key)]));
  return {
    change_type: proposal.changeType,
    level: levelOf(picture, proposal),
    base_version: picture.household.version,
    touched,
    due_on: addDays(clock.today(), periods.days),
    ...proposalColumns(id, proposal, base),
  };
}

/** Refuses when nobody would be left: a household that ends is closed (销户), which is another procedure. */
export function requireSomebodyLeft({ members }: Picture): void {
  if (members.some((one) => one.member_status === 'current')) return;
  throw new Refusal('last-member', { status: 409, detail: '这是最后一名成员；整户消亡须办理销户，请报县级处理。' });
}

/** The papers that P7 asks for, and that each named paper was filed for this household. */
async function requireDocuments(tx: Tx, ref: HouseholdRef, { changeType, documentIds }: ChangeProposal): Promise<void> {
  const paper = EVIDENCE_OF[changeType];
  if (paper && documentIds.length === 0) {
    const message = `${nameOf(CHANGE_TYPE, changeType)}须附${paper}`;
    throw new Refusal('evidence-missing', {
      detail: `${message}。`,
      fields: [{ path: 'documentIds', code: 'evidence-missing', message }],
    });
  }
  for (const id of new Set(documentIds)) {
    const found = await findDocument(tx, { countyCode: ref.countyCode, id });
    if (found?.household_id !== ref.id)
      throw new Refusal('evidence-unknown', { detail: '有一份材料不是这一户的，请重新上传。' });
  }
}

/** Two requests never wait for the same value: the second is told whose the first is. */
async function requireUntouched(
  tx: Tx,
  { ref, touched, own, actor }: { ref: HouseholdRef; touched: readonly string[]; own: string | null; actor: Actor },
): Promise<void> {
  if (touched.length === 0) return;
  const open = await tx
    .selectFrom('registry.change_request')
    .select(['id', 'proposed_by', 'proposed_by_name', 'proposed_on', 'change_type', 'touched'])
    .where('county_code', '=', ref.countyCode)
    .where('household_id', '=', ref.id)
    .where('state', 'in', ['SUBMITTED', 'RETURNED'])
    .where(sql<boolean>`touched && ${[...touched]}::text[]`)
    .execute();
  const other = open.find((one) => one.id !== own);
  if (!other) return;
  const what = `${nameOf(CHANGE_TYPE, other.change_type)}（${other.proposed_by_name}，${other.proposed_on} 提出）`;
  const todo = other.proposed_by === actor.accountId ? '请修改或撤回那一件。' : '请等它办结，或请提出人撤回。';
  throw new Refusal('change-waiting', {
    status: 409,
    detail: `同一项已有一件${what}在等审批，${todo}`,
    fields: other.touched
      .filter((key) => touched.includes(key))
      .map((path) => ({ path, code: 'change-waiting', message: `${other.proposed_by_name} 提出的更正正在等审批` })),
  });
}
