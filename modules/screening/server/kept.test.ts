import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { describe, expect, it } from 'vitest';
import { factsFile, KEPT_DAYS, KEPT_RUNS, keepFiles, keptFacts, keptRelations, sweepKept } from './kept.ts';

useTestDatabase();
const COUNTY = '440229';
const system = systemActor(COUNTY, '测试');
const DAY = 86_400_000;

/** A run of some days ago whose files are kept. */
async function aKeptRun(daysAgo: number, state = 'done'): Promise<string> {
  const runId = newId();
  const source = dataPath('source.parquet');
  mkdirSync(dataPath(), { recursive: true });
  writeFileSync(source, 'columns');
  const kept = keepFiles(
    { countyCode: COUNTY, runId },
    { households: source, members: source, items: { 'YB-02': [source, source] } },
  );
  await withScope(system, (tx) =>
    tx
      .insertInto('screening.run')
      .values({
        county_code: COUNTY,
        id: runId,
        area_code: COUNTY,
        run_no: 'SR',
        pack_id: newId(),
        pack_name: '包',
        pack_hash: 'x',
        period: '202610',
        engine: 'duckdb',
        state,
        progress: '{}',
        batches: '[]',
        kept_files: state === 'done' ? JSON.stringify(kept) : null,
        missing_items: [],
        started_by: newId(),
        started_by_name: '某',
        started_at: new Date(clock.now().getTime() - daysAgo * DAY),
        finished_at: new Date(clock.now().getTime() - daysAgo * DAY),
        version: 1,
      })
      .execute(),
  );
  return runId;
}

const keptOf = (runId: string) =>
  withScope(system, async (tx) => {
    const row = await tx.selectFrom('screening.run').select('kept_files').where('id', '=', runId).executeTakeFirst();
    return row?.kept_files ?? null;
  });
const folderOf = (runId: string) => existsSync(dataPath('runs', COUNTY, runId));

describe('the files of a run', () => {
  it('are read again while all of them are there, and never in part', async () => {
    const runId = await aKeptRun(0);
    const kept = await keptOf(runId);
    expect(keptRelations(kept)).toMatchObject({ items: { 'YB-02': [expect.any(String), expect.any(String)] } });
    expect(keptRelations({ ...(kept as object), households: 'runs/440229/gone.parquet' })).toBeNull();
    expect(keptRelations(null)).toBeNull();
  });

  it('may have facts beside them, which go with them and are not needed to work the run out again', async () => {
    const runId = newId();
    const source = dataPath('source.parquet');
    mkdirSync(dataPath(), { recursive: true });
    writeFileSync(source, 'columns');
    const kept = keepFiles({ countyCode: COUNTY, runId }, { households: source, members: source, items: {} });
    expect(keptFacts(kept)).toBeNull();
    const facts = factsFile({ countyCode: COUNTY, runId });
    const withFacts = { ...kept, facts };
    expect([keptFacts(withFacts), keptRelations(withFacts) !== null]).toEqual([null, true]);
    writeFileSync(dataPath(facts), 'columns');
    expect(keptFacts(withFacts)).toBe(dataPath('runs', COUNTY, runId, 'facts.parquet'));
    rmSync(dataPath('runs', COUNTY, runId), { recursive: true });
    expect(keptFacts(withFacts)).toBeNull();
  });

  it('are kept for so many runs and days, and swept with what their rows say', async () => {
    const failed = await aKeptRun(1, 'failed');
    const old = await aKeptRun(KEPT_DAYS + 1);
    const runs: string[] = [];
    for (let n = 0; n < KEPT_RUNS; n += 1) runs.push(await aKeptRun(n / 100));
    const beyond = await aKeptRun(200);
    await withScope(system, (tx) => sweepKept(tx, COUNTY));
    const last = runs.at(-1) ?? '';
    // The run of the test above is the newest, so that the last of these is one too many.
    expect([failed, old, beyond, last].map(folderOf)).toEqual([false, false, false, false]);
    expect(await Promise.all([old, beyond, last].map(keptOf))).toEqual([null, null, null]);
    const first = runs[0] ?? '';
    expect([folderOf(first), keptRelations(await keptOf(first)) !== null]).toEqual([true, true]);
  });
});
