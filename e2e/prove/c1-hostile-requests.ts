import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { rawRoute } from '@shouwang/platform/http/route.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Ground, onGround } from './ground.ts';
import { hostileRequest } from './hostile.ts';
import { asUpload, type Callable, readOperations } from './operations.ts';
import { plantEverywhere, targetAt } from './plant.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';
import { type Called, callAs, openApp, type Person, renewSession, signedIn } from './proof-app.ts';
import { Random } from './random.ts';
import { areaOfRole } from './relations.ts';

const VILLAGE = '440229104201';
const Problem = z.strictObject({
  type: z.string(),
  code: z.string().min(1),
  title: z.string().min(1),
  status: z.int().min(400).max(599),
  detail: z.string(),
  requestId: z.string().min(1),
  fields: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })),
});

interface Storm {
  ground: Ground;
  app: FastifyInstance;
  people: Map<string, Person>;
}

interface Tally {
  requests: number;
  faults: string[];
  shapes: string[];
  statuses: Map<number, number>;
}

async function personFor(storm: Storm, operation: Callable): Promise<Person> {
  const role = Array.isArray(operation.permission) ? (operation.permission[0] as string) : 'COUNTY_LEAD';
  const known = storm.people.get(role);
  if (known) return known;
  const made = await signedIn(storm.ground, role, areaOfRole(role));
  storm.people.set(role, made);
  return made;
}

/** The declared schema of an answer, made checkable from the document itself, not from the code that sends it. */
function checkerOf(operation: Callable): (answer: Called) => string | null {
  const checks = new Map(
    Object.entries(operation.answers).map(([status, schema]) => [status, z.fromJSONSchema(schema as never)]),
  );
  return (answer) => {
    if (answer.status >= 400) {
      if (!answer.type.startsWith('application/problem+json'))
        return `is ${answer.type || 'of no type'}, not a problem`;
      const parsed = parse(answer.text);
      return Problem.safeParse(parsed).success && (parsed as { status: number }).status === answer.status
        ? null
        : 'is not a whole problem';
    }
    const check = checks.get(String(answer.status));
    if (!check) return 'has a status that is not declared';
    if (!answer.type.includes('json'))
      return answer.status === 204 || !hasShape(operation.answers[String(answer.status)])
        ? null
        : `is ${answer.type || 'of no type'}, not the declared JSON`;
    return check.safeParse(parse(answer.text)).success ? null : 'is not of the declared shape';
  };
}

const hasShape = (schema: unknown) => JSON.stringify(schema ?? {}).length > 60;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function stormOne(
  storm: Storm,
  operation: Callable,
  order: { n: number; random: Random; tally: Tally },
): Promise<void> {
  const { random, tally } = order;
  const person = await personFor(storm, operation);
  const wrongShape = checkerOf(operation);
  const target = targetAt(VILLAGE);
  let upload = false;
  for (let i = 0; i < order.n; i += 1) {
    const request = hostileRequest(operation, target, random);
    const answer = await callAs(
      storm.app,
      random.chance(0.95) ? person : null,
      upload && random.chance(0.7) ? asUpload(request) : request,
    );
    if (answer.status === 406 || answer.text.includes('"file-missing"')) upload = true;
    if (answer.status === 401) await renewSession(storm.ground, person);
    tally.requests += 1;
    tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1);
    const shown = `${operation.operationId} ${request.method} ${String(request.url).slice(0, 120)} ${JSON.stringify(request.payload ?? null).slice(0, 200)} ${JSON.stringify(request.headers).slice(0, 120)}`;
    if (answer.status >= 500) tally.faults.push(`${answer.status}: ${shown}`);
    else {
      const wrong = wrongShape(answer);
      if (wrong) tally.shapes.push(`${answer.status} ${wrong}: ${shown}: ${answer.text.slice(0, 120)}`);
    }
  }
  clock.setOffsetDays(0);
}

async function stormAll(storm: Storm, order: { n: number; seed: number; only?: string }): Promise<Tally> {
  const tally: Tally = { requests: 0, faults: [], shapes: [], statuses: new Map() };
  const operations = readOperations(storm.app).operations.filter(
    (operation) => !order.only || operation.url.startsWith(order.only),
  );
  for (const [index, operation] of operations.entries()) {
    await stormOne(storm, operation, { n: order.n, random: new Random(order.seed * 10_000 + index), tally });
  }
  return tally;
}

/** One operation for each thing that this proof looks for. */
function faultyRoutes(app: FastifyInstance): void {
  const operation = (name: string) => ({
    method: 'POST' as const,
    url: `/api/fault/${name}`,
    operationId: `fault-${name}`,
    summary: '故障',
    permission: 'public' as const,
    body: z.looseObject({ text: z.string() }),
  });
  rawRoute(app, { ...operation('throws'), response: z.object({ ok: z.boolean() }) }, async ({ body }) => {
    if (body.text.length > 40) throw new TypeError('long');
    return { ok: true };
  });
  rawRoute(app, { ...operation('shape'), response: z.object({ ok: z.boolean() }) }, async ({ reply }) =>
    reply.serializer((value) => JSON.stringify(value)).send({ ok: 'yes', other: 1 }),
  );
  rawRoute(app, { ...operation('problem'), response: z.object({ ok: z.boolean() }) }, async ({ body, reply }) =>
    body.text.length < 3 ? reply.code(422).type('text/plain').send('no') : { ok: true },
  );
  rawRoute(app, { ...operation('status'), response: z.object({ ok: z.boolean() }) }, async ({ body, reply }) =>
    reply.code(/[^ -~]/.test(body.text) && body.text !== '验证事由' ? 203 : 200).send({ ok: true }),
  );
}

const kinds = (tally: Tally) =>
  [...tally.statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, n]) => `${status} x ${n}`)
    .join(', ');
const firstOfEach = (lines: string[]) =>
  [...Map.groupBy(lines, (line) => line.split(' ').slice(0, 2).join(' ')).values()].map(
    (same) => `${same.length} x ${same[0]}`,
  );

/** C1: whatever is sent to whatever operation, the answer is never a fault and always of the declared shape. */
export const hostileRequests: Proof = {
  id: 'C1',
  title: 'hostile requests to every operation: no fault, every answer of its declared shape',
  run: ({ n, seed, small }): Promise<ProofResult> =>
    onGround(async (ground) => {
      const each = n ?? (small ? 4 : 1_000);
      await loadDivisions();
      await loadPacks();
      await plantEverywhere(ground, ['440229', VILLAGE, '440229104001'], {}); // a run in the village too: its hits can then be asked for
      const { app, notLoaded, thrown } = await openApp();
      const tally = await stormAll({ ground, app, people: new Map() }, { n: each, seed });
      const operations = readOperations(app).operations.length;
      await app.close();
      const { app: faulty } = await openApp(faultyRoutes);
      const seeds = await runSeeded(
        ['throws', 'shape', 'problem', 'status'].map((name) => ({
          name: `an operation that ${name === 'throws' ? 'throws' : `answers with a wrong ${name}`}`,
          noticed: async () => {
            const found = await stormAll(
              { ground, app: faulty, people: new Map() },
              { n: 300, seed: seed + 1, only: `/api/fault/${name}` },
            );
            return found.faults.length + found.shapes.length > 0;
          },
        })),
      );
      await faulty.close();
      const found = [...firstOfEach(tally.faults), ...firstOfEach(tally.shapes)];
      const missing = notLoaded.length > 0 ? `; NOT covered: ${notLoaded.join(', ')}` : '';
      const result = conclude(
        found,
        `${tally.faults.length} x 5xx and ${tally.shapes.length} undeclared answers to ${tally.requests} requests (${operations} operations x ${each}; ${kinds(tally)})${missing}`,
        { n: tally.requests, seeds },
      );
      return {
        ...result,
        details: [...(result.details ?? []), ...[...thrown].map(([id, text]) => `thrown in ${id}: ${text}`)],
      };
    }),
};
