import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { withBulkLoad } from '../db/scope.ts';
import { type TestApp, testApp } from '../testing/app.ts';
import { useTestDatabase } from '../testing/database.ts';
import { csvLine } from './csv.ts';
import { exportRoute } from './export.ts';

useTestDatabase();
const lead = { role: 'COUNTY_LEAD', areaCode: '440229', name: '周明远', requestId: 'r-1' };
const url = '/api/things/export?area=440229';
/** What the list holds: pages of two. */
let rows: string[][] = [];
let app: TestApp;

beforeAll(async () => {
  app = await testApp((server) =>
    exportRoute(server, {
      url: '/api/things/export',
      operationId: 'exportThings',
      summary: '导出',
      permission: ['COUNTY_LEAD'],
      params: z.unknown(),
      query: z.object({ area: z.string().optional(), cursor: z.string().optional() }),
      head: ['名', '数'],
      limit: 5,
      title: async () => '东西/清单',
      objectKey: () => 'things:440229',
      page: async (_tx, _asked, cursor) => {
        const at = Number(cursor ?? 0);
        const next = at + 2 < rows.length ? String(at + 2) : null;
        return { rows: rows.slice(at, at + 2), nextCursor: next, total: rows.length };
      },
    }),
  );
});
beforeEach(() => {
  rows = [
    ['=1+1', '3'],
    ['a,"b"', '-5'],
    ['丙', '@x'],
  ];
});

const order = (purpose: unknown, as = lead) =>
  app.call<string>(as, { method: 'POST', url, payload: { purpose } as object });
const records = () =>
  withBulkLoad(
    'test read',
    async (client) =>
      (
        await client.query(
          "select reason, object_key, detail from audit.event where action = 'exportThings' order by at",
        )
      ).rows,
  );

describe('an export', () => {
  test('holds every page, cannot be read as a formula, and ends with who, when and what for', async () => {
    const { status, body, headers } = await order('上会讨论用');
    expect(status).toBe(200);
    const [head, ...lines] = body.trimEnd().split('\r\n');
    expect(head).toBe('\ufeff名,数');
    expect(lines.slice(0, 3)).toEqual(["'=1+1,3", '"a,""b""",-5', "丙,'@x"]);
    expect(lines[3]).toMatch(
      /^周明远（COUNTY_LEAD 440229）\d{4}-\d\d-\d\d \d\d:\d\d 导出，用途：上会讨论用；3 行，编号 /,
    );
    expect(lines).toHaveLength(4);
    const name = decodeURIComponent(String(headers['content-disposition']).split("''")[1] ?? '');
    expect(name).toMatch(/^东西_清单-\d{12}-周明远\.csv$/);
    expect(headers['cache-control']).toBe('no-store');
  });

  test('is on record with purpose, filter and number of rows', async () => {
    const before = (await records()).length;
    await order('下发各镇核对');
    expect((await records()).slice(before)).toEqual([
      { reason: '下发各镇核对', object_key: 'things:440229', detail: { area: '440229', rows: 3 } },
    ]);
  });

  test.each([[undefined], [''], ['看看'], ['a\u0000bcd']])('without a purpose is refused: %j', async (purpose) => {
    const before = (await records()).length;
    const { status } = await order(purpose);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(await records()).toHaveLength(before);
  });

  test('of more rows than allowed is refused whole, and nothing is on record', async () => {
    rows = Array.from({ length: 6 }, (_, n) => [`${n}`, '']);
    const before = (await records()).length;
    const { status, body } = await app.call<{ code: string }>(lead, {
      method: 'POST',
      url,
      payload: { purpose: '上会讨论用' },
    });
    expect([status, body.code]).toEqual([422, 'export-too-large']);
    expect(await records()).toHaveLength(before);
  });

  test('is for the roles of the list alone', async () => {
    expect((await order('上会讨论用', { ...lead, role: 'COUNTY_DEPT' })).status).toBe(403);
  });
});

test('a line keeps numbers as numbers', () => {
  expect(csvLine(['-1,234.50', '+3', '- 3', '\t=x'])).toBe('"-1,234.50",+3,\'- 3,\'\t=x\r\n');
});
