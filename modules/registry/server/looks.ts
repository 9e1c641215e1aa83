import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import { auditKey, type HouseholdRef } from './queries.ts';
import { REVEAL_SECONDS } from './reveal.ts';

const HOUR = 3600;

function acts(tx: Tx, actor: Actor, { ref, action, seconds }: { ref: HouseholdRef; action: string; seconds: number }) {
  return tx
    .selectFrom('audit.event')
    .select('id')
    .where('county_code', '=', ref.countyCode)
    .where('object_key', '=', auditKey(ref))
    .where('action', '=', action)
    .where('actor_id', '=', actor.accountId)
    .where('at', '>', new Date(clock.wall().getTime() - seconds * 1000))
    .limit(1);
}

/** Records that somebody opens a household, once an hour for each person. */
export async function noteLook(
  tx: Tx,
  actor: Actor,
  { ref, areaCode }: { ref: HouseholdRef; areaCode: string },
): Promise<void> {
  if (await acts(tx, actor, { ref, action: 'getHousehold', seconds: HOUR }).executeTakeFirst()) return;
  await recordAudit(tx, actor, { action: 'getHousehold', areaCode, objectKey: auditKey(ref) });
}

/** Whether the actor is looking at the health of this household now: he gave a reason within the last fifteen minutes. */
export async function isHealthRevealed(tx: Tx, actor: Actor, ref: HouseholdRef): Promise<boolean> {
  const row = await acts(tx, actor, { ref, action: 'revealSensitive', seconds: REVEAL_SECONDS })
    .where(sql<boolean>`detail ->> 'which' = 'health' and detail ->> 'memberId' is null`)
    .executeTakeFirst();
  return row !== undefined;
}
