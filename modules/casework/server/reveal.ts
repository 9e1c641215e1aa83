import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { dayOf } from '@shouwang/platform/clock/days.ts';
import { openField } from '@shouwang/platform/crypto/field.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { DecisionBasis, HealthNote } from '../contract.ts';
import { maskBasis } from '../rules.basis.ts';
import { hashOf } from './basis.ts';

/** How long a screen may show what was revealed. */
const REVEAL_SECONDS = 900;

/** One decision of one case: the decision must be of this case. */
export interface DecisionAt {
  countyCode: string;
  id: string;
  decisionId: string;
}

/** The frozen basis of one decision, masked, and whether its hash still fits: later edits of the registry never reach it. On record. */
export async function readDecisionBasis(tx: Tx, actor: Actor, at: DecisionAt): Promise<DecisionBasis> {
  const { areaCode, inputs, ...basis } = await findBasis(tx, at);
  await recordAudit(tx, actor, {
    action: 'getDecisionBasis',
    areaCode,
    objectKey: keyOf(at),
    detail: { decision: at.decisionId },
  });
  return { ...basis, ...maskBasis(inputs), masked: true };
}

/** The frozen basis with every value, for a reason, on record. */
export async function revealDecisionBasis(
  tx: Tx,
  actor: Actor,
  { at, reason }: { at: DecisionAt; reason: string },
): Promise<DecisionBasis & { expiresInSeconds: number }> {
  const { areaCode, ...basis } = await findBasis(tx, at);
  await recordAudit(tx, actor, {
    action: 'revealDecisionBasis',
    areaCode,
    objectKey: keyOf(at),
    reason,
    detail: { decision: at.decisionId },
  });
  return { ...basis, masked: false, maskedValues: 0, expiresInSeconds: REVEAL_SECONDS };
}

const keyOf = ({ countyCode, id }: { countyCode: string; id: string }) => `case:${countyCode}:${id}`;

async function findBasis(tx: Tx, { countyCode, id, decisionId }: DecisionAt) {
  const row = await tx
    .selectFrom('casework.decision')
    .select(['inputs', 'inputs_hash', 'area_code'])
    .where('county_code', '=', countyCode)
    .where('case_id', '=', id)
    .where('id', '=', decisionId)
    .executeTakeFirst();
  if (!row) throw notFound('这一决定');
  return {
    inputs: row.inputs as unknown,
    hash: row.inputs_hash,
    intact: hashOf(row.inputs) === row.inputs_hash,
    areaCode: row.area_code,
  };
}

/** Opens the note on health that stands sealed beside the visit in force, for a reason, on record. Refuses `nothing-sealed` when there is none. */
export async function revealHealthNote(
  tx: Tx,
  actor: Actor,
  { at, reason }: { at: { countyCode: string; id: string }; reason: string },
): Promise<HealthNote> {
  const row = await findNote(tx, at);
  if (!row?.health_sealed) throw new Refusal('nothing-sealed', { status: 409, detail: '这次核实没有健康情况说明。' });
  await recordAudit(tx, actor, { action: 'revealHealthNote', areaCode: row.area_code, objectKey: keyOf(at), reason });
  const note = openField(row.health_sealed, { table: 'casework.step_record', column: 'health_sealed', row: row.id });
  return { note, by: row.recorded_by_name, on: dayOf(row.recorded_at), expiresInSeconds: REVEAL_SECONDS };
}

/** Whether there is a sealed note beside the visit in force. */
export async function hasHealthNote(tx: Tx, at: { countyCode: string; id: string }): Promise<boolean> {
  return Boolean((await findNote(tx, at))?.health_sealed);
}

function findNote(tx: Tx, { countyCode, id }: { countyCode: string; id: string }) {
  return tx
    .selectFrom('casework.step_record')
    .select(['id', 'area_code', 'health_sealed', 'recorded_by_name', 'recorded_at'])
    .where('county_code', '=', countyCode)
    .where('case_id', '=', id)
    .where('step', '=', 'VERIFYING')
    .where('superseded', '=', false)
    .orderBy('recorded_at', 'desc')
    .executeTakeFirst();
}
