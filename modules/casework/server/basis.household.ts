import { runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import { Living, type MemberFacts } from '../../registry/contract.ts';
import { guaranteesOf, type Secured } from '../../registry/rules.ts';
import type { HouseholdRef } from '../../registry/server/door.ts';
import { GUARANTEE_NAMES, type Guarantee } from '../codes.ts';

/** The facts of a household that its module publishes, or null when it is no longer active here. */
export async function findHouseholdFacts(tx: Tx, ref: HouseholdRef): Promise<Record<string, unknown> | null> {
  const rows = await runSql<Record<string, unknown>>(
    tx,
    'select * from registry.v_household_snapshot where county_code = $1 and household_id = $2',
    [ref.countyCode, ref.id],
  );
  return rows[0] ?? null;
}

const KNOWN: Readonly<Record<Secured, boolean | null>> = { secured: true, open: false, unknown: null };

/** The four guarantees as the registry knows them on a day, by the registry's own rule: what a visit confirms or corrects. */
export async function findGuarantees(
  tx: Tx,
  ref: HouseholdRef,
  day: string,
): Promise<{ code: Guarantee; secure: boolean | null; finding: string }[]> {
  const facts = await findHouseholdFacts(tx, ref);
  const rows = await runSql<Record<string, unknown>>(
    tx,
    'select * from registry.v_member_snapshot where county_code = $1 and household_id = $2',
    [ref.countyCode, ref.id],
  );
  const living = Object.fromEntries(
    Object.keys(Living.shape).map((field) => [field, facts?.[column(field)] ?? null]),
  ) as unknown as Living;
  const members = rows.map(standing);
  const found = guaranteesOf({ members, living }, day);
  return (Object.keys(GUARANTEE_NAMES) as Guarantee[]).map((code) => ({
    code,
    secure: KNOWN[found[code]],
    finding: code === 'housing' && living.houseGrade !== null ? `${living.houseGrade} 级` : '',
  }));
}

/** `houseGrade` stands in the column `house_grade`. */
const column = (field: string) => field.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);

const standing = (row: Record<string, unknown>) => ({
  birthDate: String(row.birth_date),
  studentStatus: row.student_status as MemberFacts['studentStatus'],
  dropoutReason: row.dropout_reason as MemberFacts['dropoutReason'],
  medicalInsured: row.medical_insured as boolean | null,
  memberStatus: 'current' as const,
});
