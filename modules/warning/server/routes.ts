import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { route } from '@shouwang/platform/http/route.ts';
import { AreaCode, PublicId, page, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Dispatch, DispatchFilter, HouseholdSheets, permissions, RulePrecision, Sheet } from '../contract.ts';
import { listDispatches, listRulePrecision } from './queries.ts';
import { followUpRoutes } from './routes.follow-up.ts';
import { readHouseholdSheets, readSheet } from './sheet.ts';

const Id = z.object({ id: PublicId });

/** Everything of clues and sheets that is reached over HTTP. */
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
    ({ tx, actor, query }) => listDispatches(tx, actor, query),
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
  route(
    app,
    {
      method: 'GET',
      url: '/api/warning/dispatches/:id',
      operationId: 'getDispatch',
      summary: '一张工作单或跟进单',
      permission: permissions.getDispatch,
      params: Id,
      response: Sheet,
    },
    async ({ tx, actor, params, reply }) => {
      const sheet = await readSheet(tx, actor, splitId(params.id));
      reply.header('etag', `"${sheet.version}"`);
      const objectKey = `dispatch:${params.id}`;
      await recordAudit(tx, actor, { action: 'getDispatch', areaCode: sheet.row.areaCode, objectKey });
      return sheet;
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/households/:id/sheets',
      operationId: 'getHouseholdSheets',
      summary: '一户在办的单子和没有落实的需要',
      permission: permissions.getHouseholdSheets,
      params: Id,
      response: HouseholdSheets,
    },
    ({ tx, params }) => readHouseholdSheets(tx, splitId(params.id)),
  );
  followUpRoutes(app);
}
