import { describe, expect, test } from 'vitest';
import { FollowUpRecord, type FollowUpRefusal } from './contract.ts';
import {
  decideFollowUp,
  dueFollowUp,
  type FollowUpActor,
  type FollowUpAsked,
  type FollowUpSheet,
} from './rules.follow-up.ts';
import type { VisitGiven } from './rules.visitors.ts';

const idOf = (number: number) => `0190000a-0000-7000-8000-${String(number).padStart(12, '0')}`;
/** 刘晓东 is the contact; 钟秀兰 has the name of a member, 曾东生 is a relative. */
const [CONTACT, CADRE, NAMESAKE, RELATIVE, STRANGER] = [1, 2, 3, 4, 5].map(idOf) as [
  string,
  string,
  string,
  string,
  string,
];
const given: VisitGiven = {
  posts: [
    { accountId: CONTACT, name: '刘晓东' },
    { accountId: CADRE, name: '何小梅' },
    { accountId: NAMESAKE, name: '钟秀兰' },
    { accountId: RELATIVE, name: '曾东生' },
  ],
  kin: { relatives: [{ accountId: RELATIVE, name: '曾东生' }], cleared: [], memberNames: ['曾木生', '钟秀兰'] },
  minPersons: 2,
};

const sheet: FollowUpSheet = {
  kind: 'follow-up',
  state: 'DISPATCHED',
  receivedOn: '2026-11-10',
  contactName: '刘晓东',
  recorded: null,
  relatives: given.kin.relatives,
  returns: 0,
};
const waiting: FollowUpSheet = { ...sheet, state: 'VERIFIED', recorded: { by: 'a-cadre', went: [CONTACT], named: [] } };
/** A visit that was recorded before accounts were kept. */
const older: FollowUpSheet = { ...sheet, state: 'VERIFIED', recorded: { by: 'a-cadre', went: [], named: ['刘晓东'] } };
const who = (role: string, name = '何小梅', accountId = `a-${name}`): FollowUpActor => ({
  accountId,
  name,
  role,
  today: '2026-11-14',
});
const record = (changes: Partial<FollowUpRecord> = {}, known: Partial<VisitGiven> = {}): FollowUpAsked => ({
  act: 'recordFollowUp',
  given: { ...given, ...known },
  input: {
    resultCode: 'P4.F1',
    visitedOn: '2026-11-12',
    went: [CONTACT, CADRE],
    companions: [],
    reason: '老人又住院，家里照料不过来',
    substituteReason: null,
    photoIds: [],
    ...changes,
  },
});
const agree: FollowUpAsked = { act: 'confirmFollowUp', input: { decision: 'agree', opinion: null } };
const back: FollowUpAsked = { act: 'confirmFollowUp', input: { decision: 'return', opinion: '没有写清楚缺什么' } };
const HELPER = { accountId: STRANGER, name: '谢一鸣' };
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
      record({ went: [CADRE, STRANGER], substituteReason: '联系人出差' }, { posts: [...given.posts, HELPER] }),
      'VERIFIED',
    ],
    [
      'the contact went along without an account',
      { ...sheet, contactName: '组长老邓' },
      who('VILLAGE_CADRE'),
      record({ companions: ['组长老邓'] }),
      'VERIFIED',
    ],
    [
      'a namesake whom an approver has cleared',
      sheet,
      who('VILLAGE_CADRE'),
      record(
        { went: [CONTACT, NAMESAKE] },
        { kin: { ...given.kin, cleared: [{ accountId: NAMESAKE, name: '钟秀兰' }] } },
      ),
      'VERIFIED',
    ],
    [
      'a namesake of one who went agrees, since accounts tell them apart',
      waiting,
      who('TOWN_REVIEWER', '刘晓东'),
      agree,
      'CLOSED',
    ],
    ['nobody is named as contact', { ...sheet, contactName: null }, who('VILLAGE_CADRE'), record(), 'VERIFIED'],
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
    ['went-along', waiting, who('TOWN_REVIEWER', '刘晓东', CONTACT), agree],
    ['went-along', older, who('TOWN_REVIEWER', '刘晓东'), agree],
    ['went-along', { ...waiting, recorded: { by: 'a-cadre', went: [CONTACT], named: ['叶小红'] } }, reviewer, agree],
    ['recused', waiting, who('TOWN_REVIEWER', '曾东生', RELATIVE), agree],
    ['recused', sheet, who('VILLAGE_CADRE', '曾东生', RELATIVE), record()],
    ['too-few-visitors', sheet, who('VILLAGE_CADRE'), record({ went: [CONTACT] })],
    ['too-few-visitors', sheet, who('VILLAGE_CADRE'), record({ went: [CONTACT], companions: ['组长老邓'] })],
    ['visitor-not-here', sheet, who('VILLAGE_CADRE'), record({ went: [CONTACT, STRANGER] })],
    ['visitor-not-by-account', sheet, who('VILLAGE_CADRE'), record({ companions: ['何小梅'] })],
    ['visitor-is-relative', sheet, who('VILLAGE_CADRE'), record({ went: [CONTACT, RELATIVE] })],
    ['visitor-is-relative', sheet, who('VILLAGE_CADRE'), record({ went: [CONTACT, NAMESAKE] })],
    ['visitor-is-relative', sheet, who('VILLAGE_CADRE'), record({ companions: ['曾木生'] })],
    ['day-in-future', sheet, who('VILLAGE_CADRE'), record({ visitedOn: '2026-11-15' })],
    ['day-before-sheet', sheet, who('VILLAGE_CADRE'), record({ visitedOn: '2026-11-09' })],
    [
      'contact-absent',
      sheet,
      who('VILLAGE_CADRE'),
      record({ went: [CADRE, STRANGER] }, { posts: [...given.posts, HELPER] }),
    ],
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
  expect(FollowUpRecord.safeParse(input).success).toBe(true);
  for (const change of [
    { went: [] },
    { went: ['刘晓东', '何小梅'] },
    { went: [CADRE, CADRE] },
    { reason: '好' },
    { resultCode: 'P4.F2' },
  ])
    expect(FollowUpRecord.safeParse({ ...input, ...change }).success).toBe(false);
});
