import { type Actor, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import {
  decideExport,
  previewExport,
  requestExport,
  takeExport,
  withdrawExport,
} from '@shouwang/platform/exports/commands.ts';
import { dropExport, EXPORT_MIME, hasExport, readExport } from '@shouwang/platform/exports/file.ts';
import { listRequests, toView } from '@shouwang/platform/exports/queries.ts';
import { rawRoute, requireVersion, route } from '@shouwang/platform/http/route.ts';
import { type PublicId, PublicId as PublicIdShape, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  Approval,
  ExportOrder,
  ExportPage,
  ExportPreview,
  ExportQuery,
  ExportRequest,
  NewExport,
  exportPermissions as permissions,
  Refused,
} from '../contract.exports.ts';
import { staffTheExports } from './exports.ts';

const One = z.object({ id: PublicIdShape });

/** Exports: what would leave, asking for it, letting it go or not, taking it back, fetching it. */
export function exportRoutes(app: FastifyInstance): void {
  staffTheExports();
  askRoutes(app);
  decideRoutes(app);
  fetchRoute(app);
}

function askRoutes(app: FastifyInstance): void {
  // Not `route`: the answer holds the filter in words, which must not be kept with the idempotency keys.
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/exports/preview',
      operationId: 'previewExport',
      summary: '导出前看行数、列和审批人',
      permission: permissions.previewExport,
      body: ExportOrder,
      response: ExportPreview,
    },
    ({ actor, body }) => withScope(actor, (tx) => previewExport(tx, actor, body)),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/exports',
      operationId: 'requestExport',
      summary: '申请导出（写明用途）',
      permission: permissions.requestExport,
      body: NewExport,
      response: ExportRequest,
      status: 201,
    },
    async ({ tx, actor, body }) => toView(await requestExport(tx, actor, body), actor),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/exports',
      operationId: 'listExports',
      summary: '导出申请：我的、待批的、辖区的',
      permission: permissions.listExports,
      query: ExportQuery,
      response: ExportPage,
    },
    ({ tx, actor, query }) => listRequests(tx, actor, query),
  );
}

function decideRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/exports/:id/approval',
      operationId: 'approveExport',
      summary: '批准导出',
      permission: permissions.approveExport,
      stepUp: 'act',
      params: One,
      body: Approval,
      response: ExportRequest,
    },
    async ({ tx, actor, params, body, ifMatch }) =>
      toView(
        await decideExport(tx, actor, {
          ref: splitId(params.id),
          expected: requireVersion(ifMatch),
          approve: true,
          opinion: body.opinion,
        }),
        actor,
      ),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/exports/:id/refusal',
      operationId: 'refuseExport',
      summary: '不批准导出（写明理由）',
      permission: permissions.refuseExport,
      params: One,
      body: Refused,
      response: ExportRequest,
    },
    async ({ tx, actor, params, body, ifMatch }) =>
      toView(
        await decideExport(tx, actor, {
          ref: splitId(params.id),
          expected: requireVersion(ifMatch),
          approve: false,
          opinion: body.opinion,
        }),
        actor,
      ),
  );
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/exports/:id/withdrawal',
      operationId: 'withdrawExport',
      summary: '撤回导出申请，或提前销毁文件',
      permission: permissions.withdrawExport,
      params: One,
      response: ExportRequest,
    },
    async ({ actor, params, ifMatch }) => {
      const expected = requireVersion(ifMatch);
      const row = await withScope(actor, (tx) => withdrawExport(tx, actor, { ref: splitId(params.id), expected }));
      await dropExport(row);
      return toView(row, actor);
    },
  );
}

function fetchRoute(app: FastifyInstance): void {
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/exports/:id/download',
      operationId: 'downloadExport',
      summary: '下载导出的文件（计数、留痕）',
      permission: permissions.downloadExport,
      stepUp: 'act',
      params: One,
      response: z.any(),
    },
    async ({ actor, params, reply }) => {
      const row = await take(actor, params.id);
      const format = row.format === 'xlsx' ? 'xlsx' : 'csv';
      const name = `${row.title}-${row.request_no}.${format}`.replace(/[\\/:*?"<>|\s]/g, '_');
      reply
        .type(EXPORT_MIME[format])
        .header('cache-control', 'no-store')
        .header('content-length', String(row.file_size ?? 0))
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
      return reply.send(readExport(row, row.file_hash));
    },
  );
}

/** Counted before the first byte leaves, and only when the file is there. */
async function take(actor: Actor, id: PublicId) {
  return withScope(actor, async (tx) => {
    const row = await takeExport(tx, actor, splitId(id));
    if (!(await hasExport(row)))
      throw new Refusal('file-missing', { status: 410, detail: '文件不在存储中，请重新申请导出。' });
    return row;
  });
}
