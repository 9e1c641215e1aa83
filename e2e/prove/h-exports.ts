import { proveExports } from '../../apps/server/export-proof.ts';
import { onGround } from './ground.ts';
import { conclude, type Proof, type ProofResult } from './proof.ts';
import { openApp } from './proof-app.ts';

/** H: what leaves the platform as a file holds nobody's full number, name or health. */
export const exportsMasked: Proof = {
  id: 'H',
  title: 'exports hold no full ID number, phone, account, name or health',
  run: ({ n, small }): Promise<ProofResult> =>
    onGround(async () => {
      const { app } = await openApp();
      try {
        const households = n ?? (small ? 40 : 1000);
        const { files, rows, found, seeded, caught, missed } = await proveExports(households);
        return conclude(
          found,
          `${found.length} found in ${rows} rows of ${files} files over ${households} households`,
          {
            n: households,
            seeds: { seeded, caught, missed },
          },
        );
      } finally {
        await app.close();
      }
    }),
};
