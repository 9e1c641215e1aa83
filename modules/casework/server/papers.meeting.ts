import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { z } from 'zod';
import { numberParameter } from '../../policy/rules.ts';
import type { MeetingData } from '../contract.ts';
import type { papers } from '../papers/index.ts';
import { all, live } from '../picture.ts';
import { saidWhy } from './papers.early.ts';
import { meetingNo, TOPIC } from './papers.forms.ts';
import { categoryName } from './papers.late.ts';
import { clip, minute, type PaperSource, paperSource, shareWords } from './papers.source.ts';

type Data<K extends keyof typeof papers> = z.input<(typeof papers)[K]['schema']>;
/** Words a household has on the paper when many are heard. */
const SHORT = 120;

/** A household with what its meeting decided. */
interface Heard {
  source: PaperSource;
  meeting: MeetingData;
}

/** Everything that one meeting heard, in the order of its agenda. */
interface Held {
  no: string;
  first: Heard;
  heard: readonly Heard[];
}

/** What follows from a vote, as the procedure says. */
const AFTER_VOTE: Readonly<Record<MeetingData['result'], (minDays: number) => string>> = {
  'P1.M1': (minDays) => `按程序在村内公示，不少于${minDays}天。`,
  'P1.M2': () => '按程序由镇里复核一次。',
  'P1.M3': () => '人数不足，表决无效，须重新开会。',
};

/** Minutes of the village meeting, with all households that it heard. */
export async function minutesSheet(source: PaperSource, tx: Tx): Promise<Data<'minutes'> | null> {
  const held = await heldOf(tx, source);
  if (!held) return null;
  const { meeting } = held.first;
  const many = held.heard.length > 1;
  return {
    meetingNo: held.no,
    village: source.subject.area,
    heldAt: minute(meeting.heldAt),
    place: meeting.place,
    chair: usual(held, 'chair'),
    recorder: usual(held, 'recorder'),
    expected: meeting.expected,
    present: meeting.present,
    quorum: shareWords(source.picture.pack, 'meeting.quorumRatio'),
    groups: meeting.groups,
    topic: TOPIC,
    explained: many ? '' : clip(saidWhy(source), 800),
    households: held.heard.map((one) => ({
      ...rowOf(one),
      explained: many ? clip(saidWhy(one.source), SHORT) : '',
      chair: one.meeting.chair === usual(held, 'chair') ? '' : one.meeting.chair,
    })),
    next: nextOf(held),
  };
}

function rowOf({ source, meeting }: Heard) {
  return {
    headName: source.row.head_name,
    group: source.subject.group,
    size: source.subject.size,
    category: categoryName(source, meeting.category) || '—',
    recused: meeting.recused,
    votesFor: meeting.votesFor,
    votesAgainst: meeting.votesAgainst,
    abstentions: meeting.abstentions,
    opinion: meeting.opinion,
    result: meeting.result,
  };
}

/** Who chaired or kept the minutes for most households. */
function usual({ heard, first }: Held, post: 'chair' | 'recorder'): string {
  const times = (name: string) => heard.filter(({ meeting }) => meeting[post] === name).length;
  return heard.map(({ meeting }) => meeting[post]).reduce((a, b) => (times(b) > times(a) ? b : a), first.meeting[post]);
}

/** What follows: for one household in one sentence, for many with how many it concerns. */
function nextOf({ heard }: Held): string {
  const results = (Object.keys(AFTER_VOTE) as MeetingData['result'][]).map((result) => ({
    result,
    of: heard.filter(({ meeting }) => meeting.result === result),
  }));
  const words = { 'P1.M1': '同意纳入', 'P1.M2': '不同意纳入', 'P1.M3': '表决无效' } as const;
  return results
    .filter(({ of }) => of.length > 0)
    .map(({ result, of }) => {
      const days = Math.max(...of.map(({ source }) => numberParameter(source.picture.pack, 'publicity.minDays')));
      return `${heard.length > 1 ? `${words[result]}的 ${of.length} 户` : ''}${AFTER_VOTE[result](days)}`;
    })
    .join('');
}

/** Sign-in sheet of the meeting: those known by name, and lines for the others to sign. */
export async function signInSheet(source: PaperSource, tx: Tx): Promise<Data<'signIn'> | null> {
  const held = await heldOf(tx, source);
  if (!held) return null;
  const { meeting } = held.first;
  const known = held.heard.flatMap(({ meeting: one }) => [
    { name: one.chair, role: '主持人' },
    { name: one.recorder, role: '记录人' },
    ...one.participants.map(({ name, unit }) => ({ name, role: unit })),
  ]);
  const people = known.filter((one, i) => known.findIndex((other) => other.name === one.name) === i);
  return {
    meetingNo: held.no,
    village: source.subject.area,
    heldAt: minute(meeting.heldAt),
    place: meeting.place,
    topic: TOPIC,
    expected: meeting.expected,
    people,
    lines: Math.max(people.length, meeting.present, 1),
  };
}

/** The meeting that heard a case: alone, or with the others of its agenda. Undefined before it was held. */
async function heldOf(tx: Tx, source: PaperSource): Promise<Held | null> {
  const meeting = live(source.picture, 'EVALUATED')?.data;
  if (!meeting) return null;
  const alone = { source, meeting };
  const id = meeting.meetingId;
  const session = id === undefined ? undefined : await findMeeting(tx, { countyCode: source.row.county_code, id });
  if (!session) return { no: meetingNo(source), first: alone, heard: [alone] };
  const heard: Heard[] = [];
  for (const caseId of session.caseIds) {
    const one = caseId === source.row.id ? source : await seenFrom(tx, source, caseId);
    const record = all(one.picture, 'EVALUATED').findLast(({ data }) => data.meetingId === id);
    if (record) heard.push({ source: one, meeting: record.data });
  }
  return { no: session.no, first: heard[0] ?? alone, heard };
}

const seenFrom = async (tx: Tx, { row, peers }: PaperSource, id: string): Promise<PaperSource> =>
  peers?.find((peer) => peer.row.id === id) ?? paperSource(tx, { countyCode: row.county_code, id });

async function findMeeting(
  tx: Tx,
  { countyCode, id }: { countyCode: string; id: string },
): Promise<{ no: string; caseIds: string[] } | undefined> {
  const meeting = await tx
    .selectFrom('casework.meeting')
    .select('meeting_no')
    .where('county_code', '=', countyCode)
    .where('id', '=', id)
    .executeTakeFirst();
  const cases = await tx
    .selectFrom('casework.meeting_case')
    .select('case_id')
    .where('county_code', '=', countyCode)
    .where('meeting_id', '=', id)
    .orderBy('place_no')
    .execute();
  return meeting && { no: meeting.meeting_no, caseIds: cases.map((one) => one.case_id) };
}
