import type { InjectOptions } from 'fastify';
import type { Callable } from './operations.ts';
import { validRequest } from './operations.ts';
import type { Random } from './random.ts';
import type { Target } from './schema-values.ts';

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Texts that break programs: NUL, half characters, quotes of every language, things that look like SQL, HTML, paths or formulas. */
const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfff',
  '\u202e反',
  '\ufeff',
  '\u0007',
  '𠮷𬍛',
  'ﷺ',
  '👨‍👩‍👧‍👦',
  "'",
  '"',
  '\\',
  "' or 1=1 --",
  "'; drop table registry.household; --",
  '%',
  '_',
  '%%%',
  '${7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '=1+1',
  '@SUM(A1)',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e309',
  '9'.repeat(40),
  '٣',
  '１２',
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '9999-12-31',
  '-0001-01-01',
  '440229',
  '440229999999',
  '44:',
  'zz',
  'a'.repeat(41),
  '长'.repeat(500),
  'x'.repeat(20_000),
  'true',
  '{}',
  '[]',
  '\n',
  '\r\n\r\n',
  '00000000-0000-0000-0000-000000000000',
  'constructor',
  '__proto__',
];
const VALUES: unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER + 1,
  2 ** 31,
  2 ** 63,
  [],
  {},
  [[]],
  [null],
  { a: { b: {} } },
  [1, 'a', null],
  { length: 1e9 },
  { $ne: 1 },
  { toString: 1 },
];
const RAW_BODIES = [
  '',
  '{',
  'null',
  '[]',
  '"a"',
  '1',
  'true',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  deep(5_000),
  deep(200_000),
  '{"a":1e400}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  '\ufeff{}',
  '{"a":undefined}',
  'a=1&b=2',
  '\u0000'.repeat(100),
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/xml',
  'a/b/c',
  '',
];
const HEADERS: [string, string[]][] = [
  ['if-match', ['1', '"1"', '"99999999999"', '*', 'W/"1"', '""', '"a"', '"-1"']],
  ['idempotency-key', ['short', 'x'.repeat(200), '12345678', "';--------", 'valid-key-000001']],
  ['accept', ['application/xml', '*/*', 'text/html']],
  ['cookie', ['session=', 'session=%00', 'session=a; session=b', `session=${'z'.repeat(4000)}`]],
];
const PATH_PARTS = [
  '%00',
  '%ED%A0%80',
  '%ZZ',
  '%',
  '..%2f..%2f',
  '%252e%252e', // once encoded, the caller's own address reader takes it for a way up
  '%F0%9F%98%80',
  '%C0%AF',
  'a'.repeat(99),
  'a'.repeat(101),
  'a'.repeat(3000),
  "'%20or%201=1",
  '440229:',
  '440229:00000000-0000-0000-0000-000000000000',
  '-1',
  '%0d%0aX:1',
  ';',
  '%3Cscript%3E',
];

/** A hostile value somewhere within a valid one. */
function spoil(value: unknown, random: Random): unknown {
  const bad = () => (random.chance(0.6) ? random.pick(TEXTS) : random.pick(VALUES));
  if (Array.isArray(value) && value.length > 0 && random.chance(0.7))
    return value.map((one, i) => (i === 0 ? spoil(one, random) : one));
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    const name = random.pick(Object.keys(value));
    const copy = { ...(value as { [key: string]: unknown }) };
    const how = random.below(10);
    if (how === 0) delete copy[name];
    else if (how === 1) copy[random.pick(TEXTS) || 'x'] = bad();
    else if (how === 2) copy[name] = [copy[name]];
    else copy[name] = spoil(copy[name], random);
    return copy;
  }
  return bad();
}

/** The address with hostile parts in its parameters and its query. */
function spoilUrl(url: string, random: Random): string {
  const [path = '', query = ''] = url.split('?');
  const parts = path.split('/');
  const encoded = parts.findIndex((part) => part.includes('%') || /\d{6}/.test(part));
  if (encoded > 0 && random.chance(0.7)) parts[encoded] = random.pick(PATH_PARTS);
  const pairs = query ? query.split('&') : [];
  const extra = random.below(4);
  if (extra === 0)
    pairs.push(`${random.pick(['limit', 'cursor', 'q', 'area', 'x', '__proto__'])}=${encodeText(random.pick(TEXTS))}`);
  if (extra === 1 && pairs.length > 0) pairs.push(pairs[0] as string);
  if (extra === 2 && pairs.length > 0)
    pairs[random.below(pairs.length)] = `${(pairs[0] as string).split('=')[0]}=${encodeText(random.pick(TEXTS))}`;
  if (extra === 3)
    pairs.push(
      random.pick([
        '%',
        '=',
        '&&&',
        'a[]=1',
        'a[b]=1',
        '%00=%00',
        'limit=1e9',
        'limit=-1',
        'limit=0x10',
        'cursor=W10',
        'cursor=WyJhIiwxXQ',
        'cursor=bnVsbA',
        'cursor=eyJhIjoxfQ',
      ]),
    );
  return pairs.length > 0 ? `${parts.join('/')}?${pairs.join('&')}` : parts.join('/');
}

function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, 3_000));
}

/** The valid request about a target, with one to three things in it that a broken or hostile client sends. */
export function hostileRequest(operation: Callable, target: Target, random: Random): InjectOptions {
  const request = validRequest(operation, target, random);
  const headers: { [name: string]: string } = { ...(request.headers as { [name: string]: string }) };
  if (random.chance(0.3)) {
    const [name, values] = random.pick(HEADERS);
    headers[name] = random.pick(values);
  }
  const made: InjectOptions = { ...request, headers };
  const how = random.fraction();
  if (how < 0.1) return made;
  if (operation.method === 'GET' || how < 0.35) return { ...made, url: spoilUrl(String(request.url), random) };
  if (how < 0.8 && operation.body) return jsonBody(made, JSON.stringify(spoil(spoil(request.payload, random), random)));
  const type = random.pick(TYPES);
  const bytes: string | Buffer = random.chance(0.1)
    ? random.bytes(200)
    : random.chance(0.05)
      ? 'x'.repeat(1_100_000)
      : random.pick(RAW_BODIES);
  return { ...made, payload: bytes, headers: { ...headers, ...(type ? { 'content-type': type } : {}) } };
}

function jsonBody(request: InjectOptions, text: string): InjectOptions {
  return { ...request, payload: text, headers: { ...request.headers, 'content-type': 'application/json' } };
}
