import { route } from '@shouwang/platform/http/route.ts';
import { AreaCode } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AreaOverview, CountyFigures, permissions } from '../contract.ts';
import { readOverview } from './queries.ts';
import { listCountyFigures } from './runs.ts';

/** Read models over several modules, for leaders. */
export function insightRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/insight/overview',
      operationId: 'getAreaOverview',
      summary: '总览：一个县、镇的存量与流量',
      permission: permissions.getAreaOverview,
      query: z.object({ area: AreaCode.optional() }),
      response: AreaOverview,
    },
    ({ tx, actor, query }) => readOverview(tx, actor, query.area),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/insight/counties',
      operationId: 'listCountyFigures',
      summary: '各县最近一批筛查',
      permission: permissions.listCountyFigures,
      query: z.object({ area: AreaCode.optional() }),
      response: z.object({ items: z.array(CountyFigures) }),
    },
    async ({ tx, actor, query }) => ({ items: await listCountyFigures(tx, query.area ?? actor.areaCode) }),
  );
}
