import type { ActCode } from './contract.ts';
import { live } from './picture.ts';
import { type No, no } from './rules.answers.ts';
import type { Asked, Guard } from './rules.asked.ts';
import { firstTeamAgain } from './rules.guards.notice.ts';
import { future, notBefore, notFuture, papersFit } from './rules.papers.ts';

type Seen = Pick<Asked<ActCode>, 'picture'>;

/** Only a household that is a monitored object can have been taken in wrongly. */
export const stillMonitored = ({ picture }: Seen): No | null =>
  picture.household.monitored
    ? null
    : no('household-not-monitored', '该户现在不是监测对象，不必再按纳入后的异议复核。');

/** The review after the entry in the register is made by others than the first team. */
export const otherTeamLooks: Guard<'reviewLateObjection'> = ({ picture, input }) =>
  firstTeamAgain(picture, { act: 'reviewLateObjection', team: input.team });

/** The visit after a refusal to sign was made since then. */
export const recheckDated: Guard<'recordRecheck'> = ({ picture, input, today }) =>
  notFuture(input.visitedOn, today, 'visitedOn') ??
  notBefore(input.visitedOn, picture.clock.stepStartedOn, { path: 'visitedOn', what: '撤回申请' });

/** While others of the household live the case goes on for them. */
export const livesAlone = ({ picture }: Seen): No | null =>
  picture.household.memberNames.length <= 1
    ? null
    : no(
        'household-has-others',
        `这户还有其他成员（档案中 ${picture.household.memberNames.length} 人）：请先在农户档案登记死亡减员，其余成员继续办理。`,
      );

/** A death lies in no future. */
export const deathDated: Guard<'endByDeath'> = ({ input, today }) =>
  input.diedOn > today ? future('死亡日期', 'diedOn') : null;

/** The certificate, or the signed statement of two officers, made since the death. */
export const deathProven: Guard<'endByDeath'> = ({ picture, input }) =>
  papersFit(picture, {
    ids: input.documentIds,
    kinds: ['scan', 'photo'],
    step: 'VERIFYING',
    since: input.diedOn,
    shared: [],
    missing: no('document-missing', '请上传死亡证明，或由两名干部签字的说明。', 'documentIds'),
  });

/** What shows that the department has done it: a photograph or scan of the follow-up, made since it was handed over. */
export const followUpShown: Guard<'closeFollowUp'> = ({ picture, input }) =>
  papersFit(picture, {
    ids: input.documentIds,
    kinds: ['scan', 'photo'],
    step: 'FOLLOW_UP',
    since: live(picture, 'VERIFYING')?.on ?? picture.clock.startedOn,
    shared: [],
    missing: no('document-missing', '请上传办理凭证，例如参保记录、发放凭证的照片或扫描件。', 'documentIds'),
  });
