import { normaliseIdNumber } from '@shouwang/platform/crypto/field.ts';
import { birthDate, genderOf, idNumberProblem } from '@shouwang/platform/crypto/id-number.ts';
import { maskAccount, maskIdNumber, maskPhone } from '@shouwang/platform/crypto/mask.ts';
import type { ChangeProposal, MemberChanges } from '../contract.ts';
import type { Picture } from './quality.facts.ts';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from './rows.ts';
import { open, type SealedColumn } from './sealed.ts';

/** The name of a value that a change touches: `household.<field>`, `member.<id>.<field>`, `income.<id>.reversed`, `joining.<field>`. */
export type ChangeKey = string;
/** The values of a change by their names, numbers whole. */
export type Values = ReadonlyMap<ChangeKey, unknown>;

interface SealedField {
  column: SealedColumn;
  mask: (plain: string) => string;
}

/** The number fields of a household and of a member: where they are sealed and how they are masked. */
export const SEALED_FIELDS: Readonly<Record<string, SealedField>> = {
  contactPhone: { column: 'contact_phone', mask: maskPhone },
  bankAccount: { column: 'bank_account', mask: maskAccount },
  idNumber: { column: 'id_number', mask: maskIdNumber },
  phone: { column: 'phone', mask: maskPhone },
  disabilityCardNo: { column: 'disability_card', mask: maskIdNumber },
};

/** The field that a key names: its last part. */
export const fieldOf = (key: ChangeKey): string => key.slice(key.lastIndexOf('.') + 1);
/** The member that a key names, or null. */
export const memberOf = (key: ChangeKey): string | null =>
  key.startsWith('member.') ? (key.split('.')[1] ?? null) : null;

/** A value as it may stand in plain: a number as its mask. */
export function shown(key: ChangeKey, value: unknown): unknown {
  const sealed = SEALED_FIELDS[fieldOf(key)];
  return sealed && typeof value === 'string' ? sealed.mask(value) : value;
}

/** What a proposal would write, by key. Lines of income to add have none: two of them never touch the same value. */
export function proposedValues(proposal: ChangeProposal): Values {
  const of = (prefix: string, changes: object) =>
    Object.entries(changes)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [`${prefix}.${field}`, value] as const);
  return new Map<ChangeKey, unknown>([
    ...of('household', proposal.household),
    ...proposal.members.flatMap(({ memberId, changes }) => of(`member.${memberId}`, changes)),
    ...(proposal.leavingId === null ? [] : [[`member.${proposal.leavingId}.memberStatus`, 'left'] as const]),
    ...proposal.reversals.map((id) => [`income.${id}.reversed`, true] as const),
    ...(proposal.joining === null ? [] : of('joining', proposal.joining)),
  ]);
}

/** The present value of a key, a number opened; undefined when the member or line is not there. */
export function valueAt({ household, members, items }: Picture, key: ChangeKey): unknown {
  const [kind, id = ''] = key.split('.');
  const field = fieldOf(key);
  if (kind === 'joining') return null;
  if (kind === 'income') {
    const item = items.find((one) => one.id === id);
    return item && item.reversed_by !== null;
  }
  const record = kind === 'household' ? household : members.find((one) => one.id === id);
  if (!record) return undefined;
  const sealed = SEALED_FIELDS[field];
  if (sealed)
    return open(
      sealed.column,
      record.id,
      (record as unknown as Record<string, Buffer | null>)[`${sealed.column}_sealed`] ?? null,
    );
  const columns: Readonly<Record<string, string>> = kind === 'household' ? HOUSEHOLD_COLUMNS : MEMBER_COLUMNS;
  return (record as unknown as Record<string, unknown>)[columns[field] ?? ''];
}

/** Whether two values are the same. */
export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** A proposal without some of its values. */
export function without(proposal: ChangeProposal, dropped: (key: ChangeKey) => boolean): ChangeProposal {
  const keep = <T extends object>(prefix: string, changes: T): T =>
    Object.fromEntries(
      Object.entries(changes).filter(([field, value]) => value !== undefined && !dropped(`${prefix}.${field}`)),
    ) as T;
  return {
    ...proposal,
    household: keep('household', proposal.household),
    members: proposal.members
      .map(({ memberId, changes }) => ({ memberId, changes: keep(`member.${memberId}`, changes) }))
      .filter(({ changes }) => Object.keys(changes).length > 0),
    leavingId:
      proposal.leavingId !== null && dropped(`member.${proposal.leavingId}.memberStatus`) ? null : proposal.leavingId,
    reversals: proposal.reversals.filter((id) => !dropped(`income.${id}.reversed`)),
  };
}

/** A proposal as it is kept: a sound new ID number says gender and birth date itself, and what would change nothing is left out. */
export function effective(picture: Picture, proposal: ChangeProposal): ChangeProposal {
  const members = proposal.members.map(({ memberId, changes }) => ({ memberId, changes: completeChanges(changes) }));
  return different(picture, { ...proposal, members });
}

/** A proposal without what stands there already. */
export function different(picture: Picture, proposal: ChangeProposal): ChangeProposal {
  const values = proposedValues(proposal);
  return without(proposal, (key) => !key.startsWith('joining.') && same(values.get(key), valueAt(picture, key)));
}

function completeChanges(changes: MemberChanges): MemberChanges {
  const number = changes.idNumber ? normaliseIdNumber(changes.idNumber) : null;
  if (number === null || idNumberProblem(number) !== null) return changes;
  const born = birthDate(number);
  return { gender: genderOf(number), ...(born === null ? {} : { birthDate: born }), ...changes, idNumber: number };
}

/** Whether anything is left to do. */
export function changesSomething(proposal: ChangeProposal): boolean {
  return proposedValues(proposal).size > 0 || proposal.incomeItems.length > 0;
}

/** What no two open requests may touch at the same time; somebody who joins is known by name and birth date, since newborns have no number. */
export function touchedBy(proposal: ChangeProposal): ChangeKey[] {
  const keys = [...proposedValues(proposal).keys()].filter((key) => !key.startsWith('joining.'));
  const { joining } = proposal;
  return joining === null ? keys : [...keys, `joining.${joining.name} ${joining.birthDate ?? ''}`.trim()];
}
