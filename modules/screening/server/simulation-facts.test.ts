import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { aHousehold } from '@shouwang/modules/registry/fixtures.ts';
import { registerHousehold } from '@shouwang/modules/registry/server/door.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../contract.runs.ts';
import type { SimulationBasis, SimulationView } from '../contract.simulation.ts';
import { startRun } from './commands.ts';
import { screeningRoutes } from './routes.ts';
import { runScreening } from './run-job.ts';
import { withFacts } from './simulation-gate.ts';

const database = useTestDatabase();
const COUNTY = '440229';
const LINE = { changes: { parameters: { 'line.monitoring': 10_000 } } };
const GONE = { code: 'run-facts-gone', detail: '该次筛查的事实已清理，请重新筛查。' };
const lead = anActor();
let server: TestApp;
let run = '';
let packId = '';
let file = '';
let whole = Buffer.alloc(0);

type Problem = { code: string; detail: string };
const get = <T>(url: string) => server.call<T>({}, { method: 'GET', url });
const post = (path: string, payload: object) =>
  server.call<Problem>({}, { method: 'POST', url: `/api/screening/runs/${run}${path}`, payload });
const simulate = () => post('/simulate', LINE);
const list = () => post('/simulate/households', { ...LINE, set: 'all' });
const preview = () => get<SimulationView>(`/api/screening/pack-effect?packId=${packId}&area=${COUNTY}`);

beforeAll(async () => {
  await loadDivisions();
  await loadPacks();
  server = await testApp(screeningRoutes);
  await withScope(lead, (tx) => registerHousehold(tx, lead, aHousehold({ areaCode: `${COUNTY}100201` })));
  run = await withScope(lead, (tx) => startRun(tx, lead));
  await runScreening({ countyCode: COUNTY, runId: splitId(run).id });
  file = dataPath('runs', COUNTY, splitId(run).id, 'facts.parquet');
  whole = readFileSync(file);
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  const { rows } = await admin.query<{ id: string }>(
    "select id from policy.pack where code = 'wengyuan-2021' and state = 'active'",
  );
  packId = rows[0]?.id ?? '';
  await admin.end();
}, 120_000);
beforeEach(() => writeFileSync(file, whole));
afterAll(() => rmSync(file, { force: true }));

/** Every way in which facts are read is refused with the same code, or names the county as left out. */
async function expectGone(calls: Promise<unknown>): Promise<void> {
  const [counted, listed, effect] = (await calls) as [Answer<Problem>, Answer<Problem>, Answer<SimulationView>];
  for (const { status, body } of [counted, listed]) expect([status, body]).toMatchObject([409, GONE]);
  expect([effect.status, effect.body.leftOut]).toMatchObject([200, [{ areaCode: COUNTY, reason: GONE.detail }]]);
}
type Answer<T> = { status: number; body: T };
const allWays = () => Promise.all([simulate(), list(), preview()]);

describe('the facts of a run', () => {
  it('that are swept while calls wait for their turn are said to be gone', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const occupied = Promise.all([withFacts(() => promise), withFacts(() => promise)]);
    const waiting = allWays();
    await new Promise((done) => setTimeout(done, 1_000));
    rmSync(file);
    resolve();
    await occupied;
    await expectGone(waiting);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut short', (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2))],
    ['empty', () => Buffer.alloc(0)],
    ['with wrong bytes between head and footer', (bytes) => Buffer.from(bytes).fill(0xff, 4, bytes.length - 6_000)],
    ['something else', () => Buffer.from('no facts')],
  ])('that are %s are refused the same way', async (_, broken) => {
    writeFileSync(file, broken(whole));
    await expectGone(allWays());
  });

  it('are read when they are whole', async () => {
    expect((await simulate()).status).toBe(200);
    expect((await preview()).body.leftOut).toEqual([]);
  });

  it('that are gone for good are told beforehand', async () => {
    rmSync(file);
    await expectGone(allWays());
    expect((await get<SimulationBasis>(`/api/screening/runs/${run}/simulation`)).body.factsKept).toBe(false);
    expect((await get<Run>(`/api/screening/runs/${run}`)).body.factsKept).toBe(false);
  });
});
