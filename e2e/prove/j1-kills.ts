import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@shouwang/platform/db/embedded.ts';
import { type Promised, writeUntilStopped } from './kill-clients.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';
import { Random } from './random.ts';

const SERVER = fileURLToPath(new URL('./kill-server.ts', import.meta.url));
const RECOVERY_MS = 60_000;
const LANES = { withKeys: 6, withoutKeys: 2 };
const VICTIMS = ['server', 'backend', 'postmaster'] as const;
type Victim = (typeof VICTIMS)[number];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server that is started again whenever it ends, as a service manager does, until it is told to stop. */
class Supervised {
  readonly data: string;
  readonly port: number;
  readonly #root: string;
  #child: ChildProcess | null = null;
  #stopping = false;
  #errors = '';
  starts = 0;

  constructor(root: string, port: number) {
    this.#root = root;
    this.data = join(root, 'data');
    this.port = port;
  }

  start(): void {
    if (this.#stopping) return;
    this.starts += 1;
    const env = {
      ...process.env,
      SHOUWANG_DATA: this.data,
      PORT: String(this.port),
      HOST: '127.0.0.1',
      DATABASE_URL: '',
      SHOUWANG_KEY_FILE: '',
      NODE_ENV: 'test',
      SHOUWANG_DEMO: '0',
    };
    const child = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.on('data', (chunk: Buffer) => (this.#errors = (this.#errors + chunk.toString()).slice(-1_500)));
    child.once('exit', () => setTimeout(() => this.start(), 200));
    this.#child = child;
  }

  /** The process that plays this part now, or null while it is away. */
  pidOf(victim: Victim): number | null {
    if (victim === 'server') return this.#child?.exitCode === null ? (this.#child.pid ?? null) : null;
    const postmaster = this.#postmaster();
    if (postmaster === null || victim === 'postmaster') return postmaster;
    return backendOf(postmaster);
  }

  #postmaster(): number | null {
    const file = join(this.data, 'pg', 'postmaster.pid');
    if (!existsSync(file)) return null;
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 && existsSync(`/proc/${pid}/stat`) ? pid : null;
  }

  get errors(): string {
    return this.#errors;
  }

  /** Ends everything that was started, in order, and removes the folder. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await Promise.race([new Promise((resolve) => child.once('exit', resolve)), pause(15_000)]);
      if (child.exitCode === null) child.kill('SIGKILL');
    }
    const left = this.#postmaster();
    if (left !== null) process.kill(left, 'SIGQUIT');
    for (let i = 0; i < 100 && this.#postmaster() !== null; i += 1) await pause(100);
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** A process of PostgreSQL that serves the application role, by its title. */
function backendOf(postmaster: number): number | null {
  const lines = execFileSync('ps', ['--ppid', String(postmaster), '-o', 'pid=,args='], { encoding: 'utf8' }).split(
    '\n',
  );
  const line = lines.find((text) => text.includes('shouwang_app'));
  return line ? Number.parseInt(line, 10) : null;
}

async function isServing(port: number): Promise<boolean> {
  try {
    return (
      (await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3_000) })).status === 200
    );
  } catch {
    return false;
  }
}

async function untilServing(server: Supervised): Promise<void> {
  const end = performance.now() + RECOVERY_MS;
  while (!(await isServing(server.port))) {
    if (performance.now() > end)
      throw new Error(`the server was not back after ${RECOVERY_MS / 1000} s: ${server.errors.slice(-600)}`);
    await pause(150);
  }
}

interface Outcome {
  kills: Map<Victim, number>;
  lost: string[];
  duplicates: number;
  duplicatesWithoutKeys: number;
  acknowledged: number;
  retries: number;
  strange: string[];
  slowest: number;
}

async function killAll(
  server: Supervised,
  { n, random }: { n: number; random: Random },
): Promise<{ kills: Map<Victim, number>; slowest: number }> {
  const kills = new Map<Victim, number>();
  let slowest = 0;
  for (let i = 0; i < n; i += 1) {
    await pause(150 + random.below(500));
    const victim = VICTIMS[i % VICTIMS.length] as Victim;
    const pid = server.pidOf(victim);
    if (pid === null) throw new Error(`there is no ${victim} to kill`);
    process.kill(pid, 'SIGKILL');
    kills.set(victim, (kills.get(victim) ?? 0) + 1);
    const began = performance.now();
    await pause(100);
    await untilServing(server);
    slowest = Math.max(slowest, performance.now() - began);
  }
  return { kills, slowest };
}

async function readItems(server: Supervised): Promise<Map<string, string[]>> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/proof/items`);
  const { items } = (await answer.json()) as { items: { id: string; name: string }[] };
  return new Map(
    [...Map.groupBy(items, (item) => item.name)].map(([name, list]) => [name, list.map((item) => item.id)]),
  );
}

async function killUnderLoad(order: { n: number; seed: number }): Promise<Outcome> {
  const root = mkdtempSync(join(tmpdir(), 'shouwang-kill-'));
  chmodSync(root, 0o711);
  const server = new Supervised(root, await freePort());
  const random = new Random(order.seed);
  const promised: Promised = { acknowledged: new Map(), retries: 0, strange: [] };
  let stopped = false;
  try {
    server.start();
    await untilServing(server);
    const lane = (keys: boolean, i: number) =>
      writeUntilStopped(
        {
          port: server.port,
          random: new Random(order.seed * 100 + i),
          keys,
          lane: `${keys ? 'k' : 'n'}${i}`,
          stopped: () => stopped,
        },
        promised,
      );
    const lanes = [
      ...Array.from({ length: LANES.withKeys }, (_, i) => lane(true, i)),
      ...Array.from({ length: LANES.withoutKeys }, (_, i) => lane(false, i + 50)),
    ];
    const killed = await killAll(server, { n: order.n, random }).finally(() => {
      stopped = true;
    });
    await Promise.all(lanes);
    const items = await readItems(server);
    const doubled = (prefix: string) =>
      [...items].filter(([name, ids]) => name.startsWith(prefix) && ids.length > 1).length;
    const lost = [...promised.acknowledged]
      .filter(([name, id]) => !items.get(name)?.includes(id))
      .map(([name]) => name);
    return {
      ...killed,
      lost,
      duplicates: doubled('k'),
      duplicatesWithoutKeys: doubled('n'),
      acknowledged: promised.acknowledged.size,
      retries: promised.retries,
      strange: promised.strange,
    };
  } finally {
    stopped = true;
    await server.stop();
  }
}

/** J1: whatever is killed in the middle of writing, what was acknowledged is there, once. */
export const kills: Proof = {
  id: 'J1',
  title: 'kill -9 of server, backend and postmaster under write load: nothing acknowledged is lost or doubled',
  run: async ({ n, seed, small }): Promise<ProofResult> => {
    const count = n ?? (small ? 3 : 50);
    const outcome = await killUnderLoad({ n: count, seed });
    const found = [
      ...outcome.lost.slice(0, 5).map((name) => `acknowledged and lost: ${name}`),
      ...(outcome.duplicates > 0 ? [`${outcome.duplicates} writes with a key were done twice`] : []),
      ...outcome.strange.slice(0, 5).map((text) => `strange answer: ${text}`),
    ];
    const seeds = await runSeeded([
      {
        name: 'clients that send again without a key make duplicates',
        noticed: async () => outcome.duplicatesWithoutKeys > 0,
      },
    ]);
    const kinds = [...outcome.kills].map(([victim, times]) => `${victim} ${times}`).join(', ');
    return conclude(
      found,
      `${outcome.lost.length} acknowledged writes lost and ${outcome.duplicates} doubled of ${outcome.acknowledged}, in ${count} kills (${kinds}) with ${outcome.retries} retries; control without keys: ${outcome.duplicatesWithoutKeys} doubled; slowest return ${(outcome.slowest / 1000).toFixed(1)} s`,
      { n: count, seeds },
    );
  },
};
