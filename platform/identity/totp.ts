import { timingSafeEqual } from 'node:crypto';
import { generateSync } from 'otplib';
import { clock } from '../clock/clock.ts';
import { openField } from '../crypto/field.ts';

const STEP_SECONDS = 30;

/** Where the sealed one-time-code secret of an account stands. */
export const secretRef = (accountId: string) => ({
  table: 'identity.credential',
  column: 'totp_secret',
  row: accountId,
});

/** Opens the sealed one-time-code secret of an account; outside of this folder the demonstration mode alone asks for it. */
export function openSecret(accountId: string, sealed: Buffer): string {
  return openField(sealed, secretRef(accountId));
}

/** The code of a secret at this moment; for the demonstration mode, which shows it, and for tests. */
export function codeOf(secret: string, at: number = clock.wall().getTime()): string {
  return generateSync({ secret, epoch: Math.floor(at / 1000), period: STEP_SECONDS });
}

/** A code that has not been used yet: of this half minute, or of the next one when this one's is used up. For the demonstration mode. */
export function unusedCode(secret: string, lastStep: number | null): string {
  const current = Math.floor(clock.wall().getTime() / 1000 / STEP_SECONDS);
  return codeOf(secret, Math.max(current, (lastStep ?? 0) + 1) * STEP_SECONDS * 1000);
}

/** The half minute that a code belongs to, when it is right and was not used before; otherwise null. */
export function freshStep(
  credential: { account_id: string; totp_secret: Buffer | null; last_totp_step: number | null },
  code: string,
  now: Date,
): number | null {
  if (!credential.totp_secret) return null;
  const step = matchingStep(openSecret(credential.account_id, credential.totp_secret), code, now);
  return step !== null && step > (credential.last_totp_step ?? 0) ? step : null;
}

function matchingStep(secret: string, code: string, now: Date): number | null {
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  for (const step of [current, current - 1, current + 1]) {
    const expected = codeOf(secret, step * STEP_SECONDS * 1000);
    if (code.length === expected.length && timingSafeEqual(Buffer.from(code), Buffer.from(expected))) return step;
  }
  return null;
}
