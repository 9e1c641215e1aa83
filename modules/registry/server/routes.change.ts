import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { rawRoute, requireVersion, route } from '@shouwang/platform/http/route.ts';
import { PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { attachDocument, keepUpload } from '../../evidence/server/door.ts';
import { CHANGE_TYPE, EVIDENCE_OF } from '../codes.change.ts';
import {
  ChangeDecision,
  ChangeDone,
  ChangeFilter,
  ChangeNumbers,
  ChangePage,
  ChangeProposal,
  ChangeRevision,
  ChangeType,
  ChangeView,
  HouseholdPending,
  permissions,
  Reason,
} from '../contract.ts';
import { reviseChange, submitChange, withdrawChange } from './change.commands.ts';
import { decideChange } from './change.decide.ts';
import { getChangeRequest, listChangeRequests, listPendingChanges } from './change.queries.ts';
import { getChangeRecord, householdOf } from './change.record.ts';
import { numbersOf } from './change.view.ts';
import { noteLook } from './looks.ts';
import { auditKey, getHouseholdRecord } from './queries.ts';
import { REVEAL_SECONDS } from './reveal.ts';

const One = z.object({ id: PublicId });
const Health = z.object({ health: z.enum(['revealed']).optional() });

/** What is acted on, and the version of it that was seen. */
const seen = (params: { id: PublicId }, ifMatch: number | null) => ({
  ref: splitId(params.id),
  expected: requireVersion(ifMatch),
});

/** 信息变更: requests proposed, looked at, decided. */
export function changeRoutes(app: FastifyInstance): void {
  proposeRoutes(app);
  readRoutes(app);
  decideRoutes(app);
  documentRoute(app);
}

function proposeRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/households/:id/change-requests',
      operationId: 'submitChange',
      summary: '提出信息变更',
      permission: permissions.submitChange,
      params: One,
      body: ChangeProposal,
      response: ChangeDone,
      status: 201,
    },
    ({ tx, actor, params, body, ifMatch }) => submitChange(tx, actor, { ...seen(params, ifMatch), proposal: body }),
  );
  route(
    app,
    {
      method: 'PUT',
      url: '/api/change-requests/:id',
      operationId: 'reviseChange',
      summary: '修改自己的变更申请后再提交',
      permission: permissions.reviseChange,
      params: One,
      body: ChangeRevision,
      response: ChangeDone,
    },
    ({ tx, actor, params, body, ifMatch }) => reviseChange(tx, actor, { ...seen(params, ifMatch), revision: body }),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/change-requests/:id/withdrawal',
      operationId: 'withdrawChange',
      summary: '撤回自己的变更申请',
      permission: permissions.withdrawChange,
      params: One,
      response: ChangeDone,
    },
    ({ tx, actor, params, ifMatch }) => withdrawChange(tx, actor, seen(params, ifMatch)),
  );
}

function readRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/change-requests',
      operationId: 'listChangeRequests',
      summary: '变更申请列表',
      permission: permissions.listChangeRequests,
      query: ChangeFilter,
      response: ChangePage,
    },
    ({ tx, actor, query }) => listChangeRequests(tx, actor, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/change-requests/:id',
      operationId: 'getChangeRequest',
      summary: '一件变更申请',
      permission: permissions.getChangeRequest,
      params: One,
      query: Health,
      response: ChangeView,
    },
    async ({ tx, actor, params, query }) => {
      const view = await getChangeRequest(tx, actor, { ref: splitId(params.id), health: query.health === 'revealed' });
      if (!view) throw notFound('这件变更申请');
      await noteLook(tx, actor, { ref: splitId(view.householdId), areaCode: view.areaCode });
      return view;
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/households/:id/change-requests',
      operationId: 'listPendingChanges',
      summary: '一户待审批的变更',
      permission: permissions.listPendingChanges,
      params: One,
      query: Health,
      response: HouseholdPending,
    },
    async ({ tx, actor, params, query }) => {
      const ref = splitId(params.id);
      const { areaCode, ...pending } = await listPendingChanges(tx, actor, {
        ref,
        health: query.health === 'revealed',
      });
      await noteLook(tx, actor, { ref, areaCode });
      return pending;
    },
  );
}

function decideRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/change-requests/:id/decision',
      operationId: 'decideChange',
      summary: '审批变更申请',
      permission: permissions.decideChange,
      params: One,
      body: ChangeDecision,
      response: ChangeDone,
    },
    ({ tx, actor, params, body, ifMatch }) => decideChange(tx, actor, { ...seen(params, ifMatch), decision: body }),
  );
  // Not `route`: an answer with full numbers must not be kept with the idempotency keys.
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/change-requests/:id/reveal',
      operationId: 'revealChange',
      summary: '查看申请里的号码（写明事由）',
      permission: permissions.revealChange,
      stepUp: 'look',
      params: One,
      body: z.strictObject({ reason: Reason }),
      response: ChangeNumbers,
    },
    ({ actor, params, body }) =>
      withScope(actor, async (tx) => {
        const record = await getChangeRecord(tx, splitId(params.id));
        const values = numbersOf(record);
        await recordAudit(tx, actor, {
          action: 'revealSensitive',
          areaCode: record.area_code,
          objectKey: auditKey(householdOf(record)),
          reason: body.reason,
          detail: { which: 'changeRequest', requestId: record.id, values: values.length },
        });
        return { values, expiresInSeconds: REVEAL_SECONDS };
      }),
  );
}

function documentRoute(app: FastifyInstance): void {
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/households/:id/change-documents',
      operationId: 'attachChangeDocument',
      summary: '上传变更的佐证材料',
      permission: permissions.attachChangeDocument,
      params: One,
      query: z.object({ type: ChangeType }),
      response: z.object({ id: z.uuid(), mime: z.string(), size: z.int() }),
      status: 201,
    },
    async ({ actor, params, query, request }) => {
      const at = splitId(params.id);
      const household = await withScope(actor, (tx) => getHouseholdRecord(tx, at));
      const file = await keepUpload(await uploadOf(request));
      const subject = {
        countyCode: at.countyCode,
        areaCode: household.area_code,
        householdId: at.id,
        type: 'change',
        id: at.id,
      };
      const title = `${CHANGE_TYPE.names[query.type]}佐证${EVIDENCE_OF[query.type] ? `（${EVIDENCE_OF[query.type]}）` : ''}`;
      const document = { subject, kind: 'scan' as const, type: '39', step: 'CHANGE', title, file, checkCode: null };
      const id = await withScope(actor, (tx) => attachDocument(tx, actor, document));
      return { id, mime: file.mime, size: file.size };
    },
  );
}

async function uploadOf(request: FastifyRequest) {
  const part = await request.file();
  if (!part) throw new Refusal('file-missing', { detail: '请选择要上传的文件。' });
  return part.file;
}
