import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import type { ComparisonData, DepartmentAnswer, DepartmentRequestView, Finding, RequestState } from '../contract.ts';
import { all, type CasePicture, live } from '../picture.ts';
import { comparedOn } from '../rules.facts.ts';
import { consentIsLive } from '../rules.guards.ts';
import type { AskedAt } from './asked-person.ts';
import { type LoadedCase, loadCase } from './basis.ts';
import { placeNames } from './places.ts';

/** A comparison that asked the department something, with the day, and what it asked about. */
interface Round {
  data: ComparisonData;
  on: string;
  superseded: boolean;
  finding: Finding;
}

/** What a department owes or has answered: only its own part of the case. Refuses `finding-unknown` (404) and `department-not-asked` (403). */
export async function readDepartmentRequest(tx: Tx, actor: Actor, at: AskedAt): Promise<DepartmentRequestView> {
  const today = clock.today();
  const loaded = await loadCase(tx, at, { lock: false, today });
  const { row, picture } = loaded;
  const rounds = roundsOf(picture, at.key);
  const now = rounds.at(-1);
  if (!now) throw new Refusal('finding-unknown', { status: 404, detail: '没有这一比对事项。' });
  if (actor.departmentCode === null || now.finding.departmentCode !== actor.departmentCode)
    throw new Refusal('department-not-asked', { status: 403, detail: '这一事项由其他部门回复。' });
  await recordAudit(tx, actor, {
    action: 'getDepartmentRequest',
    areaCode: row.area_code,
    objectKey: `case:${publicId(row)}`,
    detail: { key: at.key },
  });
  const { town, village } = await placeNames(tx, row.area_code);
  const { finding, data } = now;
  return {
    caseId: publicId(row),
    version: row.version,
    caseNo: row.case_no,
    key: at.key,
    areaName: `${town} · ${village}`,
    scope: CONSENT_SCOPE_NAMES[finding.scope],
    scopeCode: finding.scope,
    memberName: finding.memberName,
    sentOn: data.sentOn,
    dueOn: data.dueOn,
    daysLeft: daysBetween(today, data.dueOn),
    ...standing(loaded, now, today),
    ...groundOf(loaded, now, today),
    answer: finding.found === null ? null : answerOf(data, finding),
    earlier: earlierAnswers(picture, { department: actor.departmentCode, key: at.key, now: data }),
    history: historyOf(picture, rounds),
  };
}

/** Every comparison of the case that asked this, the latest last. */
function roundsOf(picture: CasePicture, key: string): Round[] {
  return all(picture, 'COMPARING').flatMap(({ data, on, superseded }) =>
    data.findings.filter((finding) => finding.key === key).map((finding) => ({ data, on, superseded, finding })),
  );
}

/** Whether the request is still to be answered, and why not. */
function standing(
  { row, picture }: LoadedCase,
  { finding, superseded }: Round,
  today: string,
): { state: RequestState; endedWhy: string | null } {
  if (finding.found !== null) return { state: 'answered', endedWhy: null };
  if (all(picture, 'REVOKED').length > 0 && superseded)
    return { state: 'ended', endedWhy: '农户已撤回授权，不再查询。' };
  if (superseded || row.state !== 'COMPARING') return { state: 'ended', endedWhy: '这次比对已经结束，不必再回复。' };
  if (!consentIsLive(picture, today)) return { state: 'ended', endedWhy: '授权已撤回、已过期或不齐全，不能查询。' };
  return { state: 'waiting', endedWhy: null };
}

/** The consent under which it was asked, and the rules. */
function groundOf({ row, picture }: LoadedCase, { data }: Round, today: string) {
  const consent = all(picture, 'CONSENTED').find((one) => one.data.consentId === data.consentId)?.data;
  const inForce = live(picture, 'CONSENTED')?.data.consentId === data.consentId && consentIsLive(picture, today);
  return {
    consent: {
      signedOn: consent?.signedOn ?? data.sentOn,
      validTo: consent?.validTo ?? data.sentOn,
      mode: consent?.mode ?? ('paper' as const),
      live: inForce,
    },
    legalBasis: [
      `农户签署的《防止返贫监测对象申请及承诺授权（查询）书》（${row.case_no.replace('SB-', 'SQ-')}）`,
      `${picture.pack.title}：识别前须经部门信息比对`,
      '个人信息保护法：只为核实本次申请查询，不作他用，不向无关人员提供',
    ],
  };
}

function answerOf(data: ComparisonData, finding: Finding): DepartmentAnswer {
  return {
    scope: CONSENT_SCOPE_NAMES[finding.scope],
    memberName: finding.memberName,
    found: finding.found ?? false,
    receipt: finding.receipt,
    dataDate: finding.dataDate,
    exclusionItem: finding.exclusionItem,
    comparedOn: comparedOn(data, finding),
    answeredBy: finding.answeredBy === null ? null : (finding.answeredByName ?? ''),
    answeredOn: finding.answeredOn ?? null,
  };
}

/** What this department has told about persons of this case beside the present question, the latest first, each once. */
function earlierAnswers(
  picture: CasePicture,
  { department, key, now }: { department: string; key: string; now: ComparisonData },
): DepartmentAnswer[] {
  const told = all(picture, 'COMPARING').flatMap(({ data }) =>
    data.findings
      .filter((one) => one.departmentCode === department && one.found !== null && !(data === now && one.key === key))
      .map((one) => ({ key: one.key, answer: answerOf(data, one) })),
  );
  const once = new Map(told.map((one) => [`${one.key}|${one.answer.comparedOn}|${one.answer.receipt}`, one.answer]));
  return [...once.values()].sort((one, other) => other.comparedOn.localeCompare(one.comparedOn));
}

/** What happened to this question, by day: sent, answered, consent taken back. */
function historyOf(picture: CasePicture, rounds: readonly Round[]): { on: string; what: string }[] {
  const asked = rounds.flatMap(({ data, on, finding }) => {
    if (finding.reused) return [{ on, what: `沿用 ${comparedOn(data, finding)} 的回执，没有再问` }];
    const sent = { on: data.sentOn, what: `县级发出，${data.dueOn} 前回复` };
    if (finding.found === null) return [sent];
    const by = finding.answeredBy === null ? '已报送的数据自动回答' : `${finding.answeredByName || '本部门'}回复`;
    return [sent, { on: finding.answeredOn ?? data.sentOn, what: `${by}：${finding.found ? '有记录' : '无记录'}` }];
  });
  const revoked = all(picture, 'REVOKED').map(({ on }) => ({ on, what: '农户撤回授权' }));
  return [...asked, ...revoked].sort((one, other) => one.on.localeCompare(other.on));
}
