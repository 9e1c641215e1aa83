import type { AnyUnit } from './expression.node.ts';

/** Pure numbers: they scale a value without changing its unit. */
function isScale(unit: AnyUnit): boolean {
  return unit === 'any' || unit === 'ratio' || unit === 'count' || unit === 'none';
}

/** The unit of a sum or difference; null when the two do not go together. */
export function sumUnit(a: AnyUnit, b: AnyUnit): AnyUnit | null {
  if (a === 'any') return b;
  return b === 'any' || a === b ? a : null;
}

/** The unit of a product: one of the two only scales the other. */
export function productUnit(a: AnyUnit, b: AnyUnit): AnyUnit | null {
  if (b === 'any' || b === 'ratio') return a === 'any' ? b : a;
  if (isScale(a)) return b;
  return isScale(b) ? a : null;
}

/** The unit of a quotient: a share of two of a kind. */
export function quotientUnit(a: AnyUnit, b: AnyUnit): AnyUnit | null {
  if (a === b && a !== 'any') return 'ratio';
  return isScale(b) ? a : null;
}

/** Constants are worked out in decimal, to twelve digits: 9600 × 1.1 is 10560, not 10560.000000000002. */
export function fold(op: '+' | '-' | '*' | '/', a: number, b: number): number {
  const value = op === '+' ? a + b : op === '-' ? a - b : op === '*' ? a * b : a / b;
  return Number(value.toPrecision(12));
}
