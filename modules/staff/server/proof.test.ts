import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { route } from '@shouwang/platform/http/route.ts';
import { buildServer } from '@shouwang/platform/http/server.ts';
import { codeOf } from '@shouwang/platform/identity/identity.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { inDatabase } from '../accounts.fixture.ts';
import { openAccount } from './door.ts';
import { authenticateStaff, type StaffOptions, staffRoutes } from './routes.ts';

useTestDatabase();
const options: StaffOptions = {
  production: false,
  demonstration: false,
  demonstrationPassword: '',
  shellFacts: async () => ({ packName: null, dataAsOf: null }),
  advanceDay: async () => undefined,
};
const system = systemActor('44', '测试');
let app: FastifyInstance;
let done = 0;

beforeAll(async () => {
  await loadDivisions();
  app = await buildServer({
    production: false,
    authenticate: (server) => authenticateStaff(server, options),
    routes: (server) => {
      staffRoutes(server, options);
      route(
        server,
        {
          method: 'POST',
          url: '/api/test/grave',
          operationId: 'testGrave',
          summary: '测试',
          permission: 'signed-in',
          stepUp: 'act',
          response: z.int(),
        },
        async () => {
          done += 1;
          return done;
        },
      );
    },
  });
  await app.ready();
});
afterEach(() => vi.restoreAllMocks());

interface Person {
  id: string;
  loginName: string;
  password: string;
  secret: string;
  cookie: string;
}
let people = 0;

/** Somebody with an account; with `handedOut` his password is known to somebody else. */
async function aPerson(handedOut = false): Promise<Person> {
  people += 1;
  const person = { loginName: `li.yuan${people}`, password: 'Correct-Horse-9' };
  const proof = { password: person.password, ...(handedOut ? { handedOut: { by: system.accountId } } : {}) };
  const post = { role: 'COUNTY_LEAD' as const, areaCode: '440229', departmentCode: null, title: '县监测股' };
  const account = { ...post, ...person, name: '李源', proof, isDemonstration: false };
  return { ...person, ...(await withScope(system, (tx) => openAccount(tx, account))), cookie: '' };
}

async function call(person: Person, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  const headers = { 'x-shouwang-request': '1', cookie: person.cookie };
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  const set = answer.headers['set-cookie'];
  if (set) person.cookie = String(set).split(';')[0] ?? '';
  const json = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, body: (json ? answer.json() : {}) as Record<string, unknown> };
}

/** A code that was not used: the clock of security goes on by half a minute each time. */
let steps = 0;
function nextCode({ secret }: Person): string {
  vi.restoreAllMocks();
  steps += 1;
  const now = new Date(Date.now() + steps * 31_000);
  vi.spyOn(clock, 'wall').mockImplementation(() => now);
  return codeOf(secret);
}
const later = (minutes: number) => {
  const now = new Date(clock.wall().getTime() + minutes * 60_000);
  vi.restoreAllMocks();
  vi.spyOn(clock, 'wall').mockImplementation(() => now);
};
const signIn = (person: Person, password = person.password) =>
  call(person, 'POST', '/api/session', { loginName: person.loginName, password, code: nextCode(person) });

describe('proving oneself again', () => {
  it('is asked for although somebody just signed in, holds for five minutes of this session, and then is asked for again', async () => {
    const person = await aPerson();
    await signIn(person);
    const grave = () => call(person, 'POST', '/api/test/grave');
    expect((await grave()).body).toMatchObject({ status: 403, code: 'step-up-needed' });
    expect((await call(person, 'POST', '/api/session/step-up', { code: '000000' })).body.code).toBe('code-refused');
    expect((await grave()).body.code).toBe('step-up-needed');
    const code = nextCode(person);
    expect((await call(person, 'POST', '/api/session/step-up', { code })).status).toBe(204);
    expect((await grave()).status).toBe(200);
    expect((await call(person, 'POST', '/api/session/step-up', { code })).body.code).toBe('code-refused');
    const other = { ...person, cookie: '' };
    await signIn(other);
    expect((await call(other, 'POST', '/api/test/grave')).body.code).toBe('step-up-needed');
    later(4);
    expect((await grave()).status).toBe(200);
    later(2);
    expect((await grave()).body.code).toBe('step-up-needed');
  });

  it('makes guessing wait, without delaying the sign-in, and needs a session', async () => {
    const person = await aPerson();
    expect((await call(person, 'POST', '/api/session/step-up', { code: '000000' })).status).toBe(401);
    await signIn(person);
    for (let n = 0; n < 5; n += 1) await call(person, 'POST', '/api/session/step-up', { code: '000000' });
    const answer = await call(person, 'POST', '/api/session/step-up', { code: codeOf(person.secret) });
    expect(answer.body).toMatchObject({ status: 429, code: 'sign-in-wait' });
    expect((await signIn({ ...person })).status).toBe(201);
  });

  it('is lost with the change to another post', async () => {
    const person = await aPerson();
    await signIn(person);
    await call(person, 'POST', '/api/session/step-up', { code: nextCode(person) });
    const { post } = (await call(person, 'GET', '/api/session')).body as { post: { id: string } };
    expect((await call(person, 'POST', '/api/session/post', { postId: post.id })).status).toBe(204);
    expect((await call(person, 'POST', '/api/test/grave')).body.code).toBe('step-up-needed');
  });
});

describe('a password that somebody else has seen', () => {
  const own = 'Haoyun-Changzai-7';

  it('lets nothing be done but setting an own one, which opens the rest and a new session', async () => {
    const person = await aPerson(true);
    const entered = await signIn(person);
    expect(entered.body.mustChangePassword).toBe(true);
    expect((entered.body.permissions as string[]).sort()).toEqual(['changePassword', 'getSession', 'signOut']);
    for (const [method, url] of [
      ['GET', '/api/accounts'],
      ['POST', '/api/test/grave'],
      ['GET', '/api/exports'],
    ] as const)
      expect((await call(person, method, url)).body.code, url).toBe('password-change-needed');
    expect((await call(person, 'POST', '/api/session/step-up', { code: '000000' })).body.code).toBe(
      'password-change-needed',
    );
    const before = person.cookie;
    const change = (password: string, current = person.password) =>
      call(person, 'PUT', '/api/session/password', { current, password });
    expect((await change(own, 'wrong')).body).toMatchObject({ code: 'password-wrong', fields: [{ path: 'current' }] });
    for (const weak of ['aaaaaaaaaa', 'alllowercase', person.password, `Li.yuan${people}-xX9`, 'Passw0rd-123'])
      expect((await change(weak)).body.code, weak).toBe('password-refused');
    expect((await change(own)).status).toBe(204);
    expect(person.cookie).not.toBe(before);
    expect((await call(person, 'GET', '/api/session')).body).toMatchObject({ mustChangePassword: false });
    expect((await call(person, 'GET', '/api/accounts')).status).toBe(200);
    expect((await call({ ...person, cookie: before }, 'GET', '/api/session')).status).toBe(401);
    expect((await signIn({ ...person })).status).toBe(401);
    expect((await signIn({ ...person }, own)).status).toBe(201);
  });

  it('is void after three days', async () => {
    const person = await aPerson(true);
    await inDatabase(`update identity.credential set password_until = now() where account_id = $1`, [person.id]);
    expect((await signIn(person)).body).toMatchObject({ status: 403, code: 'handed-out-too-long-ago' });
    expect(
      await inDatabase('select last_sign_in_at from identity.credential where account_id = $1', [person.id]),
    ).toEqual([{ last_sign_in_at: null }]);
  });
});
