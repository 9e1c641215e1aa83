import { exportRoute } from '@shouwang/platform/http/export.ts';
import { PublicId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { HitFilter, permissions } from '../contract.runs.ts';
import { HIT_HEAD, hitCells } from '../rules.hits.ts';
import { listRunHits } from './hits.ts';
import { getRunNo } from './queries.ts';

const PAGE = 200;

/** The list of hits as a file: the filter and scope of the list, names masked, no numbers of papers and no amounts. */
export function exportHits(app: FastifyInstance): void {
  exportRoute(app, {
    url: '/api/screening/runs/:id/hits/export',
    operationId: 'exportRunHits',
    summary: '导出筛查提示的户',
    permission: permissions.exportRunHits,
    params: z.object({ id: PublicId }),
    query: HitFilter.omit({ cursor: true, limit: true }),
    head: HIT_HEAD,
    title: async (tx, { params }) => `筛查${await getRunNo(tx, params.id)}-提示的户`,
    objectKey: ({ params }) => `run:${params.id}`,
    page: async (tx, { params, query }, cursor) => {
      const page = await listRunHits(tx, params.id, { ...query, cursor, limit: PAGE });
      return { rows: page.items.map(hitCells), nextCursor: page.nextCursor, total: page.total };
    },
  });
}
