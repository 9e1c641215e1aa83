import { expect, test } from 'vitest';
import { namePath, toFieldErrors } from './form-problems.ts';
import { asProblem, networkProblem, ProblemError, readProblem, toProblem } from './problem.ts';
import { shouldRetry } from './query-client.ts';

const field = { path: 'members[0].name', code: 'EMPTY', message: '必填' };

test('a problem document is read whole', () => {
  const body = { code: 'X', title: 'T', detail: 'D', fields: [field, { nonsense: 1 }], requestId: 'r-1' };
  expect(toProblem(422, body)).toMatchObject({
    code: 'X',
    title: 'T',
    detail: 'D',
    fields: [field],
    requestId: 'r-1',
    status: 422,
  });
});

test('an answer without a document still says something', async () => {
  const response = new Response('<html>', { status: 502, headers: { 'x-request-id': 'r-2' } });
  expect(await readProblem(response)).toMatchObject({
    code: 'HTTP_502',
    title: '系统出错',
    requestId: 'r-2',
    fields: [],
  });
  expect(toProblem(403, null).title).toBe('不在您的辖区');
});

test('anything thrown becomes a problem', () => {
  const problem = networkProblem();
  expect(asProblem(problem)).toBe(problem);
  expect(asProblem(new TypeError('x'))).toBeInstanceOf(ProblemError);
  expect(asProblem(new TypeError('x')).code).toBe('CLIENT_FAULT');
});

test.each([
  ['members[0].name', ['members', 0, 'name']],
  ['/members/0/name', ['members', 0, 'name']],
  ['members.0.name', ['members', 0, 'name']],
  ['income', ['income']],
])('name path of %s', (path, expected) => {
  expect(namePath(path)).toEqual(expected);
});

test('messages of one field come together, a leading body is dropped', () => {
  const fields = [
    field,
    { path: 'body.members.0.name', code: 'LONG', message: '太长' },
    { path: 'age', code: 'A', message: '不是数字' },
  ];
  expect(toFieldErrors(fields)).toEqual([
    { name: ['members', 0, 'name'], errors: ['必填', '太长'] },
    { name: ['age'], errors: ['不是数字'] },
  ]);
});

test('only a broken network and a busy server are asked again, twice', () => {
  expect(shouldRetry(0, networkProblem())).toBe(true);
  expect(shouldRetry(1, toProblem(503, null))).toBe(true);
  expect(shouldRetry(2, networkProblem())).toBe(false);
  expect(shouldRetry(0, toProblem(422, null))).toBe(false);
  expect(shouldRetry(0, new TypeError('x'))).toBe(false);
});
