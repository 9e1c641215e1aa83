import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { aHousehold } from '@shouwang/modules/registry/fixtures.ts';
import { registerHousehold } from '@shouwang/modules/registry/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport, RejectedRow } from '../contract.ts';
import { anItem, aSettlement, aTable, csvText } from '../fixtures.ts';
import { defineExchangeJobs } from './door.ts';
import { rowsPath } from './import-job.ts';
import { exchangeRoutes } from './routes.ts';
import { HEALTH_OFFICE, reportOf, sendFile } from './testing.ts';

const database = useTestDatabase();
const month = (back: number) => addMonths(clock.today().slice(0, 7).replace('-', ''), -back);
const item = anItem('YB-02');
const household = aHousehold();
const [head, wife] = household.members;
let server: TestApp;

beforeAll(async () => {
  await loadDivisions();
  server = await testApp(exchangeRoutes);
  defineExchangeJobs();
  await withScope(anActor(), (tx) => registerHousehold(tx, anActor(), household));
});

let serial = 0;
const settled = (period: string, given: Record<string, string> = {}) => {
  serial += 1;
  return aSettlement(serial, { 证件号码: head?.idNumber ?? '', 姓名: head?.name ?? '', ...given }, period);
};

async function importRows(period: string, rows: Record<string, string>[]): Promise<ImportReport> {
  const content = csvText(aTable(item, rows));
  const sent = await sendFile(server, HEALTH_OFFICE, { item: 'YB-02', period, content });
  expect(sent.status, JSON.stringify(sent.body)).toBe(202);
  await workOff(database.url);
  return reportOf(server, HEALTH_OFFICE, sent.body.batch.id);
}

const rowsOf = async (id: string, list: 'rejected' | 'flagged') =>
  (
    await server.call<{ items: RejectedRow[] }>(HEALTH_OFFICE, {
      method: 'GET',
      url: `/api/exchange/imports/${id}/${list}`,
    })
  ).body.items;

const columnar = (report: ImportReport, select: string) =>
  withDuck((db) =>
    db.rows<Record<string, unknown>>(
      `select ${select} from read_parquet('${rowsPath({ itemCode: 'YB-02', period: report.period, batchId: report.id.slice(7) })}') order by row_no`,
    ),
  );

describe('one settlement twice in a file', () => {
  it('of one person: the first row stands, the others are refused and say which row is first', async () => {
    const one = settled(month(1), { 结算单号: 'yb-77 001', 个人自付: '4000.00' });
    const report = await importRows(month(1), [
      one,
      { ...one, 结算单号: 'ＹＢ-77001', 个人自付: '2500.00' },
      one,
      settled(month(1)),
      { ...one, 证件号码: wife?.idNumber ?? '', 姓名: wife?.name ?? '' },
    ]);
    expect(report).toMatchObject({ rowsIn: 5, rowsAccepted: 3, rowsRejected: 2, rowsMatched: 3 });
    expect(report.report?.rejectedByCode).toEqual({ 'document-repeated': 1, 'duplicate-row': 1 });
    expect(await rowsOf(report.id, 'rejected')).toMatchObject([
      {
        rowNo: 3,
        column: '结算单号',
        code: 'document-repeated',
        reason: '与第 2 行是同一人的同一单据，内容不同',
        repair: '只留正确的一行，整份重新上传；更正往月的报在后一期，以后一期为准',
      },
      { rowNo: 4, column: '整行', code: 'duplicate-row', reason: '与第 2 行完全相同' },
    ]);
    expect((await rowsOf(report.id, 'rejected'))[0]?.value).not.toContain('77001');
    const kept = await columnar(report, 'row_no, document_key, self_pay_fen');
    expect(kept.map((row) => [row.row_no, row.self_pay_fen])).toEqual([
      [2, 400_000],
      [5, 400_000],
      [6, 400_000],
    ]);
    expect(kept[0]?.document_key).toBe(kept[2]?.document_key);
    expect(kept[1]?.document_key).not.toBe(kept[0]?.document_key);
  });
});

describe('a name that is not the registered one', () => {
  it('leaves the row in, flags it, and lists it with masked value, reason and what to do', async () => {
    const report = await importRows(month(2), [
      settled(month(2)),
      settled(month(2), { 姓名: '赖石养' }),
      settled(month(2), { 姓名: `${head?.name.slice(0, 1)} ${head?.name.slice(1)}　` }),
      aSettlement(900, { 姓名: '无人认识' }, month(2)),
    ]);
    expect(report).toMatchObject({
      rowsAccepted: 4,
      rowsRejected: 0,
      rowsMatched: 3,
      rowsUnmatched: 1,
      state: 'accepted',
    });
    expect(report.report?.nameMismatches).toBe(1);
    expect(await rowsOf(report.id, 'flagged')).toEqual([
      {
        rowNo: 3,
        column: '姓名',
        value: '赖*养',
        marks: [[0, 3]],
        code: 'name-mismatch',
        reason: '与户籍登记姓名不一致',
        repair: '核对是否同一人；曾用名、生僻字以证件为准',
      },
    ]);
    expect(report.gates.find((gate) => gate.code === 'nameMismatchShare')).toMatchObject({
      value: '33.33%，1 行',
      result: 'warn',
    });
    expect((await columnar(report, 'name_differs')).map((row) => row.name_differs)).toEqual([false, true, false, null]);
  });

  it('goes back to the office with its own cells, on record', async () => {
    const report = await importRows(month(3), [settled(month(3)), settled(month(3), { 姓名: '赖石养' })]);
    const url = `/api/exchange/imports/${report.id}/flagged-file`;
    const csv = await server.call<string>(HEALTH_OFFICE, { method: 'GET', url });
    const lines = csv.body.split('\r\n');
    expect(lines[0]).toMatch(/^\ufeff证件号码,姓名,.*行号,列,原因,怎么改$/);
    expect(lines[1]).toMatch(new RegExp(`^${head?.idNumber},赖石养,.*,3,姓名,与户籍登记姓名不一致,`));
    expect(lines.filter(Boolean)).toHaveLength(2);
    const sheet = await server.call<string>(HEALTH_OFFICE, { method: 'GET', url: `${url}?format=xlsx` });
    expect(sheet.status).toBe(200);
    const audits = await withScope(anActor(), (tx) =>
      tx.selectFrom('audit.event').select('action').where('object_key', '=', `import:${report.id}`).execute(),
    );
    expect(audits.map((row) => row.action)).toContain('downloadFlaggedRows');
  });

  it('in many rows at once holds the file: a column is wrong or rows have shifted', async () => {
    const rows = Array.from({ length: 24 }, (_, i) => settled(month(4), i % 4 === 0 ? { 姓名: '赖石养' } : {}));
    const report = await importRows(month(4), rows);
    expect(report.state).toBe('held');
    expect(report.gates.filter((gate) => gate.result === 'hold').map((gate) => gate.code)).toEqual([
      'nameMismatchShare',
    ]);
    expect(await rowsOf(report.id, 'flagged')).toHaveLength(6);
  });

  it('another department sees nothing of it', async () => {
    const report = await importRows(month(5), [settled(month(5), { 姓名: '赖石养' })]);
    for (const list of ['flagged', 'flagged-file']) {
      const answer = await server.call(
        { ...HEALTH_OFFICE, departmentCode: 'MZ' },
        { method: 'GET', url: `/api/exchange/imports/${report.id}/${list}` },
      );
      expect(answer.status).toBe(404);
    }
  });

  it('is found without any name on disk', () => {
    const names = [head?.name ?? '', '赖石养'].map((name) => Buffer.from(name).toString('latin1'));
    const found: string[] = [];
    const look = (folder: string) => {
      for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path).toString('latin1');
        if (names.some((name) => bytes.includes(name))) found.push(path);
      }
    };
    for (const part of ['snapshot', 'items', 'exchange', 'tmp']) if (existsSync(dataPath(part))) look(dataPath(part));
    expect(found).toEqual([]);
    expect(readdirSync(dataPath('snapshot', '440229'), { recursive: true })).toContainEqual(
      expect.stringMatching(/names\.parquet$/),
    );
  });
});
