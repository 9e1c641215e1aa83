import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { route } from '@shouwang/platform/http/route.ts';
import { AreaCode, PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Notice, permissions } from '../contract.ts';
import { findNotice, listNotices } from './queries.ts';

/** Notices as officers look them up; they are posted and ended through the case that they show. */
export function publicityRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/notices',
      operationId: 'listNotices',
      summary: '辖区内的公示公告',
      permission: permissions.listNotices,
      query: z.object({ area: AreaCode.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
      response: z.object({ items: z.array(Notice) }),
    },
    async ({ tx, actor, query }) => ({ items: await listNotices(tx, query.area ?? actor.areaCode, query.limit) }),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/notices/:id',
      operationId: 'getNotice',
      summary: '一份公示公告',
      permission: permissions.getNotice,
      params: z.object({ id: PublicId }),
      response: Notice,
    },
    async ({ tx, params }) => {
      const notice = await findNotice(tx, splitId(params.id));
      if (!notice) throw notFound('这份公示');
      return notice;
    },
  );
}
