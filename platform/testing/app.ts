import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Actor } from '../db/scope.ts';
import { buildServer } from '../http/server.ts';
import { anActor } from './database.ts';

/** Answer of a call in a test. */
export interface Answer<T> {
  status: number;
  body: T;
  headers: Record<string, unknown>;
}

/** A server with some routes whose requests come from whoever `as` names. */
export interface TestApp {
  app: FastifyInstance;
  call: <T = Record<string, unknown>>(as: Partial<Actor> | null, request: InjectOptions) => Promise<Answer<T>>;
}

/** Builds a server for tests of one module: real validation, problems, scope and database; only the sign-in is given. */
export async function testApp(routes: (app: FastifyInstance) => void | Promise<void>): Promise<TestApp> {
  let actor: Actor | null = null;
  const app = await buildServer({
    production: false,
    authenticate: (server) =>
      server.addHook('preHandler', async (request) => {
        request.actor = actor;
      }),
    routes,
  });
  await app.ready();
  return {
    app,
    call: async <T>(as: Partial<Actor> | null, request: InjectOptions): Promise<Answer<T>> => {
      actor = as === null ? null : anActor(as);
      const answer = await app.inject({ ...request, headers: { 'x-shouwang-request': '1', ...request.headers } });
      const json = String(answer.headers['content-type'] ?? '').includes('json');
      return { status: answer.statusCode, body: (json ? answer.json() : answer.body) as T, headers: answer.headers };
    },
  };
}
