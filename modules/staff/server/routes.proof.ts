import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { rawRoute } from '@shouwang/platform/http/route.ts';
import { endSessions, postOfSession, startSession } from '@shouwang/platform/identity/identity.ts';
import { changeOwnPassword } from '@shouwang/platform/identity/own-password.ts';
import { proveAgain } from '@shouwang/platform/identity/step-up.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { accountPermissions as permissions } from '../contract.accounts.ts';
import { ChangePassword, StepUp } from '../contract.ts';
import { keepToken } from './session-cookie.ts';

/** Proving oneself again within a session, and changing the own password. */
export function proofRoutes(app: FastifyInstance, { production }: { production: boolean }): void {
  stepUpRoute(app);
  // Not `route`: passwords are hashed before a connection is held.
  rawRoute(
    app,
    {
      method: 'PUT',
      url: '/api/session/password',
      operationId: 'changePassword',
      summary: '修改自己的密码（其他会话退出）',
      permission: permissions.changePassword,
      body: ChangePassword,
      response: z.null(),
      status: 204,
    },
    async ({ actor, body, reply }) => {
      const change = { accountId: actor.accountId, current: body.current, next: body.password };
      await changeOwnPassword((work) => withScope(actor, work), change);
      await withScope(actor, async (tx) => {
        const postId = await postOfSession(tx, actor.sessionId);
        if (!postId) throw new Refusal('not-signed-in', { status: 401, detail: '登录已失效，请重新登录。' });
        await endSessions(tx, { accountId: actor.accountId });
        // A new session for a new proof: whoever held the old one is out.
        keepToken(reply, await startSession(tx, actor.accountId, postId), production);
        const { areaCode, accountId } = actor;
        await recordAudit(tx, actor, { action: 'changePassword', areaCode, objectKey: `account:${accountId}` });
      });
      return null;
    },
  );
}

function stepUpRoute(app: FastifyInstance): void {
  // Not `route`: a failed attempt is written down, although the request is refused.
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/session/step-up',
      operationId: 'stepUp',
      summary: '重要操作前再次核验动态码',
      permission: permissions.stepUp,
      body: StepUp,
      response: z.null(),
      status: 204,
    },
    async ({ actor, body }) => {
      const { accountId, sessionId, areaCode } = actor;
      await proveAgain((work) => withScope(actor, work), { accountId, sessionId, code: body.code });
      await withScope(actor, (tx) =>
        recordAudit(tx, actor, { action: 'stepUp', areaCode, objectKey: `account:${accountId}` }),
      );
      return null;
    },
  );
}
