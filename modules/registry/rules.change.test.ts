import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChangeFigures, type Deed, readChronicle } from './change.oracle.fixture.ts';
import type { ChangeLevel } from './contract.ts';
import { type ChangeAct, type ChangeStanding, changeParameters, judgeChange } from './rules.ts';

const RUNS = 1_000;
const ROLES = ['VILLAGE_CADRE', 'VILLAGE_CLERK', 'TOWN_REVIEWER', 'TOWN_WINDOW', 'COUNTY_LEAD', 'COUNTY_APPROVER'];
const PEOPLE = ['a', 'b', 'c', 'd'];
const ACTS: ChangeAct[] = ['revise', 'withdraw', 'return', 'reject', 'approve', 'apply'];

/** Few people, each in any post at any time, so that self-approval would be easy if it were possible. */
const step = fc.record({
  act: fc.constantFrom<ChangeAct | 'submit'>(
    'submit',
    ...ACTS,
    'return',
    'return',
    'return',
    'revise',
    'revise',
    'revise',
  ),
  request: fc.nat({ max: 2 }),
  account: fc.constantFrom(...PEOPLE),
  role: fc.constantFrom(...ROLES, 'TOWN_REVIEWER', 'COUNTY_APPROVER'),
  level: fc.constantFrom<ChangeLevel>('town', 'county'),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a judge makes of one act: the deed and the standing after it, or nothing. */
function deedOf(
  standing: ChangeStanding | undefined,
  { act, request, account, role, level }: Step,
  judge: typeof judgeChange,
) {
  if (act === 'submit') {
    if (standing) return null;
    const begun: ChangeStanding = { state: 'SUBMITTED', proposedBy: account, level, returns: 0 };
    return { after: begun, deed: { request, act, account, role, level, from: null, to: 'SUBMITTED' } };
  }
  const verdict = standing && judge(standing, { act, who: { accountId: account, role }, returnMax: 2 });
  if (!verdict || 'refused' in verdict) return null;
  const after = {
    ...standing,
    state: verdict.to,
    returns: standing.returns + (act === 'return' ? 1 : 0),
    proposedBy: act === 'revise' ? account : standing.proposedBy,
  };
  return { after, deed: { request, act, account, role, level: standing.level, from: standing.state, to: verdict.to } };
}

/** Plays a sequence against a judge; only what the judge lets through enters the chronicle. */
function play(steps: readonly Step[], judge: typeof judgeChange): Deed[] {
  const standings = new Map<number, ChangeStanding>();
  const deeds: Deed[] = [];
  for (const one of steps) {
    const done = deedOf(standings.get(one.request), one, judge);
    if (!done) continue;
    standings.set(one.request, done.after);
    deeds.push(done.deed);
  }
  return deeds;
}

function prove(judge: typeof judgeChange): ChangeFigures {
  const sum: ChangeFigures = {
    accepted: 0,
    selfApprovals: 0,
    strangers: 0,
    illegalMoves: 0,
    townForCounty: 0,
    tooManyReturns: 0,
  };
  for (const steps of fc.sample(fc.array(step, { minLength: 40, maxLength: 90 }), { numRuns: RUNS, seed: 20_261_122 }))
    for (const [name, value] of Object.entries(readChronicle(play(steps, judge))))
      sum[name as keyof ChangeFigures] += value;
  return sum;
}

describe('judgeChange', () => {
  it(`lets nobody decide his own request and draws no move of its own, in ${RUNS} random sequences`, () => {
    const figures = prove(judgeChange);
    expect(figures).toMatchObject({
      selfApprovals: 0,
      strangers: 0,
      illegalMoves: 0,
      townForCounty: 0,
      tooManyReturns: 0,
    });
    expect(figures.accepted).toBeGreaterThan(RUNS * 5);
  });

  const STRANGER = 'nobody';
  it.each<[string, keyof ChangeFigures, typeof judgeChange]>([
    [
      'whoever decides passes for a stranger',
      'selfApprovals',
      (standing, wanted) =>
        ['approve', 'return', 'reject'].includes(wanted.act)
          ? judgeChange(standing, { ...wanted, who: { ...wanted.who, accountId: STRANGER } })
          : judgeChange(standing, wanted),
    ],
    [
      'somebody else repairs, and then his own repair is decided by the first',
      'strangers',
      (standing, wanted) =>
        wanted.act === 'revise'
          ? judgeChange(standing, { ...wanted, who: { ...wanted.who, accountId: standing.proposedBy } })
          : judgeChange(standing, wanted),
    ],
    [
      'what was refused may be agreed to later',
      'illegalMoves',
      (standing, wanted) =>
        judgeChange(standing.state === 'REJECTED' ? { ...standing, state: 'SUBMITTED' } : standing, wanted),
    ],
    [
      'the town decides what is the county’s',
      'townForCounty',
      (standing, wanted) => judgeChange({ ...standing, level: 'town' }, wanted),
    ],
    [
      'returns are not counted',
      'tooManyReturns',
      (standing, wanted) => judgeChange({ ...standing, returns: 0 }, wanted),
    ],
  ])('would be found out when %s', (_, figure, judge) => {
    expect(prove(judge)[figure]).toBeGreaterThan(0);
  });
});

describe('changeParameters', () => {
  it('reads the periods of the pack, with those of P7 where it says nothing', () => {
    expect(changeParameters({})).toEqual({ days: 3, deathGraceDays: 30, returnMax: 2 });
    expect(
      changeParameters({
        'changeRequest.days': { value: 5 },
        'change.deathGraceDays': { value: 10 },
        'return.maxTimes': { value: 1 },
      }),
    ).toEqual({ days: 5, deathGraceDays: 10, returnMax: 1 });
  });
});
