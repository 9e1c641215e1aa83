import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { AccountQuery } from '../contract.accounts.ts';
import { listAccounts } from './accounts.list.ts';

const database = useTestDatabase();
const ACCOUNTS = 7000;

/** Many accounts, spread over its villages; one in a thousand is locked, one in fifty holds a second post. */
beforeAll(async () => {
  await loadDivisions();
  await withBulkLoad('many accounts', async (client) => {
    const villages = await client.query<{ code: string }>(
      `select code from areas.area where level = 5 and code like '44%' order by code`,
    );
    const codes = Array.from({ length: ACCOUNTS }, (_, n) => villages.rows[(n * 7919) % villages.rows.length]?.code);
    await client.query(
      `create temp table made as select ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid as id, n::int as n, code
       from unnest($1::text[]) with ordinality v (code, n)`,
      [codes],
    );
    await client.query(
      `insert into staff.account (id, login_name, name, pinyin, initials, status, is_demonstration, area_codes, version, changed_at)
       select id, 'u' || n, (array['周','刘','黄','巫','钟','张','许','何'])[1 + n % 8] || '测' || n % 977, (array['zhou','liu','huang','wu','zhong','zhang','xu','he'])[1 + n % 8] || 'ce' || chr(97 + n % 26),
         (array['z','l','h','w','z','z','x','h'])[1 + n % 8] || 'c', case when n % 1000 = 0 then 'LOCKED' else 'ACTIVE' end, false, array[left(code, 2), left(code, 4), left(code, 6), left(code, 9), code], 1, now() from made`,
    );
    await client.query(
      `insert into staff.post (id, account_id, role, area_code, title, valid_from, version, changed_at)
       select gen_random_uuid(), id, (array['VILLAGE_CADRE','VILLAGE_CLERK','FIRST_SECRETARY'])[1 + n % 3], code, '测试', date '2020-01-01', 1, now() from made
       union all select gen_random_uuid(), id, 'TOWN_TEAM', left(code, 9), '测试', date '2020-01-01', 1, now() from made where n % 50 = 0
       union all select gen_random_uuid(), id, 'COUNTY_LEAD', left(code, 6), '测试', date '2020-01-01', 1, now() from made where n % 500 = 0`,
    );
    await client.query(
      `insert into identity.credential (account_id, login_name, password_hash, changed_at, last_sign_in_at) select id, 'u' || n, 'x', now(), now() from made`,
    );
  });
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query('analyze staff.account, staff.post, identity.credential');
  await admin.end();
}, 120_000);

const WAYS: [string, string, object][] = [
  ['the province', '44', {}],
  ['a city', '4402', {}],
  ['a county', '440229', {}],
  ['a town', '440229104', {}],
  ['a village', '440229104201', {}],
  ['the province by a rare sound', '44', { q: 'hecex' }],
  ['the province by first letters', '44', { q: 'zc' }],
  ['the province by a login name', '44', { q: 'u6999' }],
  ['the province by a name', '44', { q: '巫测3' }],
  ['a county by first letters', '440229', { q: 'hc' }],
  ['the province by a rare role', '44', { role: 'COUNTY_LEAD' }],
  ['the province by a common role', '44', { role: 'VILLAGE_CADRE' }],
  ['the province by a rare state', '44', { state: 'LOCKED' }],
  ['a city by a rare state', '4402', { state: 'LOCKED' }],
  ['the province by state and role', '44', { state: 'LOCKED', role: 'COUNTY_LEAD' }],
  ['the province by what nobody has', '44', { q: 'qqq', state: 'SUSPENDED' }],
];

it.each(WAYS)('the pages of %s hold every account once, in order', async (_what, areaCode, query) => {
  const actor = anActor({ role: 'PROV_LEAD', areaCode });
  const read = (more: object) =>
    withScope(actor, (tx) => listAccounts(tx, actor, AccountQuery.parse({ ...query, limit: 200, ...more })));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await read(cursor ? { cursor } : {});
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(seen.length);
  const small: string[] = [];
  for (let after: string | null = null, turn = 0; turn < 5; turn += 1) {
    const page = await read({ limit: 7, ...(after ? { cursor: after } : {}) });
    small.push(...page.items.map(({ id }) => id));
    after = page.nextCursor;
    if (after === null) break;
  }
  expect(small).toEqual(seen.slice(0, small.length));
});
