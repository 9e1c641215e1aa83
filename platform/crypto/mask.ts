/** Masks for screens and paper. Browser-safe; a mask never shows a short or odd value whole. */

/** `440229********001X`: the first six and the last four; a shorter value is hidden whole. */
export function maskIdNumber(number: string): string {
  const signs = [...number.trim()];
  if (signs.length < 15) return '*'.repeat(signs.length);
  return signs.slice(0, 6).join('') + '*'.repeat(signs.length - 10) + signs.slice(-4).join('');
}

/** `154****6621`; a number of fewer than eleven signs shows its last two only. */
export function maskPhone(phone: string): string {
  const signs = [...phone.trim()];
  if (signs.length < 7) return '*'.repeat(signs.length);
  if (signs.length < 11) return '*'.repeat(signs.length - 2) + signs.slice(-2).join('');
  return signs.slice(0, 3).join('') + '*'.repeat(signs.length - 7) + signs.slice(-4).join('');
}

/** `6299********4408`, always eight stars, so that the length of the account is not told either. */
export function maskAccount(account: string): string {
  const signs = [...account.replace(/\s/g, '')];
  if (signs.length < 12) return '*'.repeat(8);
  return `${signs.slice(0, 4).join('')}********${signs.slice(-4).join('')}`;
}

/**
 * `曾*生`, `邓*`, `欧**华`; every part of a name with `·` keeps its first sign only: `阿***·买**`. Spaces within a
 * Chinese name are dropped first (`曾 生`). At least one sign is always hidden.
 */
export function maskName(name: string): string {
  const written = /[A-Za-z]/.test(name) ? name.trim() : name.replace(/\s/g, '');
  const parts = written.replace(/^[·•・‧\s]+|[·•・‧\s]+$/g, '').split(/([·•・‧\s]+)/);
  if (parts.length === 1) return maskPlainName([...(parts[0] ?? '')]);
  return parts.map((part, i) => (i % 2 === 1 ? part : firstSignOnly([...part], i === parts.length - 1))).join('');
}

function maskPlainName(signs: string[]): string {
  if (signs.length < 3) return firstSignOnly(signs, true);
  return `${signs[0] ?? ''}${'*'.repeat(signs.length - 2)}${signs.at(-1) ?? ''}`;
}

/** A single sign stays, unless it must be hidden because nothing else of the name would be. */
function firstSignOnly(signs: string[], hideSingle: boolean): string {
  if (signs.length === 1) return hideSingle ? '*' : (signs[0] ?? '');
  return (signs[0] ?? '') + '*'.repeat(Math.max(0, signs.length - 1));
}
