import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { notRun, type Proof, type ProofOrder, type ProofResult } from './proof.ts';

const MODULES = fileURLToPath(new URL('../../modules/', import.meta.url));

/** What a module's own proof answers; only what is read here is required. */
type ModuleAnswer = { [name: string]: unknown };

async function find(
  files: string[],
  name: string,
): Promise<((order: { n: number; seed: number }) => Promise<ModuleAnswer>) | string> {
  const file = files.find((path) => existsSync(MODULES + path));
  if (!file) return `not there: ${files.join(' or ')}`;
  try {
    const made = ((await import(MODULES + file)) as Record<string, unknown>)[name];
    return typeof made === 'function'
      ? (made as (order: { n: number; seed: number }) => Promise<ModuleAnswer>)
      : `${file} exports no ${name}`;
  } catch (error) {
    return `${file} cannot be loaded: ${(error as Error).message.split('\n')[0]}`;
  }
}

const asNumber = (value: unknown) => (typeof value === 'number' ? value : 0);

async function ask(
  order: ProofOrder,
  given: { files: string[]; name: string; n: number; figure: (answer: ModuleAnswer) => string },
): Promise<ProofResult> {
  const prove = await find(given.files, given.name);
  if (typeof prove === 'string') return notRun(prove);
  const n = order.n ?? given.n;
  const answer = await prove({ n, seed: order.seed });
  const found = Array.isArray(answer.violations) ? (answer.violations as unknown[]) : [];
  const failed = found.length > 0 || asNumber(answer.violations) > 0 || answer.status === 'fail';
  return {
    status: failed ? 'fail' : 'pass',
    figure: given.figure(answer),
    n,
    seeded: asNumber(answer.seeded),
    caught: asNumber(answer.caught),
    details: found.slice(0, 10).map((one) => JSON.stringify(one)),
  };
}

/** D6: whatever a department sends, the import comes to an end and every row is accounted for. The module throws at the smallest file that breaks it. */
export const malformedFiles: Proof = {
  id: 'D6',
  title: 'malformed department files are refused row by row, never crash',
  run: (order) =>
    ask(order, {
      files: ['exchange/server/engine/prove.ts', 'exchange/server/prove.ts', 'exchange/prove.ts'],
      name: 'proveMalformedFiles',
      n: order.small ? 40 : 10_000,
      figure: (answer) =>
        `0 crashes in ${String(answer.files)} files (${String(answer.refusedFiles)} refused whole); rows in ${String(answer.rowsIn)} = accepted ${String(answer.accepted)} + rejected ${String(answer.rejected)}`,
    }),
};
