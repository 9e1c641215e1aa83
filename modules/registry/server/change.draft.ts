import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { isJoining, isLeaving, REGISTER_EFFECT } from '../codes.change.ts';
import type { ChangeLevel, ChangeProposal, HouseholdChanges, MemberChanges } from '../contract.ts';
import { COUNTY_FIELDS } from '../rules.ts';
import { proposedValues, same, valueAt } from './change.values.ts';
import type { Diff } from './history.ts';
import { incomeColumns } from './income.ts';
import { completeMember, memberColumns } from './members.ts';
import { initialsOf } from './pinyin.ts';
import type { Picture } from './quality.facts.ts';
import {
  HOUSEHOLD_COLUMNS,
  type HouseholdRecord,
  type IncomeRecord,
  MEMBER_COLUMNS,
  type MemberRecord,
} from './rows.ts';
import { accountColumns, cardColumns, idNumberColumns, memberPhoneColumns, open, phoneColumns } from './sealed.ts';

/** A record with what a change writes in it, and the line of history. */
export interface Written<R> {
  record: R;
  set: Partial<R>;
  diff: Diff;
}

/** What a proposal would make of a household; nothing is written yet. */
export interface Draft {
  household: Written<HouseholdRecord>;
  /** Members that change or leave. */
  members: Written<MemberRecord>[];
  joined: MemberRecord | null;
  added: IncomeRecord[];
  reversed: IncomeRecord[];
  /** The household as it would be. */
  after: Picture;
}

const refuse = (path: string, message: string) =>
  new Refusal('change-incomplete', { detail: `${message}。`, fields: [{ path, code: 'change-incomplete', message }] });

/** Refuses a proposal whose parts do not belong to its type, or that names members and lines which are not there. */
export function requireParts(picture: Picture, proposal: ChangeProposal): void {
  requireType(picture, proposal);
  const current = new Set(picture.members.filter((one) => one.member_status === 'current').map((one) => one.id));
  const named = [
    ...proposal.members.map((one) => one.memberId),
    ...(proposal.leavingId === null ? [] : [proposal.leavingId]),
  ];
  if (named.some((id) => !current.has(id))) throw notFound('这名成员');
  if (
    proposal.incomeItems.some(
      ({ memberId }) => memberId !== null && !picture.members.some((one) => one.id === memberId),
    )
  )
    throw notFound('这名成员');
  if (proposal.reversals.some((id) => !picture.items.some((one) => one.id === id))) throw notFound('这条收支');
}

function requireType(picture: Picture, proposal: ChangeProposal): void {
  const { changeType, changeDate } = proposal;
  const [joins, leaves] = [isJoining(changeType), isLeaving(changeType)];
  if (joins !== (proposal.joining !== null)) throw refuse('joining', '成员增加须填新成员，其他变动不填');
  if (leaves !== (proposal.leavingId !== null)) throw refuse('leavingId', '成员减少须选离户的成员，其他变动不选');
  if ((joins || leaves || changeType === 'H5') && (changeDate === null || changeDate > clock.today()))
    throw refuse('changeDate', '请填不晚于今天的变动日期');
  const plain = Object.keys(proposal.household).length + proposal.incomeItems.length + proposal.reversals.length;
  if (changeType !== 'H6' && plain > 0) throw refuse('changeType', '户信息和收支请另提信息更正');
  if (joins && proposal.members.length > 0) throw refuse('members', '成员增加不改其他成员');
  if (changeType === 'H5' && !changesHead(picture, proposal)) throw refuse('members', '请选新户主');
}

const headOf = (members: readonly MemberRecord[]) =>
  members.find((one) => one.member_status === 'current' && one.relation === '1');

function headIdAfter({ members }: Picture, proposal: ChangeProposal): string | undefined {
  const relation = (one: MemberRecord) =>
    proposal.members.find((change) => change.memberId === one.id)?.changes.relation ?? one.relation;
  const kept = members.find(
    (one) => one.member_status === 'current' && one.id !== proposal.leavingId && relation(one) === '1',
  )?.id;
  return kept ?? (proposal.joining?.relation === '1' ? JOINING : undefined);
}

/** Stands for somebody who joins and has no id yet. */
const JOINING = 'joining';

/** Whether somebody else would be the head, or nobody. */
function changesHead(picture: Picture, proposal: ChangeProposal): boolean {
  return headOf(picture.members)?.id !== headIdAfter(picture, proposal);
}

/** Whether the head dies and nobody is named yet: then the household has some days to name one. */
export function leavesNoHead(picture: Picture, proposal: ChangeProposal): boolean {
  return proposal.changeType === 'M21' && headIdAfter(picture, proposal) === undefined;
}

/** Who decides (P7): the county on numbers, category and the head of a household with an open case, the town on the rest. */
export function levelOf(picture: Picture, proposal: ChangeProposal): ChangeLevel {
  const reserved = [proposal.household, ...proposal.members.map(({ changes }) => changes)].some((changes) =>
    Object.keys(changes).some((field) => COUNTY_FIELDS.includes(field)),
  );
  const open = picture.household.current_case_id !== null;
  return reserved || (open && changesHead(picture, proposal)) ? 'county' : 'town';
}

/** What a proposal makes of a household: columns to write, history, and the household as it would be. */
export function draft(picture: Picture, proposal: ChangeProposal): Draft {
  const members = proposal.members.map(({ memberId, changes }) => memberWritten(picture, memberId, changes));
  if (proposal.leavingId !== null) leave(picture, proposal, members);
  const joined = proposal.joining === null ? null : joinedMember(picture, proposal);
  const changed = new Map(members.map((one) => [one.record.id, { ...one.record, ...one.set }]));
  const all = [...picture.members.map((one) => changed.get(one.id) ?? one), ...(joined ? [joined] : [])];
  const household = householdWritten(picture.household, proposal, all);
  const added = proposal.incomeItems.map((item, index) => ({
    ...placeOf(picture.household),
    ...incomeColumns(item, `incomeItems.${index}`),
  }));
  const reversed = picture.items.filter((one) => proposal.reversals.includes(one.id));
  const gone = new Set(reversed.map((one) => one.id));
  const items = [...picture.items.map((one) => (gone.has(one.id) ? { ...one, reversed_by: one.id } : one)), ...added];
  return {
    household,
    members,
    joined,
    added,
    reversed,
    after: { household: { ...household.record, ...household.set }, members: all, items },
  };
}

const placeOf = ({ county_code, area_code, id }: HouseholdRecord) => ({ county_code, area_code, household_id: id });

/** Columns to write and the history of the plain fields that really change. */
function plainWritten<R extends object>(
  record: R,
  changes: object,
  columns: Readonly<Record<string, keyof R>>,
): Written<R> {
  const written: Written<R> = { record, set: {}, diff: {} };
  for (const [field, value] of Object.entries(changes)) {
    const column = columns[field];
    if (value === undefined || column === undefined || same(record[column], value)) continue;
    written.set[column] = value as R[keyof R];
    written.diff[field] = [record[column], value];
  }
  return written;
}

function householdWritten(
  record: HouseholdRecord,
  proposal: ChangeProposal,
  members: readonly MemberRecord[],
): Written<HouseholdRecord> {
  const { household: changes, changeType } = proposal;
  const written = plainWritten<HouseholdRecord>(record, changes, HOUSEHOLD_COLUMNS);
  writeHouseholdNumbers(written, changes);
  const moved = isJoining(changeType) || isLeaving(changeType);
  if (proposal.members.length === 0 && !moved) return written;
  const current = members.filter((one) => one.member_status === 'current');
  const head = headOf(members);
  if (head)
    Object.assign(written.set, { head_member_id: head.id, head_name: head.name, head_pinyin: head.name_pinyin });
  written.set.resident_count = current.filter((one) => one.is_resident).length;
  written.set.sharing_count = current.filter((one) => one.shares_income).length;
  if (!moved) return written;
  const least = isJoining(changeType) ? current.length : 0;
  const registered = Math.max(record.registered_count + (REGISTER_EFFECT[changeType] ?? 0), least);
  if (registered !== record.registered_count) {
    written.set.registered_count = registered;
    written.diff.registeredCount = [record.registered_count, registered];
  }
  return written;
}

function writeHouseholdNumbers(written: Written<HouseholdRecord>, changes: HouseholdChanges): void {
  const { record, set, diff } = written;
  if (
    changes.contactPhone !== undefined &&
    open('contact_phone', record.id, record.contact_phone_sealed) !== changes.contactPhone
  ) {
    Object.assign(set, phoneColumns(record.id, changes.contactPhone));
    diff.contactPhone = [record.contact_phone_mask, set.contact_phone_mask ?? null];
  }
  if (
    changes.bankAccount !== undefined &&
    open('bank_account', record.id, record.bank_account_sealed) !== changes.bankAccount
  ) {
    Object.assign(set, accountColumns(record.id, changes.bankAccount));
    diff.bankAccount = [record.bank_account_mask, set.bank_account_mask ?? null];
  }
}

function memberWritten(picture: Picture, memberId: string, changes: MemberChanges): Written<MemberRecord> {
  const record = picture.members.find((one) => one.id === memberId);
  if (!record) throw notFound('这名成员');
  const written = plainWritten<MemberRecord>(record, changes, MEMBER_COLUMNS);
  const number = (
    field: 'idNumber' | 'disabilityCardNo' | 'phone',
    columns: Partial<MemberRecord>,
    masks: [string | null, string | null],
  ) => {
    if (same(valueAt(picture, `member.${memberId}.${field}`), changes[field])) return;
    Object.assign(written.set, columns);
    written.diff[field] = masks;
  };
  if (changes.idNumber !== undefined) {
    const columns = idNumberColumns(record.id, changes.idNumber);
    number('idNumber', columns, [record.id_number_mask, columns.id_number_mask]);
  }
  if (changes.disabilityCardNo !== undefined) {
    const columns = cardColumns(record.id, changes.disabilityCardNo);
    number('disabilityCardNo', columns, [record.disability_card_mask, columns.disability_card_mask]);
  }
  if (changes.phone !== undefined) {
    const columns = memberPhoneColumns(record.id, changes.phone);
    number('phone', columns, [record.phone_mask, columns.phone_mask]);
  }
  if (written.set.name !== undefined) written.set.name_pinyin = initialsOf(written.set.name);
  return written;
}

function leave(
  picture: Picture,
  { leavingId, changeType, changeDate }: ChangeProposal,
  members: Written<MemberRecord>[],
): void {
  const record = picture.members.find((one) => one.id === leavingId);
  if (!record) throw notFound('这名成员');
  const at = members.find((one) => one.record.id === leavingId);
  const written = at ?? { record, set: {}, diff: {} };
  Object.assign(written.set, { member_status: 'left', change_type: changeType, change_date: changeDate });
  Object.assign(written.diff, {
    memberStatus: [record.member_status, 'left'],
    changeType: [record.change_type, changeType],
    changeDate: [record.change_date, changeDate],
  });
  if (!at) members.push(written);
}

/** The place of a member in the household, from a number that is the household's with two or more digits behind it. */
function placeNo(memberNo: string, householdNo: string): number {
  return memberNo.startsWith(householdNo) ? Number(memberNo.slice(householdNo.length).replace(/^-/, '')) || 0 : 0;
}

function joinedMember(
  { household, members }: Picture,
  { joining, changeType, changeDate }: ChangeProposal,
): MemberRecord {
  if (joining === null) throw new Error('nobody joins');
  const id = newId();
  const dash = members.some((one) => one.member_no.startsWith(`${household.household_no}-`)) ? '-' : '';
  const last = Math.max(0, ...members.map((one) => placeNo(one.member_no, household.household_no)));
  return {
    ...placeOf(household),
    id,
    member_no: `${household.household_no}${dash}${String(last + 1).padStart(2, '0')}`,
    ...memberColumns(completeMember(joining, 0), id),
    change_type: changeType,
    change_date: changeDate,
  };
}

/** The keys that a proposal would write where the register has moved to another value since the proposer saw it. */
export function conflictsOf(picture: Picture, proposal: ChangeProposal, base: ReadonlyMap<string, unknown>): string[] {
  return [...proposedValues(proposal)]
    .filter(([key]) => base.has(key))
    .filter(([key, wanted]) => {
      const now = valueAt(picture, key);
      return !same(now, base.get(key)) && !same(now, wanted);
    })
    .map(([key]) => key);
}
