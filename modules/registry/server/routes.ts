import { withScope } from '@shouwang/platform/db/scope.ts';
import { rawRoute, route } from '@shouwang/platform/http/route.ts';
import { line, PageQuery, PublicId, page, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  Household,
  HouseholdChange,
  HouseholdFilter,
  HouseholdPage,
  HouseholdView,
  NewHousehold,
  NewIncomeItem,
  permissions,
  Revealed,
  RevealRequest,
  SearchAnswer,
} from '../contract.ts';
import { registerHousehold } from './commands.ts';
import { addIncomeItem } from './income.ts';
import { listHouseholds } from './list.ts';
import { noteLook } from './looks.ts';
import { getHousehold, listChanges, listViews } from './queries.ts';
import { revealSensitive } from './reveal.ts';
import { changeRoutes } from './routes.change.ts';
import { findingRoutes } from './routes.findings.ts';
import { qualityRoutes } from './routes.quality.ts';
import { searchEverything } from './search.ts';

const One = z.object({ id: PublicId });

/** The registry's operations: lists and search, the household's file, requests for changes, revealing with a reason. */
export function registryRoutes(app: FastifyInstance): void {
  readRoutes(app);
  writeRoutes(app);
  changeRoutes(app);
  qualityRoutes(app);
  findingRoutes(app);
}

function readRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/households',
      operationId: 'listHouseholds',
      summary: '农户列表',
      permission: permissions.listHouseholds,
      query: HouseholdFilter,
      response: HouseholdPage,
    },
    ({ tx, actor, query }) => listHouseholds(tx, actor, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/households/:id',
      operationId: 'getHousehold',
      summary: '农户档案（遮蔽）',
      permission: permissions.getHousehold,
      params: One,
      response: Household,
    },
    async ({ tx, actor, params }) => {
      const ref = splitId(params.id);
      const household = await getHousehold(tx, ref);
      await noteLook(tx, actor, { ref, areaCode: household.areaCode });
      return household;
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/households/:id/changes',
      operationId: 'listChanges',
      summary: '农户变更记录',
      permission: permissions.listChanges,
      params: One,
      query: PageQuery,
      response: page(HouseholdChange),
    },
    ({ tx, params, query }) => listChanges(tx, splitId(params.id), query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/households/:id/views',
      operationId: 'listViews',
      summary: '谁看过这一户',
      permission: permissions.listViews,
      params: One,
      query: PageQuery,
      response: page(HouseholdView),
    },
    ({ tx, params, query }) => listViews(tx, splitId(params.id), query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/search',
      operationId: 'searchEverything',
      summary: '找农户和区划',
      permission: permissions.searchEverything,
      query: z.object({ q: line(40) }),
      response: SearchAnswer,
    },
    ({ tx, actor, query }) => searchEverything(tx, actor, query.q),
  );
}

function writeRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/households',
      operationId: 'registerHousehold',
      summary: '登记农户',
      permission: permissions.registerHousehold,
      body: NewHousehold,
      response: z.object({ id: PublicId, householdNo: z.string(), version: z.int() }),
      status: 201,
    },
    ({ tx, actor, body }) => registerHousehold(tx, actor, body),
  );
  // Not a correction: what a household earned and spent is written down every month; taking a line back is a request.
  route(
    app,
    {
      method: 'POST',
      url: '/api/households/:id/income-items',
      operationId: 'addIncomeItem',
      summary: '录入收支',
      permission: permissions.addIncomeItem,
      params: One,
      body: NewIncomeItem,
      response: z.object({ id: z.uuid(), version: z.int() }),
      status: 201,
    },
    ({ tx, actor, params, body }) => addIncomeItem(tx, actor, { ref: splitId(params.id), item: body }),
  );
  // Not `route`: an answer with full numbers must not be kept with the idempotency keys.
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/households/:id/reveal',
      operationId: 'revealSensitive',
      summary: '查看遮蔽信息（写明事由）',
      permission: permissions.revealSensitive,
      stepUp: 'look',
      params: One,
      body: RevealRequest,
      response: Revealed,
    },
    ({ actor, params, body }) =>
      withScope(actor, (tx) => revealSensitive(tx, actor, { ref: splitId(params.id), request: body })),
  );
}
