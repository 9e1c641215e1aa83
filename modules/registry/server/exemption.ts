import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import type { ExemptionDecision, ExemptionDone, ExemptionRequest } from '../contract.ts';
import { findingKey, findingsOf, qualityPolicyOf } from './quality.ts';
import { auditKey, type HouseholdRef } from './queries.ts';

/**
 * Asks that one finding may stand as it is, with a reason, for some days. Refused when the finding is not there any more (finding-gone), when it is
 * asked for or given already (exemption-running), or for more days than the pack allows (exemption-too-long).
 */
export async function askExemption(
  tx: Tx,
  actor: Actor,
  { ref, request }: { ref: HouseholdRef; request: ExemptionRequest },
): Promise<ExemptionDone> {
  const parameters = await qualityPolicyOf(tx, ref.countyCode);
  requireDays(request.days, parameters.exemptionMaxDays);
  const { household, found } = await findingsOf(tx, ref, parameters);
  const finding = found.find(({ problem }) => findingKey(ref, problem) === request.key);
  if (!finding) throw new Refusal('finding-gone', { status: 409, detail: '这条疑点已经不在了，请刷新后再看。' });
  if (finding.exempted) throw alreadyRunning();
  const { problem } = finding;
  const id = newId();
  const asked = await tx
    .insertInto('registry.quality_exemption')
    .values({
      county_code: ref.countyCode,
      id,
      area_code: household.area_code,
      household_id: ref.id,
      member_id: problem.memberId,
      rule_code: problem.code,
      state: 'asked',
      reason: request.reason,
      days: request.days,
      asked_by: actor.accountId,
      asked_by_name: actor.name,
      asked_at: clock.now(),
      asked_on: clock.today(),
      version: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!asked) throw alreadyRunning();
  await recordAudit(tx, actor, {
    action: 'askExemption',
    areaCode: household.area_code,
    objectKey: auditKey(ref),
    reason: request.reason,
    detail: { exemptionId: id, days: request.days },
  });
  return { id, version: 1, state: 'asked', expiresOn: null };
}

/**
 * Agrees to an exemption, also for fewer days than asked, or refuses it. Refused for the one who asked (maker-is-checker), and when it was decided
 * before (exemption-decided). It counts from today and ends by itself.
 */
export async function decideExemption(
  tx: Tx,
  actor: Actor,
  {
    ref,
    exemptionId,
    expected,
    decision,
  }: { ref: HouseholdRef; exemptionId: string; expected: number; decision: ExemptionDecision },
): Promise<ExemptionDone> {
  const record = await tx
    .selectFrom('registry.quality_exemption')
    .selectAll()
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', exemptionId)
    .where('household_id', '=', ref.id)
    .executeTakeFirst();
  if (!record) throw notFound('这件豁免申请');
  if (record.asked_by === actor.accountId)
    throw new Refusal('maker-is-checker', { status: 403, detail: '豁免由您提出，须由另一人决定。' });
  if (record.version !== expected) throw staleVersion();
  if (record.state !== 'asked')
    throw new Refusal('exemption-decided', { status: 409, detail: '这件豁免申请已经有了决定。' });
  const days = decision.days ?? record.days;
  if (decision.agree) requireDays(days, (await qualityPolicyOf(tx, ref.countyCode)).exemptionMaxDays);
  const expiresOn = decision.agree ? addDays(clock.today(), days) : null;
  const state = decision.agree ? 'approved' : 'refused';
  const done = await tx
    .updateTable('registry.quality_exemption')
    .set({
      state,
      days,
      expires_on: expiresOn,
      decided_by: actor.accountId,
      decided_by_name: actor.name,
      decided_at: clock.now(),
      opinion: decision.opinion,
      version: expected + 1,
    })
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', exemptionId)
    .where('version', '=', expected)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) throw staleVersion();
  await recordAudit(tx, actor, {
    action: 'decideExemption',
    areaCode: record.area_code,
    objectKey: auditKey(ref),
    reason: decision.opinion,
    detail: { exemptionId, state, days: decision.agree ? days : null },
  });
  return { id: exemptionId, version: expected + 1, state, expiresOn };
}

const alreadyRunning = () =>
  new Refusal('exemption-running', { status: 409, detail: '这条疑点已经申请豁免，或豁免还在有效期内。' });

function requireDays(days: number, most: number): void {
  if (days <= most) return;
  const message = `豁免最长 ${most} 天`;
  throw new Refusal('exemption-too-long', {
    detail: `${message}，请改短期限。`,
    fields: [{ path: 'days', code: 'exemption-too-long', message }],
  });
}
