import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { best, line, machine, measure, row } from './screening.ts';

/**
 * Tries other values over the kept facts of a made-up province: `--households N` (1,000,000), `--no-postgresql`, `--json`. Budget at 1,000,000: the
 * counts of both sides, by village, rule and risk, in 1 s. Compared in the same run with the whole screening statement done again, which is what
 * the answer takes when no facts are kept, and with the same comparison on PostgreSQL over a table of the facts.
 */
export async function main(args: readonly string[]): Promise<void> {
  const at = args.indexOf('--households');
  const households = at >= 0 ? Number(args[at + 1]) : 1_000_000;
  const dir = mkdtempSync(join(tmpdir(), 'bench-simulation-'));
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    await measure('data', dir, households);
    const facts = await measure('facts', dir, households);
    const mine = await best(2, 'simulation', [dir, households]);
    const list = await measure('simulation-list', dir, households);
    const again = await best(2, 'simulation-again', [dir, households]);
    const postgresql = args.includes('--no-postgresql')
      ? null
      : await measure('simulation-postgresql', dir, households);
    say(`${households} households: ${mine.check}`);
    for (const peer of [again, postgresql])
      if (peer && peer.check !== mine.check) throw new Error(`A peer finds something else: ${peer.check}`);
    const rows = households;
    const alone = { peer: null, theirs: null, rows };
    const cases = [
      row('facts written, beside the levels', { mine: facts, ...alone }),
      row('simulation: both sides by village, rule, risk', {
        mine,
        peer: 'duckdb, whole statement again',
        theirs: again,
        rows,
      }),
      ...(postgresql
        ? [
            row('simulation: both sides by village, rule, risk', {
              mine,
              peer: 'postgresql over the facts',
              theirs: postgresql,
              rows,
            }),
          ]
        : []),
      row('first page of who would enter', { mine: list, ...alone }),
    ];
    for (const one of cases) say(line(one));
    if (args.includes('--json'))
      say(
        JSON.stringify({ name: 'simulation', machine: machine(), date: new Date().toISOString().slice(0, 10), cases }),
      );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (import.meta.main) await main(process.argv.slice(2));
