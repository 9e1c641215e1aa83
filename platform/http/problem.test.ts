import { expect, it } from 'vitest';
import { toRefusal } from './problem.ts';

const said = (code: string, message: string) =>
  toRefusal(Object.assign(new Error(message), { code, severity: 'ERROR' }));

it.each([
  ['40001', 'could not serialize access', 'try-again', 409],
  ['40P01', 'deadlock detected', 'try-again', 409],
  ['XX000', 'could not commit transaction for shard 102008 on any active node', 'try-again', 409],
  ['23505', 'duplicate key value violates unique constraint "household_no_once_102008"', 'already-exists', 409],
  ['57014', 'canceling statement due to statement timeout', 'too-slow', 503],
])('what the database says with %s (%s) is %s', (code, message, refusal, status) => {
  expect(said(code, message)).toMatchObject({ code: refusal, status });
});

it('a fault of the database stays a fault', () => {
  expect(said('XX000', 'cache lookup failed for relation 1')).toBeNull();
});
