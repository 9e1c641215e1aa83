import { beforeAll, describe, expect, it } from 'vitest';
import { useEmptyDatabase } from '../testing/database.ts';
import { CLUSTER_STAND_IN, joinedConstraints } from './cluster.fixture.ts';
import { findLint } from './lint.ts';
import { migrate, readMigrations } from './migrate.ts';

const database = useEmptyDatabase(CLUSTER_STAND_IN);
beforeAll(async () => {
  await migrate(database.client);
}, 60_000);

/** What a statement does, taken back again. */
async function trial<T>(statement: string, look: () => Promise<T>): Promise<T> {
  await database.client.query('begin');
  try {
    await database.client.query(statement);
    return await look();
  } finally {
    await database.client.query('rollback');
  }
}

describe('where Citus stands (its refusals are stood in for)', () => {
  it('the migrations run to their end, and the catalogue breaks no rule', async () => {
    expect(await findLint(database.client)).toEqual([]);
  });

  it('every table is distributed as its class says', async () => {
    const { rows } = await database.client.query(`
      select t.table_name, t.class, k.kind, k.distributed_by from sec.table_class t left join public.stand_in_kept k on k.name = t.table_name
      where (t.class, coalesce(k.kind, 'local'), coalesce(k.distributed_by, '')) not in
        (('distributed', 'distributed', 'county_code'), ('index', 'distributed', 'person_key'), ('reference', 'reference', ''), ('local', 'local', ''))`);
    expect(rows).toEqual([]);
    const { rows: kinds } = await database.client.query(
      'select kind, count(*)::int as n from public.stand_in_kept group by 1 order by 1',
    );
    expect(kinds).toEqual([
      { kind: 'distributed', n: expect.any(Number) },
      { kind: 'reference', n: 5 },
    ]);
  });

  it('without a scope nothing is read or written, in tables of every class; with one it is', async () => {
    const count = async () => {
      const counts = [];
      for (const table of ['registry.person_identity', 'areas.area', 'staff.account', 'platform.setting'])
        counts.push((await database.client.query(`select count(*)::int as n from ${table}`)).rows[0]?.n);
      return counts;
    };
    const rows = `
      insert into registry.person_identity values (gen_random_uuid(), '440229', gen_random_uuid());
      insert into areas.area (code, level, name, short_name, pinyin, initials, valid_from) values ('44', 1, '广东省', '广东', 'guangdong', 'gd', now());
      insert into staff.account (id, login_name, name, status, is_demonstration, area_codes, version, changed_at) values (gen_random_uuid(), 'x', 'x', 'ACTIVE', false, '{}', 1, now());
      insert into platform.setting values ('x', '1');
      set local role shouwang_app;`;
    expect(await trial(rows, count)).toEqual([0, 0, 0, 0]);
    expect(await trial(`${rows} set local app.lo = '44'; set local app.hi = '44:'`, count)).toEqual([1, 1, 1, 1]);
    const writes = (scope: string) =>
      trial(`set local role shouwang_app; ${scope}`, () =>
        database.client.query(`insert into platform.setting values ('y', '1')`),
      );
    await expect(writes('')).rejects.toThrow('row-level security');
    await expect(writes("set local app.lo = '44'")).resolves.toMatchObject({ rowCount: 1 });
  });

  it.each([
    [
      'a policy with a sub-select',
      'create policy bad on areas.area to shouwang_app using ((select true))',
      'create policy',
    ],
    [
      'a policy with one in its check',
      'create policy bad on registry.household for insert to shouwang_app with check (exists (select))',
      'create policy',
    ],
    ['a unique index without the county', 'create unique index bad on registry.household (qr_token)', 'unique indexes'],
    [
      'a trigger',
      'create trigger bad before update on areas.area for each row execute function suppress_redundant_updates_trigger()',
      'triggers',
    ],
    ['a numbered column', 'alter table registry.household add column bad int generated always as identity', 'IDENTITY'],
    [
      'a foreign key into a county from everywhere',
      'create table public.t (c text, h uuid); alter table public.t add constraint bad foreign key (c, h) references registry.household (county_code, id)',
      'foreign key',
    ],
    [
      'a foreign key past the county',
      "create table public.t (county_code text not null, h uuid); select create_distributed_table('public.t', 'county_code'); alter table public.t add constraint bad foreign key (county_code, h) references registry.person_identity (county_code, person_key)",
      'foreign key|unique',
    ],
  ])('refused is %s', async (_, statement, message) => {
    await expect(trial(statement, async () => undefined)).rejects.toThrow(new RegExp(message));
  });
});

describe('the text of migrations', () => {
  it.each(readMigrations().map(({ name, sql }) => [name, sql]))(
    '%s adds each constraint by a statement of its own',
    (_, sql) => {
      expect(joinedConstraints(sql)).toEqual([]);
    },
  );

  it.each([
    ['alter table a.b add column c int, add constraint d check (c > 1);', 1],
    ['alter table a.b\n  drop constraint c,\n  add constraint d check (c > 1);', 1],
    ['alter table a.b add column c int check (c > 1);', 1],
    ['alter table a.b add column c int, add column d int;', 0],
    ['alter table a.b add constraint d check (c in (1, 2));', 0],
  ])('%s', (statement, found) => expect(joinedConstraints(statement)).toHaveLength(found));
});
