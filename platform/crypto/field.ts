import { createCipheriv, createDecipheriv, createHmac, randomFillSync, timingSafeEqual } from 'node:crypto';
import { deriveKeyObject, type SealingKeys, sealingKeys } from './keys.ts';

export { normaliseIdNumber } from './id-number.ts';
export { maskAccount, maskIdNumber, maskPhone } from './mask.ts';
export { personKey } from './person-key.ts';

/** Where a sealed value stands. It is part of what is authenticated, so that a value cannot be moved to another row. */
export interface FieldRef {
  /** With schema, such as `registry.member`. */
  table: string;
  column: string;
  /** The row's id; for rows of a county the public id `440229:<uuid>` or the uuid, always the same one. */
  row: string;
}

/** `sm4`: SM4-CTR with HMAC-SM3, encrypt then MAC. `aes`: AES-256-GCM. */
export type FieldCipher = 'sm4' | 'aes';

/** The one error of everything that does not open: wrong place, wrong key, cut, changed. It says nothing more on purpose. */
export class SealedFieldError extends Error {
  override name = 'SealedFieldError';
  constructor() {
    super('a sealed field cannot be opened');
  }
}

const VERSION = 1;
const HEADER = 4;
const suites = {
  sm4: { alg: 1, iv: 16, tag: 32 },
  aes: { alg: 2, iv: 12, tag: 16 },
} as const;

/**
 * Seals one value for one place: `version(1) | alg(1) | kid(2) | iv | cipher text | tag`. The cipher is SM4 unless
 * `SHOUWANG_FIELD_CIPHER=aes`; both can always be opened.
 */
export function sealField(plain: string, aad: FieldRef, cipher: FieldCipher = defaultCipher()): Buffer {
  const keys = sealingKeys();
  const { kid } = keys;
  const suite = suites[cipher];
  const head = Buffer.allocUnsafe(HEADER + suite.iv);
  head[0] = VERSION;
  head[1] = suite.alg;
  head.writeUInt16BE(kid, 2);
  const iv = head.subarray(HEADER);
  nextRandom(iv);
  if (cipher === 'aes') {
    const seal = createCipheriv('aes-256-gcm', deriveKeyObject('field/aes/enc', kid), iv).setAAD(context(head, aad));
    const text = seal.update(plain, 'utf8');
    seal.final();
    return Buffer.concat([head, text, seal.getAuthTag()]);
  }
  const text = createCipheriv('sm4-ctr', keys.enc, iv).update(plain, 'utf8');
  return Buffer.concat([head, text, sm4Tag(keys, context(head, aad), text)]);
}

/** Opens a value that `sealField` made for the same place; anything else is refused with `SealedFieldError`. */
export function openField(sealed: Buffer, aad: FieldRef): string {
  const cipher = sealed[1] === suites.sm4.alg ? 'sm4' : 'aes';
  const suite = suites[cipher];
  const valid = sealed[0] === VERSION && sealed[1] === suite.alg && sealed.length >= HEADER + suite.iv + suite.tag;
  if (!valid) throw new SealedFieldError();
  const parts = {
    kid: sealed.readUInt16BE(2),
    head: sealed.subarray(0, HEADER + suite.iv),
    iv: sealed.subarray(HEADER, HEADER + suite.iv),
    text: sealed.subarray(HEADER + suite.iv, sealed.length - suite.tag),
    tag: sealed.subarray(sealed.length - suite.tag),
  };
  try {
    return cipher === 'aes' ? openAes(parts, aad) : openSm4(parts, aad);
  } catch {
    throw new SealedFieldError();
  }
}

interface Parts {
  kid: number;
  head: Buffer;
  iv: Buffer;
  text: Buffer;
  tag: Buffer;
}

function openSm4({ kid, head, iv, text, tag }: Parts, aad: FieldRef): string {
  const keys = sealingKeys(kid);
  if (!timingSafeEqual(sm4Tag(keys, context(head, aad), text), tag)) throw new SealedFieldError();
  return createDecipheriv('sm4-ctr', keys.enc, iv).update(text).toString('utf8');
}

function openAes({ kid, head, iv, text, tag }: Parts, aad: FieldRef): string {
  const open = createDecipheriv('aes-256-gcm', deriveKeyObject('field/aes/enc', kid), iv, {
    authTagLength: suites.aes.tag,
  });
  open.setAAD(context(head, aad)).setAuthTag(tag);
  const plain = open.update(text);
  open.final();
  return plain.toString('utf8');
}

function sm4Tag({ mac }: SealingKeys, head: Buffer, text: Buffer): Buffer {
  return createHmac('sm3', mac).update(head).update(text).digest();
}

/** Header, IV and place, with the length of the place in front, so that no two different inputs read the same. */
function context(head: Buffer, { table, column, row }: FieldRef): Buffer {
  const place = Buffer.from(JSON.stringify([table, column, row]), 'utf8');
  const size = Buffer.allocUnsafe(4);
  size.writeUInt32BE(place.length);
  return Buffer.concat([head, size, place]);
}

/** The cipher of new values and files. */
export function defaultCipher(): FieldCipher {
  return process.env.SHOUWANG_FIELD_CIPHER === 'aes' ? 'aes' : 'sm4';
}

/** Random bytes are fetched 8 KiB at a time; each byte is used once. */
const pool = Buffer.allocUnsafe(8192);
let used = pool.length;

function nextRandom(target: Buffer): void {
  if (used + target.length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  pool.copy(target, 0, used, used + target.length);
  pool.fill(0, used, used + target.length);
  used += target.length;
}
