import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  birthDate,
  CHECK_CHARACTERS,
  checkCharacter,
  FOLDED,
  genderOf,
  idNumberProblem,
  idNumberProblemText,
  normaliseIdNumber,
} from './id-number.ts';
import { idNumberProblemSql, normaliseIdNumberSql } from './id-number-sql.ts';
import { personKey, personKeySql } from './person-key.ts';
import { useTestKeys } from './test-keys.ts';

useTestKeys();

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });
const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
const born = day.map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const good = fc.tuple(digits(6), born, digits(3)).map(([area, date, serial]) => {
  const body = `${area}${date}${serial}`;
  return body + checkCharacter(body);
});
const fifteen = fc.tuple(digits(6), born, digits(3)).map(([area, date, serial]) => area + date.slice(2) + serial);
const spoiled = fc
  .tuple(good, fc.nat(17), fc.constantFrom(...'0123456789Xx 　①Ⅹ中a-'))
  .map(([s, at, sign]) => s.slice(0, at) + sign + s.slice(at + 1));
const dressed = fc
  .tuple(fc.oneof(good, fifteen), fc.constantFrom('', ' ', '　', '\t', '\u200b', '\ufeff'), fc.boolean())
  .map(
    ([s, edge, wide]) =>
      edge +
      (wide ? [...s].map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join('') : s.toLowerCase()) +
      edge,
  );
const placeholder = digits(12).map((s) => `999999${s}`);
const anything = fc.string({ unit: 'binary', maxLength: 24 }).filter((s) => s.isWellFormed());
const numbers = fc.oneof(
  good,
  good,
  fifteen,
  spoiled,
  dressed,
  placeholder,
  digits(18),
  digits(17),
  digits(20),
  anything,
);

async function inDuck(values: string[], expr: (column: string) => string): Promise<(string | null)[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const db = await instance.connect();
  await db.run('CREATE TABLE t (n INTEGER, id VARCHAR)');
  const appender = await db.createAppender('t');
  values.forEach((value, i) => {
    appender.appendInteger(i);
    appender.appendVarchar(value);
    appender.endRow();
  });
  appender.closeSync();
  const reader = await db.runAndReadAll(`SELECT CAST(${expr('t.id')} AS VARCHAR) FROM t ORDER BY n`);
  const rows = reader.getRows().map(([value]) => value as string | null);
  db.closeSync();
  instance.closeSync();
  return rows;
}

describe('ID number', () => {
  it.each([
    ['440229199003074416', null],
    ['11010519491231002X', null],
    ['11010519491231002x', null],
    ['　１１０１０５１９４９１２３１００２Ｘ ', null],
    ['110105194912310Ⅹ', 'id-length'],
    ['110105491231002', null],
    ['', 'id-empty'],
    [' \u200b', 'id-empty'],
    ['999999199003074416', 'id-placeholder'],
    ['999999', 'id-placeholder'],
    ['4402291990030744l6', 'id-characters'],
    ['X10105194912310021', 'id-characters'],
    ['44022919900307441', 'id-length'],
    ['44022919900307441653', 'id-length'],
    ['440229199002304415', 'id-date'],
    ['440229189903074412', 'id-date'],
    ['440229199003074417', 'id-check-digit'],
  ])('%j -> %s', (number, problem) => expect(idNumberProblem(number)).toBe(problem));

  it('knows one sentence per problem', () => {
    expect(Object.keys(idNumberProblemText)).toHaveLength(6);
  });

  it('refuses a birth after today, when told the day', () => {
    const body = '44022920261123001';
    const number = body + checkCharacter(body);
    expect([
      idNumberProblem(number),
      idNumberProblem(number, '2026-11-22'),
      idNumberProblem(number, '2026-11-23'),
    ]).toEqual([null, 'id-date', null]);
  });

  it('notices every single wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(good, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, at, add) => {
        const changed = `${number.slice(0, at)}${(Number(number[at]) + add) % 10}${number.slice(at + 1)}`;
        return checkCharacter(changed) !== number[17];
      }),
      { seed: 20262, numRuns: 500 },
    );
  });

  it('tells birth and gender', () => {
    expect(birthDate('440229199003074416')).toBe('1990-03-07');
    expect([genderOf('440229199003074416'), genderOf('440229199003074424')]).toEqual(['1', '2']);
    expect([birthDate('440229200002294416'), birthDate('440229190002294416')]).toEqual(['2000-02-29', null]);
  });

  it('folds like NFKC where NFKC gives one digit, X or space', () => {
    const missing: string[] = [];
    for (let point = 0x80; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const sign = String.fromCodePoint(point);
      const form = sign.normalize('NFKC').replace('x', 'X');
      if (/^[0-9X ]$/.test(form) !== FOLDED.has(sign) || (FOLDED.has(sign) && FOLDED.get(sign) !== form))
        missing.push(sign);
    }
    expect(missing).toEqual([]);
    expect(new Set(FOLDED.values()).size).toBe(12);
    expect(CHECK_CHARACTERS).toHaveLength(11);
  });
});

describe('the same in DuckDB', () => {
  const values = fc.sample(numbers, { seed: 20263, numRuns: 4000 });

  it('normalises 4,000 numbers of all kinds', async () => {
    expect(await inDuck(values, normaliseIdNumberSql)).toEqual(values.map(normaliseIdNumber));
  });

  it('finds the same problem in 4,000 numbers of all kinds', async () => {
    const expected = values.map((value) => idNumberProblem(value));
    expect(await inDuck(values, (column) => idNumberProblemSql(column))).toEqual(expected);
    expect(new Set(expected).size).toBe(7);
  });

  it('finds the same problem with a day given', async () => {
    const expected = values.map((value) => idNumberProblem(value, '1999-06-30'));
    expect(await inDuck(values, (column) => idNumberProblemSql(column, '1999-06-30'))).toEqual(expected);
  });

  it('computes the same person key for 1,000 numbers and more', async () => {
    const expected = values.map((value) => (normaliseIdNumber(value) === '' ? null : personKey(value)));
    expect(await inDuck(values, (column) => personKeySql(column))).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(1000);
  });

  it('gives null and id-empty for no number at all', async () => {
    expect(await inDuck(['x'], () => personKeySql('CAST(NULL AS VARCHAR)'))).toEqual([null]);
    expect(await inDuck(['x'], () => idNumberProblemSql('CAST(NULL AS VARCHAR)'))).toEqual(['id-empty']);
  });
});

describe('person key', () => {
  it('is one for all spellings of one number, and a uuid', () => {
    const spellings = [
      '11010519491231002X',
      ' 11010519491231002x',
      '１１０１０５１９４９１２３１００２Ｘ',
      '110105491231002',
    ];
    expect(new Set(spellings.map(personKey)).size).toBe(1);
    expect(personKey('11010519491231002X')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('does not exist for an empty number', () => {
    expect(() => personKey('　')).toThrow(RangeError);
  });
});
