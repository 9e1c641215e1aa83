import { route } from '@shouwang/platform/http/route.ts';
import { PageQuery } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  AccountHistory,
  AccountPage,
  AccountQuery,
  AccountView,
  GrantRequestPage,
  GrantRequestQuery,
  accountPermissions as permissions,
} from '../contract.accounts.ts';
import { listAccounts, proposeLoginName } from './accounts.list.ts';
import { getAccount, listAccountHistory } from './accounts.view.ts';
import { listGrantRequests } from './requests.ts';
import { decideRoutes } from './routes.accounts.decide.ts';
import { keepRoutes } from './routes.accounts.keep.ts';

const OneAccount = z.object({ id: z.uuid() });

/** Accounts and posts: lists, one account, requests and decisions, suspending, closing, handing out sign-ins. */
export function accountRoutes(app: FastifyInstance): void {
  listRoutes(app);
  oneRoutes(app);
  decideRoutes(app);
  keepRoutes(app);
}

function listRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/accounts',
      operationId: 'listAccounts',
      summary: '辖区内的账号',
      permission: permissions.listAccounts,
      query: AccountQuery,
      response: AccountPage,
    },
    ({ tx, actor, query }) => listAccounts(tx, actor, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/account-requests',
      operationId: 'listGrantRequests',
      summary: '等另一人同意的账号和岗位申请',
      permission: permissions.listGrantRequests,
      query: GrantRequestQuery,
      response: GrantRequestPage,
    },
    ({ tx, actor, query }) => listGrantRequests(tx, actor, query),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/account-names',
      operationId: 'proposeLoginName',
      summary: '按姓名拟一个没人用的登录名',
      permission: permissions.proposeLoginName,
      query: z.object({ name: z.string().trim().min(1).max(30) }),
      response: z.object({ loginName: z.string() }),
    },
    async ({ tx, query }) => ({ loginName: await proposeLoginName(tx, query.name) }),
  );
}

function oneRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/accounts/:id',
      operationId: 'getAccount',
      summary: '一个账号：岗位、申请、会话',
      permission: permissions.getAccount,
      params: OneAccount,
      response: AccountView,
    },
    ({ tx, actor, params }) => getAccount(tx, actor, params.id),
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/accounts/:id/history',
      operationId: 'listAccountHistory',
      summary: '一个账号的办理和登录记录',
      permission: permissions.listAccountHistory,
      params: OneAccount,
      query: PageQuery,
      response: AccountHistory,
    },
    ({ tx, actor, params, query }) => listAccountHistory(tx, actor, { ...query, id: params.id }),
  );
}
