import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { Living } from '../contract.ts';
import { statementOn } from '../income-rules.ts';
import type { QualityFacts, QualityMember, QualityParameters } from '../quality/facts.ts';
import { type ClassDays, classDaysOf, REGISTERED } from './class-days.ts';
import {
  earliestCounted,
  getHouseholdRecord,
  type HouseholdRef,
  listIncomeRecords,
  listMemberRecords,
} from './queries.ts';
import {
  type HouseholdRecord,
  type IncomeRecord,
  LIVING_COLUMNS,
  type MemberRecord,
  readFields,
  toIncomeItem,
} from './rows.ts';
import { open } from './sealed.ts';

/** A household with what the data-quality rules look at. */
export interface QualitySubject {
  household: HouseholdRecord;
  facts: QualityFacts;
}

/** A household as the register has it, or would have it: its record, its members and the lines of income that may count. */
export interface Picture {
  household: HouseholdRecord;
  members: readonly MemberRecord[];
  items: readonly IncomeRecord[];
}

/** Reads a household with its parts. Refused as not found when it lies outside the actor's area. */
export async function readPicture(tx: Tx, ref: HouseholdRef): Promise<Picture> {
  return {
    household: await getHouseholdRecord(tx, ref),
    members: await listMemberRecords(tx, ref),
    items: await listIncomeRecords(tx, ref, earliestCounted(clock.today())),
  };
}

/** Reads what the data-quality rules look at, for one household on today's day. Sealed numbers are opened for the rules alone and go no further. */
export async function readQualityFacts(
  tx: Tx,
  ref: HouseholdRef,
  parameters: QualityParameters,
): Promise<QualitySubject> {
  const picture = await readPicture(tx, ref);
  return {
    household: picture.household,
    facts: factsOf(picture, { parameters, since: await readClassDays(tx, picture) }),
  };
}

/** What the data-quality rules look at in a household as it stands in a picture; `since` tells the day on which a member's class was last written. */
export function factsOf(
  { household, members, items }: Picture,
  { parameters, since }: { parameters: QualityParameters; since: ClassDays },
): QualityFacts {
  const today = clock.today();
  return {
    today,
    householdType: household.household_type,
    status: household.status,
    contactPhone: open('contact_phone', household.id, household.contact_phone_sealed),
    registeredCount: household.registered_count,
    residentCount: household.resident_count,
    noLabourBackstop: household.no_labour_backstop,
    monitoringState: household.monitoring_state,
    lastVisitedOn: household.last_visited_on,
    lastYearPerCapitaFen: household.last_year_per_capita_fen,
    living: readFields(LIVING_COLUMNS, household) as Living,
    members: members
      .filter((one) => one.member_status === 'current')
      .map((one) => toQualityMember(one, since.get(one.id) ?? since.get(REGISTERED) ?? null)),
    ...incomeFacts(household, items, { today, parameters }),
  };
}

function toQualityMember(record: MemberRecord, studentStatusSince: string | null): QualityMember {
  return {
    id: record.id,
    name: record.name,
    relation: record.relation,
    gender: record.gender,
    birthDate: record.birth_date,
    idType: record.id_type,
    idNumber: open('id_number', record.id, record.id_number_sealed),
    ethnicity: record.ethnicity,
    politicalStatus: record.political_status,
    education: record.education,
    studentStatus: record.student_status,
    studentStatusSince,
    dropoutReason: record.dropout_reason,
    health: record.health,
    disabilityCardNo: open('disability_card', record.id, record.disability_card_sealed),
    disabilityCategory: record.disability_category,
    disabilityGrade: record.disability_grade,
    labourAbility: record.labour_ability,
    phone: open('phone', record.id, record.phone_sealed),
    isWorking: record.is_working,
    medicalInsured: record.medical_insured,
    pensionInsured: record.pension_insured,
    dibaoStatus: record.dibao_status,
    tekunStatus: record.tekun_status,
  };
}

function incomeFacts(
  household: HouseholdRecord,
  records: readonly IncomeRecord[],
  { today, parameters }: { today: string; parameters: QualityParameters },
): Pick<QualityFacts, 'statement' | 'items'> {
  const items = records.map(toIncomeItem);
  const statement = statementOn(
    today,
    {
      sharingCount: household.sharing_count,
      registeredCount: household.registered_count,
      residentCount: household.resident_count,
      incomeItems: items,
    },
    { ledger: 'antiPoverty', counting: parameters.counting },
  );
  const counted = new Set(statement.lines.filter(({ standing }) => standing === 'counted').map(({ line }) => line.id));
  return {
    statement,
    items: items.map(({ id, itemCode, direction, amountFen, recordedMonth, reversed }) => ({
      itemCode,
      direction,
      amountFen,
      recordedMonth,
      reversed,
      counted: counted.has(id),
    })),
  };
}

/** The days of the classes of a household; none when nobody is at school. */
export async function readClassDays(tx: Tx, { household, members }: Picture): Promise<ClassDays> {
  const pupils = members.some((one) => one.member_status === 'current' && one.student_status !== null);
  if (!pupils) return new Map();
  return (
    (await classDaysOf(tx, { countyCode: household.county_code, ids: [household.id] })).get(household.id) ?? new Map()
  );
}
