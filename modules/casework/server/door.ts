import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { CaseRow } from '../contract.ts';
import { findCaseOfHousehold, findCaseRow, readBoard } from './queries.ts';

export { type DispatchedSheet, openCase } from './commands.open.ts';
export { type ComparisonRequest, type ComparisonSource, type Receipt, useComparisonSource } from './comparison.ts';
export { takeUpDispatches } from './jobs.ts';
export { setPaperFiling } from './papers.file.ts';

/** The open case of a household, or its latest one; undefined when it never had any. */
export function caseOfHousehold(tx: Tx, household: { countyCode: string; id: string }): Promise<CaseRow | undefined> {
  return findCaseOfHousehold(tx, household);
}

/** One case as lists show it; undefined outside the actor's area. */
export function findCase(tx: Tx, at: { countyCode: string; id: string }): Promise<CaseRow | undefined> {
  return findCaseRow(tx, at);
}

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
