import { route } from '@shouwang/platform/http/route.ts';
import type { FastifyInstance } from 'fastify';
import { CheckStarted, FindingArea, FindingCounts, FindingFilter, FindingPage, permissions } from '../contract.ts';
import { startQualityCheck } from './findings.check.ts';
import { getFindingCounts } from './findings.counts.ts';
import { listFindings } from './findings.list.ts';

/** 数据质量 of an area: the findings of all its households, their numbers, and the check that works them out. */
export function findingRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/quality-findings',
      operationId: 'listFindings',
      summary: '数据质量问题清单',
      permission: permissions.listFindings,
      query: FindingFilter,
      response: FindingPage,
    },
    ({ tx, actor, query }) => listFindings(tx, actor, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/quality-findings/counts',
      operationId: 'getFindingCounts',
      summary: '数据质量问题数',
      permission: permissions.getFindingCounts,
      query: FindingArea,
      response: FindingCounts,
    },
    ({ tx, actor, query }) => getFindingCounts(tx, actor, query.area),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/quality-checks',
      operationId: 'startQualityCheck',
      summary: '发起全县数据核验',
      permission: permissions.startQualityCheck,
      response: CheckStarted,
      status: 202,
    },
    ({ tx, actor }) => startQualityCheck(tx, actor),
  );
}
