import { requireVersion, route } from '@shouwang/platform/http/route.ts';
import { PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  ExemptionDecision,
  ExemptionDone,
  ExemptionRequest,
  permissions,
  QualityFindings,
  QualityQuery,
} from '../contract.ts';
import { askExemption, decideExemption } from './exemption.ts';
import { noteLook } from './looks.ts';
import { listQualityFindings } from './quality.ts';

/** 数据核验 of one household: its findings, and exemptions asked for and decided. */
export function qualityRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/households/:id/quality',
      operationId: 'listQualityFindings',
      summary: '农户数据核验',
      permission: permissions.listQualityFindings,
      params: z.object({ id: PublicId }),
      query: QualityQuery,
      response: QualityFindings,
    },
    async ({ tx, actor, params, query }) => {
      const ref = splitId(params.id);
      const { areaCode, ...findings } = await listQualityFindings(tx, actor, {
        ref,
        health: query.health === 'revealed',
      });
      await noteLook(tx, actor, { ref, areaCode });
      return findings;
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/households/:id/quality/exemptions',
      operationId: 'askExemption',
      summary: '申请数据核验豁免',
      permission: permissions.askExemption,
      params: z.object({ id: PublicId }),
      body: ExemptionRequest,
      response: ExemptionDone,
      status: 201,
    },
    ({ tx, actor, params, body }) => askExemption(tx, actor, { ref: splitId(params.id), request: body }),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/households/:id/quality/exemptions/:exemptionId/decision',
      operationId: 'decideExemption',
      summary: '决定数据核验豁免',
      permission: permissions.decideExemption,
      params: z.object({ id: PublicId, exemptionId: z.uuid() }),
      body: ExemptionDecision,
      response: ExemptionDone,
    },
    ({ tx, actor, params, body, ifMatch }) =>
      decideExemption(tx, actor, {
        ref: splitId(params.id),
        exemptionId: params.exemptionId,
        expected: requireVersion(ifMatch),
        decision: body,
      }),
  );
}
