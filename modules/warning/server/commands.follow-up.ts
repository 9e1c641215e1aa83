import { numberParameter } from '@shouwang/modules/policy/rules.ts';
import { getPackInForce } from '@shouwang/modules/policy/server/door.ts';
import { setLastVisited } from '@shouwang/modules/registry/server/door.ts';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import type { FollowUpDecision, FollowUpDone, FollowUpRecord } from '../contract.ts';
import { decideFollowUp, type FollowUpAsked, type FollowUpSheet } from '../rules.follow-up.ts';
import { followClues } from './clues.ts';
import { actorOf, listActs, type SheetRef, toFollowUpSheet } from './sheet.ts';
import { kinOf, listVisitors } from './visitors.ts';

/** A sheet that somebody acts on, in the version that he saw. */
export interface FollowUpAt extends SheetRef {
  version: number;
}

/**
 * 登记跟进: the contact (or somebody of the village) writes down what he found at the household; it then waits for the town. Refuses what is out of turn,
 * people of the town who are not the contact, days outside of the sheet, too few people or people without a post there on that day, relatives of the
 * household, and an absent contact without a reason.
 */
export async function recordFollowUp(
  tx: Tx,
  actor: Actor,
  { at, input }: { at: FollowUpAt; input: FollowUpRecord },
): Promise<FollowUpDone> {
  const { row, sheet, maxReturns, days, names } = await decided(tx, actor, {
    at,
    asked: { act: 'recordFollowUp', input },
  });
  await requirePhotos(tx, row, input.photoIds);
  const said = input.substituteReason ? `${input.reason}\n由他人代去：${input.substituteReason}` : input.reason;
  const nextDueOn = addDays(clock.today(), days.confirm);
  await writeAct(tx, actor, {
    row,
    act: 'recordFollowUp',
    values: {
      result_code: input.resultCode,
      reason: said,
      visited_on: input.visitedOn,
      went: input.went.map((id) => names.get(id) ?? ''),
      went_ids: input.went,
      companions: input.companions,
      photo_ids: input.photoIds,
      next_due_on: nextDueOn,
    },
  });
  const done = await moveSheet(tx, at, { state: 'VERIFIED', recorded_by: actor.accountId, missed_due_on: null });
  await followClues(tx, at, { status: 'VERIFIED' });
  await setLastVisited(tx, { countyCode: row.county_code, id: row.household_id }, input.visitedOn);
  await audit(tx, actor, {
    row,
    act: 'recordFollowUp',
    detail: { result: input.resultCode, returns: sheet.returns, maxReturns },
  });
  return done;
}

/**
 * 确认跟进: the town agrees, which closes the sheet with its result, or returns the visit with a reason; somebody else than who recorded it or went
 * along. After `return.maxTimes` returns the town has to look itself.
 */
export async function confirmFollowUp(
  tx: Tx,
  actor: Actor,
  { at, input }: { at: FollowUpAt; input: FollowUpDecision },
): Promise<FollowUpDone> {
  const { row, acts, days } = await decided(tx, actor, { at, asked: { act: 'confirmFollowUp', input } });
  const visit = acts.findLast(({ act }) => act === 'recordFollowUp');
  if (!visit?.resultCode || !row.recorded_by) throw notFound('要确认的这次跟进');
  const agreed = input.decision === 'agree';
  const dueOn = addDays(clock.today(), days.visit);
  await writeAct(tx, actor, {
    row,
    act: 'confirmFollowUp',
    values: {
      decision: input.decision,
      reason: input.opinion ?? '同意',
      went: visit.went,
      went_ids: visit.wentIds,
      companions: visit.companions,
      made_by: row.recorded_by,
      next_due_on: agreed ? null : dueOn,
    },
  });
  const done = await moveSheet(
    tx,
    at,
    agreed
      ? { state: 'CLOSED', result_code: visit.resultCode, closed_on: clock.today(), confirmed_by: actor.accountId }
      : { state: 'DISPATCHED', recorded_by: null, due_on: dueOn },
  );
  await followClues(tx, at, agreed ? { status: 'CLOSED', resultCode: visit.resultCode } : { status: 'DISPATCHED' });
  await audit(tx, actor, {
    row,
    act: 'confirmFollowUp',
    detail: { decision: input.decision, result: visit.resultCode },
  });
  return done;
}

type Row = Awaited<ReturnType<typeof lockSheet>>;
/** An act as it is asked, before what is known of those who went is added. */
type Wanted = { act: 'recordFollowUp'; input: FollowUpRecord } | Extract<FollowUpAsked, { act: 'confirmFollowUp' }>;

async function lockSheet(tx: Tx, at: SheetRef) {
  const row = await tx
    .selectFrom('warning.dispatch')
    .selectAll()
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('这张跟进单');
  const household = await tx
    .selectFrom('registry.household')
    .select('monitor_contact_name as contact_name')
    .where('county_code', '=', row.county_code)
    .where('id', '=', row.household_id)
    .executeTakeFirst();
  return { ...row, contact_name: household?.contact_name ?? null };
}

/** Locks the sheet, holds version and rules against what is asked, and gives what the act writes with; else refuses. */
async function decided(tx: Tx, actor: Actor, { at, asked }: { at: FollowUpAt; asked: Wanted }) {
  const row = await lockSheet(tx, at);
  if (row.version !== at.version) throw staleVersion();
  const acts = await listActs(tx, at);
  const kin = await kinOf(tx, { countyCode: row.county_code, id: row.household_id });
  const sheet: FollowUpSheet = toFollowUpSheet(row, acts, kin.relatives);
  const { pack } = await getPackInForce(tx, row.area_code, clock.today());
  const maxReturns = numberParameter(pack, 'return.maxTimes');
  const posts = asked.act === 'recordFollowUp' ? await listVisitors(tx, row.area_code, asked.input.visitedOn) : [];
  const given = { posts, kin, minPersons: numberParameter(pack, 'verification.minPersons') };
  const whole: FollowUpAsked = asked.act === 'recordFollowUp' ? { ...asked, given } : asked;
  const verdict = decideFollowUp(sheet, actorOf(actor), { ...whole, maxReturns });
  if (!verdict.ok) throw refusalOf(verdict);
  const days = {
    visit: numberParameter(pack, 'screening.villageDays'),
    confirm: numberParameter(pack, 'town.reviewDays'),
  };
  return { row, acts, sheet, maxReturns, days, names: new Map(posts.map(({ accountId, name }) => [accountId, name])) };
}

const STATUS: Readonly<Record<string, number>> = {
  'role-not-permitted': 403,
  'not-the-contact': 403,
  'maker-is-checker': 403,
  'went-along': 403,
  recused: 403,
  'act-out-of-turn': 409,
  'not-a-follow-up': 409,
};

function refusalOf({ code, why, field }: { code: string; why: string; field?: string }): Refusal {
  const fields = field ? [{ path: field, code, message: why }] : [];
  return new Refusal(code, { status: STATUS[code] ?? 422, detail: why, ...(field ? { fields } : {}) });
}

/** Photographs must have been handed in with this very sheet. */
async function requirePhotos(tx: Tx, row: Row, photoIds: readonly string[]): Promise<void> {
  if (photoIds.length === 0) return;
  const known = await tx
    .selectFrom('evidence.document')
    .select('id')
    .where('county_code', '=', row.county_code)
    .where('subject_type', '=', 'sheet')
    .where('subject_id', '=', row.id)
    .where('id', 'in', [...photoIds])
    .execute();
  if (new Set(photoIds).size !== known.length)
    throw refusalOf({ code: 'photo-unknown', why: '照片不是这张跟进单的，请重新上传。', field: 'photoIds' });
}

interface ActValues {
  result_code?: string;
  decision?: string;
  reason: string;
  visited_on?: string;
  went: string[];
  went_ids: string[];
  companions: string[];
  photo_ids?: string[];
  made_by?: string;
  next_due_on: string | null;
}

async function writeAct(
  tx: Tx,
  actor: Actor,
  { row, act, values }: { row: Row; act: FollowUpAsked['act']; values: ActValues },
): Promise<void> {
  await tx
    .insertInto('warning.follow_up')
    .values({
      county_code: row.county_code,
      id: newId(),
      area_code: row.area_code,
      dispatch_id: row.id,
      household_id: row.household_id,
      act,
      result_code: null,
      decision: null,
      visited_on: null,
      photo_ids: [],
      made_by: null,
      ...values,
      actor_id: actor.accountId,
      actor_name: actor.name,
      role: actor.role,
      at: clock.now(),
    })
    .execute();
}

interface SheetMove {
  state: string;
  recorded_by?: string | null;
  confirmed_by?: string;
  result_code?: string;
  closed_on?: string;
  due_on?: string;
  missed_due_on?: null;
}

async function moveSheet(tx: Tx, at: FollowUpAt, set: SheetMove): Promise<FollowUpDone> {
  const moved = await tx
    .updateTable('warning.dispatch')
    .set({ ...set, version: at.version + 1 })
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .where('version', '=', at.version)
    .returning('state')
    .executeTakeFirst();
  if (!moved) throw staleVersion();
  return { id: publicId({ county_code: at.countyCode, id: at.id }), version: at.version + 1, state: moved.state };
}

type Detail = Record<string, string | number>;

function audit(
  tx: Tx,
  actor: Actor,
  { row, act, detail }: { row: Row; act: FollowUpAsked['act']; detail: Detail },
): Promise<void> {
  const objectKey = `dispatch:${publicId(row)}`;
  return recordAudit(tx, actor, { action: act, areaCode: row.area_code, objectKey, detail });
}
