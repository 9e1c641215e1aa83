import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { dayOf } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type Fingerprint, findDocument } from '../../evidence/server/door.ts';
import type { NoticeEntry } from '../../publicity/contract.ts';
import { checkEntry } from '../../publicity/rules.ts';
import { changeEntries, createNotice, findNotice } from '../../publicity/server/door.ts';
import type {
  AnnounceResults,
  EndNotices,
  HoldMeeting,
  PostNotices,
  SessionDone,
  SubmitCases,
} from '../contract.sessions.ts';
import { type CasePicture, live } from '../picture.ts';
import { type No, no } from '../rules.answers.ts';
import { lastDayOfNotice } from '../rules.guards.ts';
import type { Performed } from './act.ts';
import type { LoadedCase } from './basis.ts';
import { sheet } from './commands.ts';
import { masked, postedName } from './notice-names.ts';
import { fileSharedPaper, type PaperKind } from './papers.file.ts';
import { type PaperSource, paperSource } from './papers.source.ts';
import { placeOf } from './places.ts';
import { actOnAll } from './sessions.ts';

/** The village meeting for many households: votes, recusal and result of each, one set of minutes and one sign-in sheet. */
export async function holdMeeting(tx: Tx, actor: Actor, input: HoldMeeting): Promise<SessionDone> {
  const { cases, sessionId, photoIds, ...common } = input;
  const done = await actOnAll(tx, actor, {
    act: 'recordMeeting',
    cases,
    photos: { sessionId, ids: photoIds, path: 'photoIds', holder: sessionId },
    common: ['heldAt', 'place', 'chair', 'recorder', 'expected', 'groups', 'participants', 'photoIds'],
    input: (place, copies) => {
      const { caseId: _, version: __, chair, recorder, ...row } = rowAt(cases, place);
      const posts = { chair: chair ?? common.chair, recorder: recorder ?? common.recorder };
      return { ...common, ...posts, ...row, photoIds: copies };
    },
    given: () => ({ meetingId: sessionId }),
  });
  const no = await writeMeeting(tx, actor, { id: sessionId, heldAt: input.heldAt, done });
  await filePapers(tx, actor, done, ['minutes', 'sign-in']);
  return answer(no, done);
}

async function writeMeeting(
  tx: Tx,
  actor: Actor,
  { id, heldAt, done }: { id: string; heldAt: string; done: readonly Performed[] },
): Promise<string> {
  const { row } = firstOf(done).before;
  const at = { county_code: row.county_code, area_code: row.area_code };
  const meetingNo = await nextMeetingNo(tx, at);
  await tx
    .insertInto('casework.meeting')
    .values({
      ...at,
      id,
      meeting_no: meetingNo,
      held_at: new Date(heldAt),
      recorded_by: actor.accountId,
      recorded_by_name: actor.name,
      recorded_at: clock.now(),
    })
    .execute();
  await tx
    .insertInto('casework.meeting_case')
    .values(done.map(({ before }, place) => ({ ...at, meeting_id: id, case_id: before.row.id, place_no: place + 1 })))
    .execute();
  await recordAudit(tx, actor, {
    action: 'holdMeeting',
    areaCode: row.area_code,
    objectKey: `meeting:${row.county_code}:${id}`,
    detail: { no: meetingNo, cases: done.length },
  });
  return meetingNo;
}

/** `PY-109201-2026-003`: the third meeting of the village in this year that heard several households. Two at once: the second is told to try again. */
async function nextMeetingNo(tx: Tx, at: { county_code: string; area_code: string }): Promise<string> {
  const prefix = `PY-${at.area_code.slice(6)}-${clock.today().slice(0, 4)}-`;
  const { count } = await tx
    .selectFrom('casework.meeting')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('county_code', '=', at.county_code)
    .where('area_code', '=', at.area_code)
    .where('meeting_no', 'like', `${prefix}%`)
    .executeTakeFirstOrThrow();
  return prefix + String(Number(count) + 1).padStart(3, '0');
}

/** One paper on the wall for many households, with one photograph. */
export async function postNotices(tx: Tx, actor: Actor, input: PostNotices): Promise<SessionDone> {
  const { cases, sessionId, startPhotoId, ...common } = input;
  const from = clock.today();
  const noticeId = newId();
  const sameAsFirst = alike((picture) => `${masked(picture)} ${lastDayOfNotice(picture, from, common.days)}`);
  const done = await actOnAll(tx, actor, {
    act: 'postNotice',
    cases,
    photos: { sessionId, ids: [startPhotoId], path: 'startPhotoId', holder: noticeId },
    common: ['place', 'objectionPhone', 'days', 'startPhotoId'],
    input: (_, [copy]) => ({ ...common, startPhotoId: copy ?? startPhotoId }),
    given: ({ picture, row }) => ({ newId: noticeId, displayName: postedName(picture, row.head_name) }),
    also: (loaded) => sameAsFirst(loaded) ?? forbidden(loaded),
  });
  const { picture } = firstOf(done).before;
  const noticeNo = await createNotice(tx, actor, {
    ...(await entriesOf(tx, done, noticeId)),
    type: '1',
    place: common.place,
    from,
    to: lastDayOfNotice(picture, from, common.days),
    objectionPhone: common.objectionPhone,
    startPhotoId,
  });
  await filePapers(tx, actor, done, ['notice']);
  return answer(noticeNo, done);
}

/** Cases whose packs count days or mask names otherwise than the first hang on a paper of their own. */
function alike(of: (picture: CasePicture) => string): (loaded: LoadedCase) => No | null {
  let first: string | null = null;
  return ({ picture }) => {
    const said = of(picture);
    first ??= said;
    return said === first ? null : no('notice-of-another', '该户适用的政策包公示要求不同，请另张一份公示。', 'caseId');
  };
}

/** What of a household must not stand on a notice. Place and size are checked with the whole entry when it is written. */
function forbidden({ picture, row, household }: LoadedCase): No | null {
  const entry = {
    displayName: postedName(picture, row.head_name),
    displayArea: household.groupNo ?? '村',
    familySize: household.registeredCount,
    displayReason: picture.pack.categories[categoryOf(picture)]?.label ?? '',
  };
  const verdict = checkEntry(entry, masked(picture));
  return verdict.ok ? null : no('notice-refused', verdict.text, 'caseId');
}

const categoryOf = (picture: CasePicture) =>
  live(picture, 'COUNTY_REVIEW')?.data.category ?? live(picture, 'EVALUATED')?.data.category ?? '';

/** What the cases bring onto one notice, in their order. */
async function entriesOf(tx: Tx, done: readonly Performed[], id: string) {
  const sheets: { caseId: string; entry: NoticeEntry }[] = [];
  for (const { before } of done) {
    const displayName = postedName(before.picture, before.row.head_name);
    sheets.push(...(await sheet(tx, before, { id, displayName })).entries);
  }
  const { before } = firstOf(done);
  const displayName = postedName(before.picture, before.row.head_name);
  return { ...(await sheet(tx, before, { id, displayName })), entries: sheets };
}

/** The households of one notice whose time is over, with one photograph; what is under objection hangs on. */
export async function endNotices(
  tx: Tx,
  actor: Actor,
  { noticeId, ...input }: EndNotices & { noticeId: string },
): Promise<SessionDone> {
  const at = splitId(noticeId);
  const notice = await findNotice(tx, at);
  if (!notice) throw notFound('这份公示');
  const known = input.endPhotoId === null ? await endPhotoOf(tx, notice.endPhotoId) : undefined;
  const photoId = input.endPhotoId ?? known?.id;
  if (photoId === undefined) throw photoMissing();
  const done = await actOnAll(tx, actor, {
    act: 'endNotice',
    cases: input.cases,
    photos: { sessionId: input.sessionId, ids: [photoId], path: 'endPhotoId', holder: at.id, known },
    common: ['endPhotoId'],
    input: (_, [copy]) => ({ endPhotoId: copy ?? photoId }),
    given: () => ({}),
    also: ({ picture }) =>
      live(picture, 'PUBLICISED')?.data.noticeId === at.id
        ? null
        : no('notice-of-another', '该户不在这张公示上。', 'caseId'),
  });
  const { row } = firstOf(done).before;
  await changeEntries(tx, actor, {
    ...placeOf(row),
    id: at.id,
    caseIds: done.map(({ before }) => before.row.id),
    state: 'ENDED',
    ...(known ? {} : { endPhotoId: photoId }),
  });
  return answer(notice.noticeNo, done);
}

/** The photograph that a notice has of its end already, as the guards look at it. */
async function endPhotoOf(tx: Tx, publicPhotoId: string | null): Promise<Fingerprint | undefined> {
  if (publicPhotoId === null) return undefined;
  const found = await findDocument(tx, splitId(publicPhotoId));
  if (!found) return undefined;
  const { id, type, step, file_hash: hash } = found;
  return { id, type, kind: 'photo', step, hash, on: dayOf(found.taken_at) };
}

function photoMissing(): Refusal {
  const message = '请上传期满照片。';
  return new Refusal('photo-missing', {
    detail: message,
    fields: [{ path: 'endPhotoId', code: 'photo-missing', message }],
  });
}

/** One announcement for many households, with one photograph. */
export async function announceResults(tx: Tx, actor: Actor, input: AnnounceResults): Promise<SessionDone> {
  const { cases, sessionId, photoId, place, phone } = input;
  const today = clock.today();
  const noticeId = newId();
  const sameAsFirst = alike((picture) => String(masked(picture)));
  const done = await actOnAll(tx, actor, {
    act: 'announceResult',
    cases,
    photos: { sessionId, ids: [photoId], path: 'photoId', holder: noticeId },
    common: ['place', 'phone', 'photoId'],
    input: (_, [copy]) => ({ place, phone, photoId: copy ?? photoId }),
    given: () => ({ newId: noticeId }),
    also: (loaded) => sameAsFirst(loaded) ?? forbidden(loaded),
  });
  const noticeNo = await createNotice(tx, actor, {
    ...(await entriesOf(tx, done, noticeId)),
    type: '2',
    place,
    from: today,
    to: today,
    objectionPhone: phone,
    startPhotoId: photoId,
  });
  await filePapers(tx, actor, done, ['announcement']);
  return answer(noticeNo, done);
}

/** The report of many households to the town. */
export async function submitCases(tx: Tx, actor: Actor, { cases, opinion }: SubmitCases): Promise<SessionDone> {
  const done = await actOnAll(tx, actor, {
    act: 'submitToTown',
    cases,
    photos: null,
    common: ['opinion'],
    input: () => ({ opinion }),
    given: () => ({}),
  });
  return answer(null, done);
}

/** Papers of a meeting, notice or announcement: made once, filed with each of its cases. */
async function filePapers(
  tx: Tx,
  actor: Actor,
  done: readonly Performed[],
  kinds: readonly PaperKind[],
): Promise<void> {
  const sources: PaperSource[] = [];
  for (const { before } of done)
    sources.push(await paperSource(tx, { countyCode: before.row.county_code, id: before.row.id }));
  const known = sources.map((source) => ({ ...source, peers: sources }));
  for (const kind of kinds) await fileSharedPaper(tx, actor, { sources: known, kind });
}

function answer(no: string | null, done: readonly Performed[]): SessionDone {
  return {
    no,
    cases: done.map((one) => {
      const { write } = one.outcome;
      return { ...one.done, result: write?.step === 'EVALUATED' ? write.data.result : null };
    }),
  };
}

function rowAt<T>(rows: readonly T[], place: number): T {
  const row = rows[place];
  if (row === undefined) throw new Error('a list of cases is shorter than what was read of it');
  return row;
}

const firstOf = (done: readonly Performed[]): Performed => rowAt(done, 0);
