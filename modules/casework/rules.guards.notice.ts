import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { numberParameter, parameter } from '../policy/rules.ts';
import { noticeLastDay } from './clock.ts';
import type { ActCode, Participant } from './contract.ts';
import { all, type CasePicture, live, openObjections } from './picture.ts';
import { type No, no } from './rules.answers.ts';
import type { Asked, Guard } from './rules.asked.ts';
import { papersFit } from './rules.papers.ts';
import { judgesOf } from './rules.people.ts';

/** A notice hangs at least `publicity.minDays`, by the calendar of the pack, and begins with a photograph of this day that was not used before. */
export const noticeLongEnough: Guard<'postNotice'> = ({ picture, input, today }) => {
  const least = numberParameter(picture.pack, 'publicity.minDays');
  if (input.days < least) return no('notice-too-short', `公示不少于 ${least} 天。`, 'days');
  return papersFit(picture, {
    ids: [input.startPhotoId],
    kinds: ['photo'],
    step: 'PUBLICISED',
    since: today,
    shared: [],
    missing: no('photo-missing', '请上传张贴时的照片。', 'startPhotoId'),
  });
};

/** Last day of a notice that is put up on a day. */
export function lastDayOfNotice(picture: Pick<CasePicture, 'pack'>, from: string, days: number): string {
  return noticeLastDay(
    from,
    days,
    parameter(picture.pack, 'publicity.calendar').value === 'working' ? 'working' : 'natural',
  );
}

/** A notice ends on its last day at the earliest. */
export const noticeEnds = ({ picture, today }: Pick<Asked<ActCode>, 'picture' | 'today'>): No | null => {
  const to = live(picture, 'PUBLICISED')?.data.to ?? '';
  return to === '' || today < to ? no('notice-not-ended', `公示到 ${to} 期满，期满当天起才能登记。`) : null;
};

/** The end of a notice is shown by a new photograph that it still hung on its last day. */
export const endPhotographed: Guard<'endNotice'> = ({ picture, input }) =>
  papersFit(picture, {
    ids: [input.endPhotoId],
    kinds: ['photo'],
    step: 'PUBLICISED',
    since: live(picture, 'PUBLICISED')?.data.to ?? '',
    shared: [],
    missing: no('photo-missing', '请上传期满照片。', 'endPhotoId'),
  });

/** Nothing goes to the town before the whole last day has passed, or while an objection is open. */
export const noticeOver = ({ picture, today }: Pick<Asked<ActCode>, 'picture' | 'today'>): No | null => {
  const notice = live(picture, 'PUBLICISED')?.data;
  const least = numberParameter(picture.pack, 'publicity.minDays');
  const over = notice?.endedOn != null && daysBetween(notice.from, today) >= least && today > notice.to;
  if (!over) return no('notice-not-ended', `公示须满 ${least} 天，期满照片齐全后才能报送。`);
  return openObjections(picture).length > 0 ? no('objection-open', '还有异议没有答复。') : null;
};

/** A review is made by people of whom none went along on a visit of this case, and none judged what the objection is raised against. */
export function firstTeamAgain(
  picture: CasePicture,
  { act, team }: { act: ActCode; team: readonly Participant[] },
): No | null {
  const judges = judgesOf(picture, act);
  const own = team.filter(({ accountId }) => accountId !== null && judges.has(accountId));
  if (own.length > 0)
    return no(
      'first-team-reviews',
      `${own.map((one) => one.name).join('、')}确认、审核或审定过本件，复核须换人。`,
      'team',
    );
  const first = all(picture, 'VERIFYING').flatMap(({ data }) => data.team);
  const again = team.filter((one) =>
    first.some((other) => other.name === one.name || (one.accountId !== null && other.accountId === one.accountId)),
  );
  if (again.length === 0) return null;
  return no('first-team-reviews', `${again.map((one) => one.name).join('、')}参加过第一次核实，复核须换人。`, 'team');
}

/** The review of an objection is made by others than the first team, and names the step at fault when it is founded. */
export const otherTeamReviews: Guard<'resolveObjection'> = ({ picture, input }) => {
  const known = live(picture, 'PUBLICISED')?.data.objections.some(
    (one) => one.id === input.objectionId && one.result === null,
  );
  if (!known) return no('objection-unknown', '没有这一待答复的异议。');
  const again = firstTeamAgain(picture, { act: 'resolveObjection', team: input.team });
  if (again) return again;
  return input.result === 'P1.O1' && input.returnTo === null
    ? no('return-step-missing', '异议成立的，请指明退回哪一环节。', 'returnTo')
    : null;
};

/** The announcement is photographed after the decision. */
export const announcementPhoto: Guard<'announceResult'> = ({ picture, input }) =>
  papersFit(picture, {
    ids: [input.photoId],
    kinds: ['photo'],
    step: 'ANNOUNCED',
    since: live(picture, 'COUNTY_REVIEW')?.on ?? picture.clock.startedOn,
    shared: [],
    missing: no('photo-missing', '请上传公告照片。', 'photoId'),
  });
