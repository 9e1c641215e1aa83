import { all, type CasePicture, type CaseRecord } from './picture.ts';

/** Somebody named in a team or at a meeting; without an account only his name is known. */
interface Person {
  accountId: string | null;
  name: string;
}
type Recusal = Extract<CaseRecord, { step: 'RECUSAL' }>;

/** Why a monitored household is not identified again. */
export const MONITORED = '该户已是监测对象，不再启动识别；新情况由监测联系人跟进，核实结论请选“已纳入监测”。';

/** Two accounts are two people even under one name; else the same name is the same person. */
export function isSame(one: Person, other: Person): boolean {
  if (one.accountId !== null && other.accountId !== null) return one.accountId === other.accountId;
  return one.name === other.name;
}

/** Declarations about a person that still stand: waiting, or confirmed. */
export function declarationsOf(picture: Pick<CasePicture, 'records'>, person: Person): Recusal[] {
  return all(picture, 'RECUSAL').filter(({ data }) => data.state !== 'withdrawn' && isSame(data, person));
}

/** Whether somebody is a confirmed close relative of the household. */
export function isDeclared(picture: Pick<CasePicture, 'records'>, person: Person): boolean {
  return declarationsOf(picture, person).some(({ data }) => data.state === 'confirmed');
}

/**
 * Whether somebody must keep away from the case: a confirmed relative, or somebody with the name of a member of the household, unless an approver has
 * looked and found a namesake.
 */
export function isRelative(picture: CasePicture, person: Person): boolean {
  return isDeclared(picture, person) || isMemberByName(picture, person);
}

function isMemberByName(picture: CasePicture, person: Person): boolean {
  if (!picture.household.memberNames.includes(person.name)) return false;
  return !all(picture, 'RECUSAL').some(({ data }) => data.cleared && isSame(data, person));
}

/** What to say of those who must keep away. */
export function relativeWords(picture: CasePicture, people: readonly Person[]): string {
  const names = people.map((one) => one.name).join('、');
  return people.some((one) => isDeclared(picture, one))
    ? `${names}是该户近亲属，须回避，不能参加。`
    : `${names}与该户成员同名，不能参加。确系同名不同人的，先登记回避，由审批人核对后撤销并写明理由。`;
}
