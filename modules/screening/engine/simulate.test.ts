import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Changes } from '../contract.simulation.ts';
import { worldStatements } from '../fixtures.ts';
import { applyChanges } from '../rules.changes.ts';
import { FACT_COLUMNS, factStatement, screeningStatement } from './compile.ts';
import { manyHouseholds } from './many-households.fixture.ts';
import { wengyuanPack } from './pack.fixture.ts';
import { startPostgres } from './postgres.fixture.ts';
import type { CompiledPack } from './rules.compile.ts';
import { screen } from './run.ts';
import { ALL_DELIVERED, AS_OF, worldRelations, worldSession } from './scenario.ts';
import { postgresSession, type ScreeningSession } from './session.ts';
import { simulatedHouseholds } from './simulate.households.ts';
import { factsNeeded, type Simulation, simulate } from './simulate.ts';

const pack = await wengyuanPack();
const world = manyHouseholds(240, 7);
const dir = mkdtempSync(join(tmpdir(), 'simulate-'));
const KEPT = { duckdb: join(dir, 'facts.parquet'), postgresql: 'kept_facts' };
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let sessions: Record<'duckdb' | 'postgresql', ScreeningSession>;

beforeAll(async () => {
  postgres = await startPostgres();
  for (const statement of worldStatements(world)) await postgres.client.query(statement);
  sessions = { duckdb: await worldSession(world), postgresql: postgresSession(postgres.client, worldRelations()) };
}, 60_000);
afterAll(async () => {
  sessions.duckdb.close();
  await postgres.stop();
  rmSync(dir, { recursive: true });
});

async function changed(given: Partial<Changes>): Promise<CompiledPack> {
  const { after, faults } = await applyChanges(pack, Changes.parse(given));
  if (!after) throw new Error(JSON.stringify(faults));
  return after;
}

/** Changes out of a seed: thresholds up and down, two weights exchanged, the cut-off, levels, rules that are off. */
function someChanges(seed: number): Partial<Changes> {
  let state = seed;
  const next = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const names = [
    'line.monitoring',
    'trigger.MED1.other',
    'trigger.selfPayShare',
    'trigger.WAT.quotaWet',
    'trigger.MED2',
  ];
  const parameters = Object.fromEntries(
    names
      .filter(() => next(2) === 0)
      .map((name) => [
        name,
        Number(((pack.pack.parameters[name]?.value as number) * (0.4 + next(15) / 10)).toFixed(3)),
      ]),
  );
  const [a, b] = [
    ['INCOME', 'LOAN'],
    ['HEALTH', 'JOB'],
    ['INSURED', 'WATER'],
  ][next(3)] as [string, string];
  const weight = (code: string) => pack.pack.indicators[code]?.weight ?? 0;
  const weights = next(2) === 0 ? { [a]: weight(a) + weight(b), [b]: 0 } : { [a]: weight(b), [b]: weight(a) };
  const codes = Object.keys(pack.pack.triggers);
  const off = codes.filter(() => next(6) === 0);
  const levels = Object.fromEntries(
    codes.filter((code) => !off.includes(code) && next(4) === 0).map((code) => [code, 1 + next(3)]),
  );
  return {
    parameters,
    weights,
    off,
    levels: levels as Changes['levels'],
    ...(next(2) === 0 ? { cutoff: 0.2 + next(5) / 20 } : {}),
  };
}

type Answered = { household_id: string; area_code: string; level: number | null } & Record<string, unknown>;

/** The oracle: everything is screened again from the rows, by the whole statement of the other pack. */
async function screenedAgain(session: ScreeningSession, compiled: CompiledPack): Promise<Map<string, Answered>> {
  const input = { compiled, asOf: AS_OF, deliveries: ALL_DELIVERED, relations: session.relations() };
  const rows = await session.rows<Answered>(screeningStatement(input, 'all'));
  return new Map(rows.map((row) => [row.household_id, row]));
}

const sum = (simulation: Simulation, where: (cell: Simulation['cells'][number]) => boolean) =>
  simulation.cells.filter(where).reduce((n, cell) => n + cell.households, 0);

describe('the facts of a run', () => {
  it('are put away on both engines, and the run over them is the run without them', async () => {
    for (const session of Object.values(sessions)) {
      const request = { compiled: pack, asOf: AS_OF, deliveries: ALL_DELIVERED };
      const traces: string[] = [];
      const onTraces = async (batch: { householdId: string }[]) =>
        void traces.push(...batch.map((trace) => JSON.stringify(trace)));
      const plain = await screen(session, { ...request, onTraces });
      const without = traces.splice(0);
      const kept = await screen(session, { ...request, onTraces, keepFacts: KEPT[session.engine] });
      expect(kept).toEqual(plain);
      expect(traces).toEqual(without);
    }
  });

  it('hold keys and facts and nothing else', async () => {
    const rows = await sessions.duckdb.rows<{ name: string }>(
      `select name from parquet_schema('${KEPT.duckdb}') where num_children is null`,
    );
    expect(rows.map((row) => row.name)).toEqual(FACT_COLUMNS);
    expect(FACT_COLUMNS.filter((name) => /name|phone|person|number|account/.test(name))).toEqual([]);
  });
});

describe('a simulation over kept facts', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'gives what screening everything again gives (%i)',
    async (seed) => {
      const after = await changed(someChanges(seed));
      const simulations: Simulation[] = [];
      for (const session of Object.values(sessions)) {
        const request = { before: pack, after, facts: session.kept(KEPT[session.engine]) };
        const simulation = await simulate(session, request);
        simulations.push(simulation);
        const [a, b] = [await screenedAgain(session, pack), await screenedAgain(session, after)];
        const recount = [...b.values()].map((now) => ({ was: a.get(now.household_id) as Answered, now }));
        for (const { areaCode, before, after: level, monitored, households } of simulation.cells) {
          const alike = recount.filter(
            ({ was, now }) =>
              now.area_code === areaCode &&
              was.level === before &&
              now.level === level &&
              (now.is_monitored === true) === monitored,
          );
          expect(alike.length).toBe(households);
        }
        expect(sum(simulation, () => true)).toBe(b.size);
        for (const rule of simulation.rules) {
          const holds = (side: CompiledPack, row: Answered) => {
            const found = side.rules.find((r) => r.code === rule.code && r.kind === rule.kind);
            return found !== undefined && row[found.column] === true;
          };
          const count = (where: (then: boolean, now: boolean) => boolean) =>
            recount.filter(({ was, now }) => where(holds(pack, was), holds(after, now))).length;
          const expected = {
            before: count((then) => then),
            after: count((_, now) => now),
            starts: count((then, now) => now && !then),
            ends: count((then, now) => then && !now),
          };
          expect({ code: rule.code, ...expected }).toMatchObject({
            code: rule.code,
            before: rule.before,
            after: rule.after,
            starts: rule.starts,
            ends: rule.ends,
          });
        }
        for (const { risk, before, after: now } of simulation.risks) {
          const under = (side: CompiledPack, rows: Map<string, Answered>) =>
            [...rows.values()].filter(
              (row) =>
                row.level !== null &&
                row.level < 4 &&
                side.rules.some(
                  (r) =>
                    row[r.column] === true &&
                    ((r.kind === 'trigger' && side.pack.triggers[r.code]?.risk === risk) ||
                      (r.kind === 'indicator' && side.pack.indicators[r.code]?.risk === risk)),
                ),
            ).length;
          expect([risk, before, now]).toEqual([risk, under(pack, a), under(after, b)]);
        }
      }
      expect(simulations[1]).toEqual(simulations[0]);
    },
    60_000,
  );

  it('lists exactly the households behind its figures', async () => {
    const after = await changed({ parameters: { 'line.monitoring': 16_000 }, off: ['WAT-1'], cutoff: 0.25 });
    for (const session of Object.values(sessions)) {
      const request = { before: pack, after, facts: session.kept(KEPT[session.engine]) };
      const [a, b] = [await screenedAgain(session, pack), await screenedAgain(session, after)];
      const hit = (row: Answered | undefined) => row !== undefined && row.level !== null && row.level < 4;
      const ids = (where: (then: Answered, now: Answered) => boolean) =>
        [...b.values()]
          .filter((now) => where(a.get(now.household_id) as Answered, now))
          .map((row) => row.household_id)
          .sort();
      const listed = async (filter: Parameters<typeof simulatedHouseholds>[2]['filter']) => {
        const first = await simulatedHouseholds(session, request, { filter, offset: 0, limit: 7 });
        const rest = await simulatedHouseholds(session, request, { filter, offset: 7, limit: 1000 });
        const all = [...first.rows, ...rest.rows].map((row) => row.householdId);
        expect(all.length).toBe(first.total);
        return all.sort();
      };
      expect(await listed({ set: 'entering' })).toEqual(ids((then, now) => !hit(then) && hit(now)));
      expect(await listed({ set: 'leaving' })).toEqual(ids((then, now) => hit(then) && !hit(now)));
      expect(await listed({ set: 'lowered' })).toEqual(
        ids((then, now) => hit(then) && hit(now) && Number(now.level) > Number(then.level)),
      );
      expect(await listed({ set: 'toCollect' })).toEqual(ids((then, now) => then.level !== null && now.level === null));
      expect(await listed({ set: 'all', rule: { code: 'WAT-1', holds: 'ends' } })).toEqual(
        ids((then) => then.t_wat_1 === true),
      );
      expect(await listed({ set: 'visitsAfter', to: 2 })).toEqual(
        ids((_, now) => now.level === 2 && now.is_monitored !== true),
      );
      expect((await listed({ set: 'entering' })).length).toBeGreaterThan(5);
    }
  });

  it('adds up the gap to the line household by household, and leaves unknown incomes out', async () => {
    const line = 20_000;
    const after = await changed({ parameters: { 'line.monitoring': line } });
    const { cells } = await simulate(sessions.duckdb, {
      before: pack,
      after,
      facts: sessions.duckdb.kept(KEPT.duckdb),
    });
    const input = { compiled: pack, asOf: AS_OF, deliveries: ALL_DELIVERED, relations: sessions.duckdb.relations() };
    const facts = await sessions.duckdb.rows<Record<string, number | null>>(factStatement(input));
    const gap = (limit: number) =>
      facts.reduce((total, row) => {
        const { household_net_income: net, divisor_count: heads } = row;
        if (net === null || net === undefined || !heads || net / heads >= limit) return total;
        return total + Math.round((limit * heads - net) * 100);
      }, 0);
    const added = (key: 'gapBeforeFen' | 'gapAfterFen' | 'incomeUnknown') =>
      cells.reduce((n, cell) => n + cell[key], 0);
    expect(added('gapAfterFen')).toBe(gap(line));
    expect(added('gapBeforeFen')).toBe(gap(9600));
    expect(added('gapAfterFen')).toBeGreaterThan(added('gapBeforeFen'));
    expect(added('incomeUnknown')).toBe(facts.filter((row) => row.per_capita_net_income === null).length);
    expect(added('incomeUnknown')).toBeGreaterThan(0);
  });

  it('of one area is that part of the whole, and nothing is changed by an unchanged pack', async () => {
    const facts = sessions.duckdb.kept(KEPT.duckdb);
    const whole = await simulate(sessions.duckdb, { before: pack, after: pack, facts });
    const town = await simulate(sessions.duckdb, { before: pack, after: pack, facts, area: '440229101' });
    expect(town.cells).toEqual(whole.cells.filter((cell) => cell.areaCode.startsWith('440229101')));
    expect(whole.cells.every((cell) => cell.before === cell.after)).toBe(true);
    expect(whole.rules.every((rule) => rule.starts === 0 && rule.ends === 0 && rule.before === rule.after)).toBe(true);
    await expect(simulate(sessions.duckdb, { before: pack, after: pack, facts, area: "44' or true" })).rejects.toThrow(
      RangeError,
    );
  });

  it('names the facts that it needs', () => {
    expect(factsNeeded({ before: pack, after: pack })).toEqual(
      expect.arrayContaining(['per_capita_net_income', 'divisor_count', 'is_monitored', 'dropout_children']),
    );
  });
});
