import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CSRF_HEADER, createApi, ifMatch, onSignedOut, unwrap } from './api.ts';
import { ProblemError } from './problem.ts';

const origin = 'http://desk.test';
const sent: Request[] = [];
let answers: (Response | Error)[] = [];
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const baseUrl = { baseUrl: origin };

beforeEach(() => {
  sent.length = 0;
  answers = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    const answer = answers.shift() ?? json(200, { ok: true });
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
});
afterEach(() => vi.unstubAllGlobals());

test('an unsafe call carries the header, a key, and the version', async () => {
  await unwrap(createApi().PUT('/api/x', { ...baseUrl, body: { a: 1 }, headers: ifMatch(7) }));
  const headers = sent[0]?.headers;
  expect(headers?.get(CSRF_HEADER)).toBe('1');
  expect(headers?.get('Idempotency-Key')).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers?.get('If-Match')).toBe('"7"');
});

test('a safe call has no key', async () => {
  await unwrap(createApi().GET('/api/x', baseUrl));
  expect(sent[0]?.headers.has('Idempotency-Key')).toBe(false);
});

test('a write that met a broken network is sent again with the same key and body', async () => {
  answers = [new TypeError('fetch failed'), json(201, { id: 1 })];
  expect(await unwrap(createApi().POST('/api/x', { ...baseUrl, body: { a: 1 } }))).toEqual({ id: 1 });
  expect(sent).toHaveLength(2);
  expect(sent[0]?.headers.get('Idempotency-Key')).toBe(sent[1]?.headers.get('Idempotency-Key'));
  expect(await sent[1]?.json()).toEqual({ a: 1 });
});

test('a refusal is thrown as a ProblemError', async () => {
  answers = [json(422, { code: 'TOO_EARLY', title: '公示未满' })];
  const call = unwrap(createApi().GET('/api/x', baseUrl));
  await expect(call).rejects.toMatchObject({ name: 'ProblemError', code: 'TOO_EARLY', status: 422 });
});

test('a broken network is a problem too', async () => {
  answers = [new TypeError('fetch failed')];
  await expect(unwrap(createApi().GET('/api/x', baseUrl))).rejects.toBeInstanceOf(ProblemError);
});

test('401 tells the shell, but not when the session itself is asked for', async () => {
  const handler = vi.fn();
  onSignedOut(handler);
  answers = [json(401, {}), json(401, {})];
  await unwrap(createApi().GET('/api/session', baseUrl)).catch(() => undefined);
  expect(handler).not.toHaveBeenCalled();
  await unwrap(createApi().GET('/api/x', baseUrl)).catch(() => undefined);
  expect(handler).toHaveBeenCalledOnce();
});
