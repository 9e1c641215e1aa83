import { type Ratio, ratioParameter } from '../policy/rules.ts';
import { type CasePicture, live } from './picture.ts';
import { type No, no } from './rules.answers.ts';
import type { Guard } from './rules.asked.ts';
import { dayOfMoment, notBefore, notFuture, papersFit } from './rules.papers.ts';
import { isRelative, relativeWords } from './rules.relatives.ts';
import { meetingResult, presentOf } from './rules.votes.ts';

export { meetingResult, presentOf } from './rules.votes.ts';

/** The share of those expected that must be present under a pack. */
export const quorumOf = ({ pack }: Pick<CasePicture, 'pack'>): Ratio => ratioParameter(pack, 'meeting.quorumRatio');

/** For, against and abstaining are together those present without those who left for this household. */
export const votesSum: Guard<'recordMeeting'> = ({ picture, input }) => {
  const present = presentOf(input);
  const voted = input.votesFor + input.votesAgainst + input.abstentions;
  const held = meetingResult(input, quorumOf(picture)) !== 'P1.M3';
  const fits = held ? voted === present - input.recused.length : voted === 0;
  const text = held
    ? `三项票数之和应为实到 ${present} 人减去回避 ${input.recused.length} 人。`
    : '到会人数不足（回避的不计入应到和实到），表决无效，票数应为 0。';
  return fits && present <= input.expected ? null : no('votes-do-not-sum', text, 'votesFor');
};

/** No relative and nobody of the household chairs, records or takes part, unless an officer is named as having left. */
export const relativesRecused: Guard<'recordMeeting'> = ({ picture, input }) => {
  for (const [path, name] of [
    ['chair', input.chair],
    ['recorder', input.recorder],
  ] as const) {
    const one = { accountId: input.participants.find((p) => p.name === name)?.accountId ?? null, name };
    if (input.recused.includes(name)) return no('relatives-not-recused', `${name}已回避，不能主持或记录。`, path);
    if (isRelative(picture, one)) return no('relatives-not-recused', relativeWords(picture, [one]), path);
  }
  const stayed = input.participants.filter((one) => isRelative(picture, one) && !input.recused.includes(one.name));
  return stayed.length > 0 ? no('relatives-not-recused', relativeWords(picture, stayed), 'recused') : null;
};

/** A meeting is held after the comparison was sent, and lies in no future. */
export const meetingInOrder: Guard<'recordMeeting'> = ({ picture, input, today }) =>
  notFuture(input.heldAt, today, 'heldAt') ??
  notBefore(input.heldAt, live(picture, 'COMPARING')?.data.sentOn ?? picture.clock.startedOn, {
    path: 'heldAt',
    what: '信息比对',
  });

/** Photographs of the meeting, or its signed minutes, are there, and at least one is no older than the meeting. */
export const meetingHasPhotos: Guard<'recordMeeting'> = ({ picture, input }) =>
  papersFit(picture, {
    ids: input.photoIds,
    kinds: ['photo', 'scan'],
    step: 'EVALUATED',
    since: dayOfMoment(input.heldAt),
    shared: ['EVALUATED'],
    missing: no('photo-missing', '请上传会议照片或签字的会议记录。', 'photoIds'),
  });

/** Whether a category is one of the pack and fits the kind of household; a no when not. */
export function categoryProblem(picture: CasePicture, code: string | null): No | null {
  const category = code === null ? undefined : picture.pack.categories[code];
  const fits =
    category !== undefined &&
    (category.householdType === undefined || category.householdType === picture.household.type);
  return fits ? null : no('category-unknown', '请选择与该户类型相符的对象类别。', 'category');
}

/** The category proposed is one of the pack and fits the kind of household. */
export const categoryFits: Guard<'recordMeeting'> = ({ picture, input }) => categoryProblem(picture, input.category);
