import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyPack } from '../policy/contract.ts';
import { loadPack } from '../policy/load.ts';
import type { ActCode } from './contract.ts';
import { aCase, aFinding, anOfficer, inputs, MEMBER_IDS, PEOPLE, PHOTO_ID } from './fixtures.ts';
import { type CasePicture, live } from './picture.ts';
import { after, attempt, CHAIN, chained, type Play, playAll, upTo } from './scenario.ts';

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

describe('maker-checker, by any path', () => {
  const checks: readonly [ActCode, string][] = [
    ['reviewAtTown', 'TOWN_REVIEWER'],
    ['decideAtCounty', 'COUNTY_APPROVER'],
  ];
  const makers = ['window', 'secretary', 'cadre', 'clerk', 'judge'] as const;
  it.each(checks.flatMap(([act, role]) => makers.map((maker) => ({ act, role, maker }))))(
    '$maker, now $role, does not do $act',
    ({ act, role, maker }) => {
      const picture = upTo(begin(), act);
      expect(attempt(picture, { ...chained(act), who: { ...PEOPLE[maker], role } }, 100)).toMatchObject({
        ok: false,
        reason: 'maker-is-checker',
      });
    },
  );

  it('who reviewed at the town does not decide at the county, in whatever post', () => {
    const picture = upTo(begin(), 'decideAtCounty');
    expect(
      attempt(picture, { ...chained('decideAtCounty'), who: { ...PEOPLE.reviewer, role: 'COUNTY_APPROVER' } }, 100),
    ).toMatchObject({ ok: false, reason: 'maker-is-checker' });
  });

  it('a first round that was returned still counts', () => {
    const first = upTo(begin(), 'reviewAtTown');
    const returned = after(
      first,
      {
        act: 'returnForCorrection',
        who: PEOPLE.reviewer,
        day: 8,
        change: { step: 'VERIFYING' } as Play['change'] & object,
      },
      100,
    );
    const others = anOfficer('VILLAGE_CADRE', 55);
    const team = [others, anOfficer('TOWN_TEAM', 56)].map((one) => ({
      accountId: one.accountId,
      name: one.name,
      unit: '村',
    }));
    const again = after(
      returned,
      { act: 'recordVerification', who: others, day: 9, change: { team } as Play['change'] & object },
      101,
    );
    expect(again.snapshot.state).toBe('PUBLICISED');
    const sent = after(again, { ...chained('submitToTown'), day: 9 }, 102);
    expect(
      attempt(sent, { ...chained('reviewAtTown'), day: 9, who: { ...PEOPLE.window, role: 'TOWN_REVIEWER' } }, 103),
    ).toMatchObject({ reason: 'maker-is-checker' });
    expect(attempt(sent, { ...chained('reviewAtTown'), day: 9 }, 103)).toMatchObject({ ok: true });
  });
});

describe('the way of a case', () => {
  it('goes from the claim to the register within fifteen days', () => {
    const states = CHAIN.map((_, index) => playAll(begin(), CHAIN.slice(0, index + 1)).snapshot.state);
    expect(states).toEqual([
      'VERIFYING',
      'STARTED',
      'CONSENTED',
      'COMPARING',
      'COMPARING',
      'COMPARED',
      'EVALUATED',
      'PUBLICISED',
      'PUBLICISED',
      'TOWN_REVIEW',
      'COUNTY_REVIEW',
      'APPROVED',
      'ANNOUNCED',
      'REGISTERED',
    ]);
  });

  it.each([
    ['P1.V2', 'CLOSED'],
    ['P1.V3', 'CLOSED'],
    ['P1.V5', 'CLOSED'],
    ['P1.V6', 'CLOSED'],
    ['P1.V4', 'DEPT_FOLLOWUP'],
  ] as const)('%s is confirmed by the town: %s', (conclusion, state) => {
    const visited = playAll(begin(), [
      chained('claimVerification'),
      { ...chained('recordVerification'), change: { conclusion, departmentCode: 'YB' } as Play['change'] & object },
    ]);
    expect(visited.snapshot.state).toBe('VERIFIED');
    expect(after(visited, { act: 'confirmVerification', who: PEOPLE.reviewer, day: 2 }, 9).snapshot.state).toBe(state);
  });

  it('a meeting without quorum is void and is held again', () => {
    const held = {
      ...chained('recordMeeting'),
      change: {
        groups: [{ role: '村民代表', count: 24 }],
        votesFor: 0,
        abstentions: 0,
        recused: [],
      } as Play['change'] & object,
    };
    const again = after(upTo(begin(), 'recordMeeting'), held, 20);
    expect(again.snapshot.state).toBe('COMPARED');
    expect(after(again, chained('recordMeeting'), 21).snapshot.state).toBe('EVALUATED');
  });

  it('a meeting that did not agree is looked at once by the town', () => {
    const against = {
      ...chained('recordMeeting'),
      change: { votesFor: 2, votesAgainst: 28, abstentions: 0 } as Play['change'] & object,
    };
    const refused = after(upTo(begin(), 'recordMeeting'), against, 20);
    expect(attempt(refused, chained('postNotice'), 21)).toMatchObject({ reason: 'act-out-of-turn' });
    const looked = after(
      refused,
      {
        act: 'reviewMeetingRefusal',
        who: PEOPLE.reviewer,
        day: 3,
        change: { outcome: 'repeat' } as Play['change'] & object,
      },
      22,
    );
    expect(looked.snapshot.state).toBe('COMPARED');
    const twice = after(looked, against, 23);
    expect(
      attempt(
        twice,
        {
          act: 'reviewMeetingRefusal',
          who: PEOPLE.reviewer,
          day: 3,
          change: { outcome: 'repeat' } as Play['change'] & object,
        },
        24,
      ),
    ).toMatchObject({ reason: 'act-out-of-turn' });
    expect(after(twice, { act: 'reviewMeetingRefusal', who: PEOPLE.reviewer, day: 3 }, 25).snapshot.state).toBe(
      'REJECTED',
    );
  });

  it('a finding judged true rejects nobody until a person proposes it and the county decides', () => {
    const judged = judgedTrue(begin());
    expect(judged.snapshot.state).toBe('COMPARED');
    expect(after(judged, chained('recordMeeting'), 31).snapshot.state).toBe('EVALUATED');
    const proposed = after(judged, proposal, 32);
    expect(proposed.snapshot.state).toBe('COMPARED');
    expect(after(proposed, { act: 'decideProposedRejection', who: PEOPLE.approver, day: 3 }, 33).snapshot.state).toBe(
      'REJECTED',
    );
    const kept = after(
      proposed,
      {
        act: 'decideProposedRejection',
        who: PEOPLE.approver,
        day: 3,
        change: { agree: false } as Play['change'] & object,
      },
      34,
    );
    expect(after(kept, chained('recordMeeting'), 35).snapshot.state).toBe('EVALUATED');
  });

  it('after a correction without new facts later steps are kept; with new income the meeting is held again', () => {
    const returned = after(
      upTo(begin(), 'reviewAtTown'),
      {
        act: 'returnForCorrection',
        who: PEOPLE.reviewer,
        day: 8,
        change: { step: 'VERIFYING' } as Play['change'] & object,
      },
      40,
    );
    expect(returned).toMatchObject({ snapshot: { state: 'RETURNED' }, returns: { VERIFYING: 1 } });
    expect(
      after(
        returned,
        { ...chained('recordVerification'), day: 9, change: { place: '补拍门牌' } as Play['change'] & object },
        41,
      ).snapshot,
    ).toMatchObject({ state: 'PUBLICISED', context: { noticeEnded: true } });
    const income = {
      ...sample.recordVerification.income,
      lines: sample.recordVerification.income.lines.map((line) => ({ ...line, amountFen: 9_000_000 })),
    };
    const richer = after(
      returned,
      { ...chained('recordVerification'), day: 9, change: { income } as Play['change'] & object },
      42,
    );
    expect(richer.snapshot.state).toBe('COMPARED');
    expect(
      [live(richer, 'CONSENTED'), live(richer, 'EVALUATED'), live(richer, 'PUBLICISED')].map(
        (one) => one !== undefined,
      ),
    ).toEqual([true, false, false]);
  });

  it('an objection stops the chain; unfounded it goes on, founded it goes back', () => {
    const stopped = objected(begin());
    expect(stopped).toMatchObject({
      snapshot: { state: 'OBJECTED' },
      pauseReason: 'objection',
      clock: { pausedOn: '2026-11-14', stepDueOn: '2026-11-19' },
    });
    const on = after(stopped, { ...answer, day: 6 }, 81);
    expect(on).toMatchObject({
      snapshot: { state: 'PUBLICISED' },
      clock: { pausedOn: null, pausedDays: 2, stepDueOn: '2026-11-18' },
    });
    const back = after(
      stopped,
      {
        ...answer,
        change: { objectionId: unknown, result: 'P1.O1', returnTo: 'VERIFYING' } as Play['change'] & object,
      },
      82,
    );
    expect(back.snapshot).toMatchObject({ state: 'RETURNED', context: { returnTo: 'VERIFYING', openObjections: 0 } });
  });

  it('a pause leads back to where the case stood', () => {
    const paused = after(upTo(begin(), 'recordMeeting'), { act: 'suspendCase', who: PEOPLE.reviewer, day: 3 }, 60);
    expect(attempt(paused, chained('recordMeeting'), 61)).toMatchObject({ reason: 'act-out-of-turn' });
    const resumed = after(paused, { act: 'resumeCase', who: PEOPLE.reviewer, day: 8 }, 62);
    expect(resumed).toMatchObject({ snapshot: { state: 'COMPARED' }, clock: { pausedDays: 5 } });
  });
});
