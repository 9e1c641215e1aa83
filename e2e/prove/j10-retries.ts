import { newId } from '@shouwang/platform/db/id.ts';
import type { FastifyInstance } from 'fastify';
import { type Ground, onGround } from './ground.ts';
import { makeProbeTable, type ProbeFaults, probeRoutes } from './probe.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';
import { type Called, callAs, openApp, type Person, signedIn } from './proof-app.ts';
import { Random } from './random.ts';

const AT_ONCE = 20;

interface Scene {
  ground: Ground;
  app: FastifyInstance;
  people: Person[];
  random: Random;
  found: string[];
}

const sameAnswer = (answers: Called[]) =>
  new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size === 1;
const counts = (answers: Called[]) =>
  [...Map.groupBy(answers, (answer) => answer.status)].map(([status, list]) => `${status} x ${list.length}`).join(', ');

function post(scene: Scene, person: Person, name: string, key: string | null): Promise<Called> {
  return callAs(scene.app, person, {
    method: 'POST',
    url: '/api/proof/items',
    payload: { areaCode: '440229104201', name },
    headers: key ? { 'idempotency-key': key } : {},
  });
}

function patch(
  scene: Scene,
  person: Person,
  { id, name, version, key }: { id: string; name: string; version: number | null; key?: string },
): Promise<Called> {
  const headers = {
    ...(version === null ? {} : { 'if-match': `"${version}"` }),
    ...(key ? { 'idempotency-key': key } : {}),
  };
  return callAs(scene.app, person, { method: 'PATCH', url: `/api/proof/items/${id}`, payload: { name }, headers });
}

async function rowsNamed(scene: Scene, name: string): Promise<number> {
  return (
    (await scene.ground.admin<{ n: number }>('select count(*)::int as n from proof.item where name = $1', [name]))[0]
      ?.n ?? -1
  );
}

/** The same request again and again, at once and one after the other: one effect, one answer. */
async function repeated(scene: Scene): Promise<void> {
  const [person] = scene.people as [Person];
  const [key, name] = [newId(), `重复${newId()}`];
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => post(scene, person, name, key)));
  for (let i = 0; i < 3; i += 1) answers.push(await post(scene, person, name, key));
  if (!sameAnswer(answers) || answers[0]?.status !== 201)
    scene.found.push(`the same request ${AT_ONCE} times at once was answered differently: ${counts(answers)}`);
  const rows = await rowsNamed(scene, name);
  if (rows !== 1) scene.found.push(`the same request ${answers.length} times made ${rows} rows`);
  const other = await post(scene, person, `${name}另`, key);
  if (other.status !== 422 || (await rowsNamed(scene, `${name}另`)) !== 0)
    scene.found.push(`another content under the same key was answered ${other.status}`);
  const stranger = await post(scene, scene.people[1] as Person, name, key);
  if (stranger.status !== 201 || stranger.text === answers[0]?.text)
    scene.found.push(`another person with the same key was answered ${stranger.status} with the first one's answer`);
}

/** Many officers change one object at once: one of them does, the others are told, nothing is lost. */
async function raced(scene: Scene): Promise<void> {
  const made = JSON.parse((await post(scene, scene.people[0] as Person, `同改${newId()}`, null)).text) as {
    id: string;
  };
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, i) =>
      patch(scene, scene.random.pick(scene.people), { id: made.id, name: `甲${i}`, version: 1, key: newId() }),
    ),
  );
  const won = answers.filter((answer) => answer.status === 200).length;
  const [row] = await scene.ground.admin<{ version: number }>('select version from proof.item where id = $1', [
    made.id.slice(7),
  ]);
  if (won !== 1 || row?.version !== 2 || answers.some((answer) => ![200, 412].includes(answer.status))) {
    scene.found.push(`${AT_ONCE} changes of one version: ${counts(answers)}, version ${row?.version}`);
  }
}

/** Versions: none is 428, an old one 412, and a retry of a change that went through gets its first answer. */
async function versions(scene: Scene): Promise<void> {
  const [one, two] = scene.people as [Person, Person];
  const made = JSON.parse((await post(scene, one, `版本${newId()}`, null)).text) as { id: string };
  const key = newId();
  const expected: [string, Called, number][] = [
    ['no version', await patch(scene, one, { id: made.id, name: '无', version: null }), 428],
    ['a version to come', await patch(scene, one, { id: made.id, name: '早', version: 2 }), 412],
    ['the right version', await patch(scene, one, { id: made.id, name: '一', version: 1, key }), 200],
    ['the same change again', await patch(scene, one, { id: made.id, name: '一', version: 1, key }), 200],
    ['an old version', await patch(scene, two, { id: made.id, name: '旧', version: 1 }), 412],
    [
      'an old version, refused, then again with the new one under the same key',
      await patch(scene, two, { id: made.id, name: '新', version: 2, key: newId() }),
      200,
    ],
  ];
  for (const [what, answer, status] of expected)
    if (answer.status !== status) scene.found.push(`${what}: ${answer.status} instead of ${status}`);
  const [row] = await scene.ground.admin<{ version: number; name: string }>(
    'select version, name from proof.item where id = $1',
    [made.id.slice(7)],
  );
  if (row?.version !== 3 || row.name !== '新')
    scene.found.push(`after two changes the object has version ${row?.version}`);
}

async function rounds(
  ground: Ground,
  order: { n: number; seed: number; faults?: ProbeFaults; dropKeys?: boolean },
): Promise<string[]> {
  const { app } = await openApp((server) => {
    if (order.dropKeys) server.addHook('onRequest', async (request) => void delete request.headers['idempotency-key']);
    probeRoutes(server, order.faults);
  });
  const people = [
    await signedIn(ground, 'COUNTY_LEAD', '440229'),
    await signedIn(ground, 'VILLAGE_CADRE', '440229104201'),
    await signedIn(ground, 'TOWN_REVIEWER', '440229104'),
  ];
  const scene: Scene = { ground, app, people, random: new Random(order.seed), found: [] };
  for (let i = 0; i < order.n; i += 1) {
    await repeated(scene);
    await raced(scene);
    await versions(scene);
  }
  await app.close();
  return scene.found;
}

/** J10: two officers at one object, and retries on bad networks: no change lost, none done twice. */
export const retries: Proof = {
  id: 'J10',
  title: 'repeated and simultaneous requests lose nothing and do nothing twice',
  run: ({ n, seed, small }): Promise<ProofResult> =>
    onGround(async (ground) => {
      const count = n ?? (small ? 3 : 200);
      await makeProbeTable(ground);
      const found = await rounds(ground, { n: count, seed });
      const broken = (faults: ProbeFaults) => async () =>
        (await rounds(ground, { n: 2, seed: seed + 1, faults })).length > 0;
      const seeds = await runSeeded([
        {
          name: 'repeat protection switched off',
          noticed: async () => (await rounds(ground, { n: 1, seed, dropKeys: true })).length > 0,
        },
        { name: 'version not required', noticed: broken({ version: 'not required' }) },
        { name: 'version not compared', noticed: broken({ version: 'not compared' }) },
        { name: 'version compared before the write only', noticed: broken({ version: 'compared too early' }) },
      ]);
      return conclude(
        found,
        `0 lost and 0 double effects expected, ${found.length} deviations in ${count} rounds (each: 1 request x ${AT_ONCE + 3}, ${AT_ONCE} changes at once, 6 version cases)`,
        { n: count, seeds },
      );
    }, 20),
};
