import { join } from 'node:path';
import { log } from '@shouwang/platform/log.ts';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { giveServer } from './ground.ts';
import { PROOFS } from './index.ts';

const SEED = 20_261_122;

/** Every proof with a small number, on every run of the tests; the full numbers are run by `npm run prove`. */
describe('proofs, small', () => {
  beforeAll(() => {
    // The keys of the run, and a data folder that no other test file writes to.
    process.env.SHOUWANG_KEY_FILE = join(inject('dataFolder'), 'keys', 'master.json');
    process.env.SHOUWANG_DATA = join(inject('dataFolder'), 'proofs');
    log.level = 'silent';
    giveServer(inject('databaseUrl'));
  });

  it.for(PROOFS.map((proof) => [proof.id, proof.title, proof] as const))(
    '%s: %s',
    { timeout: 180_000 },
    async ([, , proof], { skip }) => {
      const result = await proof.run({ seed: SEED, small: true });
      if (result.status === 'not-run') skip(`not run: ${result.figure}`);
      expect(result.status, [result.figure, ...(result.details ?? [])].join('\n')).toBe('pass');
      expect(result.caught).toBe(result.seeded);
      expect(result.n).toBeGreaterThan(0);
    },
  );
});
