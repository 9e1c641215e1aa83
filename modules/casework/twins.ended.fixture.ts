import { anOfficer, PEOPLE } from './fixtures.ts';
import type { CasePicture } from './picture.ts';
import { after, chained, type Play, playAll, upTo } from './scenario.ts';
import { change, changed, inChain, openRequest, paper, sample, type Twin } from './twins.fixture.ts';

const registered = (picture: CasePicture): CasePicture => {
  const done = upTo(picture, null);
  return { ...done, household: { ...done.household, monitored: true } };
};
const raised: Play = { act: 'raiseLateObjection', who: PEOPLE.clerk, day: 20 };
const looked: Play = { act: 'reviewLateObjection', who: PEOPLE.reviewer2, day: 22 };
const underReview = (picture: CasePicture) => after(registered(picture), raised, 80);
const reviewed = (picture: CasePicture) => after(underReview(picture), looked, 81);
/** The household would not sign. */
const refused = (picture: CasePicture) =>
  after(upTo(picture, 'recordConsent'), { act: 'withdrawCase', who: PEOPLE.cadre, day: 3 }, 70);
const visitAgain: Play = { act: 'recordRecheck', who: PEOPLE.cadre, day: 60 };
const alone = (picture: CasePicture): CasePicture => {
  const there = upTo(picture, 'recordMeeting');
  return { ...there, household: { ...there.household, memberNames: ['曾木生'] } };
};
const died: Play = { act: 'endByDeath', who: anOfficer('TOWN_WINDOW', 61), day: 3 };
const handedOver = (picture: CasePicture) =>
  playAll(picture, [
    chained('dispatchVerification'),
    chained('claimVerification'),
    {
      ...chained('recordVerification'),
      change: { conclusion: 'P1.V4', departmentCode: 'YB' } as Play['change'] & object,
    },
    { act: 'confirmVerification', who: PEOPLE.reviewer, day: 2 },
  ]);

/** Tests only: guards of answers of departments, of what is owed after the end of a case, and of a death. */
export const ENDED_TWINS: readonly Twin[] = [
  {
    name: 'an item of the negative list belongs to what was asked',
    reason: 'exclusion-not-of-scope',
    at: openRequest,
    good: { act: 'answerComparison', who: PEOPLE.department, day: 2 },
    bad: change('answerComparison', { exclusionItem: 'N6' }),
  },
  {
    name: 'no record speaks for no item',
    reason: 'exclusion-not-of-scope',
    at: openRequest,
    good: {
      act: 'answerComparison',
      who: PEOPLE.department,
      day: 2,
      change: { found: false, exclusionItem: null } as Play['change'] & object,
    },
    bad: change('answerComparison', { found: false, exclusionItem: 'N2' }),
  },
  {
    name: 'an item that the pack does not know is none',
    reason: 'exclusion-not-of-scope',
    at: openRequest,
    good: { act: 'answerComparison', who: PEOPLE.department, day: 2 },
    bad: changed((picture) => ({ ...picture, pack: { ...picture.pack, exclusions: {} } })),
  },
  inChain(
    'only what is asked is asked anew',
    'scope-not-consented',
    'sendComparison',
    change('sendComparison', { scopes: ['1'], anew: ['3'] }),
  ),
  {
    name: 'an objection after the entry needs a household that is monitored',
    reason: 'household-not-monitored',
    at: registered,
    good: raised,
    bad: changed((picture) => ({ ...picture, household: { ...picture.household, monitored: false } })),
  },
  {
    name: 'an objection after the entry is reviewed by others than the first team',
    reason: 'first-team-reviews',
    at: underReview,
    good: looked,
    bad: change('reviewLateObjection', {
      team: [sample.recordVerification.team[0], sample.reviewLateObjection.team[1]].filter((one) => one !== undefined),
    }),
  },
  {
    name: 'a review after the entry takes two persons',
    reason: 'team-too-small',
    at: underReview,
    good: looked,
    bad: change('reviewLateObjection', { team: sample.reviewLateObjection.team.slice(1) }),
  },
  {
    name: 'no relative reviews after the entry',
    reason: 'relatives-not-recused',
    at: underReview,
    good: looked,
    bad: changed((picture) => ({
      ...picture,
      household: { ...picture.household, memberNames: [sample.reviewLateObjection.team[0]?.name ?? ''] },
    })),
  },
  {
    name: 'who reviewed at the town does not decide for the county',
    reason: 'maker-is-checker',
    at: reviewed,
    good: { act: 'decideLateObjection', who: PEOPLE.approver2, day: 23 },
    bad: { play: { who: { ...PEOPLE.reviewer, role: 'COUNTY_APPROVER' } } },
  },
  {
    name: 'who went along on the review does not decide for the county',
    reason: 'maker-is-checker',
    at: reviewed,
    good: { act: 'decideLateObjection', who: PEOPLE.approver2, day: 23 },
    bad: { play: { who: { ...anOfficer('TOWN_TEAM', 21), role: 'COUNTY_APPROVER' } } },
  },
  {
    name: 'who reviewed at the town does not review the objection after the entry',
    reason: 'maker-is-checker',
    at: underReview,
    good: looked,
    bad: { play: { who: PEOPLE.reviewer } },
  },
  {
    name: 'who reviewed at the town does not go along on the review after the entry',
    reason: 'first-team-reviews',
    at: underReview,
    good: looked,
    bad: change('reviewLateObjection', {
      team: [
        { accountId: PEOPLE.reviewer.accountId, name: PEOPLE.reviewer.name, unit: '镇政府' },
        ...sample.reviewLateObjection.team,
      ],
    }),
  },
  {
    name: 'who decided to take the household in does not decide on the objection',
    reason: 'maker-is-checker',
    at: reviewed,
    good: { act: 'decideLateObjection', who: PEOPLE.approver2, day: 23 },
    bad: { play: { who: PEOPLE.approver } },
  },
  {
    name: 'the visit after a refusal lies in no future',
    reason: 'day-in-future',
    at: refused,
    good: visitAgain,
    bad: change('recordRecheck', { visitedOn: '2027-06-01' }),
  },
  {
    name: 'the visit after a refusal was made after it',
    reason: 'days-out-of-order',
    at: refused,
    good: visitAgain,
    bad: change('recordRecheck', { visitedOn: '2026-11-12' }),
  },
  {
    name: 'a case goes on for the others of the household',
    reason: 'household-has-others',
    at: alone,
    good: died,
    bad: changed((picture) => ({ ...picture, household: { ...picture.household, memberNames: ['曾木生', '邓英'] } })),
  },
  {
    name: 'a death lies in no future',
    reason: 'day-in-future',
    at: alone,
    good: died,
    bad: change('endByDeath', { diedOn: '2026-12-24' }),
  },
  {
    name: 'a death is proven',
    reason: 'document-missing',
    at: alone,
    good: died,
    bad: paper('death', { kind: 'paper' }),
  },
  {
    name: 'a follow-up is shown by what was done',
    reason: 'document-missing',
    at: handedOver,
    good: { act: 'closeFollowUp', who: anOfficer('COUNTY_DEPT', 30, 'YB'), day: 3 },
    bad: paper('followUp', { step: 'VERIFYING' }),
  },
];
