import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AfRow, alkireFoster, alkireFosterBy } from './alkire-foster.ts';

const weights = [0.25, 0.25, 0.2, 0.15, 0.15];
const rows: AfRow[] = [
  { deprived: [true, false, true, false, false], persons: 4 },
  { deprived: [false, false, false, true, true], persons: 3 },
  { deprived: [true, true, false, false, true], persons: 5 },
  { deprived: [false, false, false, false, false], persons: 2 },
  { deprived: [false, true, false, false, false], persons: 4 },
];
const base = { weights, cutoff: 0.33, missing: 'reweight' } as const;

describe('the worked example (screening rules, §5)', () => {
  it('counts households', () => {
    const m = alkireFoster({ ...base, rows: rows.map(({ deprived }) => ({ deprived })) });
    expect(m.scores.map((s) => Number(s?.toFixed(12)))).toEqual([0.45, 0.3, 0.65, 0, 0.25]);
    expect(m.headcount).toBeCloseTo(0.4, 12);
    expect(m.intensity).toBeCloseTo(0.55, 12);
    expect(m.m0).toBeCloseTo(0.22, 12);
    expect(m.contributions.map((c) => c.toFixed(4))).toEqual(['0.4545', '0.2273', '0.1818', '0.0000', '0.1364']);
    expect(m.censored).toEqual([0.4, 0.2, 0.2, 0, 0.2]);
    expect(m.uncensored).toEqual([0.4, 0.4, 0.2, 0.2, 0.4]);
  });

  it('counts persons', () => {
    const m = alkireFoster({ ...base, rows });
    expect(m.headcount).toBeCloseTo(9 / 18, 12);
    expect(m.intensity).toBeCloseTo(5.05 / 9, 12);
    expect(m.m0).toBeCloseTo(5.05 / 18, 12);
    expect(m.m0.toFixed(4)).toBe('0.2806');
  });

  it('is poor on the cut-off, whatever the rounding of the sum', () => {
    const m = alkireFoster({
      weights: [0.7, 0.1, 0.2],
      cutoff: 0.8,
      missing: 'drop',
      rows: [{ deprived: [true, true, false] }],
    });
    expect(m.headcount).toBe(1);
  });
});

describe('missing indicators', () => {
  const gap: AfRow[] = [{ deprived: [true, null, true, false, false] }, { deprived: [null, null, null, null, null] }];
  const measure = (missing: 'drop' | 'reweight' | 'not-deprived') =>
    alkireFoster({ weights, cutoff: 0.5, missing, rows: gap });

  it('drops, re-weights, or counts as not deprived', () => {
    expect(measure('drop')).toMatchObject({ scores: [null, null], dropped: 2, population: 0, m0: 0 });
    expect(measure('reweight').scores).toEqual([expect.closeTo(0.6, 12), null]);
    expect(measure('reweight')).toMatchObject({ dropped: 1, headcount: 1 });
    expect(measure('not-deprived')).toMatchObject({ scores: [expect.closeTo(0.45, 12), 0], headcount: 0 });
  });

  it('refuses weights that do not sum to 1', () => {
    expect(() => alkireFoster({ ...base, weights: [0.5, 0.4], rows: [] })).toThrow(RangeError);
  });
});

const table = fc.array(
  fc.record({
    deprived: fc.array(fc.constantFrom(true, false, null), { minLength: 5, maxLength: 5 }),
    persons: fc.integer({ min: 1, max: 9 }),
    group: fc.constantFrom('a', 'b', 'c'),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('properties', () => {
  it.each(['drop', 'reweight', 'not-deprived'] as const)('hold with missing = %s', (missing) => {
    fc.assert(
      fc.property(table, fc.constantFrom(0.2, 0.33, 0.5, 1), (all, cutoff) => {
        const m = alkireFoster({ weights, cutoff, missing, rows: all });
        expect(m.m0).toBeCloseTo(m.headcount * m.intensity, 9);
        const parts = [...alkireFosterBy({ weights, cutoff, missing, rows: all }).values()];
        const whole = parts.reduce((sum, p) => sum + p.m0 * p.population, 0);
        expect(m.population > 0 ? whole / m.population : 0).toBeCloseTo(m.m0, 9);
        const contributions = m.contributions.reduce((a, b) => a + b, 0);
        expect(contributions).toBeCloseTo(m.m0 > 0 ? 1 : 0, 9);
        for (const [j, censored] of m.censored.entries())
          expect(censored).toBeLessThanOrEqual((m.uncensored[j] ?? 0) + 1e-12);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
