import { aGiven, MEMBER_IDS, PEOPLE } from './fixtures.ts';
import { type Doer, live } from './picture.ts';
import { type Play, upTo } from './scenario.ts';
import { begin, change, changed, inChain, memberNamed, related, sample, type Twin, unknown } from './twins.fixture.ts';

const named = (...people: Doer[]) => people.map(({ accountId, name }) => ({ accountId, name, unit: '测试单位' }));
/** Somebody of the team has no post here, or has one under another name. */
const postsWithout = (who: Doer, otherName?: string): Twin['bad'] => ({
  play: {
    given: {
      posts: aGiven(0).posts.flatMap((post) =>
        post.accountId !== who.accountId ? [post] : otherName ? [{ ...post, name: otherName }] : [],
      ),
    },
  },
});

/** Tests only: guards of the town's dispatch and of the claim, each with its twin. */
const DISPATCH_TWINS: readonly Twin[] = [
  inChain('the town hands out', 'role-not-permitted', 'dispatchVerification', { play: { who: PEOPLE.window } }),
  inChain('nobody takes a sheet that the town has not handed out', 'act-out-of-turn', 'claimVerification', {
    picture: begin,
  }),
  inChain(
    'two persons are named',
    'team-too-small',
    'dispatchVerification',
    change('dispatchVerification', { team: named(PEOPLE.window) }),
  ),
  inChain('no relative is named', 'relatives-not-recused', 'dispatchVerification', related(PEOPLE.secretary)),
  inChain(
    'nobody with the name of a member is named',
    'relatives-not-recused',
    'dispatchVerification',
    memberNamed(PEOPLE.cadre.name),
  ),
  inChain('a relative hands out nothing', 'recused', 'dispatchVerification', related(PEOPLE.reviewer)),
  inChain('who is named works here', 'team-not-here', 'dispatchVerification', postsWithout(PEOPLE.secretary)),
  inChain(
    'an account is named by its own name',
    'team-not-here',
    'dispatchVerification',
    postsWithout(PEOPLE.secretary, '别名'),
  ),
  inChain(
    'an officer is not named as somebody without an account',
    'team-not-by-account',
    'dispatchVerification',
    change('dispatchVerification', {
      team: [...named(PEOPLE.window, PEOPLE.cadre), { accountId: null, name: PEOPLE.reviewer.name, unit: '其他' }],
    }),
  ),
  inChain(
    'who takes the sheet names officers by their accounts',
    'team-not-by-account',
    'claimVerification',
    change('claimVerification', {
      team: [...named(PEOPLE.window, PEOPLE.cadre), { accountId: null, name: PEOPLE.reviewer.name, unit: '其他' }],
    }),
  ),
  inChain(
    'a team is not of the town alone',
    'team-of-one-kind',
    'dispatchVerification',
    change('dispatchVerification', { team: named(PEOPLE.window, PEOPLE.judge) }),
  ),
  inChain(
    'helpers without an account count as of the village',
    'team-of-one-kind',
    'dispatchVerification',
    change('dispatchVerification', {
      team: [...named(PEOPLE.cadre), { accountId: null, name: '罗三', unit: '二组组长' }],
    }),
  ),
  inChain(
    'somebody of the team can take the sheet',
    'team-cannot-claim',
    'dispatchVerification',
    change('dispatchVerification', { team: named(PEOPLE.reviewer, PEOPLE.clerk) }),
  ),
  inChain(
    'a visit is planned ahead',
    'days-out-of-order',
    'dispatchVerification',
    change('dispatchVerification', { plannedOn: '2026-11-09' }),
  ),
  inChain('only the team that was named takes the sheet', 'claimant-not-named', 'claimVerification', {
    play: { who: PEOPLE.judge, change: { team: named(PEOPLE.judge, PEOPLE.cadre) } as Play['change'] & object },
  }),
  inChain('who takes the sheet works here', 'team-not-here', 'claimVerification', postsWithout(PEOPLE.secretary)),
  inChain(
    'a team that was changed is still of two kinds',
    'team-of-one-kind',
    'claimVerification',
    change('claimVerification', { team: named(PEOPLE.window, PEOPLE.judge) }),
  ),
];

/** Tests only: guards from the dispatch to the judgement of the comparison, each with its twin. */
export const EARLY_TWINS: readonly Twin[] = [
  ...DISPATCH_TWINS,
  inChain('only the roles of the procedure act', 'role-not-permitted', 'recordConsent', {
    play: { who: PEOPLE.clerk },
  }),
  inChain(
    'an act waits for its turn',
    'act-out-of-turn',
    'recordMeeting',
    changed((picture) => ({ ...picture, snapshot: { ...picture.snapshot, state: 'STARTED' } })),
  ),
  inChain('a close relative does not act', 'recused', 'recordConsent', related(PEOPLE.cadre)),
  inChain('a close relative does not decide', 'recused', 'reviewAtTown', related(PEOPLE.reviewer)),
  inChain(
    'two persons claim a visit',
    'team-too-small',
    'claimVerification',
    change('claimVerification', { team: sample.claimVerification.team.slice(0, 1) }),
  ),
  inChain(
    'two persons visit',
    'team-too-small',
    'recordVerification',
    change('recordVerification', { team: sample.recordVerification.team.slice(2, 3) }),
  ),
  inChain(
    'the same person twice is one',
    'team-too-small',
    'recordVerification',
    change('recordVerification', {
      team: [sample.recordVerification.team[2], sample.recordVerification.team[2]] as never,
    }),
  ),
  inChain(
    'who records was there',
    'actor-not-in-team',
    'recordVerification',
    change('recordVerification', { team: sample.recordVerification.team.slice(0, 2) }),
  ),
  inChain('no relative in the team', 'relatives-not-recused', 'recordVerification', related(PEOPLE.window)),
  inChain(
    'a visit has photographs of this case',
    'photo-missing',
    'recordVerification',
    change('recordVerification', { photoIds: [unknown] }),
  ),
  inChain(
    'all four guarantees are looked at',
    'guarantees-incomplete',
    'recordVerification',
    change('recordVerification', { guarantees: sample.recordVerification.guarantees.slice(1) }),
  ),
  inChain(
    'twelve months of income',
    'period-not-covered',
    'recordVerification',
    change('recordVerification', { income: { ...sample.recordVerification.income, from: '202512' } }),
  ),
  inChain(
    'a policy problem names its department',
    'department-missing',
    'recordVerification',
    change('recordVerification', { conclusion: 'P1.V4' }),
  ),
  inChain(
    'every adult living together signs',
    'consent-incomplete',
    'recordConsent',
    change('recordConsent', { coveredMembers: [MEMBER_IDS[0]] }),
  ),
  inChain(
    'the signed paper is there',
    'document-missing',
    'recordConsent',
    change('recordConsent', { documentIds: [] }),
  ),
  inChain(
    'a consent that was taken back stops the comparison',
    'consent-not-live',
    'sendComparison',
    changed((picture) => ({ ...picture, revokedConsents: [live(picture, 'CONSENTED')?.data.consentId ?? ''] })),
  ),
  inChain(
    'an adult who came later must consent too',
    'consent-not-live',
    'sendComparison',
    changed((picture) => ({ ...picture, household: { ...picture.household, adultIds: [...MEMBER_IDS] } })),
  ),
  inChain('a consent ends after its months', 'consent-not-live', 'sendComparison', { play: { day: 400 } }),
  inChain(
    'only consented scopes are compared',
    'scope-not-consented',
    'sendComparison',
    change('sendComparison', { scopes: ['1', '2'] }),
  ),
  inChain('an unknown finding is not judged', 'finding-unknown', 'judgeFinding', change('judgeFinding', { key: 'x' })),
  inChain(
    'an exception has its reason',
    'exception-without-reason',
    'judgeFinding',
    change('judgeFinding', { reason: ' ' }),
  ),
  inChain(
    'every finding is judged by a person',
    'finding-not-judged',
    'completeComparison',
    changed((picture) => ({ ...picture, records: upTo(begin(), 'judgeFinding').records })),
  ),
];
