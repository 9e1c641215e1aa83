import { CONSENT_SCOPE_NAMES } from '../evidence/contract.ts';
import { numberParameter } from '../policy/rules.ts';
import { readClock } from './clock.ts';
import { ACT_NAMES, type ActCode, type ActView, type CheckView, RETURN_STEPS } from './contract.ts';
import { type CaseEvent, next } from './machine.ts';
import { all, type CasePicture, type Doer, live } from './picture.ts';
import { limitOf } from './procedure.ts';
import { consentIsLive, everyFindingJudged } from './rules.guards.ts';
import { CHECKING } from './rules.people.ts';
import { mayAct } from './rules.ts';

/** An event that stands for an act when only its turn is asked for. */
const SAMPLE: Readonly<Record<ActCode, CaseEvent | null>> = {
  claimVerification: { type: 'claim' },
  recordVerification: { type: 'recordVerification', result: 'P1.V1' },
  confirmVerification: null,
  closeFollowUp: { type: 'closeFollowUp' },
  recordConsent: { type: 'recordConsent' },
  sendComparison: { type: 'sendComparison' },
  answerComparison: { type: 'note' },
  judgeFinding: { type: 'note' },
  completeComparison: { type: 'completeComparison' },
  proposeRejection: { type: 'proposeRejection' },
  decideProposedRejection: { type: 'decideProposal', agree: false },
  recordMeeting: { type: 'recordMeeting', result: 'P1.M3' },
  reviewMeetingRefusal: { type: 'confirmRefusal' },
  postNotice: { type: 'postNotice' },
  endNotice: { type: 'endNotice' },
  withdrawNotice: { type: 'withdrawNotice' },
  raiseObjection: { type: 'raiseObjection' },
  resolveObjection: { type: 'objectionUnfounded' },
  submitToTown: { type: 'submitToTown' },
  reviewAtTown: { type: 'forwardToCounty' },
  returnForCorrection: { type: 'returnForCorrection', step: 'VERIFYING' },
  decideAtCounty: { type: 'reject' },
  announceResult: { type: 'announce' },
  registerCase: { type: 'register' },
  suspendCase: { type: 'suspend' },
  resumeCase: { type: 'resume' },
  withdrawCase: { type: 'withdraw' },
  setGreenChannel: null,
  declareRecusal: null,
};

const ENDED = ['CLOSED', 'REGISTERED', 'REJECTED', 'WITHDRAWN'];

/** Whether it is an act's turn in the state of the case, whoever asks. */
export function isTurn(picture: CasePicture, act: ActCode): boolean {
  const { snapshot } = picture;
  if (act === 'confirmVerification') return snapshot.state === 'VERIFIED';
  if (act === 'setGreenChannel') return !ENDED.includes(snapshot.state) && live(picture, 'GREEN_CHANNEL') === undefined;
  const event = SAMPLE[act];
  if (event === null) return !ENDED.includes(snapshot.state);
  if (next(snapshot, event)) return true;
  const taken = snapshot.state === 'RETURNED' ? next(snapshot, { type: 'takeUp' }) : null;
  return taken !== null && next(taken, event) !== null;
}

/** An act as a page offers it: whether this person may do it now, why not, and what the system has checked. */
export function viewAct(picture: CasePicture, act: ActCode, who: Doer, today: string): ActView {
  const barred = mayAct(picture, act, who);
  const waits = act === 'endNotice' ? noticeWaits(picture, today) : null;
  const why = barred?.text ?? waits;
  return {
    act,
    title: ACT_NAMES[act],
    allowed: why === null,
    code: barred?.reason ?? (waits ? 'notice-not-ended' : null),
    why,
    checks: checksFor(picture, act, who, today),
  };
}

function noticeWaits(picture: CasePicture, today: string): string | null {
  const to = live(picture, 'PUBLICISED')?.data.to;
  return to !== undefined && today < to ? `公示到 ${to} 期满，当天起可以登记。` : null;
}

type Check = (asked: { picture: CasePicture; today: string }) => CheckView;
const check = (key: string, good: boolean, label: string, otherwise: CheckView['result'] = 'fail'): CheckView => ({
  key,
  result: good ? 'pass' : otherwise,
  label,
});

const stepsDone: Check = ({ picture }) => {
  const done = RETURN_STEPS.filter((step) => live(picture, step)).length;
  return check(
    'papers',
    done === RETURN_STEPS.length,
    `程序 ${done} / ${RETURN_STEPS.length} 步齐全，材料 ${picture.documentIds.length} 份`,
  );
};
const noticeDone: Check = ({ picture, today }) => {
  const notice = live(picture, 'PUBLICISED')?.data;
  const objections = all(picture, 'PUBLICISED').flatMap(({ data }) => data.objections).length;
  const over = notice?.endedOn != null && today > notice.to;
  return check(
    'notice',
    over,
    over ? `公示满 ${numberParameter(picture.pack, 'publicity.minDays')} 天，异议 ${objections} 件` : '公示未满期',
  );
};
const consentLive: Check = ({ picture, today }) => {
  const to = live(picture, 'CONSENTED')?.data.validTo;
  return check('consent', consentIsLive(picture, today), to ? `授权有效至 ${to}` : '尚未取得承诺授权', 'warn');
};
const negativeList: Check = ({ picture }) => {
  const data = live(picture, 'COMPARING')?.data;
  const items = data?.findings.filter((finding) => finding.exclusionItem !== null) ?? [];
  return check(
    'negative',
    everyFindingJudged(data),
    items.length > 0
      ? `负面清单 ${items.length} 项，${everyFindingJudged(data) ? '已由人判断' : '还没有判断'}`
      : '负面清单 0 项',
  );
};
const inTime: Check = ({ picture, today }) => {
  const { day, maxDays } = readClock(picture.clock, today, {
    maxDays: numberParameter(picture.pack, 'chain.maxDays'),
    pauseMaxDays: limitOf(picture.pack, 'pause.maxDays'),
  });
  return check('chain', day <= maxDays, `全流程第 ${day} 天，上限 ${maxDays} 天`, 'warn');
};
const scopesGiven: Check = ({ picture }) => {
  const scopes = live(picture, 'CONSENTED')?.data.scopes ?? [];
  return check(
    'scopes',
    scopes.length > 0,
    `授权 ${scopes.length} 项：${scopes.map((scope) => CONSENT_SCOPE_NAMES[scope]).join('、')}`,
  );
};
const householdActive: Check = ({ picture }) =>
  check('household', picture.household.active, picture.household.active ? '该户在册' : '该户已变更，不在册');

const CHECKS: Readonly<Partial<Record<ActCode, readonly Check[]>>> = {
  sendComparison: [consentLive, scopesGiven],
  completeComparison: [negativeList],
  recordMeeting: [negativeList],
  submitToTown: [stepsDone, noticeDone],
  reviewAtTown: [stepsDone, noticeDone, consentLive, negativeList, householdActive, inTime],
  decideAtCounty: [stepsDone, noticeDone, consentLive, negativeList, householdActive, inTime],
};

function checksFor(picture: CasePicture, act: ActCode, who: Doer, today: string): CheckView[] {
  const found = (CHECKS[act] ?? []).map((one) => one({ picture, today }));
  if (!CHECKING.includes(act)) return found;
  const barred = mayAct(picture, act, who);
  return [...found, check('maker', barred === null, barred?.text ?? '您未参与本件办理，没有近亲属回避情形')];
}
