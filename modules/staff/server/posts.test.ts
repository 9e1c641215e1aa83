import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { codeOf } from '@shouwang/platform/identity/identity.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import type { FastifyInstance } from 'fastify';
import { beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../../apps/server/app.ts';
import type { SessionView } from '../contract.ts';
import { closeAccount, givePost, openAccount, resetCredential } from './door.ts';

useTestDatabase();
let app: FastifyInstance;
const system = systemActor('none', '测试');
const account = { id: '', loginName: 'two.posts' };
let secret: string;
let password = 'Correct-Horse-9';

async function call(method: 'GET' | 'POST', url: string, cookie: string, payload?: object) {
  const headers = { 'x-shouwang-request': '1', cookie };
  return app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
}

async function signIn() {
  const payload = { loginName: account.loginName, password, code: codeOf(secret) };
  const answer = await call('POST', '/api/session', '', payload);
  return { status: answer.statusCode, cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
}

beforeAll(async () => {
  await loadDivisions();
  app = await buildApp({
    production: false,
    demonstration: false,
    demonstrationPassword: '',
    shellFacts: async () => ({ packName: null, dataAsOf: null }),
    advanceDay: async () => undefined,
  });
  await withScope(system, async (tx) => {
    const opened = await openAccount(tx, {
      loginName: account.loginName,
      name: '周明远',
      role: 'COUNTY_LEAD',
      areaCode: '440229',
      departmentCode: null,
      title: '县监测股',
      proof: { password },
      isDemonstration: false,
    });
    account.id = opened.id;
    secret = opened.secret;
    const team = { role: 'TOWN_TEAM', areaCode: '440229104', departmentCode: null, title: '驻镇工作队' } as const;
    await givePost(tx, account.id, team);
  });
});

it('works in one post at a time, changes to another of its own, and to no other', async () => {
  const { cookie } = await signIn();
  const view = async () => (await call('GET', '/api/session', cookie)).json() as SessionView;
  const { post, posts } = await view();
  expect([post.role, posts.length]).toEqual(['COUNTY_LEAD', 2]);
  const town = posts.find((one) => one.role === 'TOWN_TEAM')?.id;
  expect((await call('POST', '/api/session/post', cookie, { postId: town })).statusCode).toBe(204);
  expect((await view()).post).toMatchObject({ role: 'TOWN_TEAM', areaCode: '440229104' });
  const foreign = await call('POST', '/api/session/post', cookie, { postId: account.id });
  expect(foreign.json()).toMatchObject({ status: 403, code: 'post-not-held' });
});

it('a reset voids password, codes and sessions; a closed account cannot sign in', async () => {
  const url = '/api/session';
  const before = await withScope(system, (tx) => resetCredential(tx, account, 'Another-Horse-7'));
  secret = before;
  expect((await signIn()).status).toBe(401);
  password = 'Another-Horse-7';
  const { status, cookie } = await signIn();
  expect(status).toBe(201);
  await withScope(system, (tx) => closeAccount(tx, account.id));
  expect((await call('GET', url, cookie)).statusCode).toBe(401);
  secret = await withScope(system, (tx) => resetCredential(tx, account, password));
  expect((await signIn()).status).toBe(403);
});
