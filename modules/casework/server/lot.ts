import { createHmac } from 'node:crypto';
import { deriveKeyObject, firstKid } from '@shouwang/platform/crypto/keys.ts';

/**
 * The lot of a case for the town's spot check at home, 0 to 1. It follows from the id of the case and a key that nobody sees: always the same for
 * the case, and not to be told beforehand by those whose work is checked.
 */
export function lotOf(caseId: string): number {
  const mac = createHmac('sha256', deriveKeyObject('casework/spot-check', firstKid())).update(caseId).digest();
  return mac.readUIntBE(0, 6) / 2 ** 48;
}
