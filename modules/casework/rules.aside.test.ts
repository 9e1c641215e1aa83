import { describe, expect, it } from 'vitest';
import type { PolicyPack } from '../policy/contract.ts';
import { numberParameter, ratioParameter } from '../policy/rules.ts';
import type { StepCode } from './contract.ts';
import { PEOPLE, paperIds } from './fixtures.ts';
import { type CasePicture, live } from './picture.ts';
import { limitDays, limitOf } from './procedure.ts';
import { meetingResult } from './rules.guards.ts';
import { after, attempt, chained, type Play, upTo } from './scenario.ts';
import { begin } from './twins.fixture.ts';

const { pack } = begin();

describe('the quorum', () => {
  const third = { parts: 2, of: 3 };
  const votes = (present: number, expected: number, left = 0) => ({
    groups: [{ role: '村民代表', count: present }],
    expected,
    recused: Array.from({ length: left }, (_, index) => `回避${index}`),
    votesFor: present - left,
    votesAgainst: 0,
    abstentions: 0,
  });
  it.each([
    [20, 30, 0, 'P1.M1'],
    [2, 3, 0, 'P1.M1'],
    [19, 30, 0, 'P1.M3'],
    [24, 36, 0, 'P1.M1'],
    [23, 36, 0, 'P1.M3'],
    [20, 30, 1, 'P1.M3'],
    [21, 30, 1, 'P1.M1'],
    [1, 1, 1, 'P1.M3'],
  ] as const)('%s of %s, %s of them left: %s', (present, expected, left, result) => {
    expect(meetingResult(votes(present, expected, left), third)).toBe(result);
  });
  it.each([
    ['2/3', { parts: 2, of: 3 }],
    [0.67, { parts: 67, of: 100 }],
    [0.5, { parts: 5, of: 10 }],
    [1, { parts: 1, of: 1 }],
  ])('%s of the pack is exact', (value, ratio) => {
    const parameters = { q: { label: '到会比例', value, unit: 'ratio' as const, standing: 'default' as const } };
    expect(ratioParameter({ pack: 'x', parameters }, 'q')).toEqual(ratio);
    expect(numberParameter({ pack: 'x', parameters }, 'q')).toBeCloseTo(ratio.parts / ratio.of);
  });
});

describe('a consent that is taken back', () => {
  const taken: Play = { act: 'revokeConsent', who: PEOPLE.cadre, day: 2 };
  const another = { documentIds: [paperIds().leave] } as Play['change'] & object;

  it.each(['sendComparison', 'judgeFinding'] as const)('before %s leads back to signing anew', (act) => {
    const stopped = after(upTo(begin(), act), taken, 60);
    expect(stopped.snapshot.state).toBe('STARTED');
    expect([live(stopped, 'CONSENTED'), live(stopped, 'COMPARING')]).toEqual([undefined, undefined]);
    expect(attempt(stopped, chained('sendComparison'), 61)).toMatchObject({ reason: 'act-out-of-turn' });
    expect(attempt(stopped, { act: 'answerComparison', who: PEOPLE.department, day: 2 }, 62)).toMatchObject({
      reason: 'act-out-of-turn',
    });
    const signed = after(stopped, { ...chained('recordConsent'), day: 2, change: another }, 63);
    expect(signed.snapshot.state).toBe('CONSENTED');
    expect(after(signed, chained('sendComparison'), 64).snapshot.state).toBe('COMPARING');
  });

  it('after the comparison was closed leaves what was decided, and is possible once', () => {
    const on = after(upTo(begin(), 'recordMeeting'), taken, 60);
    expect(on.snapshot.state).toBe('COMPARED');
    expect(after(on, chained('recordMeeting'), 61).snapshot.state).toBe('EVALUATED');
    expect(attempt(on, { ...taken, change: another as never }, 62)).toMatchObject({ reason: 'consent-not-found' });
    const ended = after(upTo(begin(), null), { ...taken, day: 12 }, 63);
    expect(ended.snapshot.state).toBe('REGISTERED');
  });

  it('before a case is returned to the comparison is signed anew then', () => {
    const on = after(upTo(begin(), 'reviewAtTown'), { ...taken, day: 8 }, 60);
    const returned = after(
      on,
      {
        act: 'returnForCorrection',
        who: PEOPLE.reviewer,
        day: 8,
        change: { step: 'COMPARING' } as Play['change'] & object,
      },
      61,
    );
    expect(attempt(returned, { ...chained('sendComparison'), day: 8 }, 62)).toMatchObject({
      reason: 'consent-not-live',
    });
    const signed = after(returned, { ...chained('recordConsent'), day: 8, change: another }, 63);
    expect(after(signed, { ...chained('sendComparison'), day: 8 }, 64).snapshot.state).toBe('COMPARING');
  });

  it('of a paused or returned case is asked for again when it goes on', () => {
    const paused = after(upTo(begin(), 'judgeFinding'), { act: 'suspendCase', who: PEOPLE.reviewer, day: 2 }, 60);
    const resumed = after(after(paused, taken, 61), { act: 'resumeCase', who: PEOPLE.reviewer, day: 3 }, 62);
    expect(resumed.snapshot.state).toBe('STARTED');
    const returned = after(
      upTo(begin(), 'reviewAtTown'),
      {
        act: 'returnForCorrection',
        who: PEOPLE.reviewer,
        day: 8,
        change: { step: 'COMPARING' } as Play['change'] & object,
      },
      63,
    );
    const again = after(returned, { ...taken, day: 8 }, 64);
    expect(after(again, { ...chained('recordConsent'), day: 8, change: another }, 65).snapshot.state).toBe('CONSENTED');
  });
});

describe('recusal', () => {
  const team = PEOPLE.team;
  const say = (who: Play['who'], of: { accountId: string | null; name: string }): Play => ({
    act: 'declareRecusal',
    who,
    day: 1,
    change: { ...of, relation: '弟' } as Play['change'] & object,
  });
  const settle = (act: 'confirmRecusal' | 'withdrawRecusal', who: Play['who']): Play => ({
    act,
    who,
    day: 1,
    change: { recusalId: 'record-90' } as Play['change'] & object,
  });
  const handed = () => upTo(begin(), 'claimVerification');
  const acts = (picture: CasePicture, who: Play['who']) =>
    attempt(picture, { ...chained('claimVerification'), who }, 99);

  it('of oneself holds at once, and one does not lift it oneself', () => {
    const own = after(handed(), say(PEOPLE.cadre, PEOPLE.cadre), 90);
    expect(acts(own, PEOPLE.cadre)).toMatchObject({ reason: 'recused' });
    expect(attempt(own, settle('withdrawRecusal', PEOPLE.cadre), 91)).toMatchObject({ reason: 'recused' });
    const lifted = after(own, settle('withdrawRecusal', PEOPLE.reviewer), 92);
    expect(acts(lifted, PEOPLE.cadre)).toMatchObject({ ok: true });
  });

  it('of another keeps nobody away until that person or an approver confirms it', () => {
    const said = after(handed(), say(PEOPLE.cadre, PEOPLE.window), 90);
    expect(acts(said, PEOPLE.window)).toMatchObject({ ok: true });
    for (const who of [PEOPLE.window, PEOPLE.reviewer])
      expect(acts(after(said, settle('confirmRecusal', who), 91), PEOPLE.window)).toMatchObject({ reason: 'recused' });
  });

  it('by name keeps away whoever bears it, and he does not lift it', () => {
    const said = after(handed(), say(PEOPLE.cadre, { accountId: null, name: PEOPLE.reviewer.name }), 90);
    expect(attempt(said, settle('withdrawRecusal', PEOPLE.judge), 91)).toMatchObject({ reason: 'recusal-of-another' });
    const held = after(said, settle('confirmRecusal', PEOPLE.approver), 92);
    const green: Play = { act: 'setGreenChannel', who: PEOPLE.reviewer, day: 1 };
    expect(attempt(held, green, 93)).toMatchObject({ reason: 'recused' });
    expect(attempt(said, green, 94)).toMatchObject({ ok: true });
  });

  it('finds a namesake of a member only when an approver has looked', () => {
    const named = handed();
    const picture = { ...named, household: { ...named.household, memberNames: [PEOPLE.window.name] } };
    expect(acts(picture, PEOPLE.window)).toMatchObject({ reason: 'relatives-not-recused' });
    const said = after(picture, say(PEOPLE.cadre, PEOPLE.window), 90);
    expect(acts(after(said, settle('withdrawRecusal', PEOPLE.cadre), 91), PEOPLE.window)).toMatchObject({
      reason: 'relatives-not-recused',
    });
    expect(acts(after(said, settle('withdrawRecusal', PEOPLE.reviewer), 91), PEOPLE.window)).toMatchObject({
      ok: true,
    });
    expect(team.name).not.toBe(PEOPLE.window.name);
  });
});

describe('the limit of a step', () => {
  it('is the one that the pack names for it', () => {
    for (const [step, { limit }] of Object.entries(pack.steps))
      if (limit) expect([step, limitDays(pack, step as StepCode)]).toEqual([step, limitOf(pack, limit)]);
    const other = {
      ...pack,
      steps: { ...pack.steps, TOWN_REVIEW: { ...pack.steps.TOWN_REVIEW, limit: 'comparison.days' } },
    };
    expect(limitDays(other as PolicyPack, 'TOWN_REVIEW')).toBe(5);
    expect(limitDays(pack, 'FOLLOW_UP')).toBe(15);
  });
});
