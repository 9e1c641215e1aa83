import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Tx, withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { sql } from 'kysely';
import { expect, vi } from 'vitest';
import type { AccountView, PostWish } from './contract.accounts.ts';
import { anOfficer, type Officer } from './fixtures.ts';
import { staffRoutes } from './server/routes.ts';

/** An officer with a sign-in and a live session, in which a one-time code was given just now. */
export interface Administrator extends Officer {
  sessionId: string;
}

/** Tests only: somebody who administers accounts, proven again. */
export async function anAdministrator(role: string, areaCode: string, name = role): Promise<Administrator> {
  const officer = await anOfficer({ role, areaCode, name });
  const sessionId = officer.accountId.replaceAll('-', '').padEnd(64, '0');
  await withBulkLoad('test administrator', async (client) => {
    await client.query(
      `insert into identity.credential (account_id, login_name, password_hash, changed_at) values ($1, $2, 'x', now())`,
      [officer.accountId, `t-${officer.accountId}`],
    );
    await client.query(
      `insert into identity.session (token_hash, account_id, post_id, created_at, last_seen_at, expires_at, code_checked_at)
       select $1, $2, id, now(), now(), now() + interval '1 hour', now() from staff.post where account_id = $2`,
      [sessionId, officer.accountId],
    );
  });
  return { ...officer, sessionId };
}

/** Tests only: takes back that a code was given. */
export async function forgetCode(of: Administrator, minutes: number | null = null): Promise<void> {
  const at = minutes === null ? null : new Date(clock.wall().getTime() - minutes * 60_000);
  await withBulkLoad('test session', (client) =>
    client.query('update identity.session set code_checked_at = $2 where token_hash = $1', [of.sessionId, at]),
  );
}

/** Tests only: runs a statement as nobody's scope holds it. */
export async function inDatabase(statement: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return withBulkLoad('test statement', async (client) => (await client.query(statement, values)).rows);
}

/** Tests only: one person made another's sign-in some days ago. */
export async function handedOut(by: string, to: Pick<Officer, 'accountId'>, days: number): Promise<void> {
  await inDatabase(
    `insert into identity.hand_out (id, account_id, issued_by, issued_at) values ($1, $2, $3, now() - $4 * interval '1 day')`,
    [newId(), to.accountId, by, days],
  );
}

/** Tests only: until so many other transactions wait, one behind the other, for what this one holds. */
export async function othersWaitFor(tx: Tx, others = 1): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
  const waiting = `with recursive behind (pid) as (select $1::int union
      select l.pid from pg_locks l join behind b on b.pid = any (pg_blocking_pids(l.pid)) where not l.granted)
    select pid from behind where pid <> $1`;
  await vi.waitFor(
    async () => expect((await inDatabase(waiting, [rows[0]?.pid])).length).toBeGreaterThanOrEqual(others),
    { timeout: 10_000 },
  );
}

/** People who administer accounts, from the province to a town, and somebody of another county. */
export interface Office {
  app: TestApp;
  people: Record<
    'ops' | 'auditor' | 'province' | 'city' | 'lead' | 'lead2' | 'approver' | 'town' | 'other',
    Administrator
  >;
}

/** Tests only: the routes of this module and whoever administers accounts with them. */
export async function anOffice(): Promise<Office> {
  await loadDivisions();
  const options = {
    production: false,
    demonstration: false,
    demonstrationPassword: '',
    shellFacts: async () => ({ packName: null, dataAsOf: null }),
    advanceDay: async () => undefined,
  };
  const app = await testApp((server) => staffRoutes(server, options));
  const people = {
    ops: await anAdministrator('PROV_OPS', '44', '运维'),
    auditor: await anAdministrator('AUDITOR', '44', '审计'),
    province: await anAdministrator('PROV_LEAD', '44', '省主管'),
    city: await anAdministrator('CITY_LEAD', '4402', '市主管'),
    lead: await anAdministrator('COUNTY_LEAD', '440229', '县主管甲'),
    lead2: await anAdministrator('COUNTY_LEAD', '440229', '县主管乙'),
    approver: await anAdministrator('COUNTY_APPROVER', '440229', '县审定'),
    town: await anAdministrator('TOWN_REVIEWER', '440229104', '镇审核'),
    other: await anAdministrator('COUNTY_LEAD', '440224', '邻县主管'),
  };
  return { app, people };
}

type Said = AccountView & { code: string; detail: string };

/** A post as it is asked for in tests. */
export const aWish = (wish: Partial<PostWish> = {}): PostWish => ({
  role: 'VILLAGE_CADRE',
  areaCode: '440229104201',
  departmentCode: null,
  title: '村两委干部',
  validFrom: null,
  validTo: null,
  ...wish,
});

/** Tests only: asks for an account. */
export function askAccount(app: TestApp, as: Officer, posts: PostWish[], loginName = `n-${newId().slice(-12)}`) {
  return app.call<Said>(as, { method: 'POST', url: '/api/accounts', payload: { name: '刘春生', loginName, posts } });
}

/** Tests only: a verb about an account. */
export function act(
  app: TestApp,
  as: Officer,
  { id, version }: Pick<AccountView, 'id' | 'version'>,
  { verb, ...payload }: { verb: string } & Record<string, unknown>,
) {
  const headers = { 'if-match': `"${version}"` };
  return app.call<Said>(as, { method: 'POST', url: `/api/accounts/${id}/${verb}`, payload, headers });
}

/** Tests only: an open account, asked for and agreed. */
export async function anOpenAccount(
  app: TestApp,
  people: { asks: Officer; agrees: Officer },
  wish: Partial<PostWish> = {},
): Promise<AccountView> {
  const asked = await askAccount(app, people.asks, [aWish(wish)]);
  if (asked.status !== 201) throw new Error(`${asked.status} ${JSON.stringify(asked.body)}`);
  const agreed = await act(app, people.agrees, asked.body, { verb: 'approval' });
  if (agreed.status !== 200) throw new Error(`${agreed.status} ${JSON.stringify(agreed.body)}`);
  return agreed.body;
}
