import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { requireVersion, route } from '@shouwang/platform/http/route.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  AccountView,
  AccountWish,
  Agreement,
  Because,
  GrantRequest,
  PostWish,
  accountPermissions as permissions,
} from '../contract.accounts.ts';
import { type Decision, decideGrant, withdrawGrant } from './accounts.decide.ts';
import { requestAccount, requestPost } from './accounts.request.ts';
import { getAccount } from './accounts.view.ts';
import { findRequest } from './requests.ts';

const One = z.object({ id: z.uuid() });

/** Asking for accounts and posts, and another person's answer. */
export function decideRoutes(app: FastifyInstance): void {
  askRoutes(app);
  accountAnswers(app);
  postAnswers(app);
}

function askRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/accounts',
      operationId: 'requestAccount',
      summary: '申请开账号（由另一人同意）',
      permission: permissions.requestAccount,
      body: AccountWish,
      response: AccountView,
      status: 201,
    },
    async ({ tx, actor, body }) => getAccount(tx, actor, (await requestAccount(tx, actor, body)).accountId),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/accounts/:id/posts',
      operationId: 'requestPost',
      summary: '为账号申请岗位（由另一人同意）',
      permission: permissions.requestPost,
      params: One,
      body: PostWish,
      response: AccountView,
      status: 201,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      await requestPost(tx, actor, { accountId: params.id, expected: requireVersion(ifMatch), wish: body });
      return getAccount(tx, actor, params.id);
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/account-requests/:id/withdrawal',
      operationId: 'withdrawGrantRequest',
      summary: '撤回自己的账号或岗位申请',
      permission: permissions.withdrawGrantRequest,
      params: One,
      response: GrantRequest.nullable(),
    },
    async ({ tx, actor, params, ifMatch }) => {
      await withdrawGrant(tx, actor, { id: params.id, expected: requireVersion(ifMatch) });
      return (await findRequest(tx, actor, params.id)) ?? null;
    },
  );
}

function accountAnswers(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/accounts/:id/approval',
      operationId: 'approveAccount',
      summary: '同意开账号',
      permission: permissions.approveAccount,
      stepUp: 'act',
      params: One,
      body: Agreement,
      response: AccountView,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const expected = requireVersion(ifMatch);
      return answered(tx, actor, { ...body, request: { accountId: params.id }, expected, approve: true });
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/accounts/:id/refusal',
      operationId: 'refuseAccount',
      summary: '不同意开账号（写明理由）',
      permission: permissions.refuseAccount,
      params: One,
      body: Because,
      response: AccountView,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const expected = requireVersion(ifMatch);
      const decision = { request: { accountId: params.id }, expected, approve: false, opinion: body.reason };
      return answered(tx, actor, decision);
    },
  );
}

function postAnswers(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/account-requests/:id/approval',
      operationId: 'approvePost',
      summary: '同意岗位',
      permission: permissions.approvePost,
      stepUp: 'act',
      params: One,
      body: Agreement,
      response: AccountView,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const expected = requireVersion(ifMatch);
      return answered(tx, actor, { ...body, request: { id: params.id }, expected, approve: true });
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/account-requests/:id/refusal',
      operationId: 'refusePost',
      summary: '不同意岗位（写明理由）',
      permission: permissions.refusePost,
      params: One,
      body: Because,
      response: AccountView,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const expected = requireVersion(ifMatch);
      return answered(tx, actor, { request: { id: params.id }, expected, approve: false, opinion: body.reason });
    },
  );
}

async function answered(tx: Tx, actor: Actor, decision: Decision): Promise<AccountView> {
  const { accountId } = await decideGrant(tx, actor, decision);
  return getAccount(tx, actor, accountId);
}
