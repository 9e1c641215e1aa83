import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { aHousehold, aLine, aMember } from '@shouwang/modules/registry/fixtures.ts';
import { registerHousehold } from '@shouwang/modules/registry/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { type Actor, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../contract.runs.ts';
import type { SimulatedRow, SimulationBasis, SimulationView } from '../contract.simulation.ts';
import { startRun } from './commands.ts';
import { screeningRoutes } from './routes.ts';
import { runScreening } from './run-job.ts';
import { withFacts } from './simulation-gate.ts';

const database = useTestDatabase();
const COUNTY = '440229';
const [TOWN, OTHER_TOWN] = ['440229100', '440229104'];
const lead = anActor();
const townOfficer: Partial<Actor> = { role: 'TOWN_REVIEWER', areaCode: OTHER_TOWN };
let admin: pg.Client;
let server: TestApp;
let run: string;
let versionNo = 1000;

/** One person who lives on wages; with 9,600 as the line he is pointed out below 10,560, with 10,000 below 11,000. */
async function register(name: string, yuan: number, areaCode: string): Promise<void> {
  const {
    id: _,
    reversed: __,
    ...line
  } = aLine('1001', yuan, { occurredFrom: '2026-01-01', occurredTo: '2026-10-31' });
  const input = aHousehold({ areaCode, members: [aMember({ name })], incomeItems: [line] } as Parameters<
    typeof aHousehold
  >[0]);
  await withScope(lead, (tx) => registerHousehold(tx, lead, input));
}

type Problem = { code: string; detail: string; fields: { path: string; message: string }[] };
const post = <T>(path: string, payload: object, as: Partial<Actor> = {}) =>
  server.call<T>(as, { method: 'POST', url: `/api/screening/runs/${run}${path}`, payload });
const simulated = (payload: object, as?: Partial<Actor>) => post<SimulationView>('/simulate', payload, as);
const get = <T>(url: string, as: Partial<Actor> = {}) => server.call<T>(as, { method: 'GET', url });
const LINE = { changes: { parameters: { 'line.monitoring': 10_000 } } };

/** Puts a changed version of the county's pack into the database, as somebody has proposed it. */
async function propose(change: (pack: PolicyPack) => void): Promise<string> {
  const { rows } = await admin.query<{ content: PolicyPack }>(
    "select content from policy.pack where code = 'wengyuan-2021' limit 1",
  );
  const content = rows[0]?.content as PolicyPack;
  change(content);
  const id = crypto.randomUUID();
  const given = {
    ...{
      id,
      content,
      state: 'proposed',
      origin: 'person',
      content_hash: id,
      version_no: ++versionNo,
    },
    ...{
      proposed_by: crypto.randomUUID(),
      reason: '测算',
      activated_by: null,
      activated_at: null,
      in_force_from: null,
    },
  };
  await admin.query(
    `insert into policy.pack select (jsonb_populate_record(p, $1::jsonb)).* from policy.pack p where code = 'wengyuan-2021' and state = 'active'`,
    [JSON.stringify(given)],
  );
  return id;
}

beforeAll(async () => {
  clock.setOffsetDays(clock.offsetDays + daysBetween(clock.today(), '2026-11-20'));
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await loadDivisions();
  await loadPacks();
  server = await testApp(screeningRoutes);
  await register('低收入户', 9_000, `${TOWN}201`);
  await register('线上户', 10_800, `${TOWN}201`);
  await register('隔壁镇户', 10_900, `${OTHER_TOWN}201`);
  await register('宽裕户', 60_000, `${OTHER_TOWN}201`);
  run = await withScope(lead, (tx) => startRun(tx, lead));
  await runScreening({ countyCode: COUNTY, runId: splitId(run).id });
}, 120_000);
afterAll(async () => {
  clock.setOffsetDays(0);
  await admin.end();
});

describe('trying another line over a run', () => {
  it('says first what can be tried, with the values of the run', async () => {
    const { body } = await get<SimulationBasis>(`/api/screening/runs/${run}/simulation`);
    expect(body.factsKept).toBe(true);
    expect(body.parameters.find(({ code }) => code === 'line.monitoring')).toMatchObject({ value: 9600, unit: 'yuan' });
    expect((await get<Run>(`/api/screening/runs/${run}`)).body.factsKept).toBe(true);
  });

  it('counts who would enter, by town and village, and begins from the result of the run', async () => {
    const { status, body } = await simulated(LINE);
    expect(status, JSON.stringify(body)).toBe(200);
    const { counts } = (await get<Run>(`/api/screening/runs/${run}`)).body;
    const { red, orange, yellow, green, undecided } = body.effect.before;
    expect({ red, orange, yellow, green, undecided }).toEqual({
      ...{ red: counts?.red, orange: counts?.orange, yellow: counts?.yellow },
      ...{ green: counts?.green, undecided: counts?.undecided },
    });
    expect(body.effect).toMatchObject({ households: 4, entering: 2, leaving: 0, visitsIn: 2 });
    expect(body.effect.after.visits).toBe(body.effect.before.visits + 2);
    expect(body.changed).toEqual([
      { path: 'parameters.line.monitoring', label: '监测范围（人均纯收入）', before: '9,600 元', after: '10,000 元' },
    ]);
    const town = body.areas.find(({ areaCode }) => areaCode === TOWN);
    expect(town).toMatchObject({ name: expect.stringContaining('龙仙'), households: 2, entering: 1 });
    expect(body.areas.filter(({ areaCode }) => areaCode.length === 12).map(({ entering }) => entering)).toEqual([1, 1]);
    expect(body.rules.find(({ code }) => code === 'PLT-1-LINE')).toMatchObject({
      before: 1,
      after: 3,
      starts: 2,
      ends: 0,
    });
    expect(body.effect.before).toMatchObject({ belowLine: 1, gapFen: 60_000 });
    expect(body.effect.after).toMatchObject({ belowLine: 1, gapFen: 100_000 });
    expect(body.matrix.reduce((sum, cell) => sum + cell.households, 0)).toBe(4);
  });

  it('shows the households behind a figure with their names, and puts on record who looked', async () => {
    const { body } = await post<{ items: SimulatedRow[]; total: number; nextCursor: string | null }>(
      '/simulate/households',
      {
        ...LINE,
        set: 'entering',
        limit: 1,
      },
    );
    expect(body.total).toBe(2);
    expect(body.items[0]).toMatchObject({ headName: '线上户', after: 2, starts: ['PLT-1-LINE'], ends: [] });
    const next = await post<{ items: SimulatedRow[]; nextCursor: string | null }>('/simulate/households', {
      ...LINE,
      ...{ set: 'entering', limit: 1, cursor: body.nextCursor },
    });
    expect([next.body.items.map(({ headName }) => headName), next.body.nextCursor]).toEqual([['隔壁镇户'], null]);
    const { rows } = await admin.query<{ detail: object }>(
      "select detail from audit.event where action = 'listSimulatedHouseholds' order by at",
    );
    expect(rows.map(({ detail }) => detail)).toMatchObject([
      { set: 'entering', offset: 0, rows: 1, total: 2 },
      { set: 'entering', offset: 1, rows: 1, total: 2 },
    ]);
  });

  it('changes nothing of the run', async () => {
    const state = async () => {
      const { rows } = await admin.query(
        `select (select jsonb_agg(r order by id) from screening.run r) as runs, (select jsonb_agg(h order by household_id) from screening.hit h) as hits,
          (select jsonb_agg(h order by id) from registry.household h) as households`,
      );
      return JSON.stringify(rows);
    };
    const before = await state();
    expect((await simulated({ changes: { off: ['PLT-1-LINE'], cutoff: 0.2 } })).status).toBe(200);
    expect(await state()).toBe(before);
  });
});

describe('the scope of who asks', () => {
  it('is its own town for a town officer, and another town is refused', async () => {
    const { body } = await simulated(LINE, townOfficer);
    expect(body).toMatchObject({ areaCode: OTHER_TOWN, effect: { households: 2, entering: 1 } });
    expect(body.areas.map(({ areaCode }) => areaCode)).toEqual([`${OTHER_TOWN}201`]);
    const other = await post<Problem>('/simulate', { ...LINE, area: TOWN }, townOfficer);
    expect([other.status, other.body.code]).toEqual([403, 'area-out-of-scope']);
    const list = await post<{ items: SimulatedRow[] }>('/simulate/households', { ...LINE, set: 'all' }, townOfficer);
    expect(list.body.items.map(({ areaCode }) => areaCode.slice(0, 9))).toEqual([OTHER_TOWN, OTHER_TOWN]);
    const elsewhere = await simulated(LINE, { areaCode: '440232' });
    expect(elsewhere.status).toBe(404);
    expect((await simulated(LINE, { role: 'COUNTY_DEPT', departmentCode: 'YB' })).status).toBe(403);
  });
});

describe('wrong values', () => {
  it.each<[object, string]>([
    [{ changes: { weights: { INCOME: 0.2 } } }, 'changes.weights'],
    [{ changes: { parameters: { 'line.monitoring': -5 } } }, 'changes.parameters.line.monitoring'],
    [{ changes: { parameters: { 'plan.days': 5 } } }, 'changes.parameters.plan.days'],
    [{ changes: { off: ['NO-1'] } }, 'changes.off.0'],
  ])('%j are refused at the field, in Chinese', async (payload, path) => {
    const { status, body } = await post<Problem>('/simulate', payload);
    expect([status, body.code, body.fields[0]?.path]).toEqual([422, 'changes-invalid', path]);
    expect(body.fields[0]?.message).toMatch(/[一-龥]/);
  });

  it('are refused by the contract too', async () => {
    expect((await post('/simulate', {})).status).toBe(400);
    expect((await post('/simulate', { ...LINE, packId: crypto.randomUUID() })).status).toBe(400);
    expect((await post('/simulate', { changes: { wage: 1 } })).status).toBe(400);
    expect((await post('/simulate', { packId: crypto.randomUUID() })).status).toBe(404);
    expect((await post('/simulate/households', { ...LINE, set: 'all', cursor: 'x' })).status).toBe(400);
  });
});

describe('a stored pack as the other side', () => {
  it('gives what the same changes give, whatever its state', async () => {
    const packId = await propose((pack) => {
      const line = pack.parameters['line.monitoring'];
      if (line) line.value = 10_000;
    });
    const { seconds: _, packAfter: __, ...byChange } = (await simulated(LINE)).body;
    const { seconds: ___, packAfter: ____, ...byPack } = (await simulated({ packId })).body;
    expect(byPack).toEqual(byChange);
    const preview = await get<SimulationView>(`/api/screening/pack-effect?packId=${packId}&area=${COUNTY}`);
    expect(preview.status, JSON.stringify(preview.body)).toBe(200);
    expect(preview.body).toMatchObject({
      leftOut: [],
      effect: byChange.effect,
      matrix: byChange.matrix,
      rules: byChange.rules,
    });
    const province = await get<SimulationView>(`/api/screening/pack-effect?packId=${packId}&area=44`, {
      role: 'PROV_LEAD',
      areaCode: '44',
    });
    expect(province.body.effect).toEqual(byChange.effect);
    const city = await get<SimulationView>(`/api/screening/pack-effect?packId=${packId}&area=44`, {
      role: 'CITY_LEAD',
      areaCode: '4402',
    });
    expect(city.body).toMatchObject({ areaCode: '4402', effect: byChange.effect });
    expect((await get(`/api/screening/pack-effect?packId=${packId}&area=440232`)).status).toBe(403);
  });

  it('that counts incomes otherwise, or is of another county, is not tried on these facts', async () => {
    const packId = await propose((pack) => {
      const divisor = pack.parameters['income.divisor'];
      if (divisor) divisor.value = 'registered';
    });
    const { status, body } = await post<Problem>('/simulate', { packId });
    expect([status, body.code]).toEqual([409, 'facts-counted-otherwise']);
    const preview = await get<SimulationView>(`/api/screening/pack-effect?packId=${packId}&area=${COUNTY}`);
    expect(preview.body.leftOut).toMatchObject([{ areaCode: COUNTY, reason: expect.stringContaining('核算口径') }]);
    expect(preview.body.effect.households).toBe(0);
    const elsewhere = await propose((pack) => {
      pack.areaCode = '440232';
    });
    const province: Partial<Actor> = { role: 'PROV_LEAD', areaCode: '44' };
    expect((await post<Problem>('/simulate', { packId: elsewhere }, province)).body.code).toBe('pack-of-other-area');
    expect((await post<Problem>('/simulate', { packId: elsewhere })).body.code).toBe('not-found');
  });
});

describe('a proposal', () => {
  const clerk: Partial<Actor> = { role: 'VILLAGE_CLERK', areaCode: `${OTHER_TOWN}201` };
  const effectOf = (packId: string, as?: Partial<Actor>) =>
    get<SimulationView>(`/api/screening/pack-effect?packId=${packId}&area=${COUNTY}`, as);

  it('is not tried by a village clerk, who does not see it; a confirmed pack is', async () => {
    const packId = await propose(() => undefined);
    for (const path of ['/simulate', '/simulate/households']) {
      const { status, body } = await post<Problem>(
        path,
        { packId, ...(path === '/simulate' ? {} : { set: 'all' }) },
        clerk,
      );
      expect([status, body.code], path).toEqual([404, 'not-found']);
    }
    const { rows } = await admin.query<{ id: string }>(
      "select id from policy.pack where code = 'wengyuan-2021' and state = 'active'",
    );
    const confirmed = await simulated({ packId: rows[0]?.id }, clerk);
    expect([confirmed.status, confirmed.body.effect.households]).toEqual([200, 2]);
    expect((await simulated(LINE, clerk)).status).toBe(200);
  });

  it('has its effect shown to those who may act on packs and to the auditor, to nobody else', async () => {
    const packId = await propose(() => undefined);
    for (const as of [clerk, townOfficer]) expect((await effectOf(packId, as)).status).toBe(403);
    expect((await effectOf(packId, { role: 'COUNTY_APPROVER' })).status).toBe(200);
    expect((await effectOf(packId, { role: 'AUDITOR', areaCode: '44' })).body.effect.households).toBe(4);
    expect((await effectOf(packId, { areaCode: '440232' })).status).toBe(403);
  });
});

describe('many simulations at once', () => {
  /** Fills so many places at the gate until they are let go. */
  function occupy(places: number) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const all = Array.from({ length: places }, () => withFacts(() => promise.then(() => 'answered')));
    return { all: Promise.all(all), letGo: resolve };
  }

  it('are two at work and twenty waiting; the 23rd is asked to come again, and the others are answered', async () => {
    const packId = await propose(() => undefined);
    const { all, letGo } = occupy(22);
    for (const call of [
      simulated(LINE),
      post('/simulate/households', { ...LINE, set: 'all' }),
      get(`/api/screening/pack-effect?packId=${packId}&area=${COUNTY}`),
    ]) {
      const { status, body, headers } = await call;
      expect([status, body]).toMatchObject([503, { code: 'simulation-busy', detail: '测算的人较多，请稍后再试。' }]);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    letGo();
    expect(await all).toEqual(Array(22).fill('answered'));
    expect((await simulated(LINE)).status).toBe(200);
  });

  it('hold no transaction while they wait', async () => {
    const packId = await propose(() => undefined);
    const { all, letGo } = occupy(2);
    const preview = get(`/api/screening/pack-effect?packId=${packId}&area=${COUNTY}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const open = () =>
      admin.query(
        "select query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
      );
    await expect
      .poll(async () => (await open()).rows, { timeout: 5_000 })
      .toEqual([])
      .finally(letGo);
    expect((await preview).status).toBe(200);
    await all;
  });
});
