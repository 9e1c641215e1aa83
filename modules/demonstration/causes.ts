import type { DemoHousehold, RegistryCause } from './contract.ts';
import { mix } from './prng.ts';

type Cause = { rate: number; cause: RegistryCause; formerPoor?: true; pupil?: true };

/**
 * Conditions inside the registry that must be found without any department file, with their share of all households.
 * The shares are our own; together they are about four households in a thousand.
 */
const CAUSES: readonly Cause[] = [
  { rate: 0.0012, cause: { trigger: 'PLT-1', variant: 'below-line' } },
  { rate: 0.0006, cause: { trigger: 'PLT-1', variant: 'income-drop' } },
  { rate: 0.0006, cause: { trigger: 'PLT-1', variant: 'self-pay' } },
  { rate: 0.0005, cause: { trigger: 'FIN-1', variant: 'loan-overdue' } },
  { rate: 0.0004, cause: { trigger: 'WAT-1', variant: 'unsafe-water' } },
  { rate: 0.0004, cause: { trigger: 'MED-5', variant: 'not-insured' }, formerPoor: true },
  { rate: 0.0003, cause: { trigger: 'EDU-2', variant: 'not-at-school' }, pupil: true },
];

const CAUSE_STREAM = 0x0ca05e;
const GOLDEN = 0.6180339887498949;

/**
 * The cause that the household with this number has, or null for a background household. It depends on seed and number
 * alone, so that the ledger can name it before the household is made. The golden-ratio sequence spreads each cause
 * evenly, so that a county of five thousand households already has nearly all of them.
 */
export function causeOf(seed: number, index: number): Cause | null {
  let at = (mix(seed, CAUSE_STREAM) / 4294967296 + index * GOLDEN) % 1;
  for (const cause of CAUSES) {
    if (at < cause.rate) return cause;
    at -= cause.rate;
  }
  return null;
}

/** Writes the causes that are not a matter of money into a finished household. Money causes stand in the target. */
export function applyCause(household: DemoHousehold, variant: string): boolean {
  const { living, members } = household;
  if (variant === 'loan-overdue') household.loanOverdueDays = 7 + ((household.registeredCount * 11) % 60);
  if (variant === 'unsafe-water') Object.assign(living, { safeWater: false, waterOutageDays: 45 });
  if (variant === 'not-insured') {
    const adult = members[0];
    if (adult) adult.medicalInsured = false;
  }
  if (variant !== 'not-at-school') return true;
  const pupil = members.find((member) => isPupil(member));
  if (!pupil) return false;
  const education = Number(pupil.studentStatus) >= 9 ? '2' : '1';
  // '4', weary of school, is no good reason; without any reason it would only be unknown where the child is.
  Object.assign(pupil, { studentStatus: null, education, dropoutReason: '4' });
  return true;
}

/** Whether the member is in the compulsory years (primary one to junior three). */
export function isPupil(member: { studentStatus: string | null }): boolean {
  const status = Number(member.studentStatus ?? 0);
  return status >= 3 && status <= 11;
}
