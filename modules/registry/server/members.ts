import { clock } from '@shouwang/platform/clock/clock.ts';
import { birthDate, genderOf, idNumberProblem, normaliseIdNumber } from '@shouwang/platform/crypto/id-number.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { MemberFacts, NewMember } from '../contract.ts';
import type { QualityProblem } from '../quality/find.ts';
import { findPersons } from './persons.ts';
import { initialsOf } from './pinyin.ts';
import type { MemberRecord } from './rows.ts';
import { cardColumns, idNumberColumns, memberPhoneColumns } from './sealed.ts';

const UNKNOWN = {
  idType: '1',
  idNumber: null,
  ethnicity: '01',
  politicalStatus: null,
  education: null,
  studentStatus: null,
  dropoutReason: null,
  health: null,
  disabilityCardNo: null,
  labourAbility: null,
  phone: null,
  isWorking: null,
  workPlace: null,
  workMonths: null,
  medicalInsured: null,
  pensionInsured: null,
  dibaoStatus: null,
  tekunStatus: null,
  isResident: true,
  sharesIncome: true,
} as const satisfies Partial<MemberFacts>;

/** What a person wrote about a member, completed: gender and birth date follow from a sound ID number, the rest is unknown. */
export function completeMember(given: NewMember, index: number): MemberFacts {
  const number =
    given.idNumber && (given.idType ?? '1') === '1' && idNumberProblem(given.idNumber) === null
      ? normaliseIdNumber(given.idNumber)
      : null;
  const gender = given.gender ?? (number ? genderOf(number) : undefined);
  const born = given.birthDate ?? (number ? birthDate(number) : undefined);
  if (!gender || !born) {
    const path = `members.${index}.${gender ? 'birthDate' : 'gender'}`;
    throw new Refusal('registry-inconsistent', {
      detail: '没有有效证件号码的成员，须填性别和出生日期。',
      fields: [{ path, code: 'required', message: '请填写' }],
    });
  }
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    ...UNKNOWN,
    ...known,
    name: given.name,
    relation: given.relation,
    gender,
    birthDate: born,
    ...(number ? { idNumber: number } : {}),
  } as MemberFacts;
}

/** The columns of a new member. */
export function memberColumns(facts: MemberFacts, id: string) {
  return {
    name: facts.name,
    name_pinyin: initialsOf(facts.name),
    gender: facts.gender,
    id_type: facts.idType,
    ...idNumberColumns(id, facts.idNumber),
    birth_date: facts.birthDate,
    relation: facts.relation,
    ethnicity: facts.ethnicity,
    political_status: facts.politicalStatus,
    education: facts.education,
    student_status: facts.studentStatus,
    dropout_reason: facts.dropoutReason,
    health: facts.health,
    ...cardColumns(id, facts.disabilityCardNo),
    labour_ability: facts.labourAbility,
    ...memberPhoneColumns(id, facts.phone),
    is_working: facts.isWorking,
    work_place: facts.workPlace,
    work_months: facts.workMonths,
    medical_insured: facts.medicalInsured,
    pension_insured: facts.pensionInsured,
    dibao_status: facts.dibaoStatus,
    tekun_status: facts.tekunStatus,
    is_resident: facts.isResident,
    shares_income: facts.sharesIncome,
    member_status: 'current',
    change_type: null,
    change_date: null,
    version: 1,
    changed_at: clock.now(),
  };
}

/** The refusal that names what does not fit together, field by field. */
export function inconsistent(
  faults: readonly Pick<QualityProblem, 'code' | 'message'>[],
  path: (index: number) => string,
): Refusal {
  return new Refusal('registry-inconsistent', {
    detail: `${[...new Set(faults.map((one) => one.message))].join('；')}。`,
    fields: faults.map((one, index) => ({ path: path(index), code: one.code, message: one.message })),
  });
}

/** A person to be registered: the key of the ID number, the member's id and where it was written. */
export interface Claim {
  personKey: string;
  memberId: string;
  path: string;
}

/**
 * Claims persons for a county, so that nobody is registered twice anywhere. Refused with `person-already-registered`: the household is named
 * only when it lies in the actor's area; otherwise the actor learns no more than that there is one.
 */
export async function claimPersons(tx: Tx, countyCode: string, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  const taken = await tx
    .insertInto('registry.person_identity')
    .values(
      claims.map((claim) => ({ person_key: claim.personKey, county_code: countyCode, member_id: claim.memberId })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('member_id')
    .execute();
  const done = new Set(taken.map((row) => row.member_id));
  const refused = claims.filter((claim) => !done.has(claim.memberId));
  if (refused.length > 0) throw await alreadyRegistered(tx, refused);
}

/** Whom a change brings in or gives another number: the members whose person was not the same before. */
export function newPersons(before: readonly MemberRecord[], after: readonly MemberRecord[]): Claim[] {
  const known = new Map(before.map((one) => [one.id, one.person_key]));
  return after.flatMap(({ id, person_key }) =>
    person_key === null || known.get(id) === person_key
      ? []
      : [{ personKey: person_key, memberId: id, path: known.has(id) ? `member.${id}.idNumber` : 'joining.idNumber' }],
  );
}

/** Refuses a change that would register somebody twice; nothing is claimed before it is applied. */
export async function requireUnclaimed(
  tx: Tx,
  before: readonly MemberRecord[],
  after: readonly MemberRecord[],
): Promise<void> {
  const claims = newPersons(before, after);
  if (claims.length === 0) return;
  const taken = await tx
    .selectFrom('registry.person_identity')
    .select(['person_key', 'member_id'])
    .where(
      'person_key',
      'in',
      claims.map((claim) => claim.personKey),
    )
    .execute();
  const refused = claims.filter((claim) =>
    taken.some((row) => row.person_key === claim.personKey && row.member_id !== claim.memberId),
  );
  if (refused.length > 0) throw await alreadyRegistered(tx, refused);
}

async function alreadyRegistered(tx: Tx, claims: readonly Claim[]): Promise<Refusal> {
  const seen = await findPersons(
    tx,
    claims.map((claim) => claim.personKey),
  );
  const households = new Map<string, { household_no: string; head_name: string }>();
  for (const { personKey, household } of seen) {
    const found = await tx
      .selectFrom('registry.household')
      .select(['household_no', 'head_name'])
      .where('county_code', '=', household.countyCode)
      .where('id', '=', household.id)
      .executeTakeFirst();
    if (found) households.set(personKey, found);
  }
  const fields = claims.map((claim) => {
    const where = households.get(claim.personKey);
    const message = where
      ? `此人已登记在 ${where.household_no}（${where.head_name}户），请先办理转出或更正。`
      : '此人已登记在您的辖区之外，请报县级核对。';
    return { path: claim.path, code: 'person-already-registered', message };
  });
  return new Refusal('person-already-registered', {
    status: 409,
    detail: fields.map((field) => field.message).join(''),
    fields,
  });
}
