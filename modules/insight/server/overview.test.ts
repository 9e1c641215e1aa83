import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../areas/server/door.ts';
import { loadPacks } from '../../policy/server/door.ts';
import { setMonitoringState } from '../../registry/server/door.ts';
import { dispatchFindings } from '../../warning/server/door.ts';
import { listDispatches } from '../../warning/server/queries.ts';
import type { AreaOverview, CountyFigures } from '../contract.ts';
import { insightRoutes } from './routes.ts';

useTestDatabase();
const COUNTY = '440229';
const [TOWN, VILLAGE, OTHER_TOWN, OTHER_VILLAGE] = ['440229109', '440229109201', '440229106', '440229106201'];
const system = systemActor(COUNTY, '测试');
const lead = { role: 'COUNTY_LEAD', areaCode: COUNTY };
const reviewer = { role: 'TOWN_REVIEWER', areaCode: TOWN };
let app: TestApp;

async function seen(as: { role: string; areaCode: string }, area?: string): Promise<AreaOverview> {
  const url = `/api/insight/overview${area ? `?area=${area}` : ''}`;
  const { status, body } = await app.call<AreaOverview>(as, { method: 'GET', url });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

async function aHousehold(areaCode: string): Promise<string> {
  const id = newId();
  await withBulkLoad('test household', async (client) => {
    await client.query(
      `insert into registry.household (county_code, id, area_code, household_no, head_name, head_pinyin, household_type, registered_count, resident_count, sharing_count, monitoring_state, risk_level, qr_token, status, version, sync_pos, changed_at)
       values ($1, $2, $3, $4, '曾木生', 'x', '2', 3, 3, 3, 'NOT_COVERED', 2, $4, 'active', 1, 1, now())`,
      [COUNTY, id, areaCode, `WY-${id.slice(-12)}`],
    );
    for (const no of ['1', '2'])
      await client.query(
        `insert into registry.member (county_code, id, area_code, household_id, member_no, name, name_pinyin, gender, id_type, birth_date, relation, ethnicity, is_resident, shares_income, member_status, version, changed_at)
         values ($1, $2, $3, $4, $5, '曾木生', 'x', '1', '1', '1974-03-07', '1', '01', true, true, 'current', 1, now())`,
        [COUNTY, newId(), areaCode, id, no],
      );
  });
  return id;
}

const move = (id: string, state: string) =>
  withScope(system, (tx) =>
    setMonitoringState(tx, system, { ref: { countyCode: COUNTY, id }, state, caseId: null, reason: '测试' }),
  );

/** A run that is done, with its counts. */
async function aRun(period: string, finishedAt: string, counts: Record<string, number[]>): Promise<string> {
  const id = newId();
  await withBulkLoad('test run', async (client) => {
    await client.query(
      `insert into screening.run (county_code, id, area_code, run_no, pack_id, pack_name, pack_hash, period, engine, state, progress, batches, missing_items, started_by, started_by_name, started_at, finished_at, version)
       values ($1, $2, $1, $3, $2, '测试包', 'x', $4, 'duckdb', 'done', '{}', '[{"item":"YB-02","batchId":"b","fileName":"f","rows":7,"period":"202610"}]', '{SL-01}', $2, '测试员', $5, $5, 1)`,
      [COUNTY, id, `SR-${finishedAt.slice(5, 10)}`, period, finishedAt],
    );
    for (const [area, [households, red, orange, yellow, green, undecided]] of Object.entries(counts))
      await client.query(
        `insert into screening.area_count (county_code, run_id, area_code, households, red, orange, yellow, green, undecided, newly, cleared, monitored, by_rule)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, '{}')`,
        [COUNTY, id, area, households, red, orange, yellow, green, undecided],
      );
  });
  return `${COUNTY}:${id}`;
}

beforeAll(async () => {
  await loadDivisions();
  await loadPacks();
  app = await testApp(insightRoutes);
});
afterEach(() => clock.setOffsetDays(0));

describe('before the first run', () => {
  test('nothing is known and nothing is zero that is not counted', async () => {
    const overview = await seen(lead);
    expect([overview.run, overview.levels, overview.trend]).toEqual([null, null, []]);
    expect(overview.persons).toBe(0);
    expect(overview.places.length).toBeGreaterThan(5);
    expect(overview.items.map(({ period, rows }) => [period, rows])).toEqual(overview.items.map(() => [null, null]));
  });
});

describe('with runs, monitored households and work sheets', () => {
  let [first, stays, left]: string[] = [];
  let last = '';
  const month = clock.today().slice(0, 7).replace('-', '');
  const before = addMonths(month, -1);

  beforeAll(async () => {
    first = await aHousehold(VILLAGE);
    stays = await aHousehold(OTHER_VILLAGE);
    left = await aHousehold(VILLAGE);
    // Two were taken in last month, one of them left this month, and another came this month.
    const lastMonth = -Number(clock.today().slice(8)) - 2;
    clock.setOffsetDays(lastMonth);
    await move(stays ?? '', 'MONITORED');
    await move(left ?? '', 'MONITORED');
    clock.setOffsetDays(0);
    await move(left ?? '', 'ELIMINATED');
    await move(first ?? '', 'MONITORED');
    await move(first ?? '', 'PROPOSED_EXIT');
    const at = clock.now().toISOString();
    await aRun(before, '2026-01-05T00:00:00Z', { [COUNTY]: [3, 0, 1, 0, 2, 0], [TOWN]: [2, 0, 1, 0, 1, 0] });
    last = await aRun(month, at, {
      [COUNTY]: [3, 1, 0, 0, 1, 1],
      [TOWN]: [2, 1, 0, 0, 1, 0],
      [VILLAGE]: [2, 1, 0, 0, 1, 0],
    });
    await withScope(system, (tx) =>
      dispatchFindings(tx, system, {
        countyCode: COUNTY,
        runId: last.slice(7),
        period: month,
        villageDays: 5,
        mergeDays: 30,
        monitored: new Set([stays ?? '']),
        findings: [
          { householdId: first ?? '', areaCode: VILLAGE, headName: '曾木生', level: 1, reasons: [] },
          { householdId: stays ?? '', areaCode: OTHER_VILLAGE, headName: '曾木生', level: 2, reasons: [] },
        ],
      }),
    );
  });

  test('levels are those of the last closed run, by town; places without a row have none', async () => {
    const overview = await seen(lead);
    expect(overview.run).toMatchObject({ id: last, period: month, isFirst: false, missingItems: ['SL-01'] });
    expect(overview.levels).toMatchObject({ households: 3, red: 1, green: 1, undecided: 1 });
    expect(overview.places.find((place) => place.areaCode === TOWN)?.levels).toMatchObject({ households: 2, red: 1 });
    expect(overview.places.find((place) => place.areaCode === OTHER_TOWN)?.levels).toBeNull();
    expect(overview.persons).toBe(6);
  });

  test('the monitored stock is last month’s, plus who came, less who left; places sum to the whole', async () => {
    const { monitored, places } = await seen(lead);
    expect(monitored).toMatchObject({ households: 2, persons: 6, orange: 2, lastMonth: 2, entered: 1, left: 1 });
    expect(monitored.states).toEqual([
      { state: 'MONITORED', households: 1 },
      { state: 'PROPOSED_EXIT', households: 1 },
    ]);
    const sum = (pick: (place: AreaOverview['places'][number]) => number) =>
      places.reduce((total, place) => total + pick(place), 0);
    expect(sum((place) => place.monitored.households)).toBe(monitored.households);
    expect(sum((place) => place.monitored.lastMonth)).toBe(monitored.lastMonth);
    const town = places.find((place) => place.areaCode === TOWN)?.monitored;
    expect(town).toMatchObject({ households: 1, lastMonth: 1, entered: 1, left: 1 });
  });

  test('the trend has one run a month, oldest first, with the stock at the end of that month', async () => {
    const { trend } = await seen(lead);
    expect(trend.map(({ period, levels, monitored }) => [period, levels.orange, monitored])).toEqual([
      [before, 1, 2],
      [month, 0, 2],
    ]);
  });

  test('a figure equals the rows of the list that it opens: overdue sheets', async () => {
    clock.setOffsetDays(6);
    const { sheets } = await seen(lead);
    expect(sheets).toEqual({
      open: 2,
      overdue: 2,
      followUps: { open: 1, overdue: 1 },
      needs: 0,
      byState: [
        { state: 'RECEIVED', open: 1, overdue: 1 },
        { state: 'DISPATCHED', open: 1, overdue: 1 },
      ],
    });
    const rows = (filter: object) => withScope(system, (tx) => listDispatches(tx, system, { limit: 200, ...filter }));
    expect((await rows({ overdue: 'true', area: COUNTY })).items.length).toBe(sheets.overdue);
    expect((await rows({ open: 'true', area: TOWN })).items.length).toBe(1);
    expect((await rows({ open: 'true', kind: 'follow-up' })).items.length).toBe(sheets.followUps.open);
  });

  test('a town sees its own figures by village and what the run read, never the county’s', async () => {
    const overview = await seen(reviewer);
    expect(overview).toMatchObject({ areaCode: TOWN, persons: 4, run: { id: last } });
    expect(overview.levels).toMatchObject({ households: 2 });
    expect(overview.monitored.households).toBe(1);
    expect(overview.sheets.open).toBe(1);
    const item = overview.items.find(({ code }) => code === 'YB-02');
    expect(item).toMatchObject({ period: '202610', rows: 7, batchId: null });
    const refused = await app.call<{ code: string }>(reviewer, {
      method: 'GET',
      url: `/api/insight/overview?area=${COUNTY}`,
    });
    expect([refused.status, refused.body.code]).toEqual([403, 'outside-scope']);
  });

  test('a province is asked for a county and reads its counties from closed runs', async () => {
    const province = { role: 'PROV_LEAD', areaCode: '44' };
    const refused = await app.call<{ code: string }>(province, { method: 'GET', url: '/api/insight/overview' });
    expect([refused.status, refused.body.code]).toEqual([422, 'county-needed']);
    expect((await seen(province, COUNTY)).levels).toMatchObject({ households: 3 });
    const { body } = await app.call<{ items: CountyFigures[] }>(province, {
      method: 'GET',
      url: '/api/insight/counties',
    });
    expect(body.items.map(({ areaCode, run, levels }) => [areaCode, run.id, levels.red])).toEqual([[COUNTY, last, 1]]);
    const other = await app.call<{ items: CountyFigures[] }>(
      { role: 'CITY_LEAD', areaCode: '4403' },
      { method: 'GET', url: '/api/insight/counties' },
    );
    expect(other.body.items).toEqual([]);
  });

  test('departments, auditors and villages are refused', async () => {
    const others = { COUNTY_DEPT: COUNTY, AUDITOR: '44', VILLAGE_CADRE: VILLAGE };
    for (const [role, areaCode] of Object.entries(others))
      expect((await app.call({ role, areaCode }, { method: 'GET', url: '/api/insight/overview' })).status).toBe(403);
  });
});
