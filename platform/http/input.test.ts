import { clock } from '@shouwang/platform/clock/clock.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { text } from '../schema/schema.ts';
import { testApp } from '../testing/app.ts';
import { rawRoute } from './route.ts';

useTestDatabase();

const server = testApp((app) => {
  const operation = { method: 'POST' as const, operationId: 'say', summary: '说', permission: 'signed-in' as const };
  rawRoute(app, { ...operation, url: '/api/say', body: z.object({ reason: text(9) }), response: z.string() }, () =>
    Promise.resolve(clock.today()),
  );
});
const post = async (payload: string) => {
  const { call } = await server;
  return call({}, { method: 'POST', url: '/api/say', payload, headers: { 'content-type': 'application/json' } });
};

it.each([
  ['nested ten thousand times', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['nested and never closed', '['.repeat(40)],
  ['an object that pretends to have a length', '{"reason":{"length":{"toString":1}}}'],
])('refuses %s as bad input, not as a fault', async (_name, payload) => {
  expect(await post(payload)).toMatchObject({ status: 400, body: { code: 'malformed-input' } });
});

it('takes brackets within a text for text', async () => {
  const brackets = JSON.stringify({ reason: '[[{"\\' });
  expect((await post(brackets)).status).toBe(200);
  const many = JSON.stringify({ reason: '['.repeat(50) });
  expect(await post(many)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});
