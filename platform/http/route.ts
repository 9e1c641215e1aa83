import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, type Tx, withScope } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';
import { requireFreshCode, type StepUp } from '../identity/step-up.ts';
import type { Permission } from '../schema/schema.ts';
import { once } from './idempotency.ts';

/** One operation of the interface: address, who may use it, and the shapes that go in and out. */
export interface Operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  /** The verb: command = operationId = audit verb = permission. */
  operationId: string;
  summary: string;
  tag?: 'internal' | 'exchange';
  permission: Permission;
  /** What asks for a one-time code given within the session a short while ago (`step-up-needed`); the desk asks and sends it again. */
  stepUp?: StepUp;
  params?: P;
  query?: Q;
  body?: B;
  response: R;
  status?: 200 | 201 | 202 | 204;
}

/** What a handler gets: everything parsed, the actor known, the transaction open in the actor's scope. */
export interface Call<P, Q, B> {
  tx: Tx;
  actor: Actor;
  params: P;
  query: Q;
  body: B;
  /** The version that the client saw (`If-Match`), or null. */
  ifMatch: number | null;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What every operation declares, for the access matrix and the proofs. */
export interface DeclaredOperation {
  method: string;
  url: string;
  operationId: string;
  permission: Permission;
  tag: string;
  stepUp: StepUp | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    /** The operations that the session is held to until the person has done something first; null for all others. */
    limitedTo: readonly string[] | null;
  }
  interface FastifyInstance {
    operations: DeclaredOperation[];
  }
}

type Any = z.ZodType;
const Nothing = z.unknown();

/**
 * Declares an operation that runs in one transaction within the actor's scope. With an `Idempotency-Key` the answer is stored in the same
 * transaction, so that a repeated request gets the first answer and does nothing.
 */
export function route<
  P extends Any = typeof Nothing,
  Q extends Any = typeof Nothing,
  B extends Any = typeof Nothing,
  R extends Any = Any,
>(
  app: FastifyInstance,
  operation: Operation<P, Q, B, R>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<R>>,
): void {
  declare(app, operation, async (request, reply) => {
    const actor = requireActor(request, operation);
    const { status, body } = await withScope(actor, async (tx) => {
      if (operation.stepUp) await requireFreshCode(tx, actor, operation.stepUp);
      return once(tx, { actor, request, operation }, () => handle(callOf(request, reply, { actor, tx })));
    });
    reply.code(status);
    return body;
  });
}

/** Declares an operation that manages its own transactions: uploads, downloads, sign-in, long reads. */
export function rawRoute<
  P extends Any = typeof Nothing,
  Q extends Any = typeof Nothing,
  B extends Any = typeof Nothing,
  R extends Any = Any,
>(
  app: FastifyInstance,
  operation: Operation<P, Q, B, R>,
  handle: (call: Omit<Call<z.output<P>, z.output<Q>, z.output<B>>, 'tx'>) => Promise<unknown>,
): void {
  declare(app, operation, async (request, reply) => {
    const actor = requireActor(request, operation);
    const { stepUp } = operation;
    if (stepUp) await withScope(actor, (tx) => requireFreshCode(tx, actor, stepUp));
    const { tx: _, ...call } = callOf<z.output<P>, z.output<Q>, z.output<B>>(request, reply, {
      actor,
      tx: null as never,
    });
    reply.code(operation.status ?? 200);
    return handle(call);
  });
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

function declare(app: FastifyInstance, operation: Operation<Any, Any, Any, Any>, handler: Handler): void {
  const tag = operation.tag ?? 'internal';
  const { method, url, operationId, permission } = operation;
  app.operations.push({ method, url, operationId, permission, tag, stepUp: operation.stepUp ?? null });
  const problem = z.object({
    type: z.string(),
    code: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  });
  const answers = { [operation.status ?? 200]: operation.response, '4xx': problem, '5xx': problem };
  app.route({
    method,
    url,
    schema: {
      operationId,
      summary: operation.summary,
      tags: [tag],
      ...(operation.params ? { params: operation.params } : {}),
      ...(operation.query ? { querystring: operation.query } : {}),
      ...(operation.body ? { body: operation.body } : {}),
      response: answers,
    },
    handler,
  });
}

const NOBODY: Actor = {
  accountId: '00000000-0000-7000-8000-000000000001',
  name: '未登录',
  role: 'NOBODY',
  areaCode: 'none',
  departmentCode: null,
  sessionId: 'none',
};

function requireActor(
  request: FastifyRequest,
  { permission, operationId }: { permission: Permission; operationId: string },
): Actor {
  if (permission === 'public') return request.actor ?? { ...NOBODY, requestId: request.id };
  if (!request.actor)
    throw new Refusal('not-signed-in', { status: 401, detail: '登录已失效，请重新登录；填写的内容还在。' });
  if (permission !== 'signed-in' && !permission.includes(request.actor.role)) {
    throw new Refusal('role-not-permitted', { status: 403, detail: '您的岗位不办理这一事项。' });
  }
  if (request.limitedTo && !request.limitedTo.includes(operationId))
    throw new Refusal('password-change-needed', { status: 403, detail: '请先设置自己的密码，再办理其他事项。' });
  return { ...request.actor, requestId: request.id };
}

function callOf<P, Q, B>(
  request: FastifyRequest,
  reply: FastifyReply,
  { actor, tx }: { actor: Actor; tx: Tx },
): Call<P, Q, B> {
  return {
    tx,
    actor,
    params: request.params as P,
    query: request.query as Q,
    body: request.body as B,
    ifMatch: readIfMatch(request),
    request,
    reply,
  };
}

function readIfMatch(request: FastifyRequest): number | null {
  const header = request.headers['if-match'];
  const found = header === undefined ? null : /^"(\d{1,9})"$/.exec(header);
  if (header !== undefined && !found)
    throw new Refusal('if-match-invalid', { status: 400, detail: '版本号格式不对，请刷新页面。' });
  return found ? Number(found[1]) : null;
}

/** The version that the client saw; without one a change is refused, so that nobody overwrites what he has not seen. */
export function requireVersion(ifMatch: number | null): number {
  if (ifMatch === null)
    throw new Refusal('version-required', { status: 428, detail: '缺少版本号，请刷新页面后再提交。' });
  return ifMatch;
}

/** The refusal when somebody else was faster. */
export function staleVersion(): Refusal {
  return new Refusal('version-stale', { status: 412, detail: '这条记录刚被他人更新。请先看一眼新内容，再提交一次。' });
}
