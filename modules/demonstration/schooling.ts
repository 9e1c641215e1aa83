import type { DemoMember } from './contract.ts';
import { type Prng, weighted } from './prng.ts';

type StudentStatus = DemoMember['studentStatus'];
type Education = NonNullable<DemoMember['education']>;

/** Share of the age group that goes on after the ninth year and after the twelfth; our own assumptions. */
const SENIOR_SHARE = 0.93;
const TERTIARY_SHARE = 0.42;

const LEVELS_BY_AGE: ReadonlyArray<{ upTo: number; draw: ReturnType<typeof weighted<Education>> }> = [
  { upTo: 17, draw: weighted<Education>([['3', 1]]) },
  {
    upTo: 22,
    draw: weighted<Education>([
      ['3', 55],
      ['4', 42],
      ['5', 3],
    ]),
  },
  {
    upTo: 39,
    draw: weighted<Education>([
      ['2', 4],
      ['3', 52],
      ['4', 23],
      ['5', 14],
      ['6', 7],
    ]),
  },
  {
    upTo: 59,
    draw: weighted<Education>([
      ['1', 1],
      ['2', 25],
      ['3', 55],
      ['4', 14],
      ['5', 3.5],
      ['6', 1.5],
    ]),
  },
  {
    upTo: 200,
    draw: weighted<Education>([
      ['1', 11],
      ['2', 58],
      ['3', 24],
      ['4', 6.5],
      ['5', 0.5],
    ]),
  },
];

/** Highest education of somebody who is not at school; null below three years, where nobody asks. */
export function drawEducation(prng: Prng, age: number): DemoMember['education'] {
  if (age < 3) return null;
  if (age < 16) return '2';
  const row = LEVELS_BY_AGE.find((level) => age <= level.upTo);
  return row ? prng.draw(row.draw) : '2';
}

/**
 * School year by the age on 31 August. Everybody from six to fifteen is at school or, when six after that day, still in
 * kindergarten, so that no background child looks like a dropout.
 */
export function drawStudentStatus(prng: Prng, age: number, schoolAge: number): StudentStatus {
  if (age < 3) return '1';
  if (schoolAge < 6) return '2';
  if (schoolAge <= 14) return String(schoolAge - 3) as StudentStatus;
  if (schoolAge <= 17) return drawUpper(prng, schoolAge);
  return schoolAge <= 22 ? drawHigher(prng, schoolAge) : null;
}

/** Who was fifteen on 31 August is of school age for the whole school year and stays at school. */
function drawUpper(prng: Prng, schoolAge: number): StudentStatus {
  if (schoolAge > 15 && !prng.chance(SENIOR_SHARE)) return null;
  return String((prng.chance(0.56) ? 12 : 15) + schoolAge - 15) as StudentStatus;
}

function drawHigher(prng: Prng, schoolAge: number): StudentStatus {
  const share = schoolAge <= 20 ? TERTIARY_SHARE : schoolAge === 21 ? 0.2 : 0.03;
  if (!prng.chance(share)) return null;
  if (schoolAge >= 22) return '23';
  if (schoolAge === 21 || prng.chance(0.42)) return '22';
  return String(Math.min(20, schoolAge)) as StudentStatus;
}
