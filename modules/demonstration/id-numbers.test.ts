import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Calendar } from './calendar.ts';
import { checkDigit, IdAllotment, isIdNumber, STRANGER_SEQUENCE } from './id-numbers.ts';

const calendar = new Calendar('202610');

describe('check digit', () => {
  it.each(['11010519491231002X', '440524188001010014', '34052419800101001X'])(
    'accepts the published example %s',
    (id) => expect(isIdNumber(id)).toBe(true),
  );

  it('refuses every other last character', () => {
    for (const last of '0123456789X') expect(isIdNumber(`11010519491231002${last}`)).toBe(last === 'X');
  });

  it('detects every single wrong digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{17}$/), fc.nat(16), fc.integer({ min: 1, max: 9 }), (first, at, add) => {
        const other = String((Number(first.charAt(at)) + add) % 10);
        const changed = first.slice(0, at) + other + first.slice(at + 1);
        return checkDigit(changed) !== checkDigit(first);
      }),
    );
  });
});

describe('allotment', () => {
  it('gives right, different numbers with the parity of the gender, and moves on to the next county', () => {
    const ids = new IdAllotment(['440229', '440203'], calendar);
    const given = Array.from({ length: 96 }, () => ids.next(40_000, '1')).concat(
      Array.from({ length: 96 }, () => ids.next(40_000, '2')),
    );
    expect(new Set(given).size).toBe(192);
    expect(given.every(isIdNumber)).toBe(true);
    expect(given.every((id, i) => Number(id.charAt(16)) % 2 === (i < 96 ? 1 : 0))).toBe(true);
    expect(given.every((id) => id.slice(14, 17) >= '900' && id.slice(14, 17) <= '995')).toBe(true);
    expect(given.filter((id) => id.startsWith('440203'))).toHaveLength(96);
    expect(() => ids.next(40_000, '1')).toThrow(RangeError);
  });

  it('keeps strangers apart from residents', () => {
    const strangers = new IdAllotment(['440229'], calendar, STRANGER_SEQUENCE);
    const given = Array.from({ length: 10 }, () => strangers.next(30_000, '2'));
    for (const id of given) expect(id.slice(14, 16)).toMatch(/8[89]/);
    expect(() => strangers.next(30_000, '2')).toThrow(RangeError);
  });
});

describe('calendar', () => {
  it('knows leap days and ends with the month', () => {
    expect(calendar.iso[calendar.today]).toBe('2026-10-31');
    expect(calendar.iso[0]).toBe('1900-01-01');
    expect(calendar.iso.includes('2000-02-29')).toBe(true);
    expect(calendar.iso.includes('1900-02-29')).toBe(false);
    expect(calendar.iso).toHaveLength(46_325);
  });

  it.each([
    ['2010-08-31', 16, 16],
    ['2010-09-01', 16, 15],
    ['2010-10-31', 16, 15],
    ['2010-11-01', 15, 15],
  ])('counts age and school age of %s', (born, age, school) => {
    const day = calendar.iso.indexOf(born);
    expect([calendar.age(day), calendar.schoolAge(day)]).toEqual([age, school]);
  });
});
