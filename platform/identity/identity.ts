import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { generateSecret, generateSync } from 'otplib';
import { clock } from '../clock/clock.ts';
import { openField, sealField } from '../crypto/field.ts';
import { hashPassword, verifyPassword } from '../crypto/password.ts';
import type { Tx } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';

const STEP_SECONDS = 30;
const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 12 * 3_600_000;
const FREE_FAILURES = 4;
const LONGEST_WAIT_S = 900;
const FAILURE_DAYS = 1;
const SESSION_DAYS = 30;

const sealedRef = (accountId: string) => ({ table: 'identity.credential', column: 'totp_secret', row: accountId });

/**
 * Gives an account a password and a new one-time-code secret; returns the secret so that it can be shown once.
 * `passwordHash` is for loads of many accounts that share a password (the demonstration); hashing takes time on purpose.
 */
export async function setCredential(
  tx: Tx,
  account: { id: string; loginName: string },
  proof: { password: string } | { passwordHash: string },
): Promise<string> {
  const secret = generateSecret({ length: 20 });
  const passwordHash = 'passwordHash' in proof ? proof.passwordHash : await hashPassword(proof.password);
  const values = {
    login_name: account.loginName,
    password_hash: passwordHash,
    totp_secret: sealField(secret, sealedRef(account.id)),
    last_totp_step: null,
    changed_at: clock.wall(),
  };
  await tx
    .insertInto('identity.credential')
    .values({ account_id: account.id, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute();
  return secret;
}

/** The code of a secret at this moment; for the demonstration mode, which shows it, and for tests. */
export function codeOf(secret: string, at: number = clock.wall().getTime()): string {
  return generateSync({ secret, epoch: Math.floor(at / 1000), period: STEP_SECONDS });
}

/** A code that has not been used yet: of this half minute, or of the next one when this one's is used up. For the demonstration mode. */
export function unusedCode(secret: string, lastStep: number | null): string {
  const current = Math.floor(clock.wall().getTime() / 1000 / STEP_SECONDS);
  return codeOf(secret, Math.max(current, (lastStep ?? 0) + 1) * STEP_SECONDS * 1000);
}

/** Opens the sealed one-time-code secret of an account; the demonstration mode alone asks for it. */
export function openSecret(accountId: string, sealed: Buffer): string {
  return openField(sealed, sealedRef(accountId));
}

/** Runs work in a transaction of its own. */
type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
type Attempt = { loginName: string; password: string; code: string };

/**
 * Checks login name, password and one-time code and gives the account's id; refuses `sign-in-refused` (401) and `sign-in-wait` (429). The
 * answer and its time are the same for unknown names; after five failures each further attempt has to wait, twice as long every time, at
 * most 15 minutes. A code works once. No connection is held while the password is hashed.
 */
export async function checkSignIn(inTransaction: InTransaction, attempt: Attempt): Promise<string> {
  const found = await inTransaction(async (tx) => {
    const failures = await findFailures(tx, attempt.loginName);
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
  const failures = await lockFailures(tx, loginName, now);
  const wait = waitOf(failures);
  if (wait) return wait;
  const row = await findCredential(tx, loginName);
  const step = row?.totp_secret ? matchingStep(openSecret(row.account_id, row.totp_secret), code, now) : null;
  const fresh = step !== null && step > (row?.last_totp_step ?? 0);
  if (!row || !passwordRight || !fresh) {
    await noteFailure(tx, loginName, failures.failed_count + 1);
    return new Refusal('sign-in-refused', { status: 401, detail: '账号、密码或验证码不对。' });
  }
  await tx.deleteFrom('identity.sign_in_failure').where('login_key', '=', loginKey(loginName)).execute();
  await tx
    .updateTable('identity.credential')
    .set({ last_totp_step: step })
    .where('account_id', '=', row.account_id)
    .execute();
  return row.account_id;
}

interface Failures {
  failed_count: number;
  locked_until: Date | null;
}

/** People type passwords into the wrong field: what was typed is not kept. */
const loginKey = (loginName: string) => createHash('sha256').update(loginName).digest('hex');

async function findCredential(tx: Tx, loginName: string) {
  return tx.selectFrom('identity.credential').selectAll().where('login_name', '=', loginName).executeTakeFirst();
}

async function findFailures(tx: Tx, loginName: string): Promise<Failures | undefined> {
  return tx
    .selectFrom('identity.sign_in_failure')
    .select(['failed_count', 'locked_until'])
    .where('login_key', '=', loginKey(loginName))
    .executeTakeFirst();
}

/** Attempts on one name are judged one after the other, also when they come at once. */
async function lockFailures(tx: Tx, loginName: string, now: Date): Promise<Failures> {
  return tx
    .insertInto('identity.sign_in_failure')
    .values({ login_key: loginKey(loginName), failed_count: 0, locked_until: null, last_failed_at: now })
    .onConflict((conflict) => conflict.column('login_key').doUpdateSet({ last_failed_at: now }))
    .returning(['failed_count', 'locked_until'])
    .executeTakeFirstOrThrow();
}

function waitOf(failures: Failures | undefined): Refusal | null {
  const now = clock.wall();
  const until = failures?.locked_until;
  if (!until || until <= now) return null;
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  return new Refusal('sign-in-wait', { status: 429, detail: `连续输错次数过多，请 ${seconds} 秒后再试。` });
}

async function noteFailure(tx: Tx, loginName: string, failures: number): Promise<void> {
  const now = clock.wall();
  const wait = failures > FREE_FAILURES ? Math.min(LONGEST_WAIT_S, 2 ** (failures - FREE_FAILURES) * 5) : 0;
  await tx
    .updateTable('identity.sign_in_failure')
    .set({ failed_count: failures, locked_until: wait > 0 ? new Date(now.getTime() + wait * 1000) : null })
    .where('login_key', '=', loginKey(loginName))
    .execute();
}

/** Forgets failures of more than a day ago and sessions that ended more than a month ago; returns how many rows went. */
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
  return Number(failures.numDeletedRows) + Number(sessions.numDeletedRows);
}

function matchingStep(secret: string, code: string, now: Date): number | null {
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  for (const step of [current, current - 1, current + 1]) {
    const expected = codeOf(secret, step * STEP_SECONDS * 1000);
    if (code.length === expected.length && timingSafeEqual(Buffer.from(code), Buffer.from(expected))) return step;
  }
  return null;
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

/** Goes on with a session in another post of the same account; that the post is his is the caller's to check. */
export async function moveSession(tx: Tx, tokenHash: string, postId: string): Promise<void> {
  await tx.updateTable('identity.session').set({ post_id: postId }).where('token_hash', '=', tokenHash).execute();
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
