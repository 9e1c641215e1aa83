import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { codeOf, sweepIdentity } from '@shouwang/platform/identity/identity.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import type { FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildApp } from '../../../apps/server/app.ts';
import { openAccount } from './door.ts';

useTestDatabase();
let app: FastifyInstance;
let secret: string;
const password = 'Correct-Horse-9';

async function signIn(attempt: { loginName?: string; password?: string; code?: string }) {
  return app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-shouwang-request': '1' },
    payload: { loginName: 'county.lead', password, code: codeOf(secret), ...attempt },
  });
}

beforeAll(async () => {
  await loadDivisions();
  app = await buildApp({
    production: false,
    demonstration: true,
    demonstrationPassword: password,
    shellFacts: async () => ({ packName: null, dataAsOf: null }),
    advanceDay: async () => undefined,
  });
  ({ secret } = await withScope(systemActor('440229', '测试'), (tx) =>
    openAccount(tx, {
      loginName: 'county.lead',
      name: '周明远',
      role: 'COUNTY_LEAD',
      areaCode: '440229',
      departmentCode: null,
      title: '县监测股',
      proof: { password },
      isDemonstration: true,
    }),
  ));
});

describe('signIn', () => {
  it('refuses a wrong password, a wrong code and an unknown name with the same answer', async () => {
    const answers = await Promise.all([
      signIn({ password: 'wrong' }),
      signIn({ code: '000000' }),
      signIn({ loginName: 'nobody' }),
    ]);
    for (const answer of answers) expect(answer.json()).toMatchObject({ status: 401, code: 'sign-in-refused' });
  });

  it('opens a session, shows the post with its area path, refuses the same code again, and ends the session', async () => {
    const answer = await signIn({});
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      account: { name: '周明远' },
      post: {
        role: 'COUNTY_LEAD',
        areaName: '翁源县',
        areaPath: [{ name: '广东省' }, { name: '韶关市' }, { name: '翁源县' }],
      },
      today: clock.today(),
    });
    expect((await signIn({})).statusCode).toBe(401);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const me = await app.inject({ method: 'GET', url: '/api/session', headers: { cookie } });
    expect(me.json()).toMatchObject({ post: { areaCode: '440229' } });
    const out = await app.inject({
      method: 'DELETE',
      url: '/api/session',
      headers: { cookie, 'x-shouwang-request': '1' },
    });
    expect(out.statusCode).toBe(204);
    expect((await app.inject({ method: 'GET', url: '/api/session', headers: { cookie } })).statusCode).toBe(401);
  });

  it('refuses requests from other sites and without the header', async () => {
    const foreign = await app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'x-shouwang-request': '1', 'sec-fetch-site': 'cross-site' },
      payload: {},
    });
    const bare = await app.inject({ method: 'POST', url: '/api/session', payload: {} });
    expect([foreign.statusCode, bare.statusCode]).toEqual([403, 403]);
  });

  it('makes guessing wait, and does not tell by that whether there is such an account', async () => {
    for (let n = 0; n < 5; n += 1) await signIn({ password: 'guess' });
    for (let n = 0; n < 5; n += 1) await signIn({ loginName: 'nobody.here', password: 'guess' });
    const [known, unknown] = [await signIn({}), await signIn({ loginName: 'nobody.here' })];
    expect(known.json()).toMatchObject({ status: 429, code: 'sign-in-wait' });
    expect(unknown.json()).toMatchObject({ status: 429, code: 'sign-in-wait' });
    expect(unknown.json().detail).toBe(known.json().detail);
  });

  it('guesses that come all at once wait too', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => signIn({ loginName: 'storm', password: 'guess' })),
    );
    expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(5);
  });

  it('forgets failures after a day', async () => {
    const nextDay = vi.spyOn(clock, 'wall').mockReturnValue(new Date(Date.parse('2030-01-01T00:00:00Z')));
    try {
      expect(await withScope(systemActor('none', '测试'), sweepIdentity)).toBeGreaterThan(2);
    } finally {
      nextDay.mockRestore();
    }
    expect((await signIn({ loginName: 'nobody.here' })).statusCode).toBe(401);
  });
});
