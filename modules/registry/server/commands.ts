import { randomBytes } from 'node:crypto';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { personKey } from '@shouwang/platform/crypto/field.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { findArea } from '../../areas/server/door.ts';
import { type Living, type MemberFacts, NewHousehold, type NewHouseholdInput } from '../contract.ts';
import { findContradictions } from '../quality/entry.ts';
import { type QualityFacts, qualityParameters } from '../quality/facts.ts';
import { statementOn } from '../rules.ts';
import { refreshFindings } from './findings.keep.ts';
import { nextPosition, recordChange } from './history.ts';
import { incomeColumns } from './income.ts';
import { claimPersons, completeMember, inconsistent, memberColumns } from './members.ts';
import { initialsOf } from './pinyin.ts';
import { auditKey } from './queries.ts';
import { LIVING_COLUMNS } from './rows.ts';
import { accountColumns, cardFacts, phoneColumns } from './sealed.ts';

/** A household that was registered. */
export interface Registered {
  id: string;
  householdNo: string;
  version: number;
}

/**
 * Registers a household with its members and lines of income: allots the number, claims every person. Refused when something does not fit
 * together (registry-inconsistent), when somebody is registered already, or when the village is unknown.
 */
export async function registerHousehold(tx: Tx, actor: Actor, given: NewHouseholdInput): Promise<Registered> {
  const input = NewHousehold.parse(given);
  const countyCode = input.areaCode.slice(0, 6);
  const prefix = await prefixOf(tx, actor, input.areaCode);
  const members = input.members.map((member, index) => ({ id: newId(), facts: completeMember(member, index) }));
  checkMembers(input, members);
  await claimPersons(tx, countyCode, claimsOf(members));
  const { pos, householdSeq } = await nextPosition(tx, countyCode, 1);
  const householdNo = `${prefix}-${String(householdSeq).padStart(7, '0')}`;
  const household = { county_code: countyCode, id: newId(), area_code: input.areaCode };
  await insertHousehold(tx, { input, household, householdNo, pos, members });
  await insertParts(tx, { input, household, householdNo, members });
  await recordChange(tx, actor, {
    household,
    subject: 'household',
    subjectId: household.id,
    version: 1,
    source: 'registration',
    reason: '登记建档',
    diff: { householdNo: [null, householdNo] },
  });
  await recordAudit(tx, actor, {
    action: 'registerHousehold',
    areaCode: input.areaCode,
    objectKey: auditKey({ countyCode, id: household.id }),
    detail: { members: members.length },
  });
  await refreshFindings(tx, { countyCode, id: household.id });
  return { id: publicId(household), householdNo, version: 1 };
}

/** The letters before the number: the first two initials of the county (翁源县 -> WY). */
async function prefixOf(tx: Tx, actor: Actor, areaCode: string): Promise<string> {
  if (!areaCode.startsWith(actor.areaCode))
    throw new Refusal('outside-scope', { status: 403, detail: '不在您的辖区。' });
  const village = await findArea(tx, areaCode);
  const county = village && (await findArea(tx, areaCode.slice(0, 6)));
  if (!county)
    throw new Refusal('village-unknown', {
      detail: '没有这个行政村，请重新选择。',
      fields: [{ path: 'areaCode', code: 'village-unknown', message: '请选到行政村' }],
    });
  return county.initials.slice(0, 2).toUpperCase().padEnd(2, 'X');
}

/** Refuses entries that contradict each other; what is merely missing may be added later. */
function checkMembers(input: NewHousehold, members: readonly Drafted[]): void {
  const faults = findContradictions(factsOfNew(input, members), qualityParameters({}));
  const places = new Map(members.map(({ id }, index) => [id, index]));
  if (faults.length > 0)
    throw inconsistent(faults, (index) => {
      const fault = faults[index];
      return fault?.memberId ? `members.${places.get(fault.memberId)}.${fault.field}` : 'members';
    });
}

/** What the rules look at in a household that is about to be registered; nothing of it is contradicted by income. */
function factsOfNew(input: NewHousehold, members: readonly Drafted[]): QualityFacts {
  const today = clock.today();
  const counts = {
    registeredCount: input.registeredCount ?? members.length,
    residentCount: members.filter(({ facts }) => facts.isResident).length,
  };
  return {
    today,
    ...counts,
    householdType: input.householdType,
    status: 'active',
    contactPhone: input.contactPhone,
    noLabourBackstop: input.noLabourBackstop,
    monitoringState: 'NOT_COVERED',
    lastVisitedOn: null,
    lastYearPerCapitaFen: null,
    living: livingOf(input),
    members: members.map(({ id, facts }) => ({
      ...facts,
      ...cardFacts(facts.disabilityCardNo),
      id,
      studentStatusSince: today,
    })),
    statement: statementOn(
      today,
      { ...counts, sharingCount: members.length, incomeItems: [] },
      { ledger: 'antiPoverty', counting: undefined },
    ),
    items: [],
  };
}

/** What was said of living conditions; what was left out is unknown. */
function livingOf({ living }: NewHousehold): Living {
  const fields = Object.keys(LIVING_COLUMNS) as (keyof Living)[];
  return Object.fromEntries(fields.map((field) => [field, living[field] ?? null])) as Living;
}

interface Drafted {
  id: string;
  facts: MemberFacts;
}

function claimsOf(members: readonly Drafted[]) {
  const claims = members.flatMap(({ id, facts }, index) =>
    facts.idNumber === null
      ? []
      : [{ personKey: personKey(facts.idNumber), memberId: id, path: `members.${index}.idNumber` }],
  );
  const twice = claims.find((claim, index) => claims.findIndex((one) => one.personKey === claim.personKey) !== index);
  if (twice) {
    throw new Refusal('person-already-registered', {
      status: 409,
      detail: '同一证件号码填了两次。',
      fields: [{ path: twice.path, code: 'person-already-registered', message: '同一证件号码填了两次' }],
    });
  }
  return claims;
}

interface Draft {
  input: NewHousehold;
  household: { county_code: string; id: string; area_code: string };
  householdNo: string;
  members: readonly Drafted[];
}

async function insertHousehold(
  tx: Tx,
  { input, household, householdNo, members, pos }: Draft & { pos: number },
): Promise<void> {
  const head = members.find((member) => member.facts.relation === '1') ?? members[0];
  if (!head) return;
  const living = Object.fromEntries(
    Object.entries(LIVING_COLUMNS).map(([field, column]) => [
      column,
      input.living[field as keyof typeof input.living] ?? null,
    ]),
  );
  await tx
    .insertInto('registry.household')
    .values({
      ...household,
      household_no: householdNo,
      national_household_no: input.nationalHouseholdNo,
      group_no: input.groupNo,
      address: input.address,
      head_member_id: head.id,
      head_name: head.facts.name,
      head_pinyin: initialsOf(head.facts.name),
      household_type: input.householdType,
      ...phoneColumns(household.id, input.contactPhone),
      ...accountColumns(household.id, input.bankAccount),
      registered_count: input.registeredCount ?? members.length,
      resident_count: members.filter((member) => member.facts.isResident).length,
      sharing_count: members.filter((member) => member.facts.sharesIncome).length,
      is_relocated: input.isRelocated,
      no_labour_backstop: input.noLabourBackstop,
      poverty_exit_year: input.povertyExitYear,
      monitoring_state: 'NOT_COVERED',
      ...living,
      qr_token: randomBytes(24).toString('base64url'),
      status: 'active',
      version: 1,
      sync_pos: pos,
      changed_at: clock.now(),
    })
    .execute();
}

async function insertParts(tx: Tx, { input, household, householdNo, members }: Draft): Promise<void> {
  const place = { county_code: household.county_code, area_code: household.area_code, household_id: household.id };
  await tx
    .insertInto('registry.member')
    .values(
      members.map(({ id, facts }, index) => ({
        ...place,
        id,
        member_no: `${householdNo}-${String(index + 1).padStart(2, '0')}`,
        ...memberColumns(facts, id),
      })),
    )
    .execute();
  if (input.incomeItems.length === 0) return;
  const items = input.incomeItems.map(({ memberIndex, ...item }, index) => {
    const member = memberIndex === null ? null : members[memberIndex];
    if (member === undefined)
      throw new Refusal('income-item-unknown', {
        detail: '收支所属成员不存在。',
        fields: [{ path: `incomeItems.${index}.memberIndex`, code: 'unknown', message: '请选成员' }],
      });
    return { ...place, ...incomeColumns({ ...item, memberId: member?.id ?? null }, `incomeItems.${index}`) };
  });
  await tx.insertInto('registry.income_item').values(items).execute();
}
