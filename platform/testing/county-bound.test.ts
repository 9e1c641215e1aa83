import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withScope } from '../db/scope.ts';
import { listRequests } from '../exports/queries.ts';
import { planReader, watchStatements } from './county-bound.ts';
import { anActor, useTestDatabase } from './database.ts';

const database = useTestDatabase();
let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});
afterAll(() => admin.end());

describe.skipIf(process.env.TEST_DATABASE_URL)('a statement is told apart that asks a table without its county', () => {
  const one = 'registry.household h';
  const both = 'registry.household h join registry.member m on m.county_code = h.county_code and m.household_id = h.id';
  it.each([
    ['by id alone', `select * from ${one} where h.id = $1`, ['registry.household h']],
    ['by area alone', `select * from ${one} where h.area_code >= $1 and h.area_code < $2`, ['registry.household h']],
    [
      'a change by id alone',
      'update registry.household set address = $1 where id = $2',
      ['registry.household household'],
    ],
    [
      'by county or id',
      `select * from ${one} where (h.county_code = $1 or h.id = $2) and h.status = 'active'`,
      ['registry.household h'],
    ],
    [
      'joined past the county',
      `select * from ${one} join registry.member m on m.household_id = h.id where h.county_code = $1`,
      ['registry.member m'],
    ],
    [
      'within the list of columns',
      `select (select count(*) from registry.member m where m.county_code = h.county_code and m.household_id = h.id) from ${one} where h.county_code = $1`,
      ['registry.member m'],
    ],
    [
      'a person and the member',
      'select * from registry.person_identity i join registry.member m on m.county_code = i.county_code and m.id = i.member_id where i.person_key = $1',
      ['registry.member m'],
    ],
    ['with its county', `select * from ${one} where h.county_code = $1 and h.id = $2`, []],
    ['of several counties', `select * from ${one} where h.county_code = any ($1::text[])`, []],
    ['joined by the county', `select * from ${both} where h.county_code = $1`, []],
    ['joined on the left', `select * from ${both.replace('join', 'left join')} where h.county_code = $1`, []],
    ['a person by the key', 'select * from registry.person_identity where person_key in ($1, $2)', []],
    ['of no county', 'select * from areas.area where code = $1', []],
    ['a view', 'select * from screening.v_closed_run where county_code = $1', []],
  ])('%s', async (_, statement, tables) => {
    const askedEverywhere = await planReader(admin);
    expect(await askedEverywhere(statement)).toEqual(tables);
  });
});

it('statements of the program within a county are seen, those of tests, of wider scopes and outside of scopes are not', async () => {
  const watch = watchStatements();
  const ask = (areaCode: string) =>
    withScope(anActor({ areaCode }), (tx) => listRequests(tx, anActor({ areaCode }), { view: 'area', limit: 1 }));
  try {
    await ask('44');
    await withScope(anActor(), (tx) => tx.selectFrom('registry.household').select('id').execute());
    expect([...watch.stop().values()]).toEqual([]);
  } finally {
    watch.stop();
  }
  const again = watchStatements();
  await ask('440229').finally(() => again.stop());
  const seen = [...again.stop().values()];
  expect(seen).toHaveLength(2);
  for (const place of seen) expect(place).toMatch(/^platform\/exports\/queries\.ts:\d+/);
});
