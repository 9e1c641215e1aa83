import type { DemoHousehold } from './contract.ts';
import { mix } from './prng.ts';

/** Entries that are missing or wrong in the registry on purpose, so that there is something to check; all other households are in order. */
export const GAPS = [
  { kind: 'water-unknown', rate: 0.0015 },
  { kind: 'grade-unknown', rate: 0.002 },
  { kind: 'power-unknown', rate: 0.001 },
  { kind: 'toilet-unknown', rate: 0.0015 },
  { kind: 'road-unknown', rate: 0.001 },
  { kind: 'insurance-unknown', rate: 0.0025 },
  { kind: 'pension-unknown', rate: 0.0015 },
  { kind: 'not-insured', rate: 0.003 },
] as const;
export type Gap = (typeof GAPS)[number]['kind'];

const GAP_STREAM = 0x0d9a9;
const GOLDEN = 0.6180339887498949;

/** Share of the households with a seriously ill or severely disabled member in which somebody is not insured: burdens that come together. */
const BURDENED_SHARE = 0.22;

/**
 * The gap that a finished household has, or null. It depends on seed, number and household alone, and spreads evenly, like the causes. Families
 * that illness or disability burdens are not insured more often than others: a few of them are poor in many ways at once.
 */
export function gapOf(seed: number, index: number, household: Pick<DemoHousehold, 'members'>): Gap | null {
  let at = (mix(seed, GAP_STREAM) / 4294967296 + index * GOLDEN) % 1;
  for (const { kind, rate } of GAPS) {
    if (at < rate) return kind;
    at -= rate;
  }
  return at < BURDENED_SHARE && household.members.some(isBurdened) ? 'not-insured' : null;
}

const isBurdened = ({ health, disabilityGrade }: DemoHousehold['members'][number]): boolean =>
  health.includes('3') || (disabilityGrade !== null && disabilityGrade <= 2);

type Write = (household: DemoHousehold) => void;
const living =
  (part: Partial<DemoHousehold['living']>): Write =>
  ({ living: home }) =>
    void Object.assign(home, part);
const member =
  (part: Partial<DemoHousehold['members'][number]>): Write =>
  ({ members }) =>
    void Object.assign(members.at(-1) ?? {}, part);

const WRITES: Readonly<Record<Gap, Write>> = {
  'water-unknown': living({ safeWater: null }),
  'grade-unknown': living({ houseGrade: null, safeHouseException: null }),
  'power-unknown': living({ electricity: null }),
  'toilet-unknown': living({ hasSanitaryToilet: null, toiletUsable: null }),
  'road-unknown': living({ roadPaved: null }),
  'insurance-unknown': member({ medicalInsured: null }),
  'pension-unknown': member({ pensionInsured: null }),
  // Of a former poor household it would be a cause of its own (MED-5): there it is not known.
  'not-insured': (household) => member({ medicalInsured: household.householdType === '1' ? null : false })(household),
};

/** Writes a gap into a household that has no cause. */
export function applyGap(household: DemoHousehold, gap: Gap): void {
  WRITES[gap](household);
  household.gap = gap;
}
