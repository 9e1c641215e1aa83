import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { DemonstrationPlan } from '@shouwang/modules/demonstration/contract.ts';
import { Ledger } from '@shouwang/modules/demonstration/ledger.ts';
import { loadCounty, writeDepartmentMonth } from '@shouwang/modules/demonstration/server/load.ts';
import { requireItem, uploadDepartmentFile } from '@shouwang/modules/exchange/server/door.ts';
import { checkImport } from '@shouwang/modules/exchange/server/import-job.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { dispatchRun, startRun } from '@shouwang/modules/screening/server/commands.ts';
import { runScreening } from '@shouwang/modules/screening/server/run-job.ts';
import type { Actor } from '@shouwang/platform/db/scope.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { putFile } from '@shouwang/platform/files/store.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';

/** One month of the demonstration county, played from the department files to the work sheets. */
export interface PlayedMonth {
  ledger: Ledger;
  seconds: { imports: number; screening: number; dispatch: number; total: number };
  files: { item: string; rowsIn: number; accepted: number; rejected: number; unmatched: number }[];
  rejected: { item: string; row: number; column: string; code: string }[];
  /** Work sheets: household number and the rules on them. */
  sheets: { householdNo: string; codes: string[]; level: number }[];
  exclusions: { householdNo: string; codes: string[] }[];
}

const department = (code: string, county: string): Actor => ({ ...systemActor(county, '数据专员'), role: 'COUNTY_DEPT', departmentCode: code });

/** Fills the county (not timed), then uploads the month's files, screens and dispatches (timed), and reads back what was found. */
export async function playMonth(given: Partial<DemonstrationPlan>): Promise<PlayedMonth> {
  const plan = DemonstrationPlan.parse(given);
  await loadDivisions();
  await loadPacks();
  await loadCounty(plan);
  const { folder, files } = writeDepartmentMonth(plan);
  const ledger = Ledger.parse(JSON.parse(readFileSync(join(folder, 'ledger.json'), 'utf8')));
  const began = performance.now();
  for (const file of files.filter(({ name }) => name.endsWith('.csv'))) await importFile(plan, file.item, join(folder, file.name));
  const imported = performance.now();
  const county = systemActor(plan.county, '县级主管');
  const run = splitId(await withScope(county, (tx) => startRun(tx, county)));
  await runScreening({ countyCode: run.countyCode, runId: run.id });
  const screened = performance.now();
  await withScope(county, async (tx) => {
    const { version } = await tx.selectFrom('screening.run').select('version').where('county_code', '=', run.countyCode).where('id', '=', run.id).executeTakeFirstOrThrow();
    await dispatchRun(tx, county, { ...run, version });
  });
  const dispatched = performance.now();
  const seconds = { imports: (imported - began) / 1000, screening: (screened - imported) / 1000, dispatch: (dispatched - screened) / 1000, total: (dispatched - began) / 1000 };
  return { ledger, seconds, ...(await readBack(county, run.id)) };
}

async function importFile(plan: DemonstrationPlan, item: string, path: string): Promise<void> {
  const content = readFileSync(path);
  const actor = department(item.split('-')[0] ?? '', plan.county);
  const stored = await putFile(content, { maxBytes: 1 << 30, kinds: ['csv', 'xlsx'] });
  const { batch } = await withScope(actor, (tx) =>
    uploadDepartmentFile(tx, actor, { item: requireItem(actor, item, plan.month), period: plan.month, fileName: path.split('/').at(-1) ?? '', kind: 'csv', hash: stored.hash, size: stored.size }),
  );
  await checkImport({ countyCode: batch.county_code, id: batch.id, kind: 'csv' });
}

async function readBack(county: Actor, runId: string) {
  return withScope(county, async (tx) => {
    const batches = await tx.selectFrom('exchange.import_batch').selectAll().orderBy('item_code').execute();
    const rejected = await tx
      .selectFrom('exchange.rejected_row as r')
      .innerJoin('exchange.import_batch as b', (join) => join.onRef('b.county_code', '=', 'r.county_code').onRef('b.id', '=', 'r.batch_id'))
      .select(['b.item_code as item', 'r.row_no as row', 'r.column_name as column', 'r.code'])
      .execute();
    const sheets = await tx
      .selectFrom('warning.dispatch as d')
      .innerJoin('registry.household as h', (join) => join.onRef('h.county_code', '=', 'd.county_code').onRef('h.id', '=', 'd.household_id'))
      .select(['h.household_no as householdNo', 'd.rule_codes as codes', 'd.level'])
      .where('d.run_id', '=', runId)
      .execute();
    const exclusions = await tx
      .selectFrom('screening.hit as s')
      .innerJoin('registry.household as h', (join) => join.onRef('h.county_code', '=', 's.county_code').onRef('h.id', '=', 's.household_id'))
      .select(['h.household_no as householdNo', 's.exclusions as codes'])
      .where('s.run_id', '=', runId)
      .execute();
    const files = batches.map((batch) => ({ item: batch.item_code, rowsIn: batch.rows_in ?? -1, accepted: batch.rows_accepted ?? -1, rejected: batch.rows_rejected ?? -1, unmatched: batch.rows_unmatched ?? -1, state: batch.state, failure: batch.failure }));
    return { files, rejected, sheets, exclusions };
  });
}
