import { addDays } from '@shouwang/platform/clock/days.ts';
import type { z } from 'zod';
import { numberParameter } from '../../policy/rules.ts';
import type { Notice } from '../../publicity/contract.ts';
import type { papers as publicPapers } from '../../publicity/papers/index.ts';
import { RESULT_NAMES, RISK_NAMES, type RiskType, STEP_NAMES } from '../codes.ts';
import type { NoticeData } from '../contract.ts';
import type { papers } from '../papers/index.ts';
import { all, type CasePicture, live } from '../picture.ts';
import { TRACK } from '../procedure.ts';
import { chainOf, clip, dayOfIso, minute, type PaperSource } from './papers.source.ts';

type Data<K extends keyof typeof papers> = z.input<(typeof papers)[K]['schema']>;
type PublicData<K extends keyof typeof publicPapers> = z.input<(typeof publicPapers)[K]['schema']>;
const HOTLINE = '12317';
/** Address to which the code on a notice leads; the token opens a page, it carries no data. */
const PUBLIC_SITE = 'https://fangpin.example.gov.cn/y/';

const categoryName = ({ picture }: PaperSource, code: string | null | undefined) =>
  picture.pack.categories[code ?? '']?.label ?? '';
const meetingNo = ({ row }: PaperSource) => row.case_no.replace('SB-', 'PY-');

/** Minutes of the village meeting. */
export function minutesSheet(source: PaperSource): Data<'minutes'> | null {
  const meeting = live(source.picture, 'EVALUATED')?.data;
  if (!meeting) return null;
  const { subject, row } = source;
  return {
    meetingNo: meetingNo(source),
    village: subject.area,
    heldAt: minute(meeting.heldAt),
    place: meeting.place,
    chair: meeting.chair,
    recorder: meeting.recorder,
    expected: meeting.expected,
    present: meeting.present,
    quorum: numberParameter(source.picture.pack, 'meeting.quorumRatio'),
    groups: meeting.groups,
    topic: '纳入防返贫监测评议',
    explained: '',
    households: [
      {
        headName: row.head_name,
        group: subject.group,
        size: subject.size,
        category: categoryName(source, meeting.category) || '—',
        recused: meeting.recused,
        votesFor: meeting.votesFor,
        votesAgainst: meeting.votesAgainst,
        abstentions: meeting.abstentions,
        opinion: meeting.opinion,
        result: meeting.result,
      },
    ],
    next: '评议同意的在村务公开栏公示；评议意见由记录人告知农户。',
  };
}

/** Sign-in sheet of the meeting: those known by name, and lines for the others to sign. */
export function signInSheet(source: PaperSource): Data<'signIn'> | null {
  const meeting = live(source.picture, 'EVALUATED')?.data;
  if (!meeting) return null;
  const known = [
    { name: meeting.chair, role: '主持人' },
    { name: meeting.recorder, role: '记录人' },
    ...meeting.participants.map(({ name, unit }) => ({ name, role: unit })),
  ];
  const people = known.filter((one, i) => known.findIndex((other) => other.name === one.name) === i);
  return {
    meetingNo: meetingNo(source),
    village: source.subject.area,
    heldAt: minute(meeting.heldAt),
    place: meeting.place,
    topic: '纳入防返贫监测评议',
    expected: meeting.expected,
    people,
  };
}

/** How long the notice hung and what was said against it. */
function hungFor(picture: CasePicture, notice: NoticeData): Data<'approval'>['publicity'] {
  const outcomes = notice.objections.map((one) => (one.result ? RESULT_NAMES[one.result] : '待复核'));
  const objections = all(picture, 'PUBLICISED').flatMap(({ data }) => data.objections).length;
  return { from: notice.from, to: notice.to, objections, outcome: outcomes.join('、') };
}

/** The approval sheet, as far as it has been decided. */
export function approvalSheet(source: PaperSource): Data<'approval'> | null {
  const { picture } = source;
  const visit = live(picture, 'VERIFYING')?.data;
  const meeting = live(picture, 'EVALUATED');
  const notice = live(picture, 'PUBLICISED')?.data;
  const town = live(picture, 'TOWN_REVIEW');
  const county = live(picture, 'COUNTY_REVIEW');
  if (!visit || !meeting || !notice) return null;
  const risks = county?.data.risks ?? visit.risks.map((risk) => risk.riskType);
  const steps = TRACK.flatMap((step) => {
    const record = picture.records.findLast((one) => one.step === step && !one.superseded);
    return record ? [{ name: STEP_NAMES[step], on: record.on, result: '完成，材料齐全' }] : [];
  });
  const chain = chainOf(source);
  return {
    subject: source.subject,
    category: categoryName(source, county?.data.category ?? meeting.data.category) || '—',
    risks: risks.map((risk) => RISK_NAMES[risk as RiskType] ?? '其他'),
    perCapitaFen: visit.perCapitaFen ?? 0,
    lineFen: visit.lineFen,
    selfPaidFen: visit.selfPaid.reduce((sum, one) => sum + one.amountFen, 0),
    steps,
    publicity: hungFor(picture, notice),
    dayOfChain: chain.day,
    maxDays: chain.maxDays,
    spotCheck: town?.data.spotCheck ?? '',
    village: { opinion: meeting.data.opinion, on: dayOfIso(meeting.data.heldAt) },
    town: town
      ? {
          result: town.data.outcome === 'agree' ? 'P1.D1' : 'P1.D3',
          opinion: town.data.opinion,
          by: town.byName,
          on: town.on,
        }
      : null,
    county: county
      ? {
          result: county.data.outcome === 'approve' ? 'P1.D1' : 'P1.D3',
          opinion: county.data.opinion,
          by: county.byName,
          on: county.on,
        }
      : null,
  };
}

const OUTCOMES: Readonly<Record<string, 'approved' | 'rejected' | 'closed' | 'withdrawn'>> = {
  APPROVED: 'approved',
  ANNOUNCED: 'approved',
  REGISTERED: 'approved',
  REJECTED: 'rejected',
  CLOSED: 'closed',
  WITHDRAWN: 'withdrawn',
};

/** The letter that tells the household what came of it, with its right to appeal. */
export function resultLetter(source: PaperSource, why: { opinion: string; on: string }): Data<'resultNotice'> | null {
  const { picture, row, place, subject, today } = source;
  const outcome = OUTCOMES[row.state];
  if (!outcome) return null;
  const appealDays = numberParameter(picture.pack, 'appeal.days');
  const decided = outcome === 'approved' || outcome === 'rejected';
  return {
    subject,
    noticeNo: row.case_no.replace('SB-', 'GZ-'),
    outcome,
    decidedBy: decided ? `${place.county}农业农村局` : `${place.town}人民政府`,
    decidedOn: why.on,
    reason: clip(why.opinion, 500) || '已按程序办结。',
    basis: [clip(picture.pack.title, 60), '入户核查表', ...(decided ? ['民主评议会议记录'] : [])],
    category: outcome === 'approved' ? categoryName(source, row.category) : '',
    next:
      outcome === 'approved'
        ? ['村里公告并录入系统', '十天内与您家一起定帮扶计划', '监测联系人每月上门一次']
        : ['情况变化时可以再申请'],
    contact: {
      name: live(picture, 'REGISTERED')?.data.contactName ?? `${place.village}村委会`,
      phone: live(picture, 'REGISTERED')?.data.contactPhone ?? HOTLINE,
    },
    appealDays,
    appealTo: `${place.county}防返贫工作专班`,
    appealUntil: addDays(why.on, appealDays),
    complaintPhone: HOTLINE,
    office: `${place.town}人民政府`,
    issuedOn: today,
  };
}

type StoredNotice = Notice & { token: string };

/** The notice as it is posted: five fields of a household, no more. */
export function noticeSheet(source: PaperSource, notice: StoredNotice): PublicData<'notice'> | null {
  const meeting = live(source.picture, 'EVALUATED')?.data;
  if (!meeting) return null;
  const days = Math.round((Date.parse(notice.to) - Date.parse(notice.from)) / 86_400_000) + 1;
  return {
    ...posted(source, notice),
    type: '1',
    meetingOn: dayOfIso(meeting.heldAt),
    expected: meeting.expected,
    present: Math.max(1, meeting.present),
    from: notice.from,
    to: notice.to,
    days,
    replyDays: numberParameter(source.picture.pack, 'objection.replyDays'),
    objectionUrl: `${PUBLIC_SITE}${notice.token}`,
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
    decidedBy: `${source.place.county}农业农村局`,
    decidedOn: county.on,
    complaintUrl: `${PUBLIC_SITE}${announcement.token}`,
  };
}

function posted({ place, subject }: PaperSource, notice: StoredNotice) {
  const phones = [...new Set([HOTLINE, notice.objectionPhone])];
  return {
    noticeNo: notice.noticeNo,
    area: subject.area,
    committee: `${place.town}${place.village}村民委员会`,
    masked: notice.entries.some((entry) => entry.displayName.includes('*')),
    entries: notice.entries,
    posts: [notice.place],
    phones,
    window: `${place.town}一门受理窗口`,
    postedBy: notice.postedBy,
    postedOn: notice.from,
  };
}
