import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import type { Revealed, RevealRequest } from '../contract.ts';
import { auditKey, getHouseholdRecord, type HouseholdRef, listMemberRecords } from './queries.ts';
import type { HouseholdRecord, MemberRecord } from './rows.ts';
import { open } from './sealed.ts';

/** How long a screen may show a revealed value. */
export const REVEAL_SECONDS = 900;

/**
 * Shows a masked value of a household or a member for fifteen minutes, with a reason, on record. Without a member, phone and account are the
 * household's; ID number and health are those of all current members.
 */
export async function revealSensitive(
  tx: Tx,
  actor: Actor,
  { ref, request }: { ref: HouseholdRef; request: RevealRequest },
): Promise<Revealed> {
  const household = await getHouseholdRecord(tx, ref);
  const values = await valuesOf(tx, household, request);
  await recordAudit(tx, actor, {
    action: 'revealSensitive',
    areaCode: household.area_code,
    objectKey: auditKey(ref),
    reason: request.reason,
    detail: { which: request.which, memberId: request.memberId ?? null, values: values.length },
  });
  return { which: request.which, expiresInSeconds: REVEAL_SECONDS, values };
}

type Value = Revealed['values'][number];
const NOTHING = { value: null, health: null, disabilityCategory: null, disabilityGrade: null };

async function valuesOf(tx: Tx, household: HouseholdRecord, { which, memberId }: RevealRequest): Promise<Value[]> {
  const members = await listMemberRecords(tx, { countyCode: household.county_code, id: household.id });
  if (memberId !== undefined) {
    const member = members.find((one) => one.id === memberId);
    if (!member || which === 'bankAccount') throw notFound('这名成员');
    return [ofMember(member, which)];
  }
  if (which === 'phone')
    return [{ ...NOTHING, memberId: null, value: open('contact_phone', household.id, household.contact_phone_sealed) }];
  if (which === 'bankAccount')
    return [{ ...NOTHING, memberId: null, value: open('bank_account', household.id, household.bank_account_sealed) }];
  return members.filter((member) => member.member_status === 'current').map((member) => ofMember(member, which));
}

function ofMember(member: MemberRecord, which: RevealRequest['which']): Value {
  if (which === 'health') {
    return {
      memberId: member.id,
      value: null,
      health: member.health,
      disabilityCategory: member.disability_category,
      disabilityGrade: member.disability_grade,
    };
  }
  const value =
    which === 'phone'
      ? open('phone', member.id, member.phone_sealed)
      : open('id_number', member.id, member.id_number_sealed);
  return { ...NOTHING, memberId: member.id, value };
}
