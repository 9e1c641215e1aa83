import { clock } from '@shouwang/platform/clock/clock.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { route } from '@shouwang/platform/http/route.ts';
import { AreaCode } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { PackView, permissions } from '../contract.ts';
import { PackVersionDetail, PackVersionPage, PackVersionQuery } from '../contract.versions.ts';
import { findPack, findPackInForce, listPacks, type StoredPack } from './queries.ts';
import type { ConditionCheck } from './resolve.ts';
import { proposalRoutes } from './routes.proposals.ts';
import { getText, getVersion, listVersions, versionOf } from './versions.ts';

/** The operations of the packs. `checkConditions` comes from the module that knows the facts; the program puts the two together. */
export function policyRoutes(app: FastifyInstance, checkConditions: ConditionCheck): void {
  packRoutes(app);
  versionRoutes(app);
  proposalRoutes(app, checkConditions);
}

function packRoutes(app: FastifyInstance): void {
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
      summary: '现行政策包',
      permission: permissions.listPacks,
      response: z.object({ items: z.array(PackView) }),
    },
    async ({ tx }) => ({ items: (await listPacks(tx, clock.today())).map(viewOf) }),
  );
}

function versionRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/policy/versions',
      operationId: 'listPackVersions',
      summary: '政策包各版本和提议',
      permission: permissions.listPackVersions,
      query: PackVersionQuery,
      response: PackVersionPage,
    },
    async ({ tx, actor, query }) => listVersions(tx, actor, { query, today: clock.today() }),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/policy/versions/:id',
      operationId: 'getPackVersion',
      summary: '政策包的一个版本',
      permission: permissions.getPackVersion,
      params: z.object({ id: z.uuid() }),
      response: PackVersionDetail,
    },
    async ({ tx, actor, params }) => {
      const row = await getVersion(tx, actor, params.id);
      const stored = await findPack(tx, row.id);
      if (!stored) throw notFound('这一版政策包');
      const { yaml } = await getText(tx, row.id);
      return { version: versionOf(row, actor, clock.today()), yaml, pack: viewOf(stored) };
    },
  );
}

function viewOf({ id, pack, activatedAt, activatedBy }: StoredPack): z.input<typeof PackView> {
  return { ...pack, id, activatedAt: activatedAt?.toISOString() ?? null, activatedBy };
}
