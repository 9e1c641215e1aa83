import { addMonths } from '@shouwang/platform/clock/days.ts';
import { numberParameter } from '../policy/rules.ts';
import { type CasePicture, type Doer, live, type TeamPost } from './picture.ts';
import { type No, no } from './rules.answers.ts';
import type { Guard } from './rules.asked.ts';
import { dayOfMoment, future, notBefore, notFuture, papersFit } from './rules.papers.ts';
import { isRelative, MONITORED, relativeWords } from './rules.relatives.ts';
import { kindOf, LEAST_KINDS, mayClaim, TEAM_KINDS, type TeamKind } from './rules.team.ts';

const distinct = (team: readonly { accountId: string | null; name: string }[]) =>
  new Set(team.map((one) => one.accountId ?? one.name)).size;

/** At least `verification.minPersons` different persons are on site. */
export const teamLargeEnough: Guard<
  'dispatchVerification' | 'claimVerification' | 'recordVerification' | 'resolveObjection' | 'reviewLateObjection'
> = ({ picture, input }) => {
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
export const teamWithoutRelatives: Guard<
  'dispatchVerification' | 'claimVerification' | 'recordVerification' | 'resolveObjection' | 'reviewLateObjection'
> = ({ picture, input }) => {
  const found = input.team.filter((one) => isRelative(picture, one));
  return found.length > 0 ? no('relatives-not-recused', relativeWords(picture, found), 'team') : null;
};

/** Whoever is named with an account has a post in the village or in its town now, under the name of that account. */
export const teamWorksHere: Guard<'dispatchVerification' | 'claimVerification'> = ({ input, given }) => {
  const strangers = input.team.filter(
    ({ accountId, name }) =>
      accountId !== null && !given.posts.some((post) => post.accountId === accountId && post.name === name),
  );
  if (strangers.length === 0) return null;
  const names = strangers.map((one) => one.name).join('、');
  return no('team-not-here', `${names}现在不在本村或本镇任职，请从名单中另选。`, 'team');
};

/** Whoever has an account here is named by it, so that he is known as one who went along; a namesake is told apart in his name. */
export const teamByAccount: Guard<'dispatchVerification' | 'claimVerification'> = ({ input, given }) => {
  const found = input.team.filter(
    (one) => one.accountId === null && given.posts.some((post) => post.name === one.name.trim()),
  );
  if (found.length === 0) return null;
  const names = found.map((one) => one.name).join('、');
  return no(
    'team-not-by-account',
    `${names}在本村或本镇有账号，请从名单中点选；同名的另一人，请在姓名后注明。`,
    'team',
  );
};

/** People of at least two kinds go: of the town, stationed, of the village. */
export const teamOfKinds: Guard<'dispatchVerification' | 'claimVerification'> = ({ input, given }) => {
  const kinds = new Set(input.team.flatMap(({ accountId }) => kindsOf(accountId, given.posts)));
  if (kinds.size >= LEAST_KINDS) return null;
  const all = Object.values(TEAM_KINDS).map((kind) => kind.name);
  return no('team-of-one-kind', `核实组须有${all.join('、')}中的至少${LEAST_KINDS}类人员。`, 'team');
};

function kindsOf(accountId: string | null, posts: readonly TeamPost[]): TeamKind[] {
  if (accountId === null) return ['village'];
  return posts.flatMap((post) => {
    const kind = post.accountId === accountId ? kindOf(post.role) : null;
    return kind ? [kind] : [];
  });
}

/** Somebody of the team can take the sheet, so that it does not lie. */
export const teamCanClaim: Guard<'dispatchVerification'> = ({ input, given }) =>
  given.posts.some((post) => mayClaim(post.role) && input.team.some((one) => one.accountId === post.accountId))
    ? null
    : no('team-cannot-claim', '核实组里没有能领取任务的人员，请加上受理窗口、工作队、第一书记或村两委干部。', 'team');

/** Whoever takes the sheet is of the team that the town named. */
export const claimantNamed = ({ picture, who }: { picture: CasePicture; who: Doer }): No | null => {
  const team = live(picture, 'DISPATCHED')?.data.team ?? [];
  if (team.some((one) => one.accountId === who.accountId)) return null;
  const names = team.map((one) => one.name).join('、') || '还没有指派';
  return no('claimant-not-named', `由镇里指派的核实组领取（${names}）；要换人的，请镇审核员重新派发。`, 'team');
};

/** A planned visit lies ahead. */
export const plannedAhead: Guard<'dispatchVerification' | 'claimVerification'> = ({ input, today }) =>
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
