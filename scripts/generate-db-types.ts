/** Writes db/types.ts from a fresh database with all migrations: `npm run db:types`. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '@shouwang/platform/db/embedded.ts';
import { findLint } from '@shouwang/platform/db/lint.ts';
import { ensureRoles, migrate } from '@shouwang/platform/db/migrate.ts';
import pg from 'pg';

const dir = mkdtempSync(join(tmpdir(), 'shouwang-types-'));
chmodSync(dir, 0o755);
const server = await startEmbedded({ dir: join(dir, 'pg'), password: 'types', durable: false });
try {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await ensureRoles(client, {});
  await migrate(client);
  const findings = await findLint(client);
  await client.end();
  if (findings.length > 0) throw new Error(`rls-lint: ${JSON.stringify(findings, null, 1)}`);
  execFileSync(
    'kysely-codegen',
    [
      '--dialect',
      'postgres',
      '--url',
      server.url,
      '--out-file',
      'db/types.ts',
      '--include-pattern',
      '(areas|staff|registry|evidence|exchange|policy|screening|warning|casework|publicity|platform|audit|identity).*',
      '--numeric-parser',
      'number',
      '--date-parser',
      'string',
      '--overrides',
      '{}',
      '--log-level',
      'error',
    ],
    { stdio: 'inherit' },
  );
  // bigint columns hold fen and counts, far below 2^53; the driver reads them as numbers.
  const text = readFileSync('db/types.ts', 'utf8').replace(/export type Int8 = .*;/, 'export type Int8 = number;');
  writeFileSync('db/types.ts', text);
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
