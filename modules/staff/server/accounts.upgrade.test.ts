import { migrate, readMigrations } from '@shouwang/platform/db/migrate.ts';
import { useEmptyDatabase } from '@shouwang/platform/testing/database.ts';
import { expect, it } from 'vitest';

const database = useEmptyDatabase();

it('accounts of before belong to the areas of their posts and requests, of any state, and to those above', async () => {
  const { client } = database;
  const all = readMigrations();
  await migrate(
    client,
    all.filter(({ name }) => name < '0022'),
  );
  await client.query(`
    insert into staff.account (id, login_name, name, status, is_demonstration, version, changed_at)
      select id, name, name, 'ACTIVE', false, 1, now() from (values
        ('01900000-0000-7000-8000-000000000001'::uuid, 'posts'), ('01900000-0000-7000-8000-000000000002', 'asked'), ('01900000-0000-7000-8000-000000000003', 'none')) v (id, name);
    insert into staff.post (id, account_id, role, area_code, title, valid_from, valid_to, version, changed_at) values
      (gen_random_uuid(), '01900000-0000-7000-8000-000000000001', 'COUNTY_DEPT', '440229', '岗', '2020-01-01', null, 1, now()),
      (gen_random_uuid(), '01900000-0000-7000-8000-000000000001', 'VILLAGE_CADRE', '440224100201', '岗', '2020-01-01', '2021-01-01', 1, now());
    insert into staff.grant_request (id, account_id, area_code, kind, posts, state, entered_by, entered_by_name, entered_by_role, entered_at, version) values
      (gen_random_uuid(), '01900000-0000-7000-8000-000000000002', '460203', 'account', '[{}]', 'lapsed', gen_random_uuid(), '某', 'COUNTY_LEAD', now(), 1)`);
  await migrate(client, all);
  const { rows } = await client.query('select login_name, area_codes from staff.account order by id');
  expect(rows).toEqual([
    { login_name: 'posts', area_codes: ['44', '4402', '440224', '440224100', '440224100201', '440229'] },
    { login_name: 'asked', area_codes: ['46', '4602', '460203'] },
    { login_name: 'none', area_codes: [] },
  ]);
});
