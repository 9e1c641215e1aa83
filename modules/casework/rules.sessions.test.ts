import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyPack } from '../policy/contract.ts';
import { loadPack } from '../policy/load.ts';
import { aCase, aGiven, inputs, PEOPLE } from './fixtures.ts';
import type { CasePicture } from './picture.ts';
import { RULES } from './rules.acts.ts';
import { votesSum } from './rules.guards.ts';
import { type CaseProblem, faultsOf, problemsOf } from './rules.sessions.ts';
import { decide } from './rules.ts';
import { upTo } from './scenario.ts';

let pack: PolicyPack;
let waiting: CasePicture;
beforeAll(async () => {
  const loaded = await loadPack(fileURLToPath(new URL('../../policies/', import.meta.url)), 'guangdong-2021');
  if (!loaded.pack) throw new Error('the pack does not load');
  pack = loaded.pack;
  waiting = upTo(aCase(pack, '2026-11-10'), 'recordMeeting');
});

const TODAY = '2026-11-12';
const meeting = (change: object = {}) => ({
  act: 'recordMeeting' as const,
  input: { ...inputs({ today: TODAY }).recordMeeting, ...change },
  who: PEOPLE.cadre,
  today: TODAY,
  given: aGiven(99),
});
const paths = (change: object) =>
  problemsOf(waiting, meeting(change)).flatMap((one) => one.fields.map(({ path }) => path));

describe('everything that speaks against an act', () => {
  it('is nothing exactly when the act may be done', () => {
    for (let votesFor = 26; votesFor <= 31; votesFor++) {
      const wanted = meeting({ votesFor });
      expect(problemsOf(waiting, wanted).length === 0).toBe(decide(waiting, wanted).ok);
    }
    expect(problemsOf(waiting, meeting())).toEqual([]);
  });

  it('names all fields at once, not only the first', () => {
    expect(paths({ votesFor: 1, category: 'x', photoIds: [] })).toEqual(['votesFor', 'category', 'photoIds']);
  });

  it('is only the person or the turn when these are wrong', () => {
    const stranger = { ...meeting({ votesFor: 1 }), who: PEOPLE.clerk };
    expect(problemsOf(waiting, stranger).map((one) => one.reason)).toEqual(['role-not-permitted']);
    const held = upTo(aCase(pack, '2026-11-10'), 'postNotice');
    expect(problemsOf(held, meeting({ votesFor: 1 })).map((one) => one.reason)).toEqual(['act-out-of-turn']);
  });

  it('misses the votes when their guard is left out: the test above would turn red', () => {
    const guards = RULES.recordMeeting.guards;
    try {
      RULES.recordMeeting.guards = guards.filter((guard) => guard !== votesSum);
      expect(paths({ votesFor: 1 })).toEqual([]);
    } finally {
      RULES.recordMeeting.guards = guards;
    }
    expect(paths({ votesFor: 1 })).toEqual(['votesFor']);
  });
});

describe('where a problem stands in the form', () => {
  const at = (place: number, path: string | null, message = '请改'): CaseProblem => ({
    place,
    code: 'x',
    message,
    path,
  });
  const found = (problems: CaseProblem[], cases: number) =>
    faultsOf(problems, { cases, common: ['heldAt', 'chair'] }).map(({ path }) => path);

  it('once at the common field when it is the same for all', () => {
    expect(found([at(0, 'heldAt'), at(1, 'heldAt'), at(2, 'heldAt')], 3)).toEqual(['heldAt']);
  });

  it('at the row when it concerns some, or a field of the row', () => {
    expect(found([at(1, 'chair')], 3)).toEqual(['cases.1.chair']);
    expect(found([at(0, 'votesFor'), at(1, 'votesFor')], 2)).toEqual(['cases.0.votesFor', 'cases.1.votesFor']);
    expect(found([at(2, null)], 3)).toEqual(['cases.2']);
  });

  it('apart when the words differ', () => {
    expect(found([at(0, 'chair', '甲'), at(1, 'chair', '乙')], 2)).toEqual(['cases.0.chair', 'cases.1.chair']);
  });
});
