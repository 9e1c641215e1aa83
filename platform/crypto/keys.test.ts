import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openField, sealField } from './field.ts';
import {
  currentKid,
  ensureKeys,
  forgetKeys,
  type KeyPurpose,
  key,
  keyFilePath,
  keyFingerprint,
  knownKids,
} from './keys.ts';
import { personKey } from './person-key.ts';

const before = { data: process.env.SHOUWANG_DATA, file: process.env.SHOUWANG_KEY_FILE };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
  process.env.SHOUWANG_DATA = folder;
  delete process.env.SHOUWANG_KEY_FILE;
  forgetKeys();
});

afterEach(() => {
  for (const [name, value] of [
    ['SHOUWANG_DATA', before.data],
    ['SHOUWANG_KEY_FILE', before.file],
  ] as const) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  forgetKeys();
  rmSync(folder, { recursive: true, force: true });
});

const rotate = (extra: object) => {
  const ring = JSON.parse(readFileSync(keyFilePath(), 'utf8'));
  rmSync(keyFilePath());
  writeFileSync(keyFilePath(), JSON.stringify({ ...ring, ...extra, keys: [...ring.keys, secondKey] }), { mode: 0o400 });
  forgetKeys();
};
const secondKey = { kid: 2, secret: Buffer.alloc(32, 7).toString('base64') };

describe('key file', () => {
  it('is made on the first start, for its owner only', () => {
    ensureKeys({ databaseExists: false });
    expect(statSync(keyFilePath()).mode & 0o777).toBe(0o400);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  });

  it('stays the same on the second start', () => {
    const first = keyFingerprint();
    forgetKeys();
    expect(keyFingerprint()).toBe(first);
  });

  it('is refused when others can read it', () => {
    ensureKeys();
    chmodSync(keyFilePath(), 0o444);
    expect(() => ensureKeys()).toThrow(/can be read by others.*chmod 400/);
  });

  it.each([
    '',
    '{',
    '{"version":2}',
    '{"version":1,"current":1,"keys":[]}',
    '{"version":1,"current":1,"keys":[{"kid":1,"secret":"c2hvcnQ="}]}',
  ])('is refused when broken: %s', (text) => {
    mkdirSync(join(folder, 'keys'));
    writeFileSync(keyFilePath(), text, { mode: 0o400 });
    expect(() => ensureKeys()).toThrow(/is broken/);
  });

  it('is never made anew beside an existing database', () => {
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '18\n');
    expect(() => ensureKeys()).toThrow(/missing, but a database exists/);
    expect(() => ensureKeys({ databaseExists: true })).toThrow(/missing, but a database exists/);
    expect(existsSync(keyFilePath())).toBe(false);
  });

  it('can lie elsewhere', () => {
    process.env.SHOUWANG_KEY_FILE = join(folder, 'elsewhere.json');
    ensureKeys();
    expect(existsSync(join(folder, 'elsewhere.json'))).toBe(true);
    expect(existsSync(join(folder, 'keys', 'master.json'))).toBe(false);
  });
});

describe('keys by purpose', () => {
  it('differ from each other', () => {
    const purposes: KeyPurpose[] = ['field', 'person', 'document', 'name', 'scope', 'audit', 'session'];
    expect(new Set(purposes.map((purpose) => key(purpose).toString('hex'))).size).toBe(purposes.length);
    expect(key('scope')).toHaveLength(32);
  });

  it('after a rotation: old values open, new values use the new key, person keys stay', () => {
    const place = { table: 't', column: 'c', row: 'r' };
    const old = sealField('旧', place);
    const scope = key('scope');
    const person = personKey('440229199003074416');
    rotate({ current: 2 });
    expect(openField(old, place)).toBe('旧');
    expect(currentKid()).toBe(2);
    expect(knownKids()).toEqual([1, 2]);
    expect(sealField('新', place).readUInt16BE(2)).toBe(2);
    expect(key('scope').equals(scope)).toBe(false);
    expect(key('scope', 1).equals(scope)).toBe(true);
    expect(personKey('440229199003074416')).toBe(person);
  });
});
