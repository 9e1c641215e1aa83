import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { anOfficer, askExport, exportedLines, FILE_HEAD, type Officer } from '@shouwang/modules/staff/fixtures.ts';
import { exportRoutes } from '@shouwang/modules/staff/server/routes.exports.ts';
import { runSql, systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, expect, test } from 'vitest';
import { aHousehold, aMember, anIdNumber } from '../fixtures.ts';
import { registerHousehold } from './door.ts';
import { defineHouseholdExport } from './export-households.ts';
import { registryRoutes } from './routes.ts';

const database = useTestDatabase();
const [COUNTY, TOWN, VILLAGE, OTHER] = ['440229', '440229104', '440229104201', '440229106201'];
const SYSTEM = systemActor(COUNTY, '测试');
const MANY = 20_000;
const KIND = 'registry.households';
const idNumber = anIdNumber({ birthDate: '1950-05-05' });
let app: TestApp;
let lead: Officer;
let approver: Officer;
let town: Officer;

beforeAll(async () => {
  await loadDivisions();
  defineHouseholdExport();
  app = await testApp((server) => {
    registryRoutes(server);
    exportRoutes(server);
  });
  lead = await anOfficer({ name: '周明远', role: 'COUNTY_LEAD', areaCode: COUNTY });
  approver = await anOfficer({ name: '何志坚', role: 'COUNTY_APPROVER', areaCode: COUNTY });
  town = await anOfficer({ name: '叶小红', role: 'TOWN_REVIEWER', areaCode: TOWN });
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

const lines = async (asks: Officer, filter: Record<string, string> = {}) =>
  (await exportedLines(app, { asks, approves: approver, url: database.url }, { kind: KIND, filter })).slice(
    FILE_HEAD - 1,
  );
const cellsOf = (line: string | undefined) => (line ?? '').split(',');

test('name, ID number and phone are masked; account and health are not there', async () => {
  const [head, row] = await lines(town);
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
  expect(await lines(town)).toHaveLength(2);
  expect(await lines(lead, { area: TOWN })).toHaveLength(2);
  expect((await askExport(app, town, { kind: KIND, filter: { area: OTHER } })).status).toBe(403);
});

test('20,000 households, page by page by key: each once, in bounded memory', { timeout: 90_000 }, async () => {
  const before = process.memoryUsage().rss;
  const [, ...rows] = await lines(lead);
  expect(rows).toHaveLength(MANY + 1);
  expect(new Set(rows.map((row) => cellsOf(row)[0])).size).toBe(MANY + 1);
  expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(250);
  const risky = await lines(lead, { risk: '2', sort: 'name' });
  expect(risky).toHaveLength(MANY / 10 + 1);
});

test.each([
  ['an ID number', idNumber],
  ['a phone', '15412345678'],
])('a list found by %s is not exported, and the number is not kept', async (_what, q) => {
  const { status, body } = await askExport(app, lead, { kind: KIND, filter: { q } });
  expect([status, body.code]).toEqual([422, 'export-filter-invalid']);
  const kept = await withScope(SYSTEM, (tx) =>
    runSql<{ n: number }>(tx, 'select count(*)::int as n from platform.export_request where filter::text like $1', [
      `%${q}%`,
    ]),
  );
  expect(kept).toEqual([{ n: 0 }]);
});

test('the filter is said in words', async () => {
  const { body } = await app.call<{ words: { label: string; text: string }[]; rows: number }>(lead, {
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
