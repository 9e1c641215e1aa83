import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyPack } from '../policy/contract.ts';
import { loadPack } from '../policy/load.ts';
import { readClock } from './clock.ts';
import { aCase, inputs, PEOPLE } from './fixtures.ts';
import { all, type CasePicture, live, openObjections, teamOf } from './picture.ts';
import { limitDays } from './procedure.ts';
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

const objected = (picture: CasePicture) =>
  after(
    upTo(picture, 'endNotice'),
    { act: 'raiseObjection', who: PEOPLE.clerk, day: 4, given: { newId: unknown } },
    80,
  );

const another = '01900000-0000-7000-8000-00000000beef';
const raised: Play = { act: 'raiseObjection', who: PEOPLE.clerk, day: 4, given: { newId: unknown } };
const founded = (returnTo: string) => ({
  change: { objectionId: unknown, result: 'P1.O1', returnTo } as unknown as Play['change'] & object,
});

const answer: Play = {
  act: 'resolveObjection',
  who: PEOPLE.reviewer,
  day: 5,
  change: { objectionId: unknown } as Play['change'] & object,
};

/** By another officer of the town than the one who reviewed the case. */
const otherAnswer: Play = { ...answer, who: PEOPLE.reviewer2 };

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

describe('the way of a case', () => {
  it('goes from the dispatch to the register within fifteen days', () => {
    const states = CHAIN.map((_, index) => playAll(begin(), CHAIN.slice(0, index + 1)).snapshot.state);
    expect(states).toEqual([
      'DISPATCHED',
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
      chained('dispatchVerification'),
      chained('claimVerification'),
      { ...chained('recordVerification'), change: { conclusion, departmentCode: 'YB' } as Play['change'] & object },
    ]);
    expect(visited.snapshot.state).toBe('VERIFIED');
    expect(after(visited, { act: 'confirmVerification', who: PEOPLE.reviewer, day: 2 }, 9).snapshot.state).toBe(state);
  });

  it('the town has two days to hand a sheet out, the team one day to take it, and the chain counts from the clue', () => {
    const handed = upTo(begin(), 'claimVerification');
    expect(handed.clock).toMatchObject({
      startedOn: '2026-11-10',
      stepStartedOn: '2026-11-10',
      stepDueOn: '2026-11-11',
    });
    const day = readClock(handed.clock, '2026-11-12', { maxDays: 15, pauseMaxDays: 30 });
    expect(day).toMatchObject({ day: 3, stepDaysLeft: -1, overdue: true });
    expect(limitDays(handed.pack, 'RECEIVED')).toBe(2);
    expect(limitDays(handed.pack, 'DISPATCHED')).toBe(1);
    const bare = {
      ...handed.pack,
      steps: {},
      parameters: { 'clue.acceptDays': handed.pack.parameters['clue.acceptDays'] },
    };
    expect(limitDays(bare as typeof handed.pack, 'DISPATCHED')).toBe(1);
  });

  it('the town names another team while nobody has taken the sheet; then only that team takes it, and the day is not given anew', () => {
    const handed = upTo(begin(), 'claimVerification');
    const team = [PEOPLE.judge, PEOPLE.cadre].map(({ accountId, name }) => ({ accountId, name, unit: '测试单位' }));
    const changed = { change: { team } as Play['change'] & object };
    const again = after(handed, { ...chained('dispatchVerification'), day: 1, ...changed }, 20);
    expect(again.snapshot.state).toBe('DISPATCHED');
    expect(all(again, 'DISPATCHED').map(({ superseded }) => superseded)).toEqual([true, false]);
    expect(teamOf(again).map((one) => one.name)).toEqual([PEOPLE.judge.name, PEOPLE.cadre.name]);
    expect(again.clock.stepDueOn).toBe(handed.clock.stepDueOn);
    expect(attempt(again, chained('claimVerification'), 21)).toMatchObject({ reason: 'claimant-not-named' });
    const taken = after(again, { ...chained('claimVerification'), who: PEOPLE.judge, ...changed }, 22);
    expect(taken.snapshot.state).toBe('VERIFYING');
    expect(attempt(taken, { ...chained('dispatchVerification'), day: 1 }, 23)).toMatchObject({
      reason: 'act-out-of-turn',
    });
  });

  it('a received case can be paused and taken back', () => {
    const paused = after(begin(), { act: 'suspendCase', who: PEOPLE.reviewer, day: 1 }, 20);
    expect(after(paused, { act: 'resumeCase', who: PEOPLE.reviewer, day: 3 }, 21).snapshot.state).toBe('RECEIVED');
    expect(after(begin(), { act: 'withdrawCase', who: PEOPLE.cadre, day: 1 }, 22).snapshot.state).toBe('WITHDRAWN');
  });

  it('a meeting without quorum is void and is held again', () => {
    const held = {
      ...chained('recordMeeting'),
      change: {
        groups: [{ role: '村民代表', count: 23 }],
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

  it.each([
    ['reviewAtTown', 'TOWN_REVIEW'],
    ['decideAtCounty', 'COUNTY_REVIEW'],
    ['announceResult', 'APPROVED'],
    ['registerCase', 'ANNOUNCED'],
  ] as const)('before %s an objection is still heard, and unfounded the case goes back to %s', (act, state) => {
    const against = after(upTo(begin(), act), { ...raised, day: 12 }, 80);
    expect(against.snapshot).toMatchObject({ state: 'OBJECTED', context: { openObjections: 1, objectedFrom: state } });
    expect(attempt(against, { ...chained(act), day: 12 }, 81)).toMatchObject({ reason: 'act-out-of-turn' });
    expect(after(against, { ...otherAnswer, day: 13 }, 82).snapshot).toMatchObject({
      state,
      context: { openObjections: 0, objectedFrom: null },
    });
    const back = after(against, { ...otherAnswer, day: 13, ...founded('EVALUATED') }, 83);
    expect(back.snapshot).toMatchObject({ state: 'RETURNED', context: { returnTo: 'EVALUATED', openObjections: 0 } });
    expect(live(back, 'COUNTY_REVIEW')).toBeUndefined();
    expect(live(back, 'ANNOUNCED')).toBeUndefined();
  });

  it.each([
    ['founded first', 'P1.O1', 'P1.O2', 'EVALUATED'],
    ['founded last', 'P1.O2', 'P1.O1', 'EVALUATED'],
    ['both founded', 'P1.O1', 'P1.O1', 'VERIFYING'],
    ['neither founded', 'P1.O2', 'P1.O2', null],
  ] as const)('of two objections each is answered before the case goes on: %s', (_, first, second, returnTo) => {
    const two = after(objected(begin()), { ...raised, given: { newId: another } }, 84);
    expect(two.snapshot.context.openObjections).toBe(2);
    const verdict = (id: string, result: string, step: string) =>
      ({ objectionId: id, result, returnTo: result === 'P1.O1' ? step : null }) as unknown as Play['change'] & object;
    const once = after(two, { ...answer, change: verdict(unknown, first, 'EVALUATED') }, 85);
    expect(once.snapshot).toMatchObject({ state: 'OBJECTED', context: { openObjections: 1 } });
    expect(attempt(once, { ...answer, change: verdict(unknown, second, 'EVALUATED') }, 86)).toMatchObject({
      reason: 'objection-unknown',
    });
    const step = first === 'P1.O1' && second === 'P1.O1' ? 'VERIFYING' : 'EVALUATED';
    const both = after(once, { ...answer, change: verdict(another, second, step) }, 87);
    expect(openObjections(both)).toEqual([]);
    expect(both.snapshot).toMatchObject(
      returnTo === null
        ? { state: 'PUBLICISED', context: { openObjections: 0 } }
        : { state: 'RETURNED', context: { openObjections: 0, returnTo } },
    );
  });

  it('after the county agreed nobody withdraws, also while an objection is open', () => {
    const against = after(upTo(begin(), 'announceResult'), { ...raised, day: 12 }, 80);
    expect(attempt(against, { act: 'withdrawCase', who: PEOPLE.cadre, day: 12 }, 81)).toMatchObject({
      reason: 'act-out-of-turn',
    });
  });
});
