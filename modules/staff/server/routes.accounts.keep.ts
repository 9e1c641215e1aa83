import { hashPassword } from '@shouwang/platform/crypto/password.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { rawRoute, requireVersion, route } from '@shouwang/platform/http/route.ts';
import { newPassword } from '@shouwang/platform/identity/one-time-password.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  AccountView,
  Because,
  Leaving,
  OneTimeSignIn,
  accountPermissions as permissions,
} from '../contract.accounts.ts';
import { endAccountSession, endPost, leaveAccount, resumeAccount } from './accounts.keep.ts';
import { handOutSignIn } from './accounts.sign-in.ts';
import { getAccount } from './accounts.view.ts';

const One = z.object({ id: z.uuid() });

/** Suspending, resuming, closing; ending posts and sessions; handing out a sign-in. */
export function keepRoutes(app: FastifyInstance): void {
  leaveRoutes(app);
  resumeRoute(app);
  endRoutes(app);
  handOutRoute(app);
}

function leaveRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/accounts/:id/suspension',
      operationId: 'suspendAccount',
      summary: '停用账号（调离、结束服务）',
      permission: permissions.suspendAccount,
      params: One,
      body: Leaving,
      response: AccountView,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const expected = requireVersion(ifMatch);
      await leaveAccount(tx, actor, { ...body, id: params.id, expected, verb: 'suspendAccount' });
      return getAccount(tx, actor, params.id);
    },
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/accounts/:id/closure',
      operationId: 'closeAccount',
      summary: '注销账号（不能恢复，记录保留）',
      permission: permissions.closeAccount,
      params: One,
      body: Leaving,
      response: AccountView,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      const expected = requireVersion(ifMatch);
      await leaveAccount(tx, actor, { ...body, id: params.id, expected, verb: 'closeAccount' });
      return getAccount(tx, actor, params.id);
    },
  );
}

function resumeRoute(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/accounts/:id/resumption',
      operationId: 'resumeAccount',
      summary: '恢复停用或锁定的账号（已核对本人）',
      permission: permissions.resumeAccount,
      stepUp: 'act',
      params: One,
      body: Because,
      response: AccountView,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      await resumeAccount(tx, actor, { id: params.id, expected: requireVersion(ifMatch), reason: body.reason });
      return getAccount(tx, actor, params.id);
    },
  );
}

function endRoutes(app: FastifyInstance): void {
  route(
    app,
    {
      method: 'POST',
      url: '/api/accounts/:id/posts/:postId/end',
      operationId: 'endPost',
      summary: '结束一个岗位',
      permission: permissions.endPost,
      params: One.extend({ postId: z.uuid() }),
      body: Because,
      response: AccountView,
    },
    async ({ tx, actor, params, body, ifMatch }) => {
      await endPost(tx, actor, { ...params, expected: requireVersion(ifMatch), reason: body.reason });
      return getAccount(tx, actor, params.id);
    },
  );
  route(
    app,
    {
      method: 'DELETE',
      url: '/api/accounts/:id/sessions/:sessionId',
      operationId: 'endAccountSession',
      summary: '结束账号的一个会话',
      permission: permissions.endAccountSession,
      params: One.extend({ sessionId: z.string().regex(/^[0-9a-f]{24}$/, '会话编号格式不对') }),
      response: z.null(),
      status: 204,
    },
    async ({ tx, actor, params }) => {
      await endAccountSession(tx, actor, params);
      return null;
    },
  );
}

function handOutRoute(app: FastifyInstance): void {
  // Not `route`: the answer holds a password, which must not be kept with the idempotency keys. Hashed before a connection is held.
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/accounts/:id/credential',
      operationId: 'resetCredential',
      summary: '发放一次性登录凭据（旧密码、动态码和会话作废）',
      permission: permissions.resetCredential,
      stepUp: 'act',
      params: One,
      body: Because,
      response: OneTimeSignIn,
    },
    async ({ actor, params, body, ifMatch }) => {
      const expected = requireVersion(ifMatch);
      const password = newPassword();
      const passwordHash = await hashPassword(password);
      return withScope(actor, (tx) =>
        handOutSignIn(tx, actor, { ...body, id: params.id, expected, password, passwordHash }),
      );
    },
  );
}
