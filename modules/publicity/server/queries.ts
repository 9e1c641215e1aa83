import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { EntryState, Notice, NoticeState, NoticeType, Objection, ObjectionChannel } from '../contract.ts';

interface At {
  countyCode: string;
  id: string;
}

/** A notice with what its paper needs beside what officers see. */
export type FoundNotice = Notice & { token: string; areaCode: string };

/** A notice with its entries in the order of the paper, or undefined. */
export async function findNotice(tx: Tx, { countyCode, id }: At): Promise<FoundNotice | undefined> {
  const row = await tx
    .selectFrom('publicity.notice')
    .selectAll()
    .where('county_code', '=', countyCode)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const entries = await tx
    .selectFrom('publicity.notice_entry')
    .select([
      'display_name as displayName',
      'display_area as displayArea',
      'family_size as familySize',
      'display_reason as displayReason',
      'case_id',
      'state',
    ])
    .where('county_code', '=', countyCode)
    .where('notice_id', '=', id)
    .orderBy('place_no')
    .orderBy('case_id')
    .execute();
  const photo = (photoId: string | null) =>
    photoId === null ? null : publicId({ county_code: countyCode, id: photoId });
  return {
    id: row.id,
    noticeNo: row.notice_no,
    type: row.type as NoticeType,
    place: row.place,
    from: row.from_on,
    to: row.to_on,
    objectionPhone: row.objection_phone,
    state: row.state as NoticeState,
    startPhotoId: photo(row.start_photo_id),
    endPhotoId: photo(row.end_photo_id),
    postedBy: row.posted_by_name,
    entries: entries.map(({ case_id, state, ...shown }) => ({
      ...shown,
      caseId: publicId({ county_code: countyCode, id: case_id }),
      state: state as EntryState,
    })),
    token: row.objection_token,
    areaCode: row.area_code,
  };
}

/** Notices before a decision that hang in a village now, those that end first in front. */
export async function listHanging(tx: Tx, village: string): Promise<FoundNotice[]> {
  const rows = await tx
    .selectFrom('publicity.notice as n')
    .select(['county_code', 'id'])
    .where(inArea('n', village))
    .where('state', 'in', ['POSTED', 'OBJECTED'])
    .where('type', 'in', ['1', '3'])
    .orderBy('to_on')
    .orderBy('id')
    .limit(100)
    .execute();
  const notices: FoundNotice[] = [];
  for (const row of rows) {
    const notice = await findNotice(tx, { countyCode: row.county_code, id: row.id });
    if (notice) notices.push(notice);
  }
  return notices;
}

/** Notices of the actor's area, the latest first. */
export async function listNotices(tx: Tx, area: string, limit: number): Promise<Notice[]> {
  const rows = await tx
    .selectFrom('publicity.notice as n')
    .select(['county_code', 'id'])
    .where(inArea('n', area))
    .orderBy('posted_at', 'desc')
    .limit(limit)
    .execute();
  const notices: Notice[] = [];
  for (const row of rows) {
    const notice = await findNotice(tx, { countyCode: row.county_code, id: row.id });
    if (notice) notices.push(notice);
  }
  return notices;
}

/** Objections against the notices of a case, without who raised them. */
export async function listObjections(tx: Tx, of: { countyCode: string; caseId: string }): Promise<Objection[]> {
  const rows = await tx
    .selectFrom('publicity.objection')
    .selectAll()
    .where('county_code', '=', of.countyCode)
    .where('case_id', '=', of.caseId)
    .orderBy('received_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel as ObjectionChannel,
    content: row.content,
    anonymous: row.raised_by_sealed === null,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    resultCode: row.result_code as Objection['resultCode'],
    reply: row.reply,
    team: (row.review_team ?? []) as Objection['team'],
  }));
}
