/**
 * `npm run prove -- [ids…] [--n N] [--seed S] [--small] [--json]`: shows that the promises of the platform hold. Every line has its
 * denominator, its seed and how many planted defects the same check noticed. Exit code 1 when a proof fails or misses a planted defect.
 */
import { parseArgs } from 'node:util';
import { log } from '@shouwang/platform/log.ts';
import { startGround } from '../../e2e/prove/ground.ts';
import { PROOFS } from '../../e2e/prove/index.ts';
import type { Proof, ProofOrder, ProofResult } from '../../e2e/prove/proof.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: 'string' },
    seed: { type: 'string', default: '1' },
    small: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

type Line = ProofResult & { id: string; title: string; seconds: number };

const say = (text: string) => process.stdout.write(`${text}\n`);

async function runOne(proof: Proof, order: ProofOrder): Promise<Line> {
  const began = performance.now();
  const result = await proof.run(order).catch((error: Error): ProofResult => {
    return {
      status: 'fail',
      figure: 'the proof fell over',
      n: 0,
      seeded: 0,
      caught: 0,
      details: [error.stack ?? error.message],
    };
  });
  return { ...result, id: proof.id, title: proof.title, seconds: (performance.now() - began) / 1000 };
}

function show(line: Line, seed: number): void {
  const { id, status, n, seeded, caught, seconds } = line;
  say(
    `${id.padEnd(4)} ${status.toUpperCase().padEnd(8)} n=${String(n).padEnd(8)} seed=${seed}  seeded ${caught}/${seeded}  ${seconds.toFixed(1)} s  ${line.title}`,
  );
  say(`     ${line.figure}`);
  for (const detail of line.details ?? []) say(`       - ${detail}`);
}

function chosen(): Proof[] {
  const unknown = positionals.filter((id) => !PROOFS.some((proof) => proof.id === id));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no proof ${unknown.join(', ')}. There are: ${PROOFS.map((proof) => proof.id).join(' ')}\n`,
    );
    process.exit(2);
  }
  return PROOFS.filter((proof) => positionals.length === 0 || positionals.includes(proof.id));
}

const proofs = chosen();
const order: ProofOrder = {
  seed: Number(values.seed),
  small: values.small,
  ...(values.n ? { n: Number(values.n) } : {}),
};
log.level = 'silent';
const stop = await startGround();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().finally(() => process.exit(130)));
const lines: Line[] = [];
try {
  for (const proof of proofs) {
    const line = await runOne(proof, order);
    lines.push(line);
    show(line, order.seed);
  }
} finally {
  await stop();
}
const bad = lines.filter((line) => line.status === 'fail' || line.caught < line.seeded);
const count = (status: Line['status']) => lines.filter((line) => line.status === status).length;
say(`\n${count('pass')} passed, ${count('fail')} failed, ${count('not-run')} not run`);
if (values.json) {
  say(
    JSON.stringify({
      proofs: lines.map(({ id, n, status, figure, seeded, caught }) => ({
        id,
        n,
        seed: order.seed,
        status,
        figure,
        seeded,
        caught,
      })),
    }),
  );
}
process.exit(bad.length > 0 ? 1 : 0);
