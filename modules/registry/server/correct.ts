import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { birthDate, genderOf, idNumberProblem, normaliseIdNumber } from '@shouwang/platform/crypto/id-number.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { HouseholdCorrection, MemberChanges, MemberCorrection } from '../contract.ts';
import { COUNTY_FIELDS, findInconsistencies, newInconsistencies } from '../rules.ts';
import { type Diff, moveHousehold, recordChange } from './history.ts';
import { checkedRecord, claimPersons, inconsistent } from './members.ts';
import { initialsOf } from './pinyin.ts';
import { auditKey, getHouseholdRecord, type HouseholdRef, listMemberRecords } from './queries.ts';
import { HOUSEHOLD_COLUMNS, type HouseholdRecord, MEMBER_COLUMNS, type MemberRecord } from './rows.ts';
import { accountColumns, cardColumns, idNumberColumns, memberPhoneColumns, open, phoneColumns } from './sealed.ts';

/** What a correction gives back: the version to go on with, and the fields that changed. */
export interface Corrected {
  version: number;
  changed: string[];
}

interface Written<R> {
  set: Partial<R>;
  diff: Diff;
}

/** Columns to write and the diff, for the plain fields that really change. */
function plainChanges<R extends object>(
  changes: Readonly<Record<string, unknown>>,
  columns: Readonly<Record<string, keyof R>>,
  record: R,
): Written<R> {
  const written: Written<R> = { set: {}, diff: {} };
  for (const [field, value] of Object.entries(changes)) {
    const column = columns[field];
    if (value === undefined || column === undefined || JSON.stringify(record[column]) === JSON.stringify(value))
      continue;
    written.set[column] = value as R[keyof R];
    written.diff[field] = [record[column], value];
  }
  return written;
}

/** P7: the ID number of a person and the category of a household are corrected by the county. */
function requireCounty(actor: Actor, fields: readonly string[]): void {
  const reserved = fields.filter((field) => COUNTY_FIELDS.includes(field));
  if (reserved.length === 0 || actor.role === 'COUNTY_LEAD') return;
  throw new Refusal('county-decides', {
    status: 403,
    detail: '证件类型、证件号码和户类型由县级更正，请报县级主管。',
    fields: reserved.map((path) => ({ path: `changes.${path}`, code: 'county-decides', message: '由县级更正' })),
  });
}

/** Corrects fields of a household with a reason, on the version that the person saw. Refused when nothing would change. */
export async function correctHousehold(
  tx: Tx,
  actor: Actor,
  { ref, expected, correction }: { ref: HouseholdRef; expected: number; correction: HouseholdCorrection },
): Promise<Corrected> {
  const household = await getHouseholdRecord(tx, ref);
  const { changes, reason } = correction;
  const { set, diff } = plainChanges<HouseholdRecord>(changes, HOUSEHOLD_COLUMNS, household);
  if (
    changes.contactPhone !== undefined &&
    open('contact_phone', household.id, household.contact_phone_sealed) !== changes.contactPhone
  ) {
    Object.assign(set, phoneColumns(household.id, changes.contactPhone));
    diff.contactPhone = [household.contact_phone_mask, set.contact_phone_mask ?? null];
  }
  if (
    changes.bankAccount !== undefined &&
    open('bank_account', household.id, household.bank_account_sealed) !== changes.bankAccount
  ) {
    Object.assign(set, accountColumns(household.id, changes.bankAccount));
    diff.bankAccount = [household.bank_account_mask, set.bank_account_mask ?? null];
  }
  const changed = Object.keys(diff);
  requireCounty(actor, changed);
  requireChange(changed);
  const version = await moveHousehold(tx, ref, { expected, set });
  await recordChange(tx, actor, {
    household,
    subject: 'household',
    subjectId: ref.id,
    version,
    source: 'correction',
    reason,
    diff,
  });
  await recordAudit(tx, actor, {
    action: 'correctHousehold',
    areaCode: household.area_code,
    objectKey: auditKey(ref),
    reason,
    detail: { fields: changed },
  });
  return { version, changed };
}

function requireChange(changed: readonly string[]): void {
  if (changed.length === 0)
    throw new Refusal('nothing-to-change', { detail: '没有需要更正的内容，填写的与现有的相同。' });
}

/**
 * Corrects fields of a member with a reason, on the version of the household that the person saw. A new ID number brings gender and birth date
 * along and claims the person. Refused when it would add something that does not fit together; faults that were there before do not stand in the way.
 */
export async function correctMember(
  tx: Tx,
  actor: Actor,
  {
    ref,
    memberId,
    expected,
    correction,
  }: { ref: HouseholdRef; memberId: string; expected: number; correction: MemberCorrection },
): Promise<Corrected> {
  const household = await getHouseholdRecord(tx, ref);
  const members = await listMemberRecords(tx, ref);
  const member = members.find((one) => one.id === memberId);
  if (!member) throw notFound('这名成员');
  const { set, diff } = memberChanges(member, completeChanges(correction.changes));
  const changed = Object.keys(diff);
  requireCounty(actor, changed);
  requireChange(changed);
  const after = { ...member, ...set };
  checkAfter(members, member, after);
  await changeIdentity(tx, member, after);
  const others = members.map((one) => (one.id === memberId ? after : one));
  const version = await moveHousehold(tx, ref, { expected, set: householdAfter(household, others) });
  await tx
    .updateTable('registry.member')
    .set({ ...set, version: member.version + 1, changed_at: clock.now() })
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', memberId)
    .execute();
  await recordChange(tx, actor, {
    household,
    subject: 'member',
    subjectId: memberId,
    version,
    source: 'correction',
    reason: correction.reason,
    diff,
  });
  await recordAudit(tx, actor, {
    action: 'correctMember',
    areaCode: household.area_code,
    objectKey: auditKey(ref),
    reason: correction.reason,
    detail: { memberId, fields: changed },
  });
  return { version, changed };
}

/** A sound new ID number says gender and birth date itself. */
function completeChanges(changes: MemberChanges): MemberChanges {
  const number = changes.idNumber ? normaliseIdNumber(changes.idNumber) : null;
  if (number === null || idNumberProblem(number) !== null) return changes;
  return { gender: genderOf(number), ...withBirth(number), ...changes, idNumber: number };
}

function withBirth(number: string): { birthDate?: string } {
  const born = birthDate(number);
  return born === null ? {} : { birthDate: born };
}

function memberChanges(member: MemberRecord, changes: MemberChanges): Written<MemberRecord> {
  const written = plainChanges<MemberRecord>(changes, MEMBER_COLUMNS, member);
  const sealed = (field: string, columns: Partial<MemberRecord>, masks: [string | null, string | null]) => {
    Object.assign(written.set, columns);
    written.diff[field] = masks;
  };
  if (changes.idNumber !== undefined && open('id_number', member.id, member.id_number_sealed) !== changes.idNumber) {
    const columns = idNumberColumns(member.id, changes.idNumber);
    sealed('idNumber', columns, [member.id_number_mask, columns.id_number_mask]);
  }
  if (
    changes.disabilityCardNo !== undefined &&
    open('disability_card', member.id, member.disability_card_sealed) !== changes.disabilityCardNo
  ) {
    const columns = cardColumns(member.id, changes.disabilityCardNo);
    sealed('disabilityCardNo', columns, [member.disability_card_mask, columns.disability_card_mask]);
  }
  if (changes.phone !== undefined && open('phone', member.id, member.phone_sealed) !== changes.phone) {
    const columns = memberPhoneColumns(member.id, changes.phone);
    sealed('phone', columns, [member.phone_mask, columns.phone_mask]);
  }
  if (written.set.name !== undefined) written.set.name_pinyin = initialsOf(written.set.name);
  return written;
}

function checkAfter(members: readonly MemberRecord[], member: MemberRecord, after: MemberRecord): void {
  const leaving = member.member_status === 'current' && after.member_status === 'left';
  if (leaving && !(after.change_type?.startsWith('M2') && after.change_date && after.change_date <= clock.today())) {
    const fields = [
      { path: 'changes.changeType', code: 'leaving-incomplete', message: '请选减少原因并填不晚于今天的日期' },
    ];
    throw new Refusal('registry-inconsistent', { detail: '成员减少须写明原因和日期。', fields });
  }
  const judge = (all: readonly MemberRecord[]) =>
    findInconsistencies(
      all
        .filter((one) => one.member_status === 'current')
        .map((one) =>
          checkedRecord(one, one.id === member.id ? open('id_number', one.id, one.id_number_sealed) : null),
        ),
      clock.today(),
    );
  const faults = leaving
    ? []
    : newInconsistencies(judge(members), judge(members.map((one) => (one.id === member.id ? after : one))));
  if (faults.length > 0) throw inconsistent(faults, (one) => `changes.${one.field}`);
}

/** A person whose number changes is claimed under the new one, and the wrong number becomes free. */
async function changeIdentity(tx: Tx, before: MemberRecord, after: MemberRecord): Promise<void> {
  if (before.person_key === after.person_key) return;
  if (before.person_key !== null) {
    await tx
      .deleteFrom('registry.person_identity')
      .where('person_key', '=', before.person_key)
      .where('member_id', '=', before.id)
      .execute();
  }
  if (after.person_key !== null)
    await claimPersons(tx, after.county_code, [
      { personKey: after.person_key, memberId: after.id, path: 'changes.idNumber' },
    ]);
}

/** What of the household follows from its members: the head, and who lives together and shares income when that changed. */
function householdAfter(household: HouseholdRecord, members: readonly MemberRecord[]): Partial<HouseholdRecord> {
  const current = members.filter((one) => one.member_status === 'current');
  const head = current.find((one) => one.relation === '1');
  return {
    ...(head ? { head_member_id: head.id, head_name: head.name, head_pinyin: head.name_pinyin } : {}),
    sharing_count: current.length > 0 ? current.filter((one) => one.shares_income).length : household.sharing_count,
    resident_count: current.length > 0 ? current.filter((one) => one.is_resident).length : household.resident_count,
  };
}
