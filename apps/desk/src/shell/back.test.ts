import { expect, test } from 'vitest';
import { backTo, safeBack } from './back.ts';

test('the sign-in page remembers the address', () => {
  expect(backTo({ pathname: '/cases', search: '?state=open' })).toBe('/sign-in?back=%2Fcases%3Fstate%3Dopen');
  expect(backTo({ pathname: '/', search: '' })).toBe('/sign-in');
});

test.each([
  ['/cases?state=open', '/cases?state=open'],
  [null, '/home'],
  ['https://evil.test', '/home'],
  ['//evil.test', '/home'],
  ['/\\evil.test', '/home'],
  ['/sign-in?back=/x', '/home'],
])('back to %s', (asked, expected) => {
  expect(safeBack(asked, '/home')).toBe(expected);
});
