import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack } from '@shouwang/modules/policy/load.ts';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from '@shouwang/modules/registry/contract.snapshot.ts';
import { screeningStatement } from '@shouwang/modules/screening/engine/compile.ts';
import { type TableRelations, tableRelations } from '@shouwang/modules/screening/engine/dialect.ts';
import { ITEM_CODES, ITEM_COLUMNS, itemRelation } from '@shouwang/modules/screening/engine/items.ts';
import { startPostgres } from '@shouwang/modules/screening/engine/postgres.fixture.ts';
import { type CompiledPack, checkPack } from '@shouwang/modules/screening/engine/rules.compile.ts';
import { evaluateHousehold, screen } from '@shouwang/modules/screening/engine/run.ts';
import { duckSession, type ScreeningSession } from '@shouwang/modules/screening/engine/session.ts';
import { BENCH_DAY, benchFiles, writeProvince } from './screening.data.ts';
import { handWrittenStatement } from './screening.peer.ts';

/** What a case reports back. `check` must be the same for all cases that find the hits. */
export interface CaseResult {
  rows: number;
  seconds: number;
  /** Processor seconds of this process over the same stretch: what to compare when others share the machine. */
  cpuSeconds?: number;
  check: string;
}

export type Run = (dir: string, households: number) => Promise<CaseResult>;

export const now = () => performance.now() / 1000;

function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
/** Where the whole run puts its facts, as the server lets it. */
export const factsFile = (dir: string) => join(dir, 'facts.parquet');

const CHECK = `select count(*) || ' hits, ' || sum(level) || ' levels, ' || round(sum(score), 6) as check from bench_hits`;

/** The county pack that ships. */
export async function compiledPack(): Promise<CompiledPack> {
  const folder = new URL('../policies', import.meta.url).pathname;
  const { compiled } = checkPack(await loadPack(folder, 'wengyuan-2021'));
  if (!compiled) throw new Error('The pack is not in order');
  return compiled;
}

/** Every item delivered for every county. */
export function deliveries(households: number) {
  const counties = Array.from({ length: Math.ceil(households / 100_000) }, (_, k) => String(440_200 + k));
  return counties.flatMap((countyCode) => ITEM_CODES.map((item) => ({ item, countyCode })));
}

/** A session over the made-up province, with what a server of two processors gives it. */
export async function withSession<T>(dir: string, fn: (session: ScreeningSession) => Promise<T>): Promise<T> {
  const session = await duckSession(benchFiles(dir), { threads: 2, memoryMiB: 3072, dir: join(dir, 'tmp') });
  try {
    return await fn(session);
  } finally {
    session.close();
  }
}

async function timedHits(session: ScreeningSession, statement: string): Promise<CaseResult> {
  const start = now();
  const cpu = cpuNow();
  await session.run(`create temporary table bench_hits as ${statement}`);
  const seconds = now() - start;
  const cpuSeconds = cpuNow() - cpu;
  const [found] = await session.rows<{ check: string }>(CHECK);
  return { rows: 0, seconds, cpuSeconds, check: found?.check ?? '' };
}

/** A PostgreSQL that is given what the machine has, so that the comparison is fair. */
export const POSTGRES_FLAGS = [
  'shared_buffers=2GB',
  'work_mem=512MB',
  'hash_mem_multiplier=2',
  'maintenance_work_mem=512MB',
  'effective_cache_size=8GB',
  'max_parallel_workers_per_gather=2',
  'max_worker_processes=4',
  'max_wal_size=8GB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'random_page_cost=1.1',
  'jit=off',
];

/** The cases of the benchmark; each runs in a process of its own, so that its peak memory is its own. */
export const CASES: Record<string, Run> = {
  data: (dir, households) =>
    withSession(dir, async (session) => {
      const start = now();
      const rows = await writeProvince(session, dir, households);
      return { rows, seconds: now() - start, check: '' };
    }),

  compiled: async (dir, households) => {
    const compiled = await compiledPack();
    return withSession(dir, (session) => {
      const relations = session.relations();
      return timedHits(
        session,
        screeningStatement({ compiled, asOf: BENCH_DAY, deliveries: deliveries(households), relations }, 'hits'),
      );
    });
  },

  handwritten: (dir) => withSession(dir, (session) => timedHits(session, handWrittenStatement(dir))),

  run: async (dir, households) => {
    const compiled = await compiledPack();
    let traces = 0;
    return withSession(dir, async (session) => {
      const start = now();
      const cpu = cpuNow();
      const onTraces = async (batch: unknown[]) => {
        traces += batch.length;
      };
      const keepFacts = factsFile(dir);
      const request = { compiled, asOf: BENCH_DAY, deliveries: deliveries(households), onTraces, keepFacts };
      const result = await screen(session, request);
      const check = `${result.hits.length} hits, ${result.undecided.length} undecided, ${traces} traces, hash ${result.hash.slice(0, 12)}`;
      return { rows: 0, seconds: now() - start, cpuSeconds: cpuNow() - cpu, check };
    });
  },

  household: async (dir) => {
    const compiled = await compiledPack();
    const county = join(dir, 'county');
    await withSession(dir, (session) => writeProvince(session, county, 100_000));
    const session = await duckSession(benchFiles(county), { threads: 2, dir: join(dir, 'tmp'), resident: true });
    const ids = await session.rows<{ id: string }>(
      'select cast(household_id as text) as id from resident_household using sample 100 rows (reservoir, 7)',
    );
    const times: number[] = [];
    for (const { id } of ids) {
      const start = now();
      const household = { countyCode: '440200', householdId: id };
      await evaluateHousehold(session, { compiled, asOf: BENCH_DAY, deliveries: deliveries(1), household });
      times.push(now() - start);
    }
    session.close();
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? 0;
    const ms = (share: number) => `${Math.round(at(share) * 1000)} ms`;
    return { rows: ids.length, seconds: at(0.99), check: `median ${ms(0.5)}, p95 ${ms(0.95)}, p99 ${ms(0.99)}` };
  },

  postgresql: async (dir, households) => {
    const compiled = await compiledPack();
    const { client, stop } = await startPostgres(POSTGRES_FLAGS.flatMap((flag) => ['-c', flag]));
    try {
      const tables = await loadPostgres((sql) => client.query(sql), dir);
      const relations = tableRelations(tables);
      const statement = screeningStatement(
        { compiled, asOf: BENCH_DAY, deliveries: deliveries(households), relations },
        'hits',
      );
      const start = now();
      await client.query(`create temporary table bench_hits as ${statement}`);
      const seconds = now() - start;
      const { rows } = await client.query<{ check: string }>(CHECK.replace('sum(score)', 'sum(score)::numeric'));
      return { rows: 0, seconds, check: rows[0]?.check ?? '' };
    } finally {
      await stop();
    }
  },
};

/** Loads the same rows by COPY, indexes them by household, and gathers statistics. */
async function loadPostgres(query: (sql: string) => Promise<unknown>, dir: string): Promise<TableRelations> {
  chmodSync(dir, 0o755);
  await withSession(dir, async (session) => {
    for (const [table, columns] of tablesOf()) {
      const names = Object.entries(columns).map(([c, type]) =>
        type === 'text[]' ? `'{' || array_to_string(${c}, ',') || '}' as ${c}` : c,
      );
      await session.run(
        `copy (select ${names.join(', ')} from '${join(dir, `${table}*.parquet`)}') to '${join(dir, `${table}.csv`)}' (format csv, header)`,
      );
    }
  });
  for (const [table, columns] of tablesOf()) {
    const types = Object.entries(columns).map(([c, type]) => `${c} ${type}`);
    await query(`create table ${table}_t (${types.join(', ')})`);
    await query(`copy ${table}_t from '${join(dir, `${table}.csv`)}' (format csv, header)`);
    await query(`create index on ${table}_t (county_code, household_id)`);
    await query(`vacuum analyze ${table}_t`);
  }
  const items = Object.fromEntries(ITEM_CODES.map((item) => [item, `${itemRelation(item)}_t`]));
  return { households: 'household_t', members: 'member_t', items };
}

function tablesOf(): [string, Record<string, string>][] {
  const items = ITEM_CODES.map((item): [string, Record<string, string>] => [itemRelation(item), ITEM_COLUMNS[item]]);
  return [['household', HOUSEHOLD_COLUMNS], ['member', MEMBER_COLUMNS], ...items];
}
