import type { FollowUpRecord, FollowUpRefusal } from './contract.follow-up.ts';

/** Somebody by his account; without one only his name is known. */
export interface Person {
  accountId: string | null;
  name: string;
}

/** Who must keep away from a household: confirmed close relatives, unless an approver has found a namesake of a member. */
export interface Kin {
  relatives: readonly Person[];
  cleared: readonly Person[];
  memberNames: readonly string[];
}

/** What is known of those who may have gone on a visit: their posts on that day, the family, and how many go at least. */
export interface VisitGiven {
  posts: readonly { accountId: string; name: string }[];
  kin: Kin;
  /** `verification.minPersons` of the pack. */
  minPersons: number;
}

/** What speaks against those who went; null: nothing. */
export interface VisitorFault {
  code: FollowUpRefusal;
  why: string;
  field: 'went' | 'companions';
}

/** Two accounts are two people even under one name; else the same name is the same person. */
function isSame(one: Person, other: Person): boolean {
  if (one.accountId !== null && other.accountId !== null) return one.accountId === other.accountId;
  return one.name === other.name;
}

/** Whether somebody is a confirmed close relative of the household. */
export const isKin = ({ relatives }: Pick<Kin, 'relatives'>, person: Person): boolean =>
  relatives.some((one) => isSame(one, person));

function mustKeepAway(kin: Kin, person: Person): boolean {
  if (isKin(kin, person)) return true;
  return kin.memberNames.includes(person.name) && !kin.cleared.some((one) => isSame(one, person));
}

const named = (people: readonly { name: string }[]) => people.map((one) => one.name).join('、');

/**
 * Those who went had a post on that day where the household lives, in the village, its town or the county; they are at least `verification.minPersons`
 * different people (P4 writes the verification of the visit), and none is of the family. Who has an account is not written down by name alone.
 */
export function visitorsFault(
  { went, companions }: Pick<FollowUpRecord, 'went' | 'companions'>,
  { posts, kin, minPersons }: VisitGiven,
): VisitorFault | null {
  const here = went.flatMap((id) => posts.find((one) => one.accountId === id) ?? []);
  if (here.length < went.length) {
    const say = `有 ${went.length - here.length} 人走访那天不在本村、本镇或本县任职，请从名单中另选。`;
    return { code: 'visitor-not-here', why: say, field: 'went' };
  }
  if (new Set(went).size < minPersons) {
    const say = `入户不少于 ${minPersons} 人（有账号的），现有 ${new Set(went).size} 人，请从名单中补上。`;
    return { code: 'too-few-visitors', why: say, field: 'went' };
  }
  const typed = companions.map((name) => ({ accountId: null, name: name.trim() }));
  const known = typed.filter(({ name }) => posts.some((one) => one.name === name));
  if (known.length > 0) {
    const say = `${named(known)}有账号，请在“谁去的”里点选；同名的另一人，请在姓名后注明。`;
    return { code: 'visitor-not-by-account', why: say, field: 'companions' };
  }
  return familyFault(kin, { here, typed });
}

function familyFault(
  kin: Kin,
  { here, typed }: { here: readonly Person[]; typed: readonly Person[] },
): VisitorFault | null {
  for (const [field, people] of [
    ['went', here],
    ['companions', typed],
  ] as const) {
    const family = people.filter((one) => mustKeepAway(kin, one));
    if (family.length > 0)
      return {
        code: 'visitor-is-relative',
        why: `${named(family)}是该户近亲属或与该户成员同名，须回避，请换人。`,
        field,
      };
  }
  return null;
}
