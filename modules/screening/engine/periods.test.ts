import { describe, expect, it } from 'vitest';
import { lastCounted, periodsOf } from './periods.ts';

const CASES = [
  { period: '202612', runDay: '2027-01-10', day: '2026-12-31', yearStart: "date '2026-01-01'", lastMonth: "'202611'" },
  { period: '202701', runDay: '2027-02-03', day: '2027-01-31', yearStart: "date '2027-01-01'", lastMonth: "'202612'" },
  { period: '202602', runDay: '2026-11-22', day: '2026-02-28', yearStart: "date '2026-01-01'", lastMonth: "'202601'" },
  { period: '202611', runDay: '2026-11-22', day: '2026-11-22', yearStart: "date '2026-01-01'", lastMonth: "'202610'" },
];

describe('the day on which a run looks', () => {
  it.each(CASES)('$period screened on $runDay: $day', ({ period, runDay, day, ...periods }) => {
    expect(lastCounted(period, runDay)).toBe(day);
    expect(periodsOf(day)).toMatchObject(periods);
  });
});
