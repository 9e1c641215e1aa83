import { withScope } from '@shouwang/platform/db/scope.ts';
import { rawRoute, route } from '@shouwang/platform/http/route.ts';
import { PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DecisionBasis, HealthNote, permissions, RevealReason } from '../contract.ts';
import { readDecisionBasis, revealDecisionBasis, revealHealthNote } from './reveal.ts';

const Id = z.object({ id: PublicId });
const DecisionId = Id.extend({ decisionId: z.uuid() });

/** What a decision rests on, masked; and what may be seen in full, for a reason. Revealing is not `route`: its answer is never kept for a repeat. */
export function revealRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/cases/:id/decisions/:decisionId/basis',
      operationId: 'getDecisionBasis',
      summary: '决定所依据的数据快照（已遮蔽）',
      permission: permissions.getDecisionBasis,
      params: DecisionId,
      response: DecisionBasis,
    },
    ({ tx, actor, params }) => readDecisionBasis(tx, actor, { ...splitId(params.id), decisionId: params.decisionId }),
  );
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/cases/:id/decisions/:decisionId/reveal',
      operationId: 'revealDecisionBasis',
      summary: '查看决定所依据的全部数据',
      permission: permissions.revealDecisionBasis,
      stepUp: 'look',
      params: DecisionId,
      body: RevealReason,
      response: DecisionBasis.extend({ expiresInSeconds: z.int() }),
    },
    ({ actor, params, body }) =>
      withScope(actor, (tx) =>
        revealDecisionBasis(tx, actor, {
          at: { ...splitId(params.id), decisionId: params.decisionId },
          reason: body.reason,
        }),
      ),
  );
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/cases/:id/health-note/reveal',
      operationId: 'revealHealthNote',
      summary: '查看入户核实的健康情况说明',
      permission: permissions.revealHealthNote,
      stepUp: 'look',
      params: Id,
      body: RevealReason,
      response: HealthNote,
    },
    ({ actor, params, body }) =>
      withScope(actor, (tx) => revealHealthNote(tx, actor, { at: splitId(params.id), reason: body.reason })),
  );
}
