import { z } from 'zod';
import { recordAudit } from '../audit/audit.ts';
import { clock } from '../clock/clock.ts';
import { minuteOf } from '../clock/days.ts';
import { publicId } from '../db/id.ts';
import { type Actor, runSql, systemActor, withScope } from '../db/scope.ts';
import { defineJob } from '../jobs/jobs.ts';
import { log, safeError } from '../log.ts';
import { readFilter } from './commands.ts';
import { type AnyExport, EXPORT_LIMIT, exportStaffing, findExport } from './define.ts';
import { dropExport, type ExportFile, writeExport } from './file.ts';
import { findBareNumber } from './guard.ts';
import { type ExportRecord, findRequest } from './queries.ts';

const BuildJob = z.object({ countyCode: z.string(), id: z.uuid(), areaCode: z.string() });
type BuildJob = z.infer<typeof BuildJob>;

/** Days that a file can be fetched, where the setting `export.days` says nothing else. */
const EXPORT_DAYS = 7;
export const EXPORT_DAYS_MAX = 30;
/** The column that names the request in every row, so that a file or a part of it can be traced. */
const MARK_COLUMN = '导出编号';
/** How often the person is looked up again while rows are written, and progress is shown. */
const TICK_MS = 1000;

/** Why a file is not made; the sentence is for who asked for it. */
class ExportStopped extends Error {}

/** Lets this program make the files of approved exports. */
export function defineExportJobs(): void {
  defineJob('exports.build', BuildJob, buildExport);
}

/**
 * Makes the file of an approved request in the scope that its requester has now. When the post is gone or changed, a number stands unmasked in a
 * row, or the list grew far beyond what was approved, the request fails and says why. Does nothing for a request that is no longer approved.
 */
export async function buildExport(job: BuildJob): Promise<void> {
  const system = systemActor(job.areaCode, '导出');
  const row = await begin(system, job);
  if (!row) return;
  try {
    const { file, rows } = await make(system, row);
    await finish(system, row, { file, rows });
  } catch (error) {
    await dropExport(row);
    const stopped = error instanceof ExportStopped;
    if (!stopped) log.error({ err: safeError(error), export: row.id }, 'export failed');
    await fail(
      system,
      row,
      stopped ? error.message : '生成中断，没有留下文件；请重新申请，仍不行请把导出编号告诉运维人员。',
    );
  }
}

async function begin(system: Actor, job: BuildJob): Promise<ExportRecord | undefined> {
  return withScope(system, async (tx) => {
    const row = await findRequest(tx, job, { lock: true });
    if (row?.state !== 'approved') return undefined;
    await tx
      .updateTable('platform.export_request')
      .set({ started_at: clock.now(), rows_done: 0 })
      .where('county_code', '=', row.county_code)
      .where('id', '=', row.id)
      .execute();
    return row;
  });
}

interface Work {
  system: Actor;
  row: ExportRecord;
  definition: AnyExport;
  filter: unknown;
}

async function make(system: Actor, row: ExportRecord): Promise<{ file: ExportFile; rows: number }> {
  const definition = findExport(row.kind);
  if (!definition) throw new ExportStopped('这种清单已不再提供导出。');
  const work: Work = { system, row, definition, filter: readFilter(definition, row.filter) };
  const counted = { rows: 0 };
  const file = await writeExport(row, row.format === 'xlsx' ? 'xlsx' : 'csv', rowsOf(work, counted));
  return { file, rows: counted.rows };
}

/** The person in the post in which he asked, as it is now. */
async function holderOf({ system, row, definition }: Work): Promise<Actor> {
  const holder = { accountId: row.requested_by, role: row.role, areaCode: row.area_code };
  const actor = await withScope(system, (tx) => exportStaffing().findActor(tx, holder));
  if (!actor) throw new ExportStopped('申请人已不在申请时的岗位上，文件没有生成。');
  if (!definition.permission.includes(actor.role)) throw new ExportStopped('申请人的岗位已不能导出这份清单。');
  return actor;
}

/** First lines, header, then the rows page by page, each with the number of the request at its end. */
async function* rowsOf(work: Work, counted: { rows: number }): AsyncGenerator<string[][]> {
  const { row, definition } = work;
  let actor = await holderOf(work);
  yield [...watermark(row).map((line) => [line]), [...definition.columns.map(({ title }) => title), MARK_COLUMN]];
  let ticked = performance.now();
  for (let cursor: string | undefined; ; ) {
    const at = { filter: work.filter, cursor };
    const page = await withScope(actor, (tx) => definition.page(tx, actor, at));
    counted.rows += page.rows.length;
    refuseGrowth(work, counted.rows);
    for (const cells of page.rows) refuseNumbers(cells);
    yield page.rows.map((cells) => [...cells, row.request_no]);
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
    if (performance.now() - ticked < TICK_MS) continue;
    await tick(work, counted.rows);
    actor = await holderOf(work);
    ticked = performance.now();
  }
}

/** Who, when, what for and under which number: the first lines of the file. */
function watermark(row: ExportRecord): string[] {
  const decided = row.decided_at ? minuteOf(row.decided_at) : '';
  return [
    `${row.title}（仅限本用途：${row.purpose}）`,
    `${MARK_COLUMN} ${row.request_no}；导出人 ${row.requested_by_name}，${row.requested_by_post}，${minuteOf(row.requested_at)} 申请；${row.decided_by_name ?? ''}，${row.decided_by_post ?? ''}，${decided} 批准`,
    '仅限本用途，不得转发；内部使用，含个人信息，用后及时删除。每行都带导出编号，可追溯。',
  ];
}

function refuseNumbers(cells: readonly string[]): void {
  for (const cell of cells) {
    const found = findBareNumber(cell);
    if (found) throw new ExportStopped(`有一行带着没有遮蔽的${found}，文件没有生成；请把导出编号告诉运维人员。`);
  }
}

/** Twice what was approved, or a thousand rows more, is another list than the one that was approved. */
function refuseGrowth({ row, definition }: Work, rows: number): void {
  const allowed = Math.min(definition.limit ?? EXPORT_LIMIT, Math.max(row.rows_asked * 2, row.rows_asked + 1000));
  if (rows > allowed) throw new ExportStopped('清单比批准时多出太多行，文件没有生成；请重新申请。');
}

async function tick({ system, row }: Work, rows: number): Promise<void> {
  const touched = await withScope(system, (tx) =>
    tx
      .updateTable('platform.export_request')
      .set({ rows_done: rows })
      .where('county_code', '=', row.county_code)
      .where('id', '=', row.id)
      .where('state', '=', 'approved')
      .executeTakeFirst(),
  );
  if (Number(touched.numUpdatedRows) === 0) throw new ExportStopped('申请已撤回。');
}

async function finish(
  system: Actor,
  row: ExportRecord,
  { file, rows }: { file: ExportFile; rows: number },
): Promise<void> {
  const kept = await withScope(system, async (tx) => {
    const days = await daysKept(tx);
    const changed = await tx
      .updateTable('platform.export_request')
      .set({
        state: 'ready',
        rows_done: rows,
        rows_made: rows,
        file_hash: file.hash,
        file_size: file.size,
        finished_at: clock.now(),
        expires_at: new Date(clock.now().getTime() + days * 86_400_000),
        version: row.version + 1,
      })
      .where('county_code', '=', row.county_code)
      .where('id', '=', row.id)
      .where('state', '=', 'approved')
      .executeTakeFirst();
    if (Number(changed.numUpdatedRows) === 0) return false;
    await recordAudit(tx, system, {
      action: 'buildExport',
      areaCode: row.area_code,
      objectKey: `export:${publicId(row)}`,
      detail: { no: row.request_no, kind: row.kind, rows, bytes: file.size, hash: file.hash },
    });
    return true;
  });
  if (!kept) await dropExport(row);
}

async function daysKept(tx: Parameters<typeof runSql>[0]): Promise<number> {
  const [found] = await runSql<{ value: unknown }>(tx, "select value from platform.setting where name = 'export.days'");
  const days = Number(found?.value ?? EXPORT_DAYS);
  return Number.isInteger(days) && days >= 1 && days <= EXPORT_DAYS_MAX ? days : EXPORT_DAYS;
}

async function fail(system: Actor, row: ExportRecord, failure: string): Promise<void> {
  await withScope(system, async (tx) => {
    const changed = await tx
      .updateTable('platform.export_request')
      .set({ state: 'failed', failure, finished_at: clock.now(), version: row.version + 1 })
      .where('county_code', '=', row.county_code)
      .where('id', '=', row.id)
      .where('state', '=', 'approved')
      .executeTakeFirst();
    if (Number(changed.numUpdatedRows) === 0) return;
    await recordAudit(tx, system, {
      action: 'buildExport',
      areaCode: row.area_code,
      objectKey: `export:${publicId(row)}`,
      reason: failure,
      detail: { no: row.request_no, kind: row.kind, failed: true },
    });
  });
}
