/**
 * How fast officers find households: lists, filters and searches over HTTP, 20 at a time, with row-level security on, against the same SQL straight
 * on PostgreSQL without HTTP and row-level security.
 *
 *   node bench/household-list.ts [--rows 1000000] [--seconds 4] [--json]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { HouseholdFilter } from '@shouwang/modules/registry/contract.ts';
import { anIdNumber } from '@shouwang/modules/registry/fixtures.ts';
import { listHouseholds } from '@shouwang/modules/registry/server/list.ts';
import { registryRoutes } from '@shouwang/modules/registry/server/routes.ts';
import { searchEverything } from '@shouwang/modules/registry/server/search.ts';
import { personKey } from '@shouwang/platform/crypto/field.ts';
import { ensureKeys } from '@shouwang/platform/crypto/keys.ts';
import { startEmbedded } from '@shouwang/platform/db/embedded.ts';
import { prepareDatabase } from '@shouwang/platform/db/open.ts';
import { type Actor, asUser, disconnectDatabase, type Tx, withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { buildServer } from '@shouwang/platform/http/server.ts';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

const CONNECTIONS = 20;
const SURNAMES = '陈李黄张林王刘吴梁罗杨郑何郭谢蔡许朱曾邓叶钟潘苏廖';
const LETTERS = 'clhzlwlwllyzhgxcxzzdyzpsl';
const GIVEN = '树桂家雨永燕书明秀水建一文志国春丽华';
const GIVEN_LETTERS = 'sgjyyysmxsjywzgclh';

interface Case {
  name: string;
  area: string;
  /** Queries that are asked in turn. */
  queries: string[];
}
interface Timing {
  p50: number;
  p95: number;
  perSecond: number;
}

if (isMainThread) await main();
else await ask(workerData as { port: number; area: string; paths: string[]; seconds: number });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000000' },
      seconds: { type: 'string', default: '4' },
      json: { type: 'boolean', default: false },
    },
  });
  const rows = Number(values.rows);
  const dir = mkdtempSync(join(tmpdir(), 'shouwang-bench-'));
  chmodSync(dir, 0o755);
  process.env.SHOUWANG_DATA = dir;
  process.env.LOG_LEVEL = 'silent';
  ensureKeys({ databaseExists: false });
  const embedded = await startEmbedded({ dir: join(dir, 'pg'), password: 'bench', durable: false });
  try {
    await prepareDatabase(embedded.url);
    await loadDivisions();
    const numbers = await load(embedded.url, rows);
    await measure({
      url: embedded.url,
      rows,
      seconds: Number(values.seconds),
      json: values.json,
      cases: casesOf(numbers),
    });
  } finally {
    await disconnectDatabase();
    await embedded.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Fills the registry with synthetic households and three members each, as the job role; indexes are made after the rows. */
async function load(url: string, rows: number): Promise<string[]> {
  const began = performance.now();
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const { rows: indexes } = await admin.query<{
    name: string;
    definition: string;
  }>(`select schemaname || '.' || indexname as name, indexdef as definition from pg_indexes
    where schemaname = 'registry' and tablename in ('household', 'member') and indexname not in (select conname from pg_constraint)`);
  for (const index of indexes) await admin.query(`drop index ${index.name}`);
  const numbers = Array.from({ length: 500 }, () => anIdNumber());
  await withBulkLoad('bench', (client) => insert(client, rows, numbers));
  await admin.query("set role shouwang_owner; set maintenance_work_mem = '256MB'");
  for (const index of indexes) await admin.query(index.definition);
  await admin.query('reset role');
  for (const table of ['household', 'member', 'person_identity', 'county_position'])
    await admin.query(`vacuum analyze registry.${table}`);
  await admin.end();
  process.stderr.write(
    `${rows.toLocaleString('en')} households loaded in ${((performance.now() - began) / 1000).toFixed(0)} s\n`,
  );
  return numbers;
}

async function insert(client: pg.PoolClient, rows: number, numbers: string[]): Promise<void> {
  const name = (table: string, seed: string) => `substr('${table}', 1 + abs(hashint8(${seed})) % ${table.length}, 1)`;
  await client.query(
    "create temp table village on commit drop as select code, row_number() over (order by code) - 1 as n from areas.area where level = 5 and code like '44%'",
  );
  await client.query('create index on village (n); analyze village');
  await client.query(`insert into registry.household (county_code, id, area_code, household_no, head_name, head_pinyin, household_type, registered_count, resident_count, sharing_count,
      monitoring_state, risk_level, last_visited_on, qr_token, status, version, sync_pos, changed_at, head_member_id, contact_phone_mask, is_relocated, house_grade, safe_water)
    select left(v.code, 6), ('01900000-0000-7001-8000-' || lpad(to_hex(i), 12, '0'))::uuid, v.code, 'XX-' || lpad(i::text, 7, '0'),
      ${name(SURNAMES, 's')} || ${name(GIVEN, 'i * 3')} || ${name(GIVEN, 'i * 7')}, ${name(LETTERS, 's')} || ${name(GIVEN_LETTERS, 'i * 3')} || ${name(GIVEN_LETTERS, 'i * 7')},
      case when abs(hashint8(i * 11)) % 100 < 15 then '1' else '2' end, 4, 4, 4, case when abs(hashint8(i * 13)) % 100 = 0 then 'MONITORED' else 'NOT_COVERED' end,
      case when r < 5 then 1 when r < 20 then 2 when r < 60 then 3 when r < 950 then 4 end, date '2026-11-01' - abs(hashint8(i * 17)) % 200, md5(i::text), 'active', 1, i, now(), null,
      '154****0000', false, 'B', true
    from (select i, i % (select count(*) from village) as n, abs(hashint8(i * 5)) % 1000 as r from generate_series(0, ${rows - 1}) i) g join village v using (n)
    cross join lateral (select case when abs(hashint8(i * 19)) % 10 < 6 then v.n / 4 else i end as s) x`);
  await client.query(`insert into registry.member (county_code, id, area_code, household_id, member_no, name, name_pinyin, gender, id_type, person_key, birth_date, relation, ethnicity,
      dibao_status, is_resident, shares_income, member_status, version, changed_at)
    select h.county_code, ('01900000-0000-700' || 2 + k || '-8000-' || right(h.id::text, 12))::uuid, h.area_code, h.id, h.household_no || '-' || k,
      case k when 1 then h.head_name else left(h.head_name, 1) || ${name(GIVEN, 'h.sync_pos * 23 + k')} || ${name(GIVEN, 'h.sync_pos * 29 + k')} end,
      case k when 1 then h.head_pinyin else left(h.head_pinyin, 1) || ${name(GIVEN_LETTERS, 'h.sync_pos * 23 + k')} || ${name(GIVEN_LETTERS, 'h.sync_pos * 29 + k')} end,
      '1', '1', md5(h.sync_pos || '-' || k)::uuid, date '1972-03-14', case k when 1 then '1' else '26' end, '01', case when abs(hashint8(h.sync_pos * 31)) % 40 = 0 and k = 1 then '1' else '0' end,
      true, true, 'current', 1, now()
    from registry.household h, generate_series(1, 3) k`);
  await client.query(
    `update registry.member m set person_key = g.key from (select ('01900000-0000-7003-8000-' || lpad(to_hex((n - 1) * ${Math.max(1, Math.floor(rows / 500))}), 12, '0'))::uuid as id, key
    from unnest($1::uuid[]) with ordinality k(key, n)) g where m.id = g.id`,
    [numbers.map(personKey)],
  );
  await client.query(
    'insert into registry.person_identity (person_key, county_code, member_id) select person_key, county_code, id from registry.member',
  );
  await client.query(
    'insert into registry.county_position (county_code, area_code, pos, household_seq) select county_code, county_code, max(sync_pos), count(*) from registry.household group by county_code',
  );
}

function casesOf(numbers: string[]): Case[] {
  const actors = { 'county 440229': '440229', 'town 440229100': '440229100', 'province 44': '44' };
  const names = [...SURNAMES].flatMap((surname, i) => [surname, `${surname}${GIVEN[i % GIVEN.length]}`]);
  const initials = [...LETTERS].flatMap((letter, i) => [
    letter + GIVEN_LETTERS[i % GIVEN_LETTERS.length],
    `${letter}${GIVEN_LETTERS[i % GIVEN_LETTERS.length]}${GIVEN_LETTERS[(i + 5) % GIVEN_LETTERS.length]}`,
  ]);
  const search = (words: string[]) => words.map((word) => `/api/search?q=${encodeURIComponent(word)}`);
  const kinds: Record<string, string[]> = {
    'list by number': ['/api/households'],
    'list by risk': ['/api/households?sort=risk'],
    'list by name': ['/api/households?sort=name'],
    'list by last visit': ['/api/households?sort=lastVisited'],
    'filter former poor': ['/api/households?type=1'],
    'filter red': ['/api/households?risk=1'],
    'filter dibao': ['/api/households?category=dibao'],
    'list with a name': names.map((word) => `/api/households?q=${encodeURIComponent(word)}`),
    'search a name': search(names),
    'search initials': search(initials),
    'search an ID number': search(numbers),
  };
  return Object.entries(actors).flatMap(([who, area]) =>
    Object.entries(kinds).map(([what, queries]) => ({ name: `${what}, ${who}`, area, queries })),
  );
}

async function measure({
  url,
  rows,
  seconds,
  json,
  cases,
}: {
  url: string;
  rows: number;
  seconds: number;
  json: boolean;
  cases: Case[];
}): Promise<void> {
  const app = await buildServer({
    production: false,
    authenticate: (server) =>
      server.addHook('preHandler', async (request) => {
        request.actor = actorOf(String(request.headers['x-area']));
      }),
    routes: registryRoutes,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const pool = new pg.Pool({ connectionString: asUser(url, 'postgres', 'bench'), max: CONNECTIONS });
  pool.on('error', () => undefined); // connections that end with the server are nobody's fault
  const direct = new Kysely({ dialect: new PostgresDialect({ pool }) }) as unknown as Tx;
  const made = [];
  process.stdout.write(
    `| case | p50 ms | p95 ms | requests/s | direct p95 ms | ratio |\n|---|---:|---:|---:|---:|---:|\n`,
  );
  for (const one of cases) {
    const own = await overHttp({ port, area: one.area, paths: one.queries, seconds });
    const peer = await straight(direct, one, seconds / 2);
    process.stdout.write(
      `| ${one.name} | ${own.p50.toFixed(1)} | ${own.p95.toFixed(1)} | ${own.perSecond.toFixed(0)} | ${peer.p95.toFixed(1)} | ${(peer.p95 / own.p95).toFixed(2)} |\n`,
    );
    made.push({
      case: `${one.name}, p95`,
      rows,
      seconds: own.p95 / 1000,
      peakMiB: Math.round(process.memoryUsage().rss / 1_048_576),
      peer: 'postgresql-direct',
      peerSeconds: peer.p95 / 1000,
      ratio: peer.p95 / own.p95,
    });
  }
  await pool.end();
  await app.close();
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, node ${process.version}`;
  if (json)
    process.stdout.write(
      `${JSON.stringify({ name: 'household-list', machine, date: new Date().toISOString().slice(0, 10), cases: made })}\n`,
    );
}

function actorOf(areaCode: string): Actor {
  return {
    accountId: '01900000-0000-7000-8000-000000000001',
    name: 'bench',
    role: 'COUNTY_LEAD',
    areaCode,
    departmentCode: null,
    sessionId: 'bench',
  };
}

function overHttp(task: { port: number; area: string; paths: string[]; seconds: number }): Promise<Timing> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** The worker: twenty connections that ask without a pause for a while. */
async function ask({
  port,
  area,
  paths,
  seconds,
}: {
  port: number;
  area: string;
  paths: string[];
  seconds: number;
}): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const get = (path: string) =>
    new Promise<void>((resolve, reject) => {
      const request = http.get({ host: '127.0.0.1', port, path, agent, headers: { 'x-area': area } }, (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode} ${path}`)),
        );
      });
      request.on('error', reject);
    });
  const timing = await loop((n) => get(paths[n % paths.length] as string), seconds);
  agent.destroy();
  parentPort?.postMessage(timing);
}

async function straight(direct: Tx, one: Case, seconds: number): Promise<Timing> {
  const actor = actorOf(one.area);
  return loop(async (n) => {
    const url = new URL(one.queries[n % one.queries.length] as string, 'http://bench');
    const query = Object.fromEntries(url.searchParams);
    await (url.pathname === '/api/search'
      ? searchEverything(direct, actor, String(query.q))
      : listHouseholds(direct, actor, HouseholdFilter.parse(query)));
  }, seconds);
}

async function loop(once: (n: number) => Promise<unknown>, seconds: number): Promise<Timing> {
  const times: number[] = [];
  let n = 0;
  const run = async (until: number, keep: boolean) => {
    while (performance.now() < until) {
      const began = performance.now();
      await once(n++);
      if (keep) times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, () => run(performance.now() + 300, false)));
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => run(began + seconds * 1000, true)));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), perSecond: times.length / ((performance.now() - began) / 1000) };
}
