import { describe, expect, it } from 'vitest';
import type { DemoHousehold } from './contract.ts';
import { allHouseholds, aPlan, testAreas } from './fixtures.ts';
import { GAPS } from './gaps.ts';
import { problemsOf } from './quality.fixture.ts';

const areas = testAreas();
const errorsOf = (household: DemoHousehold, today: string) =>
  problemsOf(household, today).filter(({ severity }) => severity === 'error');

/** The error that each gap is planted for. */
const CODES: Readonly<Record<string, string>> = {
  'water-unknown': 'DQ-BF08',
  'grade-unknown': 'DQ-BF15',
  'power-unknown': 'DQ-BF23',
  'toilet-unknown': 'DQ-BF09',
  'road-unknown': 'DQ-BF13',
  'insurance-unknown': 'DQ-IN02',
  'pension-unknown': 'DQ-BF25',
  'not-insured': 'DQ-IN02',
};

describe.each([
  ['202610', '2026-11-22'],
  ['202607', '2026-08-22'],
  ['202512', '2026-01-20'],
])('the register of a county made for %s, looked at on %s', (month, today) => {
  const households = allHouseholds(aPlan({ households: 3000, month }), areas);

  it('has no data-quality error in a household for which none is planned', () => {
    const faulty = households
      .filter(({ cause, gap }) => cause === null && gap === null)
      .flatMap((household) => errorsOf(household, today).map(({ code }) => `${household.householdNo} ${code}`));
    expect(faulty).toEqual([]);
  });

  it('has exactly the planned error where a gap is planted, and every kind of gap', () => {
    const planted = households.filter(({ gap }) => gap !== null);
    expect(new Set(planted.map(({ gap }) => gap))).toEqual(new Set(GAPS.map(({ kind }) => kind)));
    for (const household of planted)
      expect(errorsOf(household, today).map(({ code }) => code)).toEqual([CODES[household.gap ?? '']]);
  });
});
