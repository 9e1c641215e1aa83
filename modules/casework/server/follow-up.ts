import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { dayOf, daysBetween } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { listDocuments } from '../../evidence/server/door.ts';
import type { DepartmentFollowUpView } from '../contract.ts';
import { live } from '../picture.ts';
import { type LoadedCase, loadCase } from './basis.ts';
import { placeNames } from './places.ts';

interface At {
  countyCode: string;
  id: string;
}

/** The case that was handed to the actor's department. Refuses 404 when it was handed to none, `department-not-asked` (403) when to another. */
async function handedTo(tx: Tx, actor: Actor, at: At): Promise<{ loaded: LoadedCase; handed: Handed }> {
  const loaded = await loadCase(tx, at, { lock: false, today: clock.today() });
  const handed = await handingOver(tx, at);
  const visit = live(loaded.picture, 'VERIFYING')?.data;
  if (!handed || visit?.conclusion !== 'P1.V4') throw notFound('这件部门跟进');
  if (actor.departmentCode === null || visit.departmentCode !== actor.departmentCode)
    throw new Refusal('department-not-asked', { status: 403, detail: '这件事由其他部门办理。' });
  return { loaded, handed };
}

interface Handed {
  on: string;
  by: string;
  opinion: string;
}

/** When and by whom the town handed the case over, with its words. */
async function handingOver(tx: Tx, { countyCode, id }: At): Promise<Handed | null> {
  const found = await tx
    .selectFrom('casework.decision')
    .select(['decided_on', 'actor_name', 'opinion'])
    .where('county_code', '=', countyCode)
    .where('case_id', '=', id)
    .where('to_state', '=', 'DEPT_FOLLOWUP')
    .orderBy('decided_at', 'desc')
    .executeTakeFirst();
  return found ? { on: found.decided_on, by: found.actor_name, opinion: found.opinion } : null;
}

/** What is missing, who asks for it by when, and what has been done; of the household only its name and place. */
export async function readFollowUp(tx: Tx, actor: Actor, at: At): Promise<DepartmentFollowUpView> {
  const { loaded, handed } = await handedTo(tx, actor, at);
  const { row, picture } = loaded;
  await recordAudit(tx, actor, {
    action: 'getDepartmentFollowUp',
    areaCode: row.area_code,
    objectKey: `case:${publicId(row)}`,
  });
  const { town, village } = await placeNames(tx, row.area_code);
  const done = live(picture, 'FOLLOW_UP');
  const documents = await listDocuments(tx, { countyCode: row.county_code, subjectId: row.id });
  return {
    caseId: publicId(row),
    version: row.version,
    caseNo: row.case_no,
    areaName: `${town} · ${village}`,
    headName: row.head_name,
    missing: live(picture, 'VERIFYING')?.data.reason ?? '',
    asks: handed.opinion,
    handedOn: handed.on,
    handedBy: handed.by,
    dueOn: row.closed_at ? null : row.step_due_on,
    daysLeft: row.closed_at || !row.step_due_on ? null : daysBetween(clock.today(), row.step_due_on),
    done: done ? { what: done.data.done, by: done.byName, on: done.on } : null,
    documents: documents
      .filter((one) => one.step === 'FOLLOW_UP' && dayOf(new Date(one.takenAt)) >= handed.on)
      .map(({ id, title, uploadedBy, takenAt }) => ({ id, title, uploadedBy, takenAt })),
  };
}

/** Where evidence of a follow-up is filed; refuses others than the department named, and a follow-up that is done. */
export async function followUpPlace(tx: Tx, actor: Actor, at: At): Promise<{ areaCode: string; householdId: string }> {
  const { loaded } = await handedTo(tx, actor, at);
  if (loaded.row.state !== 'DEPT_FOLLOWUP')
    throw new Refusal('act-out-of-turn', { status: 409, detail: '这件部门跟进已经办结，不能再上传。' });
  return { areaCode: loaded.row.area_code, householdId: loaded.row.household_id };
}
