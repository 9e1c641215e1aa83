import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { aHousehold } from '@shouwang/modules/registry/fixtures.ts';
import { registerHousehold } from '@shouwang/modules/registry/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExchangeItem, RejectedLine } from '../contract.ts';
import { anId, anItem, aSettlement, aTable, csvText } from '../fixtures.ts';
import { defineExchangeJobs, listBatchesInForce } from './door.ts';
import { exchangeRoutes } from './routes.ts';
import { checkedFile, HEALTH_OFFICE, LEAD, reportOf, type Sent, sendFile } from './testing.ts';

const database = useTestDatabase();
const period = addMonths(clock.today().slice(0, 7).replace('-', ''), -1);
const item = anItem('YB-02');
const household = aHousehold();
const [head, _wife] = household.members;
let server: TestApp;

const settlement = (serial: number, given: Record<string, string> = {}) => aSettlement(serial, given, period);
const mine = (serial: number, member = head) =>
  settlement(serial, { 证件号码: member?.idNumber ?? '', 姓名: member?.name ?? '' });
const file = (rows: Record<string, string>[]) => csvText(aTable(item, rows));

const importFile = (content: Buffer | string, given: Partial<Sent> = {}) =>
  checkedFile({ server, database: database.url }, { period, content, ...given });

beforeAll(async () => {
  await loadDivisions();
  server = await testApp(exchangeRoutes);
  defineExchangeJobs();
  await withScope(anActor(), (tx) => registerHousehold(tx, anActor(), household));
  await importFile(file([mine(1)]));
});

describe('the rights of a department', () => {
  it('sees its own items only, and may not send those of others', async () => {
    const civil = { ...HEALTH_OFFICE, departmentCode: 'MZ' };
    const items = await server.call<{ items: ExchangeItem[] }>(civil, { method: 'GET', url: '/api/exchange/items' });
    expect(items.body.items.map((one) => one.code)).toEqual(['MZ-01']);
    const all = await server.call<{ items: ExchangeItem[] }>(LEAD, { method: 'GET', url: '/api/exchange/items' });
    expect(all.body.items).toHaveLength(8);
    expect(all.body.items.find((one) => one.code === 'YB-02')).toMatchObject({ standing: 'arrived', mayUpload: true });
    expect(
      (await server.call<{ items: unknown[] }>(civil, { method: 'GET', url: '/api/exchange/imports' })).body.items,
    ).toEqual([]);
    const [own] = (
      await server.call<{ items: { id: string }[] }>(HEALTH_OFFICE, { method: 'GET', url: '/api/exchange/imports' })
    ).body.items;
    for (const address of ['', '/rejected', '/unmatched', '/original', '/rejected-file'])
      expect(
        (await server.call(civil, { method: 'GET', url: `/api/exchange/imports/${own?.id}${address}` })).status,
      ).toBe(404);
    expect(await sendFile(server, civil, { item: 'YB-02', period, content: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'item-of-other-department' },
    });
    expect(
      await sendFile(server, { ...HEALTH_OFFICE, departmentCode: null }, { item: 'YB-02', period, content: 'x' }),
    ).toMatchObject({ status: 403, body: { code: 'no-department' } });
  });

  it('other counties and the roles below the county see nothing', async () => {
    const [own] = (
      await server.call<{ items: { id: string }[] }>(LEAD, { method: 'GET', url: '/api/exchange/imports' })
    ).body.items;
    const elsewhere = { ...LEAD, areaCode: '440205' };
    expect(
      (await server.call<{ items: unknown[] }>(elsewhere, { method: 'GET', url: '/api/exchange/imports' })).body.items,
    ).toEqual([]);
    expect((await server.call(elsewhere, { method: 'GET', url: `/api/exchange/imports/${own?.id}` })).status).toBe(404);
    expect(
      (
        await server.call(
          { role: 'TOWN_REVIEWER', areaCode: '440229100' },
          { method: 'GET', url: '/api/exchange/imports' },
        )
      ).status,
    ).toBe(403);
    expect(
      (
        await server.call<{ items: unknown[] }>(
          { ...LEAD, areaCode: '440229100' },
          { method: 'GET', url: '/api/exchange/imports' },
        )
      ).body.items,
    ).toEqual([]);
  });
});

describe('what comes back to the office', () => {
  it('downloads refused rows whole, with reasons, harmless in a spreadsheet, and on record', async () => {
    const report = await importFile(
      file([mine(70), settlement(71, { 参保状态: '=cmd|calc' }), settlement(72, { 个人自付: '-820.00' })]),
      { period: addMonths(period, -7) },
    );
    const csv = await server.call<string>(HEALTH_OFFICE, {
      method: 'GET',
      url: `/api/exchange/imports/${report.id}/rejected-file`,
    });
    const lines = csv.body.split('\r\n');
    expect(csv.body.startsWith('\ufeff证件号码,姓名')).toBe(true);
    expect(lines[1]).toContain(`${anId(71)},涂有娣`);
    expect(lines[1]).toContain("'=cmd|calc");
    expect(lines[2]).toContain('-820.00');
    expect(lines[2]).toMatch(/4,个人自付,小于 0,.+$/);
    const line = await server.call<RejectedLine>(HEALTH_OFFICE, {
      method: 'GET',
      url: `/api/exchange/imports/${report.id}/rejected/4`,
    });
    expect(line.body.cells.find((cell) => cell.header === '个人自付')).toEqual({
      header: '个人自付',
      value: '-820.00',
      faulty: true,
    });
    expect(JSON.stringify(line.body)).not.toContain(anId(72));
    const audits = await withScope(anActor(), (tx) =>
      tx.selectFrom('audit.event').select('action').where('object_key', '=', `import:${report.id}`).execute(),
    );
    expect(audits.map((row) => row.action)).toEqual(
      expect.arrayContaining(['uploadDepartmentFile', 'checkImport', 'downloadRejectedRows']),
    );
  });

  it('a template that is filled in and sent back is read; its example is refused', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      const template = await server.call(LEAD, {
        method: 'GET',
        url: `/api/exchange/items/YB-02/template?format=${format}`,
      });
      const report = await importFile(template.bytes, {
        period: addMonths(period, -8),
        name: `模板.${format}`,
        as: LEAD,
      });
      expect(report).toMatchObject({ headerRow: 3, rowsIn: 1, rowsRejected: 1 });
    }
  });
});

describe('withdrawImport', () => {
  it('needs the lead, the version, a reason and the number once more; the month falls back to the file before', async () => {
    const month = addMonths(period, -9);
    const first = await importFile(file([mine(80), mine(81)]), { period: month });
    const second = await importFile(file([mine(82), mine(83)]), { period: month });
    const url = `/api/exchange/imports/${second.id}/withdrawal`;
    const headers = { 'if-match': `"${second.version}"` };
    const payload = { reason: '县医保局重报', batchNo: second.batchNo };
    expect((await reportOf(server, LEAD, second.id)).withdrawal).toMatchObject({
      may: true,
      effects: expect.arrayContaining([expect.stringContaining(first.batchNo)]),
    });
    expect((await server.call(HEALTH_OFFICE, { method: 'POST', url, headers, payload })).status).toBe(403);
    expect((await server.call(LEAD, { method: 'POST', url, payload })).status).toBe(428);
    expect(
      await server.call(LEAD, { method: 'POST', url, headers, payload: { ...payload, batchNo: 'IMP-0' } }),
    ).toMatchObject({ status: 422, body: { code: 'batch-no-differs' } });
    expect((await server.call(LEAD, { method: 'POST', url, headers: { 'if-match': '"9"' }, payload })).status).toBe(
      412,
    );
    expect(await server.call(LEAD, { method: 'POST', url, headers, payload })).toMatchObject({
      status: 200,
      body: { state: 'withdrawn', inForce: false, withdrawal: { may: false, reason: '县医保局重报' } },
    });
    expect(await server.call(LEAD, { method: 'POST', url, headers, payload })).toMatchObject({
      body: { code: 'not-withdrawable' },
    });
    const [back] = await withScope(anActor(), async (tx) =>
      (await listBatchesInForce(tx, '440229', month)).filter((batch) => batch.period === month),
    );
    expect(back?.batchId).toBe(first.id.slice(7));
  });
});
