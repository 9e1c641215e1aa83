import { withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { rawRoute, route } from '@shouwang/platform/http/route.ts';
import { PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { attachDocument, keepUpload } from '../../evidence/server/door.ts';
import { AskedKey } from '../contract.asked.ts';
import { DepartmentFollowUpView, DepartmentRequestView, permissions } from '../contract.ts';
import { readDepartmentRequest } from './department.ts';
import { followUpPlace, readFollowUp } from './follow-up.ts';

const Id = z.object({ id: PublicId });

/** A department's own pages: what it is asked about a person, and what it is to put right. */
export function departmentRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/department-requests/:id',
      operationId: 'getDepartmentRequest',
      summary: '本部门的一项比对',
      permission: permissions.getDepartmentRequest,
      params: Id,
      query: AskedKey,
      response: DepartmentRequestView,
    },
    async ({ tx, actor, params, query, reply }) => {
      const view = await readDepartmentRequest(tx, actor, { ...splitId(params.id), key: query.key });
      reply.header('etag', `"${view.version}"`);
      return view;
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/department-follow-ups/:id',
      operationId: 'getDepartmentFollowUp',
      summary: '本部门的一件跟进',
      permission: permissions.getDepartmentFollowUp,
      params: Id,
      response: DepartmentFollowUpView,
    },
    async ({ tx, actor, params, reply }) => {
      const view = await readFollowUp(tx, actor, splitId(params.id));
      reply.header('etag', `"${view.version}"`);
      return view;
    },
  );
  uploadRoute(app);
}

function uploadRoute(app: FastifyInstance): void {
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/department-follow-ups/:id/documents',
      operationId: 'attachFollowUpDocument',
      summary: '上传部门跟进的凭证',
      permission: permissions.attachFollowUpDocument,
      params: Id,
      response: z.object({ id: z.uuid(), mime: z.string(), size: z.int() }),
      status: 201,
    },
    async ({ actor, params, request }) => {
      const at = splitId(params.id);
      await withScope(actor, (tx) => followUpPlace(tx, actor, at));
      const part = await request.file();
      if (!part) throw new Refusal('file-missing', { detail: '请选择要上传的文件。' });
      const file = await keepUpload(part.file);
      const id = await withScope(actor, async (tx) => {
        const place = await followUpPlace(tx, actor, at);
        return attachDocument(tx, actor, {
          subject: { countyCode: at.countyCode, ...place, type: 'case', id: at.id },
          kind: 'scan',
          type: '39',
          step: 'FOLLOW_UP',
          title: '部门跟进凭证',
          file,
          checkCode: null,
        });
      });
      return { id, mime: file.mime, size: file.size };
    },
  );
}
