/** `node modules/casework/papers/measure.ts`: milliseconds a paper on this machine, first one and warm, each with new data. */
import { makePaper } from '@shouwang/platform/documents/paper.ts';
import { papers } from './index.ts';
import { samples } from './samples.ts';

const ROUNDS = 30;
const at = new Date('2026-11-25T01:00:00Z');
const say = (line: string) => process.stdout.write(`${line}\n`);

async function time(kind: keyof typeof papers, round: number): Promise<number> {
  const data = { ...samples()[kind] };
  if ('subject' in data) data.subject = { ...data.subject, caseNo: `CASE-2026-${String(round).padStart(4, '0')}` };
  if ('meetingNo' in data) data.meetingNo = `PY-2026-${String(round).padStart(4, '0')}`;
  const started = performance.now();
  await makePaper(papers[kind] as never, data as never, { at });
  return performance.now() - started;
}

say(`first paper (fonts and compiler made): ${Math.round(await time('dispatch', 0))} ms`);
for (const kind of Object.keys(papers) as (keyof typeof papers)[]) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await time(kind, round));
  times.sort((a, b) => a - b);
  say(
    `${kind}: median ${Math.round(times[ROUNDS / 2] ?? 0)} ms, slowest ${Math.round(times.at(-1) ?? 0)} ms of ${ROUNDS}`,
  );
}
say(`memory: ${Math.round(process.memoryUsage().rss / 1_048_576)} MiB`);
