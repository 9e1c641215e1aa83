import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from '../errors/refusal.ts';
import { turns } from '../turns.ts';

/** Cost of argon2id: memory in KiB, passes, lanes. At least 19 MiB and 2 passes (OWASP). */
export interface PasswordCost {
  memory: number;
  passes: number;
  parallelism: number;
}

export const PASSWORD_COST: Readonly<PasswordCost> = { memory: 19_456, passes: 2, parallelism: 1 };
const MAX_COST: Readonly<PasswordCost> = { memory: 262_144, passes: 10, parallelism: 4 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;
/** How many are computed at once, and how many may wait: a storm of log-ins costs neither all memory nor all cores. */
const AT_ONCE = 2;
const MAX_WAITING = 200;

const compute = promisify(argon2);
const inTurn = turns({
  atOnce: AT_ONCE,
  mayWait: MAX_WAITING,
  busy: () => new Refusal('password-busy', { status: 503, detail: '登录的人太多，请稍等几秒再试。' }),
});

/** Hashes a password: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. Refuses `password-busy` (503) when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await inTurn(() => derive(password, salt, PASSWORD_COST));
  const { memory, passes, parallelism } = PASSWORD_COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/**
 * Whether the password is the one that was hashed. For an unknown user pass null: the same work is done and the answer
 * is false, so that neither answer nor time tells who exists. A broken hash is false too.
 */
export async function verifyPassword(password: string, encoded: string | null): Promise<boolean> {
  const stored = encoded === null ? null : parse(encoded);
  const { salt, hash, cost } = stored ?? nobody;
  const computed = await inTurn(() => derive(password, salt, cost));
  const equal = timingSafeEqual(computed, hash);
  return equal && stored !== null;
}

/** Whether a hash was made with less than today's cost and should be made again at the next sign-in. */
export function needsRehash(encoded: string): boolean {
  const stored = parse(encoded);
  return stored === null || stored.cost.memory < PASSWORD_COST.memory || stored.cost.passes < PASSWORD_COST.passes;
}

interface StoredPassword {
  salt: Buffer;
  hash: Buffer;
  cost: PasswordCost;
}

const nobody: StoredPassword = { salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES), cost: PASSWORD_COST };

function parse(encoded: string): StoredPassword | null {
  const match =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/.exec(encoded);
  if (!match) return null;
  const cost = { memory: Number(match[1]), passes: Number(match[2]), parallelism: Number(match[3]) };
  const tooMuch =
    cost.memory > MAX_COST.memory || cost.passes > MAX_COST.passes || cost.parallelism > MAX_COST.parallelism;
  if (tooMuch || cost.parallelism < 1 || cost.passes < 1 || cost.memory < 8 * cost.parallelism) return null;
  return { cost, salt: Buffer.from(match[4] ?? '', 'base64'), hash: Buffer.from(match[5] ?? '', 'base64') };
}

/** The same password typed on two keyboards may differ in its code points: NFC makes them one. */
function derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  return compute('argon2id', { message: password.normalize('NFC'), nonce: salt, tagLength: HASH_BYTES, ...cost });
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
