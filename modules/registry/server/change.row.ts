import { clock } from '@shouwang/platform/clock/clock.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor } from '@shouwang/platform/db/scope.ts';
import { ROLE_NAMES, type RoleCode } from '../../staff/contract.ts';
import type { ChangeRow } from '../contract.ts';
import { judgeChange } from '../rules.ts';
import type { ChangeRecord } from './change.store.ts';
import { fieldOf } from './change.values.ts';

/** A request with the household and places that a list names. */
export interface ChangeListRecord extends ChangeRecord {
  household_no: string;
  head_name: string;
  town_name: string | null;
  village_name: string | null;
}

const OPEN = ['SUBMITTED', 'RETURNED'];

/** A request as lists show it, for whoever looks. */
export function changeRowOf(record: ChangeListRecord, actor: Actor): ChangeRow {
  const standing = {
    state: record.state as ChangeRow['state'],
    proposedBy: record.proposed_by,
    level: record.level as ChangeRow['level'],
    returns: record.returns,
  };
  return {
    id: publicId(record),
    householdId: publicId({ county_code: record.county_code, id: record.household_id }),
    householdNo: record.household_no,
    headName: record.head_name,
    areaCode: record.area_code,
    townName: record.town_name ?? '',
    villageName: record.village_name ?? record.area_code,
    changeType: record.change_type as ChangeRow['changeType'],
    state: standing.state,
    level: standing.level,
    fields: fieldsOf(record),
    proposedByName: record.proposed_by_name,
    proposedRoleName: ROLE_NAMES[record.proposed_role as RoleCode] ?? record.proposed_role,
    proposedOn: record.proposed_on,
    dueOn: record.due_on,
    overdue: OPEN.includes(record.state) && record.due_on < clock.today(),
    mine: record.proposed_by === actor.accountId,
    mayDecide: 'to' in judgeChange(standing, { act: 'approve', who: actor, returnMax: 0 }),
    version: record.version,
  };
}

function fieldsOf(record: ChangeRecord): string[] {
  const lines = (record.proposal as { incomeItems?: unknown[] }).incomeItems ?? [];
  const named = record.touched.map((key) => (key.startsWith('joining.') ? 'joining' : fieldOf(key)));
  return [...new Set([...named, ...(lines.length > 0 ? ['incomeItems'] : [])])];
}
