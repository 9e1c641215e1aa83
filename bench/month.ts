import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { log } from '@shouwang/platform/log.ts';
import { playMonth } from '../e2e/month.ts';
import { openGround, startGround } from '../e2e/prove/ground.ts';

/** `npm run bench -- month [--households N] [--seed S] [--json]`: a month of the demonstration county from files to work sheets; budget 20 s. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      households: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  log.level = 'silent';
  const stop = await startGround();
  const ground = await openGround();
  try {
    const month = await playMonth({ households: Number(values.households), seed: Number(values.seed) });
    const rows = month.files.reduce((sum, file) => sum + file.rowsIn, 0);
    const cases = Object.entries(month.seconds).map(([name, seconds]) => ({
      case: name,
      rows,
      seconds,
      peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      peer: null,
      peerSeconds: null,
      ratio: null,
    }));
    for (const one of cases) process.stdout.write(`${one.case.padEnd(12)} ${one.seconds.toFixed(2).padStart(8)} s\n`);
    process.stdout.write(
      `${month.sheets.length} work sheets of ${month.ledger.flagged.length} flagged households in the ledger\n`,
    );
    if (values.json)
      process.stdout.write(
        `${JSON.stringify({ name: 'month', machine: `${cpus().length} x ${cpus()[0]?.model ?? ''}`, date: new Date().toISOString().slice(0, 10), cases })}\n`,
      );
  } finally {
    await ground.close();
    await stop();
  }
}

if (import.meta.main) await main(process.argv.slice(2));
