import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyPack } from '../policy/contract.ts';
import { loadPack } from '../policy/load.ts';
import type { ActCode } from './contract.ts';
import { aCase, anOfficer, PEOPLE } from './fixtures.ts';
import { judgesOf } from './rules.people.ts';
import { after, attempt, chained, type Play, upTo } from './scenario.ts';

let pack: PolicyPack;
beforeAll(async () => {
  const loaded = await loadPack(fileURLToPath(new URL('../../policies/', import.meta.url)), 'guangdong-2021');
  if (!loaded.pack) throw new Error('the pack does not load');
  pack = loaded.pack;
});
const begin = () => aCase(pack, '2026-11-10');

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

  it('whoever handed the sheet to its team reviews it, unless he went along', () => {
    const picture = upTo(begin(), 'reviewAtTown');
    expect(picture.past.some((one) => one.act === 'dispatchVerification' && one.by === PEOPLE.reviewer.accountId)).toBe(
      true,
    );
    expect(attempt(picture, chained('reviewAtTown'), 100)).toMatchObject({ ok: true });
    const team = [PEOPLE.cadre, PEOPLE.reviewer].map(({ accountId, name }) => ({ accountId, name, unit: '镇' }));
    const along = after(
      upTo(begin(), 'recordVerification'),
      { ...chained('recordVerification'), change: { team, conclusion: 'P1.V2' } as Play['change'] & object },
      101,
    );
    expect(attempt(along, { act: 'confirmVerification', who: PEOPLE.reviewer, day: 2 }, 102)).toMatchObject({
      reason: 'maker-is-checker',
    });
  });

  it('who went along under his name alone does not judge it either', () => {
    const helper = { accountId: null, name: PEOPLE.reviewer.name, unit: '其他' };
    const team = [{ accountId: PEOPLE.cadre.accountId, name: PEOPLE.cadre.name, unit: '村' }, helper];
    const along = after(
      upTo(begin(), 'recordVerification'),
      { ...chained('recordVerification'), change: { team, conclusion: 'P1.V2' } as Play['change'] & object },
      101,
    );
    const judges = (who: Play['who']) => attempt(along, { act: 'confirmVerification', who, day: 2 }, 102);
    expect(judges(PEOPLE.reviewer)).toMatchObject({ reason: 'maker-is-checker' });
    expect(judges(anOfficer('TOWN_REVIEWER', 58))).toMatchObject({ ok: true });
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

const past = (...acts: [ActCode, string][]) => ({ past: acts.map(([act, by]) => ({ act, by, on: '2026-11-10' })) });

describe('who may not answer an objection', () => {
  const twoReviewers = past(
    ['confirmVerification', 'reviewer 1'],
    ['reviewAtTown', 'reviewer 2'],
    ['decideAtCounty', 'approver 1'],
  );

  it('is whoever judged last in each office, so that the other of two may', () => {
    expect(judgesOf(twoReviewers, 'resolveObjection')).toEqual(new Set(['reviewer 2', 'approver 1']));
    expect(judgesOf(twoReviewers, 'reviewLateObjection')).toEqual(new Set(['reviewer 2', 'approver 1']));
    expect(judgesOf(twoReviewers, 'decideLateObjection')).toEqual(new Set(['approver 1']));
  });

  it('moves with a new round, and is nobody while nothing was judged, or for other acts', () => {
    const again = past(
      ['confirmVerification', 'reviewer 1'],
      ['decideAtCounty', 'approver 1'],
      ['confirmVerification', 'reviewer 2'],
      ['resolveObjection', 'reviewer 1'],
      ['decideAtCounty', 'approver 2'],
    );
    expect(judgesOf(again, 'reviewLateObjection')).toEqual(new Set(['reviewer 2', 'approver 2']));
    expect(judgesOf(past(), 'resolveObjection')).toEqual(new Set());
    expect(judgesOf(twoReviewers, 'reviewAtTown')).toEqual(new Set());
  });
});
