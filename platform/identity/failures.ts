import { createHash } from 'node:crypto';
import { clock } from '../clock/clock.ts';
import type { Tx } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';

const FREE_FAILURES = 4;
const LONGEST_WAIT_S = 900;

/** Failed attempts at one thing. */
export interface Failures {
  failed_count: number;
  locked_until: Date | null;
}

/** People type passwords into the wrong field: what was typed is not kept, only its hash. */
export const failureKey = (text: string) => createHash('sha256').update(text).digest('hex');

/** Failures so far, or undefined. */
export async function findFailures(tx: Tx, key: string): Promise<Failures | undefined> {
  return tx
    .selectFrom('identity.sign_in_failure')
    .select(['failed_count', 'locked_until'])
    .where('login_key', '=', key)
    .executeTakeFirst();
}

/** The same, held until the transaction ends: attempts at one thing are judged one after the other, also when they come at once. */
export async function lockFailures(tx: Tx, key: string, now: Date): Promise<Failures> {
  return tx
    .insertInto('identity.sign_in_failure')
    .values({ login_key: key, failed_count: 0, locked_until: null, last_failed_at: now })
    .onConflict((conflict) => conflict.column('login_key').doUpdateSet({ last_failed_at: now }))
    .returning(['failed_count', 'locked_until'])
    .executeTakeFirstOrThrow();
}

/** The refusal `sign-in-wait` (429) while there is something to wait for, otherwise null. */
export function waitOf(failures: Failures | undefined): Refusal | null {
  const now = clock.wall();
  const until = failures?.locked_until;
  if (!until || until <= now) return null;
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  return new Refusal('sign-in-wait', { status: 429, detail: `连续输错次数过多，请 ${seconds} 秒后再试。` });
}

/** Notes one more failure; from the fifth on the next attempt waits, twice as long every time, at most 15 minutes. */
export async function noteFailure(tx: Tx, key: string, failures: number): Promise<void> {
  const now = clock.wall();
  const wait = failures > FREE_FAILURES ? Math.min(LONGEST_WAIT_S, 2 ** (failures - FREE_FAILURES) * 5) : 0;
  await tx
    .updateTable('identity.sign_in_failure')
    .set({ failed_count: failures, locked_until: wait > 0 ? new Date(now.getTime() + wait * 1000) : null })
    .where('login_key', '=', key)
    .execute();
}

/** After a success nothing is held against anybody. */
export async function forgetFailures(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('identity.sign_in_failure').where('login_key', '=', key).execute();
}
