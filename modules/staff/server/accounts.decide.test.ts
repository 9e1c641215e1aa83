import { withScope } from '@shouwang/platform/db/scope.ts';
import type { TestApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Administrator,
  act,
  anOffice,
  anOpenAccount,
  askAccount,
  aWish,
  forgetCode,
  inDatabase,
  type Office,
} from '../accounts.fixture.ts';
import type { AccountView } from '../contract.accounts.ts';
import { decideGrant } from './accounts.decide.ts';

useTestDatabase();
let app: TestApp;
let people: Office['people'];

beforeAll(async () => {
  ({ app, people } = await anOffice());
});

type Said = { code?: string };
const get = <T>(as: Administrator, url: string) => app.call<T & Said>(as, { method: 'GET', url });

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
});
