import { openDuck } from '@shouwang/platform/columnar/duck.ts';
import { type OneHousehold, type ParquetRelations, parquetRelations, type TableRelations, tableRelations } from './dialect.ts';

/** What a run needs of an engine: statements, and the named parts that read the rows. */
export interface ScreeningSession {
  readonly engine: 'duckdb' | 'postgresql';
  run(sql: string): Promise<void>;
  rows<T>(sql: string): Promise<T[]>;
  /** Named parts for all households, or for one. */
  relations(only?: OneHousehold): string[];
  close(): void;
}

/** Anything that can run a statement: a `pg` client. One connection, since a run keeps its facts in a temporary table. */
export interface QueryClient {
  query(sql: string): Promise<{ rows: unknown[] }>;
}

/** DuckDB over parquet files: the engine of an installation without a cluster. */
export async function duckSession(
  from: ParquetRelations,
  options: { memoryMiB?: number; threads?: number; dir?: string } = {},
): Promise<ScreeningSession> {
  const db = await openDuck({ memoryMiB: 3072, ...options });
  return {
    engine: 'duckdb',
    run: (sql) => db.run(sql),
    rows: (sql) => db.rows(sql),
    relations: (only) => parquetRelations(from, only),
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
    relations: (only) => tableRelations(from, only),
    close: () => undefined,
  };
}
