import { MEMBER_IDS, PEOPLE } from './fixtures.ts';
import { live } from './picture.ts';
import { upTo } from './scenario.ts';
import { begin, change, changed, inChain, related, sample, type Twin, unknown } from './twins.fixture.ts';

/** Tests only: guards from the claim to the judgement of the comparison, each with its twin. */
export const EARLY_TWINS: readonly Twin[] = [
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
