import { createHash, createHmac } from 'node:crypto';
import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from '../../db/types.ts';
import { clock } from '../clock/clock.ts';

/** Who acts: the person (or the system), the post that gives the right, and the root of the area they may see. */
export interface Actor {
  accountId: string;
  name: string;
  role: string;
  /** 2, 4, 6, 9 or 12 digits; everything below it is in scope. */
  areaCode: string;
  departmentCode: string | null;
  sessionId: string;
  requestId?: string;
}

/** A transaction within a scope; the only thing with which a query can be made. */
export type Tx = Transaction<DB>;

const SCOPE_SECONDS = 60;
const SYSTEM_ID = '00000000-0000-7000-8000-000000000000';

/** int8 arrives as number (fen and counts stay far below 2^53), numeric as number, dates as `YYYY-MM-DD` text. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

interface Connections {
  app: pg.Pool;
  job: pg.Pool;
  scopeKey: Buffer;
}

let connections: Connections | null = null;

export interface ConnectOptions {
  /** Address of the database without user and password. */
  url: string;
  appPassword: string;
  jobPassword: string;
  scopeKey: Buffer;
  appConnections?: number;
}

/** Opens the pools of this program; called once at the start, and by tests for their own database. */
export function connectDatabase(options: ConnectOptions): void {
  const pool = (user: string, password: string, max: number) => {
    const made = new pg.Pool({ connectionString: asUser(options.url, user, password), max, idleTimeoutMillis: 30_000 });
    made.on('error', () => undefined); // an idle connection that dies is replaced; whoever asks next gets an error or a new one
    made.on('connect', (client) => client.on('error', () => undefined)); // one that dies in use gives its query the error; without a listener the program would end
    return made;
  };
  connections = {
    app: pool('shouwang_app', options.appPassword, options.appConnections ?? 20),
    job: pool('shouwang_job', options.jobPassword, 4),
    scopeKey: options.scopeKey,
  };
}

/** The same address for another user. */
export function asUser(url: string, user: string, password: string): string {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  return address.toString();
}

/** Closes the pools; open transactions end first. */
export async function disconnectDatabase(): Promise<void> {
  const open = connections;
  connections = null;
  await Promise.all([open?.app.end(), open?.job.end()]);
}

function open(): Connections {
  if (!connections) throw new Error('the database is not connected');
  return connections;
}

/** The scope that an actor's area gives, signed for one minute: an expired, changed or invented one is refused by the database. */
export function signScope(actor: Actor, key: Buffer, validSeconds: number = SCOPE_SECONDS): string[] {
  const lo = actor.areaCode;
  const hi = `${actor.areaCode}:`;
  const exp = String(Math.floor(clock.wall().getTime() / 1000) + validSeconds);
  const mac = createHmac('sha256', key).update([lo, hi, actor.accountId, actor.role, exp].join('|')).digest('hex');
  return [lo, hi, actor.accountId, actor.role, exp, mac];
}

/**
 * The one door to the database. Runs `work` in one transaction that can see and change only what lies in the actor's area; commits when it
 * returns, rolls back when it throws. A client about which there is any doubt is destroyed, never handed on.
 */
export async function withScope<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { app, scopeKey } = open();
  const client = await app.connect();
  let doubtful: Error | undefined;
  try {
    await client.query('begin');
    await client.query({
      text: 'select app_enter($1, $2, $3, $4, $5, $6)',
      values: signScope(actor, scopeKey),
      name: 'app_enter',
    });
    const result = await work(transactionOn(client));
    await client.query('commit');
    return result;
  } catch (error) {
    doubtful = await rollback(client, error as Error);
    throw error;
  } finally {
    client.release(doubtful);
  }
}

async function rollback(client: pg.PoolClient, error: Error): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    const lost = /terminat|Connection|timeout/i.test(error.message) && !('constraint' in error);
    return lost ? error : undefined;
  } catch (second) {
    return second as Error;
  }
}

/** A Kysely whose only connection is this client, already inside its transaction; it can neither commit nor open another. */
function transactionOn(client: pg.PoolClient): Tx {
  const one = {
    connect: async () => ({ query: client.query.bind(client), release: () => undefined }),
    end: async () => undefined,
  };
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: one as never }) }) as unknown as Tx;
}

/** The actor of background work: the role SYSTEM within an area, with the purpose as its name in the audit. */
export function systemActor(areaCode: string, purpose: string): Actor {
  return {
    accountId: SYSTEM_ID,
    name: `系统（${purpose}）`,
    role: 'SYSTEM',
    areaCode,
    departmentCode: null,
    sessionId: 'system',
  };
}

/** Bulk reading and loading (COPY) as the job role, which is not held by row-level security: seeds and snapshots only. */
export async function withBulkLoad<T>(purpose: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await open().job.connect();
  let doubtful: Error | undefined;
  try {
    await client.query('begin');
    await client.query(`set local application_name = ${client.escapeLiteral(`shouwang:${purpose}`.slice(0, 60))}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    doubtful = await rollback(client, error as Error);
    throw error;
  } finally {
    client.release(doubtful);
  }
}

/** Runs a statement of plain text within the transaction; for the few places that build whole statements. */
export async function runSql<T>(tx: Tx, text: string, values: unknown[] = []): Promise<T[]> {
  return (await tx.executeQuery<T>(CompiledQuery.raw(text, values))).rows;
}

/** The two pads of HMAC-SHA256 for a key, as the database keeps them. */
export function hmacPads(key: Buffer): { inner: Buffer; outer: Buffer } {
  const block = Buffer.alloc(64);
  (key.length > 64 ? createHash('sha256').update(key).digest() : key).copy(block);
  return { inner: Buffer.from(block.map((byte) => byte ^ 0x36)), outer: Buffer.from(block.map((byte) => byte ^ 0x5c)) };
}
