import { rmSync } from 'node:fs';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { anItem, aSettlement, aTable, csvText } from '@shouwang/modules/exchange/fixtures.ts';
import { defineExchangeJobs } from '@shouwang/modules/exchange/server/door.ts';
import { exchangeRoutes } from '@shouwang/modules/exchange/server/routes.ts';
import { HEALTH_OFFICE, sendFile } from '@shouwang/modules/exchange/server/testing.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { aHousehold, aLine, aMember, anIdNumber } from '@shouwang/modules/registry/fixtures.ts';
import { registerHousehold } from '@shouwang/modules/registry/server/door.ts';
import { listSheetsWithoutCase } from '@shouwang/modules/warning/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dispatched, Run, RunHit, TraceView } from '../contract.runs.ts';
import type { Trace } from '../contract.ts';
import { startRun } from './commands.ts';
import { screeningRoutes } from './routes.ts';
import { runScreening } from './run-job.ts';

const database = useTestDatabase();
const COUNTY = '440229';
const lead = anActor();
let admin: pg.Client;
let server: TestApp;

/** Three families: the first and the third have wages and a stay in hospital in December, the second has nothing on record but a bill. */
const FAMILIES = ['paid', 'billed', 'monitored'] as const;
type Family = (typeof FAMILIES)[number];
const idNumbers = new Map(FAMILIES.map((family) => [family, anIdNumber()]));
const head = (family: Family) => idNumbers.get(family) ?? '';

async function register(family: Family, lines: ReturnType<typeof aLine>[]): Promise<void> {
  const member = aMember({ name: '钟守田', idNumber: head(family), relation: '1' });
  const incomeItems = lines.map(({ id: _, reversed: __, ...line }) => line);
  await withScope(lead, (tx) =>
    registerHousehold(tx, lead, aHousehold({ members: [member], incomeItems } as Parameters<typeof aHousehold>[0])),
  );
}

async function screenOnce(): Promise<string> {
  const id = await withScope(lead, (tx) => startRun(tx, lead));
  await runScreening({ countyCode: COUNTY, runId: splitId(id).id });
  return id;
}

const call = async <T>(method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}) =>
  server.call<T>({}, { method, url, headers });
const hitsOf = async (run: string) =>
  (await call<{ items: RunHit[] }>('GET', `/api/screening/runs/${run}/hits?limit=50`)).body.items;
const household = async (family: Family) => {
  const { rows } = await admin.query<{ id: string }>(
    'select id from registry.household order by household_no offset $1 limit 1',
    [FAMILIES.indexOf(family)],
  );
  return `${COUNTY}:${rows[0]?.id}`;
};

beforeAll(async () => {
  clock.setOffsetDays(clock.offsetDays + daysBetween(clock.today(), '2027-01-10'));
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await loadDivisions();
  await loadPacks();
  defineExchangeJobs();
  server = await testApp((app) => {
    exchangeRoutes(app);
    screeningRoutes(app);
  });
  const wages = () => aLine('1001', 60_000, { occurredFrom: '2026-01-01', occurredTo: '2026-11-30' });
  await register('paid', [wages()]);
  await register('billed', [
    aLine('2001', 30_000, { direction: 'out', occurredFrom: '2026-11-01', occurredTo: '2026-11-30' }),
  ]);
  await register('monitored', [wages()]);
  const item = anItem('YB-02');
  const stay = (family: Family, row: number) =>
    aSettlement(
      row,
      {
        证件号码: head(family),
        姓名: '钟守田',
        结算日期: '2026-12-20',
        个人自付: '26000.00',
        总费用: '36000.00',
        统筹支付: '9000.00',
      },
      '202612',
    );
  const content = csvText(aTable(item, [stay('paid', 1), stay('monitored', 2)]));
  const sent = await sendFile(server, HEALTH_OFFICE, { item: 'YB-02', period: '202612', content });
  expect(sent.status, JSON.stringify(sent.body)).toBe(202);
  await workOff(database.url);
}, 120_000);
afterAll(async () => {
  clock.setOffsetDays(0);
  await admin.end();
});

describe("a run in January over December's data", () => {
  let run: string;
  beforeAll(async () => {
    run = await screenOnce();
  });

  it('counts the year of the month, not the year of the day', async () => {
    const { body } = await call<Run>('GET', `/api/screening/runs/${run}`);
    expect(body.period).toBe('202612');
    const hits = await hitsOf(run);
    const expensive = hits.filter((hit) => hit.rules.includes('MED-1'));
    expect(expensive.map((hit) => hit.householdId).sort()).toEqual(
      [await household('paid'), await household('monitored')].sort(),
    );
  });

  it('does not take a household with nothing but a bill for one without income', async () => {
    const billOnly = (await hitsOf(run)).find((hit) => hit.rules.includes('PLT-1-LINE'));
    expect(billOnly).toBeUndefined();
    const id = await household('billed');
    const { body } = await call<TraceView>('GET', `/api/screening/runs/${run}/hits/${id}`);
    expect(body.trace.level).toBeNull();
    expect(body.trace.income.perCapita).toBeNull();
    expect(body.trace.undecided.map((rule) => rule.code)).toContain('PLT-1-LINE');
  });

  it('works a household out again from the data of then, and not at all when they are gone', async () => {
    const id = await household('paid');
    const url = `/api/screening/runs/${run}/hits/${id}`;
    const { body: view } = await call<TraceView>('GET', url);
    expect(view.dataKept).toBe(true);
    const after = [aLine('1001', 900_000, { occurredFrom: '2026-01-01', occurredTo: '2026-10-31' })];
    await admin.query(
      `insert into registry.income_item (county_code, id, area_code, household_id, item_code, direction, amount_fen, occurred_from, occurred_to, source, is_one_off, purpose_bound, recorded_month, recorded_at)
       select county_code, gen_random_uuid(), area_code, id, '1001', 'in', $2, '2026-10-01', '2026-10-31', 'declared', false, false, '202701', now() from registry.household where id = $1`,
      [splitId(id).id, after[0]?.amountFen],
    );
    await admin.query('update registry.county_position set pos = pos + 1');
    await admin.query("update exchange.import_batch set state = 'withdrawn'");
    const again = await call<{ trace: Trace }>('POST', `${url}/recompute`);
    expect(again.status, JSON.stringify(again.body)).toBe(200);
    expect(again.body.trace).toEqual(view.trace);
    await admin.query("update exchange.import_batch set state = 'accepted' where state = 'withdrawn'");

    rmSync(dataPath('runs', COUNTY, splitId(run).id), { recursive: true });
    expect((await call<TraceView>('GET', url)).body.dataKept).toBe(false);
    const refused = await call<{ code: string; detail: string }>('POST', `${url}/recompute`);
    expect([refused.status, refused.body.code]).toEqual([409, 'run-data-gone']);
    expect(refused.body.detail).toContain('保存期');
  });
});

describe('a household that is monitored already', () => {
  it('is shown and counted in the run, and gets a follow-up sheet for its contact instead of a case', async () => {
    const monitored = await household('monitored');
    await admin.query("update registry.household set monitoring_state = 'MONITORED' where id = $1", [
      splitId(monitored).id,
    ]);
    await admin.query('update registry.county_position set pos = pos + 1');
    const run = await screenOnce();
    const { body: done } = await call<Run>('GET', `/api/screening/runs/${run}`);
    expect(done.counts?.monitored).toBe(1);
    expect((await hitsOf(run)).filter((hit) => hit.isMonitored).map((hit) => hit.householdId)).toEqual([monitored]);
    const sent = await call<Dispatched>('POST', `/api/screening/runs/${run}/dispatch`, {
      'if-match': `"${done.version}"`,
    });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    expect(sent.body).toMatchObject({ followUps: 1, joined: 0, merged: 0 });
    const hits = await hitsOf(run);
    const sheets = hits.filter((hit) => hit.dispatchId !== null);
    expect(sheets).toHaveLength(sent.body.opened + 1);
    expect(sheets.filter((hit) => hit.isMonitored).map((hit) => [hit.householdId, hit.handling, hit.caseId])).toEqual([
      [monitored, 'DISPATCHED', null],
    ]);
    const { body: view } = await call<TraceView>('GET', `/api/screening/runs/${run}/hits/${monitored}`);
    expect(view.sheet?.kind).toBe('follow-up');
    const waiting = await withScope(lead, (tx) => listSheetsWithoutCase(tx, COUNTY, splitId(run).id));
    expect(waiting).toHaveLength(sent.body.opened);
    expect(waiting.some((sheet) => sheet.householdId === splitId(monitored).id)).toBe(false);
  });
});
