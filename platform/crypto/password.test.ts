import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../errors/refusal.ts';
import { hashPassword, needsRehash, PASSWORD_COST, verifyPassword } from './password.ts';

const weak = () => {
  const hash = argon2Sync('argon2id', {
    message: '春天',
    nonce: Buffer.alloc(16, 1),
    parallelism: 1,
    tagLength: 32,
    memory: 64,
    passes: 1,
  });
  const plain = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=64,t=1,p=1$${plain(Buffer.alloc(16, 1))}$${plain(hash)}`;
};

describe('password', () => {
  it('is accepted again, and no other is', async () => {
    const encoded = await hashPassword('守望-2026-晨');
    expect(encoded).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifyPassword('守望-2026-晨', encoded)).toBe(true);
    expect(await verifyPassword('守望-2026-晩', encoded)).toBe(false);
    expect(await verifyPassword('', encoded)).toBe(false);
  });

  it('costs at least 19 MiB and two passes', () => {
    expect(PASSWORD_COST.memory).toBeGreaterThanOrEqual(19 * 1024);
    expect(PASSWORD_COST.passes).toBeGreaterThanOrEqual(2);
  });

  it('is salted: the same one hashes differently', async () => {
    expect(await hashPassword('a')).not.toBe(await hashPassword('a'));
  });

  it('is the same however the accents were typed', async () => {
    expect(await verifyPassword('e\u0301', await hashPassword('\u00e9'))).toBe(true);
  });

  it('with an older cost is still accepted, and marked', async () => {
    expect(await verifyPassword('春天', weak())).toBe(true);
    expect([needsRehash(weak()), needsRehash(await hashPassword('x')), needsRehash('?')]).toEqual([true, false, true]);
  });

  it.each([
    '',
    'plain',
    '$argon2id$v=19$m=99999999,t=2,p=1$x$y',
    `$argon2id$v=19$m=9999999,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  ])('is false for a broken hash %s', async (encoded) => expect(await verifyPassword('x', encoded)).toBe(false));

  it('takes as long for an unknown user', async () => {
    const encoded = await hashPassword('x');
    const time = async (stored: string | null) => {
      const started = performance.now();
      await verifyPassword('y', stored);
      return performance.now() - started;
    };
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    // In turns, and the quickest of each: whatever else the machine does meanwhile only makes some of them slower.
    for (let i = 0; i < 16; i++) {
      times.known.push(await time(encoded));
      times.unknown.push(await time(null));
    }
    const ratio = Math.min(...times.unknown) / Math.min(...times.known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
    expect(await verifyPassword('y', null)).toBe(false);
  });

  it('refuses a storm with 503 instead of taking all memory', async () => {
    const results = await Promise.allSettled(Array.from({ length: 260 }, () => verifyPassword('x', weak())));
    const refused = results.filter((r) => r.status === 'rejected');
    expect(results.length - refused.length).toBe(202);
    expect(
      refused.every((r) => r.reason instanceof Refusal && r.reason.code === 'password-busy' && r.reason.status === 503),
    ).toBe(true);
    expect(await verifyPassword('春天', weak())).toBe(true);
  });
});
