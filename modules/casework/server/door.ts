import type { Tx } from '@shouwang/platform/db/scope.ts';
import { readBoard } from './queries.ts';

export { type ComparisonSource, type Receipt, useComparisonSource } from './comparison.ts';
export { countCounties } from './county-counts.ts';
export { takeUpDispatches } from './jobs.ts';
export { listKin } from './relatives.ts';

/** Open cases of an area: how many, how many overdue, and by step. */
export async function countsFor(
  tx: Tx,
  area: string,
): Promise<{ open: number; overdue: number; byColumn: Record<string, number> }> {
  const board = await readBoard(tx, area);
  return {
    open: board.total,
    overdue: board.overdue,
    byColumn: Object.fromEntries(board.columns.map((column) => [column.key, column.count])),
  };
}
