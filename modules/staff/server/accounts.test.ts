import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import type { TestApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Administrator,
  act,
  anAdministrator,
  anOffice,
  anOpenAccount,
  askAccount,
  aWish,
  forgetCode,
  inDatabase,
  type Office,
} from '../accounts.fixture.ts';
import type { AccountView, PostWish } from '../contract.accounts.ts';
import { anOfficer } from '../fixtures.ts';
import { decideGrant } from './accounts.decide.ts';
import { nameOpenWork } from './door.ts';

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

describe('agreeing', () => {
  it('is refused to whoever asked, to whoever may not, and without a fresh code', async () => {
    const asked = (await askAccount(app, people.lead, [aWish()])).body;
    expect((await act(app, people.lead, asked, { verb: 'approval' })).body.code).toBe('maker-is-checker');
    expect((await act(app, people.other, asked, { verb: 'approval' })).body.code).toBe('not-found');
    expect((await act(app, people.ops, asked, { verb: 'approval' })).body.code).toBe('role-not-permitted');
    await forgetCode(people.lead2);
    expect((await act(app, people.lead2, asked, { verb: 'approval' })).body.code).toBe('step-up-needed');
    await forgetCode(people.lead2, 6);
    expect((await act(app, people.lead2, asked, { verb: 'approval' })).body.code).toBe('step-up-needed');
    await forgetCode(people.lead2, 4);
    const agreed = await act(app, people.lead2, asked, { verb: 'approval' });
    expect(agreed.body).toMatchObject({
      state: 'ACTIVE',
      hasCredential: false,
      posts: [{ role: 'VILLAGE_CADRE', inForce: true }],
    });
    expect((await act(app, people.city, asked, { verb: 'approval' })).body.code).toBe('version-stale');
  });

  it('a town agrees for its villages, not to its own window, and refuses with a reason that frees the login name', async () => {
    const window = (await askAccount(app, people.lead, [aWish({ role: 'TOWN_WINDOW', areaCode: '440229104' })])).body;
    expect((await act(app, people.town, window, { verb: 'approval' })).body.code).toBe('role-not-grantable');
    const village = (await askAccount(app, people.approver, [aWish()], 'huang.xiaoming')).body;
    expect((await act(app, people.town, village, { verb: 'refusal', reason: '' })).status).toBe(400);
    const refused = await act(app, people.town, village, { verb: 'refusal', reason: '不是本村干部' });
    expect(refused.body).toMatchObject({ state: 'CLOSED', stateReason: '不是本村干部' });
    expect((await askAccount(app, people.approver, [aWish()], 'huang.xiaoming')).status).toBe(201);
  });

  it('goes to one of those who agree at once', async () => {
    const asked = (await askAccount(app, people.approver, [aWish()])).body;
    const decision = { request: { accountId: asked.id }, expected: asked.version, approve: true, opinion: null };
    const agree = (who: Administrator) =>
      withScope(anActor(who), (tx) => decideGrant(tx, anActor(who), decision)).then(
        () => 'agreed',
        (error: { code: string }) => error.code,
      );
    const answers = await Promise.all([people.lead, people.lead2, people.city].map(agree));
    expect(answers.sort()).toEqual(['agreed', 'version-stale', 'version-stale']);
    const posts = await inDatabase('select id from staff.post where account_id = $1', [asked.id]);
    expect(posts).toHaveLength(1);
  });

  it('is refused for a week between those who handed each other a sign-in', async () => {
    const approver = await anAdministrator('COUNTY_APPROVER', '440229', '新审定');
    const asked = (await askAccount(app, approver, [aWish()])).body;
    const issue = (days: number) =>
      inDatabase(
        `update identity.credential set issued_by = $1, issued_at = now() - $2 * interval '1 day' where account_id = $3`,
        [people.lead.accountId, days, approver.accountId],
      );
    await issue(6);
    expect((await act(app, people.lead, asked, { verb: 'approval' })).body.code).toBe('sign-in-from-each-other');
    await issue(8);
    expect((await act(app, people.lead, asked, { verb: 'approval' })).status).toBe(200);
  });

  describe('between two who had their sign-ins handed out', () => {
    const days = { asks: 6, agrees: 6 };
    const cases: [string, { asks: string; agrees: string }, typeof days, [number, string | undefined]][] = [
      ['by one person this week is refused', { asks: 'city', agrees: 'city' }, days, [403, 'sign-in-from-each-other']],
      [
        'by one person is allowed when one asks with an older one',
        { asks: 'city', agrees: 'city' },
        { ...days, asks: 8 },
        [200, undefined],
      ],
      [
        'by one person is allowed when one agrees with an older one',
        { asks: 'city', agrees: 'city' },
        { ...days, agrees: 8 },
        [200, undefined],
      ],
      ['by different people is allowed', { asks: 'city', agrees: 'lead2' }, days, [200, undefined]],
      ['by the command line is allowed', { asks: 'none', agrees: 'none' }, days, [200, undefined]],
    ];
    it.each(cases)('%s', async (_what, from, age, expected) => {
      const asks = await anAdministrator('COUNTY_APPROVER', '440229', '新审定');
      const agrees = await anAdministrator('COUNTY_LEAD', '440229', '新主管');
      const giver = (who: string) =>
        who === 'none' ? systemActor('none', '命令行').accountId : people[who as keyof typeof people].accountId;
      const issue = `update identity.credential set issued_by = $1, issued_at = now() - $2 * interval '1 day' where account_id = $3`;
      await inDatabase(issue, [giver(from.asks), age.asks, asks.accountId]);
      await inDatabase(issue, [giver(from.agrees), age.agrees, agrees.accountId]);
      const asked = (await askAccount(app, asks, [aWish()])).body;
      const agreed = await act(app, agrees, asked, { verb: 'approval' });
      expect([agreed.status, agreed.body.code]).toEqual(expected);
    });
  });

  it('an auditor is asked for by an auditor and agreed by the lead; the system administrator neither sees it through nor resets him', async () => {
    const asked = await askAccount(app, people.auditor, [aWish({ role: 'AUDITOR', areaCode: '44', title: '审计' })]);
    expect(asked.status).toBe(201);
    const auditor = (await act(app, people.province, asked.body, { verb: 'approval' })).body;
    expect(auditor.state).toBe('ACTIVE');
    const village = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    const seen = await get<AccountView>(people.auditor, `/api/accounts/${village.id}`);
    expect(seen.body).toMatchObject({ acts: [], endable: [], sessions: [] });
    expect((await act(app, people.ops, auditor, { verb: 'credential', reason: '遗失' })).body.code).toBe(
      'role-not-grantable',
    );
  });

  it('stands in the database too', async () => {
    const asked = (await askAccount(app, people.lead, [aWish()])).body;
    const same = `update staff.grant_request set state = 'approved', decided_by = entered_by where account_id = $1`;
    await expect(inDatabase(same, [asked.id])).rejects.toThrow('grant_request_maker_is_not_checker');
    const nobody = `update staff.grant_request set state = 'approved' where account_id = $1`;
    await expect(inDatabase(nobody, [asked.id])).rejects.toThrow('grant_request_maker_is_not_checker');
    await expect(inDatabase(`update staff.account set status = 'ACTIVE' where id = $1`, [asked.id])).rejects.toThrow(
      'account_agreed_first',
    );
    await expect(
      inDatabase(`update staff.account set status = 'ACTIVE', decided_by = entered_by where id = $1`, [asked.id]),
    ).rejects.toThrow('account_maker_is_not_checker');
  });

  it('nobody writes posts or accounts of another county, whatever the program asks for', async () => {
    const village = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    const foreign = { ...systemActor('440224', '测试'), role: 'COUNTY_LEAD' };
    const changed = await withScope(foreign, async (tx) => [
      await tx
        .updateTable('staff.post')
        .set({ valid_to: '2020-01-01' })
        .where('account_id', '=', village.id)
        .executeTakeFirst(),
      await tx.updateTable('staff.account').set({ status: 'CLOSED' }).where('id', '=', village.id).executeTakeFirst(),
    ]);
    expect(changed.map(({ numUpdatedRows }) => Number(numUpdatedRows))).toEqual([0, 0]);
    const insert = withScope(foreign, (tx) =>
      tx
        .insertInto('staff.post')
        .values({
          id: village.id,
          account_id: village.id,
          role: 'COUNTY_LEAD',
          area_code: '440229',
          title: '测试',
          valid_from: '2026-01-01',
          version: 1,
          changed_at: new Date(0),
        })
        .execute(),
    );
    await expect(insert).rejects.toThrow('row-level security');
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
    nameOpenWork(async (_tx, id) => (id === account.id ? [{ label: '入户核实', count: 2, to: '/cases' }] : []));
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
