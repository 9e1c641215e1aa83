import { describe, expect, test } from 'vitest';
import { flowIn, monthsOf, type StockFlow, standingOf, stockAtEnd } from './rules.ts';

const flows: StockFlow[] = [
  { areaCode: '440229101', month: '202609', entered: 4, left: 0 },
  { areaCode: '440229101', month: '202610', entered: 3, left: 1 },
  { areaCode: '440229102', month: '202611', entered: 2, left: 5 },
];

describe('the stock of earlier months', () => {
  test.each([
    ['202611', 100],
    ['202610', 103],
    ['202609', 101],
    ['202608', 97],
  ])('at the end of %s it was %i', (month, stock) => {
    expect(stockAtEnd(month, 100, flows)).toBe(stock);
  });

  test('stock, entered and left of a month agree with the month before', () => {
    for (const [month, before] of [
      ['202611', '202610'],
      ['202610', '202609'],
    ] as const) {
      const { entered, left } = flowIn(month, flows);
      expect(stockAtEnd(month, 100, flows)).toBe(stockAtEnd(before, 100, flows) + entered - left);
    }
  });
});

test('the month that is due is the last one that is over, over the turn of the year', () => {
  expect(monthsOf('2026-11-22')).toEqual({ month: '202611', due: '202610' });
  expect(monthsOf('2027-01-03')).toEqual({ month: '202701', due: '202612' });
});

describe('a department item', () => {
  const item = { pushDay: 5 };
  test.each([
    ['202610', '2026-11-22', 'arrived', 0],
    ['202609', '2026-11-05', 'waiting', 0],
    ['202609', '2026-11-08', 'late', 3],
    [null, '2026-11-08', 'never', 3],
    [null, '2026-11-04', 'waiting', 0],
  ])('whose last file is of %s is on %s: %s, %i days late', (latest, today, standing, daysLate) => {
    expect(standingOf(item, latest, today)).toEqual({ standing, daysLate });
  });
});
