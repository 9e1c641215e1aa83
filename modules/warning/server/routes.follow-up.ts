import { withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { rawRoute, requireVersion, route } from '@shouwang/platform/http/route.ts';
import { Day, PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { attachDocument, keepUpload } from '../../evidence/server/door.ts';
import { FollowUpDecision, FollowUpDone, FollowUpRecord, FollowUpVisitors, permissions } from '../contract.ts';
import { confirmFollowUp, recordFollowUp } from './commands.follow-up.ts';
import { findFollowUpPlace } from './sheet.ts';
import { readVisitors } from './visitors.ts';

const Id = z.object({ id: PublicId });
/** Code evidence_type: photographs of a visit. */
const VISIT_PHOTO = '110';

/** The acts on a 跟进单. */
export function followUpRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/warning/dispatches/:id/visitors',
      operationId: 'listFollowUpVisitors',
      summary: '可以登记为入户跟进的人员',
      permission: permissions.listFollowUpVisitors,
      params: Id,
      query: z.object({ on: Day.optional() }),
      response: FollowUpVisitors,
    },
    ({ tx, params, query }) => readVisitors(tx, splitId(params.id), query.on),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/warning/dispatches/:id/follow-up',
      operationId: 'recordFollowUp',
      summary: '登记跟进',
      permission: permissions.recordFollowUp,
      params: Id,
      body: FollowUpRecord,
      response: FollowUpDone,
    },
    ({ tx, actor, params, body, ifMatch }) =>
      recordFollowUp(tx, actor, { at: { ...splitId(params.id), version: requireVersion(ifMatch) }, input: body }),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/warning/dispatches/:id/confirm-follow-up',
      operationId: 'confirmFollowUp',
      summary: '确认跟进',
      permission: permissions.confirmFollowUp,
      params: Id,
      body: FollowUpDecision,
      response: FollowUpDone,
    },
    ({ tx, actor, params, body, ifMatch }) =>
      confirmFollowUp(tx, actor, { at: { ...splitId(params.id), version: requireVersion(ifMatch) }, input: body }),
  );
  photoRoute(app);
}

function photoRoute(app: FastifyInstance): void {
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/warning/dispatches/:id/photos',
      operationId: 'attachFollowUpPhoto',
      summary: '上传跟进照片',
      permission: permissions.attachFollowUpPhoto,
      params: Id,
      response: z.object({ id: z.uuid() }),
      status: 201,
    },
    async ({ actor, params, request }) => {
      const at = splitId(params.id);
      const place = await withScope(actor, (tx) => findFollowUpPlace(tx, at));
      const file = await keepUpload(await uploadOf(request));
      const subject = { countyCode: at.countyCode, ...place, type: 'sheet', id: at.id };
      const document = { subject, kind: 'photo' as const, type: VISIT_PHOTO, step: null, title: '跟进走访照片', file };
      const id = await withScope(actor, (tx) => attachDocument(tx, actor, { ...document, checkCode: null }));
      return { id };
    },
  );
}

async function uploadOf(request: FastifyRequest) {
  const upload = await request.file();
  if (!upload) throw new Refusal('file-missing', { detail: '没有收到照片，请重新选择。' });
  return upload.file;
}
