import type { Selectable } from 'kysely';
import type { RegistryHousehold, RegistryIncomeItem, RegistryMember } from '../../../db/types.ts';
import type { HouseholdRow, IncomeItem, Living, Member } from '../contract.ts';

export type HouseholdRecord = Selectable<RegistryHousehold>;
export type MemberRecord = Selectable<RegistryMember>;
export type IncomeRecord = Selectable<RegistryIncomeItem>;

/** The columns of living conditions by the field that they are. */
export const LIVING_COLUMNS = {
  surveyedOn: 'living_surveyed_on',
  houseGrade: 'house_grade',
  soleHousing: 'sole_housing',
  safeHouseException: 'safe_house_exception',
  houseAreaM2: 'house_area_m2',
  houseStructure: 'house_structure',
  houseBuiltYear: 'house_built_year',
  safeWater: 'safe_water',
  waterSource: 'water_source',
  waterOutageDays: 'water_outage_days',
  waterFetchMinutes: 'water_fetch_minutes',
  waterQuotaLitre: 'water_quota_litre',
  electricity: 'electricity',
  hasSanitaryToilet: 'has_sanitary_toilet',
  toiletUsable: 'toilet_usable',
  roadPaved: 'road_paved',
  hasNetwork: 'has_network',
} as const satisfies Record<keyof Living, keyof HouseholdRecord>;

/** The plain columns of a household that may be corrected, by field. */
export const HOUSEHOLD_COLUMNS = {
  nationalHouseholdNo: 'national_household_no',
  groupNo: 'group_no',
  address: 'address',
  householdType: 'household_type',
  registeredCount: 'registered_count',
  residentCount: 'resident_count',
  isRelocated: 'is_relocated',
  noLabourBackstop: 'no_labour_backstop',
  povertyExitYear: 'poverty_exit_year',
  lastYearPerCapitaFen: 'last_year_per_capita_fen',
  loanOverdueDays: 'loan_overdue_days',
  ...LIVING_COLUMNS,
} as const satisfies Record<string, keyof HouseholdRecord>;

/** The plain columns of a member that may be corrected, by field. */
export const MEMBER_COLUMNS = {
  name: 'name',
  relation: 'relation',
  gender: 'gender',
  birthDate: 'birth_date',
  idType: 'id_type',
  ethnicity: 'ethnicity',
  politicalStatus: 'political_status',
  education: 'education',
  studentStatus: 'student_status',
  dropoutReason: 'dropout_reason',
  health: 'health',
  labourAbility: 'labour_ability',
  isWorking: 'is_working',
  workPlace: 'work_place',
  workMonths: 'work_months',
  medicalInsured: 'medical_insured',
  pensionInsured: 'pension_insured',
  dibaoStatus: 'dibao_status',
  tekunStatus: 'tekun_status',
  isResident: 'is_resident',
  sharesIncome: 'shares_income',
  memberStatus: 'member_status',
  changeType: 'change_type',
  changeDate: 'change_date',
} as const satisfies Record<string, keyof MemberRecord>;

/** A record read field by field: { field: value of its column }. */
export function readFields<F extends string, R extends object>(
  columns: Record<F, keyof R>,
  record: R,
): Record<F, unknown> {
  return Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [field, record[column as keyof R]]),
  ) as Record<F, unknown>;
}

/** A member as the file shows it: masks instead of numbers, nothing about health. */
export function toMember(record: MemberRecord): Member {
  const { health, ...fields } = readFields(MEMBER_COLUMNS, record);
  return {
    ...(fields as unknown as Member),
    id: record.id,
    memberNo: record.member_no,
    idNumberMask: record.id_number_mask,
    phoneMask: record.phone_mask,
    healthKnown: health !== null,
  };
}

export function toIncomeItem(record: IncomeRecord): IncomeItem {
  return {
    id: record.id,
    memberId: record.member_id,
    direction: record.direction as IncomeItem['direction'],
    itemCode: record.item_code,
    amountFen: record.amount_fen,
    occurredFrom: record.occurred_from,
    occurredTo: record.occurred_to,
    source: record.source as IncomeItem['source'],
    departmentCode: record.department_code as IncomeItem['departmentCode'],
    isOneOff: record.is_one_off,
    purposeBound: record.purpose_bound,
    sourceRef: record.source_ref,
    recordedMonth: record.recorded_month,
    recordedAt: record.recorded_at.toISOString(),
    reversed: record.reversed_by !== null,
  };
}

/** A row of a list as the query gives it. */
export interface ListRecord {
  county_code: string;
  id: string;
  household_no: string;
  head_name: string;
  area_code: string;
  town_name: string | null;
  village_name: string | null;
  group_no: string | null;
  household_type: string;
  sharing_count: number;
  monitoring_state: string;
  risk_level: number | null;
  risk_reason: string | null;
  last_visited_on: string | null;
}

export function toListRow(record: ListRecord): HouseholdRow {
  return {
    id: `${record.county_code}:${record.id}`,
    householdNo: record.household_no,
    headName: record.head_name,
    areaCode: record.area_code,
    townName: record.town_name ?? '',
    villageName: record.village_name ?? record.area_code,
    groupNo: record.group_no,
    householdType: record.household_type as HouseholdRow['householdType'],
    sharingCount: record.sharing_count,
    monitoringState: record.monitoring_state as HouseholdRow['monitoringState'],
    riskLevel: record.risk_level,
    riskReason: record.risk_reason,
    lastVisitedOn: record.last_visited_on,
  };
}
