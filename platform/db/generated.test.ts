import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typesOf } from '../../scripts/db-types.ts';
import { dumpSchema } from '../../scripts/schema-dump.ts';
import { useTestDatabase } from '../testing/database.ts';

const database = useTestDatabase();
let admin: pg.Client;
const kept = (name: string) => readFileSync(fileURLToPath(new URL(`../../db/${name}`, import.meta.url)), 'utf8');

beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});
afterAll(() => admin.end());

describe('generated files are what the migrations make; when one of these fails: npm run db:types', () => {
  // Servers of other versions print a view with or without the names of its tables.
  it.skipIf(process.env.TEST_DATABASE_URL)('db/schema.sql', async () => {
    const dump = await dumpSchema(admin);
    expect(kept('schema.sql')).toBe(dump);
    expect(Buffer.byteLength(dump)).toBeLessThan(1_000_000);
  });

  it('db/types.ts', { timeout: 60_000 }, () => {
    expect(kept('types.ts')).toBe(typesOf(database.url));
  });

  it('the dump tells every kind of change apart', async () => {
    const before = await dumpSchema(admin);
    const changes = [
      "alter table registry.household add column extra int not null default 3; select sec.declare('registry.household', '{extra}', 'personal', '验证', '验证', '永久')",
      'alter table registry.household alter column address set not null',
      'alter table registry.household drop constraint household_type_known',
      'drop index registry.household_by_area',
      'drop policy signed on registry.household',
      'alter table registry.household no force row level security',
      'revoke update on registry.household from shouwang_app',
      "update sec.column_class set level = 'personal' where table_name = 'registry.member' and column_name = 'health'",
      "comment on column registry.household.address is 'somewhere'",
      'create or replace view registry.v_member_snapshot with (security_invoker = true) as select m.county_code, m.household_id, m.id as member_id, m.person_key, m.area_code, m.gender, m.birth_date, m.is_resident, m.shares_income, m.student_status, m.education, m.dropout_reason, m.health, m.disability_category, m.disability_grade, m.labour_ability, m.medical_insured, m.is_working, m.work_months from registry.member m',
      'grant execute on function sec.scope_mac(text) to public',
      'alter function public.app_scope_valid() reset search_path',
    ];
    for (const change of changes) expect(await dumpAfter(change), change).not.toBe(before);
    expect(await dumpSchema(admin)).toBe(before);
  });

  it('the dump refuses what it cannot write', async () => {
    await expect(
      dumpAfter('create sequence registry.numbers; alter sequence registry.numbers owner to shouwang_owner'),
    ).rejects.toThrow('registry.numbers');
  });
});

/** The dump as it would be after a change, which is then taken back. */
async function dumpAfter(change: string): Promise<string> {
  await admin.query('begin');
  try {
    await admin.query(change);
    return await dumpSchema(admin);
  } finally {
    await admin.query('rollback');
  }
}
