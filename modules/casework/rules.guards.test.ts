import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyPack } from '../policy/contract.ts';
import { loadPack } from '../policy/load.ts';
import type { ActCode } from './contract.ts';
import { aCase, aFinding, anOfficer, inputs, MEMBER_IDS, PEOPLE, PHOTO_ID } from './fixtures.ts';
import { type CasePicture, live } from './picture.ts';
import { RULES } from './rules.acts.ts';
import { after, attempt, chained, type Play, playAll, upTo } from './scenario.ts';

let pack: PolicyPack;
beforeAll(async () => {
  const loaded = await loadPack(fileURLToPath(new URL('../../policies/', import.meta.url)), 'guangdong-2021');
  if (!loaded.pack) throw new Error('the pack does not load');
  pack = loaded.pack;
});
const begin = () => aCase(pack, '2026-11-10');
const sample = inputs();
const unknown = '01900000-0000-7000-8000-00000000dead';

/** One guard: the act as the chain does it passes; with the change it is refused for this reason, and for no other. */
interface Twin {
  name: string;
  reason: string;
  at: (picture: CasePicture) => CasePicture;
  good: Play;
  bad: { play?: Partial<Play>; picture?: (picture: CasePicture) => CasePicture };
}

const before = (act: ActCode) => (picture: CasePicture) => upTo(picture, act);
const inChain = (name: string, reason: string, act: ActCode, bad: Twin['bad']): Twin => ({
  name,
  reason,
  at: before(act),
  good: chained(act),
  bad,
});
const change = <A extends ActCode>(_act: A, part: Partial<(typeof sample)[A]>): Twin['bad'] => ({
  play: { change: part as Play['change'] & object },
});
const changed = (part: Partial<CasePicture> | ((picture: CasePicture) => CasePicture)): Twin['bad'] => ({
  picture: typeof part === 'function' ? part : (picture) => ({ ...picture, ...part }),
});
const related = (who: { accountId: string; name: string }) =>
  changed((picture) =>
    after(
      picture,
      {
        act: 'declareRecusal',
        who: anOfficer('COUNTY_LEAD', 40),
        day: 1,
        change: { accountId: who.accountId, name: who.name, relation: '弟' } as Play['change'] & object,
      },
      90,
    ),
  );

const objected = (picture: CasePicture) =>
  after(
    upTo(picture, 'endNotice'),
    { act: 'raiseObjection', who: PEOPLE.clerk, day: 4, given: { newId: unknown } },
    80,
  );
const answer: Play = {
  act: 'resolveObjection',
  who: PEOPLE.reviewer,
  day: 5,
  change: { objectionId: unknown } as Play['change'] & object,
};
const answered = (part: object): Twin['bad'] => ({
  play: { change: { objectionId: unknown, ...part } as Play['change'] & object },
});

const judgedTrue = (picture: CasePicture) =>
  playAll(
    upTo(picture, 'judgeFinding'),
    [
      { ...chained('judgeFinding'), change: { verdict: 'P1.C2', reason: '' } as Play['change'] & object },
      chained('completeComparison'),
    ],
    50,
  );
const proposal: Play = { act: 'proposeRejection', who: PEOPLE.judge, day: 2 };

const TWINS: readonly Twin[] = [
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
  {
    name: 'no rejection without an adverse finding',
    reason: 'no-adverse-finding',
    at: judgedTrue,
    good: proposal,
    bad: { picture: () => upTo(begin(), 'recordMeeting') },
  },
  {
    name: 'no vote while a rejection is proposed',
    reason: 'rejection-pending',
    at: judgedTrue,
    good: chained('recordMeeting'),
    bad: {
      picture: (picture) => ({
        ...picture,
        snapshot: { ...picture.snapshot, context: { ...picture.snapshot.context, rejectionProposed: true } },
      }),
    },
  },
  inChain(
    'votes sum to those who may vote',
    'votes-do-not-sum',
    'recordMeeting',
    change('recordMeeting', { votesFor: 29 }),
  ),
  inChain(
    'a void meeting has no votes',
    'votes-do-not-sum',
    'recordMeeting',
    change('recordMeeting', { groups: [{ role: '村民代表', count: 24 }] }),
  ),
  inChain('relatives leave the meeting', 'relatives-not-recused', 'recordMeeting', {
    ...related(PEOPLE.secretary),
    ...change('recordMeeting', { participants: sample.recordVerification.team.slice(1) }),
  }),
  inChain(
    'the category is one of the pack for this household',
    'category-unknown',
    'recordMeeting',
    change('recordMeeting', { category: '1' }),
  ),
  inChain('a meeting has photographs', 'photo-missing', 'recordMeeting', change('recordMeeting', { photoIds: [] })),
  inChain(
    'a notice hangs at least the days of the pack',
    'notice-too-short',
    'postNotice',
    change('postNotice', { days: 4 }),
  ),
  inChain(
    'a notice begins with a photograph',
    'photo-missing',
    'postNotice',
    change('postNotice', { startPhotoId: unknown }),
  ),
  inChain('a notice does not end early', 'notice-not-ended', 'endNotice', { play: { day: 6 } }),
  inChain(
    'a notice ends with a photograph',
    'photo-missing',
    'endNotice',
    change('endNotice', { endPhotoId: unknown }),
  ),
  inChain('the last day of a notice passes whole', 'notice-not-ended', 'submitToTown', { play: { day: 7 } }),
  inChain(
    'nothing goes up while an objection is open',
    'objection-open',
    'reviewAtTown',
    changed((picture) => withObjection(picture)),
  ),
  inChain(
    'papers are complete at the town',
    'papers-incomplete',
    'reviewAtTown',
    changed((picture) => ({ ...picture, records: picture.records.filter((one) => one.step !== 'CONSENTED') })),
  ),
  inChain(
    'papers are complete at the county',
    'papers-incomplete',
    'decideAtCounty',
    changed((picture) => ({ ...picture, records: picture.records.filter((one) => one.step !== 'COMPARING') })),
  ),
  inChain(
    'a household that left is not decided on',
    'household-left',
    'decideAtCounty',
    changed((picture) => ({ ...picture, household: { ...picture.household, active: false } })),
  ),
  {
    name: 'a household on the green channel is looked at by the town',
    reason: 'spot-check-missing',
    at: (picture) => after(upTo(picture, 'reviewAtTown'), { act: 'setGreenChannel', who: PEOPLE.reviewer, day: 8 }, 70),
    good: chained('reviewAtTown'),
    bad: change('reviewAtTown', { spotCheck: '' }),
  },
  inChain('risks are ranked', 'risks-not-ranked', 'decideAtCounty', change('decideAtCounty', { risks: [] })),
  inChain('no risk twice', 'risks-not-ranked', 'decideAtCounty', change('decideAtCounty', { risks: ['5', '5'] })),
  inChain(
    'the county names a category of the pack',
    'category-unknown',
    'decideAtCounty',
    change('decideAtCounty', { category: null }),
  ),
  inChain('a late decision says why', 'late-without-reason', 'decideAtCounty', { play: { day: 15 } }),
  inChain(
    'an announcement has its photograph',
    'photo-missing',
    'announceResult',
    change('announceResult', { photoId: unknown }),
  ),
  {
    name: 'who objected is reviewed by others than the first team',
    reason: 'first-team-reviews',
    at: objected,
    good: answer,
    bad: answered({ team: [sample.recordVerification.team[0], sample.resolveObjection.team[1]] }),
  },
  {
    name: 'a review takes two persons',
    reason: 'team-too-small',
    at: objected,
    good: answer,
    bad: answered({ team: sample.resolveObjection.team.slice(1) }),
  },
  {
    name: 'a founded objection names the step at fault',
    reason: 'return-step-missing',
    at: objected,
    good: answer,
    bad: answered({ result: 'P1.O1' }),
  },
  {
    name: 'an unknown objection is not answered',
    reason: 'objection-unknown',
    at: objected,
    good: answer,
    bad: answered({ objectionId: PHOTO_ID }),
  },
  {
    name: 'a step is returned at most twice',
    reason: 'return-too-often',
    at: before('reviewAtTown'),
    good: { act: 'returnForCorrection', who: PEOPLE.reviewer, day: 8 },
    bad: changed({ returns: { EVALUATED: 2 } }),
  },
  {
    name: 'nothing is returned to a step that was not reached',
    reason: 'return-step-not-reached',
    at: before('postNotice'),
    good: { act: 'returnForCorrection', who: PEOPLE.reviewer, day: 8 },
    bad: change('returnForCorrection', { step: 'PUBLICISED' }),
  },
  {
    name: 'what lies with the county is returned by the county',
    reason: 'role-not-permitted',
    at: before('decideAtCounty'),
    good: { act: 'returnForCorrection', who: PEOPLE.approver, day: 8 },
    bad: { play: { who: PEOPLE.reviewer } },
  },
  {
    name: 'pauses add at most thirty days',
    reason: 'pause-too-long',
    at: before('recordConsent'),
    good: { act: 'suspendCase', who: PEOPLE.reviewer, day: 2 },
    bad: changed((picture) => ({ ...picture, clock: { ...picture.clock, pausedDays: 30 } })),
  },
  {
    name: 'a withdrawal is signed',
    reason: 'document-missing',
    at: before('recordConsent'),
    good: { act: 'withdrawCase', who: PEOPLE.cadre, day: 2 },
    bad: change('withdrawCase', { documentId: unknown }),
  },
  {
    name: 'a disagreement says what to repair',
    reason: 'faults-missing',
    at: (picture) => visited(picture, 'P1.V2'),
    good: {
      act: 'confirmVerification',
      who: PEOPLE.reviewer,
      day: 2,
      change: { agree: false, faults: ['照片不清'] } as Play['change'] & object,
    },
    bad: { play: { change: { agree: false, faults: null } as Play['change'] & object } },
  },
  {
    name: 'a visit is sent back at most twice',
    reason: 'return-too-often',
    at: (picture) => visited(picture, 'P1.V2'),
    good: {
      act: 'confirmVerification',
      who: PEOPLE.reviewer,
      day: 2,
      change: { agree: false, faults: ['照片不清'] } as Play['change'] & object,
    },
    bad: changed({ returns: { VERIFYING: 2 } }),
  },
  {
    name: 'a founded objection returns at most twice',
    reason: 'return-too-often',
    at: objected,
    good: {
      ...answer,
      change: { objectionId: unknown, result: 'P1.O1', returnTo: 'EVALUATED' } as Play['change'] & object,
    },
    bad: changed((picture) => ({ ...picture, returns: { EVALUATED: 2 } })),
  },
  inChain(
    'a notice that was not ended is not reviewed',
    'notice-not-ended',
    'reviewAtTown',
    changed((picture) => notEnded(picture)),
  ),
  inChain(
    'a notice that was not ended is not decided on',
    'notice-not-ended',
    'decideAtCounty',
    changed((picture) => notEnded(picture)),
  ),
  inChain(
    'a household that left is not registered',
    'household-left',
    'registerCase',
    changed((picture) => ({ ...picture, household: { ...picture.household, active: false } })),
  ),
  inChain(
    'a household that left is not reviewed',
    'household-left',
    'reviewAtTown',
    changed((picture) => ({ ...picture, household: { ...picture.household, active: false } })),
  ),
  inChain(
    'who claims is in the team',
    'actor-not-in-team',
    'claimVerification',
    change('claimVerification', { team: sample.claimVerification.team.slice(1) }),
  ),
  inChain('no relative claims', 'relatives-not-recused', 'claimVerification', related(PEOPLE.secretary)),
  inChain(
    'no vote before every finding is judged',
    'finding-not-judged',
    'recordMeeting',
    changed((picture) => unjudged(picture)),
  ),
  inChain(
    'papers are complete before the town',
    'papers-incomplete',
    'submitToTown',
    changed((picture) => ({ ...picture, records: picture.records.filter((one) => one.step !== 'CONSENTED') })),
  ),
  {
    name: 'no relative reviews an objection',
    reason: 'relatives-not-recused',
    at: objected,
    good: answer,
    bad: related({ accountId: anOfficer('TOWN_TEAM', 21).accountId, name: anOfficer('TOWN_TEAM', 21).name }),
  },
  {
    name: 'only the department named closes a follow-up',
    reason: 'department-not-asked',
    at: (picture) =>
      playAll(picture, [
        chained('claimVerification'),
        {
          ...chained('recordVerification'),
          change: { conclusion: 'P1.V4', departmentCode: 'YB' } as Play['change'] & object,
        },
        { act: 'confirmVerification', who: PEOPLE.reviewer, day: 2 },
      ]),
    good: { act: 'closeFollowUp', who: anOfficer('COUNTY_DEPT', 30, 'YB'), day: 3 },
    bad: { play: { who: anOfficer('COUNTY_DEPT', 31, 'MZ') } },
  },
  {
    name: 'a department answers only its own',
    reason: 'department-not-asked',
    at: (picture) => openRequest(picture),
    good: { act: 'answerComparison', who: PEOPLE.department, day: 2 },
    bad: { play: { who: anOfficer('COUNTY_DEPT', 31, 'MZ') } },
  },
  {
    name: 'a receipt is answered once',
    reason: 'finding-answered-before',
    at: (picture) => openRequest(picture),
    good: { act: 'answerComparison', who: PEOPLE.department, day: 2 },
    bad: { picture: () => upTo(begin(), 'judgeFinding') },
  },
  {
    name: 'nothing is judged before it is answered',
    reason: 'finding-not-answered',
    at: before('judgeFinding'),
    good: chained('judgeFinding'),
    bad: { picture: (picture) => openRequest({ ...picture, ...begin() }) },
  },
  {
    name: 'who answered does not judge',
    reason: 'answerer-is-judge',
    at: before('judgeFinding'),
    good: chained('judgeFinding'),
    bad: { picture: (picture) => answeredBy(picture, PEOPLE.judge.accountId) },
  },
];

function visited(picture: CasePicture, conclusion: string): CasePicture {
  return playAll(picture, [
    chained('claimVerification'),
    { ...chained('recordVerification'), change: { conclusion } as Play['change'] & object },
  ]);
}
function notEnded(picture: CasePicture): CasePicture {
  return {
    ...picture,
    records: picture.records.map((one) =>
      one.step === 'PUBLICISED' ? { ...one, data: { ...one.data, endedOn: null } } : one,
    ),
  };
}
function unjudged(picture: CasePicture): CasePicture {
  const open = (one: CasePicture['records'][number]) =>
    one.step === 'COMPARING' ? { ...one, data: { ...one.data, findings: [aFinding()] } } : one;
  return { ...picture, records: picture.records.map(open) };
}
function withObjection(picture: CasePicture): CasePicture {
  return {
    ...picture,
    records: picture.records.map((one) =>
      one.step === 'PUBLICISED'
        ? { ...one, data: { ...one.data, objections: [{ id: unknown, receivedOn: '2026-11-14', result: null }] } }
        : one,
    ),
  };
}
function openRequest(picture: CasePicture): CasePicture {
  const waiting = aFinding({ found: null, receipt: '', dataDate: null, exclusionItem: null });
  return after(upTo(picture, 'sendComparison'), { ...chained('sendComparison'), given: { findings: [waiting] } }, 60);
}
function answeredBy(picture: CasePicture, accountId: string): CasePicture {
  return {
    ...picture,
    records: picture.records.map((one) =>
      one.step === 'COMPARING'
        ? {
            ...one,
            data: {
              ...one.data,
              findings: one.data.findings.map((finding) => ({ ...finding, answeredBy: accountId })),
            },
          }
        : one,
    ),
  };
}

describe('every guard, with its twin', () => {
  it.each(TWINS)('$name', ({ at, good, bad, reason }) => {
    const picture = at(begin());
    const passes = attempt(picture, good, 100);
    expect(passes.ok ? 'ok' : `${passes.reason}: ${passes.text}`).toBe('ok');
    const refused = attempt(bad.picture?.(picture) ?? picture, { ...good, ...bad.play } as Play, 101);
    expect(refused.ok ? 'ok' : refused.reason).toBe(reason);
    expect(refused.ok ? '' : refused.text).toMatch(/[一-龥]/);
  });
});

describe('every guard is needed', () => {
  const acts = Object.keys(RULES) as ActCode[];
  it.each(acts.flatMap((act) => RULES[act].guards.map((_, index) => ({ act, index }))))(
    '$act, guard $index: taken out, a twin notices',
    ({ act, index }) => {
      const rule = RULES[act] as { guards: readonly unknown[] };
      const whole = rule.guards;
      const survivors = TWINS.filter((twin) => twin.good.act === act).map((twin) => {
        const picture = twin.at(begin());
        rule.guards = whole.filter((_, at) => at !== index);
        const refused = attempt(
          twin.bad.picture?.(picture) ?? picture,
          { ...twin.good, ...twin.bad.play } as Play,
          101,
        );
        rule.guards = whole;
        return refused.ok || refused.reason !== twin.reason;
      });
      expect(survivors).toContain(true);
    },
  );
});
