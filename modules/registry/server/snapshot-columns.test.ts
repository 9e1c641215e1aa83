import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from '../contract.snapshot.ts';

const database = useTestDatabase();
let admin: pg.Client;

beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});
afterAll(() => admin.end());

/** Columns behind the published views, under whatever name they are shown, that point to a person directly or are sealed. */
const BEHIND = `select u.view_name || ' < ' || u.table_name || '.' || u.column_name as found
  from information_schema.view_column_usage u
  join sec.column_class k on k.table_name = u.table_schema || '.' || u.table_name and k.column_name = u.column_name
  where u.view_schema = 'registry' and u.view_name like 'v\\_%snapshot' and (k.level = 'identifier' or k.sealed) order by 1`;

async function found(change?: string): Promise<string[]> {
  await admin.query('begin');
  try {
    if (change) await admin.query(change);
    return (await admin.query<{ found: string }>(BEHIND)).rows.map((row) => row.found);
  } finally {
    await admin.query('rollback');
  }
}

async function columnsOf(relation: string): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum',
    [relation],
  );
  return rows.map((row) => row.name);
}

describe('the columnar snapshot names nobody', () => {
  it('the published views read no column that points to a person', async () => {
    const { rows } = await admin.query<{ n: number }>(
      "select count(*)::int as n from information_schema.view_column_usage where view_schema = 'registry'",
    );
    expect(rows[0]?.n).toBeGreaterThan(40);
    expect(await found()).toEqual([]);
  });

  it('a name or a sealed number in a view would be seen, under another name too', async () => {
    const view = (name: string, select: string) =>
      `create view registry.${name} with (security_invoker = true) as select ${select}`;
    expect(await found(view('v_x_snapshot', 'm.name as label from registry.member m'))).toEqual([
      'v_x_snapshot < member.name',
    ]);
    expect(await found(view('v_x_snapshot', 'length(h.contact_phone_sealed) as n from registry.household h'))).toEqual([
      'v_x_snapshot < household.contact_phone_sealed',
    ]);
  });

  it('the files hold what the views publish, and sums of income lines, and nothing else', async () => {
    const sums =
      /^(wage|operating|property|transfer|dibao|operating_expense|work_cost|self_pay_\w+|estimated|absolute)_fen$|^income_as_of$/;
    const household = Object.keys(HOUSEHOLD_COLUMNS).filter((name) => !sums.test(name));
    expect(await columnsOf('registry.v_household_snapshot')).toEqual(expect.arrayContaining(household));
    expect(await columnsOf('registry.v_member_snapshot')).toEqual(expect.arrayContaining(Object.keys(MEMBER_COLUMNS)));
  });

  it('no column of the files has the name of an identifier of the registry', async () => {
    const { rows } = await admin.query<{ name: string }>(
      "select column_name as name from sec.column_class where level = 'identifier' and table_name like 'registry.%'",
    );
    const identifiers = new Set(rows.map((row) => row.name));
    expect(identifiers.size).toBeGreaterThan(10);
    const written = [...Object.keys(HOUSEHOLD_COLUMNS), ...Object.keys(MEMBER_COLUMNS)];
    expect(written.filter((name) => identifiers.has(name))).toEqual([]);
  });
});
