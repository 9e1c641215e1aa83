import { TOWN_ROLES, VILLAGE_ROLES } from '@shouwang/modules/staff/contract.ts';
import type { FollowUpDecision, FollowUpRecord, FollowUpRefusal } from './contract.follow-up.ts';
import { isKin, type Kin, type VisitGiven, visitorsFault } from './rules.visitors.ts';

/** A follow-up sheet as the rules see it. */
export interface FollowUpSheet {
  kind: string;
  state: string;
  receivedOn: string;
  /** 监测联系人 of the household; null when nobody is named. */
  contactName: string | null;
  /** The visit that waits for the town: who recorded it, who went by account, and the names of those who are known by name alone. */
  recorded: { by: string; went: readonly string[]; named: readonly string[] } | null;
  /** Confirmed close relatives of the household, who do nothing on the sheet. */
  relatives: Kin['relatives'];
  /** How often the town has sent a visit of this sheet back. */
  returns: number;
}

/** Who acts, and when. */
export interface FollowUpActor {
  accountId: string;
  name: string;
  role: string;
  today: string;
}

export type FollowUpAsked =
  | { act: 'recordFollowUp'; input: FollowUpRecord; given: VisitGiven }
  | { act: 'confirmFollowUp'; input: FollowUpDecision };

/** The new state, or why not: code, words, and the field at fault. */
export type FollowUpVerdict =
  | { ok: true; to: 'VERIFIED' | 'CLOSED' | 'DISPATCHED' }
  | { ok: false; code: FollowUpRefusal; why: string; field?: string };

const no = (code: FollowUpRefusal, why: string, field?: string): FollowUpVerdict => ({
  ok: false,
  code,
  why,
  ...(field ? { field } : {}),
});
const has = (list: readonly string[], one: string) => list.includes(one);

/** The acts of a follow-up and the states that they lead from and to. */
export const FOLLOW_UP_MOVES = [
  { act: 'recordFollowUp', decision: null, from: 'DISPATCHED', to: 'VERIFIED' },
  { act: 'confirmFollowUp', decision: 'agree', from: 'VERIFIED', to: 'CLOSED' },
  { act: 'confirmFollowUp', decision: 'return', from: 'VERIFIED', to: 'DISPATCHED' },
] as const;

/** Which act is due on a follow-up sheet; null once it is closed. */
export function dueFollowUp(sheet: Pick<FollowUpSheet, 'kind' | 'state'>): FollowUpAsked['act'] | null {
  if (sheet.kind !== 'follow-up') return null;
  return FOLLOW_UP_MOVES.find(({ from }) => from === sheet.state)?.act ?? null;
}

/** Whether somebody may do the act that is due at all: role, recusal, the named contact, not one's own work. Null: yes. */
export function whyNotFollowUp(
  sheet: FollowUpSheet,
  who: FollowUpActor,
  act: FollowUpAsked['act'],
): Extract<FollowUpVerdict, { ok: false }> | null {
  const verdict = act === 'recordFollowUp' ? mayRecord(sheet, who) : mayConfirm(sheet, who);
  if (verdict?.ok === false) return verdict;
  const kept = isKin(sheet, who) ? no('recused', '您与该户有近亲属关系，已登记回避，请由其他人员办理。') : null;
  return kept?.ok === false ? kept : null;
}

function mayRecord(sheet: FollowUpSheet, who: FollowUpActor): FollowUpVerdict | null {
  if (has(VILLAGE_ROLES, who.role)) return null;
  if (!has(TOWN_ROLES, who.role) || who.role === 'TOWN_REVIEWER')
    return no('role-not-permitted', '跟进由村里和监测联系人登记。');
  if (who.name !== sheet.contactName) return no('not-the-contact', '镇里的人只登记自己任监测联系人的户。');
  return null;
}

function mayConfirm({ recorded }: FollowUpSheet, who: FollowUpActor): FollowUpVerdict | null {
  if (who.role !== 'TOWN_REVIEWER') return no('role-not-permitted', '跟进由镇级审核员确认。');
  if (recorded?.by === who.accountId) return no('maker-is-checker', '这次跟进是您登记的，须由另一人确认。');
  if (recorded && (has(recorded.went, who.accountId) || has(recorded.named, who.name)))
    return no('went-along', '您参加了这次入户，须由另一人确认。');
  return null;
}

/** Decides an act on a follow-up sheet: turn, role, maker-checker, then what was filled in. `maxReturns`: `return.maxTimes` of the pack. */
export function decideFollowUp(
  sheet: FollowUpSheet,
  who: FollowUpActor,
  { maxReturns, ...asked }: FollowUpAsked & { maxReturns: number },
): FollowUpVerdict {
  if (sheet.kind !== 'follow-up') return no('not-a-follow-up', '这张是工作单，在识别办理中办。');
  const decision = asked.act === 'confirmFollowUp' ? asked.input.decision : null;
  const move = FOLLOW_UP_MOVES.find((one) => one.act === asked.act && one.decision === decision);
  if (!move || move.from !== sheet.state) return no('act-out-of-turn', '这张跟进单现在不到这一步，请刷新后再看。');
  const refused = whyNotFollowUp(sheet, who, asked.act);
  if (refused) return refused;
  const fault = asked.act === 'recordFollowUp' ? recordFault(sheet, who, asked) : null;
  if (fault) return fault;
  if (decision === 'return' && sheet.returns >= maxReturns)
    return no('return-too-often', `已经退回 ${maxReturns} 次，请镇里自己入户核实后再决定。`, 'decision');
  return { ok: true, to: move.to };
}

function recordFault(
  sheet: FollowUpSheet,
  who: FollowUpActor,
  { input, given }: { input: FollowUpRecord; given: VisitGiven },
): FollowUpVerdict | null {
  if (input.visitedOn > who.today) return no('day-in-future', '走访日期不能晚于今天。', 'visitedOn');
  if (input.visitedOn < sheet.receivedOn)
    return no('day-before-sheet', `走访应在收到跟进单（${sheet.receivedOn}）之后。`, 'visitedOn');
  const fault = visitorsFault(input, given);
  if (fault) return no(fault.code, fault.why, fault.field);
  const there = [
    ...given.posts.filter(({ accountId }) => has(input.went, accountId)).map(({ name }) => name),
    ...input.companions,
  ];
  if (sheet.contactName !== null && !has(there, sheet.contactName) && !input.substituteReason)
    return no('contact-absent', `监测联系人${sheet.contactName}没有去，请写明由他人代去的原因。`, 'substituteReason');
  return null;
}
