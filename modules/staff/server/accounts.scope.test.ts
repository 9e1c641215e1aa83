import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import type { TestApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Administrator,
  anOffice,
  anOpenAccount,
  askAccount,
  aWish,
  inDatabase,
  type Office,
} from '../accounts.fixture.ts';
import type { AccountPage, GrantRequestPage } from '../contract.accounts.ts';
import { anOfficer } from '../fixtures.ts';
import { addAreas } from './commands.ts';

useTestDatabase();
let app: TestApp;
let people: Office['people'];

beforeAll(async () => {
  ({ app, people } = await anOffice());
});

const get = <T>(as: Administrator, url: string) => app.call<T & { code?: string }>(as, { method: 'GET', url });

describe('what is seen', () => {
  const names = async (as: Administrator, query = '') => {
    const { body } = await get<AccountPage>(as, `/api/accounts?limit=200${query}`);
    return body.items.map(({ id }) => id);
  };

  it('the own area, nothing of another county, not even that there is such an account', async () => {
    const account = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    expect(await names(people.lead)).toContain(account.id);
    expect(await names(people.city)).toContain(account.id);
    expect(await names(people.province)).toContain(account.id);
    expect(await names(people.other)).toEqual([people.other.accountId]);
    expect(await names(people.town)).not.toContain(people.lead.accountId);
    const url = `/api/accounts/${account.id}`;
    expect((await get(people.other, url)).status).toBe(404);
    expect((await get(people.other, `${url}/history`)).status).toBe(404);
    expect((await get(people.other, '/api/accounts?area=440229')).status).toBe(403);
  });

  it('requests of the own area, and which of them one may decide', async () => {
    const village = (await askAccount(app, people.lead, [aWish()])).body;
    const window = (await askAccount(app, people.lead, [aWish({ role: 'TOWN_WINDOW', areaCode: '440229104' })])).body;
    const waiting = async (as: Administrator, view: 'all' | 'decide') => {
      const { body } = await get<GrantRequestPage>(as, `/api/account-requests?view=${view}`);
      expect(body.total).toBe(body.items.length);
      expect(body.items.filter(({ mayDecide }) => view === 'decide' && !mayDecide)).toEqual([]);
      return body.items.map(({ account }) => account.id);
    };
    expect(await waiting(people.other, 'all')).toEqual([]);
    expect(await waiting(people.lead, 'all')).toEqual([village.id, window.id]);
    expect(await waiting(people.lead, 'decide')).toEqual([]);
    expect(await waiting(people.lead2, 'decide')).toEqual([village.id, window.id]);
    expect(await waiting(people.town, 'decide')).toEqual([village.id]);
    expect(await waiting(people.approver, 'decide')).toEqual([]);
  });

  it('by name, sound, first letters, login name, role and state, a page at a time', async () => {
    const found = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    for (const q of ['刘春', 'liuchun', 'lcs', found.loginName])
      expect(await names(people.lead, `&q=${encodeURIComponent(q)}`), q).toContain(found.id);
    for (const q of ['张', 'zhang', 'zzz', '100%'])
      expect(await names(people.lead, `&q=${encodeURIComponent(q)}`), q).not.toContain(found.id);
    expect(await names(people.lead, '&role=VILLAGE_CADRE&state=ACTIVE')).toContain(found.id);
    expect(await names(people.lead, '&role=TOWN_REVIEWER')).not.toContain(found.id);
    expect(await names(people.lead, '&state=LOCKED')).toEqual([]);
    const whole = await names(people.lead);
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AccountPage = (
        await get<AccountPage>(people.lead, `/api/accounts?limit=3${cursor && `&cursor=${cursor}`}`)
      ).body;
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
    expect((await get(people.lead, '/api/accounts?cursor=xx')).status).toBe(400);
  });
});

describe('what the database lets be written', () => {
  it('no post or account of another county writes posts or accounts of another county, whatever the program asks for', async () => {
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

  const counts = (areaCode: string, id: string) =>
    withScope(anActor({ role: 'COUNTY_LEAD', areaCode }), async (tx) => {
      const changed = await tx
        .updateTable('staff.account')
        .set({ pinyin: 'x' })
        .where('id', '=', id)
        .executeTakeFirst();
      const held = await tx.selectFrom('staff.account').select('id').where('id', '=', id).forUpdate().execute();
      const read = await tx.selectFrom('staff.account').select('id').where('id', '=', id).execute();
      return [Number(changed.numUpdatedRows), held.length, read.length];
    });
  /** Written and held, or read alone: sign-in and teams need the tables everywhere. */
  const [written, readAlone] = [
    [1, 1, 1],
    [0, 0, 1],
  ];
  const places: [string, number[] | undefined][] = [
    ['44', written],
    ['4402', written],
    ['440229', written],
    ['440229104', written],
    ['440229104201', written],
    ['440229104202', readAlone],
    ['440229106', readAlone],
    ['440224', readAlone],
    ['4403', readAlone],
    ['45', readAlone],
  ];

  it.each(places)('an account with a post in 440229104201, from %s', async (areaCode, expected) => {
    const village = await anOpenAccount(app, { asks: people.approver, agrees: people.lead });
    await inDatabase('delete from staff.grant_request where account_id = $1', [village.id]);
    expect(await counts(areaCode, village.id)).toEqual(expected);
  });

  it.each(places)('an account that is asked for in 440229104201, from %s', async (areaCode, expected) => {
    const { id } = (await askAccount(app, people.lead, [aWish()])).body;
    expect(await counts(areaCode, id)).toEqual(expected);
  });

  it('an account with posts in two counties, from either of them', async () => {
    const officer = await anOfficer({ role: 'COUNTY_DEPT', areaCode: '440229', name: '两县' });
    await inDatabase(
      `insert into staff.post (id, account_id, role, area_code, title, valid_from, version, changed_at) values ($1, $2, 'COUNTY_DEPT', '440224', '测试岗', '2020-01-01', 1, now())`,
      [newId(), officer.accountId],
    );
    await withScope(systemActor('none', '测试'), (tx) => addAreas(tx, officer.accountId, '440224'));
    for (const areaCode of ['440229', '440224', '4402'])
      expect(await counts(areaCode, officer.accountId)).toEqual(written);
    for (const areaCode of ['440233', '440229104'])
      expect(await counts(areaCode, officer.accountId)).toEqual(readAlone);
  });
});
