import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { openFile } from '@shouwang/platform/files/store.ts';
import { rawRoute, route } from '@shouwang/platform/http/route.ts';
import { PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Document, permissions } from '../contract.ts';
import { findDocument, listDocuments } from './queries.ts';

const Id = z.object({ id: PublicId });

/** Lists and downloads of evidence; uploads come through the object that they belong to. */
export function evidenceRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/households/:id/documents',
      operationId: 'listDocuments',
      summary: '一户的佐证材料',
      permission: permissions.listDocuments,
      params: Id,
      response: z.object({ items: z.array(Document) }),
    },
    async ({ tx, params }) => {
      const { countyCode, id } = splitId(params.id);
      return { items: await listDocuments(tx, { countyCode, householdId: id }) };
    },
  );
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/documents/:id/content',
      operationId: 'downloadDocument',
      summary: '查看一份材料',
      permission: permissions.downloadDocument,
      params: Id,
      response: z.any(),
    },
    async ({ actor, params, reply }) => {
      const at = splitId(params.id);
      const row = await withScope(actor, async (tx) => {
        const found = await findDocument(tx, at);
        if (!found) throw notFound('这份材料');
        await recordAudit(tx, actor, {
          action: 'downloadDocument',
          areaCode: found.area_code,
          objectKey: `document:${params.id}`,
          detail: { type: found.type },
        });
        return found;
      });
      reply
        .type(row.mime)
        .header(
          'content-disposition',
          `inline; filename*=UTF-8''${encodeURIComponent(`${row.title}.${row.mime.split('/')[1] ?? 'bin'}`)}`,
        );
      return reply.send(openFile(row.file_hash));
    },
  );
}
