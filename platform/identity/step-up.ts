import { clock } from '../clock/clock.ts';
import type { Actor, Tx } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';
import { failureKey, forgetFailures, lockFailures, noteFailure, waitOf } from './failures.ts';
import type { InTransaction } from './identity.ts';
import { freshStep } from './totp.ts';

/**
 * What needs a one-time code given within the session: an act that gives power or lets data out (`act`), or a look at what is masked (`look`).
 */
export type StepUp = 'act' | 'look';

/** Minutes for which a code is enough. Looks get longer, so that whoever rings thirty families in an afternoon is not asked before each of them. */
const MINUTES: Record<StepUp, number> = { act: 5, look: 30 };

/** Who proves himself again, in which session, with which code. */
interface Again {
  accountId: string;
  sessionId: string;
  code: string;
}

/**
 * Checks a one-time code of somebody who is signed in and notes it at his session; refuses `code-refused` (422) and, after five failures,
 * `sign-in-wait` (429). Failures here never delay anybody's sign-in. A code works once.
 */
export async function proveAgain(inTransaction: InTransaction, again: Again): Promise<void> {
  // A failure is written down, so its refusal must not be thrown inside the transaction.
  const refusal = await inTransaction((tx) => settle(tx, again));
  if (refusal) throw refusal;
}

async function settle(tx: Tx, { accountId, sessionId, code }: Again): Promise<Refusal | null> {
  const now = clock.wall();
  const key = failureKey(`step-up:${accountId}`);
  const failures = await lockFailures(tx, key, now);
  const wait = waitOf(failures);
  if (wait) return wait;
  const row = await tx
    .selectFrom('identity.credential')
    .select(['account_id', 'totp_secret', 'last_totp_step'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  const step = row ? freshStep(row, code, now) : null;
  if (step === null) {
    await noteFailure(tx, key, failures.failed_count + 1);
    return new Refusal('code-refused', {
      detail: '动态码不对或已用过，请等下一个 6 位数字。',
      fields: [{ path: 'code', code: 'code-refused', message: '动态码不对或已用过' }],
    });
  }
  await forgetFailures(tx, key);
  await tx
    .updateTable('identity.credential')
    .set({ last_totp_step: step })
    .where('account_id', '=', accountId)
    .execute();
  await tx
    .updateTable('identity.session')
    .set({ code_checked_at: now })
    .where('token_hash', '=', sessionId)
    .where('account_id', '=', accountId)
    .execute();
  return null;
}

/** Refuses `step-up-needed` (403) unless the actor gave a one-time code within this session a short while ago; signing in does not count. */
export async function requireFreshCode(tx: Tx, actor: Actor, what: StepUp): Promise<void> {
  const since = new Date(clock.wall().getTime() - MINUTES[what] * 60_000);
  const row = await tx
    .selectFrom('identity.session')
    .select('token_hash')
    .where('token_hash', '=', actor.sessionId)
    .where('account_id', '=', actor.accountId)
    .where('ended_at', 'is', null)
    .where('code_checked_at', '>', since)
    .executeTakeFirst();
  if (!row) throw new Refusal('step-up-needed', { status: 403, detail: '这一步要再核验一次动态码。' });
}
