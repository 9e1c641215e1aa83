import { expect, test } from 'vitest';
import { clockTicks, clockWords, dueWords } from './clock-ticks.ts';

const short = (ticks: string[]) => ticks.map((tick) => tick.charAt(0)).join('');

test.each([
  ['in the middle', { day: 3, limit: 5 }, 'uutll'],
  ['first day', { day: 1, limit: 5 }, 'tllll'],
  ['not begun', { day: 0, limit: 5 }, 'lllll'],
  ['last day', { day: 5, limit: 5 }, 'uuuut'],
  ['step overdue within the whole', { day: 3, limit: 5, overdue: true }, 'uuoll'],
  ['past the whole limit', { day: 8, limit: 5 }, 'uuuuo'],
  ['ended', { day: 3, limit: 5, ended: true }, 'uuull'],
])('ticks: %s', (_, state, expected) => {
  expect(short(clockTicks(state))).toBe(expected);
});

test.each([
  [2, '剩 2 天', 'calm'],
  [0, '今天到期', 'today'],
  [-1, '逾期 1 天', 'overdue'],
] as const)('%i days left', (days, words, tone) => {
  expect(dueWords(days)).toEqual({ words, tone });
});

test('words of the clock', () => {
  expect(clockWords({ day: 9, limit: 15 })).toEqual({ words: '第 9 天 / 15', more: '' });
  expect(clockWords({ day: 6, limit: 15 }, '农户外出').words).toBe('第 6 天，已暂停');
  expect(clockWords({ day: 17, limit: 15 }).more).toBe('，逾期 2 天');
  expect(clockWords({ day: 4, limit: 15, ended: true }).words).toBe('用 4 天 / 15');
});
