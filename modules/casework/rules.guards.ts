import { addDays, addMonths, daysBetween } from '@shouwang/platform/clock/days.ts';
import { numberParameter, parameter } from '../policy/rules.ts';
import { noticeLastDay, pausedUntil, readClock } from './clock.ts';
import { RETURN_STEPS, STEP_NAMES } from './codes.ts';
import type { ActCode, ActInput, ComparisonData, MeetingResult, ReturnStep } from './contract.ts';
import { all, type CasePicture, type Doer, type Given, live } from './picture.ts';
import { limitOf } from './procedure.ts';
import { type No, no } from './rules.answers.ts';

/** What a guard looks at: the case as it stands, what is asked, by whom, on which day. */
export interface Asked<A extends ActCode> {
  picture: CasePicture;
  input: ActInput<A>;
  who: Doer;
  today: string;
  given: Given;
}
export type Guard<A extends ActCode> = (asked: Asked<A>) => No | null;

const distinct = (team: readonly { accountId: string | null; name: string }[]) =>
  new Set(team.map((one) => one.accountId ?? one.name)).size;

/** At least `verification.minPersons` different persons are on site. */
export const teamLargeEnough: Guard<'claimVerification' | 'recordVerification' | 'resolveObjection'> = ({
  picture,
  input,
}) => {
  const least = numberParameter(picture.pack, 'verification.minPersons');
  return distinct(input.team) < least
    ? no('team-too-small', `核实人员不少于 ${least} 人，现有 ${distinct(input.team)} 人。`, 'team')
    : null;
};

/** Whoever records a visit was there. */
export const actorWasThere: Guard<'claimVerification' | 'recordVerification'> = ({ input, who }) =>
  input.team.some((one) => one.accountId === who.accountId)
    ? null
    : no('actor-not-in-team', '登记人须是到场核实人员之一。', 'team');

/** No relative of the household is in a team. */
export const teamWithoutRelatives: Guard<'claimVerification' | 'recordVerification' | 'resolveObjection'> = ({
  picture,
  input,
}) => {
  const relatives = all(picture, 'RECUSAL').map(({ data }) => data);
  const found = input.team.filter((one) =>
    relatives.some((relative) => relative.accountId === one.accountId || relative.name === one.name),
  );
  return found.length > 0
    ? no('relatives-not-recused', `${found.map((one) => one.name).join('、')}是该户近亲属，不能参加。`, 'team')
    : null;
};

/** Photographs of the place belong to the visit, and to this case. */
export const visitHasPhotos: Guard<'recordVerification'> = ({ picture, input }) =>
  input.photoIds.length > 0 && input.photoIds.every((id) => picture.documentIds.includes(id))
    ? null
    : no('photo-missing', '请先上传现场照片。', 'photoIds');

/** All four guarantees are looked at, also when the answer is "not known". */
export const guaranteesComplete: Guard<'recordVerification'> = ({ input }) =>
  new Set(input.guarantees.map((one) => one.code)).size === 4
    ? null
    : no('guarantees-incomplete', '义务教育、基本医疗、住房、饮水四项都要核查。', 'guarantees');

/** The income statement covers the months that the pack asks for (`income.periodMonths`). */
export const periodCovered: Guard<'recordVerification'> = ({ picture, input }) => {
  const months = numberParameter(picture.pack, 'income.periodMonths');
  return addMonths(input.income.from, months - 1) === input.income.to
    ? null
    : no('period-not-covered', `核算期应为 ${months} 个月。`, 'income.from');
};

/** A policy problem is handed to a department by name. */
export const departmentNamed: Guard<'recordVerification'> = ({ input }) =>
  input.conclusion === 'P1.V4' && input.departmentCode === null
    ? no('department-missing', '请指明由哪个部门跟进。', 'departmentCode')
    : null;

/** A disagreement names what must be repaired. */
export const faultsNamed: Guard<'confirmVerification'> = ({ input }) =>
  input.agree || (input.faults?.length ?? 0) > 0 ? null : no('faults-missing', '请写明需要补正的内容。', 'faults');

/** Only the department named may close the follow-up. */
export const ownDepartment: Guard<'closeFollowUp'> = ({ picture, who }) =>
  live(picture, 'VERIFYING')?.data.departmentCode === who.departmentCode
    ? null
    : no('department-not-asked', '本件由其他部门跟进。');

/** All adults who live together have signed, and the paper is there where paper was signed. */
export const consentComplete: Guard<'recordConsent'> = ({ picture, input }) => {
  const missing = picture.household.adultIds.filter((id) => !input.coveredMembers.includes(id));
  if (missing.length > 0)
    return no('consent-incomplete', `还有 ${missing.length} 名共同生活的成年人没有签字。`, 'coveredMembers');
  const onPaper = input.mode === 'paper' || input.mode === 'fingerprint';
  const papers = input.documentIds.length > 0 && input.documentIds.every((id) => picture.documentIds.includes(id));
  return onPaper && !papers ? no('document-missing', '请上传已签字的承诺授权书。', 'documentIds') : null;
};

/** Whether the consent in force is live on a day: not taken back, not expired, all adults covered. */
export function consentIsLive(picture: CasePicture, today: string): boolean {
  const consent = live(picture, 'CONSENTED')?.data;
  if (!consent || consent.validTo < today || picture.revokedConsents.includes(consent.consentId)) return false;
  return picture.household.adultIds.every((id) => consent.coveredMembers.includes(id));
}

/** A comparison needs a live and complete consent, and asks only what was consented to. */
export const consentCovers: Guard<'sendComparison'> = ({ picture, input, today }) => {
  if (!consentIsLive(picture, today)) return no('consent-not-live', '承诺授权不齐全、已撤回或已过期，不能比对。');
  const scopes = live(picture, 'CONSENTED')?.data.scopes ?? [];
  const beyond = input.scopes.filter((scope) => !scopes.includes(scope));
  return beyond.length > 0 ? no('scope-not-consented', '有的事项不在授权范围内。', 'scopes') : null;
};

const findingOf = (picture: CasePicture, key: string) =>
  live(picture, 'COMPARING')?.data.findings.find((finding) => finding.key === key);

/** A department answers only what it was asked, once. */
export const answersOwnRequest: Guard<'answerComparison'> = ({ picture, input, who }) => {
  const finding = findingOf(picture, input.key);
  if (!finding) return no('finding-unknown', '没有这一比对事项。', 'key');
  if (finding.departmentCode !== who.departmentCode) return no('department-not-asked', '这一事项由其他部门回复。');
  return finding.found === null ? null : no('finding-answered-before', '这一事项已经回复。');
};

/** A receipt is judged after it came, by somebody else, and an exception with its reason. Nothing is rejected by this alone. */
export const judgesAnswered: Guard<'judgeFinding'> = ({ picture, input, who }) => {
  const finding = findingOf(picture, input.key);
  if (!finding) return no('finding-unknown', '没有这一比对事项。', 'key');
  if (finding.found === null) return no('finding-not-answered', '部门回执未到，不能研判。');
  if (finding.answeredBy === who.accountId) return no('answerer-is-judge', '回复人不能研判自己的回执。');
  const needsReason = input.verdict === 'P1.C3' || input.verdict === 'P1.C4';
  return needsReason && input.reason.trim() === ''
    ? no('exception-without-reason', '不属实和合理例外须写明理由。', 'reason')
    : null;
};

/** Whether every receipt has come and has been judged by a person. */
export function everyFindingJudged(data: Pick<ComparisonData, 'findings'> | undefined): boolean {
  return data?.findings.every((finding) => finding.found !== null && finding.verdict !== null) ?? false;
}

/** Every finding is judged before the comparison is closed. */
export const findingsJudged: Guard<'completeComparison' | 'recordMeeting'> = ({ picture }) =>
  everyFindingJudged(live(picture, 'COMPARING')?.data)
    ? null
    : no('finding-not-judged', '还有回执未到或未研判的比对事项。');

/** A rejection after the comparison rests on a finding that a person judged true without exception. */
export const adverseFindingExists: Guard<'proposeRejection'> = ({ picture }) =>
  live(picture, 'COMPARING')?.data.findings.some(
    (finding) => finding.verdict === 'P1.C2' && finding.exclusionItem !== null,
  )
    ? null
    : no('no-adverse-finding', '没有经人研判属实的负面清单事项，不能提议不予纳入。');

/** While a rejection is proposed the village does not vote. */
export const noRejectionPending: Guard<'recordMeeting'> = ({ picture }) =>
  picture.snapshot.context.rejectionProposed ? no('rejection-pending', '已提议不予纳入，等县级审定后再评议。') : null;

type Votes = Pick<
  ActInput<'recordMeeting'>,
  'groups' | 'expected' | 'recused' | 'votesFor' | 'votesAgainst' | 'abstentions'
>;

/** Persons present, by groups. */
export const presentOf = ({ groups }: Pick<Votes, 'groups'>): number =>
  groups.reduce((sum, group) => sum + group.count, 0);

/** What the meeting decided: void below the quorum (`meeting.quorumRatio`), agreed by more than half of those who may vote. */
export function meetingResult(votes: Votes, quorumRatio: number): MeetingResult {
  const present = presentOf(votes);
  if (present < quorumRatio * votes.expected) return 'P1.M3';
  return votes.votesFor * 2 > present - votes.recused.length ? 'P1.M1' : 'P1.M2';
}

/** For, against and abstaining are together those present without those who left for this household. */
export const votesSum: Guard<'recordMeeting'> = ({ picture, input }) => {
  const present = presentOf(input);
  const voted = input.votesFor + input.votesAgainst + input.abstentions;
  const held = meetingResult(input, numberParameter(picture.pack, 'meeting.quorumRatio')) !== 'P1.M3';
  const fits = held ? voted === present - input.recused.length : voted === 0;
  const text = held
    ? `三项票数之和应为实到 ${present} 人减去回避 ${input.recused.length} 人。`
    : '到会人数不足，表决无效，票数应为 0。';
  return fits && present <= input.expected ? null : no('votes-do-not-sum', text, 'votesFor');
};

/** Officers who declared that they are relatives do not take part, unless they are named as having left. */
export const relativesRecused: Guard<'recordMeeting'> = ({ picture, input }) => {
  const relatives = all(picture, 'RECUSAL').map(({ data }) => data);
  const stayed = relatives.filter(
    (one) => input.participants.some((p) => p.accountId === one.accountId) && !input.recused.includes(one.name),
  );
  return stayed.length > 0
    ? no('relatives-not-recused', `${stayed.map((one) => one.name).join('、')}是该户近亲属，须回避离场。`, 'recused')
    : null;
};

/** Photographs of the meeting are there. */
export const meetingHasPhotos: Guard<'recordMeeting'> = ({ picture, input }) =>
  input.photoIds.length > 0 && input.photoIds.every((id) => picture.documentIds.includes(id))
    ? null
    : no('photo-missing', '请上传会议照片或签字的会议记录。', 'photoIds');

function categoryProblem(picture: CasePicture, code: string | null): No | null {
  const category = code === null ? undefined : picture.pack.categories[code];
  const fits =
    category !== undefined &&
    (category.householdType === undefined || category.householdType === picture.household.type);
  return fits ? null : no('category-unknown', '请选择与该户类型相符的对象类别。', 'category');
}

/** The category proposed is one of the pack and fits the kind of household. */
export const categoryFits: Guard<'recordMeeting'> = ({ picture, input }) => categoryProblem(picture, input.category);

/** A notice hangs at least `publicity.minDays`, by the calendar of the pack, and begins with a photograph. */
export const noticeLongEnough: Guard<'postNotice'> = ({ picture, input }) => {
  const least = numberParameter(picture.pack, 'publicity.minDays');
  if (input.days < least) return no('notice-too-short', `公示不少于 ${least} 天。`, 'days');
  return picture.documentIds.includes(input.startPhotoId)
    ? null
    : no('photo-missing', '请上传张贴时的照片。', 'startPhotoId');
};

/** Last day of a notice that is put up on a day. */
export function lastDayOfNotice(picture: Pick<CasePicture, 'pack'>, from: string, days: number): string {
  return noticeLastDay(
    from,
    days,
    parameter(picture.pack, 'publicity.calendar').value === 'working' ? 'working' : 'natural',
  );
}

/** A notice ends on its last day at the earliest, with a photograph that it still hung. */
export const noticeRanItsTime: Guard<'endNotice'> = ({ picture, input, today }) => {
  const notice = live(picture, 'PUBLICISED')?.data;
  if (!notice || today < notice.to)
    return no('notice-not-ended', `公示到 ${notice?.to ?? ''} 期满，期满当天起才能登记。`);
  return picture.documentIds.includes(input.endPhotoId) ? null : no('photo-missing', '请上传期满照片。', 'endPhotoId');
};

/** Nothing goes to the town before the whole last day has passed, or while an objection is open. */
export const noticeOver: Guard<'submitToTown' | 'reviewAtTown' | 'decideAtCounty'> = ({ picture, today }) => {
  const notice = live(picture, 'PUBLICISED')?.data;
  const least = numberParameter(picture.pack, 'publicity.minDays');
  const over = notice?.endedOn != null && daysBetween(notice.from, today) >= least && today > notice.to;
  if (!over) return no('notice-not-ended', `公示须满 ${least} 天，期满照片齐全后才能报送。`);
  return notice.objections.some((objection) => objection.result === null)
    ? no('objection-open', '还有异议没有答复。')
    : null;
};

/** The review of an objection is made by others than the first team, and names the step at fault when it is founded. */
export const otherTeamReviews: Guard<'resolveObjection'> = ({ picture, input }) => {
  const known = live(picture, 'PUBLICISED')?.data.objections.some(
    (one) => one.id === input.objectionId && one.result === null,
  );
  if (!known) return no('objection-unknown', '没有这一待答复的异议。');
  const first = all(picture, 'VERIFYING').flatMap(({ data }) => data.team);
  const again = input.team.filter((one) =>
    first.some((other) => other.name === one.name || (one.accountId !== null && other.accountId === one.accountId)),
  );
  if (again.length > 0)
    return no('first-team-reviews', `${again.map((one) => one.name).join('、')}参加过第一次核实，复核须换人。`, 'team');
  return input.result === 'P1.O1' && input.returnTo === null
    ? no('return-step-missing', '异议成立的，请指明退回哪一环节。', 'returnTo')
    : null;
};

/** A step is returned at most `return.maxTimes` times; then the returning level decides or visits itself. */
export function returnAllowed(picture: CasePicture, step: ReturnStep, path: string): No | null {
  const most = numberParameter(picture.pack, 'return.maxTimes');
  if ((picture.returns[step] ?? 0) >= most)
    return no('return-too-often', `“${STEP_NAMES[step]}”已退回 ${most} 次，请直接审定或自行上门核实。`, path);
  const reached = picture.records.some((record) => record.step === step);
  return reached && RETURN_STEPS.includes(step)
    ? null
    : no('return-step-not-reached', '本件还没有办到这一环节，不能退回到那里。', path);
}

export const returnsWithinLimit: Guard<'returnForCorrection'> = ({ picture, input }) =>
  returnAllowed(picture, input.step, 'step');

/** What lies with the county is returned by the county. */
export const returnedByOwnLevel: Guard<'returnForCorrection'> = ({ picture, who }) => {
  const withCounty = picture.snapshot.state === 'COUNTY_REVIEW' || picture.snapshot.state === 'APPROVED';
  return withCounty && who.role !== 'COUNTY_APPROVER' ? no('role-not-permitted', '本件已报县，由县级退回。') : null;
};
export const disagreementWithinLimit: Guard<'confirmVerification'> = ({ picture, input }) =>
  input.agree ? null : returnAllowed(picture, 'VERIFYING', 'agree');
export const objectionReturnWithinLimit: Guard<'resolveObjection'> = ({ picture, input }) =>
  input.returnTo === null || input.result === 'P1.O2' ? null : returnAllowed(picture, input.returnTo, 'returnTo');

/** Objected cases, and those on the green channel, are looked at in their home before the town agrees. */
export const spotCheckWhereDue: Guard<'reviewAtTown'> = ({ picture, input }) => {
  const objected = all(picture, 'PUBLICISED').some(({ data }) => data.objections.length > 0);
  const marked = objected || all(picture, 'GREEN_CHANNEL').length > 0;
  return marked && input.spotCheck.trim() === ''
    ? no('spot-check-missing', '有异议或走绿色通道的件，镇里须到户抽查并写明情况。', 'spotCheck')
    : null;
};

/** Each step from visit to notice has its record in force. */
export const papersComplete: Guard<'submitToTown' | 'reviewAtTown' | 'decideAtCounty'> = ({ picture }) => {
  const missing = RETURN_STEPS.filter((step) => live(picture, step) === undefined);
  return missing.length > 0
    ? no('papers-incomplete', `缺少：${missing.map((step) => STEP_NAMES[step]).join('、')}。`)
    : null;
};

/** To take a household in, its category and its risks in their order are named. */
export const decisionComplete: Guard<'decideAtCounty'> = ({ picture, input }) => {
  if (input.outcome === 'reject') return null;
  if (input.risks.length === 0 || new Set(input.risks).size !== input.risks.length)
    return no('risks-not-ranked', '请按主次选择致贫返贫风险，不重复。', 'risks');
  return categoryProblem(picture, input.category);
};

/** A decision after `chain.maxDays` is possible, but only with the reason of the delay. */
export const chainInTime: Guard<'decideAtCounty'> = ({ picture, input, today }) => {
  const maxDays = numberParameter(picture.pack, 'chain.maxDays');
  const { day } = readClock(picture.clock, today, { maxDays, pauseMaxDays: limitOf(picture.pack, 'pause.maxDays') });
  return day > maxDays && input.lateReason.trim() === ''
    ? no('late-without-reason', `全流程已到第 ${day} 天，超过 ${maxDays} 天，须写明超期原因。`, 'lateReason')
    : null;
};

/** All pauses of a case together add at most `pause.maxDays` days. */
export const pauseLeft: Guard<'suspendCase'> = ({ picture, today }) => {
  const most = limitOf(picture.pack, 'pause.maxDays');
  return pausedUntil(picture.clock, today, most) >= most
    ? no('pause-too-long', `本件暂停已满 ${most} 天，不能再暂停。`)
    : null;
};

/** Papers named in an act belong to the case. */
export const paperBelongs: Guard<'withdrawCase'> = ({ picture, input }) =>
  picture.documentIds.includes(input.documentId)
    ? null
    : no('document-missing', '请上传农户签字的撤回书或录音。', 'documentId');
export const announcementPhoto: Guard<'announceResult'> = ({ picture, input }) =>
  picture.documentIds.includes(input.photoId) ? null : no('photo-missing', '请上传公告照片。', 'photoId');

/** The household is still registered here. */
export const householdHere: Guard<ActCode> = ({ picture }) =>
  picture.household.active ? null : no('household-left', '该户已拆分、合并、注销或迁出，请先处理户籍变更。');

/** First day after which a consent of a day no longer holds. */
export function consentValidTo(picture: Pick<CasePicture, 'pack'>, signedOn: string): string {
  const months = numberParameter(picture.pack, 'consent.validMonths');
  const month = addMonths(signedOn.slice(0, 4) + signedOn.slice(5, 7), months);
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 0)).getUTCDate();
  const day = Math.min(Number(signedOn.slice(8)), last);
  return addDays(`${month.slice(0, 4)}-${month.slice(4)}-${String(day).padStart(2, '0')}`, -1);
}
