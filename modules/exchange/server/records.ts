import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { findItem } from '../catalogue.ts';
import { documentField } from '../rules.ts';
import { listBatchesInForce } from './in-force.ts';

/** What is asked for: some people of a county, one item, up to a month. */
export interface RecordQuery {
  countyCode: string;
  itemCode: string;
  memberIds: readonly string[];
  upToPeriod: string;
  /** Read every month since this one instead of the latest list only (settlements add up). */
  sincePeriod?: string;
}

/** Rows that stand for documents count once a document and person: the one of the latest month, among files of a month the last. */
function recordsSql(itemCode: string, files: readonly string[], where: string): string {
  const read = `read_parquet([${files.join(', ')}], union_by_name = true)`;
  const item = findItem(itemCode);
  if (!item || documentField(item) < 0) return `select * from ${read} where ${where}`;
  // Files of the time before documents were kept have neither column.
  const rows = `(select null::uuid as document_key, null::text as period where false union all by name select * from ${read})`;
  const nth = `row_number() over (partition by person_key, document_key order by period desc, batch_id desc, row_no)`;
  return `select * from ${rows} where ${where} qualify document_key is null or ${nth} = 1`;
}

/** Rows of an item about these people, and whether the item was delivered at all. Columns are those of the item's columnar file. */
export async function recordsOf<T extends { member_id: string }>(
  tx: Tx,
  query: RecordQuery,
): Promise<{ delivered: boolean; dataDate: string; rows: T[] }> {
  const batches = (await listBatchesInForce(tx, query.countyCode, query.upToPeriod)).filter(
    (batch) => batch.itemCode === query.itemCode,
  );
  const latest = batches.at(-1);
  if (!latest) return { delivered: false, dataDate: '', rows: [] };
  const since = query.sincePeriod ?? latest.period;
  const files = batches
    .filter((batch) => batch.period >= since)
    .map((batch) => `'${batch.parquetPath.replaceAll("'", "''")}'`);
  if (files.length === 0 || query.memberIds.length === 0)
    return { delivered: true, dataDate: latest.dataDate, rows: [] };
  const marks = query.memberIds.map((_, index) => `$${index + 1}::uuid`).join(', ');
  const rows = await withDuck((db) =>
    db.rows<T>(recordsSql(query.itemCode, files, `member_id in (${marks})`), [...query.memberIds]),
  );
  return { delivered: true, dataDate: latest.dataDate, rows };
}
