import { HouseholdWords } from '@shouwang/modules/registry/contract.ts';
import { rawRoute } from '@shouwang/platform/http/route.ts';
import { PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { permissions, WordsQuery } from '../contract.ts';
import { listDepartmentWords } from './words.ts';

/** What departments say of a household, for its page. */
export function wordRoutes(app: FastifyInstance): void {
  // Not `route`: files are read between two short transactions, not within one.
  rawRoute(
    app,
    {
      method: 'GET',
      url: '/api/exchange/households/:id/words',
      operationId: 'listDepartmentWords',
      summary: '部门数据怎么说这一户（与登记对照）',
      permission: permissions.listDepartmentWords,
      params: z.object({ id: PublicId }),
      query: WordsQuery,
      response: HouseholdWords,
    },
    ({ actor, params, query }) =>
      listDepartmentWords(actor, splitId(params.id), { health: query.health === 'revealed' }),
  );
}
