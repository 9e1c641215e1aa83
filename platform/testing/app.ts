import type { FastifyInstance, InjectOptions } from 'fastify';
import { type Actor, withBulkLoad } from '../db/scope.ts';
import { buildServer } from '../http/server.ts';
import { anActor } from './database.ts';

/** Answer of a call in a test. */
export interface Answer<T> {
  status: number;
  body: T;
  /** The body as it came. */
  bytes: Buffer;
  headers: Record<string, unknown>;
}

/** A server with some routes whose requests come from whoever `as` names. */
export interface TestApp {
  app: FastifyInstance;
  call: <T = Record<string, unknown>>(as: Partial<Actor> | null, request: InjectOptions) => Promise<Answer<T>>;
}

/**
 * Builds a server for tests of one module: real validation, problems, scope and database; only the sign-in is given. Where a one-time code is
 * asked for first, it is given and the call repeated, as the desk does; an actor with a session of his own is left to prove himself.
 */
export async function testApp(routes: (app: FastifyInstance) => void | Promise<void>): Promise<TestApp> {
  const actors = new Map<string, Actor>();
  const app = await buildServer({
    production: false,
    authenticate: (server) =>
      server.addHook('preHandler', async (request) => {
        request.actor = actors.get(String(request.headers[WHO])) ?? null;
      }),
    routes,
  });
  await app.ready();
  return {
    app,
    call: async <T>(as: Partial<Actor> | null, request: InjectOptions): Promise<Answer<T>> => {
      const who = as === null ? null : inSession(anActor(as));
      if (who) actors.set(keyOf(who), who);
      const send = async (): Promise<Answer<T>> => {
        const headers = { 'x-shouwang-request': '1', ...(who ? { [WHO]: keyOf(who) } : {}), ...request.headers };
        const answer = await app.inject({ ...request, headers });
        const json = String(answer.headers['content-type'] ?? '').includes('json');
        const body = (json ? answer.json() : answer.body) as T;
        return { status: answer.statusCode, body, bytes: answer.rawPayload, headers: answer.headers };
      };
      const answer = await send();
      if (!who?.sessionId.startsWith(OF_TESTS) || (answer.body as { code?: unknown } | null)?.code !== 'step-up-needed')
        return answer;
      await giveCode(who);
      return send();
    },
  };
}

const OF_TESTS = 'test';
const WHO = 'x-test-actor';

/** What a header can carry of somebody: two calls at once must not be taken for one another. */
const keyOf = (actor: Actor): string => Buffer.from(JSON.stringify(actor)).toString('base64url');

/** Each account has a session of its own, unless the test gave it one. */
function inSession(actor: Actor): Actor {
  return actor.sessionId === OF_TESTS ? { ...actor, sessionId: `${OF_TESTS}-${actor.accountId}` } : actor;
}

/** A session in which a one-time code holds for good. */
async function giveCode({ sessionId, accountId }: Actor): Promise<void> {
  await withBulkLoad('test session', (client) =>
    client.query(
      `insert into identity.session (token_hash, account_id, post_id, created_at, last_seen_at, expires_at, code_checked_at)
       values ($1, $2, $2, now(), now(), 'infinity', 'infinity') on conflict do nothing`,
      [sessionId, accountId],
    ),
  );
}
