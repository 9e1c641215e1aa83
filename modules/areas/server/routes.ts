import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { route } from '@shouwang/platform/http/route.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Area, AreaCode, AreaSearch, permissions } from '../contract.ts';
import { findArea, listChildren, listPath, searchAreas } from './queries.ts';

export function areaRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/areas/:code',
      operationId: 'getArea',
      summary: '区划、上级路径和下级',
      permission: permissions.getArea,
      params: z.object({ code: AreaCode }),
      response: z.object({ area: Area, path: z.array(Area), children: z.array(Area) }),
    },
    async ({ tx, params }) => {
      const area = await findArea(tx, params.code);
      if (!area) throw notFound('这个区划');
      return { area, path: await listPath(tx, params.code), children: await listChildren(tx, params.code) };
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/areas',
      operationId: 'searchAreas',
      summary: '按名称、拼音或代码查区划',
      permission: permissions.searchAreas,
      query: AreaSearch,
      response: z.object({ items: z.array(Area) }),
    },
    async ({ tx, query }) => ({ items: await searchAreas(tx, query) }),
  );
}
