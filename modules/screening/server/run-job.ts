import { type BatchInForce, listBatchesInForce } from '@shouwang/modules/exchange/server/door.ts';
import { findPack } from '@shouwang/modules/policy/server/door.ts';
import { listMonitored, setRisk } from '@shouwang/modules/registry/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { dayOf } from '@shouwang/platform/clock/days.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { defineJob } from '@shouwang/platform/jobs/jobs.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
import { z } from 'zod';
import type { RunProgress } from '../contract.runs.ts';
import type { Trace } from '../contract.ts';
import { ITEM_CODES } from '../engine/items.ts';
import { lastCounted } from '../engine/periods.ts';
import { type ScreeningResult, screen } from '../engine/run.ts';
import { type CompiledPack, compilePack } from '../rules.ts';
import { batchesOf, openKept, takeInputs } from './inputs.ts';
import { factsFile, sweepKept } from './kept.ts';
import { saveAreas, saveTraces } from './results.ts';

const RunJob = z.object({ countyCode: z.string(), runId: z.uuid() });
type RunJob = z.infer<typeof RunJob>;

/** Lets this program work off screening runs. */
export function defineScreeningJobs(): void {
  defineJob('screening.run', RunJob, async (job) => {
    try {
      await runScreening(job);
    } catch (error) {
      log.error({ err: safeError(error), run: job.runId }, 'screening failed');
      const failure = '筛查中断，未改动任何结果；请重新发起，仍不行请把批次编号告诉运维人员。';
      await change(job, { state: 'failed', failure: JSON.stringify({ message: failure }), finished_at: clock.now() });
    }
  });
}

/** Screens a county: snapshot, statement, traces, counts, risk marks. Everything of the result is written in one transaction at the end. */
export async function runScreening(job: RunJob): Promise<ScreeningResult> {
  const began = performance.now();
  const report = (step: string, done: number) =>
    change(job, {
      state: 'running',
      progress: JSON.stringify({ step, done, of: 4, seconds: since(began) } satisfies RunProgress),
    });
  await report('读取农户快照', 0);
  const { asOf, period, compiled, batches } = await inputs(job);
  const { pos, kept, delivered } = await takeInputs(job, { period, pack: compiled.pack, batches });
  const opened = await openKept(job.countyCode, kept);
  if (!opened) throw new Error('the files of the run are gone');
  const { session, deliveries } = opened;
  await report('逐户计算', 1);
  const traces: Trace[] = [];
  try {
    const result = await screen(session, {
      compiled,
      asOf,
      deliveries,
      keepFacts: dataPath(factsFile(job)),
      onTraces: async (part) => {
        traces.push(...part);
      },
    });
    await report('保存结果', 2);
    await save(job, { result, traces, compiled });
    await change(job, {
      state: 'done',
      snapshot_pos: pos,
      kept_files: JSON.stringify({ ...kept, facts: factsFile(job) }),
      households: result.households,
      item_rows: batches.reduce((sum, batch) => sum + batch.rows, 0),
      batches: JSON.stringify(
        batches.map((batch) => ({
          item: batch.itemCode,
          batchId: batch.batchId,
          fileName: batch.fileName,
          rows: batch.rows,
          period: batch.period,
        })),
      ),
      missing_items: ITEM_CODES.filter((item) => !delivered.includes(item)),
      result_hash: result.hash,
      seconds: since(began),
      finished_at: clock.now(),
      progress: JSON.stringify({ step: '完成', done: 4, of: 4, seconds: since(began) }),
    });
    await withScope(actorOf(job), (tx) => sweepKept(tx, job.countyCode));
    return result;
  } finally {
    session.close();
  }
}

const since = (began: number) => Math.round(performance.now() - began) / 1000;

async function inputs(
  job: RunJob,
): Promise<{ asOf: string; period: string; compiled: CompiledPack; batches: BatchInForce[] }> {
  return withScope(actorOf(job), async (tx) => {
    const run = await tx
      .selectFrom('screening.run')
      .select(['period', 'pack_id', 'started_at'])
      .where('county_code', '=', job.countyCode)
      .where('id', '=', job.runId)
      .executeTakeFirstOrThrow();
    const stored = await findPack(tx, run.pack_id);
    if (!stored) throw new Error('the pack of the run is gone');
    const batches = batchesOf(await listBatchesInForce(tx, job.countyCode, run.period), run.period);
    return {
      asOf: lastCounted(run.period, dayOf(run.started_at)),
      period: run.period,
      compiled: compilePack(stored.pack),
      batches,
    };
  });
}

const actorOf = (job: RunJob) => systemActor(job.countyCode, '筛查');

async function save(
  job: RunJob,
  found: { result: ScreeningResult; traces: Trace[]; compiled: CompiledPack },
): Promise<void> {
  await withScope(actorOf(job), async (tx) => {
    const before = await previousHits(tx, job);
    const told = { before, monitored: await listMonitored(tx, job.countyCode) };
    await saveTraces(tx, job, { traces: found.traces, hits: found.result.hits, ...told });
    await saveAreas(tx, job, { areas: found.result.areas, traces: found.traces, ...told });
    await setRisk(tx, actorOf(job), {
      countyCode: job.countyCode,
      runId: job.runId,
      othersStable: true,
      rows: found.traces.map((trace) => ({
        householdId: trace.householdId,
        level: trace.level,
        reason: trace.level === null ? null : trace.conclusion,
      })),
    });
  });
}

/** Households that the run before pointed out, with their areas: what is new and what has cleared is told against them. */
async function previousHits(tx: Tx, job: RunJob): Promise<Map<string, string>> {
  const last = await tx
    .selectFrom('screening.run')
    .select('id')
    .where('county_code', '=', job.countyCode)
    .where('state', '=', 'done')
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return new Map();
  const rows = await tx
    .selectFrom('screening.hit')
    .select(['household_id', 'area_code'])
    .where('county_code', '=', job.countyCode)
    .where('run_id', '=', last.id)
    .where('level', '<=', 3)
    .execute();
  return new Map(rows.map((row) => [row.household_id, row.area_code]));
}

type RunChange = Record<string, unknown>;

async function change(job: RunJob, values: RunChange): Promise<void> {
  await withScope(actorOf(job), (tx) =>
    tx
      .updateTable('screening.run')
      .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
      .where('county_code', '=', job.countyCode)
      .where('id', '=', job.runId)
      .execute(),
  );
}
