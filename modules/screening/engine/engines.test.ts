import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trace } from '../contract.ts';
import { worldStatements } from '../fixtures.ts';
import { manyHouseholds } from './many-households.fixture.ts';
import { wengyuanPack } from './pack.fixture.ts';
import { startPostgres } from './postgres.fixture.ts';
import { evaluateHousehold, type ScreeningResult, screen } from './run.ts';
import { ALL_DELIVERED, AS_OF, worldRelations, worldSession } from './scenario.ts';
import { postgresSession, type ScreeningSession } from './session.ts';

const pack = await wengyuanPack();
const world = manyHouseholds(400);
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
});

async function run(session: ScreeningSession): Promise<{ result: ScreeningResult; traces: Trace[] }> {
  const traces: Trace[] = [];
  const onTraces = async (batch: Trace[]) => void traces.push(...batch);
  return {
    result: await screen(session, { compiled: pack, asOf: AS_OF, deliveries: ALL_DELIVERED, onTraces }),
    traces,
  };
}

describe('the two engines', () => {
  it('give the same result, hash, counts and traces', async () => {
    const duck = await run(sessions.duckdb);
    const pg = await run(sessions.postgresql);
    expect(pg.result).toEqual({ ...duck.result, engine: 'postgresql' });
    expect(pg.traces).toEqual(duck.traces);
    expect(duck.result.hits.length).toBeGreaterThan(100);
    expect(duck.result.undecided.length).toBeGreaterThan(10);
    expect(new Set(duck.result.hits.flatMap((h) => h.triggers)).size).toBe(15);
  });

  it('count every household once, at each of the five levels', async () => {
    const { result } = await run(sessions.duckdb);
    for (const digits of [2, 4, 6, 9, 12]) {
      const areas = result.areas.filter((a) => a.areaCode.length === digits);
      const sum = areas.reduce((n, a) => n + a.red + a.orange + a.yellow + a.stable + a.undecided, 0);
      expect(sum).toBe(400);
      expect(areas.reduce((n, a) => n + a.undecided, 0)).toBe(result.undecided.length);
    }
  });

  it('give one household the same trace as the run over all', async () => {
    const { traces } = await run(sessions.duckdb);
    for (const trace of traces.slice(0, 5)) {
      const request = { compiled: pack, asOf: AS_OF, deliveries: ALL_DELIVERED, household: trace };
      expect(await evaluateHousehold(sessions.duckdb, request)).toEqual(trace);
      expect(await evaluateHousehold(sessions.postgresql, request)).toEqual(trace);
    }
  });

  it('the hash changes with the day, since other rows count', async () => {
    const one = await screen(sessions.duckdb, { compiled: pack, asOf: AS_OF, deliveries: ALL_DELIVERED });
    const other = await screen(sessions.duckdb, { compiled: pack, asOf: '2027-01-15', deliveries: ALL_DELIVERED });
    expect(other.hash).not.toBe(one.hash);
  });

  it('finds the deliveries by itself from the rows', async () => {
    const result = await screen(sessions.postgresql, { compiled: pack, asOf: AS_OF });
    expect(result.hash).toBe((await screen(sessions.duckdb, { compiled: pack, asOf: AS_OF })).hash);
  });

  it('says null for a household that is not in the snapshot', async () => {
    const request = { compiled: pack, asOf: AS_OF, deliveries: ALL_DELIVERED };
    const nobody = { countyCode: '440229', householdId: '01930000-0000-7001-8000-999999999999' };
    expect(await evaluateHousehold(sessions.duckdb, { ...request, household: nobody })).toBeNull();
  });
});
