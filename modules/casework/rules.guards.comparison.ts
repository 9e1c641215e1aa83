import { addDays, addMonths } from '@shouwang/platform/clock/days.ts';
import { CONSENT_SCOPE_NAMES, type ConsentScope } from '../evidence/contract.ts';
import { numberParameter } from '../policy/rules.ts';
import { ITEMS_OF_SCOPE } from './contract.asked.ts';
import { type ActCode, type ComparisonData, EXCLUSION_NAMES, type ExclusionItem } from './contract.ts';
import { type CasePicture, live } from './picture.ts';
import { type No, no } from './rules.answers.ts';
import type { Asked, Guard } from './rules.asked.ts';
import { future, notBefore, notFuture, papersFit, usedHashes } from './rules.papers.ts';

/** All adults who live together have consented, on a day of this case, and the evidence of it is there, however it was given. */
export const consentComplete: Guard<'recordConsent'> = ({ picture, input, today }) => {
  const missing = picture.household.adultIds.filter((id) => !input.coveredMembers.includes(id));
  if (missing.length > 0)
    return no('consent-incomplete', `还有 ${missing.length} 名共同生活的成年人没有签字。`, 'coveredMembers');
  return (
    notFuture(input.signedOn, today, 'signedOn') ??
    notBefore(input.signedOn, picture.clock.startedOn, { path: 'signedOn', what: '线索受理' }) ??
    papersFit(picture, {
      ids: input.documentIds,
      kinds: ['scan', 'photo'],
      step: 'CONSENTED',
      since: input.signedOn,
      shared: ['CONSENTED'],
      missing: no('document-missing', EVIDENCE_OF[input.mode], 'documentIds'),
    }) ??
    notOfRevoked(picture, input.documentIds)
  );
};

const EVIDENCE_OF = {
  paper: '请上传已签字的承诺授权书。',
  fingerprint: '请上传已捺印的承诺授权书。',
  electronic: '请上传电子签名的承诺授权书。',
  voice: '请上传语音授权的文字记录，由记录人和见证人签字。',
} as const;

/** A consent that was taken back is not brought in again: it is signed anew. */
function notOfRevoked(picture: CasePicture, ids: readonly string[]) {
  const gone = usedHashes(
    picture,
    (record) =>
      record.step === 'REVOKED' ||
      (record.step === 'CONSENTED' && picture.revokedConsents.includes(record.data.consentId)),
  );
  return picture.documents.some((one) => ids.includes(one.id) && gone.has(one.hash))
    ? no('document-used-before', '这份授权书已撤回，请重新签署。', 'documentIds')
    : null;
}

/** Whether the case rests on a consent that was not taken back. */
export function hasConsent(picture: CasePicture): boolean {
  const consent = live(picture, 'CONSENTED')?.data;
  return consent !== undefined && !picture.revokedConsents.includes(consent.consentId);
}

/** Only a consent in force can be taken back, and with the paper of it. */
export const consentToRevoke: Guard<'revokeConsent'> = ({ picture, input }) => {
  if (!hasConsent(picture)) return no('consent-not-found', '没有生效的承诺授权，无须撤回。');
  return papersFit(picture, {
    ids: [input.documentId],
    kinds: ['scan', 'photo'],
    step: 'CONSENTED',
    since: live(picture, 'CONSENTED')?.data.signedOn ?? '',
    shared: [],
    missing: no('document-missing', '请上传农户签字的撤回授权书，或由见证人签字的口述记录。', 'documentId'),
  });
};

/** Whether the consent in force is live on a day: not taken back, not expired, all adults covered. */
export function consentIsLive(picture: CasePicture, today: string): boolean {
  const consent = live(picture, 'CONSENTED')?.data;
  if (!consent || consent.validTo < today || picture.revokedConsents.includes(consent.consentId)) return false;
  return picture.household.adultIds.every((id) => consent.coveredMembers.includes(id));
}

/** Only what is asked can be asked anew. */
export const asksAnew: Guard<'sendComparison'> = ({ input }) =>
  input.anew.every((scope) => input.scopes.includes(scope))
    ? null
    : no('scope-not-consented', '重新查询的事项须在比对事项之内。', 'anew');

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

/** Items of the negative list that a scope can speak for and that the pack of the case knows. */
export function itemsOf({ pack }: Pick<CasePicture, 'pack'>, scope: ConsentScope): ExclusionItem[] {
  return (ITEMS_OF_SCOPE[scope] ?? []).filter((item) => Object.hasOwn(pack.exclusions, item));
}

/** A record speaks only for an item of the negative list that belongs to what was asked: vehicles never for a company. */
export const itemOfScope: Guard<'answerComparison'> = ({ picture, input }) => {
  const scope = findingOf(picture, input.key)?.scope;
  if (input.exclusionItem === null || scope === undefined) return null;
  if (!input.found) return no('exclusion-not-of-scope', '没有记录的，不涉及负面清单。', 'exclusionItem');
  const fitting = itemsOf(picture, scope);
  if (fitting.includes(input.exclusionItem)) return null;
  const names = fitting.map((item) => `${item} ${EXCLUSION_NAMES[item]}`).join('、');
  return no(
    'exclusion-not-of-scope',
    `“${CONSENT_SCOPE_NAMES[scope]}”的回执${names === '' ? '不涉及负面清单' : `只能对应：${names}`}。`,
    'exclusionItem',
  );
};

/** What a department tells is of today at the latest. */
export const answerDated: Guard<'answerComparison'> = ({ input, today }) =>
  input.dataDate > today ? future('数据日期', 'dataDate') : null;

/** A receipt is judged after it came, by somebody else; a hit on the negative list never as "nothing found". Nothing is rejected by this alone. */
export const judgesAnswered: Guard<'judgeFinding'> = ({ picture, input, who }) => {
  const finding = findingOf(picture, input.key);
  if (!finding) return no('finding-unknown', '没有这一比对事项。', 'key');
  if (finding.found === null) return no('finding-not-answered', '部门回执未到，不能研判。');
  if (finding.answeredBy === who.accountId) return no('answerer-is-judge', '回复人不能研判自己的回执。');
  if (input.verdict === 'P1.C1' && finding.exclusionItem !== null)
    return no('finding-is-hit', '该回执涉及负面清单，不能判“无异常”，请判属实、不属实或合理例外。', 'verdict');
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
export const findingsJudged = ({ picture }: Pick<Asked<ActCode>, 'picture'>): No | null =>
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

/** First day after which a consent of a day no longer holds. */
export function consentValidTo(picture: Pick<CasePicture, 'pack'>, signedOn: string): string {
  const months = numberParameter(picture.pack, 'consent.validMonths');
  const month = addMonths(signedOn.slice(0, 4) + signedOn.slice(5, 7), months);
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)), 0)).getUTCDate();
  const day = Math.min(Number(signedOn.slice(8)), last);
  return addDays(`${month.slice(0, 4)}-${month.slice(4)}-${String(day).padStart(2, '0')}`, -1);
}
