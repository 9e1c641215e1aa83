import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCHEMAS =
  'areas|staff|registry|evidence|exchange|policy|screening|warning|casework|publicity|platform|audit|identity';

/** The TypeScript of db/types.ts for the database behind an address (as administrator). */
export function typesOf(url: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'shouwang-types-'));
  const file = join(dir, 'types.ts');
  const options = {
    dialect: 'postgres',
    url,
    'out-file': file,
    'include-pattern': `(${SCHEMAS}).*`,
    'numeric-parser': 'number',
    'date-parser': 'string',
    overrides: '{}',
    'log-level': 'error',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  try {
    execFileSync(process.execPath, [codegen(), ...flags], { stdio: 'inherit', timeout: 60_000 });
    // bigint columns hold fen and counts, far below 2^53; the driver reads them as numbers.
    return readFileSync(file, 'utf8').replace(/export type Int8 = .*;/, 'export type Int8 = number;');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function codegen(): string {
  const about = createRequire(import.meta.url).resolve('kysely-codegen/package.json');
  const { bin } = JSON.parse(readFileSync(about, 'utf8')) as { bin: Record<string, string> };
  return join(dirname(about), bin['kysely-codegen'] ?? '');
}
