import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { findDocument } from '../../evidence/server/door.ts';
import { ROLE_NAMES, type RoleCode } from '../../staff/contract.ts';
import { type ChangeField, type ChangeStep, type ChangeView, NEUTRAL_MESSAGE } from '../contract.ts';
import type { QualityProblem } from '../quality/find.ts';
import { judgeChange } from '../rules.ts';
import { conflictsOf, draft, levelOf, requireParts } from './change.draft.ts';
import { type ChangeListRecord, changeRowOf } from './change.row.ts';
import { effectsOf } from './change.rules.ts';
import { type ChangeRecord, proposalOf } from './change.store.ts';
import { changesSomething, effective, fieldOf, memberOf, proposedValues, shown, valueAt } from './change.values.ts';
import { isHealthRevealed } from './looks.ts';
import type { Picture } from './quality.facts.ts';
import { changePolicyOf } from './quality.ts';
import { HIDDEN } from './queries.ts';

interface Viewing {
  record: ChangeListRecord;
  picture: Picture;
  /** Whether health is asked for; it is shown only when it was revealed. */
  health: boolean;
  findings: boolean;
}

/** A request for whoever looks: values side by side, papers, steps, and what the rules would find. */
export async function changeViewOf(
  tx: Tx,
  actor: Actor,
  { record, picture, health, findings }: Viewing,
): Promise<ChangeView> {
  const { proposal, base } = proposalOf(record);
  const open = record.state === 'SUBMITTED' || record.state === 'RETURNED';
  const revealed =
    health && (await isHealthRevealed(tx, actor, { countyCode: record.county_code, id: record.household_id }));
  const conflicts = open ? conflictsOf(picture, proposal, base) : [];
  const level = open && record.level === 'town' ? levelOf(picture, proposal) : record.level;
  const row = changeRowOf({ ...record, level }, actor);
  return {
    ...row,
    reason: record.reason,
    source: record.source_words,
    changeDate: proposal.changeDate,
    values: [...proposedValues(proposal)].map(([key, value]) =>
      fieldView(key, { value, base, picture, open, conflicts, revealed }),
    ),
    incomeItems: proposal.incomeItems,
    documents: await documentsOf(tx, record),
    steps: await stepsOf(tx, record),
    opinion: record.opinion,
    returnedFields: record.returned_fields ?? [],
    findings: findings && open ? await findingsIf(tx, { record, picture, revealed }) : null,
    householdVersion: picture.household.version,
    baseVersion: record.base_version,
    confirmed: proposal.confirmed,
    whyNot: row.mayDecide ? null : whyNot(record, actor, level as ChangeView['level']),
  };
}

interface Showing {
  value: unknown;
  base: ReadonlyMap<string, unknown>;
  picture: Picture;
  open: boolean;
  conflicts: readonly string[];
  revealed: boolean;
}

function fieldView(key: string, { value, base, picture, open, conflicts, revealed }: Showing): ChangeField {
  const field = fieldOf(key);
  const memberId = memberOf(key);
  const veil = (one: unknown) =>
    HIDDEN.has(field) && !revealed ? (one === null || one === undefined ? null : '***') : (shown(key, one) ?? null);
  return {
    key,
    subject: subjectOf(key),
    memberId,
    memberName: picture.members.find((one) => one.id === memberId)?.name ?? null,
    field,
    base: veil(base.get(key)),
    current: open ? veil(valueAt(picture, key)) : null,
    proposed: veil(value),
    conflict: conflicts.includes(key),
  };
}

function subjectOf(key: string): ChangeField['subject'] {
  if (key.startsWith('household.')) return 'household';
  if (key.startsWith('joining.')) return 'joining';
  if (key.startsWith('income.')) return 'income';
  return key.endsWith('.memberStatus') ? 'leaving' : 'member';
}

async function documentsOf(tx: Tx, record: ChangeRecord): Promise<ChangeView['documents']> {
  const documents = [];
  for (const id of record.document_ids) {
    const found = await findDocument(tx, { countyCode: record.county_code, id });
    if (found) documents.push({ id: publicId(found), title: found.title, mime: found.mime });
  }
  return documents;
}

async function stepsOf(tx: Tx, record: ChangeRecord): Promise<ChangeStep[]> {
  const rows = await tx
    .selectFrom('registry.change_step')
    .selectAll()
    .where('county_code', '=', record.county_code)
    .where('request_id', '=', record.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    state: row.state,
    at: row.at.toISOString(),
    actorName: row.actor_name,
    roleName: ROLE_NAMES[row.role as RoleCode] ?? '',
    opinion: row.opinion,
    fields: row.fields,
  }));
}

interface Finding {
  record: ChangeRecord;
  picture: Picture;
  revealed: boolean;
}

/** What the rules find before and after; null when the proposal does not fit the household any more. */
async function findingsIf(tx: Tx, { record, picture, revealed }: Finding): Promise<ChangeView['findings']> {
  try {
    const proposal = effective(picture, proposalOf(record).proposal);
    if (!changesSomething(proposal)) return null;
    requireParts(picture, proposal);
    const drafted = draft(picture, proposal);
    const { quality } = await changePolicyOf(tx, record.county_code);
    const { before, after, added, mended } = await effectsOf(tx, { picture, proposal, drafted }, quality);
    const names = new Map([...picture.members, ...drafted.after.members].map((one) => [one.id, one.name]));
    const told = (one: QualityProblem) => {
      const masked = one.health && !revealed;
      const memberName = one.memberId === null ? null : (names.get(one.memberId) ?? null);
      return {
        code: masked ? '' : one.code,
        severity: one.severity,
        memberName,
        message: masked ? NEUTRAL_MESSAGE : one.message,
      };
    };
    return { before, after, added: added.map(told), mended: mended.map(told) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  'change-not-open': '这件申请不在待审批。',
  'maker-is-checker': '由您提出，须由另一人审批。',
  'county-decides': '由县级审批。',
};

function whyNot(record: ChangeRecord, actor: Actor, level: ChangeView['level']): string {
  const standing = {
    state: record.state as ChangeView['state'],
    proposedBy: record.proposed_by,
    level,
    returns: record.returns,
  };
  const verdict = judgeChange(standing, { act: 'approve', who: actor, returnMax: 0 });
  if (!('refused' in verdict)) return '';
  if (verdict.refused === 'county-decides' && level === 'town') return '由镇级审核员审批。';
  return WORDS[verdict.refused] ?? '';
}

/** The numbers of a request in full, before and after. Whoever shows them must have written why. */
export function numbersOf(record: ChangeRecord): { key: string; before: string | null; after: string | null }[] {
  const { proposal, base } = proposalOf(record);
  return [...proposedValues(proposal)]
    .filter(([key, value]) => shown(key, value) !== value || shown(key, base.get(key)) !== base.get(key))
    .map(([key, value]) => ({
      key,
      before: (base.get(key) as string | null) ?? null,
      after: (value as string | null) ?? null,
    }));
}
