import { addMonths } from '@shouwang/platform/clock/days.ts';
import { numberParameter } from '../policy/rules.ts';
import { live } from './picture.ts';
import { no } from './rules.answers.ts';
import type { Guard } from './rules.asked.ts';
import { dayOfMoment, future, notBefore, notFuture, papersFit } from './rules.papers.ts';
import { isRelative, MONITORED, relativeWords } from './rules.relatives.ts';

const distinct = (team: readonly { accountId: string | null; name: string }[]) =>
  new Set(team.map((one) => one.accountId ?? one.name)).size;

/** At least `verification.minPersons` different persons are on site. */
export const teamLargeEnough: Guard<'claimVerification' | 'recordVerification' | 'resolveObjection'> = ({
  picture,
  input,
}) => {
  const least = numberParameter(picture.pack, 'verification.minPersons');
  return distinct(input.team) < least
    ? no('team-too-small', `核实人员不少于 ${least} 人，现有 ${distinct(input.team)} 人。`, 'team')
    : null;
};

/** Whoever records a visit was there. */
export const actorWasThere: Guard<'claimVerification' | 'recordVerification'> = ({ input, who }) =>
  input.team.some((one) => one.accountId === who.accountId)
    ? null
    : no('actor-not-in-team', '登记人须是到场核实人员之一。', 'team');

/** No relative of the household, and nobody of it, is in a team. */
export const teamWithoutRelatives: Guard<'claimVerification' | 'recordVerification' | 'resolveObjection'> = ({
  picture,
  input,
}) => {
  const found = input.team.filter((one) => isRelative(picture, one));
  return found.length > 0 ? no('relatives-not-recused', relativeWords(picture, found), 'team') : null;
};

/** A planned visit lies ahead. */
export const plannedAhead: Guard<'claimVerification'> = ({ input, today }) =>
  input.plannedOn !== null && input.plannedOn < today
    ? no('days-out-of-order', '计划入户日期不能早于今天。', 'plannedOn')
    : null;

/** A visit began before it ended, not before the clue came, and lies in no future; nothing in it is known from a later day. */
export const visitInOrder: Guard<'recordVerification'> = ({ picture, input, today }) => {
  if (input.startedAt >= input.endedAt) return no('days-out-of-order', '结束时间应晚于开始时间。', 'endedAt');
  if (input.income.lines.some((line) => line.asOf > today)) return future('收支数据日期', 'income');
  return (
    notFuture(input.endedAt, today, 'endedAt') ??
    notBefore(input.startedAt, picture.clock.startedOn, { path: 'startedAt', what: '线索受理' })
  );
};

/** Photographs of the place belong to the visit of this case, and at least one is no older than the visit. */
export const visitHasPhotos: Guard<'recordVerification'> = ({ picture, input }) =>
  papersFit(picture, {
    ids: input.photoIds,
    kinds: ['photo'],
    step: 'VERIFYING',
    since: dayOfMoment(input.startedAt),
    shared: ['VERIFYING'],
    missing: no('photo-missing', '请先上传现场照片。', 'photoIds'),
  });

/** A household that is monitored already is not identified again: its contact follows the new clue. */
export const notMonitored: Guard<'recordVerification'> = ({ picture, input }) =>
  picture.household.monitored && input.conclusion === 'P1.V1'
    ? no('household-monitored', MONITORED, 'conclusion')
    : null;

/** All four guarantees are looked at, also when the answer is "not known". */
export const guaranteesComplete: Guard<'recordVerification'> = ({ input }) =>
  new Set(input.guarantees.map((one) => one.code)).size === 4
    ? null
    : no('guarantees-incomplete', '义务教育、基本医疗、住房、饮水四项都要核查。', 'guarantees');

/** The income statement covers the months that the pack asks for (`income.periodMonths`). */
export const periodCovered: Guard<'recordVerification'> = ({ picture, input }) => {
  const months = numberParameter(picture.pack, 'income.periodMonths');
  return addMonths(input.income.from, months - 1) === input.income.to
    ? null
    : no('period-not-covered', `核算期应为 ${months} 个月。`, 'income.from');
};

/** A policy problem is handed to a department by name. */
export const departmentNamed: Guard<'recordVerification'> = ({ input }) =>
  input.conclusion === 'P1.V4' && input.departmentCode === null
    ? no('department-missing', '请指明由哪个部门跟进。', 'departmentCode')
    : null;

/** A disagreement names what must be repaired. */
export const faultsNamed: Guard<'confirmVerification'> = ({ input }) =>
  input.agree || (input.faults?.length ?? 0) > 0 ? null : no('faults-missing', '请写明需要补正的内容。', 'faults');

/** Only the department named may close the follow-up. */
export const ownDepartment: Guard<'closeFollowUp'> = ({ picture, who }) =>
  live(picture, 'VERIFYING')?.data.departmentCode === who.departmentCode
    ? null
    : no('department-not-asked', '本件由其他部门跟进。');
