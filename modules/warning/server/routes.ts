import type { FastifyInstance } from 'fastify';
import { route } from '@shouwang/platform/http/route.ts';
import { page } from '@shouwang/platform/schema/schema.ts';
import { Dispatch, DispatchFilter, permissions } from '../contract.ts';
import { listDispatches } from './queries.ts';

export function warningRoutes(app: FastifyInstance): void {
  route(
    app,
    { method: 'GET', url: '/api/warning/dispatches', operationId: 'listDispatches', summary: '线索与预警工作单', permission: permissions.listDispatches, query: DispatchFilter, response: page(Dispatch) },
    ({ tx, query }) => listDispatches(tx, query),
  );
}
