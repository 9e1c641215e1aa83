import { randomBytes } from 'node:crypto';
import { key } from '@shouwang/platform/crypto/keys.ts';
import { prepareDatabase, rolePassword } from '@shouwang/platform/db/open.ts';
import { connectDatabase, disconnectDatabase } from '@shouwang/platform/db/scope.ts';
import { setup } from '@shouwang/platform/testing/global-setup.ts';
import pg from 'pg';

let serverUrl: string | null = null;

/** Tells the proofs which PostgreSQL (with the migrated template) they may make their databases on. */
export function giveServer(url: string): void {
  serverUrl = url;
}

/** Starts a PostgreSQL of the proofs' own in a temporary folder, with the migrated template; the caller stops it. */
export async function startGround(): Promise<() => Promise<void>> {
  const given: Record<string, string> = {};
  const project = {
    provide: (name: string, value: string) => {
      given[name] = value;
    },
  };
  const stop = await setup(project as unknown as Parameters<typeof setup>[0]);
  giveServer(given.databaseUrl ?? '');
  return stop;
}

/** A database of one proof: migrated, protected, empty; the pools of this program lead to it until it is closed. */
export interface Ground {
  /** Address as administrator. */
  url: string;
  /** Runs statements as administrator: to plant, to break on purpose, to look. */
  admin: <T = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<T[]>;
  close: () => Promise<void>;
}

/** Makes an empty database from the template and connects this program's pools to it. */
export async function openGround(appConnections?: number): Promise<Ground> {
  if (!serverUrl) throw new Error('no PostgreSQL was given to the proofs');
  const name = `proof_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name} template template_shouwang`);
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  const url = address.toString();
  await disconnectDatabase();
  await prepareDatabase(url);
  if (appConnections) await reconnect(url, appConnections);
  const admin = new pg.Client({ connectionString: url });
  admin.on('error', () => undefined);
  await admin.connect();
  return {
    url,
    admin: async <T>(text: string, values?: unknown[]) => (await admin.query(text, values)).rows as T[],
    close: async () => {
      await admin.end();
      await disconnectDatabase();
      await onServer(serverUrl as string, `drop database if exists ${name} with (force)`);
    },
  };
}

async function reconnect(url: string, appConnections: number): Promise<void> {
  await disconnectDatabase();
  connectDatabase({
    url,
    appPassword: rolePassword('shouwang_app'),
    jobPassword: rolePassword('shouwang_job'),
    scopeKey: key('scope'),
    appConnections,
  });
}

/** Opens a database for the work and closes it whatever happens. */
export async function onGround<T>(work: (ground: Ground) => Promise<T>, appConnections?: number): Promise<T> {
  const ground = await openGround(appConnections);
  try {
    return await work(ground);
  } finally {
    await ground.close();
  }
}

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
