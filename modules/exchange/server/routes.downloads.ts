import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { type Actor, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { openFile } from '@shouwang/platform/files/store.ts';
import { rawRoute } from '@shouwang/platform/http/route.ts';
import { PublicId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { type CheckReport, FormatQuery, ItemCode, permissions } from '../contract.ts';
import { requireItem } from './commands.ts';
import { csvLine, csvStream, MAX_SHEET_ROWS, reportedLines, templateRows, workbookOf } from './downloads.ts';
import { type BatchRow, getBatch } from './queries.ts';
import type { RowList } from './sealed-lines.ts';

const Id = z.object({ id: PublicId });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Files that leave the platform: refused and flagged rows, originals (both on record), empty templates. */
export function downloadRoutes(app: FastifyInstance): void {
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports/:id/rejected-file',
      operationId: 'downloadRejectedRows',
      summary: '下载拒收的行，附原因和改法',
      permission: permissions.downloadRejectedRows,
      stepUp: 'act',
      params: Id,
      query: FormatQuery,
      response: z.any(),
    },
    async ({ actor, params, query, reply }) => {
      const batch = await auditDownload(actor, params.id, 'downloadRejectedRows');
      return sendRows({ actor, reply, batch, format: query.format }, REJECTED);
    },
  );
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports/:id/flagged-file',
      operationId: 'downloadFlaggedRows',
      summary: '下载姓名与登记不一致的行，附原因和办法',
      permission: permissions.downloadFlaggedRows,
      stepUp: 'act',
      params: Id,
      query: FormatQuery,
      response: z.any(),
    },
    async ({ actor, params, query, reply }) => {
      const batch = await auditDownload(actor, params.id, 'downloadFlaggedRows');
      return sendRows({ actor, reply, batch, format: query.format }, FLAGGED);
    },
  );
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/exchange/imports/:id/original',
      operationId: 'downloadOriginal',
      summary: '下载原文件',
      permission: permissions.downloadOriginal,
      stepUp: 'act',
      params: Id,
      response: z.any(),
    },
    async ({ actor, params, reply }) => {
      const batch = await auditDownload(actor, params.id, 'downloadOriginal');
      return send(reply, batch.file_name, openFile(batch.file_hash), 'application/octet-stream');
    },
  );
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/exchange/items/:item/template',
      operationId: 'downloadTemplate',
      summary: '下载数据项模板',
      permission: permissions.downloadTemplate,
      params: z.object({ item: ItemCode }),
      query: FormatQuery,
      response: z.any(),
    },
    async ({ actor, params, query, reply }) => {
      const item = requireItem(actor, params.item);
      const rows = templateRows(item);
      const name = `${item.code}_${item.name}_模板_第${item.template}版`;
      if (query.format === 'csv') return send(reply, `${name}.csv`, Buffer.from(`\ufeff${rows.map(csvLine).join('')}`));
      return send(reply, `${name}.xlsx`, await workbookOf(rows));
    },
  );
}

interface Listed {
  list: RowList;
  word: string;
  rows: (batch: BatchRow) => number;
}

const REJECTED: Listed = { list: 'exchange.rejected_row', word: '拒收行', rows: (batch) => batch.rows_rejected ?? 0 };
const FLAGGED: Listed = { list: 'exchange.flagged_row', word: '姓名不一致', rows: () => 0 };

type Wanted = { actor: Actor; reply: FastifyReply; batch: BatchRow; format: 'csv' | 'xlsx' };

/** Rows of a list as a file. Lists of flagged rows are short: no more than so many are kept. */
async function sendRows({ actor, reply, batch, format }: Wanted, { list, word, rows }: Listed): Promise<FastifyReply> {
  const lines = reportedLines(actor, { list, batch }, (batch.report as CheckReport | null)?.header ?? []);
  const name = `${batch.item_code}_${batch.period}_${word}_${batch.batch_no}`;
  if (format === 'csv') return send(reply, `${name}.csv`, csvStream(lines));
  if (rows(batch) > MAX_SHEET_ROWS)
    throw new Refusal('too-many-rows', { detail: `${word}超过 ${MAX_SHEET_ROWS} 行，请下载 CSV。` });
  const all: string[][] = [];
  for await (const line of lines) all.push(line);
  return send(reply, `${name}.xlsx`, await workbookOf(all));
}

function send(
  reply: FastifyReply,
  name: string,
  content: Buffer | NodeJS.ReadableStream,
  mime = name.endsWith('.csv') ? 'text/csv; charset=utf-8' : XLSX,
): FastifyReply {
  reply.type(mime).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  return reply.send(content);
}

/** Finds the file and puts on record that somebody took personal data out. */
async function auditDownload(actor: Actor, id: PublicId, action: string): Promise<BatchRow> {
  return withScope(actor, async (tx) => {
    const batch = await getBatch(tx, actor, id);
    await recordAudit(tx, actor, {
      action,
      areaCode: batch.area_code,
      objectKey: `import:${id}`,
      detail: { item: batch.item_code, period: batch.period },
    });
    return batch;
  });
}
