import { daysBetween } from '@shouwang/platform/clock/days.ts';
import type { z } from 'zod';
import { numberParameter } from '../../policy/rules.ts';
import type { papers as publicPapers } from '../../publicity/papers/index.ts';
import { live } from '../picture.ts';
import { lastDayOfNotice } from '../rules.guards.ts';
import { masked, postedName } from './notice-names.ts';
import type { FormWishes } from './papers.forms.ts';
import { categoryName } from './papers.late.ts';
import { meetingsOf, toBePosted } from './papers.notices.ts';
import type { PaperSource } from './papers.source.ts';

type PublicData<K extends keyof typeof publicPapers> = z.input<(typeof publicPapers)[K]['schema']>;

/** A household as the board will show it, with the category that the step before gave it. */
function entryOf(source: PaperSource, category: string | null) {
  const { picture, row, place, household, subject } = source;
  return {
    displayName: postedName(picture, row.head_name),
    displayArea: `${place.town}${place.village}${household.groupNo ? ` ${subject.group}` : ''}`,
    familySize: subject.size,
    displayReason: categoryName(source, category),
  };
}

/** The notice to hang up today: what the meetings agreed to, before it is photographed and recorded. Null while a household has no meeting that agreed. */
export function noticeForm(sources: readonly PaperSource[], wishes: FormWishes): PublicData<'notice'> | null {
  const [first] = sources;
  const meetings = sources
    .map(({ picture }) => live(picture, 'EVALUATED')?.data)
    .filter((meeting): meeting is NonNullable<typeof meeting> => meeting !== undefined);
  if (!first || meetings.length < sources.length || meetings.some(({ result }) => result !== 'P1.M1')) return null;
  const { picture, today } = first;
  const minDays = Math.max(...sources.map((one) => numberParameter(one.picture.pack, 'publicity.minDays')));
  const to = lastDayOfNotice(picture, today, Math.max(minDays, wishes.days ?? minDays));
  return {
    ...toBePosted(first, wishes),
    masked: masked(picture),
    entries: sources.map((source, index) => entryOf(source, meetings[index]?.category ?? null)),
    type: '1',
    meetings: meetingsOf(meetings.map((data) => ({ data }))),
    from: today,
    to,
    days: daysBetween(today, to) + 1,
    replyDays: numberParameter(picture.pack, 'objection.replyDays'),
    objectionUrl: null,
  };
}

/** The announcement to hang up today: what the county decided. Null while a household is not decided or never hung on a notice. */
export function announcementForm(
  sources: readonly PaperSource[],
  publicities: PublicData<'announcement'>['publicities'],
  wishes: FormWishes,
): PublicData<'announcement'> | null {
  const [first] = sources;
  const decisions = sources.flatMap(({ picture }) => live(picture, 'COUNTY_REVIEW') ?? []);
  if (!first || decisions.length < sources.length || publicities.length === 0) return null;
  return {
    ...toBePosted(first, wishes),
    masked: masked(first.picture),
    entries: sources.map((source, index) => entryOf(source, decisions[index]?.data.category ?? null)),
    type: '2',
    publicities,
    decidedBy: first.offices.county,
    decidedOn: [...new Set(decisions.map((one) => one.on))].sort(),
    complaintUrl: null,
  };
}
