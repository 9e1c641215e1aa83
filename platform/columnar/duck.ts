import { mkdirSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api';
import { dataPath } from '../config.ts';

/** A value that may be bound to `$1`, `$2`, … of a statement. */
type DuckParam = string | number | bigint | boolean | null;

/**
 * One open columnar session. Statements run one after the other.
 *
 * Values come back as plain JSON-like values: integers as `number` (a value beyond 2^53 is a fault, cast it to text in
 * the statement), decimals and doubles as `number`, dates as 'YYYY-MM-DD', moments as ISO text, uuids as text.
 */
export interface DuckSession {
  /** Runs one or several statements and drops their result. */
  run(sql: string, params?: DuckParam[]): Promise<void>;
  /** Runs one statement and returns all its rows. */
  rows<T>(sql: string, params?: DuckParam[]): Promise<T[]>;
  /** Gives back the memory and the temporary files. */
  close(): void;
}

export interface DuckOptions {
  /** Upper bound of memory before the engine spills to disk. */
  memoryMiB?: number;
  threads?: number;
  /** Folder for spilled data; below the data folder unless told. */
  dir?: string;
}

/** Opens an in-memory columnar session that the caller must close; {@link withDuck} does so by itself. */
export async function openDuck(options: DuckOptions = {}): Promise<DuckSession> {
  const dir = options.dir ?? dataPath('tmp', 'duck');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads ?? 2),
    memory_limit: `${options.memoryMiB ?? 2048}MiB`,
    temp_directory: dir,
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  // A file is asked for its date of change before its cached footer is used.
  await connection.run('set parquet_metadata_cache = true');
  return {
    run: async (sql, params) => {
      await connection.run(sql, params as DuckDBValue[] | undefined);
    },
    rows: (sql, params) => readRows(connection, sql, params),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Opens a columnar session, hands it to `fn`, and closes it whatever happens. */
export async function withDuck<T>(fn: (db: DuckSession) => Promise<T>, options?: DuckOptions): Promise<T> {
  const session = await openDuck(options);
  try {
    return await fn(session);
  } finally {
    session.close();
  }
}

async function readRows<T>(connection: DuckDBConnection, sql: string, params?: DuckParam[]): Promise<T[]> {
  const reader = await connection.runAndReadAll(sql, params as DuckDBValue[] | undefined);
  const names = reader.columnNames();
  const columns: unknown[][] = reader.getColumnsJS();
  const rows: Record<string, unknown>[] = Array.from({ length: reader.currentRowCount }, () => ({}));
  for (const [i, name] of names.entries()) {
    const isDate = reader.columnTypeId(i) === DuckDBTypeId.DATE;
    const column = columns[i] ?? [];
    for (let at = 0; at < rows.length; at++) (rows[at] as Record<string, unknown>)[name] = plain(column[at], isDate);
  }
  return rows as T[];
}

function plain(value: unknown, isDate: boolean): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'bigint')) return value;
  if (typeof value === 'bigint') return safeInteger(value);
  if (value instanceof Date) return isDate ? value.toISOString().slice(0, 10) : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item, false));
  return value;
}

function safeInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`Integer ${value} is beyond 2^53: cast it to text in the SQL.`);
  return number;
}

/** A text as an SQL literal, quotes doubled. For file names and constants that cannot be bound. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
