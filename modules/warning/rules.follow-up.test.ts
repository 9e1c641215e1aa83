import { describe, expect, test } from 'vitest';
import { FollowUpRecord, type FollowUpRefusal } from './contract.ts';
import {
  decideFollowUp,
  dueFollowUp,
  type FollowUpActor,
  type FollowUpAsked,
  type FollowUpSheet,
} from './rules.follow-up.ts';

const sheet: FollowUpSheet = {
  kind: 'follow-up',
  state: 'DISPATCHED',
  receivedOn: '2026-11-10',
  contactName: '刘晓东',
  recorded: null,
  returns: 0,
};
const waiting: FollowUpSheet = { ...sheet, state: 'VERIFIED', recorded: { by: 'a-cadre', went: ['刘晓东'] } };
const who = (role: string, name = '何小梅', accountId = `a-${name}`): FollowUpActor => ({
  accountId,
  name,
  role,
  today: '2026-11-14',
});
const record = (given: Partial<FollowUpRecord> = {}): FollowUpAsked => ({
  act: 'recordFollowUp',
  input: {
    resultCode: 'P4.F1',
    visitedOn: '2026-11-12',
    went: ['刘晓东'],
    reason: '老人又住院，家里照料不过来',
    substituteReason: null,
    photoIds: [],
    ...given,
  },
});
const agree: FollowUpAsked = { act: 'confirmFollowUp', input: { decision: 'agree', opinion: null } };
const back: FollowUpAsked = { act: 'confirmFollowUp', input: { decision: 'return', opinion: '没有写清楚缺什么' } };
const reviewer = who('TOWN_REVIEWER', '叶小红');

describe('what goes', () => {
  test.each<[string, FollowUpSheet, FollowUpActor, FollowUpAsked, string]>([
    ['the village records', sheet, who('VILLAGE_CADRE'), record(), 'VERIFIED'],
    ['the clerk records', sheet, who('VILLAGE_CLERK'), record(), 'VERIFIED'],
    ['the contact records from the town', sheet, who('TOWN_TEAM', '刘晓东'), record(), 'VERIFIED'],
    [
      'another went, with the reason',
      sheet,
      who('VILLAGE_CADRE'),
      record({ went: ['何小梅'], substituteReason: '联系人出差' }),
      'VERIFIED',
    ],
    [
      'nobody is named as contact',
      { ...sheet, contactName: null },
      who('VILLAGE_CADRE'),
      record({ went: ['何小梅'] }),
      'VERIFIED',
    ],
    ['on the day of the sheet', sheet, who('VILLAGE_CADRE'), record({ visitedOn: '2026-11-10' }), 'VERIFIED'],
    ['the town agrees', waiting, reviewer, agree, 'CLOSED'],
    ['the town returns', waiting, reviewer, back, 'DISPATCHED'],
    ['agreeing after the last return', { ...waiting, returns: 2 }, reviewer, agree, 'CLOSED'],
  ])('%s', (...[, on, actor, asked, to]) => {
    expect(decideFollowUp(on, actor, { ...asked, maxReturns: 2 })).toEqual({ ok: true, to });
  });
});

describe('what is refused', () => {
  test.each<[FollowUpRefusal, FollowUpSheet, FollowUpActor, FollowUpAsked]>([
    ['not-a-follow-up', { ...sheet, kind: 'identification' }, who('VILLAGE_CADRE'), record()],
    ['act-out-of-turn', waiting, who('VILLAGE_CADRE'), record()],
    ['act-out-of-turn', sheet, reviewer, agree],
    ['act-out-of-turn', { ...waiting, state: 'CLOSED' }, reviewer, agree],
    ['role-not-permitted', sheet, reviewer, record()],
    ['role-not-permitted', sheet, who('COUNTY_LEAD'), record()],
    ['role-not-permitted', waiting, who('VILLAGE_CADRE'), agree],
    ['not-the-contact', sheet, who('TOWN_TEAM'), record()],
    ['not-the-contact', { ...sheet, contactName: null }, who('TOWN_WINDOW'), record()],
    ['maker-is-checker', waiting, who('TOWN_REVIEWER', '叶小红', 'a-cadre'), agree],
    ['maker-is-checker', waiting, who('TOWN_REVIEWER', '叶小红', 'a-cadre'), back],
    ['went-along', waiting, who('TOWN_REVIEWER', '刘晓东'), agree],
    ['day-in-future', sheet, who('VILLAGE_CADRE'), record({ visitedOn: '2026-11-15' })],
    ['day-before-sheet', sheet, who('VILLAGE_CADRE'), record({ visitedOn: '2026-11-09' })],
    ['contact-absent', sheet, who('VILLAGE_CADRE'), record({ went: ['何小梅'] })],
    ['return-too-often', { ...waiting, returns: 2 }, reviewer, back],
  ])('%s', (code, on, actor, asked) => {
    expect(decideFollowUp(on, actor, { ...asked, maxReturns: 2 })).toMatchObject({ ok: false, code });
  });
});

test('the act that is due follows the state; a work sheet has none', () => {
  const states = ['DISPATCHED', 'VERIFIED', 'CLOSED'] as const;
  expect(states.map((state) => dueFollowUp({ kind: 'follow-up', state }))).toEqual([
    'recordFollowUp',
    'confirmFollowUp',
    null,
  ]);
  expect(dueFollowUp({ kind: 'identification', state: 'DISPATCHED' })).toBeNull();
});

test('an empty list of people, the same name twice and a word for a reason are no record', () => {
  const { input } = record() as { input: FollowUpRecord };
  for (const change of [{ went: [] }, { went: ['刘晓东', '刘晓东'] }, { reason: '好' }, { resultCode: 'P4.F2' }])
    expect(FollowUpRecord.safeParse({ ...input, ...change }).success).toBe(false);
});
