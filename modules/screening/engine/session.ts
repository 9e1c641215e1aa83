import { type DuckOptions, type DuckSession, openDuck, sqlText } from '@shouwang/platform/columnar/duck.ts';
import {
  type Only,
  type ParquetRelations,
  parquetRelations,
  plainName,
  type Superseded,
  type TableRelations,
  tableRelations,
} from './dialect.ts';
import { ITEM_CODES, isDocumentItem, itemRelation } from './items.ts';

/** What a run needs of an engine: statements, and the named parts that read the rows. */
export interface ScreeningSession {
  readonly engine: 'duckdb' | 'postgresql';
  run(sql: string): Promise<void>;
  rows<T>(sql: string): Promise<T[]>;
  /** Named parts for all households, for one, or for those listed in a table. */
  relations(only?: Only, superseded?: Superseded): string[];
  /** Puts the rows of a statement away where they outlive the session: in a parquet file, or in a table of PostgreSQL. */
  keep(select: string, target: string): Promise<void>;
  /** How a statement reads what was put away. */
  kept(target: string): string;
  close(): void;
}

/** Rows of a kept file that are worked on at once: small enough that the facts of one county keep two processors busy. */
const ROW_GROUP = 40_960;

/** The statement that writes rows to a file, and how another reads them. */
export const parquetStore = {
  write: (select: string, file: string) =>
    `copy (${select}) to ${sqlText(file)} (format parquet, compression snappy, row_group_size ${ROW_GROUP})`,
  read: (file: string) => `read_parquet(${sqlText(file)})`,
};

/** Anything that can run a statement: a `pg` client. One connection, since a run keeps its facts in a temporary table. */
export interface QueryClient {
  query(sql: string): Promise<{ rows: unknown[] }>;
}

export interface DuckSessionOptions extends DuckOptions {
  /**
   * Reads the files into memory once. For a session that evaluates single households of one county, again and again:
   * it saves looking through all files each time.
   */
  resident?: boolean;
}

/** DuckDB over parquet files: the engine of an installation without a cluster. */
export async function duckSession(from: ParquetRelations, options: DuckSessionOptions = {}): Promise<ScreeningSession> {
  const { resident = false, ...duck } = options;
  const db = await openDuck({ memoryMiB: 3072, ...duck });
  const tables = resident ? await readIntoMemory(db, from) : null;
  return {
    engine: 'duckdb',
    run: (sql) => db.run(sql),
    rows: (sql) => db.rows(sql),
    relations: (only, superseded) =>
      tables ? tableRelations(tables, { only }) : parquetRelations(from, { only, superseded }),
    keep: (select, file) => db.run(parquetStore.write(select, file)),
    kept: parquetStore.read,
    close: () => db.close(),
  };
}

/** PostgreSQL (or Citus) over tables or views. The caller owns the connection. */
export function postgresSession(client: QueryClient, from: TableRelations): ScreeningSession {
  return {
    engine: 'postgresql',
    run: async (sql) => {
      await client.query(sql);
    },
    rows: async <T>(sql: string) => (await client.query(sql)).rows as T[],
    relations: (only, superseded) => tableRelations(from, { only, superseded }),
    keep: async (select, table) => {
      await client.query(`create table ${plainName(table)} as ${select}`);
    },
    kept: plainName,
    close: () => undefined,
  };
}

async function readIntoMemory(db: DuckSession, from: ParquetRelations): Promise<TableRelations> {
  const names = ['household', 'member', ...ITEM_CODES.filter((item) => from.items[item]?.length).map(itemRelation)];
  const parts = parquetRelations(from).join(',\n');
  for (const name of names) {
    await db.run(`create table resident_${name} as with ${parts} select * from ${name} order by household_id`);
  }
  const items = ITEM_CODES.filter((item) => names.includes(itemRelation(item))).map((item) => [
    item,
    `resident_${itemRelation(item)}`,
  ]);
  const settled = ITEM_CODES.filter(isDocumentItem);
  return { households: 'resident_household', members: 'resident_member', items: Object.fromEntries(items), settled };
}
