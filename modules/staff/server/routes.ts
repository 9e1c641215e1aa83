import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { type Actor, systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { rawRoute, route } from '@shouwang/platform/http/route.ts';
import {
  checkSignIn,
  endSessions,
  findSession,
  moveSession,
  mustChange,
  openSecret,
  postOfSession,
  startSession,
  unusedCode,
} from '@shouwang/platform/identity/identity.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  ChangePost,
  DemonstrationAccount,
  type Post,
  permissions,
  ROLE_NAMES,
  type RoleCode,
  SessionView,
  SignIn,
} from '../contract.ts';
import { findAccount, listDemonstration, listPosts } from './queries.ts';
import { accountRoutes } from './routes.accounts.ts';
import { exportRoutes } from './routes.exports.ts';
import { proofRoutes } from './routes.proof.ts';
import { cookieName, dropToken, keepToken } from './session-cookie.ts';

/** What the shell shows beside the person; given by the program, which knows the modules above. */
export interface ShellFacts {
  packName: string | null;
  dataAsOf: string | null;
}

export interface StaffOptions {
  production: boolean;
  demonstration: boolean;
  /** The password that all demonstration accounts share. */
  demonstrationPassword: string;
  shellFacts: (tx: Tx, areaCode: string) => Promise<ShellFacts>;
  /** Moves the demonstration's day forward. */
  advanceDay: (days: number) => Promise<void>;
}

const gate = systemActor('none', '登录');
/** All that is left to somebody who has to set a password of his own first. */
const BEFORE_OWN_PASSWORD = ['getSession', 'changePassword', 'signOut'] as const;

/** Finds the person behind the session cookie of each request, and what the session is held to. */
export function authenticateStaff(app: FastifyInstance, options: StaffOptions): void {
  app.addHook('preHandler', async (request) => {
    const token = request.cookies[cookieName(options.production)];
    const found = token && request.url.startsWith('/api/') ? await withScope(gate, (tx) => actorOf(tx, token)) : null;
    request.actor = found?.actor ?? null;
    request.limitedTo = found?.limited ? BEFORE_OWN_PASSWORD : null;
  });
}

async function actorOf(tx: Tx, token: string): Promise<{ actor: Actor; limited: boolean } | null> {
  const session = await findSession(tx, token);
  if (!session) return null;
  const row = await tx
    .selectFrom('staff.account as a')
    .innerJoin('staff.post as p', 'p.account_id', 'a.id')
    .leftJoin('identity.credential as c', 'c.account_id', 'a.id')
    .select(['a.id', 'a.name', 'p.role', 'p.area_code', 'p.department_code', 'c.must_change_password'])
    .where('a.id', '=', session.accountId)
    .where('a.status', '=', 'ACTIVE')
    .where('p.id', '=', session.postId)
    .where('p.valid_from', '<=', clock.today())
    .where((eb) => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>=', clock.today())]))
    .executeTakeFirst();
  if (!row) return null;
  const actor = {
    accountId: row.id,
    name: row.name,
    role: row.role,
    areaCode: row.area_code,
    departmentCode: row.department_code,
    sessionId: session.tokenHash,
  };
  return { actor, limited: row.must_change_password ?? false };
}

/** Sign-in, sign-out, who am I, and the demonstration's accounts and day. */
export function staffRoutes(app: FastifyInstance, options: StaffOptions): void {
  signInRoutes(app, options);
  proofRoutes(app, options);
  accountRoutes(app);
  exportRoutes(app);
  if (options.demonstration) demonstrationRoutes(app, options);
}

function signInRoutes(app: FastifyInstance, options: StaffOptions): void {
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/session',
      operationId: 'signIn',
      summary: '登录',
      permission: permissions.signIn,
      body: SignIn,
      response: SessionView,
      status: 201,
    },
    async ({ body, reply, request }) => {
      const { account, post } = await signIn(body);
      const actor: Actor = {
        accountId: account.id,
        name: account.name,
        role: post.role,
        areaCode: post.areaCode,
        departmentCode: post.departmentCode,
        sessionId: 'new',
        requestId: request.id,
      };
      return withScope(actor, async (tx) => {
        keepToken(reply, await startSession(tx, account.id, post.id), options.production);
        await recordAudit(tx, actor, { action: 'signIn', areaCode: post.areaCode, objectKey: `account:${account.id}` });
        return viewOf(tx, { actor, postId: post.id }, options, request);
      });
    },
  );
  route(
    app,
    {
      method: 'GET',
      url: '/api/session',
      operationId: 'getSession',
      summary: '当前登录人和岗位',
      permission: permissions.getSession,
      response: SessionView,
    },
    async ({ tx, actor, request }) =>
      viewOf(tx, { actor, postId: await postOfSession(tx, actor.sessionId) }, options, request),
  );
  route(
    app,
    {
      method: 'POST',
      url: '/api/session/post',
      operationId: 'changePost',
      summary: '换到自己的另一个岗位',
      permission: permissions.changePost,
      body: ChangePost,
      response: z.null(),
      status: 204,
    },
    async ({ tx, actor, body }) => {
      const post = (await listPosts(tx, actor.accountId, clock.today())).find((one) => one.id === body.postId);
      if (!post) throw new Refusal('post-not-held', { status: 403, detail: '您没有在任的这个岗位，请刷新页面。' });
      await moveSession(tx, actor.sessionId, post.id);
      await recordAudit(tx, actor, {
        action: 'changePost',
        areaCode: actor.areaCode,
        objectKey: `account:${actor.accountId}`,
        detail: { role: post.role, area: post.areaCode },
      });
      return null;
    },
  );
  route(
    app,
    {
      method: 'DELETE',
      url: '/api/session',
      operationId: 'signOut',
      summary: '退出登录',
      permission: permissions.signOut,
      response: z.null(),
      status: 204,
    },
    async ({ tx, actor, reply }) => {
      await endSessions(tx, { tokenHash: actor.sessionId });
      await recordAudit(tx, actor, {
        action: 'signOut',
        areaCode: actor.areaCode,
        objectKey: `account:${actor.accountId}`,
      });
      dropToken(reply, options.production);
      return null;
    },
  );
}

async function signIn(
  attempt: SignIn,
): Promise<{ account: { id: string; name: string; loginName: string }; post: Post }> {
  const accountId = await checkSignIn((work) => withScope(gate, work), attempt);
  return withScope(gate, async (tx) => {
    const account = await findAccount(tx, accountId);
    const [post] = account ? await listPosts(tx, account.id, clock.today()) : [];
    if (!account || !post)
      throw new Refusal('account-not-active', { status: 403, detail: '账号未启用或没有在任岗位，请联系本级管理员。' });
    return { account, post };
  });
}

async function viewOf(
  tx: Tx,
  { actor, postId }: { actor: Actor; postId: string | null },
  options: StaffOptions,
  request: FastifyRequest,
): Promise<SessionView> {
  const account = await findAccount(tx, actor.accountId);
  const posts = await listPosts(tx, actor.accountId, clock.today());
  const post = posts.find((one) => one.id === postId);
  if (!account || !post) throw new Refusal('not-signed-in', { status: 401, detail: '登录已失效，请重新登录。' });
  const facts = await options.shellFacts(tx, post.areaCode);
  const mustChangePassword = await mustChange(tx, account.id);
  const allowed = request.server.operations
    .filter(({ permission }) => typeof permission === 'string' || permission.includes(actor.role))
    .filter(({ operationId }) => !mustChangePassword || BEFORE_OWN_PASSWORD.some((one) => one === operationId))
    .map(({ operationId }) => operationId);
  return {
    account,
    post,
    posts,
    mustChangePassword,
    demonstration: options.demonstration,
    today: clock.today(),
    offsetDays: clock.offsetDays,
    ...facts,
    permissions: allowed,
  };
}

function demonstrationRoutes(app: FastifyInstance, options: StaffOptions): void {
  route(
    app,
    {
      method: 'GET',
      url: '/api/demonstration/accounts',
      operationId: 'listDemonstrationAccounts',
      summary: '演示账号',
      permission: permissions.listDemonstrationAccounts,
      response: z.array(DemonstrationAccount),
    },
    async ({ tx }) => {
      const rows = await listDemonstration(tx);
      return rows.map((row) => ({
        loginName: row.login_name,
        name: row.name,
        roleName: row.title || ROLE_NAMES[row.role as RoleCode],
        areaName: row.short_name,
        password: options.demonstrationPassword,
        code: row.totp_secret ? unusedCode(openSecret(row.id, row.totp_secret), row.last_totp_step) : '',
      }));
    },
  );
  rawRoute(
    app,
    {
      method: 'POST',
      url: '/api/demonstration/clock',
      operationId: 'advanceDay',
      summary: '演示：日子往后走',
      permission: permissions.advanceDay,
      body: z.object({ days: z.int().min(1).max(60) }),
      response: z.object({ today: z.string() }),
    },
    async ({ body }) => {
      await options.advanceDay(body.days);
      return { today: clock.today() };
    },
  );
}
