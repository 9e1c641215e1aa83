import { expect, it } from 'vitest';
import { z } from 'zod';
import { systemActor, withScope } from '../db/scope.ts';
import { useTestDatabase } from '../testing/database.ts';
import { addJob, defineJob, workOff } from './jobs.ts';

const database = useTestDatabase();
const system = systemActor('44', '测试');

it('takes up what somebody waits for before files, and files before the work of the night', async () => {
  const done: string[] = [];
  defineJob('test.turn', z.object({ name: z.string() }), async ({ name }) => void done.push(name));
  await withScope(system, async (tx) => {
    await addJob(tx, 'test.turn', { name: 'night' }, { turn: 'night' });
    await addJob(tx, 'test.turn', { name: 'file' }, { turn: 'file' });
    await addJob(tx, 'test.turn', { name: 'now' });
  });
  await workOff(database.url);
  expect(done).toEqual(['now', 'file', 'night']);
});

it('exists only when the transaction commits, and once for a key', async () => {
  const done: string[] = [];
  defineJob('test.once', z.object({ name: z.string() }), async ({ name }) => void done.push(name));
  await withScope(system, async (tx) => {
    await addJob(tx, 'test.once', { name: 'gone' });
    throw new Error('rolled back');
  }).catch(() => undefined);
  await withScope(system, async (tx) => {
    await addJob(tx, 'test.once', { name: 'first' }, { key: 'same' });
    await addJob(tx, 'test.once', { name: 'second' }, { key: 'same' });
  });
  await workOff(database.url);
  expect(done).toEqual(['second']);
});
