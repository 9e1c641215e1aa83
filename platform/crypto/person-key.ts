import { blindIndex, blindIndexSql } from './blind-index.ts';
import { normaliseIdNumber } from './id-number.ts';
import { normaliseIdNumberSql } from './id-number-sql.ts';

/**
 * The blind index of a person: the first 16 bytes of HMAC-SHA256(person key, normalised ID number), written as a uuid.
 * An empty number has no key (throws): otherwise all people without a number would be one person.
 */
export function personKey(idNumber: string): string {
  const number = normaliseIdNumber(idNumber);
  if (number === '') throw new RangeError('an empty ID number has no person key');
  return blindIndex('person', number);
}

/** DuckDB expression of type UUID equal to `personKey`, NULL for a NULL or empty number. The text holds key material: never log it. */
export function personKeySql(idColumnExpr: string, keyHex?: string): string {
  return blindIndexSql('person', `nullif(${normaliseIdNumberSql(idColumnExpr)}, '')`, keyHex);
}
