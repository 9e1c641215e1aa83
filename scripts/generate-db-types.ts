/** Writes db/types.ts and db/schema.sql from a fresh database with all migrations: `npm run db:types`. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@shouwang/platform/db/embedded.ts';
import { findLint } from '@shouwang/platform/db/lint.ts';
import { ensureRoles, migrate } from '@shouwang/platform/db/migrate.ts';
import pg from 'pg';
import { typesOf } from './db-types.ts';
import { dumpSchema } from './schema-dump.ts';

const dir = mkdtempSync(join(tmpdir(), 'shouwang-types-'));
chmodSync(dir, 0o755);
const server = await startEmbedded({ dir: join(dir, 'pg'), password: 'types', durable: false });
try {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  // Ended also when a migration fails: its error is to be read, not that of the server that stops under the connection.
  const { findings, schema } = await (async () => {
    await ensureRoles(client, {});
    await migrate(client);
    return { findings: await findLint(client), schema: await dumpSchema(client) };
  })().finally(() => client.end());
  if (findings.length > 0) throw new Error(`rls-lint: ${JSON.stringify(findings, null, 1)}`);
  writeFileSync('db/schema.sql', schema);
  writeFileSync('db/types.ts', typesOf(server.url));
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
