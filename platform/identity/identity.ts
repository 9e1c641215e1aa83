import { createHash, randomBytes } from 'node:crypto';
import { generateSecret } from 'otplib';
import { clock } from '../clock/clock.ts';
import { sealField } from '../crypto/field.ts';
import { hashPassword, verifyPassword } from '../crypto/password.ts';
import { newId } from '../db/id.ts';
import type { Tx } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';
import { failureKey, findFailures, forgetFailures, lockFailures, noteFailure, waitOf } from './failures.ts';
import { freshStep, secretRef } from './totp.ts';

export { codeOf, openSecret, unusedCode } from './totp.ts';

const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 12 * 3_600_000;
const FAILURE_DAYS = 1;
const SESSION_DAYS = 30;
const HAND_OUT_DAYS = 60;
/** Days in which a password that somebody else made must be used and changed. */
export const HANDED_OUT_DAYS = 3;

/** Who made a password for somebody else: that password is good for one sign-in, within days, and must be changed there. */
interface HandedOut {
  by: string;
}

/**
 * Gives an account a password and a new one-time-code secret; returns the secret so that it can be shown once.
 * `passwordHash` is for whoever hashed before the transaction, and for many accounts that share a password (the demonstration); hashing takes
 * time on purpose. With `handedOut` the password has to be changed at the first sign-in.
 */
export async function setCredential(
  tx: Tx,
  account: { id: string; loginName: string },
  proof: ({ password: string } | { passwordHash: string }) & { handedOut?: HandedOut },
): Promise<string> {
  const secret = generateSecret({ length: 20 });
  const passwordHash = 'passwordHash' in proof ? proof.passwordHash : await hashPassword(proof.password);
  const now = clock.wall();
  const values = {
    login_name: account.loginName,
    password_hash: passwordHash,
    totp_secret: sealField(secret, secretRef(account.id)),
    last_totp_step: null,
    changed_at: now,
    must_change_password: proof.handedOut !== undefined,
    password_until: proof.handedOut ? new Date(now.getTime() + HANDED_OUT_DAYS * 24 * 3_600_000) : null,
  };
  await tx
    .insertInto('identity.credential')
    .values({ account_id: account.id, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute();
  if (proof.handedOut) await noteHandOut(tx, account.id, proof.handedOut);
  return secret;
}

async function noteHandOut(tx: Tx, accountId: string, { by }: HandedOut): Promise<void> {
  await tx
    .insertInto('identity.hand_out')
    .values({ id: newId(), account_id: accountId, issued_by: by, issued_at: clock.wall() })
    .execute();
}

/** Whether an account has to set a password of its own before anything else. */
export async function mustChange(tx: Tx, accountId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.credential')
    .select('must_change_password')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.must_change_password ?? false;
}

/** Runs work in a transaction of its own. */
export type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
type Attempt = { loginName: string; password: string; code: string };

/**
 * Checks login name, password and one-time code and gives the account's id; refuses `sign-in-refused` (401), `sign-in-wait` (429) and, when all
 * was right, `handed-out-too-long-ago` (403). The answer and its time are the same for unknown names; after five failures each further attempt
 * has to wait, twice as long every time, at most 15 minutes. A code works once. No connection is held while the password is hashed.
 */
export async function checkSignIn(inTransaction: InTransaction, attempt: Attempt): Promise<string> {
  const found = await inTransaction(async (tx) => {
    const failures = await findFailures(tx, failureKey(attempt.loginName));
    return waitOf(failures) ?? { passwordHash: (await findCredential(tx, attempt.loginName))?.password_hash ?? null };
  });
  if (found instanceof Refusal) throw found;
  const right = await verifyPassword(attempt.password, found.passwordHash);
  // A failure is written down, so its refusal must not be thrown inside the transaction.
  const result = await inTransaction((tx) => settleAttempt(tx, attempt, right));
  if (result instanceof Refusal) throw result;
  return result;
}

async function settleAttempt(tx: Tx, { loginName, code }: Attempt, passwordRight: boolean): Promise<string | Refusal> {
  const now = clock.wall();
  const key = failureKey(loginName);
  const failures = await lockFailures(tx, key, now);
  const wait = waitOf(failures);
  if (wait) return wait;
  const row = await findCredential(tx, loginName);
  const step = row ? freshStep(row, code, now) : null;
  if (!row || !passwordRight || step === null) {
    await noteFailure(tx, key, failures.failed_count + 1);
    return new Refusal('sign-in-refused', { status: 401, detail: '账号、密码或验证码不对。' });
  }
  await forgetFailures(tx, key);
  const late = row.password_until !== null && row.password_until <= now;
  await tx
    .updateTable('identity.credential')
    .set({ last_totp_step: step, ...(late ? {} : { last_sign_in_at: now }) })
    .where('account_id', '=', row.account_id)
    .execute();
  if (!late) return row.account_id;
  const detail = `一次性密码已过 ${HANDED_OUT_DAYS} 天，请联系管理员重新发放。`;
  return new Refusal('handed-out-too-long-ago', { status: 403, detail });
}

async function findCredential(tx: Tx, loginName: string) {
  return tx.selectFrom('identity.credential').selectAll().where('login_name', '=', loginName).executeTakeFirst();
}

/** Forgets failures of more than a day ago, sessions that ended more than a month ago and who handed out what two months ago; returns how many rows went. */
export async function sweepIdentity(tx: Tx): Promise<number> {
  const before = (days: number) => new Date(clock.wall().getTime() - days * 24 * 3_600_000);
  const failures = await tx
    .deleteFrom('identity.sign_in_failure')
    .where('last_failed_at', '<', before(FAILURE_DAYS))
    .executeTakeFirst();
  const sessions = await tx
    .deleteFrom('identity.session')
    .where('expires_at', '<', before(SESSION_DAYS))
    .executeTakeFirst();
  const handOuts = await tx
    .deleteFrom('identity.hand_out')
    .where('issued_at', '<', before(HAND_OUT_DAYS))
    .executeTakeFirst();
  return [failures, sessions, handOuts].reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Starts a session for a post and returns its token: 256 random bits that only the browser keeps. */
export async function startSession(tx: Tx, accountId: string, postId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = clock.wall();
  await tx
    .insertInto('identity.session')
    .values({
      token_hash: hashToken(token),
      account_id: accountId,
      post_id: postId,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + ABSOLUTE_MS),
    })
    .execute();
  return token;
}

/** A live session. */
export interface Session {
  tokenHash: string;
  accountId: string;
  postId: string;
}

/** Finds a live session by its token: not ended, not idle for 30 minutes, not older than 12 hours. */
export async function findSession(tx: Tx, token: string): Promise<Session | null> {
  const now = clock.wall();
  const row = await tx
    .selectFrom('identity.session')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - IDLE_MS))
    .executeTakeFirst();
  if (!row) return null;
  if (now.getTime() - row.last_seen_at.getTime() > 60_000) {
    await tx
      .updateTable('identity.session')
      .set({ last_seen_at: now })
      .where('token_hash', '=', row.token_hash)
      .execute();
  }
  return { tokenHash: row.token_hash, accountId: row.account_id, postId: row.post_id };
}

/** The live sessions of an account, last seen first. */
export async function listSessions(
  tx: Tx,
  accountId: string,
): Promise<(Session & { startedAt: Date; lastSeenAt: Date })[]> {
  const now = clock.wall();
  const rows = await tx
    .selectFrom('identity.session')
    .select(['token_hash', 'account_id', 'post_id', 'created_at', 'last_seen_at'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - IDLE_MS))
    .orderBy('last_seen_at', 'desc')
    .execute();
  return rows.map((row) => ({
    tokenHash: row.token_hash,
    accountId: row.account_id,
    postId: row.post_id,
    startedAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  }));
}

/** Goes on with a session in another post of the same account, where it has to prove itself anew; that the post is his is the caller's to check. */
export async function moveSession(tx: Tx, tokenHash: string, postId: string): Promise<void> {
  await tx
    .updateTable('identity.session')
    .set({ post_id: postId, code_checked_at: null })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** The post that a session works in. */
export async function postOfSession(tx: Tx, tokenHash: string): Promise<string | null> {
  const row = await tx
    .selectFrom('identity.session')
    .select('post_id')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row?.post_id ?? null;
}

/** Ends a session, or all sessions of an account. */
export async function endSessions(tx: Tx, which: { tokenHash: string } | { accountId: string }): Promise<void> {
  const ended = tx.updateTable('identity.session').set({ ended_at: clock.wall() }).where('ended_at', 'is', null);
  await ('tokenHash' in which
    ? ended.where('token_hash', '=', which.tokenHash)
    : ended.where('account_id', '=', which.accountId)
  ).execute();
}
