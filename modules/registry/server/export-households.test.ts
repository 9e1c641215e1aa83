import { useExportOffice } from '@shouwang/modules/staff/export-office.fixture.ts';
import { askExport } from '@shouwang/modules/staff/fixtures.ts';
import { runSql, systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { beforeAll, expect, test } from 'vitest';
import { aHousehold, aMember, anIdNumber } from '../fixtures.ts';
import { registerHousehold } from './door.ts';
import { defineHouseholdExport } from './export-households.ts';
import { registryRoutes } from './routes.ts';

const [COUNTY, TOWN, VILLAGE, OTHER] = ['440229', '440229104', '440229104201', '440229106201'];
const SYSTEM = systemActor(COUNTY, '测试');
const MANY = 20_000;
const KIND = 'registry.households';
const office = useExportOffice({
  kind: KIND,
  define: defineHouseholdExport,
  routes: registryRoutes,
  town: TOWN,
});
const idNumber = anIdNumber({ birthDate: '1950-05-05' });

beforeAll(async () => {
  const known = aHousehold({
    areaCode: VILLAGE,
    contactPhone: '15412345678',
    members: [aMember({ name: '巫观福', idNumber, health: ['3'] })],
  });
  await withScope(SYSTEM, (tx) => registerHousehold(tx, SYSTEM, known as never));
  await withBulkLoad('test households', (client) =>
    client.query(
      `insert into registry.household (county_code, id, area_code, household_no, head_name, head_pinyin, household_type, registered_count, resident_count, sharing_count, monitoring_state, risk_level, qr_token, status, version, sync_pos, changed_at)
       select $1, gen_random_uuid(), $2, 'ZZ-' || lpad(n::text, 7, '0'), '黄火养', 'huanghuoyang', '2', 3, 3, 3, 'NOT_COVERED', case when n % 10 = 0 then 2 end, n::text, 'active', 1, 1, now()
       from generate_series(1, $3::int) n`,
      [COUNTY, OTHER, MANY],
    ),
  );
});

const cellsOf = (line: string | undefined) => (line ?? '').split(',');

test('name, ID number and phone are masked; account and health are not there', async () => {
  const [head, row] = await office.lines(office.town);
  const cells = Object.fromEntries(cellsOf(head).map((title, index) => [title, cellsOf(row)[index]]));
  expect(cells).toMatchObject({
    户主: '巫*福',
    户主证件号码: expect.stringMatching(/^\d{6}\*{8}\d{3}[0-9X]$/),
    联系电话: '154****5678',
    区划代码: VILLAGE,
    镇: '坝仔镇',
    户类型: '脱贫户',
    共同生活人数: '1',
    风险等级: '未能判断',
  });
  expect(cells).not.toHaveProperty('银行账号');
  expect(cells).not.toHaveProperty('健康');
});

test('a town exports its own households alone, the county may narrow to the town', async () => {
  expect(await office.lines(office.town)).toHaveLength(2);
  expect(await office.lines(office.lead, { area: TOWN })).toHaveLength(2);
  expect((await askExport(office.app, office.town, { kind: KIND, filter: { area: OTHER } })).status).toBe(403);
});

test('20,000 households, page by page by key: each once, in bounded memory', { timeout: 90_000 }, async () => {
  const before = process.memoryUsage().rss;
  const [, ...rows] = await office.lines(office.lead);
  expect(rows).toHaveLength(MANY + 1);
  expect(new Set(rows.map((row) => cellsOf(row)[0])).size).toBe(MANY + 1);
  expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(250);
  const risky = await office.lines(office.lead, { risk: '2', sort: 'name' });
  expect(risky).toHaveLength(MANY / 10 + 1);
});

test.each([
  ['an ID number', idNumber],
  ['a phone', '15412345678'],
])('a list found by %s is not exported, and the number is not kept', async (_what, q) => {
  const { status, body } = await askExport(office.app, office.lead, { kind: KIND, filter: { q } });
  expect([status, body.code]).toEqual([422, 'export-filter-invalid']);
  const kept = await withScope(SYSTEM, (tx) =>
    runSql<{ n: number }>(tx, 'select count(*)::int as n from platform.export_request where filter::text like $1', [
      `%${q}%`,
    ]),
  );
  expect(kept).toEqual([{ n: 0 }]);
});

test('the filter is said in words', async () => {
  const { body } = await office.app.call<{ words: { label: string; text: string }[]; rows: number }>(office.lead, {
    method: 'POST',
    url: '/api/exports/preview',
    payload: { kind: KIND, filter: { area: TOWN, q: '巫', risk: 'none', type: '1', category: 'dibao', sort: 'name' } },
  });
  expect(body.words.map(({ label, text }) => `${label} ${text}`)).toEqual([
    '地方 翁源县 · 坝仔镇',
    '查找 巫',
    '风险等级 未能判断',
    '户类型 脱贫户',
    '户型 低保户',
    '排序 户主姓名',
  ]);
  expect(body.rows).toBe(0);
});
