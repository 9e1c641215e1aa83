import type { DemoMember } from './contract.ts';
import { type Prng, weighted } from './prng.ts';

/** The columns of health and disability that belong together. */
export type Body = Pick<DemoMember, 'health' | 'disabilityCardNo' | 'disabilityCategory' | 'disabilityGrade'>;

type Rates = { upTo: number; chronic: number; serious: number; disabled: number };

/** Shares by age; our own assumptions, the shape follows the published surveys named in data/README.md. */
const RATES: readonly Rates[] = [
  { upTo: 15, chronic: 0.004, serious: 0.001, disabled: 0.008 },
  { upTo: 44, chronic: 0.025, serious: 0.003, disabled: 0.018 },
  { upTo: 59, chronic: 0.11, serious: 0.008, disabled: 0.034 },
  { upTo: 74, chronic: 0.28, serious: 0.015, disabled: 0.062 },
  { upTo: 200, chronic: 0.38, serious: 0.02, disabled: 0.075 },
];

/** Categories 1-7 in the proportions of the second national sample survey on disability (2006). */
const CATEGORY = weighted<number>([
  [1, 14.86],
  [2, 24.16],
  [3, 1.53],
  [4, 29.07],
  [5, 6.68],
  [6, 7.4],
  [7, 16.3],
]);

/** Grades: the severe ones (1, 2) together 29.62 %, as in the same survey; the split within is ours. */
const GRADE = weighted<number>([
  [1, 14.6],
  [2, 15.02],
  [3, 27],
  [4, 43.38],
]);

const HEALTHY: Body = { health: ['1'], disabilityCardNo: null, disabilityCategory: null, disabilityGrade: null };

/** Health of a person of this age; the card number is the ID number with category and grade. */
export function drawHealth(prng: Prng, age: number, idNumber: string): Body {
  const rates = RATES.find((row) => age <= row.upTo) as Rates;
  const disabled = prng.chance(rates.disabled) && age >= 3;
  const chronic = prng.chance(rates.chronic);
  const serious = prng.chance(rates.serious);
  if (!disabled && !chronic && !serious) return { ...HEALTHY, health: ['1'] };
  const health: DemoMember['health'] = [];
  if (chronic) health.push('2');
  if (serious) health.push('3');
  if (!disabled) return { ...HEALTHY, health };
  health.push('4');
  const disabilityCategory = prng.draw(CATEGORY);
  const disabilityGrade = prng.draw(GRADE);
  return {
    health,
    disabilityCategory,
    disabilityGrade,
    disabilityCardNo: `${idNumber}${disabilityCategory}${disabilityGrade}`,
  };
}

/** Labour ability by age, schooling and health; under 16 and at school it is always none ('5'). */
export function drawLabour(
  prng: Prng,
  who: { age: number; student: boolean; body: Body },
): DemoMember['labourAbility'] {
  if (who.age < 16 || who.student) return '5';
  const grade = who.body.disabilityGrade;
  const lost = lostShare(who.age, who.body);
  if (lost > 0 || grade !== null) return prng.chance(lost) ? '4' : '3';
  return prng.chance(0.16) ? '2' : '1';
}

/** Chance that the ability is lost altogether; 0 for people under sixty who are neither seriously ill nor severely disabled. */
function lostShare(age: number, body: Body): number {
  if (body.disabilityGrade !== null && body.disabilityGrade <= 2) return 1;
  if (body.health.includes('3')) return 0.5;
  if (age < 60) return 0;
  return age >= 72 ? 0.8 : 0.2;
}

/**
 * Where nobody can work and nobody is supported by the state, the youngest of those who could still do something does light work: a household that
 * has neither would be an error of the register (DQ-RM13), and the office would know it.
 */
export function leaveSomebodyAble(members: readonly DemoMember[]): void {
  const supported = members.some(({ dibaoStatus, tekunStatus }) => dibaoStatus !== '0' || tekunStatus !== '0');
  if (supported || members.some(({ labourAbility }) => labourAbility < '4')) return;
  const lost = members.filter(({ labourAbility }) => labourAbility === '4');
  const fitter = lost.filter(({ health, disabilityGrade }) => !health.includes('3') && (disabilityGrade ?? 4) > 2);
  const [best] = (fitter.length > 0 ? fitter : lost).sort((a, b) => (a.birthDate < b.birthDate ? 1 : -1));
  if (best) best.labourAbility = '3';
}
