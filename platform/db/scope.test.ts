import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { LINT_SEEDS } from '../../e2e/prove/lint-seeds.ts';
import { key } from '../crypto/keys.ts';
import { anActor, useTestDatabase } from '../testing/database.ts';
import { newId } from './id.ts';
import { findLint } from './lint.ts';
import { rolePassword } from './open.ts';
import { asUser, runSql, signScope, type Tx, withBulkLoad, withScope } from './scope.ts';

const database = useTestDatabase();
const county = anActor();
const otherCounty = anActor({ areaCode: '440224' });
const town = anActor({ areaCode: '440229101' });

function insertEvent(tx: Tx, areaCode: string) {
  return tx
    .insertInto('audit.event')
    .values({
      county_code: areaCode.slice(0, 6),
      id: newId(),
      area_code: areaCode,
      at: new Date(0),
      actor_name: 'x',
      role: 'X',
      action: 'a',
      object_key: 'k',
    })
    .execute();
}

async function countEvents(tx: Tx): Promise<number> {
  return Number((await tx.selectFrom('audit.event').select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow()).n);
}

describe('withScope', () => {
  beforeAll(async () => {
    await withScope(county, async (tx) => {
      await insertEvent(tx, '440229101201');
      await insertEvent(tx, '440229102201');
      await insertEvent(tx, '440229');
    });
  });

  it('shows what lies in the area and nothing else', async () => {
    expect(await withScope(county, countEvents)).toBe(3);
    expect(await withScope(town, countEvents)).toBe(1);
    expect(await withScope(anActor({ areaCode: '4402' }), countEvents)).toBe(3);
    expect(await withScope(otherCounty, countEvents)).toBe(0);
  });

  it('refuses to write outside the area', async () => {
    await expect(withScope(town, (tx) => insertEvent(tx, '440229102201'))).rejects.toMatchObject({ code: '42501' });
  });

  it('rolls back when the work throws', async () => {
    const failing = withScope(county, async (tx) => {
      await insertEvent(tx, '440229101');
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await withScope(county, countEvents)).toBe(3);
  });

  it('is closed again after a scoped transaction: a bare query on the same connection sees nothing', async () => {
    const client = await appClient();
    expect(await bareCount(client)).toBe(0);
    await client.query('begin');
    await client.query('select app_enter($1,$2,$3,$4,$5,$6)', signScope(county, key('scope')));
    expect(await bareCount(client)).toBe(3);
    await client.query('commit');
    expect(await bareCount(client)).toBe(0);
    await client.end();
  });

  it('raises 42501 on forged, changed and expired scopes, and on forged settings', async () => {
    const client = await appClient();
    const good = signScope(county, key('scope'));
    const forgeries = [
      signScope(county, Buffer.alloc(32, 7)),
      signScope(county, key('scope'), -5),
      good.map((part, index) => (index === 0 ? '44' : part)),
      good.map((part, index) => (index === 3 ? 'PROV_LEAD' : part)),
      ['440229', '440229:', 'a', 'b', 'never', 'ff'],
    ];
    for (const forged of forgeries) {
      await client.query('begin');
      await expect(client.query('select app_enter($1,$2,$3,$4,$5,$6)', forged)).rejects.toMatchObject({
        code: '42501',
      });
      await client.query('rollback');
    }
    await client.query('begin');
    await client.query('select app_enter($1,$2,$3,$4,$5,$6)', good);
    await client.query("set local app.hi = '99'");
    await expect(client.query('select count(*) from audit.event')).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback');
    await client.end();
  });

  it('keeps the signing key from the application role', async () => {
    await expect(withScope(county, (tx) => runSql(tx, 'select * from sec.scope_key'))).rejects.toMatchObject({
      code: '42501',
    });
    await expect(withScope(county, (tx) => runSql(tx, "select sec.scope_mac('x')"))).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('lets the job role copy in bulk', async () => {
    const count = await withBulkLoad(
      'test',
      async (client) => (await client.query('select count(*)::int as n from audit.event')).rows[0]?.n,
    );
    expect(count).toBe(3);
  });
});

describe('rls-lint', () => {
  it('finds nothing in the schema as it is', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    expect(await findLint(client)).toEqual([]);
    await client.end();
  });

  it.each(LINT_SEEDS)('finds the seeded defect %s', async (rule, statement) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('begin');
    await client.query(statement);
    expect((await findLint(client)).map((finding) => finding.rule)).toContain(rule);
    await client.query('rollback');
    await client.end();
  });
});

async function appClient(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: asUser(database.url, 'shouwang_app', rolePassword('shouwang_app')),
  });
  await client.connect();
  return client;
}

async function bareCount(client: pg.Client): Promise<number> {
  return (await client.query<{ n: number }>('select count(*)::int as n from audit.event')).rows[0]?.n ?? -1;
}
