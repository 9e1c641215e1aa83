import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { ensureKeys } from '../crypto/keys.ts';
import { prepareDatabase } from '../db/open.ts';
import { type Actor, disconnectDatabase } from '../db/scope.ts';
import { planReader, watchStatements } from './county-bound.ts';

/** The address (as administrator) of the database of the running test file. */
export interface TestDatabase {
  url: string;
}

/**
 * Gives the test file a database of its own, copied from the migrated template, and connects to it as the application role, with
 * row-level security on. Call it at the top of a test file.
 */
export function useTestDatabase(): TestDatabase {
  const database: TestDatabase = { url: '' };
  let watch: ReturnType<typeof watchStatements> | undefined;
  const name = `test_${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    // One key file for the run, since the template's roles have their passwords from it; files and snapshots apart for each test file.
    process.env.SHOUWANG_KEY_FILE = join(inject('dataFolder'), 'keys', 'master.json');
    process.env.SHOUWANG_DATA = join(inject('dataFolder'), name);
    ensureKeys({ databaseExists: false });
    const base = inject('databaseUrl');
    await onServer(base, `create database ${name} template template_shouwang`);
    database.url = addressOf(name);
    await prepareDatabase(database.url);
    watch = watchStatements();
  }, 60_000);
  afterAll(async () => {
    const statements = watch?.stop() ?? new Map();
    await disconnectDatabase();
    await refuseAskedEverywhere(database.url, statements).finally(() => dropDatabase(name));
  });
  return database;
}

/** Fails a test file in which the program asked tables of counties without saying which county, though its scope lay within one. */
async function refuseAskedEverywhere(url: string, statements: ReadonlyMap<string, string>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    const askedEverywhere = await planReader(admin);
    const found: string[] = [];
    for (const [statement, asker] of statements)
      for (const table of await askedEverywhere(statement)) found.push(`${asker} asks ${table}: ${statement}`);
    if (found.length > 0) throw new Error(`asked without the county:\n${found.join('\n')}`);
  } finally {
    await admin.end();
  }
}

/**
 * Gives the test file a database of its own with nothing in it, and the administrator's connection, for tests of the migrations themselves.
 * @param prepare what it has before they run
 */
export function useEmptyDatabase(prepare = 'select'): { client: pg.Client } {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const database = { client: undefined as unknown as pg.Client };
  beforeAll(async () => {
    await onServer(inject('databaseUrl'), `create database ${name}`);
    database.client = new pg.Client({ connectionString: addressOf(name) });
    await database.client.connect();
    await database.client.query(prepare);
  }, 60_000);
  afterAll(async () => {
    await database.client?.end();
    await dropDatabase(name);
  });
  return database;
}

const addressOf = (name: string): string =>
  Object.assign(new URL(inject('databaseUrl')), { pathname: `/${name}` }).toString();

const dropDatabase = (name: string) => onServer(inject('databaseUrl'), `drop database if exists ${name} with (force)`);

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(4711)');
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Somebody who acts in a test: `anActor({ role: 'TOWN_REVIEWER', areaCode: '440229101' })`. */
export function anActor(given: Partial<Actor> = {}): Actor {
  return {
    accountId: '01900000-0000-7000-8000-000000000001',
    name: '测试员',
    role: 'COUNTY_LEAD',
    areaCode: '440229',
    departmentCode: null,
    sessionId: 'test',
    ...given,
  };
}
