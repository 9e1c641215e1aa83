import { randomBytes } from 'node:crypto';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { sealField } from '@shouwang/platform/crypto/field.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { NoticeEntry, NoticeState, NoticeType, ObjectionChannel } from '../contract.ts';
import { checkEntry } from '../rules.ts';

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

/** Posts a notice in one village; refuses any entry that shows more than it may. Returns its number. */
export async function createNotice(tx: Tx, actor: Actor, notice: NewNotice): Promise<string> {
  for (const { entry } of notice.entries) {
    const verdict = checkEntry(entry, notice.masked);
    if (!verdict.ok) throw new Refusal(verdict.reason, { detail: verdict.text });
  }
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
  const rows = notice.entries.map(({ caseId, entry }) => ({
    county_code: notice.countyCode,
    notice_id: notice.id,
    case_id: caseId,
    area_code: notice.areaCode,
    display_name: entry.displayName,
    display_area: entry.displayArea,
    family_size: entry.familySize,
    display_reason: entry.displayReason,
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

/** Moves a notice on: ended with its photograph, withdrawn (also from the web), objected, posted again. */
export async function changeNotice(
  tx: Tx,
  actor: Actor,
  change: Place & { id: string; state: NoticeState; endPhotoId?: string; reason?: string },
): Promise<void> {
  await tx
    .updateTable('publicity.notice')
    .set((eb) => ({
      state: change.state,
      version: eb('version', '+', 1),
      ...(change.endPhotoId ? { end_photo_id: change.endPhotoId } : {}),
      ...(change.state === 'WITHDRAWN' || change.state === 'ENDED' ? { withdrawn_at: clock.now() } : {}),
    }))
    .where('county_code', '=', change.countyCode)
    .where('id', '=', change.id)
    .execute();
  await recordAudit(tx, actor, {
    action: 'changeNotice',
    areaCode: change.areaCode,
    objectKey: `notice:${change.countyCode}:${change.id}`,
    ...(change.reason ? { reason: change.reason } : {}),
    detail: { state: change.state },
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
