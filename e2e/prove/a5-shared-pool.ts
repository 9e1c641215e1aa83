import { key } from '@shouwang/platform/crypto/keys.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { rolePassword } from '@shouwang/platform/db/open.ts';
import { type Actor, asUser, runSql, signScope, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { actorAt, appClient, ask } from './app-client.ts';
import { type Ground, onGround } from './ground.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';
import { Random } from './random.ts';

const USERS = 50;
const CONNECTIONS = 5;
const ROWS = 4;
const TABLE = 'registry.household_change';

/** A door to the database: the platform's, or one that was broken on purpose. */
type Door = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => Promise<T>;

const counties = Array.from({ length: USERS }, (_, i) => String(440_200 + i * 7 + 1));
const people = counties.map((county) => actorAt(county));

async function plant(ground: Ground): Promise<void> {
  await ground.admin(
    `insert into ${TABLE} (county_code, id, area_code, household_id, subject, subject_id, version, changed_at, actor_name, source, reason, diff)
     select c, gen_random_uuid(), c || lpad(i::text, 6, '0'), gen_random_uuid(), 'household', gen_random_uuid(), 1, now(), 'x', 'x', 'marker ' || c, '{}'
     from unnest($1::text[]) c, generate_series(1, $2::int) i`,
    [counties, ROWS],
  );
}

class Stop extends Error {}

/** What a transaction does besides reading: nothing, or one of the ways in which transactions end badly. */
const ENDINGS: { [name: string]: (tx: Tx, ground: Ground, actor: Actor) => Promise<unknown> } = {
  commits: async () => null,
  writes: (tx, _ground, actor) => insertRow(tx, actor.areaCode),
  'writes outside': (tx, _ground, actor) =>
    insertRow(tx, counties[(counties.indexOf(actor.areaCode) + 1) % USERS] as string),
  throws: () => Promise.reject(new Stop('stop')),
  'syntax error': (tx) => runSql(tx, 'selec 1'),
  constraint: (tx) => runSql(tx, "insert into platform.setting (name, value) values (null, '1')"),
  'time-out': async (tx) => {
    await runSql(tx, "set local statement_timeout = '2ms'");
    await runSql(tx, 'select pg_sleep(1)');
  },
  cancelled: async (tx, ground) => {
    const [row] = await runSql<{ pid: number }>(tx, 'select pg_backend_pid() as pid');
    setTimeout(() => ground.admin('select pg_cancel_backend($1)', [row?.pid]).catch(() => undefined), 5);
    await runSql(tx, 'select pg_sleep(0.5)');
  },
  'connection killed': async (tx, ground) => {
    const [row] = await runSql<{ pid: number }>(tx, 'select pg_backend_pid() as pid');
    await ground.admin('select pg_terminate_backend($1)', [row?.pid]);
    await runSql(tx, 'select 1');
  },
};
const RARE = ['time-out', 'cancelled', 'connection killed'];

function insertRow(tx: Tx, county: string): Promise<unknown> {
  return runSql(
    tx,
    `insert into ${TABLE} (county_code, id, area_code, household_id, subject, subject_id, version, changed_at, actor_name, source, reason, diff)
     values ($1, $2, $3, $2, 'household', $2, 1, now(), 'x', 'written', $4, '{}')`,
    [county, newId(), `${county}000001`, `marker ${county}`],
  );
}

interface Tally {
  transactions: number;
  foreign: number;
  missing: number;
  ended: Map<string, number>;
}

async function look(tx: Tx, actor: Actor, tally: Tally): Promise<void> {
  const rows = await runSql<{ area_code: string; reason: string }>(
    tx,
    `select area_code, reason from ${TABLE} where source = 'x' limit 100`,
  );
  tally.foreign += rows.filter(
    (row) => !row.area_code.startsWith(actor.areaCode) || row.reason !== `marker ${actor.areaCode}`,
  ).length;
  if (rows.filter((row) => row.area_code.startsWith(actor.areaCode)).length !== ROWS) tally.missing += 1;
}

async function oneTransaction(
  door: Door,
  ground: Ground,
  { random, tally }: { random: Random; tally: Tally },
): Promise<void> {
  const actor = random.pick(people);
  const ending = random.chance(0.02)
    ? random.pick(RARE)
    : random.pick(Object.keys(ENDINGS).filter((name) => !RARE.includes(name)));
  tally.transactions += 1;
  tally.ended.set(ending, (tally.ended.get(ending) ?? 0) + 1);
  let looked = false;
  await door(actor, async (tx) => {
    await look(tx, actor, tally);
    looked = true;
    await (ENDINGS[ending] as (typeof ENDINGS)[string])(tx, ground, actor);
    if (random.chance(0.2)) await look(tx, actor, tally);
  }).catch((error: Error) => {
    if (!looked && !/terminat|ended|closed/i.test(error.message)) tally.missing += 1;
  });
}

/** Runs N transactions of 50 people, ten at a time on five connections, and counts rows that were not theirs. */
async function hammer(door: Door, ground: Ground, { n, seed }: { n: number; seed: number }): Promise<Tally> {
  const tally: Tally = { transactions: 0, foreign: 0, missing: 0, ended: new Map() };
  const lanes = Array.from({ length: CONNECTIONS * 2 }, async (_, lane) => {
    const random = new Random(seed * 1000 + lane);
    while (tally.transactions < n) await oneTransaction(door, ground, { random, tally });
  });
  await Promise.all(lanes);
  return tally;
}

/** Rows that a write outside of the scope left behind: a row of a county whose marker is of another. */
async function writtenOutside(ground: Ground): Promise<number> {
  const [row] = await ground.admin<{ n: number }>(
    `select count(*)::int as n from ${TABLE} where left(area_code, 6) <> county_code or reason <> 'marker ' || county_code`,
  );
  return row?.n ?? -1;
}

const OPEN_QUERIES = [
  `select * from ${TABLE} limit 5`,
  'select * from registry.household limit 5',
  'select * from audit.event limit 5',
  'select * from staff.account limit 5',
  'select * from identity.session limit 5',
  'select * from registry.v_member_snapshot limit 5',
  'select * from sec.scope_key',
  `update ${TABLE} set reason = 'x' returning 1`,
  `insert into platform.setting (name, value) values ('x', '1')`,
  `copy ${TABLE} to stdout`,
  `set role shouwang_owner; select * from ${TABLE}`,
  `set row_security = off; select * from ${TABLE}`,
];

/** Queries without a scope, on connections that were used with a scope just before: each sees nothing or is an error. */
async function withoutScope(ground: Ground, n: number, random: Random): Promise<number> {
  const client = await appClient(ground.url);
  let open = 0;
  try {
    for (let i = 0; i < n; i += 1) {
      if (random.chance(0.3)) {
        await client.query('begin');
        await client.query('select app_enter($1, $2, $3, $4, $5, $6)', signScope(random.pick(people), key('scope')));
        await client.query(random.chance(0.5) ? 'commit' : 'rollback');
      }
      const reply = await ask(client, random.pick(OPEN_QUERIES));
      if ('rows' in reply && reply.rows.length > 0) open += 1;
      await client.query('reset role; reset row_security');
    }
  } finally {
    await client.end();
  }
  return open;
}

/** A door that looks like the platform's with one thing wrong. */
function brokenDoor(
  pool: pg.Pool,
  fault: 'no rollback' | 'scope of the session' | 'scope of whoever came first',
): Door {
  const first = new WeakMap<object, Actor>();
  return async <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    if (!first.has(client)) first.set(client, actor);
    const scope = signScope(
      fault === 'scope of whoever came first' ? (first.get(client) as Actor) : actor,
      key('scope'),
    );
    const one = {
      connect: async () => ({ query: client.query.bind(client), release: () => undefined }),
      end: async () => undefined,
    };
    const tx = new Kysely({ dialect: new PostgresDialect({ pool: one as never }) }) as unknown as Tx;
    try {
      const known = await client.query("select nullif(current_setting('app.lo', true), '') as lo");
      if (fault === 'scope of the session') {
        if (known.rows[0]?.lo === null)
          for (const [i, name] of ['lo', 'hi', 'actor', 'role', 'exp', 'mac'].entries())
            await client.query(`set app.${name} = '${scope[i]}'`);
        return await work(tx);
      }
      if (known.rows[0]?.lo === null) {
        await client.query('begin');
        await tx.executeQuery(CompiledQuery.raw('select app_enter($1, $2, $3, $4, $5, $6)', scope));
      }
      const result = await work(tx);
      await client.query('commit');
      return result;
    } catch (error) {
      if (fault !== 'no rollback') await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  };
}

async function brokenDoorNoticed(
  ground: Ground,
  fault: Parameters<typeof brokenDoor>[1],
  seed: number,
): Promise<boolean> {
  const pool = new pg.Pool({
    connectionString: asUser(ground.url, 'shouwang_app', rolePassword('shouwang_app')),
    max: CONNECTIONS,
  });
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  try {
    const tally = await hammer(brokenDoor(pool, fault), ground, { n: 200, seed });
    return tally.foreign > 0 || tally.missing > 0;
  } finally {
    await pool.end();
  }
}

async function policyNoticed(ground: Ground, seed: number): Promise<boolean> {
  await ground.admin(`create policy open on ${TABLE} for select to shouwang_app using (true)`);
  const tally = await hammer(withScope, ground, { n: 100, seed });
  await ground.admin(`drop policy open on ${TABLE}; alter table ${TABLE} disable row level security`);
  const open = await withoutScope(ground, 60, new Random(seed));
  await ground.admin(`alter table ${TABLE} enable row level security`);
  return tally.foreign > 0 && open > 0;
}

const summary = (tally: Tally) => [...tally.ended].map(([name, n]) => `${name} ${n}`).join(', ');

/** A5: fifty people on five connections never see or write a row of another county, whatever happens to their transactions. */
export const sharedPool: Proof = {
  id: 'A5',
  title: 'connections that many people share never carry one scope into another',
  run: ({ n, seed, small }): Promise<ProofResult> =>
    onGround(async (ground) => {
      const count = n ?? (small ? 2_000 : 100_000);
      await plant(ground);
      const tally = await hammer(withScope, ground, { n: count, seed });
      const open = await withoutScope(ground, 1_000, new Random(seed));
      const written = await writtenOutside(ground);
      const found = [
        tally.foreign && `${tally.foreign} rows outside were seen`,
        tally.missing && `${tally.missing} transactions did not see their own rows`,
        written && `${written} rows were written outside`,
        open && `${open} queries without a scope saw something`,
      ].filter((text) => typeof text === 'string');
      const seeds = await runSeeded([
        ...(['no rollback', 'scope of the session', 'scope of whoever came first'] as const).map((fault) => ({
          name: `a door with ${fault}`,
          noticed: () => brokenDoorNoticed(ground, fault, seed + 1),
        })),
        {
          name: 'a policy open to everybody, and a table without protection',
          noticed: () => policyNoticed(ground, seed + 2),
        },
      ]);
      return conclude(
        found,
        `${tally.foreign + written} rows outside in ${tally.transactions} transactions of ${USERS} people on ${CONNECTIONS} connections (${summary(tally)}); ${open} of 1000 queries without a scope saw anything`,
        { n: tally.transactions, seeds },
      );
    }, CONNECTIONS),
};
