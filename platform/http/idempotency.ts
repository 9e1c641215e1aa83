import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { clock } from '../clock/clock.ts';
import { deriveKeyObject, firstKid } from '../crypto/keys.ts';
import type { Actor, Tx } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';

/** After this many days nobody sends the same request again. */
const KEPT_DAYS = 7;

interface Attempt {
  actor: Actor;
  request: FastifyRequest;
  operation: { operationId: string; status?: number };
}

/**
 * Does the work of a request once for each `Idempotency-Key` of an account: the answer is kept in the same transaction and given again.
 * Refuses `idempotency-key-invalid`, `idempotency-key-reused` (same key, other content).
 */
export async function once(
  tx: Tx,
  attempt: Attempt,
  work: () => Promise<unknown>,
): Promise<{ status: number; body: unknown }> {
  const status = attempt.operation.status ?? 200;
  const key = attempt.request.headers['idempotency-key'];
  if (typeof key !== 'string' || attempt.request.method === 'GET') return { status, body: await work() };
  if (!/^[\w-]{8,64}$/.test(key))
    throw new Refusal('idempotency-key-invalid', { status: 400, detail: '重复提交保护码格式不对。' });
  const mark = { account_id: attempt.actor.accountId, key };
  // Keyed: bodies hold numbers of people, and a plain hash of a few open digits is soon tried out.
  const requestHash = createHmac('sha256', deriveKeyObject('http/idempotency', firstKid()))
    .update(`${attempt.request.method} ${attempt.request.url}\n${JSON.stringify(attempt.request.body ?? null)}`)
    .digest('hex');
  const inserted = await tx
    .insertInto('platform.idempotency')
    .values({
      ...mark,
      operation: attempt.operation.operationId,
      request_hash: requestHash,
      status: 0,
      body: null,
      created_at: clock.wall(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (Number(inserted.numInsertedOrUpdatedRows) === 0) return stored(tx, mark, requestHash);
  const body = await work();
  await tx
    .updateTable('platform.idempotency')
    .set({ status, body: JSON.stringify(body ?? null) })
    .where('account_id', '=', mark.account_id)
    .where('key', '=', key)
    .execute();
  return { status, body };
}

async function stored(
  tx: Tx,
  mark: { account_id: string; key: string },
  requestHash: string,
): Promise<{ status: number; body: unknown }> {
  const row = await tx
    .selectFrom('platform.idempotency')
    .selectAll()
    .where('account_id', '=', mark.account_id)
    .where('key', '=', mark.key)
    .executeTakeFirstOrThrow();
  if (row.request_hash !== requestHash)
    throw new Refusal('idempotency-key-reused', { detail: '重复提交保护码已用于另一项内容，请刷新页面后再提交。' });
  return { status: row.status, body: row.body };
}

/** Forgets answers that nobody can ask for again; they may hold personal data. Returns how many went. */
export async function sweepIdempotency(tx: Tx): Promise<number> {
  const before = new Date(clock.wall().getTime() - KEPT_DAYS * 24 * 3_600_000);
  const gone = await tx.deleteFrom('platform.idempotency').where('created_at', '<', before).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
