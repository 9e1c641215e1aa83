import type { ActCode } from './contract.ts';
import { anOfficer, type PaperPlace, PEOPLE, paperIds } from './fixtures.ts';
import { live } from './picture.ts';
import { after, chained, type Play, upTo } from './scenario.ts';
import {
  before,
  change,
  changed,
  declared,
  inChain,
  memberNamed,
  monitored,
  openRequest,
  paper,
  sample,
  settling,
  somebody,
  type Twin,
  unknown,
} from './twins.fixture.ts';

const GUARDED_PAPERS: readonly [ActCode, PaperPlace, string][] = [
  ['recordVerification', 'visit', 'photo-missing'],
  ['recordConsent', 'consent', 'document-missing'],
  ['recordMeeting', 'meeting', 'photo-missing'],
  ['postNotice', 'start', 'photo-missing'],
  ['endNotice', 'end', 'photo-missing'],
  ['announceResult', 'announcement', 'photo-missing'],
];
const USED: readonly [ActCode, PaperPlace, PaperPlace][] = [
  ['recordMeeting', 'meeting', 'visit'],
  ['postNotice', 'start', 'visit'],
  ['endNotice', 'end', 'start'],
  ['announceResult', 'announcement', 'end'],
];
const contentOf = (place: PaperPlace) => `${place}-0`;

/** Photographs and scans: of the right kind, of the step, new enough, and used for one thing only. */
export const PAPER_TWINS: readonly Twin[] = [
  ...GUARDED_PAPERS.flatMap(([act, place, reason]) => [
    inChain(`${act}: a paper of the platform is no evidence`, reason, act, paper(place, { kind: 'paper' })),
    inChain(`${act}: evidence of another step does not serve`, reason, act, paper(place, { step: 'RECEIVED' })),
    inChain(
      `${act}: evidence from before does not serve`,
      'days-out-of-order',
      act,
      paper(place, { on: '2026-11-09' }),
    ),
  ]),
  ...USED.map(([act, place, earlier]) =>
    inChain(
      `${act}: the ${earlier} again is no evidence`,
      'document-used-before',
      act,
      paper(place, { hash: contentOf(earlier) }),
    ),
  ),
  ...(['fingerprint', 'electronic', 'voice'] as const).map((mode) =>
    inChain(
      `a consent by ${mode} has its evidence`,
      'document-missing',
      'recordConsent',
      change('recordConsent', { mode, documentIds: [] }),
    ),
  ),
  inChain(
    'the photograph of the end is of the last day',
    'days-out-of-order',
    'endNotice',
    paper('end', { on: '2026-11-16' }),
  ),
  {
    name: 'a withdrawal has a paper of its own',
    reason: 'document-used-before',
    at: before('sendComparison'),
    good: { act: 'withdrawCase', who: PEOPLE.cadre, day: 2 },
    bad: paper('leave', { hash: contentOf('consent') }),
  },
  {
    name: 'a revocation has a paper of its own',
    reason: 'document-used-before',
    at: before('sendComparison'),
    good: { act: 'revokeConsent', who: PEOPLE.cadre, day: 2 },
    bad: paper('revocation', { hash: contentOf('consent') }),
  },
  {
    name: 'a revoked consent is not brought in again',
    reason: 'document-used-before',
    at: (picture) => after(upTo(picture, 'sendComparison'), { act: 'revokeConsent', who: PEOPLE.cadre, day: 2 }, 60),
    good: {
      ...chained('recordConsent'),
      day: 2,
      change: { documentIds: [paperIds().leave] } as Play['change'] & object,
    },
    bad: paper('leave', { hash: contentOf('consent') }),
  },
  {
    name: 'only a consent in force is taken back',
    reason: 'consent-not-found',
    at: before('recordMeeting'),
    good: { act: 'revokeConsent', who: PEOPLE.cadre, day: 2 },
    bad: changed((picture) => ({ ...picture, revokedConsents: [live(picture, 'CONSENTED')?.data.consentId ?? ''] })),
  },
];

/** Tests only: days of what people record. */
export const DAY_TWINS: readonly Twin[] = [
  inChain(
    'a visit is planned ahead',
    'days-out-of-order',
    'claimVerification',
    change('claimVerification', { plannedOn: '2026-11-10' }),
  ),
  inChain(
    'a visit ends after it begins',
    'days-out-of-order',
    'recordVerification',
    change('recordVerification', { endedAt: '2026-11-11T01:00:00.000Z' }),
  ),
  inChain(
    'no visit of tomorrow',
    'day-in-future',
    'recordVerification',
    change('recordVerification', { endedAt: '2026-11-12T02:40:00.000Z' }),
  ),
  inChain(
    'no visit before the clue',
    'days-out-of-order',
    'recordVerification',
    change('recordVerification', { startedAt: '2026-11-09T01:05:00.000Z' }),
  ),
  inChain(
    'no income of tomorrow',
    'day-in-future',
    'recordVerification',
    change('recordVerification', {
      income: {
        ...sample.recordVerification.income,
        lines: sample.recordVerification.income.lines.map((line) => ({ ...line, asOf: '2026-11-12' })),
      },
    }),
  ),
  inChain(
    'no consent of tomorrow',
    'day-in-future',
    'recordConsent',
    change('recordConsent', { signedOn: '2030-01-01' }),
  ),
  inChain(
    'no consent from before the clue',
    'days-out-of-order',
    'recordConsent',
    change('recordConsent', { signedOn: '2026-11-09' }),
  ),
  inChain(
    'no meeting of tomorrow',
    'day-in-future',
    'recordMeeting',
    change('recordMeeting', { heldAt: '2026-11-13T11:30:00.000Z' }),
  ),
  inChain(
    'no meeting before the comparison',
    'days-out-of-order',
    'recordMeeting',
    change('recordMeeting', { heldAt: '2026-11-11T11:30:00.000Z' }),
  ),
  {
    name: 'no answer of tomorrow',
    reason: 'day-in-future',
    at: (picture) => openRequest(picture),
    good: { act: 'answerComparison', who: PEOPLE.department, day: 2 },
    bad: change('answerComparison', { dataDate: '2026-11-13' }),
  },
];

/** Tests only: relatives, hits of the negative list, monitored households. */
export const RECUSAL_TWINS: readonly Twin[] = [
  inChain(
    'a hit on the negative list is never "nothing found"',
    'finding-is-hit',
    'judgeFinding',
    change('judgeFinding', { verdict: 'P1.C1', reason: '' }),
  ),
  inChain(
    'nobody of the household is in its team',
    'relatives-not-recused',
    'recordVerification',
    memberNamed(PEOPLE.window.name),
  ),
  inChain('nobody of the household chairs', 'relatives-not-recused', 'recordMeeting', memberNamed('黄志敏')),
  inChain(
    'nobody of the household keeps the minutes',
    'relatives-not-recused',
    'recordMeeting',
    change('recordMeeting', { recorder: '邓英' }),
  ),
  inChain(
    'who left does not chair',
    'relatives-not-recused',
    'recordMeeting',
    change('recordMeeting', { chair: '曾东生' }),
  ),
  {
    name: 'a relative without an account, known by name, does not go along',
    reason: 'relatives-not-recused',
    at: before('recordVerification'),
    good: {
      ...chained('recordVerification'),
      change: {
        team: [...sample.recordVerification.team, { accountId: null, name: '罗三', unit: '村' }],
      } as Play['change'] & object,
    },
    bad: changed((picture) => declared(picture, { accountId: null, name: '罗三' }, true)),
  },
  {
    name: 'nobody is declared twice',
    reason: 'recusal-declared',
    at: before('recordConsent'),
    good: { act: 'declareRecusal', who: PEOPLE.cadre, day: 2, change: { ...somebody } as Play['change'] & object },
    bad: changed((picture) => declared(picture, somebody, false)),
  },
  {
    name: 'who declared another does not confirm it',
    reason: 'recusal-of-another',
    at: (picture) => declared(picture, somebody, false),
    good: settling('confirmRecusal'),
    bad: { play: { who: { ...anOfficer('COUNTY_LEAD', 40), role: 'COUNTY_APPROVER' } } },
  },
  {
    name: 'a colleague does not confirm',
    reason: 'recusal-of-another',
    at: (picture) => declared(picture, somebody, false),
    good: settling('confirmRecusal', PEOPLE.team),
    bad: { play: { who: PEOPLE.cadre } },
  },
  {
    name: 'a confirmed recusal is withdrawn by an approver only',
    reason: 'recusal-of-another',
    at: (picture) => declared(picture, somebody, true),
    good: settling('withdrawRecusal'),
    bad: { play: { who: anOfficer('COUNTY_LEAD', 40) } },
  },
  {
    name: 'an unknown declaration is not settled',
    reason: 'recusal-unknown',
    at: (picture) => declared(picture, somebody, false),
    good: settling('withdrawRecusal', anOfficer('COUNTY_LEAD', 40)),
    bad: { play: { change: { recusalId: unknown } as Play['change'] & object } },
  },
  {
    name: 'a declaration is confirmed once',
    reason: 'recusal-settled',
    at: (picture) => declared(picture, somebody, false),
    good: settling('confirmRecusal'),
    bad: changed((picture) => after(picture, settling('confirmRecusal', PEOPLE.approver), 92)),
  },
  inChain('a monitored household is not identified again', 'household-monitored', 'recordVerification', monitored),
  inChain('a monitored household is not taken in twice', 'household-monitored', 'decideAtCounty', monitored),
];
