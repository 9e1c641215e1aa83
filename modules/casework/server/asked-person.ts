import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import { revealSensitive } from '../../registry/server/door.ts';
import type { AskedNumber, AskedPerson, OfferedItem } from '../contract.asked.ts';
import type { Finding } from '../contract.ts';
import { type CasePicture, live } from '../picture.ts';
import { consentIsLive, itemsOf } from '../rules.guards.ts';
import { type LoadedCase, loadCase } from './basis.ts';

interface Asked {
  loaded: LoadedCase;
  finding: Finding & { memberId: string };
  validTo: string;
}

/** Which comparison: the case, and the key of the finding that its department owes. */
export interface AskedAt {
  countyCode: string;
  id: string;
  key: string;
}

/**
 * Reads who is meant by an open comparison of the actor's own department. Refuses `department-not-asked` (403), `finding-unknown` (404),
 * `finding-answered-before` (409) and `consent-not-live` (403): without a consent in force that covers the scope nothing is told.
 */
async function openRequest(tx: Tx, actor: Actor, { countyCode, id, key }: AskedAt): Promise<Asked> {
  const today = clock.today();
  const loaded = await loadCase(tx, { countyCode, id }, { lock: false, today });
  const { picture, row } = loaded;
  const finding = live(picture, 'COMPARING')?.data.findings.find((one) => one.key === key);
  if (!finding || finding.memberId === null)
    throw new Refusal('finding-unknown', { status: 404, detail: '没有这一比对事项。' });
  if (finding.departmentCode !== actor.departmentCode)
    throw new Refusal('department-not-asked', { status: 403, detail: '这一事项由其他部门回复。' });
  if (finding.found !== null || row.state !== 'COMPARING')
    throw new Refusal('finding-answered-before', { status: 409, detail: '这一事项已经回复，或比对已经结束。' });
  const consent = live(picture, 'CONSENTED')?.data;
  const covered = consent?.scopes.includes(finding.scope) && picture.household.memberIds.includes(finding.memberId);
  if (!consent || !covered || !consentIsLive(picture, today))
    throw new Refusal('consent-not-live', { status: 403, detail: '承诺授权不齐全、已撤回或已过期，不能查看。' });
  return { loaded, finding: { ...finding, memberId: finding.memberId }, validTo: consent.validTo };
}

/** Who is meant, with the ID number masked, and the items of the negative list that the answer may name. */
export async function readAskedPerson(tx: Tx, actor: Actor, at: AskedAt): Promise<AskedPerson> {
  const { loaded, finding, validTo } = await openRequest(tx, actor, at);
  const member = loaded.household.members.find((one) => one.id === finding.memberId);
  await recordAudit(tx, actor, {
    action: 'getAskedPerson',
    areaCode: loaded.row.area_code,
    objectKey: `case:${publicId(loaded.row)}`,
    detail: { key: finding.key },
  });
  return {
    memberName: finding.memberName,
    idMask: member?.idNumberMask ?? null,
    consentValidTo: validTo,
    offers: offersOf(loaded.picture, finding),
  };
}

/** The items that the pack of the case knows for the scope that is asked. */
function offersOf(picture: CasePicture, { scope }: Finding): OfferedItem[] {
  return itemsOf(picture, scope).flatMap((item) => {
    const known = picture.pack.exclusions[item];
    return known ? [{ item, label: known.label, because: known.because, exceptions: known.exceptions }] : [];
  });
}

/** Shows the ID number of the person who is meant, on record with the case and with the household. */
export async function revealAskedPerson(tx: Tx, actor: Actor, at: AskedAt): Promise<AskedNumber> {
  const { loaded, finding } = await openRequest(tx, actor, at);
  const { row } = loaded;
  const reason = `回复信息比对 ${row.case_no}：${CONSENT_SCOPE_NAMES[finding.scope]}`;
  const { values, expiresInSeconds } = await revealSensitive(tx, actor, {
    ref: { countyCode: row.county_code, id: row.household_id },
    request: { which: 'idNumber', memberId: finding.memberId, reason },
  });
  await recordAudit(tx, actor, {
    action: 'revealAskedPerson',
    areaCode: row.area_code,
    objectKey: `case:${publicId(row)}`,
    reason,
    detail: {
      key: finding.key,
      scope: finding.scope,
      consent: live(loaded.picture, 'CONSENTED')?.data.consentId ?? null,
    },
  });
  return { idNumber: values[0]?.value ?? null, expiresInSeconds };
}
