import { expect, test } from 'vitest';
import { csvLine, harmless } from './csv.ts';

test('a line keeps numbers as numbers', () => {
  expect(csvLine(['-1,234.50', '+3', '- 3', '\t=x'])).toBe('"-1,234.50",+3,\'- 3,\'\t=x\r\n');
});

test.each(['=1+1', '+A1', '-A1', '@SUM(A1)', '\t=1', ' =1', '＝1', '＋A1', '－A1', '＠x', '\r=1'])(
  '%j cannot run',
  (cell) => {
    expect(harmless(cell).startsWith("'")).toBe(true);
  },
);

test('quotes, commas and line ends stay within their cell', () => {
  expect(csvLine(['a"b', 'c,d', 'e\nf'])).toBe('"a""b","c,d","e\nf"\r\n');
});
