import { maskAccount, maskIdNumber, maskPhone, personKey, sealField } from '@shouwang/platform/crypto/field.ts';
import type { DemoHousehold, DemoIncomeItem, DemoMember } from '../contract.ts';
import { mix } from '../prng.ts';

/** The tables that a load fills, with their columns in the order of the lines that are copied. */
export const TABLES = {
  'registry.household':
    'county_code,id,area_code,household_no,group_no,address,head_member_id,head_name,head_pinyin,household_type,contact_phone_sealed,contact_phone_mask,contact_phone_key,bank_account_sealed,bank_account_mask,registered_count,resident_count,sharing_count,is_relocated,no_labour_backstop,poverty_exit_year,last_year_per_capita_fen,loan_overdue_days,monitoring_state,last_visited_on,living_surveyed_on,house_grade,sole_housing,safe_house_exception,house_area_m2,house_structure,house_built_year,safe_water,water_source,water_outage_days,water_fetch_minutes,water_quota_litre,electricity,has_sanitary_toilet,toilet_usable,road_paved,has_network,qr_token,status,version,sync_pos,changed_at',
  'registry.member':
    'county_code,id,area_code,household_id,member_no,name,name_pinyin,gender,id_type,id_number_sealed,id_number_mask,person_key,birth_date,relation,ethnicity,political_status,education,student_status,dropout_reason,health,disability_card_sealed,disability_card_mask,disability_category,disability_grade,labour_ability,phone_sealed,phone_mask,is_working,work_place,work_months,medical_insured,pension_insured,dibao_status,tekun_status,is_resident,shares_income,member_status,version,changed_at',
  'registry.income_item':
    'county_code,id,area_code,household_id,member_id,item_code,direction,amount_fen,occurred_from,occurred_to,source,department_code,is_one_off,purpose_bound,recorded_month,recorded_at',
  'registry.person_identity': 'person_key,county_code,member_id',
} as const;
export type Table = keyof typeof TABLES;

type Value = string | number | boolean | null | Buffer | readonly string[];

/** Lines of COPY text for one chunk, by table. */
export type Chunk = Record<Table, string>;

/** What all rows of a load share. */
export interface LoadFrame {
  county: string;
  seed: number;
  month: string;
  at: string;
}

const SPECIAL = /[\\\t\n\r]/;
const SPECIALS = new RegExp(SPECIAL, 'g');
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value: Value): string {
  if (value === null) return '\\N';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  const text = String(value);
  return typeof value === 'number' || !SPECIAL.test(text) ? text : text.replaceAll(SPECIALS, (c) => ESCAPES[c] ?? '');
}

function lineOf(values: Value[]): string {
  return `${values.map(field).join('\t')}\n`;
}

/** A UUIDv7 that depends only on the seed, the table and the row, so that the same load gives the same ids. */
function fixedId(seed: number, table: number, index: number): string {
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
  const time = (1_760_000_000_000 + index).toString(16).padStart(12, '0');
  const a = hex(mix(mix(seed, table), index));
  const b = hex(mix(mix(seed ^ 0x5bd1e995, table), index));
  const variant = ((Number.parseInt(a.slice(3, 4), 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${variant}${a.slice(4, 7)}-${a.slice(7)}${b}${hex(index).slice(5)}`;
}

/** The lines of a chunk of generated households; numbers are sealed and masked here, names stay as the registry keeps them. */
export function chunkOf(households: readonly DemoHousehold[], first: number, frame: LoadFrame): Chunk {
  const chunk: Chunk = {
    'registry.household': '',
    'registry.member': '',
    'registry.income_item': '',
    'registry.person_identity': '',
  };
  for (const [offset, household] of households.entries()) {
    const index = first + offset;
    const id = fixedId(frame.seed, 1, index);
    const memberIds = household.members.map((_, position) => fixedId(frame.seed, 2, index * 20 + position));
    chunk['registry.household'] += householdLine(household, { id, headId: memberIds[0] ?? null, index, frame });
    for (const [position, member] of household.members.entries()) {
      const memberId = memberIds[position] ?? '';
      const key = personKey(member.idNumber);
      chunk['registry.member'] += memberLine(member, {
        id: memberId,
        key,
        household,
        householdId: id,
        position,
        frame,
      });
      chunk['registry.person_identity'] += lineOf([key, frame.county, memberId]);
    }
    for (const [position, item] of household.incomeItems.entries()) {
      const memberId = item.memberIndex === null ? null : (memberIds[item.memberIndex] ?? null);
      chunk['registry.income_item'] += incomeLine(item, {
        id: fixedId(frame.seed, 3, index * 30 + position),
        household,
        householdId: id,
        memberId,
        frame,
      });
    }
  }
  return chunk;
}

function sealed(table: string, column: string, row: string, plain: string | null): Buffer | null {
  return plain === null ? null : sealField(plain, { table, column, row });
}

function householdLine(
  h: DemoHousehold,
  { id, headId, index, frame }: { id: string; headId: string | null; index: number; frame: LoadFrame },
): string {
  const l = h.living;
  const table = 'registry.household';
  return lineOf([
    frame.county,
    id,
    h.areaCode,
    h.householdNo,
    h.groupNo,
    h.address,
    headId,
    h.headName,
    h.headPinyin,
    h.householdType,
    sealed(table, 'contact_phone', id, h.contactPhone),
    maskPhone(h.contactPhone),
    personKey(h.contactPhone),
    sealed(table, 'bank_account', id, h.bankAccount),
    h.bankAccount && maskAccount(h.bankAccount),
    h.registeredCount,
    h.residentCount,
    h.sharingCount,
    h.isRelocated,
    h.noLabourBackstop,
    h.povertyExitYear,
    h.lastYearPerCapitaFen,
    h.loanOverdueDays,
    'NOT_COVERED',
    h.lastVisitedOn,
    l.surveyedOn,
    l.houseGrade,
    l.soleHousing,
    l.safeHouseException,
    l.houseArea,
    l.houseStructure,
    l.houseBuiltYear,
    l.safeWater,
    l.waterSource,
    l.waterOutageDays,
    l.waterFetchMinutes,
    l.waterQuotaLitre,
    l.electricity,
    l.hasSanitaryToilet,
    l.toiletUsable,
    l.roadPaved,
    l.hasNetwork,
    fixedId(frame.seed, 4, index).replaceAll('-', ''),
    'active',
    1,
    1,
    frame.at,
  ]);
}

function memberLine(
  m: DemoMember,
  o: { id: string; key: string; household: DemoHousehold; householdId: string; position: number; frame: LoadFrame },
): string {
  const table = 'registry.member';
  const number = `${o.household.householdNo}${String(o.position + 1).padStart(2, '0')}`;
  return lineOf([
    o.frame.county,
    o.id,
    o.household.areaCode,
    o.householdId,
    number,
    m.name,
    m.namePinyin,
    m.gender,
    '1',
    sealed(table, 'id_number', o.id, m.idNumber),
    maskIdNumber(m.idNumber),
    o.key,
    m.birthDate,
    m.relation,
    m.ethnicity,
    m.politicalStatus,
    m.education,
    m.studentStatus,
    m.dropoutReason,
    m.health,
    sealed(table, 'disability_card', o.id, m.disabilityCardNo),
    m.disabilityCardNo && maskIdNumber(m.disabilityCardNo),
    m.disabilityCategory,
    m.disabilityGrade,
    m.labourAbility,
    sealed(table, 'phone', o.id, m.phone),
    m.phone && maskPhone(m.phone),
    m.isWorking,
    m.workPlace,
    m.workMonths,
    m.medicalInsured,
    m.pensionInsured,
    m.dibaoStatus,
    m.tekunStatus,
    m.isResident,
    m.sharesIncome,
    'current',
    1,
    o.frame.at,
  ]);
}

function incomeLine(
  i: DemoIncomeItem,
  o: { id: string; household: DemoHousehold; householdId: string; memberId: string | null; frame: LoadFrame },
): string {
  return lineOf([
    o.frame.county,
    o.id,
    o.household.areaCode,
    o.householdId,
    o.memberId,
    i.itemCode,
    i.direction,
    i.amountFen,
    i.occurredFrom,
    i.occurredTo,
    i.source,
    i.departmentCode,
    i.isOneOff,
    i.purposeBound,
    o.frame.month,
    o.frame.at,
  ]);
}
