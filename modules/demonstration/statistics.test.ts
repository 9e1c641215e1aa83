import { describe, expect, it } from 'vitest';
import { Calendar } from './calendar.ts';
import { allHouseholds, aPlan, testAreas } from './fixtures.ts';
import { netIncomeFen } from './income.ts';

const households = allHouseholds(aPlan({ households: 20_000, seed: 3 }), testAreas());
const members = households.flatMap((household) => household.members);
const calendar = new Calendar('202610');
const birthDays = new Map(calendar.iso.map((iso, day) => [iso, day]));
const ages = members.map(({ birthDate }) => calendar.age(birthDays.get(birthDate) ?? 0));
const share = <T>(values: readonly T[], test: (value: T) => boolean) => values.filter(test).length / values.length;
const adults = members.filter((_, i) => (ages[i] ?? 0) >= 16);

/** Each line: what, generated, target, tolerance, standing. The sources stand in data/README.md. */
const FIGURES: ReadonlyArray<readonly [string, number, number, number]> = [
  ['persons a household (own: registered households of the county)', members.length / households.length, 3.55, 0.12],
  ['share 0-14, Shaoguan 2020 census 21.6 %', share(ages, (age) => age < 15), 0.216, 0.02],
  ['share 15-59, Shaoguan 2020 census 60.02 %', share(ages, (age) => age >= 15 && age < 60), 0.6002, 0.025],
  ['share 60+, Shaoguan 2020 census 18.38 %', share(ages, (age) => age >= 60), 0.1838, 0.02],
  ['men per 100 women / 100, between Shaoguan 1.0356 and Guangdong 1.1308', ratio(), 1.083, 0.05],
  ['severe share of the disabled, survey 2006: 29.62 %', severe(), 0.2962, 0.04],
  ['physical share of the disabled, survey 2006: 29.07 %', physical(), 0.2907, 0.04],
  ['women among the working, migrant survey 2023: 37.3 % (own: all who work)', women(), 0.42, 0.05],
  [
    'former poor, 628,900 of about 10 million rural households',
    share(households, (h) => h.householdType === '1'),
    0.06,
    0.01,
  ],
  ['minimum living support (own)', share(households, (h) => h.members[0]?.dibaoStatus === '1'), 0.027, 0.006],
  ['single-person households (own)', share(households, (h) => h.members.length === 1), 0.1, 0.02],
  ['income items a household', households.reduce((n, h) => n + h.incomeItems.length, 0) / households.length, 3.4, 0.3],
  ['unknown income of last year (own)', share(households, (h) => h.lastYearPerCapitaFen === null), 0.008, 0.004],
];

function ratio(): number {
  const men = members.filter(({ gender }) => gender === '1').length;
  return men / (members.length - men);
}
function severe(): number {
  const disabled = members.filter(({ disabilityGrade }) => disabilityGrade !== null);
  return share(disabled, ({ disabilityGrade }) => (disabilityGrade ?? 9) <= 2);
}
function physical(): number {
  const disabled = members.filter(({ disabilityCategory }) => disabilityCategory !== null);
  return share(disabled, ({ disabilityCategory }) => disabilityCategory === 4);
}
function women(): number {
  return share(
    adults.filter(({ isWorking }) => isWorking),
    ({ gender }) => gender === '2',
  );
}

describe('figures', () => {
  it.each(FIGURES)('%s', (_name, generated, target, tolerance) => {
    expect(Math.abs(generated - target)).toBeLessThanOrEqual(tolerance);
  });

  it('has a median income near the rural income of northern Guangdong (own: 20,600 yuan)', () => {
    const sorted = households.map((h) => netIncomeFen(h.incomeItems) / h.sharingCount).sort((a, b) => a - b);
    const median = sorted[sorted.length / 2] ?? 0;
    expect(median).toBeGreaterThan(19_500_00);
    expect(median).toBeLessThan(21_700_00);
  });

  it('knows gaps: some answers are null, which is not the same as no', () => {
    expect(share(members, ({ isWorking }) => isWorking === null)).toBeGreaterThan(0.005);
    expect(share(households, ({ living }) => living.soleHousing === null)).toBeGreaterThan(0.03);
    // Where a data-quality rule asks, gaps are planted.
    expect(share(households, ({ living }) => living.houseGrade === null)).toBeGreaterThan(0.001);
    expect(share(households, ({ living }) => living.safeWater === null)).toBeGreaterThan(0.001);
    expect(share(households, (h) => h.members.some((m) => m.medicalInsured === null))).toBeGreaterThan(0.001);
  });
});
