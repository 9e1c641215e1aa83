import type { Tx } from '@shouwang/platform/db/scope.ts';
import { rowsPath } from './import-job.ts';

/** A file that screening reads. */
export interface BatchInForce {
  itemCode: string;
  period: string;
  batchId: string;
  batchNo: string;
  fileName: string;
  /** Columnar file with the accepted rows, readable as it is. */
  parquetPath: string;
  rows: number;
  /** The day that the data speak of. */
  dataDate: string;
}

/** The files in force of a county up to a month: of each item and month the latest accepted one that was not taken back. */
export async function listBatchesInForce(tx: Tx, countyCode: string, upToPeriod: string): Promise<BatchInForce[]> {
  const rows = await tx
    .selectFrom('exchange.import_batch')
    .distinctOn(['item_code', 'period'])
    .select(['id', 'item_code', 'period', 'rows_accepted', 'data_date', 'file_name', 'batch_no'])
    .where('county_code', '=', countyCode)
    .where('period', '<=', upToPeriod)
    .where('state', '=', 'accepted')
    .orderBy('item_code')
    .orderBy('period')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    itemCode: row.item_code,
    period: row.period,
    batchId: row.id,
    batchNo: row.batch_no,
    fileName: row.file_name,
    parquetPath: rowsPath({ itemCode: row.item_code, period: row.period, batchId: row.id }),
    rows: row.rows_accepted ?? 0,
    dataDate: row.data_date ?? `${row.period.slice(0, 4)}-${row.period.slice(4)}-01`,
  }));
}
