/**
 * How long the data check of a whole county takes: every rule over every household of an invented county, first with everything to write, then with
 * nothing new, against the same rules household by household, as a page does for its own; and how long the list and its counts take after it.
 *
 *   npm run bench -- quality-check [--households 20000] [--json]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { DemonstrationPlan } from '@shouwang/modules/demonstration/contract.ts';
import { loadCounty } from '@shouwang/modules/demonstration/server/load.ts';
import { findPackInForce, loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { FindingFilter } from '@shouwang/modules/registry/contract.ts';
import { defineRegistryJobs, useQualityPolicy as policyFrom } from '@shouwang/modules/registry/server/door.ts';
import { startQualityCheck } from '@shouwang/modules/registry/server/findings.check.ts';
import { getFindingCounts } from '@shouwang/modules/registry/server/findings.counts.ts';
import { refreshFindings } from '@shouwang/modules/registry/server/findings.keep.ts';
import { listFindings } from '@shouwang/modules/registry/server/findings.list.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { ensureKeys } from '@shouwang/platform/crypto/keys.ts';
import { startEmbedded } from '@shouwang/platform/db/embedded.ts';
import { prepareDatabase } from '@shouwang/platform/db/open.ts';
import { disconnectDatabase, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { type BenchCase, line, machine } from './screening.ts';

const { values } = parseArgs({
  options: { households: { type: 'string', default: '20000' }, json: { type: 'boolean', default: false } },
});
const plan = DemonstrationPlan.parse({ county: '440229', households: Number(values.households) });
const actor = systemActor(plan.county, '核验');
const dir = mkdtempSync(join(tmpdir(), 'shouwang-bench-'));
chmodSync(dir, 0o755);
process.env.SHOUWANG_DATA = dir;
process.env.LOG_LEVEL = 'silent';
ensureKeys({ databaseExists: false });
const embedded = await startEmbedded({ dir: join(dir, 'pg'), password: 'bench', durable: false });

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return Math.round(performance.now() - began) / 1000;
}

async function check(): Promise<number> {
  await withScope(actor, (tx) => startQualityCheck(tx, actor));
  return seconds(() => workOff(embedded.url));
}

async function prepare(): Promise<void> {
  await prepareDatabase(embedded.url);
  await loadDivisions();
  await loadPacks();
  await loadCounty(plan);
  policyFrom(async (tx, area) => (await findPackInForce(tx, area, clock.today()))?.pack.parameters ?? {});
  defineRegistryJobs();
}

/** Households of the peer: some, by number, since all of them one by one would take minutes. */
const SOME = 500;

async function oneByOne(): Promise<number> {
  const ids = await withScope(actor, (tx) =>
    tx
      .selectFrom('registry.household')
      .select('id')
      .where('county_code', '=', plan.county)
      .orderBy('id')
      .limit(SOME)
      .execute(),
  );
  const taken = await seconds(async () => {
    for (const { id } of ids) await withScope(actor, (tx) => refreshFindings(tx, { countyCode: plan.county, id }));
  });
  return (taken / ids.length) * plan.households;
}

try {
  await prepare();
  const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);
  const cases: BenchCase[] = [];
  const add = (name: string, seconds: number, peerSeconds: number | null = null) =>
    cases.push({
      case: name,
      rows: plan.households,
      seconds,
      peakMiB: peak(),
      peer: peerSeconds === null ? null : `household by household, ${SOME} of them, scaled`,
      peerSeconds,
      ratio: peerSeconds === null ? null : Number((peerSeconds / seconds).toFixed(2)),
    });
  add('first check of a county, all to write', await check());
  const again = await check();
  add('check with nothing new', again, await oneByOne());
  const counts = await withScope(actor, (tx) => getFindingCounts(tx, actor, undefined));
  add(
    'counts by rule and place',
    await seconds(() => withScope(actor, (tx) => getFindingCounts(tx, actor, undefined))),
  );
  add(
    'first page of the list',
    await seconds(() => withScope(actor, (tx) => listFindings(tx, actor, FindingFilter.parse({})))),
  );
  for (const one of cases) process.stdout.write(`${line(one)}\n`);
  process.stdout.write(`${counts.errors + counts.warnings} findings of ${plan.households} households\n`);
  if (values.json)
    process.stdout.write(
      `${JSON.stringify({ name: 'quality-check', machine: machine(), date: new Date().toISOString().slice(0, 10), cases })}\n`,
    );
  process.exitCode = counts.lastDone ? 0 : 1;
} finally {
  await disconnectDatabase();
  await embedded.stop();
  rmSync(dir, { recursive: true, force: true });
}
