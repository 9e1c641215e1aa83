import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { Changes } from '@shouwang/modules/screening/contract.simulation.ts';
import { FACT_COLUMNS, factStatement, screeningStatement } from '@shouwang/modules/screening/engine/compile.ts';
import { FACTS } from '@shouwang/modules/screening/engine/facts.ts';
import { startPostgres } from '@shouwang/modules/screening/engine/postgres.fixture.ts';
import type { CompiledPack } from '@shouwang/modules/screening/engine/rules.compile.ts';
import { postgresSession, type ScreeningSession } from '@shouwang/modules/screening/engine/session.ts';
import { simulatedHouseholds } from '@shouwang/modules/screening/engine/simulate.households.ts';
import { type Simulation, type SimulationRequest, simulate } from '@shouwang/modules/screening/engine/simulate.ts';
import { applyChanges } from '@shouwang/modules/screening/rules.changes.ts';
import { effectOf } from '@shouwang/modules/screening/rules.effect.ts';
import {
  type CaseResult,
  compiledPack,
  deliveries,
  factsFile,
  now,
  POSTGRES_FLAGS,
  type Run,
  withSession,
} from './screening.cases.ts';
import { BENCH_DAY } from './screening.data.ts';

/** What is tried: another line, a threshold, two weights, a rule that is off. */
const TRIED = {
  parameters: { 'line.monitoring': 10_000, 'trigger.MED1.other': 18_000 },
  weights: { INCOME: 0.2, LOAN: 0, HEALTH: 0.12 },
  off: ['CIV-1'],
};
const ROUNDS = 5;

async function sides(): Promise<{ before: CompiledPack; after: CompiledPack }> {
  const before = await compiledPack();
  const { after, faults } = await applyChanges(before, Changes.parse(TRIED));
  if (!after) throw new Error(faults.map(({ message }) => message).join('; '));
  return { before, after };
}

function checkOf({ cells }: Simulation): string {
  const { entering, leaving, raised, lowered, after } = effectOf(cells);
  return `${entering} enter, ${leaving} leave, ${raised} up, ${lowered} down, ${after.red} red, ${after.undecided} undecided`;
}

/** The middle of several answers; the first one is among them. */
async function middle(times: number, ask: () => Promise<string>): Promise<CaseResult> {
  const seconds: number[] = [];
  let check = '';
  for (let i = 0; i < times; i++) {
    const start = now();
    check = await ask();
    seconds.push(now() - start);
  }
  seconds.sort((a, b) => a - b);
  return { rows: 0, seconds: seconds[Math.floor(times / 2)] ?? 0, check };
}

const counted = (session: ScreeningSession, request: SimulationRequest) =>
  middle(ROUNDS, async () => checkOf(await simulate(session, request)));

/** The cases of the simulation benchmark. `check` must be the same for all that answer the same question. */
export const SIMULATION_CASES: Record<string, Run> = {
  facts: async (dir, households) => {
    const compiled = await compiledPack();
    return withSession(dir, async (session) => {
      const relations = session.relations();
      const start = now();
      await session.keep(
        factStatement({ compiled, asOf: BENCH_DAY, deliveries: deliveries(households), relations }),
        factsFile(dir),
      );
      return { rows: households, seconds: now() - start, check: '' };
    });
  },

  simulation: async (dir) => {
    const pair = await sides();
    return withSession(dir, (session) => counted(session, { ...pair, facts: session.kept(factsFile(dir)) }));
  },

  'simulation-list': async (dir) => {
    const pair = await sides();
    return withSession(dir, (session) =>
      middle(ROUNDS, async () => {
        const request = { ...pair, facts: session.kept(factsFile(dir)) };
        const page = { filter: { set: 'entering' } as const, offset: 0, limit: 50 };
        return `${(await simulatedHouseholds(session, request, page)).total} enter`;
      }),
    );
  },

  /** Without kept facts: the whole statement again with the other values, told against the levels of the run. */
  'simulation-again': async (dir, households) => {
    const { before, after } = await sides();
    return withSession(dir, async (session) => {
      const input = { asOf: BENCH_DAY, deliveries: deliveries(households), relations: session.relations() };
      const answers = (compiled: CompiledPack) => screeningStatement({ ...input, compiled }, 'answers');
      await session.run(`create temporary table first_run as ${answers(before)}`);
      return middle(1, async () => {
        await session.run(`create temporary table again as ${answers(after)}`);
        const rules = after.rules.map(({ column }) => `count(*) filter (where b.${column})`);
        await session.rows(`select ${rules.join(', ')} from again b`);
        return told(session, 'first_run', 'again');
      });
    });
  },

  'simulation-postgresql': async (dir) => {
    const pair = await sides();
    const { client, stop } = await startPostgres(POSTGRES_FLAGS.flatMap((flag) => ['-c', flag]));
    try {
      const csv = join(dir, 'facts.csv');
      await withSession(dir, (session) =>
        session.run(`copy (select * from ${session.kept(factsFile(dir))}) to '${csv}' (format csv, header)`),
      );
      chmodSync(dir, 0o755);
      await client.query(`create unlogged table facts (${factTypes().join(', ')})`);
      await client.query(`copy facts from '${csv}' (format csv, header)`);
      await client.query('vacuum analyze facts');
      return await counted(postgresSession(client, { households: 'facts', members: 'facts', items: {} }), {
        ...pair,
        facts: 'facts',
      });
    } finally {
      await stop();
    }
  },
};

/** The same answer out of two tables of levels, written by hand. */
async function told(session: ScreeningSession, before: string, after: string): Promise<string> {
  const hit = (side: string) => `coalesce(${side}.level < 4, false)`;
  const [found] = await session.rows<Record<string, number>>(`select
    sum((not ${hit('a')} and ${hit('b')})::int) as enters, sum((${hit('a')} and not ${hit('b')})::int) as leaves,
    sum((${hit('a')} and ${hit('b')} and b.level < a.level)::int) as up, sum((${hit('a')} and ${hit('b')} and b.level > a.level)::int) as down,
    count(*) filter (where b.level = 1) as red, count(*) filter (where b.level is null) as undecided
    from ${before} a join ${after} b using (county_code, household_id)`);
  return `${found?.enters} enter, ${found?.leaves} leave, ${found?.up} up, ${found?.down} down, ${found?.red} red, ${found?.undecided} undecided`;
}

function factTypes(): string[] {
  const types = { number: 'double precision', boolean: 'boolean', code: 'text' } as const;
  const facts = new Map(FACTS.map((fact) => [fact.name, types[fact.type]]));
  return FACT_COLUMNS.map((name) => `${name} ${facts.get(name) ?? (name === 'household_id' ? 'uuid' : 'text')}`);
}
