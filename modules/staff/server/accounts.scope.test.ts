import type { TestApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Administrator, anOffice, anOpenAccount, askAccount, aWish, type Office } from '../accounts.fixture.ts';
import type { AccountPage, GrantRequestPage } from '../contract.accounts.ts';

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
