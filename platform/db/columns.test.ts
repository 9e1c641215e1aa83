import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as masks from '../crypto/mask.ts';
import { useTestDatabase } from '../testing/database.ts';
import { findLint } from './lint.ts';

const database = useTestDatabase();
let admin: pg.Client;

interface Declared {
  column: string;
  level: string;
  mask: string | null;
  sealed: boolean;
}

beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});
afterAll(() => admin.end());

/** What the lint says after a change, which is then taken back. */
async function lintAfter(change: string): Promise<string[]> {
  await admin.query('begin');
  try {
    await admin.query(change);
    return (await findLint(admin)).map(({ rule, object }) => `${rule}: ${object}`);
  } finally {
    await admin.query('rollback');
  }
}

async function declared(): Promise<Declared[]> {
  const { rows } = await admin.query<Declared>(
    `select table_name || '.' || column_name as column, level, mask, sealed from sec.column_class order by 1`,
  );
  return rows;
}

/** Number masks without the sealed column from which they were made. */
function withoutPartner(all: Declared[]): string[] {
  const sealed = new Set(all.filter((one) => one.sealed).map((one) => one.column));
  return all
    .filter(({ mask }) => mask !== null && mask !== 'maskName' && mask !== 'withheld')
    .map(({ column }) => column)
    .filter((column) => !column.endsWith('_mask') || !sealed.has(column.replace(/_mask$/, '_sealed')));
}

describe('the register of columns', () => {
  it('lets a column be declared in one line beside the column that it declares', async () => {
    const add = 'alter table registry.household add column has_balcony boolean';
    expect(await lintAfter(add)).toEqual(['column-undeclared: registry.household.has_balcony']);
    const line = `select sec.declare('registry.household', '{has_balcony}', 'personal', '住房安全', '个人信息保护法 第13条第1款第3项', '永久')`;
    expect(await lintAfter(`${add}; ${line}`)).toEqual([]);
  });

  it('takes a number of a person as a sealed column with its mask, and a name as it is', async () => {
    const number = `alter table registry.member add column passport_sealed bytea, add column passport_mask text, add column former_name text;
      select sec.declare('registry.member', '{passport_sealed}', 'identifier', '验证', '验证', '永久', sealed => true);
      select sec.declare('registry.member', '{passport_mask}', 'identifier', '验证', '验证', '永久', 'maskIdNumber');
      select sec.declare('registry.member', '{former_name}', 'identifier', '验证', '验证', '永久', 'maskName')`;
    expect(await lintAfter(number)).toEqual([]);
    const unsealed = `${number}; update sec.column_class set sealed = false where column_name = 'passport_sealed'`;
    expect((await lintAfter(unsealed)).sort()).toEqual([
      'identifier-in-plain: registry.member.passport_mask',
      'identifier-in-plain: registry.member.passport_sealed',
    ]);
  });

  it('declares the keys of a new table by their names and nothing else of it', async () => {
    const found =
      await lintAfter(`create table registry.pet (county_code text not null, id uuid not null, area_code text collate "C" not null, name text not null,
        version int not null, changed_at timestamptz not null, constraint pet_pk primary key (county_code, id));
      select sec.distribute('registry.pet', 'distributed'); select sec.declare_keys('registry.pet'); select sec.protect('registry.pet')`);
    expect(found).toEqual(['column-undeclared: registry.pet.name']);
  });

  it('takes a column once, and no level, retention or mask that it does not know', async () => {
    const health = (level: string, more = "'永久'") =>
      `select sec.declare('registry.member', '{health}', '${level}', '验证', '验证', ${more})`;
    await expect(lintAfter(health('personal'))).rejects.toThrow('column_class_pk');
    await expect(lintAfter(health('secret'))).rejects.toThrow('column_class_level_known');
    await expect(lintAfter(health('personal', "'forever'"))).rejects.toThrow('column_class_retention_known');
    await expect(lintAfter(health('personal', "'永久', 'maskAll'"))).rejects.toThrow('column_class_mask_known');
  });

  it('names only masks that exist', async () => {
    const named = new Set((await declared()).flatMap(({ mask }) => (mask === null ? [] : [mask])));
    expect([...named].filter((mask) => mask !== 'withheld').sort()).toEqual(Object.keys(masks).sort());
  });

  it('has the sealed column beside every masked number', async () => {
    const all = await declared();
    expect(all.filter(({ mask }) => mask === 'maskIdNumber').length).toBeGreaterThan(1);
    expect(withoutPartner(all)).toEqual([]);
    const without = all.filter(({ column }) => column !== 'registry.member.id_number_sealed');
    expect(withoutPartner(without)).toEqual(['registry.member.id_number_mask']);
  });

  it('can be read by nobody but the owner', async () => {
    const { rows } = await admin.query(
      `select r as role from unnest(array['shouwang_app', 'shouwang_job', 'shouwang_reader', 'shouwang_auditor']) r
       where has_table_privilege(r, 'sec.column_class', 'select, insert, update, delete')
       or has_function_privilege(r, 'sec.declare_keys(regclass)', 'execute')`,
    );
    expect(rows).toEqual([]);
  });

  it.each([
    ['health of a person', 'registry.member.health', 'sensitive'],
    ['income', 'registry.income_item.amount_fen', 'sensitive'],
    ['school of a child', 'registry.member.dropout_reason', 'sensitive'],
    ['a bank account', 'registry.household.bank_account_sealed', 'identifier'],
    ['an ID number', 'registry.member.id_number_sealed', 'identifier'],
    ['the keyed pseudonym', 'registry.member.person_key', 'personal'],
    ['scope', 'registry.member.area_code', 'technical'],
  ])('%s', async (_, column, level) => {
    expect((await declared()).find((one) => one.column === column)?.level).toBe(level);
  });
});
