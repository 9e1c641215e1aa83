import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { decodeCursor, decodeMoment, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { type PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import { sql } from 'kysely';
import type { ImportQuery, RejectedQuery, RejectedRow } from '../contract.ts';
import { marksOf } from '../rules.ts';
import type { BatchKey, RowList } from './sealed-lines.ts';

/** What may be asked for: all departments, or one. A department's account without a department is refused. */
export function departmentOf(actor: Actor): string | null {
  if (actor.role !== 'COUNTY_DEPT') return null;
  if (!actor.departmentCode)
    throw new Refusal('no-department', { status: 403, detail: '您的岗位没有登记所属部门，请联系县管理员。' });
  return actor.departmentCode;
}

/** Files of one county. The county stands in the inner question too: what it takes from the outer row alone, a cluster asks everywhere. */
function batches(tx: Tx, countyCode: string) {
  return tx
    .selectFrom('exchange.import_batch as b')
    .selectAll('b')
    .where('b.county_code', '=', countyCode)
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('exchange.import_batch as later')
            .select('later.id')
            .where('later.county_code', '=', countyCode)
            .whereRef('later.item_code', '=', 'b.item_code')
            .whereRef('later.period', '=', 'b.period')
            .where('later.state', '=', 'accepted')
            .where(sql<boolean>`(later.received_at, later.id) > (b.received_at, b.id)`),
        )
        .as('superseded'),
    );
}

/** A row of `exchange.import_batch`, and whether a later accepted file stands in its place. */
export type BatchRow = Awaited<ReturnType<typeof getBatch>>;

/** One file; not found when it lies outside the actor's area or belongs to another department. */
export async function getBatch(tx: Tx, actor: Actor, publicId: PublicId) {
  const { countyCode, id } = splitId(publicId);
  const department = departmentOf(actor);
  let query = batches(tx, countyCode).where('b.id', '=', id);
  if (department) query = query.where('b.department_code', '=', department);
  const row = await query.executeTakeFirst();
  if (!row) throw notFound('这次导入');
  return row;
}

/** Files, newest first. */
export async function listBatches(
  tx: Tx,
  actor: Actor,
  filter: ImportQuery,
): Promise<{ rows: BatchRow[]; nextCursor: string | null }> {
  const department = departmentOf(actor);
  let query = batches(tx, actor.areaCode.slice(0, 6));
  if (department) query = query.where('b.department_code', '=', department);
  if (filter.item) query = query.where('b.item_code', '=', filter.item);
  if (filter.period) query = query.where('b.period', '=', filter.period);
  if (filter.state) query = query.where('b.state', '=', filter.state);
  const after = decodeMoment(filter.cursor);
  if (after) query = query.where(sql<boolean>`(b.received_at, b.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await query
    .orderBy('b.received_at', 'desc')
    .orderBy('b.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    rows: page,
    nextCursor: rows.length > page.length && last ? encodeCursor([last.received_at.toISOString(), last.id]) : null,
  };
}

/** All files of a month in a county, newest first. */
export async function listMonth(
  tx: Tx,
  where: { countyCode: string; period: string; department: string | null },
): Promise<BatchRow[]> {
  let query = batches(tx, where.countyCode).where('b.period', '=', where.period);
  if (where.department) query = query.where('b.department_code', '=', where.department);
  return query.orderBy('b.received_at', 'desc').orderBy('b.id', 'desc').execute();
}

/** The file in force of an item for the latest month up to `period`, or undefined; `except` leaves one file out. */
export async function findInForce(
  tx: Tx,
  where: { countyCode: string; itemCode: string; period: string; from?: string; except?: string },
) {
  let query = tx
    .selectFrom('exchange.import_batch')
    .selectAll()
    .where('county_code', '=', where.countyCode)
    .where('item_code', '=', where.itemCode)
    .where('period', '<=', where.period)
    .where('state', '=', 'accepted');
  if (where.from) query = query.where('period', '>=', where.from);
  if (where.except) query = query.where('id', '!=', where.except);
  return query
    .orderBy('period', 'desc')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The files in force of an item for the last six months up to `period`, oldest first. */
export async function listHistory(tx: Tx, where: { countyCode: string; itemCode: string; period: string }) {
  const rows = await tx
    .selectFrom('exchange.import_batch')
    .distinctOn('period')
    .select(['id', 'county_code', 'period', 'rows_in', 'rows_rejected'])
    .where('county_code', '=', where.countyCode)
    .where('item_code', '=', where.itemCode)
    .where('period', '<=', where.period)
    .where('state', '=', 'accepted')
    .orderBy('period', 'desc')
    .orderBy('received_at', 'desc')
    .limit(6)
    .execute();
  return rows.reverse();
}

const REJECTED = ['row_no', 'column_name', 'value_shown', 'code', 'reason', 'repair'] as const;

/** Refused rows of a file, or those to be looked at, in the order of the file. */
export async function listRows(
  tx: Tx,
  { list, batch }: { list: RowList; batch: BatchKey },
  filter: RejectedQuery,
): Promise<{ items: RejectedRow[]; nextCursor: string | null }> {
  let query = tx
    .selectFrom(list)
    .select(REJECTED)
    .where('county_code', '=', batch.county_code)
    .where('batch_id', '=', batch.id);
  if (filter.code) query = query.where('code', 'in', filter.code.split(','));
  if (filter.cursor) query = query.where('row_no', '>', Number(decodeCursor(filter.cursor, 1)[0]));
  const rows = await query
    .orderBy('row_no')
    .limit(filter.limit + 1)
    .execute();
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: page.map(toRejected),
    nextCursor: rows.length > page.length && last ? encodeCursor([last.row_no]) : null,
  };
}

type RejectedRecord = {
  row_no: number;
  column_name: string;
  value_shown: string;
  code: string;
  reason: string;
  repair: string;
};

/** A refused row as it is shown, with the wrong signs of its value. */
function toRejected(row: RejectedRecord): RejectedRow {
  return {
    rowNo: row.row_no,
    column: row.column_name,
    value: row.value_shown,
    marks: marksOf(row.code, row.value_shown),
    code: row.code,
    reason: row.reason,
    repair: row.repair,
  };
}

/** One refused row; not found when the row was not refused. */
export async function getRejected(
  tx: Tx,
  batch: { county_code: string; id: string },
  rowNo: number,
): Promise<RejectedRow> {
  const row = await tx
    .selectFrom('exchange.rejected_row')
    .select(REJECTED)
    .where('county_code', '=', batch.county_code)
    .where('batch_id', '=', batch.id)
    .where('row_no', '=', rowNo)
    .executeTakeFirst();
  if (!row) throw notFound('这一行');
  return toRejected(row);
}
