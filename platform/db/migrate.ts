import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from 'pg';
import { StartError } from '../config.ts';

const DB_DIR = fileURLToPath(new URL('../../db/', import.meta.url));
const LOCK = 7_366_170_421;

/** One step of the schema: `earlier` are checksums of texts of before, each in a first line `-- earlier text: <sha256>`; with what follows they lead to the same. */
export interface Migration {
  name: string;
  sql: string;
  checksum: string;
  earlier: readonly string[];
}

/** The migrations of the project in their order; names are `NNNN-what.sql`. */
export function readMigrations(dir: string = join(DB_DIR, 'migrations')): Migration[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(dir, name), 'utf8');
      const earlier = [...sql.matchAll(/^-- earlier text: ([0-9a-f]{64})$/gm)].map(
        ([, checksum]) => checksum as string,
      );
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex'), earlier };
    });
}

/** Makes the roles of the cluster and gives the login roles their passwords. Needs a superuser (BYPASSRLS of the job role). */
export async function ensureRoles(client: Client, passwords: Record<string, string>): Promise<void> {
  await client.query(readFileSync(join(DB_DIR, 'roles.sql'), 'utf8'));
  for (const [role, password] of Object.entries(passwords)) {
    await client.query(`alter role ${client.escapeIdentifier(role)} password ${client.escapeLiteral(password)}`);
  }
}

/**
 * Brings the database forward: each migration once, in order, in its own transaction, as the owner role, under an advisory lock, so that
 * two programs that start together do it once. A migration that changed after it ran is refused, unless it names the text that ran.
 * @returns the names that ran now
 */
export async function migrate(client: Client, migrations: Migration[] = readMigrations()): Promise<string[]> {
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await prepare(client);
    const done = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from public.migration order by name',
    );
    const known = new Map(done.rows.map((row) => [row.name, row.checksum]));
    refuseForeign(known, migrations);
    const pending = migrations.filter((migration) => !known.has(migration.name));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

async function prepare(client: Client): Promise<void> {
  await client.query(`create table if not exists public.migration (
    name text constraint migration_pk primary key, checksum text not null, applied_at timestamptz not null default now())`);
  const database = client.escapeIdentifier(
    (await client.query<{ name: string }>('select current_database() as name')).rows[0]?.name ?? '',
  );
  await client.query(`grant create, connect on database ${database} to shouwang_owner`);
  await client.query('grant usage, create on schema public to shouwang_owner');
  await client.query('revoke create on schema public from public');
}

function refuseForeign(known: Map<string, string>, migrations: Migration[]): void {
  for (const [name, checksum] of known) {
    const migration = migrations.find((one) => one.name === name);
    if (!migration)
      throw new StartError(
        `The database is newer than this program (it has ${name}). Start the newer program, or restore an older backup.`,
      );
    if (migration.checksum !== checksum && !migration.earlier.includes(checksum))
      throw new StartError(
        `The migration ${name} was changed after it ran. Put its text back and add a new migration instead.`,
      );
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query('set local role shouwang_owner');
    await client.query(migration.sql);
    await client.query('reset role');
    await client.query('insert into public.migration (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}
