import type { IncomeTrace } from '../contract.ts';

/** One line of the income calculation. */
export type IncomeLine = IncomeTrace['lines'][number];

/** Whether the lines of the page really make up the net income, to the fen; with an unknown line there is nothing to add. */
export function addsUp(lines: readonly IncomeLine[]): boolean {
  const parts = lines.filter((line) => line.sign === '+' || line.sign === '-');
  const net = lines.find((line) => line.sign === '=')?.value;
  if (net === undefined || net === null || parts.some((line) => line.value === null)) return true;
  const sum = parts.reduce((all, line) => all + (line.sign === '+' ? 1 : -1) * (line.value ?? 0), 0);
  return Math.abs(sum - net) < 0.005;
}
