import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod';
import client from 'prom-client';
import { newId } from '../db/id.ts';
import { runSql, systemActor, withScope } from '../db/scope.ts';
import { Refusal } from '../errors/refusal.ts';
import { log } from '../log.ts';
import { readInput } from './input.ts';
import { sendProblem } from './problem.ts';

export interface ServerOptions {
  production: boolean;
  /** Largest upload in bytes. */
  maxUpload?: number;
  /** Finds the actor of a request (session cookie, signed call), or null. */
  authenticate: (app: FastifyInstance) => void;
  routes: (app: FastifyInstance) => void | Promise<void>;
}

/** Builds the HTTP server: validation and answers by schema, problems, security headers, CSRF, documents, health and metrics. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    genReqId: () => newId().slice(-12),
    bodyLimit: 1_048_576,
    trustProxy: 'loopback',
    requestTimeout: 120_000,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request as never, reply as never),
  }) as unknown as FastifyInstance;
  readInput(app);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) =>
    sendProblem(new Refusal('no-such-address', { status: 404, detail: '没有这个地址。' }), request, reply),
  );
  app.decorate('operations', []);
  app.decorateRequest('actor', null);
  app.decorateRequest('limitedTo', null);
  await app.register(cookie);
  await app.register(multipart, {
    limits: { files: 1, fileSize: options.maxUpload ?? 300 * 1_048_576, fields: 10, fieldSize: 10_000 },
  });
  await secure(app, options.production);
  await documents(app);
  observe(app);
  options.authenticate(app);
  await options.routes(app);
  app.get('/api/openapi/internal.json', { schema: { hide: true } }, () => app.openapiInternal());
  app.get('/api/openapi/exchange.json', { schema: { hide: true } }, () => app.openapiExchange());
  return app;
}

declare module 'fastify' {
  interface FastifyInstance {
    openapiInternal: () => object;
    openapiExchange: () => object;
  }
}

async function secure(app: FastifyInstance, production: boolean): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        manifestSrc: ["'self'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['default'],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    hsts: production,
    xFrameOptions: { action: 'sameorigin' },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    refuseForeignOrigin(request.method, request.headers);
  });
}

/** CSRF: a changing request must come from our own pages and carry a header that no form can send. */
function refuseForeignOrigin(method: string, headers: Record<string, unknown>): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  const site = headers['sec-fetch-site'];
  if ((site !== undefined && site !== 'same-origin') || headers['x-shouwang-request'] === undefined) {
    throw new Refusal('foreign-request', { status: 403, detail: '请求不是从本系统页面发出的。' });
  }
}

async function documents(app: FastifyInstance): Promise<void> {
  const document = (decorator: 'openapiInternal' | 'openapiExchange', tag: string, title: string) =>
    app.register(swagger, {
      decorator,
      openapi: { openapi: '3.1.0', info: { title, version: '1.0.0' } },
      transform: (input: { schema?: unknown }) => {
        const made = jsonSchemaTransform(input as never);
        const tags = (input.schema as { tags?: string[] } | undefined)?.tags ?? [];
        return tags.includes(tag) ? made : { ...made, schema: { ...made.schema, hide: true } };
      },
    } as never);
  await document('openapiInternal', 'internal', 'Shouwang internal interface');
  await document('openapiExchange', 'exchange', 'Shouwang exchange interface');
}

function observe(app: FastifyInstance): void {
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  const seconds = new client.Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer by operation and status',
    labelNames: ['operation', 'status'] as const,
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const operation = (request.routeOptions.schema as { operationId?: string } | undefined)?.operationId ?? 'other';
    seconds.observe({ operation, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    if (reply.statusCode >= 500) log.warn({ req: request, res: reply }, 'answered with a fault');
  });
  app.get('/health/live', { schema: { hide: true } }, async () => ({ status: 'live' }));
  app.get('/health/ready', { schema: { hide: true } }, async () => {
    await withScope(systemActor('none', 'readiness'), (tx) => runSql(tx, 'select 1'));
    return { status: 'ready' };
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}
