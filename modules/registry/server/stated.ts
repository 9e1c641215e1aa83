import { dayOf } from '@shouwang/platform/clock/days.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import type { Living, WordTopic } from '../contract.ts';
import {
  type HouseholdSide,
  type MemberSide,
  type Stated,
  type StatedDays,
  statedOfHousehold,
  statedOfMember,
} from '../rules.ts';
import { getHouseholdRecord, type HouseholdRef, listMemberRecords } from './queries.ts';
import { LIVING_COLUMNS, type MemberRecord, readFields } from './rows.ts';

/** What the registry says of a household and its current members, ready to be held against what departments say. */
export interface StatedHousehold {
  countyCode: string;
  areaCode: string;
  memberIds: string[];
  /** The value on a topic with its days; null when the topic is not one of this subject. */
  of: (memberId: string | null, topic: WordTopic) => (Stated & StatedDays) | null;
}

/** Fields of the history that a topic is written in. */
const FIELDS_OF: Record<WordTopic, readonly string[]> = {
  houseGrade: ['houseGrade'],
  soleHousing: ['soleHousing'],
  waterOutageDays: ['waterOutageDays'],
  safeWater: ['safeWater'],
  studentStatus: ['studentStatus', 'education', 'dropoutReason'],
  dibaoStatus: ['dibaoStatus'],
  disability: ['disabilityCardNo', 'health'],
};

type ChangeDays = ReadonlyMap<string, string>;
const REGISTERED = 'registration';
const latest = (days: readonly (string | null | undefined)[]) => days.filter(Boolean).sort().at(-1) ?? null;

/** What the registry says of a household, with the days of its values; refused as not found when it lies outside the actor's area. */
export async function statedHousehold(tx: Tx, ref: HouseholdRef): Promise<StatedHousehold> {
  const record = await getHouseholdRecord(tx, ref);
  const members = (await listMemberRecords(tx, ref)).filter((one) => one.member_status === 'current');
  const changes = await changeDays(tx, ref);
  const living = readFields(LIVING_COLUMNS, record) as Living;
  const daysOf = (subject: string, topic: WordTopic, surveyedOn: string | null): StatedDays => ({
    confirmedOn:
      latest([surveyedOn, ...FIELDS_OF[topic].map((field) => changes.get(`${subject} ${field}`))]) ??
      changes.get(REGISTERED) ??
      null,
    visitedOn: record.last_visited_on,
  });
  return {
    countyCode: record.county_code,
    areaCode: record.area_code,
    memberIds: members.map((one) => one.id),
    of: (memberId, topic) => {
      const member = members.find((one) => one.id === memberId);
      const stated = member
        ? statedOfMember(sideOf(member), topic)
        : memberId === null && statedOfHousehold(living satisfies HouseholdSide, topic);
      if (!stated) return null;
      return { ...stated, ...daysOf(memberId ?? record.id, topic, member ? null : living.surveyedOn) };
    },
  };
}

function sideOf(member: MemberRecord): MemberSide {
  return {
    dibaoStatus: member.dibao_status,
    studentStatus: member.student_status,
    education: member.education,
    dropoutReason: member.dropout_reason,
    health: member.health,
    disabilityCategory: member.disability_category,
    disabilityGrade: member.disability_grade,
  };
}

/** The day on which each field was last written, by subject and field, and the day of registration. */
async function changeDays(tx: Tx, ref: HouseholdRef): Promise<ChangeDays> {
  const fields = [...new Set(Object.values(FIELDS_OF).flat())];
  const { rows } = await sql<{ key: string; at: Date }>`
    select case when c.source = ${REGISTERED} then ${REGISTERED} else c.subject_id || ' ' || f.field end as key, max(c.changed_at) as at
    from registry.household_change c cross join lateral jsonb_object_keys(c.diff) f(field)
    where c.county_code = ${ref.countyCode} and c.household_id = ${ref.id}
      and (c.source = ${REGISTERED} or (c.subject in ('household', 'member') and f.field = any(${fields}::text[])))
    group by 1`.execute(tx);
  return new Map(rows.map(({ key, at }) => [key, dayOf(at)]));
}
