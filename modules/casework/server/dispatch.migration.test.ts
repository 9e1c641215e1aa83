import { readFileSync } from 'node:fs';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, expect, it } from 'vitest';
import { PEOPLE } from '../fixtures.ts';
import { actorOf, aReceivedCase, aRunningCase, layFoundation } from './case.fixture.ts';
import { readCaseView } from './view.ts';

useTestDatabase();
beforeAll(layFoundation);

const run = (text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as Record<string, unknown>[]);
const file = readFileSync(new URL('../../../db/migrations/0013-town-dispatch.sql', import.meta.url), 'utf8');
const moves = file
  .slice(file.indexOf('-- Records bear'))
  .split(/;\s*\n/)
  .filter((text) => text.trim() !== '');

it('cases of the time before the town named a team go on: what nobody has taken waits for the town, what was taken keeps its team', async () => {
  const [waiting, taken, paused] = [await aReceivedCase(), await aRunningCase(), await aReceivedCase()];
  await taken.does(PEOPLE.window, 'claimVerification');
  await paused.does(PEOPLE.reviewer, 'suspendCase');
  // As they stood before.
  await run("delete from casework.step_record where step = 'DISPATCHED'");
  await run("update casework.step_record set step = 'DISPATCHED' where step = 'RECEIVED'");
  await run("update casework.step_record set step = 'RECEIVED' where step = 'CLAIMED'");
  await run(
    `update casework.identification set state = 'DISPATCHED', snapshot = jsonb_set(snapshot, '{state}', '"DISPATCHED"') where state = 'RECEIVED'`,
  );
  await run(
    `update casework.identification set snapshot = jsonb_set(snapshot, '{context,resumeTo}', '"DISPATCHED"') where state = 'SUSPENDED'`,
  );
  await run("update warning.dispatch set state = 'DISPATCHED' where state = 'RECEIVED'");
  await run(
    "update casework.task set kind = 'claimVerification', roles = '{VILLAGE_CADRE}', owner_area_code = area_code where kind = 'dispatchVerification' and closed_at is null",
  );
  for (const move of moves) await run(move);
  const look = (who: typeof waiting) => {
    const actor = actorOf(PEOPLE.reviewer);
    return withScope(actor, (tx) => readCaseView(tx, actor, who.at));
  };
  expect(await look(waiting)).toMatchObject({
    row: { state: 'RECEIVED' },
    reasons: ['这户今年必要的开支超过了提醒门槛。'],
    dueAct: { act: 'dispatchVerification', allowed: true },
  });
  expect((await look(taken)).team.map((one) => one.name)).toEqual(['经办1', '经办2', '经办3']);
  paused.version += 1;
  expect((await paused.does(PEOPLE.reviewer, 'resumeCase')).state).toBe('RECEIVED');
  const [sheet] = await run('select state from warning.dispatch where id = $1', [waiting.facts.sheetId]);
  expect(sheet).toEqual({ state: 'RECEIVED' });
  waiting.version += 1;
  expect((await waiting.does(PEOPLE.reviewer, 'dispatchVerification')).state).toBe('DISPATCHED');
});
