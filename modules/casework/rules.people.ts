import { ACT_NAMES, type ActCode, permissions } from './contract.ts';
import { all, type CasePicture, type Doer } from './picture.ts';
import { type No, no } from './rules.answers.ts';
import { OPEN_TO_RECUSED } from './rules.guards.recusal.ts';
import { isDeclared } from './rules.relatives.ts';

/** Acts that judge what others made; whoever made any of it may not do them. */
export const CHECKING: readonly ActCode[] = [
  'confirmVerification',
  'decideProposedRejection',
  'reviewMeetingRefusal',
  'resolveObjection',
  'reviewAtTown',
  'returnForCorrection',
  'decideAtCounty',
  'reviewLateObjection',
  'decideLateObjection',
];
const COUNTY: readonly ActCode[] = ['decideProposedRejection', 'decideAtCounty', 'decideLateObjection'];
/** Acts by which something is submitted for others to judge. */
const MAKING: readonly ActCode[] = [
  'recordVerification',
  'recordConsent',
  'judgeFinding',
  'completeComparison',
  'proposeRejection',
  'recordMeeting',
  'postNotice',
  'endNotice',
  'submitToTown',
];
/** Judgements of the town, which the county judges again. */
const TOWN_JUDGEMENTS: readonly ActCode[] = [
  'confirmVerification',
  'reviewMeetingRefusal',
  'resolveObjection',
  'reviewAtTown',
  'reviewLateObjection',
];

const UPHELD_AT_TOWN: readonly ActCode[] = ['confirmVerification', 'reviewMeetingRefusal', 'reviewAtTown'];
const DECIDED: readonly ActCode[] = ['decideAtCounty'];

/**
 * Judgements on which a case stands and against which an objection is raised, office by office, by the act that answers the objection. An answer to an
 * objection is not among them: whoever answered one may answer the next.
 */
const OBJECTED_TO: Readonly<Partial<Record<ActCode, readonly (readonly ActCode[])[]>>> = {
  resolveObjection: [UPHELD_AT_TOWN, DECIDED],
  reviewLateObjection: [UPHELD_AT_TOWN, DECIDED],
  decideLateObjection: [DECIDED],
};

/**
 * Who made the judgement that an objection is raised against: of each office the last one, since each takes the place of the one before. An office of
 * two people so always has one who may answer. Nobody for other acts.
 */
export function judgesOf(picture: Pick<CasePicture, 'past'>, act: ActCode): Set<string> {
  const judgements: readonly (readonly string[])[] = OBJECTED_TO[act] ?? [];
  const last = judgements.map((judged) => picture.past.findLast((past) => judged.includes(past.act))?.by);
  return new Set(last.filter((by) => by !== undefined));
}

/** Everybody who made something that this case rests on, in any round: by act, as member of a team, as judge of a finding, at the meeting. */
export function makersOf(picture: Pick<CasePicture, 'records' | 'past'>, act: ActCode): Set<string> {
  const counted: readonly string[] = COUNTY.includes(act) ? [...MAKING, ...TOWN_JUDGEMENTS] : MAKING;
  const makers = new Set(picture.past.filter((past) => counted.includes(past.act)).map((past) => past.by));
  const add = (ids: readonly (string | null)[]) => {
    for (const id of ids) if (id !== null) makers.add(id);
  };
  for (const { by, data } of all(picture, 'VERIFYING')) add([by, ...data.team.map((one) => one.accountId)]);
  for (const { by, data } of all(picture, 'EVALUATED')) add([by, ...data.participants.map((one) => one.accountId)]);
  for (const { data } of all(picture, 'COMPARING')) add(data.findings.map((finding) => finding.judgedBy));
  if (COUNTY.includes(act))
    for (const { data } of all(picture, 'LATE_OBJECTION')) add(data.review?.team.map((one) => one.accountId) ?? []);
  for (const step of ['CONSENTED', 'PUBLICISED'] as const) add(all(picture, step).map((record) => record.by));
  return makers;
}

/** Names of those who went along or took part without an account: an officer of that name is taken for the same person. */
function namedMakers(picture: Pick<CasePicture, 'records'>): Set<string> {
  const visits = all(picture, 'VERIFYING').flatMap(({ data }) => data.team);
  const meetings = all(picture, 'EVALUATED').flatMap(({ data }) => data.participants);
  return new Set([...visits, ...meetings].flatMap((one) => (one.accountId === null ? [one.name.trim()] : [])));
}

/** The role must be one that procedure P1 names for the act. */
export function mayByRole(act: ActCode, who: Doer): No | null {
  const roles: readonly string[] = permissions[act];
  return roles.includes(who.role) ? null : no('role-not-permitted', `您的岗位不办理“${ACT_NAMES[act]}”。`);
}

/** Maker-checker: nobody judges what he submitted, by any path and in any round. */
export function mayAsChecker(act: ActCode, who: Doer, picture: CasePicture): No | null {
  if (!CHECKING.includes(act)) return null;
  if (!makersOf(picture, act).has(who.accountId) && !namedMakers(picture).has(who.name)) return null;
  return no('maker-is-checker', '您参与过本件的核实、研判、评议、公示或报送，不能审批，请由本级其他人员办理。');
}

/** Nobody reviews an objection against his own judgement: another officer of the same office does. */
export function mayAsReviewer(act: ActCode, who: Doer, picture: CasePicture): No | null {
  if (!judgesOf(picture, act).has(who.accountId)) return null;
  const [what, whom] =
    act === 'decideLateObjection'
      ? ['审定了被异议的纳入决定', '县里另一名审定人员']
      : ['确认、审核或审定过本件', '本镇另一名审核员'];
  return no('maker-is-checker', `您${what}，不能复核对它的异议，请由${whom}办理；没有另一人的，请先为另一人开通岗位。`);
}

/** Recusal: a confirmed close relative of the household is kept from every step; declaring it is always open. */
export function mayWithoutInterest(act: ActCode, who: Doer, picture: CasePicture): No | null {
  return isDeclared(picture, who) && !OPEN_TO_RECUSED.includes(act)
    ? no('recused', '您与该户有近亲属关系，已登记回避，不能办理本件任何环节。')
    : null;
}
