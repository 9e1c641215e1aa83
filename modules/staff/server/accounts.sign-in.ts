import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { HANDED_OUT_DAYS } from '@shouwang/platform/identity/identity.ts';
import { otpauthUri } from '@shouwang/platform/identity/one-time-password.ts';
import type { OneTimeSignIn } from '../contract.accounts.ts';
import { accountRefusal } from '../rules.accounts.ts';
import { refuseSameHands } from './accounts.hands.ts';
import { recordArea, type Seen, takeKept } from './accounts.keep.ts';
import { resetCredential } from './commands.ts';

/**
 * Hands out a sign-in for one use: new password, new one-time-code secret, all sessions ended; at the first sign-in the person sets a password of
 * his own. Shown once. Refuses what `takeKept` refuses, `account-state` unless the account is active, and `sign-in-from-each-other` to whoever is held
 * by that person.
 */
export async function handOutSignIn(
  tx: Tx,
  actor: Actor,
  order: Seen & { reason: string; password: string; passwordHash: string },
): Promise<OneTimeSignIn> {
  const { account, posts } = await takeKept(tx, actor, order);
  if (account.status !== 'ACTIVE')
    throw accountRefusal('account-state', '只给启用的账号发放登录凭据，请先恢复账号。', 409);
  await refuseSameHands(tx, { decider: actor.accountId, about: account.id });
  const secret = await resetCredential(
    tx,
    { id: account.id, loginName: account.login_name },
    { passwordHash: order.passwordHash, handedOut: { by: actor.accountId } },
  );
  const version = account.version + 1;
  await tx
    .updateTable('staff.account')
    .set({ version, changed_at: clock.now() })
    .where('id', '=', account.id)
    .where('version', '=', account.version)
    .execute();
  await recordAudit(tx, actor, {
    action: 'resetCredential',
    areaCode: recordArea(posts),
    objectKey: `account:${account.id}`,
    reason: order.reason,
  });
  return {
    loginName: account.login_name,
    password: order.password,
    secret,
    uri: otpauthUri(account.login_name, secret),
    validUntil: new Date(clock.wall().getTime() + HANDED_OUT_DAYS * 86_400_000).toISOString(),
    version,
  };
}
