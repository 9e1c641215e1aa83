import type { TestApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Administrator,
  act,
  anAdministrator,
  anOffice,
  anOpenAccount,
  forgetCode,
  inDatabase,
  type Office,
} from '../accounts.fixture.ts';
import type { AccountView } from '../contract.accounts.ts';
import { anOfficer } from '../fixtures.ts';
import { nameOpenWork } from './door.ts';

useTestDatabase();
let app: TestApp;
let people: Office['people'];

beforeAll(async () => {
  ({ app, people } = await anOffice());
});

type Said = { code?: string };
const get = <T>(as: Administrator, url: string) => app.call<T & Said>(as, { method: 'GET', url });

describe('suspending and closing', () => {
  it('is refused for oneself, for peers, for those above, and from another county', async () => {
    const seen = async (who: Administrator) =>
      (await get<AccountView>(people.province, `/api/accounts/${who.accountId}`)).body;
    const suspend = { verb: 'suspension', reason: '调离' };
    expect((await act(app, people.lead, await seen(people.lead), suspend)).body.code).toBe('own-account');
    expect((await act(app, people.lead, await seen(people.lead2), suspend)).body.code).toBe('role-not-grantable');
    expect((await act(app, people.lead, await seen(people.city), suspend)).body.code).toBe('not-found');
    expect((await act(app, people.other, await seen(people.town), suspend)).body.code).toBe('not-found');
    expect((await act(app, people.city, await seen(people.approver), { ...suspend, reason: '' })).status).toBe(400);
  });

  it('keeps the last administrator of a place, also when two are taken at once', async () => {
    const seen = async (id: string) => (await get<AccountView>(people.province, `/api/accounts/${id}`)).body;
    const only = await act(app, people.lead, await seen(people.town.accountId), { verb: 'suspension', reason: '调离' });
    expect(only.body.code).toBe('last-administrator');
    const [one, two] = [
      await anAdministrator('TOWN_REVIEWER', '440229106', '甲'),
      await anAdministrator('TOWN_REVIEWER', '440229106', '乙'),
    ];
    const views = [await seen(one.accountId), await seen(two.accountId)];
    const answers = await Promise.all(
      views.map((view) => act(app, people.lead, view, { verb: 'suspension', reason: '调离' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    // Somebody who cannot sign in administers nothing.
    await anOfficer({ role: 'TOWN_REVIEWER', areaCode: '440229106', name: '丙' });
    const left = answers[0]?.status === 200 ? two : one;
    const again = await act(app, people.lead, await seen(left.accountId), { verb: 'suspension', reason: '调离' });
    expect(again.body.code).toBe('last-administrator');
  });

  it('asks who takes over what is open, and only somebody of the place may', async () => {
    const account = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    nameOpenWork(async (_tx, { accountId }) =>
      accountId === account.id ? [{ label: '入户核实', count: 2, to: '/cases' }] : [],
    );
    const suspend = { verb: 'suspension', reason: '调离' };
    const refused = await act(app, people.lead, account, suspend);
    expect(refused.body).toMatchObject({ code: 'open-work', detail: expect.stringContaining('入户核实 2 件') });
    const unfit = await act(app, people.lead, account, { ...suspend, successorId: people.other.accountId });
    expect(unfit.body.code).toBe('successor-unfit');
    const done = await act(app, people.lead, account, { ...suspend, successorId: people.town.accountId });
    expect(done.body).toMatchObject({ state: 'SUSPENDED', successorName: '镇审核', stateReason: '调离' });
    nameOpenWork(async () => []);
  });

  it('goes back and forth and ends: suspended, resumed with a fresh code, closed for good; sessions end', async () => {
    const account = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    await inDatabase(
      `insert into identity.session (token_hash, account_id, post_id, created_at, last_seen_at, expires_at)
       select repeat('ab', 32), $1, id, now(), now(), now() + interval '1 hour' from staff.post where account_id = $1`,
      [account.id],
    );
    const seen = (await get<AccountView>(people.lead, `/api/accounts/${account.id}`)).body;
    expect(seen.sessions).toHaveLength(1);
    const url = `/api/accounts/${account.id}/sessions/${seen.sessions[0]?.id}`;
    expect((await app.call<Said>(people.other, { method: 'DELETE', url })).body.code).toBe('not-found');
    const suspended = (await act(app, people.lead, account, { verb: 'suspension', reason: '借调' })).body;
    expect(suspended.sessions).toEqual([]);
    expect((await act(app, people.lead, suspended, { verb: 'suspension', reason: '借调' })).body.code).toBe(
      'account-state',
    );
    expect((await act(app, people.lead, suspended, { verb: 'credential', reason: '遗失' })).body.code).toBe(
      'account-state',
    );
    await forgetCode(people.lead);
    expect((await act(app, people.lead, suspended, { verb: 'resumption', reason: '借调结束' })).body.code).toBe(
      'step-up-needed',
    );
    await forgetCode(people.lead, 0);
    const resumed = (await act(app, people.lead, suspended, { verb: 'resumption', reason: '借调结束' })).body;
    expect(resumed.state).toBe('ACTIVE');
    const closed = (await act(app, people.lead, resumed, { verb: 'closure', reason: '退休' })).body;
    expect(closed).toMatchObject({ state: 'CLOSED', posts: [{ inForce: false }], acts: [] });
    expect((await act(app, people.lead, closed, { verb: 'resumption', reason: '再启用' })).body.code).toBe(
      'account-state',
    );
    const { body } = await get<{ items: { action: string }[] }>(people.lead, `/api/accounts/${account.id}/history`);
    expect(body.items.map(({ action }) => action)).toEqual([
      'closeAccount',
      'resumeAccount',
      'suspendAccount',
      'approveAccount',
      'requestAccount',
    ]);
  });
});
