import { readFileSync } from 'node:fs';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { aHousehold } from '@shouwang/modules/registry/fixtures.ts';
import { registerHousehold } from '@shouwang/modules/registry/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays, addMonths } from '@shouwang/platform/clock/days.ts';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import { documentKey } from '@shouwang/platform/crypto/document-key.ts';
import { type Actor, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExchangeItem, RejectedRow, UnmatchedRow } from '../contract.ts';
import { anId, anItem, aSettlement, aTable, csvText } from '../fixtures.ts';
import { defineExchangeJobs, listBatchesInForce } from './door.ts';
import { exchangeRoutes } from './routes.ts';
import { checkedFile, HEALTH_OFFICE, LEAD, reportOf, type Sent, sendFile } from './testing.ts';

const database = useTestDatabase();
const period = addMonths(clock.today().slice(0, 7).replace('-', ''), -1);
const item = anItem('YB-02');
const household = aHousehold();
const [head, wife] = household.members;
let server: TestApp;

const settlement = (serial: number, given: Record<string, string> = {}) => aSettlement(serial, given, period);
const mine = (serial: number, member = head) =>
  settlement(serial, { 证件号码: member?.idNumber ?? '', 姓名: member?.name ?? '' });
const file = (rows: Record<string, string>[]) => csvText(aTable(item, rows));

const importFile = (content: Buffer | string, given: Partial<Sent> = {}) =>
  checkedFile({ server, database: database.url }, { period, content, ...given });

const rejectedOf = async (id: string) =>
  (
    await server.call<{ items: RejectedRow[] }>(HEALTH_OFFICE, {
      method: 'GET',
      url: `/api/exchange/imports/${id}/rejected`,
    })
  ).body.items;

beforeAll(async () => {
  await loadDivisions();
  server = await testApp(exchangeRoutes);
  defineExchangeJobs();
  await withScope(anActor(), (tx) => registerHousehold(tx, anActor(), household));
});

describe('uploadDepartmentFile', () => {
  it('a file with five bad rows comes back with five rows, each with column, value, reason and repair', async () => {
    const tomorrow = addDays(clock.today(), 1);
    const report = await importFile(
      file([
        mine(1),
        settlement(2, { 证件号码: anId(2).slice(0, 17) }),
        settlement(3, { 个人自付: '6,320元' }),
        settlement(4, { 结算日期: tomorrow }),
        settlement(5, { 姓名: '' }),
        mine(1),
        mine(7, wife),
        settlement(8),
      ]),
    );
    expect(report).toMatchObject({
      state: 'accepted',
      rowsIn: 8,
      rowsAccepted: 3,
      rowsRejected: 5,
      rowsMatched: 2,
      rowsUnmatched: 1,
      encoding: 'utf-8',
      headerRow: 1,
    });
    expect(await rejectedOf(report.id)).toMatchObject([
      { rowNo: 3, column: '证件号码', code: 'id-length', reason: '只有 17 位', repair: '对照证件补全为 18 位' },
      {
        rowNo: 4,
        column: '个人自付',
        value: '6,320元',
        marks: [
          [1, 2],
          [5, 6],
        ],
        code: 'number-unit',
        reason: '不是数字',
        repair: '只填数字，去掉单位和逗号',
      },
      {
        rowNo: 5,
        column: '结算日期',
        value: tomorrow,
        code: 'date-future',
        reason: `晚于推送日 ${clock.today()}`,
        repair: '核对年月',
      },
      { rowNo: 6, column: '姓名', value: '', code: 'required', reason: '必填为空', repair: '补填姓名' },
      {
        rowNo: 7,
        column: '整行',
        value: '',
        code: 'duplicate-row',
        reason: '与第 2 行完全相同',
        repair: '删除其中一行',
      },
    ]);
    expect((await rejectedOf(report.id))[0]?.value).toMatch(/^440229\*+\d{4}$/);
  });

  it('writes columnar rows with the household, and without name or number', async () => {
    const [batch] = await withScope(anActor(), (tx) => listBatchesInForce(tx, '440229', period));
    expect(batch).toMatchObject({ itemCode: 'YB-02', period, rows: 3 });
    const path = batch?.parquetPath ?? '';
    const rows = await withDuck((db) =>
      db.rows<Record<string, unknown>>(`select * from read_parquet('${path}') order by row_no`),
    );
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'batch_id',
      'row_no',
      'county_code',
      'person_key',
      'household_id',
      'member_id',
      'name_differs',
      'period',
      'document_key',
      'settled_on',
      'kind',
      'total_fen',
      'fund_fen',
      'critical_fen',
      'aid_fen',
      'self_pay_fen',
      'insured',
    ]);
    expect(rows[0]).toMatchObject({
      row_no: 2,
      county_code: '440229',
      kind: '住院',
      total_fen: 1_200_000,
      self_pay_fen: 400_000,
      insured: '参保',
      name_differs: false,
      period,
      document_key: documentKey('YB-02', mine(1).结算单号 ?? ''),
    });
    expect(rows[2]?.name_differs).toBeNull();
    expect(rows.map((row) => row.household_id !== null)).toEqual([true, true, false]);
    const bytes = readFileSync(path).toString('latin1');
    for (const secret of [head?.idNumber ?? '', Buffer.from('涂有娣').toString('latin1'), mine(1).结算单号 ?? ''])
      expect(bytes).not.toContain(secret);
  });

  it('tells which rows belong to nobody, and why, with nothing but the masked number', async () => {
    const report = await importFile(file([settlement(20), settlement(21, { 证件号码: anId(21, '440106') })]), {
      period: addMonths(period, -1),
    });
    const { body } = await server.call<{ items: UnmatchedRow[] }>(HEALTH_OFFICE, {
      method: 'GET',
      url: `/api/exchange/imports/${report.id}/unmatched`,
    });
    expect(body.items).toMatchObject([
      { rowNo: 2, reason: 'not-registered', homeCode: '440229', idMask: `440229********${anId(20).slice(14)}` },
      { rowNo: 3, reason: 'outside-county', homeCode: '440106' },
    ]);
    expect(report.report?.unmatchedByReason).toEqual({ 'not-registered': 1, 'outside-county': 1 });
    expect(report.gates.find((gate) => gate.code === 'matchRate')).toMatchObject({ value: '0.00%', result: 'warn' });
  });

  it('the same file again changes nothing and gives the file that is there', async () => {
    const content = file([mine(30)]);
    const first = await importFile(content, { period: addMonths(period, -2) });
    const again = await sendFile(server, HEALTH_OFFICE, { item: 'YB-02', period: addMonths(period, -2), content });
    expect(again).toMatchObject({
      status: 202,
      body: { existing: true, batch: { id: first.id, version: first.version } },
    });
    const list = await server.call<{ items: unknown[] }>(HEALTH_OFFICE, {
      method: 'GET',
      url: `/api/exchange/imports?period=${addMonths(period, -2)}`,
    });
    expect(list.body.items).toHaveLength(1);
  });

  it('reads GB18030 with names outside GBK, other line ends and aliases of headers', async () => {
    const table = aTable(item, [mine(40), settlement(41, { 姓名: '钟𬍛' })]);
    table[0] =
      table[0]?.map((header) => ({ 证件号码: '公民身份号码', 总费用: '总费用（元）' })[header] ?? header) ?? [];
    const report = await importFile(iconv.encode(csvText(table, '\r\n'), 'gb18030'), { period: addMonths(period, -3) });
    expect(report).toMatchObject({
      state: 'accepted',
      encoding: 'gb18030',
      rowsIn: 2,
      rowsAccepted: 2,
      rowsMatched: 1,
    });
  });

  it('reads a workbook with title, note and the header in row 3, dates and numbers as such', async () => {
    const [header, ...rows] = aTable(item, [mine(50), settlement(51), settlement(52, { 个人自付: '#REF!' })]);
    const typed = rows.map((row) =>
      row.map((cell, at) => (at === 2 ? new Date(`${cell}T00:00:00Z`) : at === 4 ? Number(cell) : cell)),
    );
    const content = Buffer.from(
      await writeXlsx({
        sheets: [
          { name: '封面', rows: [['说明']] },
          { name: '数据', rows: [['翁源县医保结算'], ['填报单位：医保局'], header ?? [], ...typed] },
        ],
      }),
    );
    const report = await importFile(content, { period: addMonths(period, -4), name: '医保.xlsx' });
    expect(report).toMatchObject({
      state: 'accepted',
      encoding: 'xlsx',
      headerRow: 3,
      rowsIn: 3,
      rowsAccepted: 2,
      rowsRejected: 1,
    });
    expect(await rejectedOf(report.id)).toMatchObject([
      { rowNo: 6, column: '个人自付', value: '#REF!', reason: '公式错误' },
    ]);
  });

  it('a file without a required column is not read; the columns are named', async () => {
    const table = aTable(item, [mine(60)]).map((row) => row.filter((_, at) => at !== 8));
    const report = await importFile(csvText(table), { period: addMonths(period, -5) });
    expect(report).toMatchObject({
      state: 'failed',
      rowsIn: null,
      failure: { code: 'header-incomplete', fields: [{ path: '个人自付', code: 'column-missing' }] },
    });
  });

  it('a later file of the month takes the place of the earlier one, and three times fewer rows wait for the office', async () => {
    const month = addMonths(period, -6);
    const many = Array.from({ length: 24 }, (_, i) => settlement(100 + i));
    const first = await importFile(file(many), { period: month });
    const small = await importFile(file(many.slice(0, 6)), { period: month });
    expect(small.state).toBe('held');
    const items = await server.call<{ items: ExchangeItem[] }>(HEALTH_OFFICE, {
      method: 'GET',
      url: `/api/exchange/items?period=${month}`,
    });
    expect(items.body.items[0]).toMatchObject({ standing: 'arrived', held: 1, batch: { id: first.id } });
    expect(small.gates.find((gate) => gate.code === 'rowSwing')).toMatchObject({ value: '-75.0%', result: 'hold' });
    const inForce = () =>
      withScope(anActor(), async (tx) =>
        (await listBatchesInForce(tx, '440229', month)).filter((batch) => batch.period === month),
      );
    expect((await inForce())[0]?.batchId).toBe(first.id.slice(7));
    const confirm = (who: Partial<Actor>) =>
      server.call(who, {
        method: 'POST',
        url: `/api/exchange/imports/${small.id}/confirmation`,
        headers: { 'if-match': `"${small.version}"` },
        payload: { reason: '本期只报新增，数字无误' },
      });
    expect(await confirm(HEALTH_OFFICE)).toMatchObject({ status: 403, body: { code: 'own-file' } });
    expect([small.confirmable, (await reportOf(server, LEAD, small.id)).confirmable]).toEqual([false, true]);
    const confirmed = await confirm(LEAD);
    expect(confirmed).toMatchObject({ status: 200, body: { state: 'accepted', inForce: true } });
    expect((await inForce()).map((batch) => batch.batchId)).toEqual([small.id.slice(7)]);
    expect((await reportOf(server, LEAD, first.id)).inForce).toBe(false);
  });
});
