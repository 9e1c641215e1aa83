import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trace } from '../contract.ts';
import { type Row, worldStatements } from '../fixtures.ts';
import { wengyuanPack } from './pack.fixture.ts';
import { startPostgres } from './postgres.fixture.ts';
import { screen } from './run.ts';
import { ALL_DELIVERED, AS_OF, household, item, member, worldOf, worldRelations, worldSession } from './scenario.ts';
import { postgresSession, type ScreeningSession } from './session.ts';

const pack = await wengyuanPack();

type Answer = boolean | null;
/** Minutes, level distance, height: within the limits of 20 min, 800 m and 80 m, on them, beyond them, not known. */
const FETCHING: [string, Row, Answer][] = [
  ['nothing known', {}, false],
  ['time on the limit', { fetch_minutes: 20 }, false],
  ['time beyond it, nothing else known', { fetch_minutes: 21 }, true],
  ['distance on the limit', { fetch_distance_m: 800 }, false],
  ['distance beyond it, nothing else known', { fetch_distance_m: 801 }, true],
  ['height on the limit', { fetch_height_m: 80 }, false],
  ['height beyond it, nothing else known', { fetch_height_m: 81 }, true],
  ['long, but near', { fetch_minutes: 45, fetch_distance_m: 700 }, false],
  ['long, but level', { fetch_minutes: 45, fetch_height_m: 10 }, false],
  ['far and high, but quick', { fetch_minutes: 15, fetch_distance_m: 1500, fetch_height_m: 120 }, false],
  ['long and far, height not known', { fetch_minutes: 45, fetch_distance_m: 1500 }, true],
  ['far and high, time not known', { fetch_distance_m: 1500, fetch_height_m: 120 }, true],
  ['long, far and high', { fetch_minutes: 45, fetch_distance_m: 1500, fetch_height_m: 120 }, true],
  ['long and far, but level', { fetch_minutes: 45, fetch_distance_m: 1500, fetch_height_m: 80 }, false],
];
/** Litres a person and day: 35, in water-short areas 20. */
const QUANTITY: [string, Row, Answer][] = [
  ['25 in a water-short area', { quota_litre: 25, water_short: true }, false],
  ['20 in a water-short area', { quota_litre: 20, water_short: true }, false],
  ['19.9 in a water-short area', { quota_litre: 19.9, water_short: true }, true],
  ['25 elsewhere', { quota_litre: 25, water_short: false }, true],
  ['35 elsewhere', { quota_litre: 35, water_short: false }, false],
  ['34.9 elsewhere', { quota_litre: 34.9, water_short: false }, true],
  ['25, the area not known', { quota_litre: 25 }, null],
  ['19.9, the area not known', { quota_litre: 19.9 }, true],
  ['35, the area not known', { quota_litre: 35 }, false],
  ['not known in a water-short area', { water_short: true }, false],
];
/** The register says that the water is not safe, or does not say. */
const REGISTER: [string, Row, Answer, Row][] = [
  [
    'unsafe by the register, all else good',
    { fetch_minutes: 5, quota_litre: 80, water_short: false },
    true,
    { safe_water: false },
  ],
  [
    'not said by the register, all else good',
    { fetch_minutes: 5, quota_litre: 80, water_short: false },
    null,
    { safe_water: null },
  ],
  ['not said by the register, too far', { fetch_distance_m: 900 }, true, { safe_water: null }],
];
const CASES = [
  ...FETCHING.map((one) => [...one, {}] as const),
  ...QUANTITY.map((one) => [...one, {}] as const),
  ...REGISTER,
];

const world = worldOf(
  ...CASES.flatMap(([, water, , register], i) => [
    household({ ...register }, i + 1),
    member({}, i + 1),
    item('SL-01', { quality: '合格', outage_days: 0, recorded_on: '2026-10-01', ...water }, i + 1),
  ]),
);

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

async function traces(engine: 'duckdb' | 'postgresql'): Promise<Map<string, Trace>> {
  const found = new Map<string, Trace>();
  const onTraces = async (batch: Trace[]) => {
    for (const trace of batch) found.set(trace.householdId, trace);
  };
  await screen(sessions[engine], { compiled: pack, asOf: AS_OF, deliveries: ALL_DELIVERED, onTraces });
  return found;
}

const idOf = (i: number) => String(world.households[i]?.household_id);
const waterOf = (trace: Trace | undefined) =>
  [...(trace?.held ?? []), ...(trace?.undecided ?? []), ...(trace?.notHeld ?? [])].find(
    (rule) => rule.code === 'WAT-1',
  );

describe.each(['duckdb', 'postgresql'] as const)('WAT-1 on %s', (engine) => {
  it('holds, does not hold or stays open as the guide says, case by case', async () => {
    const found = await traces(engine);
    // Households without a trace are stable: the rule does not hold and nothing is open.
    const answers = CASES.map(([name], i) => [
      name,
      waterOf(found.get(idOf(i)))?.result ?? (found.has(idOf(i)) ? null : false),
    ]);
    expect(answers).toEqual(CASES.map(([name, , expected]) => [name, expected]));
  });

  it('shows the figures that decided, which can be held against the rows of the file', async () => {
    const found = await traces(engine);
    const at = CASES.findIndex(([name]) => name === 'long, far and high');
    const rule = waterOf(found.get(idOf(at)));
    const shown = (rule?.comparisons ?? []).map((one) => [
      one.facts[0],
      one.value,
      one.operator,
      one.threshold,
      one.holds,
    ]);
    expect(shown).toEqual(
      expect.arrayContaining([
        ['water_fetch_minutes', 45, '>', 20, true],
        ['water_fetch_distance', 1500, '>', 800, true],
        ['water_fetch_height', 120, '>', 80, true],
      ]),
    );
    const rows = (rule?.sources ?? []).map((source) => [source.measure, source.value, source.rowNo]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['fetch_minutes', 45, at + 1],
        ['fetch_distance', 1500, at + 1],
        ['fetch_height', 120, at + 1],
      ]),
    );
  });

  it('asks for the area when only that decides', async () => {
    const found = await traces(engine);
    const at = CASES.findIndex(([name]) => name === '25, the area not known');
    expect(waterOf(found.get(idOf(at)))?.missing).toContainEqual({
      fact: 'in_water_short_area',
      label: '缺水地区',
      items: ['SL-01'],
      fields: [],
    });
  });
});
