import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { MONITORED_STATES } from '../codes.ts';
import type { Ledger } from '../contract.ts';
import { type IncomeCounting, type IncomeStatement, incomeCounting, statementOn } from '../income-rules.ts';
import { refreshFindings } from './findings.keep.ts';
import { moveHousehold, recordChange } from './history.ts';
import { findPersons, type RegisteredPerson } from './persons.ts';
import {
  earliestCounted,
  getHouseholdRecord,
  type HouseholdRef,
  listIncomeRecords,
  listMemberRecords,
} from './queries.ts';
import { type MemberRecord, toIncomeItem } from './rows.ts';

export { incomeCounting } from '../income-rules.ts';
export { qualityParameters } from '../quality/facts.ts';
export { registerHousehold } from './commands.ts';
export { defineRegistryJobs, startDueChecks } from './findings.check.ts';
export { listHeads } from './heads.ts';
export { isHealthRevealed, noteLook } from './looks.ts';
export { ensureMatchingList } from './matching-list.ts';
export { qualityOf, useQualityPolicy } from './quality.ts';
export type { HouseholdRef } from './queries.ts';
export { revealSensitive } from './reveal.ts';
export { setRisk } from './risk.ts';
export { phoneColumns } from './sealed.ts';
export { ensureSnapshot } from './snapshot.ts';
export { type StatedHousehold, statedHousehold } from './stated.ts';

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

/** Group, type and size of households of a county, by their ids, for lists; those outside the actor's area are missing. */
export async function listHouseholdHeads(
  tx: Tx,
  { countyCode, ids }: { countyCode: string; ids: readonly string[] },
): Promise<Map<string, Pick<KnownHousehold, 'groupNo' | 'householdType' | 'registeredCount'>>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('registry.household')
    .select(['id', 'group_no as groupNo', 'household_type as householdType', 'registered_count as registeredCount'])
    .where('county_code', '=', countyCode)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, ...household }) => [id, household]));
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

/** The households of a county that are monitored now. */
export async function listMonitored(tx: Tx, countyCode: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('registry.household')
    .select('id')
    .where('county_code', '=', countyCode)
    .where('status', '=', 'active')
    .where('monitoring_state', 'in', MONITORED_STATES)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Where a person is registered, by the key of the ID number; undefined when nowhere in the actor's area. */
export async function findByPerson(tx: Tx, personKey: string): Promise<RegisteredPerson | undefined> {
  return (await findPersons(tx, [personKey]))[0];
}

/** How a statement is to be made; left out: antiPoverty, on today's day, counted the usual way (see `incomeCounting`). */
export interface StatementRequest {
  ledger?: Ledger;
  /** The day whose month is not counted any more. */
  day?: string;
  /** How the pack counts: `incomeCounting(pack.parameters)`. */
  counting?: IncomeCounting;
  /** Takes the place of the months of `counting`. */
  months?: number;
}

/** 收支核算表 of a household from its lines. */
export async function incomeStatementOf(
  tx: Tx,
  ref: HouseholdRef,
  request: StatementRequest = {},
): Promise<IncomeStatement> {
  const record = await getHouseholdRecord(tx, ref);
  const day = request.day ?? clock.today();
  const usual = request.counting ?? incomeCounting({});
  const items = await listIncomeRecords(tx, ref, earliestCounted(day));
  const household = {
    sharingCount: record.sharing_count,
    registeredCount: record.registered_count,
    residentCount: record.resident_count,
    incomeItems: items.map(toIncomeItem),
  };
  const counting = { ...usual, months: request.months ?? usual.months };
  return statementOn(day, household, { ledger: request.ledger ?? 'antiPoverty', counting });
}

/** What a case makes of its household. */
export interface MonitoringChange {
  ref: HouseholdRef;
  /** States CASE. */
  state: string;
  /** The case that is open, or null. */
  caseId: string | null;
  reason: string;
  /** 监测联系人 who was named, with his office phone; left out: stays as it is. */
  contact?: { name: string; phone: string };
}

/** Writes the monitoring state that a case gives to its household, with its contact when one was named, on record. */
export async function setMonitoringState(
  tx: Tx,
  actor: Actor,
  { ref, state, caseId, reason, contact }: MonitoringChange,
): Promise<void> {
  const household = await getHouseholdRecord(tx, ref);
  const named = contact && { monitor_contact_name: contact.name, monitor_contact_phone: contact.phone };
  const stays =
    !contact || (household.monitor_contact_name === contact.name && household.monitor_contact_phone === contact.phone);
  if (household.monitoring_state === state && household.current_case_id === caseId && stays) return;
  const version = await moveHousehold(tx, ref, {
    expected: household.version,
    set: { monitoring_state: state, current_case_id: caseId, ...named },
  });
  await recordChange(tx, actor, {
    household,
    subject: 'case',
    subjectId: caseId ?? ref.id,
    version,
    source: 'casework',
    reason,
    diff: {
      monitoringState: [household.monitoring_state, state],
      ...(contact && !stays ? { monitorContact: [household.monitor_contact_name, contact.name] } : {}),
    },
  });
  await refreshFindings(tx, ref);
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
  await refreshFindings(tx, ref);
}
