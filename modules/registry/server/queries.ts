import { clock } from '@shouwang/platform/clock/clock.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { decodeMoment, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { sql } from 'kysely';
import { isPseudo } from '../../areas/rules.ts';
import { listPath } from '../../areas/server/door.ts';
import { ROLE_NAMES, type RoleCode } from '../../staff/contract.ts';
import type { Household, HouseholdChange, HouseholdView, Living } from '../contract.ts';
import { MOST_MONTHS } from '../income-rules.ts';
import { lastClosedPeriod } from '../rules.ts';
import {
  type HouseholdRecord,
  type IncomeRecord,
  LIVING_COLUMNS,
  type MemberRecord,
  readFields,
  toIncomeItem,
  toMember,
} from './rows.ts';

/** Where a household is: its county and its id, the two parts of the public id. */
export interface HouseholdRef {
  countyCode: string;
  id: string;
}

/** The key under which reads and changes of a household are recorded. */
export const auditKey = (ref: HouseholdRef) => `household:${ref.countyCode}:${ref.id}`;

/** The record of a household in the actor's area, or undefined. */
async function findHousehold(tx: Tx, ref: HouseholdRef): Promise<HouseholdRecord | undefined> {
  return tx
    .selectFrom('registry.household')
    .selectAll()
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', ref.id)
    .executeTakeFirst();
}

/** The record of a household; one outside the area is as good as none. */
export async function getHouseholdRecord(tx: Tx, ref: HouseholdRef): Promise<HouseholdRecord> {
  const found = await findHousehold(tx, ref);
  if (!found) throw notFound('这一户');
  return found;
}

/** Holds a household until the transaction ends, so that nobody else changes it or proposes a change of it meanwhile. */
export async function holdHousehold(tx: Tx, ref: HouseholdRef): Promise<void> {
  const { rows } = await sql`select 1 from registry.household where county_code = ${ref.countyCode} and id = ${ref.id}
    for update`.execute(tx);
  if (rows.length === 0) throw notFound('这一户');
}

/** The members of a household, current ones first, the head at the top. */
export async function listMemberRecords(tx: Tx, ref: HouseholdRef): Promise<MemberRecord[]> {
  return tx
    .selectFrom('registry.member')
    .selectAll()
    .where('county_code', '=', ref.countyCode)
    .where('household_id', '=', ref.id)
    .orderBy('member_status')
    .orderBy(sql`relation <> '1'`)
    .orderBy('member_no')
    .execute();
}

/** Lines of income and expense that end on or after a day, newest first; reversed ones too. */
export async function listIncomeRecords(tx: Tx, ref: HouseholdRef, since: string): Promise<IncomeRecord[]> {
  return tx
    .selectFrom('registry.income_item')
    .selectAll()
    .where('county_code', '=', ref.countyCode)
    .where('household_id', '=', ref.id)
    .where('occurred_to', '>=', since)
    .orderBy('occurred_to', 'desc')
    .orderBy('id')
    .limit(1000)
    .execute();
}

/** First day of the earliest month that any pack may count on a day. */
export function earliestCounted(day: string): string {
  const { periodFrom } = lastClosedPeriod(day, MOST_MONTHS);
  return `${periodFrom.slice(0, 4)}-${periodFrom.slice(4)}-01`;
}

/** The whole file of a household, masked. */
export async function getHousehold(tx: Tx, ref: HouseholdRef): Promise<Household> {
  const record = await getHouseholdRecord(tx, ref);
  const [path, members, items, counts] = [
    await listPath(tx, record.area_code),
    await listMemberRecords(tx, ref),
    await listIncomeRecords(tx, ref, earliestCounted(clock.today())),
    await countsOf(tx, ref),
  ];
  return {
    ...toHousehold(record),
    areaPath: path.filter((area) => !isPseudo(area.code)).map((area) => ({ code: area.code, name: area.shortName })),
    members: members.map(toMember),
    incomeItems: items.map(toIncomeItem),
    ...counts,
  };
}

type Parts = 'areaPath' | 'members' | 'incomeItems' | 'changeCount' | 'viewCount';

function toHousehold(record: HouseholdRecord): Omit<Household, Parts> {
  return {
    id: publicId(record),
    householdNo: record.household_no,
    nationalHouseholdNo: record.national_household_no,
    areaCode: record.area_code,
    groupNo: record.group_no,
    address: record.address,
    headMemberId: record.head_member_id,
    headName: record.head_name,
    householdType: record.household_type as Household['householdType'],
    contactPhoneMask: record.contact_phone_mask,
    bankAccountMask: record.bank_account_mask,
    registeredCount: record.registered_count,
    residentCount: record.resident_count,
    sharingCount: record.sharing_count,
    isRelocated: record.is_relocated,
    noLabourBackstop: record.no_labour_backstop,
    povertyExitYear: record.poverty_exit_year,
    lastYearPerCapitaFen: record.last_year_per_capita_fen,
    loanOverdueDays: record.loan_overdue_days,
    monitoringState: record.monitoring_state as Household['monitoringState'],
    currentCaseId:
      record.current_case_id === null
        ? null
        : publicId({ county_code: record.county_code, id: record.current_case_id }),
    riskLevel: record.risk_level,
    riskReason: record.risk_reason,
    riskRunId: record.risk_run_id,
    lastVisitedOn: record.last_visited_on,
    status: record.status as Household['status'],
    version: record.version,
    changedAt: record.changed_at.toISOString(),
    living: readFields(LIVING_COLUMNS, record) as Living,
  };
}

/** Acts in the audit that count as looking. */
const LOOKS = ['getHousehold', 'revealSensitive'];

async function countsOf(tx: Tx, ref: HouseholdRef): Promise<{ changeCount: number; viewCount: number }> {
  const { rows } = await sql<{ changes: number; views: number }>`select
    (select count(*)::int from registry.household_change where county_code = ${ref.countyCode} and household_id = ${ref.id}) as changes,
    (select count(*)::int from audit.event where county_code = ${ref.countyCode} and object_key = ${auditKey(ref)} and action = any(${LOOKS}::text[])) as views`.execute(
    tx,
  );
  return { changeCount: rows[0]?.changes ?? 0, viewCount: rows[0]?.views ?? 0 };
}

/** Fields whose values the history and requests keep but do not show. */
export const HIDDEN = new Set(['health', 'disabilityCategory', 'disabilityGrade', 'dropoutReason']);

interface PageRequest {
  cursor?: string | undefined;
  limit: number;
}

/** The history of a household, newest first. */
export async function listChanges(
  tx: Tx,
  ref: HouseholdRef,
  page: PageRequest,
): Promise<{ items: HouseholdChange[]; nextCursor: string | null }> {
  await getHouseholdRecord(tx, ref);
  let query = tx
    .selectFrom('registry.household_change as c')
    .leftJoin('registry.member as m', (join) =>
      join.onRef('m.county_code', '=', 'c.county_code').onRef('m.id', '=', 'c.subject_id'),
    )
    .selectAll('c')
    .select('m.name as member_name')
    .where('c.county_code', '=', ref.countyCode)
    .where('c.household_id', '=', ref.id);
  const after = decodeMoment(page.cursor);
  if (after) query = query.where(sql<boolean>`(c.changed_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await query
    .orderBy('c.changed_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(page.limit + 1)
    .execute();
  const items = rows.slice(0, page.limit);
  return {
    items: items.map((row) => ({
      id: row.id,
      subject: row.subject as HouseholdChange['subject'],
      memberName: row.member_name,
      version: row.version,
      changedAt: row.changed_at.toISOString(),
      actorName: row.actor_name,
      proposedByName: row.proposed_by_name,
      source: row.source,
      reason: row.reason,
      fields: Object.entries((row.diff ?? {}) as Record<string, [unknown, unknown]>).map(([field, [before, after]]) =>
        HIDDEN.has(field)
          ? { field, before: before === null ? null : '***', after: after === null ? null : '***' }
          : { field, before, after },
      ),
    })),
    nextCursor: nextTime(rows, page.limit, (row) => row.changed_at),
  };
}

function nextTime<R extends { id: string }>(rows: readonly R[], limit: number, at: (row: R) => Date): string | null {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return last ? encodeCursor([at(last).toISOString(), last.id]) : null;
}

/** 谁看过: who opened the household or revealed a masked value, when and why, newest first. */
export async function listViews(
  tx: Tx,
  ref: HouseholdRef,
  page: PageRequest,
): Promise<{ items: HouseholdView[]; nextCursor: string | null }> {
  await getHouseholdRecord(tx, ref);
  let query = tx
    .selectFrom('audit.event')
    .selectAll()
    .where('county_code', '=', ref.countyCode)
    .where('object_key', '=', auditKey(ref))
    .where('action', 'in', LOOKS);
  const after = decodeMoment(page.cursor);
  if (after) query = query.where(sql<boolean>`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await query
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return {
    items: rows.slice(0, page.limit).map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actorName: row.actor_name,
      roleName: ROLE_NAMES[row.role as RoleCode] ?? row.role,
      action: row.action,
      which: (row.detail as { which?: string } | null)?.which ?? null,
      reason: row.reason,
    })),
    nextCursor: nextTime(rows, page.limit, (row) => row.at),
  };
}
