import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays, addMonths, dayOf, daysBetween } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { findItem } from '../catalogue.ts';
import {
  type CheckReport,
  type ExchangeItem,
  type ImportBatch,
  type ImportReport,
  type ImportState,
  type ItemStanding,
  WITHDRAW_DAYS,
  type WithdrawalView,
} from '../contract.ts';
import { allowedValues, type CatalogueItem, daysLate, dueDay } from '../rules.ts';
import { type BatchRow, findInForce, listHistory } from './queries.ts';

const moment = (at: Date | null) => at?.toISOString() ?? null;

/** A file as lists show it. */
export function toBatch(row: BatchRow): ImportBatch {
  const item = findItem(row.item_code);
  const gates = (row.gates ?? []) as ImportReport['gates'];
  return {
    id: publicId(row),
    batchNo: row.batch_no,
    itemCode: row.item_code,
    itemName: item?.name ?? row.item_code,
    departmentName: item?.departmentName ?? row.department_code,
    period: row.period,
    fileName: row.file_name,
    fileSize: row.file_size,
    state: row.state as ImportState,
    inForce: row.state === 'accepted' && !row.superseded,
    rowsIn: row.rows_in,
    rowsAccepted: row.rows_accepted,
    rowsRejected: row.rows_rejected,
    rowsMatched: row.rows_matched,
    rowsUnmatched: row.rows_unmatched,
    warnings: gates.filter((gate) => gate.result !== 'pass').length,
    daysLate: item ? daysLate(item, row.period, dayOf(row.received_at)) : 0,
    uploadedBy: row.uploaded_by_name,
    receivedAt: row.received_at.toISOString(),
    finishedAt: moment(row.finished_at),
    version: row.version,
  };
}

/** The report of a file, with the last six months and what a withdrawal would do. */
export async function toReport(tx: Tx, actor: Actor, row: BatchRow): Promise<ImportReport> {
  const item = findItem(row.item_code);
  const history = await listHistory(tx, { countyCode: row.county_code, itemCode: row.item_code, period: row.period });
  return {
    ...toBatch(row),
    fileHash: row.file_hash,
    encoding: row.encoding as ImportReport['encoding'],
    headerRow: row.header_row,
    template: item?.template ?? 1,
    basis: item?.basis.text ?? '',
    dataDate: row.data_date,
    seconds: row.parse_seconds,
    progress: row.progress as ImportReport['progress'],
    gates: (row.gates ?? []) as ImportReport['gates'],
    report: reportOf(row),
    failure: row.failure as ImportReport['failure'],
    history: history.map((one) => ({
      period: one.period,
      id: publicId(one),
      rowsIn: one.rows_in ?? 0,
      rowsRejected: one.rows_rejected ?? 0,
      current: one.id === row.id,
    })),
    confirmedBy: row.confirmed_by_name,
    confirmable: row.state === 'held' && row.uploaded_by !== actor.accountId,
    withdrawal: await withdrawalOf(tx, actor, row),
  };
}

/** Files that were checked before names were compared say nothing of them. */
function reportOf(row: BatchRow): ImportReport['report'] {
  const report = row.report as (Omit<CheckReport, 'nameMismatches'> & Partial<CheckReport>) | null;
  return report && { ...report, nameMismatches: report.nameMismatches ?? 0 };
}

/** Last day on which a file may be taken back. */
function withdrawableUntil(row: Pick<BatchRow, 'received_at'>): string {
  return addDays(dayOf(row.received_at), WITHDRAW_DAYS);
}

/** Why a file cannot be taken back now, or null. */
export function withdrawalRefusal(row: Pick<BatchRow, 'state' | 'received_at'>): string | null {
  if (row.state === 'withdrawn') return '已经撤回';
  if (row.state === 'failed') return '没有读取任何数据，不用撤回';
  if (row.state !== 'accepted' && row.state !== 'held') return '正在核对，核对完再撤回';
  return daysBetween(clock.today(), withdrawableUntil(row)) < 0 ? `已过撤回期限（${WITHDRAW_DAYS} 天）` : null;
}

async function withdrawalOf(tx: Tx, actor: Actor, row: BatchRow): Promise<WithdrawalView> {
  const refusal = withdrawalRefusal(row);
  return {
    may: refusal === null && actor.role === 'COUNTY_LEAD',
    refusal: refusal ?? (actor.role === 'COUNTY_LEAD' ? null : '由县级主管撤回，请与县监测股联系'),
    until: withdrawableUntil(row),
    effects: refusal === null ? await effectsOf(tx, row) : [],
    withdrawnBy: row.withdrawn_by_name,
    withdrawnAt: moment(row.withdrawn_at),
    reason: row.withdraw_reason,
  };
}

async function effectsOf(tx: Tx, row: BatchRow): Promise<string[]> {
  const at = { countyCode: row.county_code, itemCode: row.item_code, period: row.period, except: row.id };
  const same = await findInForce(tx, { ...at, from: row.period });
  const count = (row.rows_accepted ?? 0).toLocaleString('en-US');
  const month = `${Number(row.period.slice(4))} 月期`;
  const rows =
    row.state === 'held' ? `${count} 行尚未用于筛查，撤回后不再入库` : `撤下 ${count} 行，下一次筛查起不再使用`;
  const back = same ? `${month}回到 ${same.batch_no} 的数据` : `${month}没有数据，等部门重新推送`;
  return [rows, back, '原文件和本报告留存，可查可下载', '已完成的筛查和已作出的审定不受影响'];
}

const STANDING: Partial<Record<ImportState, ItemStanding>> = {
  accepted: 'arrived',
  held: 'held',
  received: 'checking',
  checking: 'checking',
  failed: 'failed',
};

/** An item with where it stands in a month: the file in force counts, else the last one that came. */
export function toItem(
  item: CatalogueItem,
  context: { period: string; rows: readonly BatchRow[]; actor: Actor },
): ExchangeItem {
  const files = context.rows.filter((row) => row.item_code === item.code && row.state !== 'withdrawn');
  const shown = files.find((row) => row.state === 'accepted') ?? files[0];
  const late = daysLate(item, context.period, shown ? dayOf(shown.received_at) : clock.today());
  return {
    code: item.code,
    name: item.name,
    departmentCode: item.department,
    departmentName: item.departmentName,
    basis: item.basis.text,
    basisStanding: item.basis.standing,
    template: item.template,
    dueDay: dueDay(item, context.period),
    standing: (shown && STANDING[shown.state as ImportState]) ?? (late > 0 ? 'late' : 'waiting'),
    daysLate: late,
    batch: shown ? toBatch(shown) : null,
    held: files.filter((row) => row.state === 'held').length,
    mayUpload:
      context.actor.role === 'COUNTY_LEAD' ||
      (context.actor.role === 'COUNTY_DEPT' && context.actor.departmentCode === item.department),
    fields: item.fields.map((field) => ({
      header: field.header,
      required: field.required,
      unit: field.unit ?? null,
      help: field.help,
      example: field.example,
      allowed: allowedValues(field),
    })),
  };
}

/** The month whose files are due now: the one before today's. */
export function periodDueNow(): string {
  return addMonths(clock.today().slice(0, 7).replace('-', ''), -1);
}
