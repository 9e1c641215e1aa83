import { blindIndex, blindIndexSql } from './blind-index.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const WIDE = Array.from({ length: 94 }, (_, i) => String.fromCodePoint(0xff01 + i));
const narrow = (sign: string) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfee0).toUpperCase();
/** Signs that are left out: spaces, also the wide and the hard one. */
const SPACES = ' \u00a0\u3000';
const FOLDED: ReadonlyMap<string, string> = new Map([
  ...[...LOWER].map((sign) => [sign, sign.toUpperCase()] as const),
  ...WIDE.map((sign) => [sign, narrow(sign)] as const),
  ...[...SPACES].map((sign) => [sign, ''] as const),
]);
const PLAIN = '[0-9A-Z]+';

/** The one form in which the number of a document is compared: half width, Latin letters in upper case, without spaces. */
export function normaliseDocumentNumber(raw: string): string {
  return [...raw].map((sign) => FOLDED.get(sign) ?? sign).join('');
}

/**
 * The blind index of a document: its number under a key of its own, so that it tells no person and cannot be held against person keys.
 * `kind` (the data item) is part of it: the same number in two kinds of documents gives two keys. Null for an empty number.
 */
export function documentKey(kind: string, number: string): string | null {
  const normal = normaliseDocumentNumber(number);
  return normal === '' ? null : blindIndex('document', `${kind}:${normal}`);
}

/** DuckDB expression of type UUID equal to `documentKey`. The text holds key material: never log it. */
export function documentKeySql(kind: string, numberExpr: string): string {
  if (!/^[A-Z0-9-]+$/.test(kind)) throw new RangeError('a kind of document is a plain code');
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const kept = [...FOLDED].filter(([, to]) => to !== '');
  // What stands in the first list only is left out.
  const from = literal([...kept.map(([sign]) => sign), ...SPACES].join(''));
  const to = literal(kept.map(([, sign]) => sign).join(''));
  const normal = `case when regexp_full_match(${numberExpr}, '${PLAIN}') then ${numberExpr} else translate(${numberExpr}, ${from}, ${to}) end`;
  return blindIndexSql('document', `('${kind}:' || nullif(${normal}, ''))`);
}
