import { withScope } from '@shouwang/platform/db/scope.ts';
import { rawRoute, route } from '@shouwang/platform/http/route.ts';
import { PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AskedKey, AskedNumber, AskedPerson, askedPermissions } from '../contract.asked.ts';
import { readAskedPerson, revealAskedPerson } from './asked-person.ts';

const Id = z.object({ id: PublicId });

/** What a department is told about the person whom it is asked about. */
export function askedRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/cases/:id/asked-person',
      operationId: 'getAskedPerson',
      summary: '比对所问的人',
      permission: askedPermissions.getAskedPerson,
      params: Id,
      query: AskedKey,
      response: AskedPerson,
    },
    ({ tx, actor, params, query }) => readAskedPerson(tx, actor, { ...splitId(params.id), key: query.key }),
  );
  // Not `route`: its answer is never kept for a repeated request.
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/cases/:id/asked-person/reveal',
      operationId: 'revealAskedPerson',
      summary: '查看比对所问的人的证件号码',
      permission: askedPermissions.revealAskedPerson,
      stepUp: 'look',
      params: Id,
      body: AskedKey,
      response: AskedNumber,
    },
    ({ actor, params, body }) =>
      withScope(actor, (tx) => revealAskedPerson(tx, actor, { ...splitId(params.id), key: body.key })),
  );
}
