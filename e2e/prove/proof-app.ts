import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pathOf } from '@shouwang/modules/areas/rules.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { toRefusal } from '@shouwang/platform/http/problem.ts';
import { startSession } from '@shouwang/platform/identity/identity.ts';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { buildApp } from '../../apps/server/app.ts';
import { advanceDay } from '../../apps/server/demonstration.ts';
import { shellFacts } from '../../apps/server/shell-facts.ts';
import type { Ground } from './ground.ts';

const MODULES = fileURLToPath(new URL('../../modules/', import.meta.url));
const APP_FILE = fileURLToPath(new URL('../../apps/server/app.ts', import.meta.url));

/** The program as it is, ready for calls. `notLoaded` names modules whose routes exist but could not be loaded. */
export interface ProofApp {
  app: FastifyInstance;
  notLoaded: string[];
  /** What was thrown behind each 5xx, by operation: for whoever repairs it. */
  thrown: Map<string, string>;
}

/** Builds the real program; routes that a module already has but the program does not mount yet are mounted too. */
export async function openApp(extra: (app: FastifyInstance) => void = () => undefined): Promise<ProofApp> {
  const app = await buildApp({
    production: false,
    demonstration: true,
    demonstrationPassword: 'proof',
    shellFacts,
    advanceDay,
  });
  const notLoaded = await mountMissing(app);
  extra(app);
  const thrown = new Map<string, string>();
  app.addHook('onError', async (request, _reply, error) => {
    if (toRefusal(error) !== null) return;
    const { operationId } = request.routeOptions.schema as { operationId?: string };
    const frame = (error.stack ?? '')
      .split('\n')
      .find((line) => /modules\/|platform\/|apps\//.test(line) && !line.includes('node_modules'));
    const issues = JSON.stringify((error as { cause?: { issues?: unknown } }).cause?.issues ?? null).slice(0, 600);
    thrown.set(
      operationId ?? '?',
      `${issues === 'null' ? '' : issues}${error.message.replaceAll('\n', ' ').slice(0, 260)} ${frame?.replace(/^.*\/(modules|platform|apps)\//, '$1/').replace(')', '') ?? ''}`,
    );
  });
  await app.ready();
  return { app, notLoaded, thrown };
}

async function mountMissing(app: FastifyInstance): Promise<string[]> {
  const mounted = readFileSync(APP_FILE, 'utf8');
  const notLoaded: string[] = [];
  for (const name of readdirSync(MODULES)) {
    if (!existsSync(`${MODULES}${name}/server/routes.ts`) || mounted.includes(`modules/${name}/server/`)) continue;
    try {
      const routes = (await import(`${MODULES}${name}/server/routes.ts`)) as Record<string, unknown>;
      const mount = Object.entries(routes).find(([key]) => key.endsWith('Routes'))?.[1];
      if (typeof mount !== 'function') throw new Error('exports no …Routes');
      await (mount as (app: FastifyInstance) => void | Promise<void>)(app);
    } catch (error) {
      notLoaded.push(`${name} (${(error as Error).message.split('\n')[0]?.slice(0, 100)})`);
    }
  }
  return notLoaded;
}

/** Somebody with a session: what a request of theirs carries. */
export interface Person {
  role: string;
  areaCode: string;
  accountId: string;
  cookie: string;
}

const gate = systemActor('none', '验证');

/** Opens an account with one post and a live session in which a one-time code holds for good, directly in the database. */
export async function signedIn(ground: Ground, role: string, areaCode: string): Promise<Person> {
  const [accountId, postId] = [newId(), newId()];
  const department = role === 'COUNTY_DEPT' ? 'YB' : null;
  await ground.admin(
    `insert into staff.account (id, login_name, name, status, is_demonstration, area_codes, version, changed_at) values ($1, $2, '验证员', 'ACTIVE', false, $3, 1, now())`,
    [accountId, `proof-${accountId}`, pathOf(areaCode)],
  );
  await ground.admin(
    `insert into staff.post (id, account_id, role, area_code, department_code, title, valid_from, version, changed_at) values ($1, $2, $3, $4, $5, '验证', '2020-01-01', 1, now())`,
    [postId, accountId, role, areaCode, department],
  );
  const cookie = await withScope(gate, (tx) => startSession(tx, accountId, postId));
  await ground.admin("update identity.session set code_checked_at = 'infinity' where account_id = $1", [accountId]);
  return { role, areaCode, accountId, cookie };
}

/** Gives a person a new session when the one before was ended (by signing out). */
export async function renewSession(ground: Ground, person: Person): Promise<void> {
  await ground.admin('update identity.session set ended_at = null, last_seen_at = now() where account_id = $1', [
    person.accountId,
  ]);
}

/** One call at the HTTP door. */
export interface Called {
  status: number;
  type: string;
  text: string;
}

/** Calls as a person, or as nobody, with the headers that the desk sends. An answer that breaks off in the middle counts as a fault. */
export async function callAs(app: FastifyInstance, person: Person | null, request: InjectOptions): Promise<Called> {
  try {
    return await inject(app, person, request);
  } catch (error) {
    return { status: 599, type: '', text: `the answer broke off: ${(error as Error).message}` };
  }
}

async function inject(app: FastifyInstance, person: Person | null, request: InjectOptions): Promise<Called> {
  const answer = await app.inject({
    ...request,
    headers: {
      'x-shouwang-request': '1',
      'sec-fetch-site': 'same-origin',
      ...(person ? { cookie: `session=${person.cookie}` } : {}),
      ...request.headers,
    },
  });
  return { status: answer.statusCode, type: String(answer.headers['content-type'] ?? ''), text: answer.body };
}
