import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckSession, openDuck, sqlText } from '../columnar/duck.ts';
import { documentKey, documentKeySql, normaliseDocumentNumber } from './document-key.ts';
import { nameKey, nameKeySql, normaliseName, PLAIN_NAME } from './name-key.ts';
import { personKey } from './person-key.ts';
import { useTestKeys } from './test-keys.ts';

useTestKeys();

let db: DuckSession;
beforeAll(async () => {
  db = await openDuck({ memoryMiB: 256, threads: 1 });
});
afterAll(() => db.close());

async function inDuck(texts: readonly string[], expression: string): Promise<(string | null)[]> {
  const values = texts.map((text, i) => `(${i}, ${sqlText(text)})`).join(', ');
  const rows = await db.rows<{ found: string | null }>(
    `select cast(${expression} as varchar) as found from (values ${values}) t(i, v) order by i`,
  );
  return rows.map((row) => row.found);
}

describe('the key of a document', () => {
  it('is one for all ways to write its number', () => {
    const ways = [
      'YB2026100001234',
      'yb2026100001234',
      'ＹＢ2026100001234',
      ' YB 2026-100001234'.replace('-', ''),
      'YB2026100001234　',
    ];
    expect(new Set(ways.map((way) => documentKey('YB-02', way))).size).toBe(1);
    expect(documentKey('YB-02', '　 ')).toBeNull();
  });

  it('differs by kind, and from the key of a person with the same number', () => {
    const number = '440229199003074416';
    const keys = [documentKey('YB-02', number), documentKey('CL-01', number), personKey(number), nameKey(number)];
    expect(new Set(keys).size).toBe(4);
  });

  it('is the same in DuckDB', async () => {
    const number = fc.string({ unit: fc.constantFrom(...'YBybZz019-/ 　\u00a0ＹｂＺ９-中 ß\'"'), maxLength: 20 });
    const numbers = [...fc.sample(number, { seed: 7, numRuns: 800 }), '', 'YB2026100001234'];
    const expected = numbers.map((one) => documentKey('YB-02', one));
    expect(await inDuck(numbers, documentKeySql('YB-02', 'v'))).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(400);
    expect(normaliseDocumentNumber('ｙｂ-1')).toBe('YB-1');
  });
});

describe('the key of a name', () => {
  it.each([
    ['阿依古丽·买买提', '阿依古丽•买买提'],
    ['阿依古丽·买买提', '阿依古丽．买买提'],
    ['阿依古丽·买买提', '阿依古丽.买买提'],
    ['阿依古丽·买买提', '阿依古丽・买买提'],
    ['阿依古丽·买买提', '阿依古丽･买买提'],
    ['阿依古丽·买买提', ' 阿依古丽 · 买买提　'],
    ['曾生', '曾　生'],
    ['欧阳A', '欧阳ａ'],
    ['人杰', '⼈杰'],
    ['更生', '\uf901生'],
  ])('%s is %s', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  it.each([
    ['张国华', '張國華'],
    ['张国华', '张国'],
    ['张国华', '张华国'],
    ['阿依古丽·买买提', '阿依古丽买买提'],
    ['𬍛生', '珵生'],
  ])('%s is not %s', (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)));

  it('leaves a plain name as it stands: every sign of the two blocks is its own compatibility form', () => {
    const plain = new RegExp(`^${PLAIN_NAME}$`, 'u');
    for (let point = 0; point <= 0xffff; point++) {
      const sign = String.fromCharCode(point);
      if (plain.test(sign)) expect(sign.normalize('NFKC')).toBe(sign);
    }
    expect([plain.test('张'), plain.test('〇'), plain.test('\uf901')]).toEqual([true, false, false]);
  });

  it('is the same in DuckDB, for names in their one form', async () => {
    const names = ['涂有娣', '曾生', '阿依古丽·买买提', '', '𬍛生', "O'BRIEN"];
    expect(await inDuck(names, nameKeySql('v'))).toEqual(names.map(nameKey));
    expect(names.map(normaliseName)).toEqual(names);
  });
});
