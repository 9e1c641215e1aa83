import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { z } from 'zod';
import { numberParameter } from '../../policy/rules.ts';
import { RESULT_NAMES, RISK_NAMES, type RiskType } from '../codes.ts';
import type { NoticeData } from '../contract.ts';
import type { papers } from '../papers/index.ts';
import { all, type CasePicture, live } from '../picture.ts';
import { HOTLINE } from './papers.early.ts';
import { officeOf } from './papers.offices.ts';
import { chainOf, clip, dayOfIso, knownPerCapita, lastDeed, type PaperSource } from './papers.source.ts';
import { stepLines } from './papers.steps.ts';

type Data<K extends keyof typeof papers> = z.input<(typeof papers)[K]['schema']>;
/** Name of a category of the pack; empty for none. */
export const categoryName = ({ picture }: Pick<PaperSource, 'picture'>, code: string | null | undefined): string =>
  picture.pack.categories[code ?? '']?.label ?? '';

/** How long the notice hung and what was said against it. */
function hungFor(picture: CasePicture, notice: NoticeData): Data<'approval'>['publicity'] {
  const outcomes = notice.objections.map((one) => (one.result ? RESULT_NAMES[one.result] : '待复核'));
  const objections = all(picture, 'PUBLICISED').flatMap(({ data }) => data.objections).length;
  return { from: notice.from, to: notice.to, objections, outcome: outcomes.join('、') };
}

/** What an office decided, by whom and when. */
const opinionOf = (record: { data: { opinion: string }; byName: string; on: string }, agreed: boolean) => ({
  result: agreed ? ('P1.D1' as const) : ('P1.D3' as const),
  opinion: record.data.opinion,
  by: record.byName,
  on: record.on,
});

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
  const chain = chainOf(source);
  return {
    subject: source.subject,
    category: categoryName(source, county?.data.category ?? meeting.data.category) || '—',
    risks: risks.map((risk) => RISK_NAMES[risk as RiskType] ?? '其他'),
    perCapitaFen: knownPerCapita(visit),
    lineFen: visit.lineFen,
    selfPaidFen: visit.selfPaid.length === 0 ? null : visit.selfPaid.reduce((sum, one) => sum + one.amountFen, 0),
    steps: stepLines(source),
    publicity: hungFor(picture, notice),
    dayOfChain: chain.day,
    maxDays: chain.maxDays,
    spotCheck: town?.data.spotCheck ?? '',
    offices: source.offices,
    village: { opinion: meeting.data.opinion, on: dayOfIso(meeting.data.heldAt) },
    town: town ? opinionOf(town, town.data.outcome === 'agree') : null,
    county: county ? opinionOf(county, county.data.outcome === 'approve') : null,
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

/** Acts by which a case is decided or ended. */
const LAST_WORDS = [
  'confirmVerification',
  'closeFollowUp',
  'decideProposedRejection',
  'reviewMeetingRefusal',
  'decideAtCounty',
  'withdrawCase',
];

/** The letter that tells the household what came of it, with its right to appeal; after a founded objection against its entry, that it leaves. */
export async function resultLetter(source: PaperSource, tx: Tx): Promise<Data<'resultNotice'> | null> {
  const { picture, row, subject, offices, today } = source;
  const isRemoved = live(picture, 'LATE_OBJECTION')?.data.decision?.founded === true;
  const outcome = isRemoved ? 'removed' : OUTCOMES[row.state];
  const word = lastDeed(source, ...(isRemoved ? ['decideLateObjection'] : LAST_WORDS));
  if (!outcome || !word) return null;
  const registered = isRemoved ? undefined : live(picture, 'REGISTERED');
  const noticeNo = row.case_no.replace('SB-', 'GZ-');
  return {
    subject,
    // The household has the first letter, of its entry in the register, under the bare number.
    noticeNo: isRemoved ? `${noticeNo}-2` : noticeNo,
    outcome,
    decidedBy: (await officeOf(tx, offices, word)) || '系统',
    decidedOn: word.on,
    reason: clip(word.opinion, 500),
    basis: isRemoved ? [clip(picture.pack.title, 60), '异议复核情况'] : restsOn(source),
    category: outcome === 'approved' ? categoryName(source, row.category) : '',
    next: nextOf(source, outcome),
    contact: registered
      ? { name: registered.data.contactName, phone: registered.data.contactPhone }
      : { name: '防返贫咨询服务热线', phone: HOTLINE },
    appealDays: numberParameter(picture.pack, 'appeal.days'),
    appealTo: offices.county,
    complaintPhone: HOTLINE,
    office: offices.town,
    issuedOn: today,
  };
}

/** The papers on record that the decision rests on. */
function restsOn({ picture }: PaperSource): string[] {
  const papers = { VERIFYING: '入户核查表', COMPARING: '信息比对结果', EVALUATED: '民主评议会议记录' } as const;
  const found = Object.entries(papers).filter(([step]) => live(picture, step as keyof typeof papers) !== undefined);
  return [clip(picture.pack.title, 60), ...found.map(([, name]) => name)];
}

/** What comes next, by how it ended. */
function nextOf(source: PaperSource, outcome: Data<'resultNotice'>['outcome']): string[] {
  if (outcome === 'approved') return nextSteps(source);
  const again = '情况变化时可以再申请';
  return outcome === 'removed' ? ['村里的公示和公告已撤下', '已经得到的帮助不因此收回', again] : [again];
}

/** What comes next for a household that was taken in, with the limits of its pack. */
function nextSteps({ picture }: PaperSource): string[] {
  const planDays = numberParameter(picture.pack, 'plan.days');
  const visitDays = numberParameter(picture.pack, 'visit.monitoredIntervalDays');
  const registered = live(picture, 'REGISTERED');
  return [
    registered ? `已于${registered.on}录入系统` : '村里公告并录入系统',
    `审定后${planDays}天内与您家一起定帮扶计划`,
    `监测联系人每${visitDays}天内至少上门一次`,
  ];
}
