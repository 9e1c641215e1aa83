import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { ensureKeys, forgetKeys } from './keys.ts';

/** Tests only: a key file of their own in a temporary folder, gone at the end. */
export function useTestKeys(): void {
  const before = process.env.SHOUWANG_KEY_FILE;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shouwang-keys-'));
    process.env.SHOUWANG_KEY_FILE = join(folder, 'master.json');
    forgetKeys();
    ensureKeys({ databaseExists: false });
  });
  afterAll(() => {
    if (before === undefined) delete process.env.SHOUWANG_KEY_FILE;
    else process.env.SHOUWANG_KEY_FILE = before;
    forgetKeys();
    rmSync(folder, { recursive: true, force: true });
  });
}
