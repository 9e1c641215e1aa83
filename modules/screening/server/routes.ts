import { rawRoute, requireVersion, route } from '@shouwang/platform/http/route.ts';
import { AreaCode, PublicId, page, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Dispatched, HitFilter, permissions, Run, RunArea, RunHit, TraceView } from '../contract.runs.ts';
import { Trace } from '../contract.ts';
import { dispatchRun, startRun } from './commands.ts';
import { listRunHits } from './hits.ts';
import { getRun, listRunAreas, listRuns } from './queries.ts';
import { simulationRoutes } from './simulation-routes.ts';
import { getTrace, recomputeTrace } from './traces.ts';

const ById = z.object({ id: PublicId });
const ByHousehold = z.object({ id: PublicId, householdId: PublicId });

export function screeningRoutes(app: FastifyInstance): void {
  runRoutes(app);
  resultRoutes(app);
  simulationRoutes(app);
}

function runRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/screening/runs',
      operationId: 'startRun',
      summary: '发起筛查',
      permission: permissions.startRun,
      response: Run,
      status: 202,
    },
    async ({ tx, actor }) => getRun(tx, actor, { id: await startRun(tx, actor) }),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/screening/runs',
      operationId: 'listRuns',
      summary: '筛查批次',
      permission: permissions.listRuns,
      query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
      response: z.object({ items: z.array(Run) }),
    },
    async ({ tx, actor, query }) => ({ items: await listRuns(tx, actor, query.limit) }),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/screening/runs/:id',
      operationId: 'getRun',
      summary: '一批筛查',
      permission: permissions.getRun,
      params: ById,
      query: z.object({ area: AreaCode.optional() }),
      response: Run,
    },
    ({ tx, params, query, actor }) => getRun(tx, actor, { id: params.id, area: query.area }),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/screening/runs/:id/dispatch',
      operationId: 'dispatchRun',
      summary: '把提示派发到村',
      permission: permissions.dispatchRun,
      params: ById,
      response: Dispatched,
    },
    ({ tx, actor, params, ifMatch }) =>
      dispatchRun(tx, actor, { ...splitId(params.id), version: requireVersion(ifMatch) }),
  );
}

function resultRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/screening/runs/:id/areas',
      operationId: 'listRunAreas',
      summary: '筛查结果按地方',
      permission: permissions.listRunAreas,
      params: ById,
      query: z.object({ parent: AreaCode }),
      response: z.object({ items: z.array(RunArea) }),
    },
    async ({ tx, params, query }) => ({ items: await listRunAreas(tx, params.id, query.parent) }),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/screening/runs/:id/hits',
      operationId: 'listRunHits',
      summary: '筛查提示的户',
      permission: permissions.listRunHits,
      params: ById,
      query: HitFilter,
      response: page(RunHit),
    },
    ({ tx, params, query }) => listRunHits(tx, params.id, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/screening/runs/:id/hits/:householdId',
      operationId: 'getTrace',
      summary: '为什么提示这一户',
      permission: permissions.getTrace,
      params: ByHousehold,
      response: TraceView,
    },
    ({ tx, params }) => getTrace(tx, { runId: params.id, householdId: params.householdId }),
  );
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/screening/runs/:id/hits/:householdId/recompute',
      operationId: 'recomputeTrace',
      summary: '按当时数据复算',
      permission: permissions.recomputeTrace,
      params: ByHousehold,
      response: z.object({ trace: Trace.nullable(), seconds: z.number() }),
    },
    async ({ actor, params }) => {
      const began = performance.now();
      const trace = await recomputeTrace(actor, { runId: params.id, householdId: params.householdId });
      return { trace, seconds: (performance.now() - began) / 1000 };
    },
  );
}
