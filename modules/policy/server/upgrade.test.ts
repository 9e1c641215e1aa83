import { migrate, readMigrations } from '@shouwang/platform/db/migrate.ts';
import { useEmptyDatabase } from '@shouwang/platform/testing/database.ts';
import { expect, it } from 'vitest';

const database = useEmptyDatabase();

it('an installation whose packs were switched on by files keeps them, each version from the day it was taken in', async () => {
  const all = readMigrations();
  const { client } = database;
  await migrate(
    client,
    all.filter((one) => one.name < '0008'),
  );
  const add = (id: number, code: string, [state, at]: [string, string]) =>
    client.query(
      `insert into policy.pack (id, area_code, code, name, effective_from, content_hash, source_yaml, content, state, activated_by_name, activated_at)
       values ($1, '44', $2, $2, '2021-01-01', $3, 'pack: x', '{}', $4, '随产品发布', $5)`,
      [`01900000-0000-7000-8000-00000000000${id}`, code, `hash${id}`, state, at],
    );
  await add(1, 'province', ['retired', '2026-03-01T00:00:00Z']);
  await add(2, 'province', ['active', '2026-05-01T18:00:00Z']);
  await add(3, 'county', ['active', '2026-03-01T00:00:00Z']);
  await migrate(client, all);
  const { rows } = await client.query(
    'select code, version_no, state, origin, in_force_from::text, superseded_on::text, version from policy.pack order by id',
  );
  const kept = { origin: 'product', version: 1 };
  expect(rows).toEqual([
    {
      code: 'province',
      version_no: 1,
      state: 'retired',
      in_force_from: '2021-01-01',
      superseded_on: '2026-05-02',
      ...kept,
    },
    { code: 'province', version_no: 2, state: 'active', in_force_from: '2026-05-02', superseded_on: null, ...kept },
    { code: 'county', version_no: 1, state: 'active', in_force_from: '2021-01-01', superseded_on: null, ...kept },
  ]);
});
