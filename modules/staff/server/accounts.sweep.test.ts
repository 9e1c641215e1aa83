import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { act, anAdministrator, askAccount, aWish, inDatabase, othersWaitFor } from '../accounts.fixture.ts';
import { decideGrant } from './accounts.decide.ts';
import { sweepAccounts } from './accounts.sweep.ts';
import { accountRoutes } from './routes.accounts.ts';

useTestDatabase();
let app: TestApp;

beforeAll(async () => {
  await loadDivisions();
  app = await testApp(accountRoutes);
});

const stateOf = async (id: string) =>
  (await inDatabase('select status, login_name, pinyin from staff.account where id = $1', [id]))[0];
const lastSeen = (id: string, days: number) =>
  inDatabase(
    `update identity.credential set last_sign_in_at = now() - $2 * interval '1 day', changed_at = now() - interval '400 days' where account_id = $1`,
    [id, days],
  );

it('locks who did not sign in for ninety days, not the day before, not the last administrator, not the demonstration', async () => {
  const [idle, recent] = [
    await anAdministrator('TOWN_WINDOW', '440229104'),
    await anAdministrator('TOWN_WINDOW', '440229104'),
  ];
  const [last, demo] = [
    await anAdministrator('TOWN_REVIEWER', '440229104'),
    await anAdministrator('TOWN_WINDOW', '440229104'),
  ];
  await inDatabase('update staff.account set is_demonstration = true where id = $1', [demo.accountId]);
  for (const { accountId } of [idle, last, demo]) await lastSeen(accountId, 91);
  await lastSeen(recent.accountId, 89);
  await sweepAccounts();
  expect(await stateOf(idle.accountId)).toMatchObject({ status: 'LOCKED' });
  for (const { accountId } of [recent, last, demo])
    expect(await stateOf(accountId)).toMatchObject({ status: 'ACTIVE' });
  const open = await inDatabase('select 1 from identity.session where account_id = $1 and ended_at is null', [
    idle.accountId,
  ]);
  expect(open).toEqual([]);
  const lead = await anAdministrator('COUNTY_LEAD', '440229');
  const url = `/api/accounts/${idle.accountId}`;
  const { body } = await app.call<{ id: string; version: number }>(lead, { method: 'GET', url });
  expect((await act(app, lead, body, { verb: 'resumption', reason: '已核对本人' })).body.state).toBe('ACTIVE');
  await sweepAccounts();
  expect(await stateOf(idle.accountId)).toMatchObject({ status: 'ACTIVE' });
});

it('is not held up by those that it passes over, however many they are', async () => {
  const ids: string[] = [];
  for (const town of ['440229101', '440229102', '440229103', '440229105', '440229106'])
    ids.push((await anAdministrator('TOWN_REVIEWER', town)).accountId);
  const behind = (await anAdministrator('TOWN_WINDOW', '440229104')).accountId;
  expect(ids.every((id) => id < behind)).toBe(true);
  for (const id of [...ids, behind]) await lastSeen(id, 91);
  await sweepAccounts(2);
  for (const id of ids) expect(await stateOf(id)).toMatchObject({ status: 'ACTIVE' });
  expect(await stateOf(behind)).toMatchObject({ status: 'LOCKED' });
});

it('keeps to the days of the setting', async () => {
  const idle = await anAdministrator('TOWN_WINDOW', '440229104');
  await lastSeen(idle.accountId, 40);
  await inDatabase(`insert into platform.setting (name, value) values ('account.idleLockDays', '35')`);
  await sweepAccounts();
  expect(await stateOf(idle.accountId)).toMatchObject({ status: 'LOCKED' });
  await inDatabase(`delete from platform.setting where name = 'account.idleLockDays'`);
});

it('lets a request lapse after thirty days and gives its login name back', async () => {
  const lead = await anAdministrator('COUNTY_LEAD', '440229');
  const old = (await askAccount(app, lead, [aWish()], 'old.request')).body;
  const young = (await askAccount(app, lead, [aWish()], 'young.request')).body;
  const age = `update staff.grant_request set entered_at = now() - $2 * interval '1 day' where account_id = $1`;
  await inDatabase(age, [old.id, 31]);
  await inDatabase(age, [young.id, 29]);
  await sweepAccounts();
  expect(await stateOf(old.id)).toMatchObject({ status: 'CLOSED', login_name: `~${old.id}` });
  expect(await stateOf(young.id)).toMatchObject({ status: 'PENDING', login_name: 'young.request' });
  expect((await askAccount(app, lead, [aWish()], 'old.request')).status).toBe(201);
});

it.each(['is decided, not yet for all to see', 'is about to be decided'])(
  'lets no request lapse that %s',
  async (moment) => {
    const lead = await anAdministrator('COUNTY_LEAD', '440229');
    const decider = anActor(await anAdministrator('COUNTY_LEAD', '440229'));
    const asked = (await askAccount(app, lead, [aWish()])).body;
    await inDatabase(`update staff.grant_request set entered_at = now() - interval '31 days' where account_id = $1`, [
      asked.id,
    ]);
    const decide = (tx: Tx) =>
      decideGrant(tx, decider, {
        request: { accountId: asked.id },
        expected: asked.version,
        approve: true,
        opinion: null,
      });
    const sweep = await withScope(decider, async (tx) => {
      const first = moment.startsWith('is decided');
      if (first) await decide(tx);
      else await sql`select from staff.account where id = ${asked.id} for update`.execute(tx);
      const sweeping = sweepAccounts().catch((error: Error) => error.message);
      await othersWaitFor(tx);
      if (!first) await decide(tx);
      return { sweeping };
    });
    expect(await sweep.sweeping).toBeTypeOf('number');
    expect(await stateOf(asked.id)).toMatchObject({ status: 'ACTIVE' });
    const requests = await inDatabase('select state from staff.grant_request where account_id = $1', [asked.id]);
    expect(requests).toEqual([{ state: 'approved' }]);
    const recorded = await inDatabase(`select action from audit.event where object_key = $1`, [`account:${asked.id}`]);
    expect(recorded.map(({ action }) => action)).not.toContain('lapseGrantRequest');
    expect(recorded.map(({ action }) => action)).toContain('approveAccount');
  },
);

it('gives accounts of earlier times the sound of their names', async () => {
  const { accountId } = await anAdministrator('TOWN_WINDOW', '440229104', '单小红');
  expect(await stateOf(accountId)).toMatchObject({ pinyin: '' });
  await sweepAccounts();
  expect(await stateOf(accountId)).toMatchObject({ pinyin: 'shanxiaohong' });
});
