import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { route } from '@shouwang/platform/http/route.ts';
import { AreaCode, PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  Board,
  CasePage,
  CaseQuery,
  CasesDispatched,
  CaseView,
  Colleague,
  DepartmentRequest,
  DispatchVerifications,
  permissions,
  TaskPage,
  TaskQuery,
  VerificationDraft,
  Workbench,
} from '../contract.ts';
import { dispatchVerifications } from './commands.dispatch.ts';
import { listColleagues, listDepartmentRequests, readVerificationDraft } from './queries.more.ts';
import { listMyTasks, readWorkbench } from './queries.tasks.ts';
import { listCases, readBoard } from './queries.ts';
import { actRoutes } from './routes.acts.ts';
import { askedRoutes } from './routes.asked.ts';
import { departmentRoutes } from './routes.department.ts';
import { fileRoutes } from './routes.files.ts';
import { revealRoutes } from './routes.reveal.ts';
import { sessionRoutes } from './routes.sessions.ts';
import { readCaseView } from './view.ts';

const Id = z.object({ id: PublicId });

/** Everything of identification that is reached over HTTP. */
export function caseworkRoutes(app: FastifyInstance): void {
  listRoutes(app);
  caseRoutes(app);
  dispatchRoute(app);
  actRoutes(app);
  fileRoutes(app);
  revealRoutes(app);
  askedRoutes(app);
  departmentRoutes(app);
  sessionRoutes(app);
}

function listRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/tasks',
      operationId: 'listMyTasks',
      summary: '我的待办',
      permission: permissions.listMyTasks,
      query: TaskQuery,
      response: TaskPage,
    },
    ({ tx, actor, query }) => listMyTasks(tx, actor, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/workbench',
      operationId: 'getWorkbench',
      summary: '工作台数字',
      permission: permissions.getWorkbench,
      response: Workbench,
    },
    ({ tx, actor }) => readWorkbench(tx, actor),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/board',
      operationId: 'getBoard',
      summary: '卡在哪一步',
      permission: permissions.getBoard,
      query: z.object({ area: AreaCode.optional() }),
      response: Board,
    },
    ({ tx, actor, query: { area } }) =>
      readBoard(tx, area === undefined || actor.areaCode.startsWith(area) ? actor.areaCode : area),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/cases',
      operationId: 'listCases',
      summary: '识别办理清单',
      permission: permissions.listCases,
      query: CaseQuery,
      response: CasePage,
    },
    ({ tx, actor, query }) => listCases(tx, actor, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/department-requests',
      operationId: 'listDepartmentRequests',
      summary: '本部门待回复的比对',
      permission: permissions.listDepartmentRequests,
      response: z.object({ items: z.array(DepartmentRequest) }),
    },
    async ({ tx, actor }) => ({ items: await listDepartmentRequests(tx, actor) }),
  );
}

function dispatchRoute(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/cases/dispatch-verifications',
      operationId: 'dispatchVerifications',
      summary: '批量派发核实',
      permission: permissions.dispatchVerifications,
      body: DispatchVerifications,
      response: CasesDispatched,
    },
    async ({ tx, actor, body }) => ({ items: await dispatchVerifications(tx, actor, body) }),
  );
}

function caseRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/cases/:id',
      operationId: 'getCase',
      summary: '一件识别办理',
      permission: permissions.getCase,
      params: Id,
      response: CaseView,
    },
    async ({ tx, actor, params, reply }) => {
      const view = await readCaseView(tx, actor, splitId(params.id));
      reply.header('etag', `"${view.version}"`);
      await recordAudit(tx, actor, { action: 'getCase', areaCode: view.row.areaCode, objectKey: `case:${params.id}` });
      return view;
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/cases/:id/verification-draft',
      operationId: 'getVerificationDraft',
      summary: '入户核实的已知信息',
      permission: permissions.getVerificationDraft,
      params: Id,
      response: VerificationDraft,
    },
    ({ tx, params }) => readVerificationDraft(tx, splitId(params.id)),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/cases/:id/colleagues',
      operationId: 'listColleagues',
      summary: '可参加核实的人员',
      permission: permissions.listColleagues,
      params: Id,
      response: z.object({ items: z.array(Colleague) }),
    },
    async ({ tx, params }) => ({ items: await listColleagues(tx, splitId(params.id)) }),
  );
}
