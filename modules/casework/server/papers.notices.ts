import { clock } from '@shouwang/platform/clock/clock.ts';
import { dayOf, daysBetween } from '@shouwang/platform/clock/days.ts';
import { readSettings } from '@shouwang/platform/config.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import type { z } from 'zod';
import { numberParameter } from '../../policy/rules.ts';
import type { papers as publicPapers } from '../../publicity/papers/index.ts';
import { shownEntry } from '../../publicity/rules.ts';
import { type FoundNotice, findNotice } from '../../publicity/server/door.ts';
import type { MeetingData, NoticeData } from '../contract.ts';
import { live } from '../picture.ts';
import { HOTLINE } from './papers.early.ts';
import { dayOfIso, type PaperSource } from './papers.source.ts';

type PublicData<K extends keyof typeof publicPapers> = z.input<(typeof publicPapers)[K]['schema']>;

/** Address to which the code on a notice leads; the token opens a page, it carries no data. Null without a public site: then there is no code. */
function pageOf(token: string): string | null {
  const { publicUrl } = readSettings();
  return publicUrl === null ? null : `${publicUrl}/y/${token}`;
}

/** The notice of a case as it hangs: five fields a household, no more, and nobody whose entry was taken down. */
export async function noticeSheet(source: PaperSource, tx: Tx): Promise<PublicData<'notice'> | null> {
  const data = live(source.picture, 'PUBLICISED')?.data;
  const notice = data && (await findNotice(tx, { countyCode: source.row.county_code, id: data.noticeId }));
  if (!notice) return null;
  const meetings = meetingsOf(await liveRecords<MeetingData>(tx, source, { notice, step: 'EVALUATED' }));
  const shown = posted(source, notice);
  if (meetings.length === 0 || shown.entries.length === 0) return null;
  return {
    ...shown,
    type: '1',
    meetings,
    from: notice.from,
    to: notice.to,
    days: daysBetween(notice.from, notice.to) + 1,
    replyDays: numberParameter(source.picture.pack, 'objection.replyDays'),
    objectionUrl: pageOf(notice.token),
  };
}

/** The announcement after the decision, of all households that stand on it. */
export async function announcementSheet(source: PaperSource, tx: Tx): Promise<PublicData<'announcement'> | null> {
  const data = live(source.picture, 'ANNOUNCED')?.data;
  const notice = data && (await findNotice(tx, { countyCode: source.row.county_code, id: data.noticeId }));
  if (!notice) return null;
  const decided = await liveRecords<object>(tx, source, { notice, step: 'COUNTY_REVIEW' });
  const hung = await liveRecords<NoticeData>(tx, source, { notice, step: 'PUBLICISED' });
  const publicities = await publicitiesOf(
    tx,
    source,
    hung.map((one) => one.data.noticeId),
  );
  if (decided.length === 0 || publicities.length === 0) return null;
  return {
    ...posted(source, notice),
    type: '2',
    publicities,
    decidedBy: source.offices.county,
    decidedOn: [...new Set(decided.map((one) => one.on))].sort(),
    complaintUrl: pageOf(notice.token),
  };
}

/** The meetings that agreed to entries, each once, in order of their days. */
export function meetingsOf(
  records: readonly { data: Pick<MeetingData, 'heldAt' | 'expected' | 'groups' | 'present'> }[],
): PublicData<'notice'>['meetings'] {
  const meetings = records.map(({ data }) => ({
    on: dayOfIso(data.heldAt),
    expected: data.expected,
    present: Math.max(1, data.present),
  }));
  const byText = new Map(meetings.map((meeting) => [JSON.stringify(meeting), meeting]));
  return [...byText.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** The notices on which households hung before, each once, by number. */
export async function publicitiesOf(
  tx: Tx,
  { row }: Pick<PaperSource, 'row'>,
  ids: readonly string[],
): Promise<PublicData<'announcement'>['publicities']> {
  const publicities: PublicData<'announcement'>['publicities'] = [];
  for (const id of new Set(ids)) {
    const notice = await findNotice(tx, { countyCode: row.county_code, id });
    if (notice) publicities.push({ no: notice.noticeNo, from: notice.from, to: notice.to });
  }
  return publicities.sort((a, b) => (a.no < b.no ? -1 : 1));
}

/** What the cases on a notice have on record of a step, in force. */
async function liveRecords<T>(
  tx: Tx,
  { row }: PaperSource,
  { notice, step }: { notice: FoundNotice; step: string },
): Promise<{ data: T; on: string }[]> {
  const shown = notice.entries.filter((entry) => entry.state !== 'WITHDRAWN');
  if (shown.length === 0) return [];
  const rows = await tx
    .selectFrom('casework.step_record')
    .select(['data', 'recorded_at'])
    .where('county_code', '=', row.county_code)
    .where(
      'case_id',
      'in',
      shown.map((entry) => splitId(entry.caseId).id),
    )
    .where('step', '=', step)
    .where('superseded', '=', false)
    .orderBy('recorded_at')
    .execute();
  return rows.map((one) => ({ data: one.data as unknown as T, on: dayOf(one.recorded_at) }));
}

/** What notice and announcement share when they hang. */
function posted({ offices, subject }: PaperSource, notice: FoundNotice) {
  const entries = notice.entries.filter((entry) => entry.state !== 'WITHDRAWN').map(shownEntry);
  return {
    noticeNo: notice.noticeNo,
    area: subject.area,
    committee: offices.village,
    masked: entries.some((entry) => entry.displayName.includes('*')),
    entries,
    posts: [notice.place],
    phones: [...new Set([HOTLINE, notice.objectionPhone])],
    window: offices.window,
    postedBy: notice.postedBy,
    postedOn: notice.from,
  };
}

/** What notice and announcement share before they hang: lines where number, place and name are written by hand. */
export function toBePosted(
  { offices, subject }: Pick<PaperSource, 'offices' | 'subject'>,
  { place, phone }: { place?: string | undefined; phone?: string | undefined },
) {
  return {
    noticeNo: null,
    area: subject.area,
    committee: offices.village,
    posts: place ? [place] : [],
    phones: [...new Set([HOTLINE, ...(phone ? [phone] : [])])],
    window: offices.window,
    postedBy: null,
    postedOn: clock.today(),
  };
}
