import { existsSync } from 'node:fs';
import { sqlText, withDuck } from '@shouwang/platform/columnar/duck.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { rawRoute, requireVersion, route } from '@shouwang/platform/http/route.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { PublicId, page } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { catalogue } from '../catalogue.ts';
import {
  type CheckReport,
  Confirmation,
  ImportBatch,
  ImportQuery,
  ImportReport,
  ItemList,
  ItemQuery,
  permissions,
  RejectedLine,
  RejectedQuery,
  RejectedRow,
  UnmatchedQuery,
  UnmatchedRow,
  Uploaded,
  Withdrawal,
} from '../contract.ts';
import { mapHeader, showValue } from '../rules.ts';
import { confirmImport, uploadDepartmentFile, withdrawImport } from './commands.ts';
import { unmatchedPath } from './import-job.ts';
import { type BatchRow, departmentOf, getBatch, getRejected, listBatches, listMonth, listRows } from './queries.ts';
import { downloadRoutes } from './routes.downloads.ts';
import { wordRoutes } from './routes.words.ts';
import { lineOf } from './sealed-lines.ts';
import { receiveUpload } from './upload.ts';
import { periodDueNow, toBatch, toItem, toReport } from './views.ts';

const Id = z.object({ id: PublicId });

/** Department data items and their files: catalogue of the month, upload, report, refused and unmatched rows, confirmation, withdrawal, downloads; words on households. */
export function exchangeRoutes(app: FastifyInstance): void {
  itemRoutes(app);
  importRoutes(app);
  rowRoutes(app);
  decisionRoutes(app);
  downloadRoutes(app);
  wordRoutes(app);
}

function itemRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/exchange/items',
      operationId: 'listExchangeItems',
      summary: '部门数据项与本期到数情况',
      permission: permissions.listExchangeItems,
      query: ItemQuery,
      response: ItemList,
    },
    async ({ tx, actor, query }) => {
      const period = query.period ?? periodDueNow();
      const department = departmentOf(actor);
      const rows = await listMonth(tx, { countyCode: actor.areaCode.slice(0, 6), period, department });
      const items = catalogue().filter((item) => department === null || item.department === department);
      return { period, items: items.map((item) => toItem(item, { period, rows, actor })) };
    },
  );
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/exchange/imports',
      operationId: 'uploadDepartmentFile',
      summary: '上传部门数据文件（表单字段 item、period、file）',
      permission: permissions.uploadDepartmentFile,
      response: Uploaded,
      status: 202,
    },
    async ({ actor, request }) => {
      const file = await receiveUpload(request, actor);
      return withScope(actor, async (tx) => {
        const { existing, batch } = await uploadDepartmentFile(tx, actor, file);
        return { existing, batch: toBatch(batch) };
      });
    },
  );
}

function importRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports',
      operationId: 'listImports',
      summary: '导入记录',
      permission: permissions.listImports,
      query: ImportQuery,
      response: page(ImportBatch),
    },
    async ({ tx, actor, query }) => {
      const { rows, nextCursor } = await listBatches(tx, actor, query);
      return { items: rows.map(toBatch), nextCursor };
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports/:id',
      operationId: 'getImport',
      summary: '导入报告',
      permission: permissions.getImport,
      params: Id,
      response: ImportReport,
    },
    async ({ tx, actor, params }) => toReport(tx, actor, await getBatch(tx, actor, params.id)),
  );
}

function rowRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports/:id/rejected',
      operationId: 'listRejectedRows',
      summary: '拒收的行',
      permission: permissions.listRejectedRows,
      params: Id,
      query: RejectedQuery,
      response: page(RejectedRow),
    },
    async ({ tx, actor, params, query }) =>
      listRows(tx, { list: 'exchange.rejected_row', batch: await getBatch(tx, actor, params.id) }, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports/:id/flagged',
      operationId: 'listFlaggedRows',
      summary: '已接受但需核对的行：姓名与户籍登记不一致',
      permission: permissions.listFlaggedRows,
      params: Id,
      query: RejectedQuery,
      response: page(RejectedRow),
    },
    async ({ tx, actor, params, query }) =>
      listRows(tx, { list: 'exchange.flagged_row', batch: await getBatch(tx, actor, params.id) }, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports/:id/rejected/:rowNo',
      operationId: 'getRejectedRow',
      summary: '拒收行的整行内容（个人信息遮蔽）',
      permission: permissions.getRejectedRow,
      params: Id.extend({ rowNo: z.coerce.number().int().min(1).max(2_000_000_000) }),
      response: RejectedLine,
    },
    async ({ tx, actor, params }) => {
      const batch = await getBatch(tx, actor, params.id);
      const row = await getRejected(tx, batch, params.rowNo);
      return { ...row, cells: maskedCells(batch, row.column, await lineOf(tx, batch, params.rowNo)) };
    },
  );
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports/:id/unmatched',
      operationId: 'listUnmatchedRows',
      summary: '未匹配到户的行',
      permission: permissions.listUnmatchedRows,
      params: Id,
      query: UnmatchedQuery,
      response: page(UnmatchedRow),
    },
    async ({ actor, params, query }) => {
      const batch = await withScope(actor, (tx) => getBatch(tx, actor, params.id));
      return unmatchedRows(batch, query);
    },
  );
}

/** The cells of a refused row with personal ones masked. A row that was not taken apart may hold anything: it is only in the audited download. */
function maskedCells(batch: BatchRow, column: string, line: string[]): RejectedLine['cells'] {
  const item = catalogue().find((one) => one.code === batch.item_code);
  const header = (batch.report as CheckReport | null)?.header ?? [];
  if (!item || line.length < header.length || header.length < 2) return [];
  const { positions } = mapHeader(item, header);
  return header.map((title, at) => {
    const field = item.fields[positions.indexOf(at)] ?? null;
    const value = line[at] ?? '';
    return {
      header: title,
      value: field ? showValue(field, value) : value === '' ? '' : '未采用的列，不显示',
      faulty: field?.header === column,
    };
  });
}

async function unmatchedRows(batch: BatchRow, query: z.output<typeof UnmatchedQuery>) {
  const path = unmatchedPath(batch.id);
  if (batch.rows_unmatched === null || !existsSync(path)) return { items: [], nextCursor: null };
  const after = query.cursor ? Number(decodeCursor(query.cursor, 1)[0]) : 0;
  const reason = query.reason ? `and reason = ${sqlText(query.reason)}` : '';
  const rows = await withDuck(
    (db) =>
      db.rows<z.input<typeof UnmatchedRow>>(
        `select row_no as "rowNo", reason, home as "homeCode", id_mask as "idMask" from read_parquet(${sqlText(path)}) where row_no > $1 ${reason} order by row_no limit ${query.limit + 1}`,
        [after],
      ),
    { memoryMiB: 256, threads: 1 },
  );
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > items.length && last ? encodeCursor([last.rowNo]) : null };
}

function decisionRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/exchange/imports/:id/confirmation',
      operationId: 'confirmImport',
      summary: '确认暂存的文件数字无误',
      permission: permissions.confirmImport,
      params: Id,
      body: Confirmation,
      response: ImportReport,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const row = await getBatch(tx, actor, params.id);
      return toReport(tx, actor, await confirmImport(tx, actor, { ...body, row, version: requireVersion(ifMatch) }));
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/exchange/imports/:id/withdrawal',
      operationId: 'withdrawImport',
      summary: '撤回一次导入',
      permission: permissions.withdrawImport,
      params: Id,
      body: Withdrawal,
      response: ImportReport,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const row = await getBatch(tx, actor, params.id);
      return toReport(tx, actor, await withdrawImport(tx, actor, { ...body, row, version: requireVersion(ifMatch) }));
    },
  );
}
