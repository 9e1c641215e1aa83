import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import type { ChangeDone } from '../contract.ts';
import { type ChangeAct, type ChangeRefusal, type ChangeStanding, judgeChange } from '../rules.ts';
import type { ChangeRecord } from './change.store.ts';
import { fieldOf } from './change.values.ts';
import { auditKey, type HouseholdRef, holdHousehold } from './queries.ts';

const REFUSALS: Readonly<Record<ChangeRefusal, { status: number; detail: string }>> = {
  'change-not-open': { status: 409, detail: '这件申请已经办结或不在这一步，请刷新后再看。' },
  'not-the-proposer': { status: 403, detail: '只有提出人可以修改或撤回。' },
  'maker-is-checker': { status: 403, detail: '这件申请由您提出，须由另一人审批。' },
  'county-decides': { status: 403, detail: '证件、户类型和在办户的户主变更由县级审定，请由县级审批。' },
  'return-limit': { status: 409, detail: '已退回过规定的次数，请直接批准或不批准。' },
};

/** Asks the machine; what it refuses is refused here. */
export function requireAct(
  record: ChangeRecord,
  {
    act,
    actor,
    returnMax,
    level,
  }: { act: ChangeAct; actor: Actor; returnMax: number; level?: ChangeStanding['level'] },
): void {
  const standing = {
    state: record.state as ChangeStanding['state'],
    proposedBy: record.proposed_by,
    level: level ?? (record.level as ChangeStanding['level']),
    returns: record.returns,
  };
  const verdict = judgeChange(standing, { act, who: actor, returnMax });
  if ('refused' in verdict) throw new Refusal(verdict.refused, REFUSALS[verdict.refused]);
}

/** A request; one outside the area is as good as none. */
export async function getChangeRecord(tx: Tx, ref: HouseholdRef): Promise<ChangeRecord> {
  const found = await tx
    .selectFrom('registry.change_request')
    .selectAll()
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', ref.id)
    .executeTakeFirst();
  if (!found) throw notFound('这件变更申请');
  return found;
}

/** The household of a request. */
export const householdOf = (record: ChangeRecord): HouseholdRef => ({
  countyCode: record.county_code,
  id: record.household_id,
});

/** A request with its household held, on the version that was seen. */
export async function holdChange(tx: Tx, ref: HouseholdRef, expected: number): Promise<ChangeRecord> {
  await holdHousehold(tx, householdOf(await getChangeRecord(tx, ref)));
  const record = await getChangeRecord(tx, ref);
  if (record.version !== expected) throw staleVersion();
  return record;
}

/** Writes a request forward by one version. */
export async function moveChange(
  tx: Tx,
  record: ChangeRecord,
  set: Partial<Omit<ChangeRecord, 'proposal' | 'base'>> & { proposal?: string; base?: string },
): Promise<ChangeRecord> {
  const row = await tx
    .updateTable('registry.change_request')
    .set({ ...set, version: record.version + 1 })
    .where('county_code', '=', record.county_code)
    .where('id', '=', record.id)
    .where('version', '=', record.version)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw staleVersion();
  return row;
}

/** Appends to the steps of a request. */
export async function noteStep(
  tx: Tx,
  actor: Pick<Actor, 'accountId' | 'name' | 'role'>,
  {
    record,
    state,
    opinion = null,
    fields = [],
  }: { record: ChangeRecord; state: string; opinion?: string | null; fields?: readonly string[] },
): Promise<void> {
  await tx
    .insertInto('registry.change_step')
    .values({
      county_code: record.county_code,
      id: newId(),
      area_code: record.area_code,
      household_id: record.household_id,
      request_id: record.id,
      state,
      at: clock.now(),
      actor_id: actor.accountId,
      actor_name: actor.name,
      role: actor.role,
      opinion,
      fields: [...fields],
    })
    .execute();
}

/** Records an act on a request: which fields, never their values. */
export async function auditChange(
  tx: Tx,
  actor: Actor,
  { record, action, reason }: { record: ChangeRecord; action: string; reason: string | null },
): Promise<void> {
  await recordAudit(tx, actor, {
    action,
    areaCode: record.area_code,
    objectKey: auditKey(householdOf(record)),
    ...(reason === null ? {} : { reason }),
    detail: {
      requestId: record.id,
      changeType: record.change_type,
      state: record.state,
      fields: [...new Set(record.touched.map((key) => (key.startsWith('joining.') ? 'joining' : fieldOf(key))))],
    },
  });
}

/** What whoever acted on a request is told. */
export function doneOf(record: ChangeRecord): ChangeDone {
  return {
    id: publicId(record),
    version: record.version,
    state: record.state as ChangeDone['state'],
    level: record.level as ChangeDone['level'],
    dueOn: record.due_on,
    householdVersion: record.applied_version,
  };
}
