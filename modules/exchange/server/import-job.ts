import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureMatchingList } from '@shouwang/modules/registry/server/door.ts';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { dayOf } from '@shouwang/platform/clock/days.ts';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import { systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { copyFileTo, draftPath } from '@shouwang/platform/files/store.ts';
import { defineJob } from '@shouwang/platform/jobs/jobs.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
import { z } from 'zod';
import { findItem } from '../catalogue.ts';
import type { CheckReport } from '../contract.ts';
import { type CatalogueItem, FAULT_GROUPS, type Gate, judgeGates, lastDayOf, mustHold } from '../rules.ts';
import { CHECK_JOB } from './commands.ts';
import { type Checked, checkFile, headerFound } from './engine/check.ts';
import { ImportFailure } from './engine/failure.ts';
import { explainNames } from './engine/names.ts';
import { explainRefused, type RefusedRow, type ReportedRow } from './engine/refusals.ts';
import { ProgressReporter } from './progress.ts';
import { type BatchRow, findInForce, getBatch } from './queries.ts';
import { insertRows } from './sealed-lines.ts';

const CheckJob = z.object({ countyCode: z.string().regex(/^\d{6}$/), id: z.uuid(), kind: z.enum(['csv', 'xlsx']) });
type CheckJob = z.infer<typeof CheckJob>;

/** Lets this program work off the checks of department files. */
export function defineExchangeJobs(): void {
  defineJob(CHECK_JOB, CheckJob, checkImport);
}

/** Where the columnar rows of a batch lie. */
export function rowsPath(batch: { itemCode: string; period: string; batchId: string }): string {
  return dataPath('items', batch.itemCode, batch.period, `${batch.batchId}.parquet`);
}

/** Where the rows without household lie. */
export function unmatchedPath(batchId: string): string {
  return dataPath('exchange', 'unmatched', `${batchId}.parquet`);
}

const actorOf = (job: CheckJob) => systemActor(job.countyCode, '数据导入');

/**
 * Checks a file that was received and writes its result in one transaction. A file that cannot be read is `failed` with the reason;
 * a job that was interrupted starts again from the original.
 */
export async function checkImport(job: CheckJob): Promise<void> {
  const row = await withScope(actorOf(job), (tx) =>
    getBatch(tx, actorOf(job), publicId({ county_code: job.countyCode, id: job.id })),
  );
  const item = findItem(row.item_code);
  if (!item || (row.state !== 'received' && row.state !== 'checking')) return;
  const progress = new ProgressReporter(row.progress, (set) => withScope(actorOf(job), (tx) => update(tx, job, set)));
  const scratch = draftPath();
  try {
    await check(job, { row, item, progress, scratch });
  } catch (error) {
    const failure =
      error instanceof ImportFailure
        ? error
        : new ImportFailure('fault', '核对中断，没有写入任何数据；原文件已留存，请重新上传或把导入编号告诉运维人员。');
    if (!(error instanceof ImportFailure))
      log.error({ err: safeError(error), batch: job.id }, 'the check of a department file failed');
    await progress.fail({ code: failure.code, detail: failure.detail, fields: failure.fields });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Work {
  row: BatchRow;
  item: CatalogueItem;
  progress: ProgressReporter;
  scratch: string;
}

async function check(job: CheckJob, { row, item, progress, scratch }: Work): Promise<void> {
  const context = { receivedOn: dayOf(row.received_at) };
  const target = {
    rows: rowsPath({ itemCode: item.code, period: row.period, batchId: row.id }),
    unmatched: unmatchedPath(row.id),
  };
  await withDuck(
    async (db) => {
      const list = await ensureMatchingList(job.countyCode);
      const original = join(scratch, 'original');
      await copyFileTo(row.file_hash, original);
      const task = {
        path: original,
        size: row.file_size,
        kind: job.kind,
        item,
        countyCode: job.countyCode,
        batchId: row.id,
        period: row.period,
        context,
        ...list,
        scratch,
        target,
      };
      const checked = await checkFile(db, task, progress.report);
      await progress.settle();
      const about = { item, map: checked.map, context, staged: checked.staged };
      const flagged = checked.nameMismatches > 0 ? explainNames(db, about) : [];
      const pages = { refused: explainRefused(db, about), flagged };
      await withScope(actorOf(job), (tx) => save(tx, job, { row, item, checked, pages, progress }));
    },
    { memoryMiB: 3072 },
  );
}

interface Found {
  row: BatchRow;
  item: CatalogueItem;
  checked: Checked;
  pages: { refused: AsyncGenerator<RefusedRow[]>; flagged: AsyncIterable<ReportedRow[]> | Iterable<ReportedRow[]> };
  progress: ProgressReporter;
}

async function save(tx: Tx, job: CheckJob, { row, item, checked, pages, progress }: Found): Promise<void> {
  const rejectedByCode: Record<string, number> = {};
  for await (const page of pages.refused) {
    for (const { code } of page) rejectedByCode[code] = (rejectedByCode[code] ?? 0) + 1;
    await insertRows(tx, { list: 'exchange.rejected_row', batch: row }, page);
  }
  for await (const page of pages.flagged) await insertRows(tx, { list: 'exchange.flagged_row', batch: row }, page);
  const gates = await gatesOf(tx, { row, item, checked, rejectedByCode });
  const report: CheckReport = {
    rejectedByCode,
    unmatchedByReason: checked.unmatchedByReason,
    nameMismatches: checked.nameMismatches,
    blankRows: checked.counts.blank,
    unknownColumns: checked.map.unknown,
    absentColumns: checked.map.absent,
    lines: checked.lines,
    header: checked.header.slice(0, checked.map.columns),
  };
  const held = mustHold(gates);
  await update(tx, job, {
    state: held ? 'held' : 'accepted',
    encoding: checked.encoding,
    header_row: checked.headerRow,
    rows_in: checked.rowsIn,
    rows_accepted: checked.accepted,
    rows_rejected: checked.rejected,
    rows_matched: checked.matched,
    rows_unmatched: checked.unmatched,
    gates: JSON.stringify(gates),
    report: JSON.stringify(report),
    data_date: dataDateOf(checked, row),
    parse_seconds: progress.seconds,
    finished_at: clock.now(),
    progress: progress.finished(checked, held),
    version: row.version + 1,
  });
  await recordAudit(tx, actorOf(job), {
    action: 'checkImport',
    areaCode: row.area_code,
    objectKey: `import:${publicId(row)}`,
    detail: { rows: checked.rowsIn, rejected: checked.rejected, held },
  });
}

/** The latest date of the data, but no later than the last day of the month of the file. */
function dataDateOf(checked: Checked, row: BatchRow): string {
  const last = lastDayOf(row.period);
  return checked.dataDate !== null && checked.dataDate < last ? checked.dataDate : last;
}

async function gatesOf(
  tx: Tx,
  {
    row,
    item,
    checked,
    rejectedByCode,
  }: { row: BatchRow; item: CatalogueItem; checked: Checked; rejectedByCode: Record<string, number> },
): Promise<Gate[]> {
  const previous = await findInForce(tx, {
    countyCode: row.county_code,
    itemCode: row.item_code,
    period: row.period,
    except: row.id,
  });
  const requiredEmpty = Object.entries(rejectedByCode).filter(
    ([code]) => code === 'id-empty' || FAULT_GROUPS[code as keyof typeof FAULT_GROUPS] === 'required',
  );
  return judgeGates(item, {
    rowsIn: checked.rowsIn,
    rejected: checked.rejected,
    accepted: checked.accepted,
    matched: checked.matched,
    nameMismatches: checked.nameMismatches,
    requiredEmpty: requiredEmpty.reduce((sum, [, count]) => sum + count, 0),
    big: checked.big,
    inPeriod: checked.inPeriod,
    headerFound: headerFound(checked),
    unknownColumns: checked.map.unknown,
    absentColumns: checked.map.absent,
    period: row.period,
    receivedOn: dayOf(row.received_at),
    previousRows: previous?.rows_in ?? null,
  });
}

/** Columns of a batch that its check writes. */
export type CheckColumns = Partial<{
  state: string;
  encoding: string;
  header_row: number;
  rows_in: number;
  rows_accepted: number;
  rows_rejected: number;
  rows_matched: number;
  rows_unmatched: number;
  gates: string;
  report: string;
  failure: string;
  data_date: string;
  parse_seconds: number;
  finished_at: Date;
  progress: string;
  version: number;
}>;

async function update(tx: Tx, job: CheckJob, set: CheckColumns): Promise<void> {
  await tx
    .updateTable('exchange.import_batch')
    .set(set)
    .where('county_code', '=', job.countyCode)
    .where('id', '=', job.id)
    .where('state', 'in', ['received', 'checking'])
    .execute();
}
