import { randomBytes } from 'node:crypto';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { sealField } from '@shouwang/platform/crypto/field.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { EntryState, NoticeEntry, NoticeType, ObjectionChannel } from '../contract.ts';
import { checkEntry, noticeStateOf } from '../rules.ts';

/** Where a notice or an objection lies. */
export interface Place {
  countyCode: string;
  areaCode: string;
}

export interface NewNotice extends Place {
  id: string;
  type: NoticeType;
  place: string;
  from: string;
  to: string;
  objectionPhone: string;
  templateVersion: string;
  startPhotoId: string;
  masked: boolean;
  entries: { caseId: string; entry: NoticeEntry }[];
}

/** Posts a notice in one village; refuses any entry that shows more than it may, named by its place. Returns its number. */
export async function createNotice(tx: Tx, actor: Actor, notice: NewNotice): Promise<string> {
  notice.entries.forEach(({ entry }, index) => {
    const verdict = checkEntry(entry, notice.masked);
    if (verdict.ok) return;
    const fields = [{ path: `entries.${index}`, code: verdict.reason, message: verdict.text }];
    throw new Refusal(verdict.reason, { detail: verdict.text, fields });
  });
  const noticeNo = await nextNumber(tx, notice);
  await tx
    .insertInto('publicity.notice')
    .values({
      county_code: notice.countyCode,
      id: notice.id,
      area_code: notice.areaCode,
      notice_no: noticeNo,
      type: notice.type,
      place: notice.place,
      from_on: notice.from,
      to_on: notice.to,
      objection_phone: notice.objectionPhone,
      template_version: notice.templateVersion,
      state: 'POSTED',
      start_photo_id: notice.startPhotoId,
      end_photo_id: null,
      objection_token: randomBytes(16).toString('base64url'),
      posted_by: actor.accountId,
      posted_by_name: actor.name,
      posted_at: clock.now(),
      withdrawn_at: null,
      version: 1,
    })
    .execute();
  const rows = notice.entries.map(({ caseId, entry }, index) => ({
    county_code: notice.countyCode,
    notice_id: notice.id,
    case_id: caseId,
    area_code: notice.areaCode,
    display_name: entry.displayName,
    display_area: entry.displayArea,
    family_size: entry.familySize,
    display_reason: entry.displayReason,
    state: 'POSTED',
    place_no: index + 1,
    changed_at: clock.now(),
  }));
  await tx.insertInto('publicity.notice_entry').values(rows).execute();
  await recordAudit(tx, actor, {
    action: 'postNotice',
    areaCode: notice.areaCode,
    objectKey: `notice:${notice.countyCode}:${notice.id}`,
    detail: { entries: rows.length, type: notice.type },
  });
  return noticeNo;
}

/** `GS-100201-2026-003`: the third notice of the village in this year. Two at once: the second is told to try again. */
async function nextNumber(tx: Tx, { countyCode, areaCode, type }: NewNotice): Promise<string> {
  const year = clock.today().slice(0, 4);
  const prefix = `${type === '2' || type === '4' ? 'GG' : 'GS'}-${areaCode.slice(6)}-${year}-`;
  const { count } = await tx
    .selectFrom('publicity.notice')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('county_code', '=', countyCode)
    .where('area_code', '=', areaCode)
    .where('notice_no', 'like', `${prefix}%`)
    .executeTakeFirstOrThrow();
  return prefix + String(Number(count) + 1).padStart(3, '0');
}

/** What happens to some households of a notice; the others stay as they are. */
export interface EntryChange extends Place {
  /** The notice. */
  id: string;
  caseIds: readonly string[];
  state: EntryState;
  endPhotoId?: string;
  reason?: string;
}

/** Moves entries of a notice on: ended with the photograph, withdrawn (also from the web), objected, posted again. The notice follows. */
export async function changeEntries(tx: Tx, actor: Actor, change: EntryChange): Promise<void> {
  const { countyCode, areaCode, id, caseIds, state } = change;
  const notice = await tx
    .selectFrom('publicity.notice')
    .select(['state', 'withdrawn_at'])
    .where('county_code', '=', countyCode)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!notice || caseIds.length === 0) return;
  await tx
    .updateTable('publicity.notice_entry')
    .set({ state, changed_at: clock.now() })
    .where('county_code', '=', countyCode)
    .where('notice_id', '=', id)
    .where('case_id', 'in', [...caseIds])
    .execute();
  const entries = await tx
    .selectFrom('publicity.notice_entry')
    .select('state')
    .where('county_code', '=', countyCode)
    .where('notice_id', '=', id)
    .execute();
  const after = noticeStateOf(entries.map((entry) => entry.state as EntryState));
  const down = after === 'ENDED' || after === 'WITHDRAWN';
  await tx
    .updateTable('publicity.notice')
    .set((eb) => ({
      state: after,
      version: eb('version', '+', 1),
      withdrawn_at: down ? (notice.withdrawn_at ?? clock.now()) : null,
      ...(change.endPhotoId ? { end_photo_id: change.endPhotoId } : {}),
    }))
    .where('county_code', '=', countyCode)
    .where('id', '=', id)
    .execute();
  await recordAudit(tx, actor, {
    action: 'changeNotice',
    areaCode,
    objectKey: `notice:${countyCode}:${id}`,
    ...(change.reason ? { reason: change.reason } : {}),
    detail: { state: after, entries: state, cases: [...caseIds] },
  });
}

export interface NewObjection extends Place {
  id: string;
  noticeId: string;
  caseId: string;
  channel: ObjectionChannel;
  content: string;
  /** null: anonymous. Kept sealed and never told to the household. */
  raisedBy: string | null;
  receivedOn: string;
  dueOn: string;
}

/** Writes down an objection, also an anonymous one. */
export async function addObjection(tx: Tx, actor: Actor, objection: NewObjection): Promise<void> {
  const sealed =
    objection.raisedBy === null
      ? null
      : sealField(objection.raisedBy, { table: 'publicity.objection', column: 'raised_by_sealed', row: objection.id });
  await tx
    .insertInto('publicity.objection')
    .values({
      county_code: objection.countyCode,
      id: objection.id,
      area_code: objection.areaCode,
      notice_id: objection.noticeId,
      case_id: objection.caseId,
      raised_by_sealed: sealed,
      channel: objection.channel,
      content: objection.content,
      received_on: objection.receivedOn,
      due_on: objection.dueOn,
      review_team: null,
      result_code: null,
      reply: null,
      replied_at: null,
    })
    .execute();
  await recordAudit(tx, actor, {
    action: 'raiseObjection',
    areaCode: objection.areaCode,
    objectKey: `objection:${objection.countyCode}:${objection.id}`,
    detail: { anonymous: sealed === null },
  });
}

/** Answers an objection with the result of the review by another team. */
export async function answerObjection(
  tx: Tx,
  actor: Actor,
  answer: Place & { id: string; team: { name: string; unit: string }[]; result: 'P1.O1' | 'P1.O2'; reply: string },
): Promise<void> {
  await tx
    .updateTable('publicity.objection')
    .set({
      review_team: JSON.stringify(answer.team.map(({ name, unit }) => ({ name, unit }))),
      result_code: answer.result,
      reply: answer.reply,
      replied_at: clock.now(),
    })
    .where('county_code', '=', answer.countyCode)
    .where('id', '=', answer.id)
    .execute();
  await recordAudit(tx, actor, {
    action: 'resolveObjection',
    areaCode: answer.areaCode,
    objectKey: `objection:${answer.countyCode}:${answer.id}`,
    detail: { result: answer.result },
  });
}
