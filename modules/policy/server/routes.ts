import { clock } from '@shouwang/platform/clock/clock.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { route } from '@shouwang/platform/http/route.ts';
import { AreaCode } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { PackView, permissions } from '../contract.ts';
import { findPackInForce, listPacks, type StoredPack } from './queries.ts';

export function policyRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/policy/in-force',
      operationId: 'getPackInForce',
      summary: '某地现行政策包',
      permission: permissions.getPackInForce,
      query: z.object({ area: AreaCode }),
      response: z.object({ pack: PackView }),
    },
    async ({ tx, query }) => {
      const found = await findPackInForce(tx, query.area, clock.today());
      if (!found) throw notFound('现行政策包');
      return { pack: viewOf(found) };
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/policy/packs',
      operationId: 'listPacks',
      summary: '政策包',
      permission: permissions.listPacks,
      response: z.object({ items: z.array(PackView) }),
    },
    async ({ tx }) => ({ items: (await listPacks(tx)).map(viewOf) }),
  );
}

function viewOf({ id, pack, activatedAt, activatedBy }: StoredPack): z.input<typeof PackView> {
  return { ...pack, id, activatedAt: activatedAt?.toISOString() ?? null, activatedBy };
}
