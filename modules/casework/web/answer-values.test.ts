import { expect, it } from 'vitest';
import { toAnswer } from './answer-values.ts';

const values = { found: true, receipt: '小型货车 1 辆', dataDate: '2026-11-10', exclusionItem: 'N2' };

it('names the item of the negative list with a record only', () => {
  expect(toAnswer(values, '1:x')).toEqual({ ...values, key: '1:x' });
  expect(toAnswer({ ...values, exclusionItem: 'none' }, '1:x').exclusionItem).toBeNull();
  expect(toAnswer({ ...values, found: false }, '1:x').exclusionItem).toBeNull();
  const { exclusionItem: _, ...without } = values;
  expect(toAnswer(without, '1:x').exclusionItem).toBeNull();
});
