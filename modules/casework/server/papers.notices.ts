import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { readSettings } from '@shouwang/platform/config.ts';
import type { z } from 'zod';
import { numberParameter } from '../../policy/rules.ts';
import type { Notice } from '../../publicity/contract.ts';
import type { papers as publicPapers } from '../../publicity/papers/index.ts';
import { live } from '../picture.ts';
import { HOTLINE } from './papers.early.ts';
import { dayOfIso, type PaperSource } from './papers.source.ts';

type PublicData<K extends keyof typeof publicPapers> = z.input<(typeof publicPapers)[K]['schema']>;

/** Address to which the code on a notice leads; the token opens a page, it carries no data. Null without a public site: then there is no code. */
function pageOf(token: string): string | null {
  const { publicUrl } = readSettings();
  return publicUrl === null ? null : `${publicUrl}/y/${token}`;
}

type StoredNotice = Notice & { token: string };

/** The notice as it is posted: five fields of a household, no more. */
export function noticeSheet(source: PaperSource, notice: StoredNotice): PublicData<'notice'> | null {
  const meeting = live(source.picture, 'EVALUATED')?.data;
  if (!meeting) return null;
  return {
    ...posted(source, notice),
    type: '1',
    meetingOn: dayOfIso(meeting.heldAt),
    expected: meeting.expected,
    present: Math.max(1, meeting.present),
    from: notice.from,
    to: notice.to,
    days: daysBetween(notice.from, notice.to) + 1,
    replyDays: numberParameter(source.picture.pack, 'objection.replyDays'),
    objectionUrl: pageOf(notice.token),
  };
}

/** The announcement after the decision. */
export function announcementSheet(
  source: PaperSource,
  announcement: StoredNotice,
  notice: StoredNotice,
): PublicData<'announcement'> | null {
  const county = live(source.picture, 'COUNTY_REVIEW');
  if (!county) return null;
  return {
    ...posted(source, announcement),
    type: '2',
    publicityNo: notice.noticeNo,
    publicityFrom: notice.from,
    publicityTo: notice.to,
    decidedBy: source.offices.county,
    decidedOn: county.on,
    complaintUrl: pageOf(announcement.token),
  };
}

function posted({ offices, subject }: PaperSource, notice: StoredNotice) {
  const phones = [...new Set([HOTLINE, notice.objectionPhone])];
  return {
    noticeNo: notice.noticeNo,
    area: subject.area,
    committee: offices.village,
    masked: notice.entries.some((entry) => entry.displayName.includes('*')),
    entries: notice.entries,
    posts: [notice.place],
    phones,
    window: offices.window,
    postedBy: notice.postedBy,
    postedOn: notice.from,
  };
}
