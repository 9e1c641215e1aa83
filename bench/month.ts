import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { log } from '@shouwang/platform/log.ts';
import { importFile, onPushDay, prepareMonth, readImports, screenMonth } from '../e2e/month.ts';
import { openGround, startGround } from '../e2e/prove/ground.ts';
import { importRowByRow, screenOnBoth } from './month.peer.ts';

interface MonthCase {
  case: string;
  rows: number;
  seconds: number;
  peakMiB: number;
  peer: string | null;
  peerSeconds: number | null;
  ratio: number | null;
}

/**
 * `npm run bench -- month [--households N] [--seed S] [--json]`: a month of the demonstration county from files to work sheets; budget 20 s. No
 * product that does the whole chain was found to compare it with; its two dominating parts are compared in the same run: the imports with a loop
 * that looks up and inserts row by row (and checks nothing), the statement of the screening with the same one on PostgreSQL.
 */
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
    const given = { households: Number(values.households), seed: Number(values.seed) };
    const { cases, words } = await onPushDay(given, () => measureMonth(given, ground.url));
    for (const one of cases) process.stdout.write(`${line(one)}\n`);
    process.stdout.write(`${words}\n`);
    if (values.json)
      process.stdout.write(
        `${JSON.stringify({ name: 'month', machine: `${cpus().length} x ${cpus()[0]?.model ?? ''}`, date: new Date().toISOString().slice(0, 10), cases })}\n`,
      );
  } finally {
    await ground.close();
    await stop();
  }
}

async function measureMonth(
  given: { households: number; seed: number },
  url: string,
): Promise<{ cases: MonthCase[]; words: string }> {
  const { plan, ledger, files } = await prepareMonth(given);
  const began = performance.now();
  for (const file of files) await importFile(plan, file.item, file.path);
  const imports = (performance.now() - began) / 1000;
  const { sheets, seconds } = await screenMonth(plan);
  const imported = await readImports(plan);
  const rows = imported.files.reduce((sum, file) => sum + file.rowsIn, 0);
  const loop = await importRowByRow(url, files);
  const screened = await screenOnBoth(url, plan.county);
  const total = imports + seconds.screening + seconds.dispatch;
  const one = (name: string, own: number, peer?: { name: string; seconds: number }): MonthCase => ({
    case: name,
    rows,
    seconds: rounded(own),
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    peer: peer?.name ?? null,
    peerSeconds: peer ? rounded(peer.seconds) : null,
    ratio: peer ? rounded(peer.seconds / own) : null,
  });
  const matched = imported.files.reduce((sum, file) => sum + file.accepted - file.unmatched, 0);
  return {
    cases: [
      one('imports: parsed, checked, keyed, matched, reported', imports, {
        name: 'node row by row: parsed, keyed, matched only',
        seconds: loop.seconds,
      }),
      one('screening: snapshot, levels, traces, results saved', seconds.screening),
      one('of it the statement alone: levels', screened.own, { name: 'postgresql', seconds: screened.seconds }),
      one('dispatch', seconds.dispatch),
      one('total', total),
    ],
    words: `${sheets.length} work sheets of ${ledger.flagged.length} flagged households in the ledger; matched rows: ${matched}, the row loop ${loop.matched}; pointed out on PostgreSQL: ${screened.hits}, in the run ${screened.expected}`,
  };
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

function line(one: MonthCase): string {
  const peer = one.peer ? `${one.peer} ${one.peerSeconds} s, ratio ${one.ratio}` : '';
  return `${one.case.padEnd(54)} ${one.seconds.toFixed(2).padStart(8)} s  ${peer}`;
}

if (import.meta.main) await main(process.argv.slice(2));
