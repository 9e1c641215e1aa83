import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { NewIncomeItem } from '../contract.ts';
import { EXPENSE_ITEM, INCOME_ITEM, itemName } from '../income-codes.ts';
import { refreshFindings } from './findings.keep.ts';
import { moveHousehold, recordChange } from './history.ts';
import { auditKey, getHouseholdRecord, type HouseholdRef } from './queries.ts';

/** The columns of a new line; refused when the item, the days or the department do not fit. */
export function incomeColumns(item: NewIncomeItem, path: string) {
  const today = clock.today();
  const known = (item.direction === 'in' ? INCOME_ITEM : EXPENSE_ITEM)[item.itemCode];
  const faults = [
    known ? null : { path: `${path}.itemCode`, code: 'item-unknown', message: '没有这个收支项目' },
    item.occurredFrom <= item.occurredTo
      ? null
      : { path: `${path}.occurredTo`, code: 'days-reversed', message: '止日早于起日' },
    item.occurredTo <= today ? null : { path: `${path}.occurredTo`, code: 'day-in-future', message: '日期晚于今天' },
    item.source === 'department' && item.departmentCode === null
      ? { path: `${path}.departmentCode`, code: 'department-missing', message: '部门来源须写明部门' }
      : null,
  ].filter((fault) => fault !== null);
  if (faults.length > 0)
    throw new Refusal('income-item-unknown', {
      detail: faults.map((fault) => fault.message).join('；'),
      fields: faults,
    });
  return {
    id: newId(),
    member_id: item.memberId,
    item_code: item.itemCode,
    direction: item.direction,
    amount_fen: item.amountFen,
    occurred_from: item.occurredFrom,
    occurred_to: item.occurredTo,
    source: item.source,
    department_code: item.departmentCode,
    is_one_off: item.isOneOff,
    purpose_bound: item.purposeBound,
    source_ref: item.sourceRef,
    reversed_by: null,
    recorded_month: today.slice(0, 4) + today.slice(5, 7),
    recorded_at: clock.now(),
  };
}

/** Adds a dated line of income or expense; nothing else is touched. Returns the line's id and the new version of the household. */
export async function addIncomeItem(
  tx: Tx,
  actor: Actor,
  { ref, item }: { ref: HouseholdRef; item: NewIncomeItem },
): Promise<{ id: string; version: number }> {
  const given = NewIncomeItem.parse(item);
  const household = await getHouseholdRecord(tx, ref);
  if (given.memberId !== null) await requireMember(tx, ref, given.memberId);
  const columns = incomeColumns(given, 'item');
  const version = await moveHousehold(tx, ref, { expected: household.version, set: {} });
  await tx
    .insertInto('registry.income_item')
    .values({ county_code: ref.countyCode, area_code: household.area_code, household_id: ref.id, ...columns })
    .execute();
  await recordChange(tx, actor, {
    household,
    subject: 'income',
    subjectId: columns.id,
    version,
    source: given.source,
    reason: `录入${itemName(given.direction, given.itemCode)}`,
    diff: { [itemName(given.direction, given.itemCode)]: [null, given.amountFen] },
  });
  await recordAudit(tx, actor, {
    action: 'addIncomeItem',
    areaCode: household.area_code,
    objectKey: auditKey(ref),
    detail: { itemCode: given.itemCode },
  });
  await refreshFindings(tx, ref);
  return { id: columns.id, version };
}

async function requireMember(tx: Tx, ref: HouseholdRef, memberId: string): Promise<void> {
  const found = await tx
    .selectFrom('registry.member')
    .select('id')
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', memberId)
    .where('household_id', '=', ref.id)
    .executeTakeFirst();
  if (!found) throw notFound('这名成员');
}
