import { createHmac } from 'node:crypto';
import { normaliseIdNumber } from './id-number.ts';
import { normaliseIdNumberSql } from './id-number-sql.ts';
import { deriveKeyObject, firstKid, key } from './keys.ts';

/**
 * The blind index of a person: the first 16 bytes of HMAC-SHA256(person key, normalised ID number), written as a uuid.
 * An empty number has no key (throws): otherwise all people without a number would be one person.
 */
export function personKey(idNumber: string): string {
  const number = normaliseIdNumber(idNumber);
  if (number === '') throw new RangeError('an empty ID number has no person key');
  const hex = createHmac('sha256', deriveKeyObject('person', firstKid())).update(number, 'utf8').digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/**
 * DuckDB expression of type UUID equal to `personKey`, NULL for a NULL or empty number. HMAC is written as two nested
 * `sha256` calls. The text holds key material: never log it.
 */
export function personKeySql(idColumnExpr: string, keyHex: string = key('person').toString('hex')): string {
  const bytes = Buffer.from(keyHex, 'hex');
  if (bytes.length !== 32) throw new RangeError('the person key has 32 bytes');
  const number = `encode(nullif(${normaliseIdNumberSql(idColumnExpr)}, ''))`;
  const inner = `unhex(sha256(unhex('${padded(bytes, 0x36)}')||${number}))`;
  return `CAST(substr(sha256(unhex('${padded(bytes, 0x5c)}')||${inner}), 1, 32) AS UUID)`;
}

function padded(bytes: Buffer, pad: number): string {
  const block = Buffer.alloc(64, pad);
  bytes.forEach((byte, i) => {
    block[i] = byte ^ pad;
  });
  return block.toString('hex');
}
