import { useExportOffice } from '@shouwang/modules/staff/export-office.fixture.ts';
import type { Officer } from '@shouwang/modules/staff/fixtures.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { beforeAll, expect, test } from 'vitest';
import { HIT_COLUMNS } from '../rules.hits.ts';
import { defineHitExport } from './export-hits.ts';
import { screeningRoutes } from './routes.ts';

const COUNTY = '440229';
const [TOWN, VILLAGE, OTHER] = ['440229109', '440229109201', '440229106201'];
const HITS = 230;
const runId = newId();
const office = useExportOffice({
  kind: 'screening.hits',
  define: defineHitExport,
  routes: screeningRoutes,
  town: TOWN,
});

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

const exported = (asks: Officer, filter: Record<string, string> = {}) =>
  office.lines(asks, { run: `${COUNTY}:${runId}`, ...filter });

beforeAll(plant);

test('the file holds every hit of the filter over all pages, names masked and formulas harmless', async () => {
  const [head, ...lines] = await exported(office.lead);
  expect(head).toBe([...HIT_COLUMNS.map(({ title }) => title), '导出编号'].join(','));
  expect(lines).toHaveLength(HITS);
  expect(lines[0]).toMatch(new RegExp(`^红,黄\\*养,${OTHER},[^,]*,,'=危险的理由,饮水,WAT-1,0.41,是,未派发,DC-`));
  expect(lines.join()).not.toContain('黄火养');
  expect(await exported(office.lead, { level: '1' })).toHaveLength(31);
});

test('a town gets its own rows alone, whatever it asks for', async () => {
  const lines = (await exported(office.town, { area: COUNTY })).slice(1);
  expect(lines).toHaveLength(HITS - 30);
  expect(lines.every((line) => line.includes(VILLAGE))).toBe(true);
});

test('whoever decides sees the filter in words', async () => {
  const filter = { run: `${COUNTY}:${runId}`, area: TOWN, level: '1', rule: 'WAT-1', fresh: 'true' };
  const { body } = await office.app.call<{ words: { label: string; text: string }[]; rows: number; title: string }>(
    office.lead,
    {
      method: 'POST',
      url: '/api/exports/preview',
      payload: { kind: 'screening.hits', filter },
    },
  );
  expect(body.title).toBe('筛查SR-1122-01-提示的户');
  expect(body.rows).toBe(0);
  expect(body.words.map(({ label }) => label)).toEqual(['筛选批次', '地方', '等级', '规则', '只看']);
});
