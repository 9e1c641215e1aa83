import { ROLE_NAMES } from '@shouwang/modules/staff/contract.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { Ground } from './ground.ts';
import { asUpload, type Callable, readOperations, validRequest } from './operations.ts';
import { markerOf, type Planted, replant, targetAt, writesOutside } from './plant.ts';
import { type Called, callAs, type Person, renewSession, signedIn } from './proof-app.ts';
import { Random } from './random.ts';
import { AREAS, areaOfRole, RELATIONS, related, SHOWS_OWN_COUNTY } from './relations.ts';

export interface MatrixFindings {
  calls: number;
  operations: number;
  random: number;
  /** Not every cell was called: one relation for each operation and kind of person. */
  thin: boolean;
  leaks: string[];
  writes: string[];
  uncallable: string[];
  /** Operations that answered 5xx to a valid call: their cells show nothing. */
  faults: Set<string>;
  /** Operations that read objects, and how many of them were seen to show the person's own rows. */
  objectOperations: number;
  shown: number;
}

export interface MatrixScene {
  ground: Ground;
  app: FastifyInstance;
  planted: Planted;
}

export interface MatrixOrder {
  /** Random calls after the exhaustive ones. */
  random: number;
  seed: number;
  /** One relation for each operation and role instead of all, in turn. */
  thin: boolean;
  only?: string;
  roles?: string[];
}

interface Run extends MatrixScene {
  findings: MatrixFindings;
  operations: Callable[];
  reached: Set<string>;
  showing: Set<string>;
  uploads: Set<string>;
  statuses: Map<string, Set<string>>;
}

const mayUse = (operation: Callable, person: Person | null) =>
  operation.permission === 'public' ||
  (person !== null && (operation.permission === 'signed-in' || operation.permission.includes(person.role)));

/** Calls every operation as everybody about objects everywhere; then at random. */
export async function runMatrix(scene: MatrixScene, order: MatrixOrder): Promise<MatrixFindings> {
  const { operations, undocumented } = readOperations(scene.app);
  const chosen = operations.filter((operation) => !order.only || operation.url.startsWith(order.only));
  const findings: MatrixFindings = {
    calls: 0,
    operations: chosen.length,
    random: order.random,
    thin: order.thin,
    leaks: [],
    writes: [],
    uncallable: [...undocumented],
    faults: new Set(),
    objectOperations: 0,
    shown: 0,
  };
  const run: Run = {
    ...scene,
    findings,
    operations: chosen,
    reached: new Set(),
    showing: new Set(),
    uploads: new Set(),
    statuses: new Map(),
  };
  const roles = order.roles ?? Object.keys(ROLE_NAMES);
  const people: (Person | null)[] = [null];
  for (const role of roles) people.push(await signedIn(scene.ground, role, areaOfRole(role)));
  for (const [index, person] of people.entries()) await everything(run, person, { turn: index, thin: order.thin });
  await atRandom(run, people, order);
  const readable = chosen.filter((operation) => operation.method === 'GET' && operation.url.includes(':id'));
  findings.objectOperations = readable.length;
  findings.shown = readable.filter((operation) => run.showing.has(operation.operationId)).length;
  const usable = chosen.filter((operation) => people.some((person) => mayUse(operation, person)));
  for (const { operationId } of usable) {
    if (!run.reached.has(operationId) && !findings.uncallable.some((text) => text.startsWith(operationId)))
      findings.uncallable.push(
        `${operationId}: only ${[...(run.statuses.get(operationId) ?? [])].slice(0, 3).join(' | ')}`,
      );
  }
  return findings;
}

async function everything(
  run: Run,
  person: Person | null,
  { turn, thin }: { turn: number; thin: boolean },
): Promise<void> {
  for (const [index, operation] of run.operations.entries()) {
    const all = RELATIONS.map((relation) => related(person?.areaCode ?? '440229104201', relation)).filter(
      (area) => area !== null,
    );
    const first = all[(index + turn) % all.length] as string;
    const areas = !thin
      ? all
      : mayUse(operation, person) && !run.showing.has(operation.operationId)
        ? [...new Set([all[all.length > 5 ? 1 : 0] as string, first])]
        : [first];
    for (const area of areas) {
      await cell(run, { operation, person, area, random: null });
      // Some figures are shown on their day alone.
      clock.setOffsetDays(0);
    }
  }
  await settle(run, person);
}

async function atRandom(run: Run, people: (Person | null)[], order: MatrixOrder): Promise<void> {
  const random = new Random(order.seed);
  for (let done = 0; done < order.random; ) {
    const person = random.pick(people);
    for (let i = 0; i < 50 && done < order.random; i += 1, done += 1) {
      await cell(run, { operation: random.pick(run.operations), person, area: random.pick(AREAS), random });
    }
    await settle(run, person);
  }
}

/** After a person's calls: what lies outside must stand as it was planted; then everything is put back. */
async function settle(run: Run, person: Person | null): Promise<void> {
  const found = await writesOutside(run.ground, run.planted, person?.areaCode ?? 'nowhere');
  run.findings.writes.push(...found.map((text) => `${person?.role ?? 'nobody'}: ${text}`));
  await replant(run.ground, run.planted);
  clock.setOffsetDays(0);
}

interface Cell {
  operation: Callable;
  person: Person | null;
  area: string;
  random: Random | null;
}

async function cell(run: Run, { operation, person, area, random }: Cell): Promise<void> {
  let request: InjectOptions;
  try {
    request = validRequest(operation, targetAt(area), random);
  } catch (error) {
    const text = `${operation.operationId}: ${(error as Error).message}`;
    if (!run.findings.uncallable.includes(text)) run.findings.uncallable.push(text);
    return;
  }
  const answer = await call(run, operation, person, request);
  run.findings.calls += 1;
  judge(run, { operation, person, area, random }, { request, answer });
}

async function call(run: Run, operation: Callable, person: Person | null, request: InjectOptions): Promise<Called> {
  const upload = run.uploads.has(operation.operationId);
  let answer = await callAs(run.app, person, upload ? asUpload(request) : request);
  if (!upload && (answer.status === 406 || answer.text.includes('"file-missing"'))) {
    run.uploads.add(operation.operationId);
    answer = await callAs(run.app, person, asUpload(request));
  }
  if (person && answer.status === 401) {
    await renewSession(run.ground, person);
    answer = await callAs(run.app, person, upload ? asUpload(request) : request);
  }
  return answer;
}

const isJson = (answer: Called) => answer.type.includes('json');

function judge(
  run: Run,
  { operation, person, area, random }: Cell,
  { request, answer }: { request: InjectOptions; answer: Called },
): void {
  const who = `${person?.role ?? 'nobody'}@${person?.areaCode ?? '-'}`;
  const where = `${operation.operationId} by ${who} about ${area}`;
  const { findings } = run;
  if (!mayUse(operation, person)) {
    const expected = person === null ? [401] : [403];
    // A random request may be refused for its shape before anybody asks who sent it; a valid one may not.
    const refused = expected.includes(answer.status) || (random !== null && answer.status === 400);
    if (!refused)
      findings.leaks.push(`${where}: answered ${answer.status} ${answer.text.slice(0, 80)} instead of ${expected[0]}`);
    return;
  }
  note(run, operation, answer);
  const sent = JSON.stringify(request);
  for (const other of AREAS) {
    if (person !== null && other.startsWith(person.areaCode)) continue;
    if (person?.areaCode.slice(0, 6) === other && operation.operationId in SHOWS_OWN_COUNTY) continue;
    const { uuid } = targetAt(other);
    if (answer.text.includes(markerOf(other)) || (answer.text.includes(uuid) && !sent.includes(uuid)))
      findings.leaks.push(`${where}: shows what lies in ${other}`);
  }
  const outside = person === null || !area.startsWith(person.areaCode);
  const opaque = answer.status < 300 && !isJson(answer) && answer.text.length > 0 && sent.includes(targetAt(area).uuid);
  const ownCounty = person?.areaCode.slice(0, 6) === area && operation.operationId in SHOWS_OWN_COUNTY;
  if (outside && opaque && !ownCounty) findings.leaks.push(`${where}: sends ${answer.type} for an object outside`);
  if (!outside && answer.status < 300 && (answer.text.includes(markerOf(area)) || !isJson(answer)))
    run.showing.add(operation.operationId);
}

function note(run: Run, operation: Callable, answer: Called): void {
  const id = operation.operationId;
  if (answer.status >= 500) run.findings.faults.add(`${id} ${answer.status}`);
  else if (answer.status !== 400 && answer.status !== 415) run.reached.add(id);
  const seen = run.statuses.get(id) ?? new Set();
  seen.add(`${answer.status} ${answer.text.slice(0, 300)}`);
  run.statuses.set(id, seen);
}
