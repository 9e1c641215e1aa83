import { existsSync } from 'node:fs';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { checkCharacter } from '@shouwang/platform/crypto/id-number.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { defineExport } from '@shouwang/platform/exports/define.ts';
import { exportPath } from '@shouwang/platform/exports/file.ts';
import { sweepExports } from '@shouwang/platform/exports/sweep.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ExportPreview, ExportRequest } from '../contract.exports.ts';
import { anOfficer, askExport, decideAs, exportedLines, FILE_HEAD, fetchExport, type Officer } from '../fixtures.ts';
import { exportRoutes } from './routes.exports.ts';

const database = useTestDatabase();
const [COUNTY, TOWN, OTHER_TOWN] = ['440229', '440229104', '440229106'];
const THINGS = { kind: 'test.things' };
let app: TestApp;
/** What the list holds; pages of a thousand. */
let rows: string[][] = [];
let people: Record<'lead' | 'approver' | 'second' | 'town' | 'otherTown' | 'village', Officer>;

beforeAll(async () => {
  await loadDivisions();
  defineExport({
    kind: THINGS.kind,
    title: '东西/清单',
    permission: ['COUNTY_LEAD', 'TOWN_REVIEWER', 'VILLAGE_CLERK'],
    filter: z.object({ area: z.string().regex(/^\d+$/, '地方不对').optional() }),
    columns: [{ title: '名', masked: true }, { title: '数' }],
    withheld: '名遮蔽。',
    words: async (_tx, { area }) => (area ? [{ label: '地方', text: area }] : []),
    count: async () => rows.length,
    page: async (_tx, _actor, { cursor }) => {
      const at = Number(cursor ?? 0);
      return { rows: rows.slice(at, at + 1000), nextCursor: at + 1000 < rows.length ? String(at + 1000) : null };
    },
  });
  app = await testApp(exportRoutes);
  people = {
    lead: await anOfficer({ name: '周明远', role: 'COUNTY_LEAD', areaCode: COUNTY }),
    approver: await anOfficer({ name: '何志坚', role: 'COUNTY_APPROVER', areaCode: COUNTY }),
    second: await anOfficer({ name: '刘文彬', role: 'COUNTY_APPROVER', areaCode: COUNTY }),
    town: await anOfficer({ name: '叶小红', role: 'TOWN_REVIEWER', areaCode: TOWN }),
    otherTown: await anOfficer({ name: '丘国平', role: 'TOWN_REVIEWER', areaCode: OTHER_TOWN }),
    village: await anOfficer({ name: '陈水养', role: 'VILLAGE_CLERK', areaCode: '440229104201' }),
  };
});
beforeEach(() => {
  rows = [
    ['=1+1', '3'],
    ['黄*养', '-5'],
  ];
});
afterEach(() => clock.setOffsetDays(0));

const ask = async (as = people.lead, more: object = {}) => (await askExport(app, as, { ...THINGS, ...more })).body;
const list = async (as: Officer, view: string) =>
  (await app.call<{ items: ExportRequest[]; total: number }>(as, { method: 'GET', url: `/api/exports?view=${view}` }))
    .body;
const one = async (as: Officer, id: string) => (await list(as, 'area')).items.find((item) => item.id === id);
const bulk = async <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const withdraw = (as: Officer, { id, version }: ExportRequest) =>
  app.call<ExportRequest & { code: string }>(as, {
    method: 'POST',
    url: `/api/exports/${id}/withdrawal`,
    headers: { 'if-match': `"${version}"` },
  });
const pathOf = (id: string) => exportPath({ county_code: splitId(id).countyCode, id: splitId(id).id });

/** Asked for and approved; the file made. */
async function ready(as = people.lead, by = people.approver, more: object = {}): Promise<ExportRequest> {
  const asked = await ask(as, more);
  expect((await decideAs(app, by, asked)).status).toBe(200);
  await workOff(database.url);
  const found = await one(as, asked.id);
  if (!found) throw new Error('gone');
  return found;
}

describe('asking', () => {
  test('says before how many rows, which columns, and who may let it go', async () => {
    const { body } = await app.call<ExportPreview>(people.village, {
      method: 'POST',
      url: '/api/exports/preview',
      payload: { ...THINGS, filter: { area: '44' } },
    });
    expect(body).toMatchObject({
      title: '东西/清单',
      rows: 2,
      columns: [{ title: '名', masked: true }, { title: '数' }],
    });
    expect(body.words).toEqual([{ label: '地方', text: '44' }]);
    expect(body.approvers.map(({ name }) => name).sort()).toEqual(['何志坚', '刘文彬', '叶小红', '周明远'].sort());
    expect(body.approvers[0]).toEqual({ name: '叶小红', post: '镇级审核员（坝仔镇）' });
  });

  test.each([
    ['no purpose', { purpose: '' }, 400],
    ['a purpose of two words', { purpose: '看看' }, 400],
    ['a number in the purpose', { purpose: '给15412345678发过去' }, 422],
    ['a list that is none', { kind: 'test.none' }, 422],
    ['a filter that the list does not know', { filter: { area: 'x' } }, 422],
  ])('with %s is refused, and nothing is on record', async (_what, order, status) => {
    const before = (await list(people.lead, 'mine')).total;
    expect((await askExport(app, people.lead, { ...THINGS, ...order })).status).toBe(status);
    expect((await list(people.lead, 'mine')).total).toBe(before);
  });

  test('by a role that the list is not for, for nothing, or where nobody else could decide is refused', async () => {
    expect((await ask(people.approver)).code).toBe('role-not-permitted');
    rows = [];
    expect((await ask()).code).toBe('export-empty');
    rows = [['a', 'b']];
    const alone = await anOfficer({ name: '独一人', role: 'COUNTY_LEAD', areaCode: '450102' });
    expect((await ask(alone)).code).toBe('export-no-approver');
  });

  test('again with the same key gives the same request', async () => {
    const request = {
      method: 'POST' as const,
      url: '/api/exports',
      payload: { ...THINGS, filter: {}, purpose: '下发各镇核对' },
      headers: { 'idempotency-key': 'export-once-1' },
    };
    const first = await app.call<ExportRequest>(people.lead, request);
    const again = await app.call<ExportRequest>(people.lead, request);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });
});

describe('deciding', () => {
  test('nobody lets his own go: not in his post, not in another one, not past the program', async () => {
    const asked = await ask();
    expect((await decideAs(app, people.lead, asked)).body.code).toBe('maker-is-checker');
    expect((await decideAs(app, { ...people.lead, role: 'COUNTY_APPROVER' }, asked)).body.code).toBe(
      'maker-is-checker',
    );
    const past = withScope(systemActor(COUNTY, '测试'), (tx) =>
      tx
        .updateTable('platform.export_request')
        .set({ state: 'approved', decided_by: people.lead.accountId, decided_at: clock.now() })
        .where('county_code', '=', COUNTY)
        .where('id', '=', splitId(asked.id).id)
        .execute(),
    );
    await expect(past).rejects.toMatchObject({ constraint: 'export_request_maker_is_not_checker' });
    const undecided = bulk("update platform.export_request set state = 'approved' where id = $1", [
      splitId(asked.id).id,
    ]);
    await expect(undecided).rejects.toMatchObject({ constraint: 'export_request_decided_first' });
  });

  test('another town sees nothing of it; the own town and the county do', async () => {
    const asked = await ask(people.village);
    expect(await one(people.otherTown, asked.id)).toBeUndefined();
    expect((await decideAs(app, people.otherTown, asked)).status).toBe(404);
    expect((await list(people.town, 'waiting')).items.map(({ id }) => id)).toContain(asked.id);
    expect((await list(people.approver, 'waiting')).items.map(({ id }) => id)).toContain(asked.id);
    expect((await decideAs(app, people.village, asked)).status).toBe(403);
    expect((await decideAs(app, people.town, asked)).body).toMatchObject({
      state: 'approved',
      decidedByName: '叶小红',
    });
  });

  test('two at once: one decides, the other is told', async () => {
    const asked = await ask();
    const answers = await Promise.all([
      decideAs(app, people.approver, asked),
      decideAs(app, people.second, asked, '行数太多，请按镇导出'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('without a version, with an old one, or twice is refused; the same key gives the same answer', async () => {
    const asked = await ask();
    const url = `/api/exports/${asked.id}/approval`;
    expect((await app.call(people.approver, { method: 'POST', url, payload: {} })).status).toBe(428);
    expect((await decideAs(app, people.approver, { ...asked, version: 7 })).status).toBe(412);
    const request = {
      method: 'POST' as const,
      url,
      payload: {},
      headers: { 'if-match': '"1"', 'idempotency-key': 'approve-once-1' },
    };
    const first = await app.call<ExportRequest>(people.approver, request);
    expect((await app.call<ExportRequest>(people.approver, request)).body).toEqual(first.body);
    const { code } = (await decideAs(app, people.second, first.body)).body;
    expect(code).toBe('export-decided');
  });

  test('a no says why, and no file is made', async () => {
    const asked = await ask();
    expect((await decideAs(app, people.approver, asked, '')).status).toBe(400);
    expect((await decideAs(app, people.approver, asked, '按镇分别导出')).body).toMatchObject({
      state: 'refused',
      opinion: '按镇分别导出',
    });
    await workOff(database.url);
    expect((await fetchExport(app, people.lead, asked.id)).status).toBe(409);
    expect(existsSync(pathOf(asked.id))).toBe(false);
  });
});

describe('the file', () => {
  test('says who, what for and under which number, and names the request in every row', async () => {
    const lines = await exportedLines(app, { asks: people.lead, approves: people.approver, url: database.url }, THINGS);
    expect(lines[0]).toBe('东西/清单（仅限本用途：下发各镇核对）');
    expect(lines[1]).toMatch(
      /^导出编号 DC-\d{4}-[2-9A-Z]{6}；导出人 周明远，县级主管（翁源县），.+ 申请；何志坚，县级审定（翁源县），.+ 批准$/,
    );
    const no = /DC-\d{4}-[2-9A-Z]{6}/.exec(lines[1] ?? '')?.[0];
    expect(lines.slice(FILE_HEAD - 1)).toEqual(['名,数,导出编号', `'=1+1,3,${no}`, `黄*养,-5,${no}`]);
  });

  test('is fetched by who asked alone, in the post in which he asked; every time is counted and on record', async () => {
    const { id } = await ready();
    const file = await fetchExport(app, people.lead, id);
    expect(file.status).toBe(200);
    const name = decodeURIComponent(String(file.headers['content-disposition']).split("''")[1] ?? '');
    expect(name).toMatch(/^东西_清单-DC-\d{4}-[2-9A-Z]{6}\.csv$/);
    expect(file.headers['cache-control']).toBe('no-store');
    expect((await fetchExport(app, people.town, id)).status).toBe(404);
    expect((await fetchExport(app, { ...people.approver, role: 'COUNTY_LEAD' }, id)).status).toBe(404);
    const moved = { ...people.lead, role: 'PROV_LEAD', areaCode: '44' };
    expect((await fetchExport(app, moved, id)).body).toMatchObject({ code: 'export-post-changed' });
    await fetchExport(app, people.lead, id);
    expect((await one(people.lead, id))?.downloads).toBe(2);
    const audit = await bulk<{ action: string }>('select action from audit.event where object_key = $1 order by at', [
      `export:${id}`,
    ]);
    expect(audit.map(({ action }) => action)).toEqual([
      'requestExport',
      'approveExport',
      'buildExport',
      'downloadExport',
      'downloadExport',
    ]);
  });

  test('is not to be had any more after its days, and is swept', async () => {
    const { id } = await ready();
    clock.setOffsetDays(8);
    expect((await fetchExport(app, people.lead, id)).status).toBe(410);
    expect((await one(people.lead, id))?.state).toBe('expired');
    expect(existsSync(pathOf(id))).toBe(true);
    expect(await sweepExports()).toBeGreaterThan(0);
    expect(existsSync(pathOf(id))).toBe(false);
    clock.setOffsetDays(0);
    expect((await one(people.lead, id))?.state).toBe('expired');
  });

  test('keeps the days that the setting says', async () => {
    await bulk(`insert into platform.setting (name, value) values ('export.days', '2')`);
    const { expiresAt } = await ready();
    await bulk(`delete from platform.setting where name = 'export.days'`);
    expect(Math.round((Date.parse(expiresAt ?? '') - clock.now().getTime()) / 86_400_000)).toBe(2);
  });

  test('is destroyed when it is taken back; a request that nobody decides lapses', async () => {
    const made = await ready();
    expect((await withdraw(people.approver, made)).status).toBe(404);
    expect((await withdraw(people.lead, made)).body.state).toBe('withdrawn');
    expect(existsSync(pathOf(made.id))).toBe(false);
    expect((await fetchExport(app, people.lead, made.id)).status).toBe(409);
    const waiting = await ask();
    clock.setOffsetDays(16);
    await sweepExports();
    expect((await one(people.lead, waiting.id))?.state).toBe('expired');
  });

  test('of a request taken back after the approval is not made', async () => {
    const asked = await ask();
    const { body } = await decideAs(app, people.approver, asked);
    expect((await withdraw(people.lead, body)).status).toBe(200);
    await workOff(database.url);
    expect((await one(people.lead, asked.id))?.state).toBe('withdrawn');
    expect(existsSync(pathOf(asked.id))).toBe(false);
  });
});

describe('when the file is made', () => {
  const lost: [string, string][] = [
    ['the post has ended', "update staff.post set valid_to = '2026-01-01' where account_id = $1"],
    ['the role is another one', "update staff.post set role = 'COUNTY_DEPT' where account_id = $1"],
    ['the area is another one', "update staff.post set area_code = '440224' where account_id = $1"],
    ['the account is closed', "update staff.account set status = 'CLOSED' where id = $1"],
  ];
  test.each(lost)('and %s since it was asked for, it is not made and says why', async (_what, statement) => {
    const leaving = await anOfficer({ name: '要走的人', role: 'COUNTY_LEAD', areaCode: COUNTY });
    const asked = await ask(leaving);
    await decideAs(app, people.approver, asked);
    await bulk(statement, [leaving.accountId]);
    await workOff(database.url);
    expect(await one(people.lead, asked.id)).toMatchObject({
      state: 'failed',
      failure: '申请人已不在申请时的岗位上，文件没有生成。',
    });
    expect(existsSync(pathOf(asked.id))).toBe(false);
  });

  test('a number that stands unmasked in one row of many stops it', async () => {
    const body = '44022919500505001';
    rows = Array.from({ length: 3000 }, (_, n) => [`黄*${n}`, n === 2999 ? `${body}${checkCharacter(body)}` : '']);
    expect(await ready()).toMatchObject({ state: 'failed', failure: expect.stringContaining('证件号码') });
  });

  test('a list that grew far beyond what was approved stops it', async () => {
    const asked = await ask();
    await decideAs(app, people.approver, asked);
    rows = Array.from({ length: 1003 }, (_, n) => [`${n}`, '']);
    await workOff(database.url);
    expect((await one(people.lead, asked.id))?.failure).toContain('多出太多行');
  });

  test('20,000 rows are taken page by page, the memory bounded, the progress kept', { timeout: 60_000 }, async () => {
    rows = Array.from({ length: 20_000 }, (_, n) => [`黄*${n}`, `${n}`]);
    const before = process.memoryUsage().rss;
    const made = await ready(people.town, people.approver, { format: 'xlsx' });
    expect(made).toMatchObject({ state: 'ready', rowsMade: 20_000, rowsDone: 20_000, format: 'xlsx' });
    expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(200);
    const lines = await exportedLines(app, { asks: people.town, approves: people.lead, url: database.url }, THINGS);
    expect(lines).toHaveLength(20_000 + FILE_HEAD);
    expect(new Set(lines).size).toBe(20_000 + FILE_HEAD);
  });
});
