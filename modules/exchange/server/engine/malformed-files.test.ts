import { useTestKeys } from '@shouwang/platform/crypto/test-keys.ts';
import { describe, expect, it } from 'vitest';
import { proveMalformedFiles } from './prove.ts';

useTestKeys();

describe('malformed department files (D6)', () => {
  it('never crash, and every row is either accepted or explained', async () => {
    const proof = await proveMalformedFiles({ n: 80, seed: 20_261_122 });
    expect(proof.violation).toBeNull();
    expect(proof.files).toBe(80);
    expect(proof.rowsIn).toBe(proof.accepted + proof.rejected);
    expect(proof.rejected).toBeGreaterThan(50);
    expect(proof.accepted).toBeGreaterThan(50);
  }, 60_000);
});
