import { newId } from '@shouwang/platform/db/id.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, expect, test } from 'vitest';
import { HIT_HEAD } from '../rules.hits.ts';
import { screeningRoutes } from './routes.ts';

useTestDatabase();
const COUNTY = '440229';
const [TOWN, VILLAGE, OTHER] = ['440229109', '440229109201', '440229106201'];
const HITS = 230;
const runId = newId();
let app: TestApp;

/** So many hits in two towns, the first 30 of them red in the other town. */
async function plant(): Promise<void> {
  await withBulkLoad('test hits', async (client) => {
    await client.query(
      `insert into screening.run (county_code, id, area_code, run_no, pack_id, pack_name, pack_hash, period, engine, state, progress, batches, missing_items, started_by, started_by_name, started_at, finished_at, version)
       values ($1, $2, $1, 'SR-1122-01', $2, '测试包', 'x', '202610', 'duckdb', 'done', '{}', '[]', '{}', $2, '测试员', now(), now(), 1)`,
      [COUNTY, runId],
    );
    await client.query(
      `insert into registry.household (county_code, id, area_code, household_no, head_name, head_pinyin, household_type, registered_count, resident_count, sharing_count, monitoring_state, qr_token, status, version, sync_pos, changed_at)
       select $1, gen_random_uuid(), case when n <= 30 then $2 else $3 end, 'WY-' || n, '黄火养', 'x', '2', 3, 3, 3, 'NOT_COVERED', n::text, 'active', 1, 1, now() from generate_series(1, $4::int) n`,
      [COUNTY, OTHER, VILLAGE, HITS],
    );
    await client.query(
      `insert into screening.hit (county_code, run_id, household_id, area_code, level, score, main_reason, triggers, risk_types, exclusions, undecided, is_new, is_monitored, trace)
       select county_code, $2, id, area_code, case when area_code = $3 then 1 else 2 end, 0.41, '=危险的理由', '{WAT-1}', '{10}', '{}', 0, true, false, '{}' from registry.household where county_code = $1`,
      [COUNTY, runId, OTHER],
    );
  });
}

async function exported(as: { role: string; areaCode: string }, filter = ''): Promise<string[]> {
  const url = `/api/screening/runs/${COUNTY}:${runId}/hits/export${filter}`;
  const { status, body } = await app.call<string>(as, { method: 'POST', url, payload: { purpose: '下发各镇核对' } });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.trimEnd().split('\r\n').slice(1);
}

beforeAll(async () => {
  app = await testApp(screeningRoutes);
  await plant();
});

test('the file holds every hit of the filter over all pages, names masked and formulas harmless', async () => {
  const lines = await exported({ role: 'COUNTY_LEAD', areaCode: COUNTY });
  expect(lines).toHaveLength(HITS + 1);
  expect(lines[0]?.split(',')).toHaveLength(HIT_HEAD.length);
  expect(lines[0]).toBe(`红,黄*养,${OTHER},,,'=危险的理由,饮水,WAT-1,0.41,是,未派发`);
  expect(lines.join()).not.toContain('黄火养');
  expect(new Set(lines).size).toBeGreaterThan(2);
  expect(await exported({ role: 'COUNTY_LEAD', areaCode: COUNTY }, '?level=1')).toHaveLength(31);
});

test('a town gets its own rows alone, whatever it asks for', async () => {
  const lines = await exported({ role: 'TOWN_REVIEWER', areaCode: TOWN }, `?area=${COUNTY}`);
  expect(lines).toHaveLength(HITS - 30 + 1);
  expect(lines.slice(0, -1).every((line) => line.includes(VILLAGE))).toBe(true);
});

test('each export is on record with run, purpose, filter and number of rows', async () => {
  await exported({ role: 'COUNTY_LEAD', areaCode: COUNTY }, '?level=1&rule=WAT-1');
  const { rows } = await withBulkLoad('test read', (client) =>
    client.query(
      "select object_key, reason, detail from audit.event where action = 'exportRunHits' order by at desc limit 1",
    ),
  );
  expect(rows).toEqual([
    {
      object_key: `run:${COUNTY}:${runId}`,
      reason: '下发各镇核对',
      detail: { rows: 30, level: '1', rule: 'WAT-1' },
    },
  ]);
});
