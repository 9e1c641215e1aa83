import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import { dataDir } from '@shouwang/platform/config.ts';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Ground } from './ground.ts';
import { type Needle, search } from './planted-people.ts';

/** Everything that was searched in one medium and what was found there. */
export interface Searched {
  hits: string[];
  bytes: number;
  parts: number;
}

const nothing = (): Searched => ({ hits: [], bytes: 0, parts: 0 });

function add(sum: Searched, where: string, { content, needles }: { content: Buffer; needles: Needle[] }): void {
  sum.hits.push(...search(where, content, needles));
  sum.bytes += content.length;
  sum.parts += 1;
}

/** All tables of the database, written out whole by COPY, those of the job queue included. */
export async function searchDump(ground: Ground, needles: Needle[]): Promise<Searched> {
  const sum = nothing();
  const tables = await ground.admin<{ name: string }>(
    "select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|areas|kept)'",
  );
  const client = new pg.Client({ connectionString: ground.url });
  await client.connect();
  try {
    for (const { name } of tables)
      add(sum, `dump of ${name}`, {
        content: await buffer(client.query(copyTo(`copy (select * from ${name}) to stdout`))),
        needles,
      });
  } finally {
    await client.end();
  }
  return sum;
}

/** The write-ahead log: what an archive and a standby get. */
export async function searchWal(ground: Ground, needles: Needle[]): Promise<Searched> {
  const sum = nothing();
  const [row] = await ground.admin<{ dir: string }>("select current_setting('data_directory') as dir");
  const folder = join(row?.dir ?? '', 'pg_wal');
  for (const name of readdirSync(folder).filter((file) => /^[0-9A-F]{24}$/.test(file)))
    add(sum, 'write-ahead log', { content: readFileSync(join(folder, name)), needles });
  return sum;
}

function* filesBelow(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      if (!existsSync(join(path, 'PG_VERSION'))) yield* filesBelow(path);
    } else yield path;
  }
}

/** The data folder without the database: columnar files raw and decoded, and everything else that lies there. */
export async function searchFolder(
  needles: Needle[],
): Promise<{ columnar: Searched; decoded: Searched; other: Searched }> {
  const sums = { columnar: nothing(), decoded: nothing(), other: nothing() };
  for (const path of filesBelow(dataDir())) {
    const name = relative(dataDir(), path);
    if (path.endsWith('.parquet')) {
      add(sums.columnar, `columnar file ${name}`, { content: readFileSync(path), needles });
      add(sums.decoded, `decoded ${name}`, { content: await decode(path), needles });
    } else add(sums.other, `file ${name}`, { content: readFileSync(path), needles });
  }
  return sums;
}

async function decode(path: string): Promise<Buffer> {
  const rows = await withDuck((db) =>
    db.rows<{ line: string }>(
      `select to_json(t)::varchar as line from read_parquet('${path.replaceAll("'", "''")}') t`,
    ),
  );
  return Buffer.from(rows.map((row) => row.line).join('\n'));
}
