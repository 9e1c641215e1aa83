import { describe, expect, it } from 'vitest';
import type { ActCode } from './contract.ts';
import { judgesOf } from './rules.people.ts';

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
