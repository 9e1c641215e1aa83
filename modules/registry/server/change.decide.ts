import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { type Actor, systemActor, type Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { ChangeDecision, ChangeDone } from '../contract.ts';
import { applyChange } from './change.apply.ts';
import { requireSomebodyLeft } from './change.commands.ts';
import { conflictsOf, draft, levelOf, requireParts } from './change.draft.ts';
import { auditChange, doneOf, holdChange, householdOf, moveChange, noteStep, requireAct } from './change.record.ts';
import { requireNoNewError } from './change.rules.ts';
import { type ChangeRecord, proposalOf } from './change.store.ts';
import { changesSomething, different, without } from './change.values.ts';
import { type Picture, readPicture } from './quality.facts.ts';
import { changePolicyOf } from './quality.ts';
import type { HouseholdRef } from './queries.ts';

interface Deciding {
  ref: HouseholdRef;
  expected: number;
  decision: ChangeDecision;
}

/**
 * Decides a request: agrees and writes it at once, sends it back naming the fields, or refuses it. Never by its proposer, in whichever post; what the
 * county keeps to itself by the county alone, also when it became the county's meanwhile.
 */
export async function decideChange(tx: Tx, actor: Actor, { ref, expected, decision }: Deciding): Promise<ChangeDone> {
  const record = await holdChange(tx, ref, expected);
  const picture = await readPicture(tx, householdOf(record));
  const { change } = await changePolicyOf(tx, ref.countyCode);
  const level = record.level === 'county' ? 'county' : levelOf(picture, proposalOf(record).proposal);
  requireAct(record, { act: decision.act, actor, returnMax: change.returnMax, level });
  const decided = {
    decided_by: actor.accountId,
    decided_by_name: actor.name,
    decided_at: clock.now(),
    opinion: decision.opinion,
  };
  if (decision.act === 'approve') return approve(tx, actor, { record, picture, decision, decided });
  const back = decision.act === 'return';
  const fields = decision.act === 'return' ? decision.fields : [];
  requireKnown(record, fields);
  const moved = await moveChange(tx, record, {
    ...decided,
    state: back ? 'RETURNED' : 'REJECTED',
    ...(back
      ? { returns: record.returns + 1, returned_fields: fields, due_on: addDays(clock.today(), change.days) }
      : {}),
  });
  await noteStep(tx, actor, { record: moved, state: moved.state, opinion: decision.opinion, fields });
  await auditChange(tx, actor, { record: moved, action: 'decideChange', reason: decision.opinion });
  return doneOf(moved);
}

/** What may be named when a request is sent back, besides its own fields. */
const WHOLE = ['reason', 'documents', 'changeDate', 'incomeItems', 'joining'];

function requireKnown(record: ChangeRecord, fields: readonly string[]): void {
  const unknown = fields.filter((field) => !record.touched.includes(field) && !WHOLE.includes(field));
  if (unknown.length > 0)
    throw new Refusal('change-incomplete', {
      detail: '退回须指明这件申请里的项。',
      fields: [{ path: 'fields', code: 'unknown', message: '不是这件申请的项' }],
    });
}

interface Approving {
  record: ChangeRecord;
  picture: Picture;
  decision: Extract<ChangeDecision, { act: 'approve' }>;
  decided: { decided_by: string; decided_by_name: string; decided_at: Date; opinion: string | null };
}

async function approve(tx: Tx, actor: Actor, { record, picture, decision, decided }: Approving): Promise<ChangeDone> {
  const { proposal: given, base } = proposalOf(record);
  const conflicts = conflictsOf(picture, given, base);
  requireChoices(picture, conflicts, decision);
  const dropped = (key: string) => conflicts.includes(key) && decision.choices[key] === 'current';
  // Not completed again: a present value that was chosen over a proposed one stays, also where the new number says otherwise.
  const proposal = different(picture, without(given, dropped));
  if (!changesSomething(proposal))
    throw new Refusal('nothing-to-change', {
      detail: '现在的值已经与申请一致，或全部选了现在的值；请选“不批准”办结。',
    });
  requireParts(picture, proposal);
  const drafted = draft(picture, proposal);
  requireSomebodyLeft(drafted.after);
  await requireNoNewError(tx, { picture, proposal, drafted }, (await changePolicyOf(tx, record.county_code)).quality);
  await noteStep(tx, actor, { record, state: 'APPROVED', opinion: decision.opinion, fields: conflicts });
  const version = await applyChange(tx, actor, { record: { ...record, ...decided }, picture, drafted });
  const moved = await moveChange(tx, record, { ...decided, state: 'APPLIED', applied_version: version });
  await noteStep(tx, systemActor(record.area_code, '信息变更'), { record: moved, state: 'APPLIED' });
  await auditChange(tx, actor, { record: moved, action: 'decideChange', reason: decision.opinion });
  return doneOf(moved);
}

/** Where the register moved to another value meanwhile, the approver chooses, and on the values that he saw. */
function requireChoices(
  picture: Picture,
  conflicts: readonly string[],
  { choices, householdVersion }: Approving['decision'],
): void {
  if (conflicts.length === 0) return;
  const stale = householdVersion !== picture.household.version;
  const open = conflicts.filter((key) => stale || choices[key] === undefined);
  if (open.length === 0) return;
  throw new Refusal('change-conflict', {
    status: 409,
    detail: '提出以后有几项已被改成别的值，请逐项选择后再批准。',
    fields: open.map((path) => ({ path, code: 'change-conflict', message: '现在的值已与提出时不同' })),
  });
}
