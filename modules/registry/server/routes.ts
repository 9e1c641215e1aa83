import { withScope } from '@shouwang/platform/db/scope.ts';
import { rawRoute, requireVersion, route } from '@shouwang/platform/http/route.ts';
import { line, PageQuery, PublicId, page, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  Household,
  HouseholdChange,
  HouseholdCorrection,
  HouseholdFilter,
  HouseholdPage,
  HouseholdView,
  MemberCorrection,
  NewHousehold,
  NewIncomeItem,
  permissions,
  Reason,
  Revealed,
  RevealRequest,
  SearchAnswer,
} from '../contract.ts';
import { registerHousehold } from './commands.ts';
import { correctHousehold, correctMember } from './correct.ts';
import { addIncomeItem, reverseIncomeItem } from './income.ts';
import { listHouseholds } from './list.ts';
import { noteLook } from './looks.ts';
import { getHousehold, listChanges, listViews } from './queries.ts';
import { revealSensitive } from './reveal.ts';
import { searchEverything } from './search.ts';

const One = z.object({ id: PublicId });
const OneMember = z.object({ id: PublicId, memberId: z.uuid() });
const OneItem = z.object({ id: PublicId, itemId: z.uuid() });
const Corrected = z.object({ version: z.int(), changed: z.array(z.string()) });

/** The registry's operations: lists and search, the household's file, corrections, income lines, revealing with a reason. */
export function registryRoutes(app: FastifyInstance): void {
  readRoutes(app);
  writeRoutes(app);
  incomeRoutes(app);
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
  route(
    app,
    {
      method: 'PATCH',
      url: '/api/households/:id',
      operationId: 'correctHousehold',
      summary: '更正农户信息',
      permission: permissions.correctHousehold,
      params: One,
      body: HouseholdCorrection,
      response: Corrected,
    },
    ({ tx, actor, params, body, ifMatch }) =>
      correctHousehold(tx, actor, { ref: splitId(params.id), expected: requireVersion(ifMatch), correction: body }),
  );
  route(
    app,
    {
      method: 'PATCH',
      url: '/api/households/:id/members/:memberId',
      operationId: 'correctMember',
      summary: '更正成员信息',
      permission: permissions.correctMember,
      params: OneMember,
      body: MemberCorrection,
      response: Corrected,
    },
    ({ tx, actor, params, body, ifMatch }) =>
      correctMember(tx, actor, {
        ref: splitId(params.id),
        memberId: params.memberId,
        expected: requireVersion(ifMatch),
        correction: body,
      }),
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
      params: One,
      body: RevealRequest,
      response: Revealed,
    },
    ({ actor, params, body }) =>
      withScope(actor, (tx) => revealSensitive(tx, actor, { ref: splitId(params.id), request: body })),
  );
}

function incomeRoutes(app: FastifyInstance): void {
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
  route(
    app,
    {
      method: 'POST',
      url: '/api/households/:id/income-items/:itemId/reversal',
      operationId: 'reverseIncomeItem',
      summary: '冲销收支',
      permission: permissions.reverseIncomeItem,
      params: OneItem,
      body: z.strictObject({ reason: Reason }),
      response: z.object({ version: z.int() }),
    },
    ({ tx, actor, params, body }) =>
      reverseIncomeItem(tx, actor, { ref: splitId(params.id), itemId: params.itemId, reason: body.reason }),
  );
}
