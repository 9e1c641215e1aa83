import type { TestApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Administrator,
  act,
  anOffice,
  anOpenAccount,
  askAccount,
  aWish,
  forgetCode,
  type Office,
} from '../accounts.fixture.ts';
import type { AccountView, PostWish } from '../contract.accounts.ts';
import { anOfficer } from '../fixtures.ts';

useTestDatabase();
let app: TestApp;
let people: Office['people'];

beforeAll(async () => {
  ({ app, people } = await anOffice());
});

type Said = { code?: string };
const get = <T>(as: Administrator, url: string) => app.call<T & Said>(as, { method: 'GET', url });

describe('asking is refused', () => {
  const cases: [string, string, Partial<PostWish>, string][] = [
    ['above the own level', 'lead', { role: 'CITY_LEAD', areaCode: '4402' }, 'area-outside'],
    [
      'the own level, which only those above give',
      'lead',
      { role: 'COUNTY_LEAD', areaCode: '440229' },
      'role-not-grantable',
    ],
    ['in another county', 'lead', { areaCode: '440224102201' }, 'area-outside'],
    ['a lead by a town', 'town', { role: 'TOWN_REVIEWER', areaCode: '440229104' }, 'role-not-grantable'],
    ['an auditor by the system administrator', 'ops', { role: 'AUDITOR', areaCode: '44' }, 'role-not-grantable'],
    ['anything but an auditor by an auditor', 'auditor', {}, 'role-not-grantable'],
    ['a village role in a town', 'lead', { areaCode: '440229104' }, 'role-not-at-level'],
    ['a department without its name', 'lead', { role: 'COUNTY_DEPT', areaCode: '440229' }, 'department-missing'],
    ['a department for a village', 'lead', { departmentCode: 'YB' }, 'department-needless'],
    ['days that are over', 'lead', { validTo: '2020-01-01' }, 'post-over'],
    ['days in the wrong order', 'lead', { validFrom: '2090-01-02', validTo: '2090-01-01' }, 'days-reversed'],
    ['a place that does not exist', 'lead', { areaCode: '440229104999' }, 'area-outside'],
  ];
  it.each(cases)('%s', async (_what, who, wish, code) => {
    const answer = await askAccount(app, people[who as keyof typeof people], [aWish(wish)]);
    expect([answer.status >= 400, answer.body.code]).toEqual([true, code]);
  });

  it('duties that must lie with different people, and a login name that is taken', async () => {
    const both = [aWish({ role: 'PROV_OPS', areaCode: '44' }), aWish()];
    expect((await askAccount(app, people.province, both)).body.code).toBe('duties-apart');
    expect((await askAccount(app, people.lead, [aWish()], 'liu.chunsheng')).status).toBe(201);
    expect((await askAccount(app, people.lead, [aWish()], 'liu.chunsheng')).body.code).toBe('login-taken');
    const proposed = await get<{ loginName: string }>(
      people.lead,
      `/api/account-names?name=${encodeURIComponent('刘春生')}`,
    );
    expect(proposed.body.loginName).toBe('liu.chunsheng2');
  });

  it('by whoever has no such permission', async () => {
    const clerk = await anOfficer({ role: 'VILLAGE_CLERK', areaCode: '440229104201', name: '信息员' });
    expect((await askAccount(app, clerk, [aWish()])).body.code).toBe('role-not-permitted');
  });
});

describe('further posts', () => {
  const second = aWish({ areaCode: '440229104202' });
  const posted = (as: Administrator, { id, version }: AccountView, wish: PostWish) =>
    app.call<AccountView & Said>(as, {
      method: 'POST',
      url: `/api/accounts/${id}/posts`,
      payload: wish,
      headers: { 'if-match': `"${version}"` },
    });
  const answer = (
    as: Administrator,
    request: { id: string; version: number } | undefined,
    verb: string,
    payload: object,
  ) =>
    app.call<AccountView & Said>(as, {
      method: 'POST',
      url: `/api/account-requests/${request?.id}/${verb}`,
      payload,
      headers: { 'if-match': `"${request?.version}"` },
    });

  it('wait for another person, one at a time, and are not for oneself', async () => {
    const account = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    expect((await posted(people.approver, account, aWish())).body.code).toBe('post-held');
    const asked = await posted(people.approver, account, second);
    expect([asked.status, asked.body.posts.length]).toEqual([201, 1]);
    expect((await posted(people.lead, account, aWish({ areaCode: '440229104203' }))).body.code).toBe('request-waiting');
    const [request] = asked.body.requests;
    await forgetCode(people.lead2);
    expect((await answer(people.lead2, request, 'approval', {})).body.code).toBe('step-up-needed');
    await forgetCode(people.lead2, 0);
    const agreed = await answer(people.lead2, request, 'approval', {});
    expect(agreed.body.posts.map(({ areaCode }) => areaCode)).toEqual(['440229104201', '440229104202']);
    expect((await answer(people.lead, request, 'approval', {})).body.code).toBe('version-stale');
    const own = { id: people.lead.accountId, version: 1 } as AccountView;
    expect((await posted(people.lead, own, second)).body.code).toBe('own-account');
  });

  it('end by whoever keeps the role, unless it is the last administrator', async () => {
    const account = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    const [post] = account.posts;
    const ended = await act(app, people.town, account, { verb: `posts/${post?.id}/end`, reason: '换届' });
    expect(ended.body.posts[0]).toMatchObject({ inForce: false });
    const town = (await get<AccountView>(people.lead, `/api/accounts/${people.town.accountId}`)).body;
    const last = await act(app, people.lead, town, { verb: `posts/${town.posts[0]?.id}/end`, reason: '换届' });
    expect(last.body.code).toBe('last-administrator');
  });

  it('what one asked for can be taken back, by nobody else', async () => {
    const asked = (await askAccount(app, people.approver, [aWish()])).body;
    const [request] = asked.requests;
    expect((await answer(people.lead, request, 'withdrawal', {})).body.code).toBe('not-found');
    expect((await answer(people.approver, request, 'withdrawal', {})).body).toMatchObject({ state: 'withdrawn' });
    expect((await get<AccountView>(people.lead, `/api/accounts/${asked.id}`)).body.state).toBe('CLOSED');
  });
});
