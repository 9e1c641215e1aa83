import { execFileSync, spawnSync } from 'node:child_process';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';

const sm3 = (data: Buffer | string) => createHash('sm3').update(data).digest('hex');
const hex = (text: string) => Buffer.from(text, 'hex');

describe('SM3, GB/T 32905-2016 annex A', () => {
  it.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('%s', (text, digest) => expect(sm3(text)).toBe(digest));
});

describe('SM4, GB/T 32907-2016 annex A', () => {
  const key = hex('0123456789abcdeffedcba9876543210');
  const once = (block: Buffer) => createCipheriv('sm4-ecb', key, null).setAutoPadding(false).update(block);

  it('one block', () => expect(once(key).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246'));

  it('one million rounds', () => {
    let block: Buffer = key;
    const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
    for (let i = 0; i < 1_000_000; i++) block = cipher.update(block);
    expect(block.toString('hex')).toBe('595298c7c6fd271f0402f804c33d3f66');
  }, 20_000);

  it('counter mode is the encrypted counter added to the text, over the carry of the counter', () => {
    const iv = hex('fffffffffffffffffffffffffffffffe');
    const text = randomBytes(64);
    const counters = [iv, hex('f'.repeat(32)), hex('0'.repeat(32)), hex('1'.padStart(32, '0'))];
    const stream = Buffer.concat(counters.map(once));
    const expected = text.map((byte, i) => byte ^ (stream[i] ?? 0));
    expect(createCipheriv('sm4-ctr', key, iv).update(text)).toEqual(Buffer.from(expected));
  });
});

it('HMAC-SM3 is HMAC (RFC 2104) over SM3', () => {
  const secret = randomBytes(32);
  const pad = (byte: number) => Buffer.concat([secret, Buffer.alloc(32)]).map((b) => b ^ byte);
  const inner = hex(sm3(Buffer.concat([pad(0x36), Buffer.from('正文')])));
  expect(createHmac('sm3', secret).update('正文').digest('hex')).toBe(sm3(Buffer.concat([pad(0x5c), inner])));
});

const openssl = spawnSync('openssl', ['version'], { encoding: 'utf8' });
const missing = openssl.status !== 0 || spawnSync('openssl', ['dgst', '-sm3'], { input: '' }).status !== 0;

describe.skipIf(missing)(
  `with the openssl command (${missing ? 'NOT RUN: no openssl with SM3 and SM4 here' : openssl.stdout.trim()})`,
  () => {
    const key = randomBytes(16);
    const iv = randomBytes(16);
    const command = (args: string[], input: Buffer) => execFileSync('openssl', args, { input });
    const sm4 = (way: '-e' | '-d', input: Buffer) =>
      command(['enc', '-sm4-ctr', way, '-K', key.toString('hex'), '-iv', iv.toString('hex')], input);
    const samples = [0, 1, 15, 16, 17, 1000, 70_000].map((size) => randomBytes(size));

    it('SM3 agrees', () => {
      for (const sample of samples)
        expect(command(['dgst', '-sm3', '-binary'], sample).toString('hex')).toBe(sm3(sample));
    });

    it('HMAC-SM3 agrees', () => {
      for (const sample of samples) {
        const theirs = command(
          ['dgst', '-sm3', '-binary', '-mac', 'HMAC', '-macopt', `hexkey:${key.toString('hex')}`],
          sample,
        );
        expect(theirs).toEqual(createHmac('sm3', key).update(sample).digest());
      }
    });

    it('what we seal with SM4-CTR it opens, and the reverse', () => {
      for (const sample of samples) {
        expect(sm4('-d', createCipheriv('sm4-ctr', key, iv).update(sample))).toEqual(sample);
        expect(createDecipheriv('sm4-ctr', key, iv).update(sm4('-e', sample))).toEqual(sample);
      }
    });
  },
);
