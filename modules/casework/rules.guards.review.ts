import { numberParameter } from '../policy/rules.ts';
import { pausedUntil, readClock } from './clock.ts';
import { RETURN_STEPS, STEP_NAMES } from './codes.ts';
import type { ActCode, ReturnStep } from './contract.ts';
import { all, type CasePicture, live } from './picture.ts';
import { limitOf } from './procedure.ts';
import { type No, no } from './rules.answers.ts';
import type { Asked, Guard } from './rules.asked.ts';
import { categoryProblem } from './rules.guards.meeting.ts';
import { papersFit } from './rules.papers.ts';
import { MONITORED } from './rules.relatives.ts';

/** A step is returned at most `return.maxTimes` times; then the returning level decides or visits itself. */
function returnAllowed(picture: CasePicture, step: ReturnStep, path: string): No | null {
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

/** Share of cases that are drawn under a pack that does not say it (P1: at least a tenth). */
const SPOT_CHECK_SHARE = 0.1;

/** Whether the lot of a case falls into the share that the town looks at in their home. */
export function isDrawn({ pack, lot }: Pick<CasePicture, 'pack' | 'lot'>): boolean {
  const said = Object.hasOwn(pack.parameters, 'town.spotCheckShare');
  return lot < (said ? numberParameter(pack, 'town.spotCheckShare') : SPOT_CHECK_SHARE);
}

/** Why the town must look at a household in its home before it decides, or null when it need not: objection, green channel, or the lot. */
export function spotCheckCause(picture: CasePicture): string | null {
  if (all(picture, 'PUBLICISED').some(({ data }) => data.objections.length > 0)) return '本件有人提出异议';
  if (all(picture, 'GREEN_CHANNEL').length > 0) return '本件走绿色通道';
  return isDrawn(picture) ? '本件抽中入户抽查' : null;
}

/** Objected cases, those on the green channel and those that were drawn are looked at in their home before the town decides. */
export const spotCheckWhereDue: Guard<'reviewAtTown'> = ({ picture, input }) => {
  const cause = spotCheckCause(picture);
  return cause !== null && input.spotCheck.trim() === ''
    ? no('spot-check-missing', `${cause}，镇里须到户抽查并写明情况。`, 'spotCheck')
    : null;
};

/** How many errors a refusal names. */
const NAMED = 3;

/** No entry of the household is at fault, unless an exemption covers it. */
export const qualityHolds = ({ picture }: Pick<Asked<ActCode>, 'picture'>): No | null => {
  const { errors } = picture.household.quality;
  if (errors.length === 0) return null;
  const named = errors.slice(0, NAMED).map(({ words, memberName }) => (memberName ? `${memberName}：${words}` : words));
  const more = errors.length > NAMED ? '等' : '';
  return no(
    'quality-errors',
    `数据核验还有 ${errors.length} 项错误（${named.join('；')}${more}），请先更正，属实的申请豁免。`,
  );
};

/** The town agrees only when the entries are right; to disagree needs none of it. */
export const qualityBeforeAgreement: Guard<'reviewAtTown'> = ({ picture, input }) =>
  input.outcome === 'agree' ? qualityHolds({ picture }) : null;

/** Each step from visit to notice has its record in force. */
export const papersComplete = ({ picture }: Pick<Asked<ActCode>, 'picture'>): No | null => {
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

/** A withdrawal is signed or written down: a paper of its own. */
export const paperBelongs: Guard<'withdrawCase'> = ({ picture, input }) =>
  papersFit(picture, {
    ids: [input.documentId],
    kinds: ['scan', 'photo'],
    step: 'CONSENTED',
    since: picture.clock.startedOn,
    shared: [],
    missing: no('document-missing', '请上传农户签字的撤回书或录音的文字记录。', 'documentId'),
  });

/** A household is not taken in twice. */
export const notTakenInTwice: Guard<'decideAtCounty'> = ({ picture, input }) =>
  picture.household.monitored && input.outcome === 'approve' ? no('household-monitored', MONITORED) : null;

/** The household is still registered here. */
export const householdHere = ({ picture }: Pick<Asked<ActCode>, 'picture'>): No | null =>
  picture.household.active ? null : no('household-left', '该户已拆分、合并、注销或迁出，请先处理户籍变更。');
