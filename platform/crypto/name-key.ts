import { blindIndex, blindIndexSql } from './blind-index.ts';

/** Signs that are written as the dot in names such as 阿依古丽·买买提; a full stop among them, since many keyboards have no other. */
const DOTS = /[.·•‧∙⋅・ꞏ᛫⸱｡]/gu;
/** White space, and signs that nobody sees. */
const UNSEEN = /[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]|\p{Variation_Selector}/gu;

/** Names that are in their one form as they stand: ideographs of the two blocks that nearly all names are written with. */
export const PLAIN_NAME = '[\u3400-\u4dbf\u4e00-\u9fff]+';
const PLAIN = new RegExp(`^${PLAIN_NAME}$`, 'u');

/**
 * The one form in which names are compared: compatibility forms folded (NFKC, so full and half width are one), white space left out, all
 * dots of a name the same, Latin letters in upper case. Traditional and simplified characters stay different.
 */
export function normaliseName(raw: string): string {
  if (PLAIN.test(raw)) return raw;
  return raw.normalize('NFKC').replace(UNSEEN, '').replace(DOTS, '·').toUpperCase();
}

/** The blind index of a name under a key of its own; it can be held against other names only. Null for an empty name. */
export function nameKey(name: string): string | null {
  const normal = normaliseName(name);
  return normal === '' ? null : blindIndex('name', normal);
}

/** DuckDB expression of type UUID: `nameKey` of a name that is in its one form already. The text holds key material: never log it. */
export function nameKeySql(normalNameExpr: string): string {
  return blindIndexSql('name', `nullif(${normalNameExpr}, '')`);
}
