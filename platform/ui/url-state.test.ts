import { expect, test } from 'vitest';
import { readUrlState, urlField, writeUrlState } from './url-state.ts';

const fields = {
  q: urlField.text(),
  level: urlField.oneOf(['all', '1', '2'], 'all'),
  late: urlField.flag(),
  towns: urlField.list(),
  year: urlField.int(2026),
  from: urlField.day(),
};
const read = (search: string) => readUrlState(fields, new URLSearchParams(search));
const write = (search: string, change: Partial<ReturnType<typeof read>>) =>
  writeUrlState(fields, new URLSearchParams(search), change).toString();

test('a plain address is the fallback', () => {
  expect(read('')).toEqual({ q: '', level: 'all', late: false, towns: [], year: 2026, from: '' });
});

test('all kinds of values are read', () => {
  expect(read('q=钟&level=2&late=1&towns=a,b&year=2025&from=2026-11-01')).toEqual({
    q: '钟',
    level: '2',
    late: true,
    towns: ['a', 'b'],
    year: 2025,
    from: '2026-11-01',
  });
});

test('what cannot be read falls back', () => {
  expect(read('level=9&late=yes&year=abc&from=1.11.')).toEqual(read(''));
});

test('a change keeps what is foreign, drops fallbacks, and starts paging again', () => {
  expect(write('area=440229&level=1&cursor=x&page=3', { level: 'all', late: true })).toBe('area=440229&late=1');
  expect(write('level=1', { towns: ['a', 'b'] })).toBe('level=1&towns=a%2Cb');
  expect(write('late=1&towns=a', { late: false, towns: [] })).toBe('');
});

test('what is written is read again', () => {
  const values = { q: 'a b', level: '1', late: true, towns: ['x'], year: 2024, from: '2026-01-02' } as const;
  expect(read(write('', values))).toEqual(values);
});
