import { CONSENT_SCOPE_NAMES } from '../evidence/contract.ts';
import { numberParameter } from '../policy/rules.ts';
import { readClock } from './clock.ts';
import { ACT_NAMES, type ActCode, type ActView, type CheckView, FINAL_STATES, RETURN_STEPS } from './contract.ts';
import { type CaseEvent, next } from './machine.ts';
import { all, type CasePicture, type Doer, live } from './picture.ts';
import { limitOf } from './procedure.ts';
import type { No } from './rules.answers.ts';
import {
  claimantNamed,
  confirmsRecusal,
  consentIsLive,
  findingsJudged,
  hasConsent,
  householdHere,
  livesAlone,
  noticeEnds,
  noticeOver,
  papersComplete,
  qualityHolds,
  spotCheckCause,
  stillMonitored,
  withdrawsRecusal,
} from './rules.guards.ts';
import { CHECKING } from './rules.people.ts';
import { mayAct } from './rules.ts';

/** An event that stands for an act when only its turn is asked for. */
const SAMPLE: Readonly<Record<ActCode, CaseEvent | null>> = {
  dispatchVerification: { type: 'dispatch' },
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
  revokeConsent: null,
  withdrawCase: { type: 'withdraw' },
  recordRecheck: { type: 'recordRecheck' },
  endByDeath: { type: 'endByDeath' },
  raiseLateObjection: { type: 'raiseLateObjection' },
  reviewLateObjection: { type: 'reviewLateObjection' },
  decideLateObjection: { type: 'decideLateObjection', founded: false },
  setGreenChannel: null,
  declareRecusal: null,
  confirmRecusal: null,
  withdrawRecusal: null,
};

/** Whether there is anything for an act that is bound to no state. */
const OCCASION: Readonly<Partial<Record<ActCode, (picture: CasePicture) => boolean>>> = {
  setGreenChannel: (picture) => live(picture, 'GREEN_CHANNEL') === undefined,
  confirmRecusal: (picture) => all(picture, 'RECUSAL').some(({ data }) => data.state === 'pending'),
  withdrawRecusal: (picture) => all(picture, 'RECUSAL').some(({ data }) => data.state !== 'withdrawn'),
};

/** Whether it is an act's turn in the state of the case, whoever asks. */
export function isTurn(picture: CasePicture, act: ActCode): boolean {
  const { snapshot } = picture;
  if (act === 'confirmVerification') return snapshot.state === 'VERIFIED';
  if (act === 'revokeConsent') return hasConsent(picture);
  const event = SAMPLE[act];
  if (event === null) return !FINAL_STATES.includes(snapshot.state) && (OCCASION[act]?.(picture) ?? true);
  if (next(snapshot, event)) return true;
  const taken = snapshot.state === 'RETURNED' ? next(snapshot, { type: 'takeUp' }) : null;
  return taken !== null && next(taken, event) !== null;
}

/** An act as a page offers it: whether this person may do it now, why not, and what the system has checked. */
export function viewAct(picture: CasePicture, act: ActCode, who: Doer, today: string): ActView {
  const barred = mayAct(picture, act, who);
  const hindered = barred ?? hindranceOf(picture, act, { who, today });
  return {
    act,
    title: ACT_NAMES[act],
    allowed: hindered === null,
    code: hindered?.reason ?? null,
    why: hindered?.text ?? null,
    checks: checksFor({ picture, today }, act, barred),
  };
}

/** What keeps somebody from an act whatever he fills in. */
function hindranceOf(picture: CasePicture, act: ActCode, { who, today }: { who: Doer; today: string }): No | null {
  if (act === 'endNotice') return noticeEnds({ picture, today });
  if (act === 'claimVerification') return claimantNamed({ picture, who });
  if (act === 'endByDeath') return livesAlone({ picture });
  if (act === 'raiseLateObjection') return stillMonitored({ picture });
  return settlesNothing(picture, act, who);
}

/** Of the declarations of relatives none may be settled by this person. */
function settlesNothing(picture: CasePicture, act: ActCode, who: Doer): No | null {
  const rule = SETTLING[act];
  if (!rule) return null;
  const answers = all(picture, 'RECUSAL').map(({ id }) => rule(picture, id, who));
  return answers.includes(null) ? null : (answers[0] ?? null);
}

/** Whether somebody may settle a declaration of a relative, and why not. */
export const SETTLING: Readonly<Partial<Record<ActCode, (picture: CasePicture, id: string, who: Doer) => No | null>>> =
  {
    confirmRecusal: (picture, recusalId, who) => confirmsRecusal({ picture, who, input: { recusalId } }),
    withdrawRecusal: (picture, recusalId, who) => withdrawsRecusal({ picture, who, input: { recusalId } }),
  };

type Seen = { picture: CasePicture; today: string };
type Check = (asked: Seen) => CheckView;
const check = (key: string, good: boolean, label: string, otherwise: CheckView['result'] = 'fail'): CheckView => ({
  key,
  result: good ? 'pass' : otherwise,
  label,
});

/** What a guard will say, as a line of the list: its own words when it says no. */
const byGuard =
  (key: string, guard: (asked: Seen) => No | null, good: (asked: Seen) => string): Check =>
  (asked) => {
    const refused = guard(asked);
    return check(key, refused === null, refused?.text ?? good(asked));
  };

const stepsDone = byGuard(
  'papers',
  papersComplete,
  ({ picture }) => `程序 ${RETURN_STEPS.length} / ${RETURN_STEPS.length} 步齐全，材料 ${picture.documents.length} 份`,
);
const noticeDone = byGuard('notice', noticeOver, ({ picture }) => {
  const objections = all(picture, 'PUBLICISED').flatMap(({ data }) => data.objections).length;
  return `公示满 ${numberParameter(picture.pack, 'publicity.minDays')} 天，异议 ${objections} 件`;
});
const householdActive = byGuard('household', householdHere, () => '该户在册');
const negativeList = byGuard('negative', findingsJudged, ({ picture }) => {
  const items = live(picture, 'COMPARING')?.data.findings.filter((finding) => finding.exclusionItem !== null) ?? [];
  return items.length > 0 ? `负面清单 ${items.length} 项，已由人判断` : '负面清单 0 项';
});
const consentLive: Check = ({ picture, today }) => {
  const to = live(picture, 'CONSENTED')?.data.validTo;
  return check('consent', consentIsLive(picture, today), to ? `授权有效至 ${to}` : '尚未取得承诺授权', 'warn');
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
const recusalsSettled: Check = ({ picture }) => {
  const waiting = all(picture, 'RECUSAL').filter(({ data }) => data.state === 'pending').length;
  return check('recusal', waiting === 0, `回避登记 ${waiting} 项待确认`, 'warn');
};

const entriesRight = byGuard('quality', qualityHolds, ({ picture }) => {
  const { length } = picture.household.quality.exempted;
  return length > 0 ? `数据核验没有错误，豁免 ${length} 项` : '数据核验没有错误';
});
/** The village is told in time: it is the town that will not agree. */
const entriesToMend: Check = (asked) => {
  const found = entriesRight(asked);
  return found.result === 'fail' ? { ...found, result: 'warn' } : found;
};
const spotCheck: Check = ({ picture }) => {
  const cause = spotCheckCause(picture);
  return check('spot-check', cause === null, cause === null ? '没有抽中入户抽查' : `${cause}，须到户抽查`, 'warn');
};

const CHECKS: Readonly<Partial<Record<ActCode, readonly Check[]>>> = {
  sendComparison: [consentLive, scopesGiven],
  completeComparison: [negativeList],
  recordMeeting: [negativeList],
  submitToTown: [stepsDone, noticeDone, entriesToMend],
  reviewAtTown: [
    stepsDone,
    noticeDone,
    entriesRight,
    spotCheck,
    consentLive,
    negativeList,
    householdActive,
    recusalsSettled,
    inTime,
  ],
  decideAtCounty: [stepsDone, noticeDone, consentLive, negativeList, householdActive, recusalsSettled, inTime],
};

function checksFor(asked: Seen, act: ActCode, barred: No | null): CheckView[] {
  const found = (CHECKS[act] ?? []).map((one) => one(asked));
  if (!CHECKING.includes(act)) return found;
  return [...found, check('maker', barred === null, barred?.text ?? '您未参与本件办理，没有近亲属回避情形')];
}
