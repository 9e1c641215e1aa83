import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { expect, it } from 'vitest';
import { DemonstrationPlan } from '../contract.ts';
import { loadCounty } from './load.ts';

useTestDatabase();

const indexes = () =>
  withBulkLoad('test', async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select indexname as name from pg_indexes where schemaname = 'registry' order by 1",
    );
    return rows.map((row) => row.name);
  });

it('loads whole counties, keeps every index, and leaves statistics for the planner', async () => {
  await loadDivisions();
  const before = await indexes();
  const report = await loadCounty(DemonstrationPlan.parse({ households: 300 }));
  expect(await indexes()).toEqual(before);
  expect(report.households).toBe(300);
  await withBulkLoad('test', async (client) => {
    const one = async (sql: string) => Number((await client.query<{ n: string }>(sql)).rows[0]?.n);
    expect(await one('select count(*) as n from registry.household')).toBe(300);
    expect(await one('select count(*) as n from registry.member')).toBe(report.persons);
    expect(await one('select count(*) as n from registry.person_identity')).toBe(report.persons);
    expect(
      await one("select count(*) as n from pg_stats where schemaname = 'registry' and tablename = 'household'"),
    ).toBeGreaterThan(10);
    const orphans =
      'select count(*) as n from registry.member m where not exists (select from registry.household h where h.county_code = m.county_code and h.id = m.household_id)';
    expect(await one(orphans)).toBe(0);
  });
});

it('gives the same ids and people for the same seed, so that a run has the same result hash', async () => {
  const again = await withBulkLoad('test', async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id from registry.household order by household_no limit 3',
    );
    return rows.map((row) => row.id);
  });
  expect(again).toMatchInlineSnapshot(`
    [
      "0199c82c-c000-7d2f-bdd5-faf181f09000",
      "0199c82c-c001-7559-b596-c4e0fbbf3001",
      "0199c82c-c002-7099-a4b5-4dab8dc17002",
    ]
  `);
});
