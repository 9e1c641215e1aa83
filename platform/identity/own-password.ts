import { clock } from '../clock/clock.ts';
import { hashPassword, verifyPassword } from '../crypto/password.ts';
import type { Tx } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';
import { failureKey, findFailures, forgetFailures, lockFailures, noteFailure, waitOf } from './failures.ts';
import type { InTransaction } from './identity.ts';
import { passwordProblem } from './password-rules.ts';

/** A password that somebody changes for himself. */
interface Change {
  accountId: string;
  current: string;
  next: string;
}

const wrong = (path: 'current' | 'password', code: string, message: string) =>
  new Refusal(code, { detail: `${message}。`, fields: [{ path, code, message }] });

/**
 * Changes the own password; the one before must be known. Refuses `password-refused` (the new one), `password-wrong` (the one before) and, after
 * five failures, `sign-in-wait` (429). No connection is held while passwords are hashed.
 */
export async function changeOwnPassword(inTransaction: InTransaction, change: Change): Promise<void> {
  const key = failureKey(`password:${change.accountId}`);
  const found = await inTransaction(async (tx) => {
    const wait = waitOf(await findFailures(tx, key));
    return wait ?? (await credentialOf(tx, change.accountId)) ?? null;
  });
  if (found instanceof Refusal) throw found;
  const problem = passwordProblem(change.next, found?.login_name ?? '');
  if (problem) throw wrong('password', 'password-refused', problem);
  if (change.next === change.current) throw wrong('password', 'password-refused', '新密码不能和现在的一样');
  const right = await verifyPassword(change.current, found?.password_hash ?? null);
  const hash = right ? await hashPassword(change.next) : null;
  const refusal = await inTransaction((tx) => settle(tx, { ...change, key, hash, before: found?.password_hash ?? '' }));
  if (refusal) throw refusal;
}

async function settle(
  tx: Tx,
  change: Change & { key: string; hash: string | null; before: string },
): Promise<Refusal | null> {
  const now = clock.wall();
  const failures = await lockFailures(tx, change.key, now);
  const wait = waitOf(failures);
  if (wait) return wait;
  if (change.hash === null) {
    await noteFailure(tx, change.key, failures.failed_count + 1);
    return wrong('current', 'password-wrong', '现在的密码不对');
  }
  await forgetFailures(tx, change.key);
  const changed = await tx
    .updateTable('identity.credential')
    .set({ password_hash: change.hash, must_change_password: false, password_until: null, changed_at: now })
    .where('account_id', '=', change.accountId)
    .where('password_hash', '=', change.before)
    .executeTakeFirst();
  // Somebody reset it in between: what the person typed is void.
  return Number(changed.numUpdatedRows) === 1 ? null : wrong('current', 'password-wrong', '现在的密码不对');
}

async function credentialOf(tx: Tx, accountId: string) {
  return tx
    .selectFrom('identity.credential')
    .select(['login_name', 'password_hash'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}
