import { openField, sealField } from '@shouwang/platform/crypto/field.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { runSql } from '@shouwang/platform/db/scope.ts';
import type { ReportedRow } from './engine/refusals.ts';

/** The lists of rows that a check leaves behind: those that were refused, and those that were accepted and must be looked at. */
export type RowList = 'exchange.rejected_row' | 'exchange.flagged_row';

/**
 * Lines of these rows hold names and numbers, so they are sealed. One seal a row would cost 16 seconds for a million rows and most
 * are never read: a block of 200 rows is one seal, kept on the first row of the block. Bound to county, batch and first row.
 */
const BLOCK_ROWS = 200;

const place = (list: RowList, batch: BatchKey, firstRow: number) => ({
  table: list,
  column: 'line_sealed',
  row: `${batch.county_code}:${batch.id}:${firstRow}`,
});

export interface BatchKey {
  county_code: string;
  id: string;
}

/** Writes rows of a list in their order; each call starts blocks of its own. */
export async function insertRows(
  tx: Tx,
  { list, batch }: { list: RowList; batch: BatchKey },
  rows: readonly ReportedRow[],
): Promise<void> {
  const seal = (block: readonly ReportedRow[], firstRow: number) =>
    sealField(JSON.stringify(block.map((row) => [row.rowNo, row.line])), place(list, batch, firstRow));
  const sealed = rows.map((row, i) => (i % BLOCK_ROWS === 0 ? seal(rows.slice(i, i + BLOCK_ROWS), row.rowNo) : null));
  await runSql(
    tx,
    `insert into ${list} (county_code, batch_id, row_no, area_code, column_name, value_shown, code, reason, repair, line_sealed)
     select $1::text, $2::uuid, u.row_no, $1::text, u.column_name, u.value_shown, u.code, u.reason, u.repair, u.line_sealed
     from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[]) as u(row_no, column_name, value_shown, code, reason, repair, line_sealed)`,
    [
      batch.county_code,
      batch.id,
      rows.map((row) => row.rowNo),
      rows.map((row) => row.column),
      rows.map((row) => row.shown),
      rows.map((row) => row.code),
      rows.map((row) => row.reason),
      rows.map((row) => row.repair),
      sealed,
    ],
  );
}

/** The lines of a block by row number. */
export function openBlock(
  { list, batch }: { list: RowList; batch: BatchKey },
  firstRow: number,
  sealed: Buffer,
): Map<number, string[]> {
  return new Map(JSON.parse(openField(sealed, place(list, batch, firstRow))) as [number, string[]][]);
}

/** The block in which a refused row lies. */
export async function lineOf(tx: Tx, batch: BatchKey, rowNo: number): Promise<string[]> {
  const block = await tx
    .selectFrom('exchange.rejected_row')
    .select(['row_no', 'line_sealed'])
    .where('county_code', '=', batch.county_code)
    .where('batch_id', '=', batch.id)
    .where('row_no', '<=', rowNo)
    .where('line_sealed', 'is not', null)
    .orderBy('row_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!block?.line_sealed) return [];
  return openBlock({ list: 'exchange.rejected_row', batch }, block.row_no, block.line_sealed).get(rowNo) ?? [];
}
