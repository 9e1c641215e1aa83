import { createHmac } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { dataDir, dataPath, type Settings, StartError } from '../config.ts';
import { ensureKeys, key, keyFingerprint } from '../crypto/keys.ts';
import { prepareJobs } from '../jobs/jobs.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts';
import { lintDatabase } from './lint.ts';
import { ensureRoles, migrate } from './migrate.ts';
import { connectDatabase, disconnectDatabase, hmacPads } from './scope.ts';

/** An open database of this program; `close` ends the pools and, if it was embedded, the server. */
export interface OpenedDatabase {
  /** Address as the administrator; for the job queue and for tools. */
  adminUrl: string;
  embedded: boolean;
  migrated: string[];
  close: () => Promise<void>;
}

/** The password of a login role, derived from the key file so that none stands anywhere. */
export function rolePassword(role: string): string {
  return createHmac('sha256', key('scope')).update(`role:${role}`).digest('base64url');
}

/** Starts or reaches the database, brings it forward, checks its protection and opens the pools. */
export async function openDatabase(settings: Settings, onLost?: () => void): Promise<OpenedDatabase> {
  prepareDataFolder();
  ensureKeys();
  const server = settings.databaseUrl ? null : await embedded(onLost);
  const adminUrl = settings.databaseUrl ?? (await createDatabase(server as EmbeddedDatabase, 'shouwang'));
  // The database's own user has what it needs; whatever is written from here on is for this user alone.
  process.umask(0o077);
  try {
    const migrated = await prepareDatabase(adminUrl);
    return {
      adminUrl,
      embedded: server !== null,
      migrated,
      close: async () => {
        await disconnectDatabase();
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

/** The data folder can be passed through by the database's own user, but listed by nobody else; what is in it is open to its owner alone. */
function prepareDataFolder(): void {
  const dir = dataDir();
  try {
    if (!existsSync(dir)) {
      mkdirSync(dir, { recursive: true });
      chmodSync(dir, 0o711);
    }
    accessSync(dir, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC')
      throw new StartError(`The disk is full: ${dir} cannot be made. Free at least 1 GB and start again.`);
    throw new StartError(
      `The data folder ${dir} cannot be written (${code}). Set SHOUWANG_DATA to a folder that this user may write.`,
    );
  }
}

function embedded(onLost?: () => void): Promise<EmbeddedDatabase> {
  return startEmbedded({
    dir: dataPath('pg'),
    password: rolePassword('postgres'),
    ...(onLost ? { onExit: onLost } : {}),
  });
}

async function createDatabase(server: EmbeddedDatabase, name: string): Promise<string> {
  const client = await connectAdmin(server.url);
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const address = new URL(server.url);
  address.pathname = join('/', name);
  return address.toString();
}

/** Roles, migrations, scope key, protection check, pools: everything between an address and a database that may be used. */
export async function prepareDatabase(adminUrl: string): Promise<string[]> {
  const client = await connectAdmin(adminUrl);
  try {
    await refuseOldServer(client);
    const app = rolePassword('shouwang_app');
    const job = rolePassword('shouwang_job');
    await ensureRoles(client, { shouwang_app: app, shouwang_job: job });
    const migrated = await migrate(client);
    await refuseOtherKeys(client);
    await storeScopeKey(client);
    await prepareJobs(adminUrl);
    await lintDatabase(client);
    connectDatabase({ url: adminUrl, appPassword: app, jobPassword: job, scopeKey: key('scope') });
    return migrated;
  } catch (error) {
    throw explain(error);
  } finally {
    await client.end();
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ v: string }>("select current_setting('server_version_num') as v");
  if (Number(rows[0]?.v) < 150_000)
    throw new StartError('DATABASE_URL leads to a PostgreSQL older than 15. Use version 15 or newer.');
}

/** A database belongs to one key file: with another one nothing sealed in it could be read, and new people would not be matched. */
async function refuseOtherKeys(client: pg.Client): Promise<void> {
  const mine = JSON.stringify(keyFingerprint());
  const { rows } = await client.query<{ same: boolean }>(
    `insert into platform.setting (name, value) values ('keys.fingerprint', $1::jsonb)
     on conflict (name) do update set value = platform.setting.value returning value = $1::jsonb as same`,
    [mine],
  );
  if (!rows[0]?.same)
    throw new StartError(
      'This database belongs to another key file. Put the right key file back (SHOUWANG_KEY_FILE), or use another database.',
    );
}

/** The database checks scopes with the same key as this program; a database that belongs to another key file is refused. */
async function storeScopeKey(client: pg.Client): Promise<void> {
  const { inner, outer } = hmacPads(key('scope'));
  await client.query(
    `insert into sec.scope_key (kid, inner_pad, outer_pad) values ('current', $1, $2)
     on conflict (kid) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad`,
    [inner, outer],
  );
}

async function connectAdmin(url: string): Promise<pg.Client> {
  let client: pg.Client;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    await client.connect();
  } catch (error) {
    throw explain(error);
  }
  return client;
}

const REASONS: Record<string, string> = {
  '28P01': 'the user or the password is wrong',
  '28000': 'the user may not sign in',
  '3D000': 'the database does not exist; create it first',
  ECONNREFUSED: 'nothing listens there; start the server or correct host and port',
  ENOTFOUND: 'the host name is unknown',
  ETIMEDOUT: 'the server does not answer',
  ERR_INVALID_URL: 'it is not an address; it must look like postgres://user:password@host:5432/database',
  '42501': 'the user may not create roles and tables; use a superuser for the first start',
  '53100': 'the disk of the server is full',
};

function explain(error: unknown): unknown {
  const code = (error as { code?: string }).code;
  if (error instanceof StartError || !code || !(code in REASONS)) return error;
  return new StartError(
    `The database cannot be used: ${REASONS[code]}. Correct DATABASE_URL, or unset it to use the embedded database.`,
  );
}
