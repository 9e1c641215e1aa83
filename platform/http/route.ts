import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { clock } from '../clock/clock.ts';
import { type Actor, type Tx, withScope } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Permission } from '../schema/schema.ts';

/** One operation of the interface: address, who may use it, and the shapes that go in and out. */
export interface Operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  /** The verb: command = operationId = audit verb = permission. */
  operationId: string;
  summary: string;
  tag?: 'internal' | 'exchange';
  permission: Permission;
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
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
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
    const actor = requireActor(request, operation.permission);
    const { status, body } = await withScope(actor, (tx) =>
      once(tx, { actor, request, operation }, () => handle(callOf(request, reply, { actor, tx }))),
    );
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
    const actor = requireActor(request, operation.permission);
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
  app.operations.push({ method, url, operationId, permission, tag });
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

function requireActor(request: FastifyRequest, permission: Permission): Actor {
  if (permission === 'public') return request.actor ?? { ...NOBODY, requestId: request.id };
  if (!request.actor)
    throw new Refusal('not-signed-in', { status: 401, detail: '登录已失效，请重新登录；填写的内容还在。' });
  if (permission !== 'signed-in' && !permission.includes(request.actor.role)) {
    throw new Refusal('role-not-permitted', { status: 403, detail: '您的岗位不办理这一事项。' });
  }
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

interface Attempt {
  actor: Actor;
  request: FastifyRequest;
  operation: { operationId: string; status?: number; permission: Permission };
}

async function once(
  tx: Tx,
  attempt: Attempt,
  work: () => Promise<unknown>,
): Promise<{ status: number; body: unknown }> {
  const status = attempt.operation.status ?? 200;
  const key = attempt.request.headers['idempotency-key'];
  if (typeof key !== 'string' || attempt.request.method === 'GET') return { status, body: await work() };
  if (!/^[\w-]{8,64}$/.test(key))
    throw new Refusal('idempotency-key-invalid', { status: 400, detail: '重复提交保护码格式不对。' });
  const mark = { account_id: attempt.actor.accountId, key };
  const requestHash = createHash('sha256')
    .update(`${attempt.request.method} ${attempt.request.url}\n${JSON.stringify(attempt.request.body ?? null)}`)
    .digest('hex');
  const inserted = await tx
    .insertInto('platform.idempotency')
    .values({
      ...mark,
      operation: attempt.operation.operationId,
      request_hash: requestHash,
      status: 0,
      body: null,
      created_at: clock.wall(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (Number(inserted.numInsertedOrUpdatedRows) === 0) return stored(tx, mark, requestHash);
  const body = await work();
  await tx
    .updateTable('platform.idempotency')
    .set({ status, body: JSON.stringify(body ?? null) })
    .where('account_id', '=', mark.account_id)
    .where('key', '=', key)
    .execute();
  return { status, body };
}

async function stored(
  tx: Tx,
  mark: { account_id: string; key: string },
  requestHash: string,
): Promise<{ status: number; body: unknown }> {
  const row = await tx
    .selectFrom('platform.idempotency')
    .selectAll()
    .where('account_id', '=', mark.account_id)
    .where('key', '=', mark.key)
    .executeTakeFirstOrThrow();
  if (row.request_hash !== requestHash)
    throw new Refusal('idempotency-key-reused', { detail: '重复提交保护码已用于另一项内容，请刷新页面后再提交。' });
  return { status: row.status, body: row.body };
}
