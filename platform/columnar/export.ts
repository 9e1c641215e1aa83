import { randomUUID } from 'node:crypto';
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { sqlText, withDuck } from './duck.ts';

/**
 * Writes the rows of a query as a columnar file, whole or not at all. `columns` names them with their types in the order of the query;
 * a `text[]` column must be selected as comma-separated text.
 */
export async function exportParquet(
  client: PoolClient,
  sql: string,
  to: { file: string; columns: Record<string, string> },
): Promise<void> {
  const draft = `${to.file}.${randomUUID()}`;
  const csv = `${draft}.csv`;
  const names = Object.entries(to.columns);
  const types = names.map(([name, type]) => `'${name}': '${type === 'text[]' ? 'text' : type}'`).join(', ');
  const selected = names
    .map(([name, type]) => (type === 'text[]' ? `string_split(nullif(${name}, ''), ',') as ${name}` : name))
    .join(', ');
  const reading = `read_csv(${sqlText(csv)}, auto_detect = false, delim = ',', quote = '"', escape = '"', header = false, nullstr = '\\N', columns = {${types}})`;
  try {
    await pipeline(client.query(copyTo(`copy (${sql}) to stdout (format csv, null '\\N')`)), createWriteStream(csv));
    await withDuck((db) =>
      db.run(`copy (select ${selected} from ${reading}) to ${sqlText(draft)} (format parquet, compression zstd)`),
    );
    renameSync(draft, to.file);
  } finally {
    rmSync(csv, { force: true });
    rmSync(draft, { force: true });
  }
}
