import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import { type Actor, runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import { addJob } from '@shouwang/platform/jobs/jobs.ts';
import { findItem } from '../catalogue.ts';
import type { Confirmation, ImportProgress, Withdrawal } from '../contract.ts';
import type { CatalogueItem } from '../rules.ts';
import { type BatchRow, departmentOf, getBatch } from './queries.ts';
import { periodDueNow, withdrawalRefusal } from './views.ts';

/** The name of the job that checks a file. */
export const CHECK_JOB = 'exchange.check-import';
/** States in which a file counts as present: the same file again changes nothing. */
const PRESENT = ['received', 'checking', 'held', 'accepted'];

/** An item that the actor may hand in for a month that has begun; else `item-unknown`, `item-of-other-department`, `period-in-future`. */
export function requireItem(actor: Actor, code: string, period?: string): CatalogueItem {
  const item = findItem(code);
  if (!item)
    throw new Refusal('item-unknown', {
      detail: `目录里没有数据项 ${code}，请重新选择。`,
      fields: [{ path: 'item', code: 'unknown', message: '没有这个数据项' }],
    });
  const department = departmentOf(actor);
  if (department && department !== item.department)
    throw new Refusal('item-of-other-department', {
      status: 403,
      detail: `${item.code} 由${item.departmentName}报送，不属于您的部门。`,
    });
  if (period && period > clock.today().slice(0, 7).replace('-', ''))
    throw new Refusal('period-in-future', {
      detail: '所属期还没有开始，请核对。',
      fields: [{ path: 'period', code: 'in-future', message: `最近一期应为 ${periodDueNow()}` }],
    });
  return item;
}

/** A file that was put into the file store. */
export interface ReceivedFile {
  item: CatalogueItem;
  period: string;
  fileName: string;
  kind: 'csv' | 'xlsx';
  hash: string;
  size: number;
}

/** Takes a department file: writes the batch, adds its check. The same file of the same item and month again is the batch that is there. */
export async function uploadDepartmentFile(
  tx: Tx,
  actor: Actor,
  file: ReceivedFile,
): Promise<{ existing: boolean; batch: BatchRow }> {
  const countyCode = actor.areaCode.slice(0, 6);
  await runSql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`exchange:${countyCode}`]);
  const present = await tx
    .selectFrom('exchange.import_batch')
    .select(['county_code', 'id'])
    .where('county_code', '=', countyCode)
    .where('item_code', '=', file.item.code)
    .where('period', '=', file.period)
    .where('file_hash', '=', file.hash)
    .where('state', 'in', PRESENT)
    .executeTakeFirst();
  if (present) return { existing: true, batch: await getBatch(tx, actor, publicId(present)) };
  const id = newId();
  const key = publicId({ county_code: countyCode, id });
  await tx
    .insertInto('exchange.import_batch')
    .values({
      county_code: countyCode,
      id,
      area_code: countyCode,
      batch_no: await nextNumber(tx, countyCode),
      item_code: file.item.code,
      department_code: file.item.department,
      period: file.period,
      file_name: file.fileName,
      file_hash: file.hash,
      file_size: file.size,
      state: 'received',
      progress: JSON.stringify(queued()),
      uploaded_by: actor.accountId,
      uploaded_by_name: actor.name,
      received_at: clock.now(),
      version: 1,
    })
    .execute();
  await addJob(tx, CHECK_JOB, { countyCode, id, kind: file.kind }, { key: `import:${key}` });
  await recordAudit(tx, actor, {
    action: 'uploadDepartmentFile',
    areaCode: countyCode,
    objectKey: `import:${key}`,
    detail: { item: file.item.code, period: file.period, hash: file.hash },
  });
  return { existing: false, batch: await getBatch(tx, actor, key) };
}

function queued(): ImportProgress {
  const step = { code: 'received', name: '上传', note: '', at: clock.now().toISOString() };
  return { stage: 'queued', done: 0, total: null, unit: 'rows', rate: null, seconds: 0, steps: [step] };
}

/** IMP-1117-0012: numbered by county and day; the county is locked by the caller. */
async function nextNumber(tx: Tx, countyCode: string): Promise<string> {
  const today = clock.today();
  const prefix = `IMP-${today.slice(2, 4)}${today.slice(5, 7)}${today.slice(8, 10)}-`;
  const { count } = await tx
    .selectFrom('exchange.import_batch')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('county_code', '=', countyCode)
    .where('batch_no', '>=', prefix)
    .where('batch_no', '<', `${prefix}:`)
    .executeTakeFirstOrThrow();
  return prefix + String(count + 1).padStart(4, '0');
}

/** Somebody else than who handed it in says that a held file is right: it is in force from now on. Refuses `not-held`, `own-file`. */
export async function confirmImport(
  tx: Tx,
  actor: Actor,
  input: Confirmation & { row: BatchRow; version: number },
): Promise<BatchRow> {
  const { row, version, reason } = input;
  if (row.state !== 'held') throw new Refusal('not-held', { detail: '这份文件不在待确认状态，请刷新页面。' });
  if (row.uploaded_by === actor.accountId)
    throw new Refusal('own-file', { status: 403, detail: '这份文件是您上传的，请由部门另一名人员或县级主管确认。' });
  await change(tx, row, { version, set: { state: 'accepted', confirmed_by_name: actor.name } });
  await recordAudit(tx, actor, {
    action: 'confirmImport',
    areaCode: row.area_code,
    objectKey: `import:${publicId(row)}`,
    reason,
  });
  return getBatch(tx, actor, publicId(row));
}

/** Takes a file back: what was in force before for its month is in force again. Refuses `batch-no-differs` (the second confirmation), `not-withdrawable`. */
export async function withdrawImport(
  tx: Tx,
  actor: Actor,
  input: Withdrawal & { row: BatchRow; version: number },
): Promise<BatchRow> {
  const { row, version, reason, batchNo } = input;
  const refusal = withdrawalRefusal(row);
  if (refusal) throw new Refusal('not-withdrawable', { detail: `${refusal}。` });
  if (batchNo !== row.batch_no)
    throw new Refusal('batch-no-differs', {
      detail: '为防误操作，请把导入编号原样再填一遍。',
      fields: [{ path: 'batchNo', code: 'differs', message: `应为 ${row.batch_no}` }],
    });
  await change(tx, row, {
    version,
    set: { state: 'withdrawn', withdrawn_at: clock.now(), withdrawn_by_name: actor.name, withdraw_reason: reason },
  });
  await recordAudit(tx, actor, {
    action: 'withdrawImport',
    areaCode: row.area_code,
    objectKey: `import:${publicId(row)}`,
    reason,
    detail: { rows: row.rows_accepted },
  });
  return getBatch(tx, actor, publicId(row));
}

interface Change {
  version: number;
  set: {
    state: string;
    confirmed_by_name?: string;
    withdrawn_at?: Date;
    withdrawn_by_name?: string;
    withdraw_reason?: string;
  };
}

async function change(tx: Tx, row: BatchRow, { version, set }: Change): Promise<void> {
  const done = await tx
    .updateTable('exchange.import_batch')
    .set({ ...set, version: version + 1 })
    .where('county_code', '=', row.county_code)
    .where('id', '=', row.id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0) throw staleVersion();
}
