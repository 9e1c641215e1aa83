import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { RegistryChangeRequest } from '../../../db/types.ts';
import type { ChangeProposal } from '../contract.ts';
import { fieldOf, proposedValues, SEALED_FIELDS, shown, type Values } from './change.values.ts';
import { open, seal } from './sealed.ts';

export type ChangeRecord = Selectable<RegistryChangeRequest>;

const ByKey = z.record(z.string(), z.string().nullable());
/** The numbers of a request, sealed together: what is proposed and what the proposer saw, by key. */
const Numbers = z.object({ proposed: ByKey, base: ByKey });
type Numbers = z.infer<typeof Numbers>;

/** The sealed numbers of a request; none when nothing is sealed, or something that is no list of numbers. */
function openNumbers(record: ChangeRecord): Numbers {
  const sealed = open('numbers', record.id, record.numbers_sealed);
  // A fault, never empty: without its numbers a proposal would write their masks.
  return sealed === null ? { proposed: {}, base: {} } : Numbers.parse(JSON.parse(sealed));
}

const isNumber = (key: string): boolean => fieldOf(key) in SEALED_FIELDS;
const numbersOf = (values: Values): Record<string, string | null> =>
  Object.fromEntries(
    [...values].filter(([key]) => isNumber(key)).map(([key, value]) => [key, (value as string | null) ?? null]),
  );

/** The columns in which a proposal and the values that stood there are kept: numbers sealed, their masks in plain. */
export function proposalColumns(id: string, proposal: ChangeProposal, base: Values) {
  const numbers: Numbers = { proposed: numbersOf(proposedValues(proposal)), base: numbersOf(base) };
  const { reason, source, documentIds, ...kept } = withNumbers(proposal, (key, value) => shown(key, value));
  return {
    proposal: JSON.stringify(kept),
    base: JSON.stringify(Object.fromEntries([...base].map(([key, value]) => [key, shown(key, value) ?? null]))),
    numbers_sealed: Object.keys(numbers.proposed).length > 0 ? seal('numbers', id, JSON.stringify(numbers)) : null,
    reason,
    source_words: source,
    document_ids: documentIds,
  };
}

/** A proposal that proposes nothing: what a stored one leaves out. */
const NOTHING = {
  changeDate: null,
  household: {},
  members: [],
  joining: null,
  leavingId: null,
  incomeItems: [],
  reversals: [],
  confirmed: false,
} satisfies Partial<ChangeProposal>;

/** A proposal as it was sent, numbers whole, and the values that its proposer saw. */
export function proposalOf(record: ChangeRecord): { proposal: ChangeProposal; base: Values } {
  const numbers = openNumbers(record);
  const kept = record.proposal as Partial<ChangeProposal>;
  const proposal = {
    ...NOTHING,
    changeType: record.change_type as ChangeProposal['changeType'],
    ...kept,
    reason: record.reason,
    source: record.source_words,
    documentIds: record.document_ids,
  };
  const base = new Map(Object.entries(record.base as Record<string, unknown>));
  for (const [key, value] of Object.entries(numbers.base)) base.set(key, value);
  return { proposal: withNumbers(proposal, (key, value) => numbers.proposed[key] ?? value), base };
}

/** A proposal with each of its numbers put through something. */
function withNumbers(proposal: ChangeProposal, put: (key: string, value: unknown) => unknown): ChangeProposal {
  const of = <T extends object>(prefix: string, changes: T): T =>
    Object.fromEntries(
      Object.entries(changes).map(([field, value]) => [
        field,
        field in SEALED_FIELDS && value !== null && value !== undefined ? put(`${prefix}.${field}`, value) : value,
      ]),
    ) as T;
  return {
    ...proposal,
    household: of('household', proposal.household),
    members: proposal.members.map(({ memberId, changes }) => ({
      memberId,
      changes: of(`member.${memberId}`, changes),
    })),
    joining: proposal.joining && of('joining', proposal.joining),
  };
}

/** A revised proposal with the values that the proposer left as they were, since he sees them masked. */
export function keepMasked(proposal: ChangeProposal, earlier: ChangeProposal, keep: readonly string[]): ChangeProposal {
  const before = proposedValues(earlier);
  const kept = keep.filter((key) => before.has(key));
  const put = <T extends object>(prefix: string, changes: T): T => ({
    ...changes,
    ...Object.fromEntries(
      kept.filter((key) => key.startsWith(`${prefix}.`)).map((key) => [fieldOf(key), before.get(key)]),
    ),
  });
  const named = new Set(proposal.members.map(({ memberId }) => memberId));
  const others = kept.flatMap((key) => {
    const id = key.startsWith('member.') ? key.split('.')[1] : undefined;
    return id && !named.has(id) ? [id] : [];
  });
  return {
    ...proposal,
    household: put('household', proposal.household),
    members: [...proposal.members, ...[...new Set(others)].map((memberId) => ({ memberId, changes: {} }))].map(
      ({ memberId, changes }) => ({ memberId, changes: put(`member.${memberId}`, changes) }),
    ),
    joining: proposal.joining && put('joining', proposal.joining),
  };
}
