import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureKeys } from '../crypto/keys.ts';
import { startEmbedded } from '../db/embedded.ts';
import { ensureRoles, migrate } from '../db/migrate.ts';
import { rolePassword } from '../db/open.ts';
import { prepareJobs } from '../jobs/jobs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
    dataFolder: string;
  }
}

/** The embedded server, or with `TEST_DATABASE_URL` (a superuser) a server of another version. */
async function serverFor(dir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  return startEmbedded({ dir: join(dir, 'pg'), password: 'test', durable: false });
}

/** One real PostgreSQL for the whole test run, migrated once into a template that each test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'shouwang-test-'));
  chmodSync(dir, 0o755);
  process.env.SHOUWANG_DATA = dir;
  ensureKeys({ databaseExists: false });
  const server = await serverFor(dir);
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await ensureRoles(admin, { shouwang_app: rolePassword('shouwang_app'), shouwang_job: rolePassword('shouwang_job') });
  await admin.query('drop database if exists template_shouwang');
  await admin.query('create database template_shouwang');
  await admin.end();
  const template = new URL(server.url);
  template.pathname = '/template_shouwang';
  const client = new pg.Client({ connectionString: template.toString() });
  await client.connect();
  await migrate(client);
  await client.end();
  await prepareJobs(template.toString());
  project.provide('databaseUrl', server.url);
  project.provide('dataFolder', dir);
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
