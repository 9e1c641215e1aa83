import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { DemonstrationPlan } from '@shouwang/modules/demonstration/contract.ts';
import { Ledger } from '@shouwang/modules/demonstration/ledger.ts';
import { loadCounty, writeDepartmentMonth } from '@shouwang/modules/demonstration/server/load.ts';
import { requireItem, uploadDepartmentFile } from '@shouwang/modules/exchange/server/door.ts';
import { checkImport } from '@shouwang/modules/exchange/server/import-job.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { setMonitoringState } from '@shouwang/modules/registry/server/door.ts';
import { dispatchRun, startRun } from '@shouwang/modules/screening/server/commands.ts';
import { runScreening } from '@shouwang/modules/screening/server/run-job.ts';
import { listSheetsWithoutCase } from '@shouwang/modules/warning/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths, daysBetween } from '@shouwang/platform/clock/days.ts';
import type { Actor } from '@shouwang/platform/db/scope.ts';
import { systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { putFile } from '@shouwang/platform/files/store.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';

/** A county that is filled, with its department files written and not yet imported. */
export interface PreparedMonth {
  plan: DemonstrationPlan;
  ledger: Ledger;
  /** Household numbers of the flagged ones that are monitored already: follow-up sheets, no identification. */
  monitored: string[];
  files: { item: string; path: string }[];
}

/** What the imports left behind: the files in force, and every refused row with its row in the file. */
export interface ImportedFiles {
  files: {
    item: string;
    rowsIn: number;
    accepted: number;
    rejected: number;
    unmatched: number;
    state: string;
    failure: unknown;
  }[];
  rejected: { item: string; row: number; column: string; code: string }[];
  /** Accepted rows that somebody is asked to look at. */
  flagged: { item: string; row: number; column: string; code: string }[];
}

/** What a screening found and sent out. */
export interface ScreenedMonth {
  /** Hash of the result of the run. */
  hash: string;
  /** Sheets: household number, the rules on them, their kind, and whether a case is to be opened of them. */
  sheets: { householdNo: string; codes: string[]; level: number; kind: string; opensCase: boolean }[];
  /** Households that somebody must see, with the score over the indicators. */
  hits: { householdNo: string; level: number | null; score: number | null }[];
  /** Households with a fact of the negative list, counted by village; most of them give no other cause. */
  exclusions: { areaCode: string; code: string; households: number }[];
}

/** One month of the demonstration county, played from the department files to the work sheets. */
export interface PlayedMonth extends ImportedFiles, ScreenedMonth {
  ledger: Ledger;
  monitored: string[];
  seconds: { imports: number; screening: number; dispatch: number; total: number };
}

const PUSH_DAY = '10';
const department = (code: string, county: string): Actor => ({
  ...systemActor(county, '数据专员'),
  role: 'COUNTY_DEPT',
  departmentCode: code,
});

/** Fills the county (not timed), then uploads the month's files, screens and dispatches (timed), and reads back what was found. */
export async function playMonth(given: Partial<DemonstrationPlan>, packs?: string): Promise<PlayedMonth> {
  return onPushDay(given, async () => {
    const prepared = await prepareMonth(given, packs);
    const began = performance.now();
    for (const file of prepared.files) await importFile(prepared.plan, file.item, file.path);
    const imports = (performance.now() - began) / 1000;
    const { seconds, ...screened } = await screenMonth(prepared.plan);
    const files = await readImports(prepared.plan);
    return {
      ledger: prepared.ledger,
      monitored: prepared.monitored,
      ...files,
      ...screened,
      seconds: { imports, ...seconds, total: imports + seconds.screening + seconds.dispatch },
    };
  });
}

/** Lets the work happen on the tenth day of the month after the plan's, whatever day it is: the same plan then gives the same result. */
export async function onPushDay<T>(given: Partial<DemonstrationPlan>, work: () => Promise<T>): Promise<T> {
  const next = addMonths(DemonstrationPlan.parse(given).month, 1);
  const before = clock.offsetDays;
  clock.setOffsetDays(before + daysBetween(clock.today(), `${next.slice(0, 4)}-${next.slice(4)}-${PUSH_DAY}`));
  try {
    return await work();
  } finally {
    clock.setOffsetDays(before);
  }
}

/** Loads divisions, policy packs (of another folder when one is given) and the county, and writes the department files. */
export async function prepareMonth(given: Partial<DemonstrationPlan>, packs?: string): Promise<PreparedMonth> {
  const plan = DemonstrationPlan.parse(given);
  await loadDivisions();
  await loadPacks(packs);
  await loadCounty(plan);
  const { folder, files } = writeDepartmentMonth(plan);
  const ledger = Ledger.parse(JSON.parse(readFileSync(join(folder, 'ledger.json'), 'utf8')));
  return {
    plan,
    ledger,
    monitored: await takeIn(plan, ledger),
    files: files
      .filter(({ name }) => name.endsWith('.csv'))
      .map(({ item, name }) => ({ item, path: join(folder, name) })),
  };
}

/** Every fifth of the flagged households of which no rule asks whether they are monitored. */
const TAKEN_IN = 5;

/**
 * Makes some of the flagged households monitored objects with a contact. Whether a household is monitored moves two thresholds of the medical office
 * (a single stay, insurance), so households with an event of that office or with somebody who is not insured are left as they are.
 */
async function takeIn(plan: DemonstrationPlan, ledger: Ledger): Promise<string[]> {
  const medical = new Set(ledger.events.filter(({ item }) => item === 'YB-02').map(({ householdNo }) => householdNo));
  const wanted = ledger.flagged
    .filter(({ householdNo, codes }) => !medical.has(householdNo) && !codes.some((code) => code.startsWith('MED-')))
    .map(({ householdNo }) => householdNo);
  const actor = systemActor(plan.county, '县级主管');
  return withScope(actor, async (tx) => {
    const rows = await tx
      .selectFrom('registry.household as h')
      .select(['h.id', 'h.household_no'])
      .where('h.county_code', '=', plan.county)
      .where('h.household_no', 'in', wanted)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('registry.member as m')
              .select('m.id')
              .whereRef('m.county_code', '=', 'h.county_code')
              .whereRef('m.household_id', '=', 'h.id')
              .where('m.medical_insured', '=', false),
          ),
        ),
      )
      .orderBy('h.household_no')
      .execute();
    const taken = rows.filter((_, index) => index % TAKEN_IN === 0);
    const contact = { name: '监测联系人', phone: '0751-2870000' };
    for (const { id } of taken)
      await setMonitoringState(tx, actor, {
        ref: { countyCode: plan.county, id },
        state: 'MONITORED',
        caseId: null,
        reason: '以前年度已纳入监测',
        contact,
      });
    return taken.map((row) => row.household_no);
  });
}

/** Uploads a file as its office would, and checks it. */
export async function importFile(plan: DemonstrationPlan, item: string, path: string): Promise<void> {
  const content = readFileSync(path);
  const actor = department(item.split('-')[0] ?? '', plan.county);
  const stored = await putFile(content, { maxBytes: 1 << 30, kinds: ['csv', 'xlsx'] });
  const { batch } = await withScope(actor, (tx) =>
    uploadDepartmentFile(tx, actor, {
      item: requireItem(actor, item, plan.month),
      period: plan.month,
      fileName: path.split('/').at(-1) ?? '',
      kind: 'csv',
      hash: stored.hash,
      size: stored.size,
    }),
  );
  await checkImport({ countyCode: batch.county_code, id: batch.id, kind: 'csv' });
}

/** Screens the county with the files in force, sends the work sheets, and reads back what was found. */
export async function screenMonth(
  plan: Pick<DemonstrationPlan, 'county'>,
): Promise<ScreenedMonth & { seconds: { screening: number; dispatch: number } }> {
  const county = systemActor(plan.county, '县级主管');
  const began = performance.now();
  const run = splitId(await withScope(county, (tx) => startRun(tx, county)));
  const { hash } = await runScreening({ countyCode: run.countyCode, runId: run.id });
  const screened = performance.now();
  await withScope(county, async (tx) => {
    const { version } = await tx
      .selectFrom('screening.run')
      .select('version')
      .where('county_code', '=', run.countyCode)
      .where('id', '=', run.id)
      .executeTakeFirstOrThrow();
    await dispatchRun(tx, county, { ...run, version });
  });
  const seconds = { screening: (screened - began) / 1000, dispatch: (performance.now() - screened) / 1000 };
  return { hash, seconds, ...(await withScope(county, (tx) => readFindings(tx, run.countyCode, run.id))) };
}

/** What came of the files that were not withdrawn. */
export async function readImports(plan: Pick<DemonstrationPlan, 'county'>): Promise<ImportedFiles> {
  return withScope(systemActor(plan.county, '县级主管'), async (tx) => {
    const batches = await tx
      .selectFrom('exchange.import_batch')
      .selectAll()
      .where('state', '<>', 'withdrawn')
      .orderBy('item_code')
      .execute();
    const rowsOf = (list: 'exchange.rejected_row' | 'exchange.flagged_row') =>
      tx
        .selectFrom(`${list} as r`)
        .innerJoin('exchange.import_batch as b', (join) =>
          join.onRef('b.county_code', '=', 'r.county_code').onRef('b.id', '=', 'r.batch_id'),
        )
        .select(['b.item_code as item', 'r.row_no as row', 'r.column_name as column', 'r.code'])
        .where('b.state', '<>', 'withdrawn')
        .execute();
    const rejected = await rowsOf('exchange.rejected_row');
    const flagged = await rowsOf('exchange.flagged_row');
    const files = batches.map((batch) => ({
      item: batch.item_code,
      rowsIn: batch.rows_in ?? -1,
      accepted: batch.rows_accepted ?? -1,
      rejected: batch.rows_rejected ?? -1,
      unmatched: batch.rows_unmatched ?? -1,
      state: batch.state,
      failure: batch.failure,
    }));
    return { files, rejected, flagged };
  });
}

async function readFindings(tx: Tx, countyCode: string, runId: string): Promise<Omit<ScreenedMonth, 'hash'>> {
  const sent = await tx
    .selectFrom('warning.dispatch as d')
    .innerJoin('registry.household as h', (join) =>
      join.onRef('h.county_code', '=', 'd.county_code').onRef('h.id', '=', 'd.household_id'),
    )
    .select(['d.id', 'h.household_no as householdNo', 'd.rule_codes as codes', 'd.level', 'd.kind'])
    .where('d.run_id', '=', runId)
    .execute();
  const waiting = new Set((await listSheetsWithoutCase(tx, countyCode, runId)).map(({ id }) => id));
  const sheets = sent.map(({ id, ...sheet }) => ({ ...sheet, opensCase: waiting.has(id) }));
  const hits = await tx
    .selectFrom('screening.hit as s')
    .innerJoin('registry.household as h', (join) =>
      join.onRef('h.county_code', '=', 's.county_code').onRef('h.id', '=', 's.household_id'),
    )
    .select(['h.household_no as householdNo', 's.level', 's.score'])
    .where('s.run_id', '=', runId)
    .execute();
  const counts = await tx
    .selectFrom('screening.area_count')
    .select(['area_code', 'by_rule'])
    .where('run_id', '=', runId)
    .execute();
  const exclusions = counts.flatMap(({ area_code: areaCode, by_rule: byRule }) =>
    Object.entries(byRule as Record<string, number>).flatMap(([code, households]) =>
      areaCode.length === 12 && /^N\d+$/.test(code) && households > 0 ? [{ areaCode, code, households }] : [],
    ),
  );
  return { sheets, hits, exclusions };
}

/** Villages of households, by household number. */
export async function villagesOf(
  plan: Pick<DemonstrationPlan, 'county'>,
  householdNos: readonly string[],
): Promise<Map<string, string>> {
  if (householdNos.length === 0) return new Map();
  const rows = await withScope(systemActor(plan.county, '县级主管'), (tx) =>
    tx
      .selectFrom('registry.household')
      .select(['household_no', 'area_code'])
      .where('county_code', '=', plan.county)
      .where('household_no', 'in', [...householdNos])
      .execute(),
  );
  return new Map(rows.map((row) => [row.household_no, row.area_code]));
}
