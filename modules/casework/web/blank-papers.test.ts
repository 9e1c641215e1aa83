import { expect, it } from 'vitest';
import { wishesOf } from './BlankPapers.tsx';

it('only what belongs on the blank paper goes into its address, and only when it is right', () => {
  const typed = {
    scopes: ['1', '9'],
    place: ' 村务公开栏 ',
    objectionPhone: '0751-2876543',
    days: 7,
    opinion: '户主患病',
  };
  expect(Object.fromEntries(wishesOf(typed))).toEqual({
    scopes: '1,9',
    place: '村务公开栏',
    phone: '0751-2876543',
    days: '7',
  });
  expect(wishesOf({ objectionPhone: '15412346621', days: 0, place: ' ', scopes: [] }).toString()).toBe('');
});
