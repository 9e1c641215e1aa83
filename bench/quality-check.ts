/**
 * How long the data check of a whole county takes: every rule over every household of an invented county, first with everything to write, then with
 * nothing new; and how long the list and its counts take after it.
 *
 *   node bench/quality-check.ts [--households 20000] [--json]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
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
import { listFindings } from '@shouwang/modules/registry/server/findings.list.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { ensureKeys } from '@shouwang/platform/crypto/keys.ts';
import { startEmbedded } from '@shouwang/platform/db/embedded.ts';
import { prepareDatabase } from '@shouwang/platform/db/open.ts';
import { disconnectDatabase, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';

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

try {
  await prepare();
  const first = await check();
  const again = await check();
  const counts = await withScope(actor, (tx) => getFindingCounts(tx, actor, undefined));
  const result = {
    households: plan.households,
    findings: counts.errors + counts.warnings,
    firstSeconds: first,
    againSeconds: again,
    countsSeconds: await seconds(() => withScope(actor, (tx) => getFindingCounts(tx, actor, undefined))),
    listSeconds: await seconds(() => withScope(actor, (tx) => listFindings(tx, actor, FindingFilter.parse({})))),
    state: counts.lastDone?.state ?? counts.current?.failure ?? 'none',
    cpus: cpus().length,
    memoryMiB: Math.round(process.memoryUsage().rss / 1_048_576),
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(result)}\n`
      : `${Object.entries(result)
          .map(([name, value]) => `${name.padEnd(16)}${value}`)
          .join('\n')}\n`,
  );
  process.exitCode = counts.lastDone ? 0 : 1;
} finally {
  await disconnectDatabase();
  await embedded.stop();
  rmSync(dir, { recursive: true, force: true });
}
