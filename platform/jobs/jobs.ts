import { Logger, run, runMigrations, runOnce, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { z } from 'zod';
import { runSql, type Tx } from '../db/scope.ts';
import { log, safeError } from '../log.ts';

type Handler = (payload: unknown) => Promise<void>;
const handlers = new Map<string, Handler>();

/** Declares a background job: its name, the shape of its payload and what it does. A failed job is tried again, later each time. */
export function defineJob<S extends z.ZodType>(
  name: string,
  payload: S,
  handle: (payload: z.output<S>) => Promise<void>,
): void {
  handlers.set(name, async (raw) => handle(payload.parse(raw)));
}

/** Order in which waiting jobs are taken up, lower first: what somebody waits for, files that somebody fetches later, work of the night. */
const TURNS = { now: 0, file: 5, night: 10 };

interface JobOptions {
  /** A job of this key that still waits is replaced. */
  key?: string;
  /** When it comes to its turn among those that wait; `now` without it. */
  turn?: keyof typeof TURNS;
}

/** Adds a job in the caller's transaction: it exists if and only if the transaction commits. */
export async function addJob(tx: Tx, name: string, payload: object, { key, turn }: JobOptions = {}): Promise<void> {
  const values = [name, JSON.stringify(payload), key ?? null, TURNS[turn ?? 'now']];
  await runSql(tx, 'select platform.add_job($1, $2::json, $3, $4)', values);
}

/** Prepares the queue's tables and the one function with which the application role may add to it. */
export async function prepareJobs(adminUrl: string): Promise<void> {
  await runMigrations({ connectionString: adminUrl, logger: quiet() });
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`
      drop function if exists platform.add_job(text, json, text);
      create or replace function platform.add_job(name text, payload json, key text, turn int) returns void
        language sql volatile security definer set search_path = pg_catalog
        as $$ select graphile_worker.add_job(name, payload, job_key := key, max_attempts := 5, priority := turn) $$;
      revoke all on function platform.add_job(text, json, text, int) from public;
      grant execute on function platform.add_job(text, json, text, int) to shouwang_app;`);
  } finally {
    await client.end();
  }
}

/** A running queue; `stop` lets the jobs that run come to their end. */
export interface Worker {
  stop: () => Promise<void>;
}

export interface WorkerOptions {
  concurrency?: number;
  /** This program is the only one on the database: what a killed one before it held is taken up at once. */
  alone?: boolean;
}

/** Starts working off the queue in this program. */
export async function startWorker(
  adminUrl: string,
  { concurrency = 2, alone = false }: WorkerOptions = {},
): Promise<Worker> {
  const pgPool = new pg.Pool({ connectionString: adminUrl, max: concurrency + 3 });
  pgPool.on('error', () => undefined); // a connection that dies is replaced; jobs that ran on it are tried again
  pgPool.on('connect', (client) => void client.on('error', () => undefined));
  if (alone)
    await pgPool.query(
      'select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))',
    );
  const runner = await run({
    pgPool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: taskList(),
    crontab: '',
    logger: quiet(),
  });
  return {
    stop: async () => {
      await runner.stop();
      await pgPool.end();
    },
  };
}

/** Works off everything that is waiting, then returns: for tests and tools. */
export async function workOff(adminUrl: string): Promise<void> {
  await runOnce({ connectionString: adminUrl, noHandleSignals: true, taskList: taskList(), logger: quiet() });
}

function taskList(): TaskList {
  return Object.fromEntries(
    [...handlers].map(([name, handle]) => [name, (payload: unknown) => guarded(name, handle, payload)]),
  );
}

async function guarded(name: string, handle: Handler, payload: unknown): Promise<void> {
  try {
    await handle(payload);
  } catch (error) {
    log.error({ job: name, err: safeError(error) }, 'job failed');
    throw error;
  }
}

/** The queue's own chatter is left out: what matters of a job is logged by `guarded`. */
function quiet(): Logger {
  return new Logger(() => () => undefined);
}
