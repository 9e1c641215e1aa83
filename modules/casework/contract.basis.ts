import { line } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';

/** Why a masked value is looked at; it stands in the audit and is shown to the person. */
export const RevealReason = z.strictObject({ reason: line(200) });

/** The data frozen with one decision, and whether they still fit their hash. Health, birth dates and keys of persons are masked unless revealed. */
export const DecisionBasis = z.object({
  inputs: z.unknown(),
  hash: z.string(),
  intact: z.boolean(),
  masked: z.boolean(),
  /** How many values are masked. */
  maskedValues: z.int(),
});
export type DecisionBasis = z.infer<typeof DecisionBasis>;

/** The health note of a visit, opened for `expiresInSeconds`. */
export const HealthNote = z.object({ note: z.string(), by: z.string(), on: z.string(), expiresInSeconds: z.int() });
export type HealthNote = z.infer<typeof HealthNote>;
