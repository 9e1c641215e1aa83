import { route } from '@shouwang/platform/http/route.ts';
import { AreaCode, page } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Dispatch, DispatchFilter, permissions, RulePrecision } from '../contract.ts';
import { listDispatches, listRulePrecision } from './queries.ts';

export function warningRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/warning/dispatches',
      operationId: 'listDispatches',
      summary: '线索与预警工作单',
      permission: permissions.listDispatches,
      query: DispatchFilter,
      response: page(Dispatch),
    },
    ({ tx, query }) => listDispatches(tx, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/warning/precision',
      operationId: 'listRulePrecision',
      summary: '规则精准率',
      permission: permissions.listRulePrecision,
      query: z.object({ area: AreaCode, months: z.coerce.number().int().min(1).max(24).default(3) }),
      response: z.object({ items: z.array(RulePrecision) }),
    },
    async ({ tx, query }) => ({ items: await listRulePrecision(tx, query) }),
  );
}
