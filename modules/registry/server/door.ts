import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import type { Ledger } from '../contract.ts';
import { DEFAULT_INCOME_POLICY, type IncomePolicy, type IncomeStatement, incomeStatement } from '../income-rules.ts';
import { lastClosedPeriod } from '../rules.ts';
import { moveHousehold, recordChange } from './history.ts';
import { getHouseholdRecord, type HouseholdRef, listIncomeRecords, listMemberRecords } from './queries.ts';
import { type MemberRecord, toIncomeItem } from './rows.ts';

export { registerHousehold } from './commands.ts';
export { addIncomeItem } from './income.ts';
export type { HouseholdRef } from './queries.ts';
export { revealSensitive } from './reveal.ts';
export { type RiskRow, type RiskRun, setRisk } from './risk.ts';
export { accountColumns, cardColumns, idNumberColumns, memberPhoneColumns, phoneColumns, phoneKey } from './sealed.ts';
export { ensureMemberSnapshot, ensureSnapshot, type Snapshot } from './snapshot.ts';

/** A member as the modules above may know it: no number but its mask and its key. */
export interface KnownMember {
  id: string;
  memberNo: string;
  name: string;
  relation: string;
  gender: string;
  birthDate: string;
  idNumberMask: string | null;
  personKey: string | null;
  phoneMask: string | null;
  isResident: boolean;
  sharesIncome: boolean;
  studentStatus: string | null;
  labourAbility: string | null;
  medicalInsured: boolean | null;
}

/** A household as the modules above may know it. */
export interface KnownHousehold {
  countyCode: string;
  id: string;
  areaCode: string;
  householdNo: string;
  headName: string;
  headMemberId: string | null;
  groupNo: string | null;
  address: string | null;
  contactPhoneMask: string | null;
  householdType: string;
  registeredCount: number;
  residentCount: number;
  sharingCount: number;
  povertyExitYear: number | null;
  monitoringState: string;
  currentCaseId: string | null;
  riskLevel: number | null;
  riskReason: string | null;
  lastVisitedOn: string | null;
  houseGrade: string | null;
  safeWater: boolean | null;
  version: number;
  members: KnownMember[];
}

/** A household with its current members, for a case; refused as not found when it lies outside the actor's area. */
export async function getHouseholdForCase(tx: Tx, ref: HouseholdRef): Promise<KnownHousehold> {
  const record = await getHouseholdRecord(tx, ref);
  return {
    countyCode: record.county_code,
    id: record.id,
    areaCode: record.area_code,
    householdNo: record.household_no,
    headName: record.head_name,
    headMemberId: record.head_member_id,
    groupNo: record.group_no,
    address: record.address,
    contactPhoneMask: record.contact_phone_mask,
    householdType: record.household_type,
    registeredCount: record.registered_count,
    residentCount: record.resident_count,
    sharingCount: record.sharing_count,
    povertyExitYear: record.poverty_exit_year,
    monitoringState: record.monitoring_state,
    currentCaseId: record.current_case_id,
    riskLevel: record.risk_level,
    riskReason: record.risk_reason,
    lastVisitedOn: record.last_visited_on,
    houseGrade: record.house_grade,
    safeWater: record.safe_water,
    version: record.version,
    members: await listMembers(tx, ref),
  };
}

/** The current members of a household, the head first. */
export async function listMembers(tx: Tx, ref: HouseholdRef): Promise<KnownMember[]> {
  return (await listMemberRecords(tx, ref)).filter((record) => record.member_status === 'current').map(toKnown);
}

function toKnown(record: MemberRecord): KnownMember {
  return {
    id: record.id,
    memberNo: record.member_no,
    name: record.name,
    relation: record.relation,
    gender: record.gender,
    birthDate: record.birth_date,
    idNumberMask: record.id_number_mask,
    personKey: record.person_key,
    phoneMask: record.phone_mask,
    isResident: record.is_resident,
    sharesIncome: record.shares_income,
    studentStatus: record.student_status,
    labourAbility: record.labour_ability,
    medicalInsured: record.medical_insured,
  };
}

/** Where a person is registered, by the key of the ID number; undefined when nowhere in the actor's area. */
export async function findByPerson(
  tx: Tx,
  personKey: string,
): Promise<{ household: HouseholdRef; memberId: string; areaCode: string } | undefined> {
  const row = await tx
    .selectFrom('registry.person_identity as i')
    .innerJoin('registry.member as m', (join) =>
      join.onRef('m.county_code', '=', 'i.county_code').onRef('m.id', '=', 'i.member_id'),
    )
    .select(['m.county_code', 'm.household_id', 'm.id', 'm.area_code'])
    .where('i.person_key', '=', personKey)
    .executeTakeFirst();
  return (
    row && {
      household: { countyCode: row.county_code, id: row.household_id },
      memberId: row.id,
      areaCode: row.area_code,
    }
  );
}

/** How a statement is to be made; left out: antiPoverty, the twelve closed months before today, those who share income, no policy flags. */
export interface StatementRequest {
  ledger?: Ledger;
  /** The day whose month is not counted any more. */
  day?: string;
  months?: number;
  divisor?: 'sharing' | 'registered' | 'resident';
  policy?: IncomePolicy;
}

/** 收支核算表 of a household from its lines. */
export async function incomeStatementOf(
  tx: Tx,
  ref: HouseholdRef,
  request: StatementRequest = {},
): Promise<IncomeStatement> {
  const household = await getHouseholdRecord(tx, ref);
  const period = lastClosedPeriod(request.day ?? clock.today(), request.months ?? 12);
  const items = await listIncomeRecords(tx, ref, `${period.periodFrom.slice(0, 4)}-${period.periodFrom.slice(4)}-01`);
  const divisors = {
    sharing: household.sharing_count,
    registered: household.registered_count,
    resident: household.resident_count,
  };
  return incomeStatement(items.map(toIncomeItem), {
    ...period,
    ledger: request.ledger ?? 'antiPoverty',
    divisorCount: divisors[request.divisor ?? 'sharing'],
    policy: request.policy ?? DEFAULT_INCOME_POLICY,
  });
}

/** Writes the monitoring state that a case gives to its household (states CASE), with the case that is open or null, on record. */
export async function setMonitoringState(
  tx: Tx,
  actor: Actor,
  { ref, state, caseId, reason }: { ref: HouseholdRef; state: string; caseId: string | null; reason: string },
): Promise<void> {
  const household = await getHouseholdRecord(tx, ref);
  if (household.monitoring_state === state && household.current_case_id === caseId) return;
  const version = await moveHousehold(tx, ref, {
    expected: household.version,
    set: { monitoring_state: state, current_case_id: caseId },
  });
  await recordChange(tx, actor, {
    household,
    subject: 'case',
    subjectId: caseId ?? ref.id,
    version,
    source: 'casework',
    reason,
    diff: { monitoringState: [household.monitoring_state, state] },
  });
}

/** Writes the day of the last visit, when it is later than the one known; version and history stay, the visit has its own record. */
export async function setLastVisited(tx: Tx, ref: HouseholdRef, day: string): Promise<void> {
  await tx
    .updateTable('registry.household')
    .set({ last_visited_on: day })
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', ref.id)
    .where((eb) => eb.or([eb('last_visited_on', 'is', null), eb('last_visited_on', '<', day)]))
    .execute();
}
