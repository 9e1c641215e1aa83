import { createHmac } from 'node:crypto';
import { type BlindPurpose, deriveKeyObject, firstKid, key } from './keys.ts';

/**
 * A blind index: the first 16 bytes of HMAC-SHA256(key of the purpose, text), written as a uuid. Equal texts have equal values, and
 * nobody without the key can say which text it was. The caller brings the text into its one form first.
 */
export function blindIndex(purpose: BlindPurpose, text: string): string {
  const hex = createHmac('sha256', deriveKeyObject(purpose, firstKid())).update(text, 'utf8').digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/**
 * DuckDB expression of type UUID equal to `blindIndex`, NULL for a NULL text. HMAC is written as two nested `sha256` calls.
 * The text holds key material: never log it.
 */
export function blindIndexSql(purpose: BlindPurpose, textExpr: string, keyHex = key(purpose).toString('hex')): string {
  const bytes = Buffer.from(keyHex, 'hex');
  if (bytes.length !== 32) throw new RangeError('the key of a blind index has 32 bytes');
  const inner = `unhex(sha256(unhex('${padded(bytes, 0x36)}')||encode(${textExpr})))`;
  return `CAST(substr(sha256(unhex('${padded(bytes, 0x5c)}')||${inner}), 1, 32) AS UUID)`;
}

function padded(bytes: Buffer, pad: number): string {
  const block = Buffer.alloc(64, pad);
  bytes.forEach((byte, i) => {
    block[i] = byte ^ pad;
  });
  return block.toString('hex');
}
