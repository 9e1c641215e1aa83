import { AreaCode, PublicId } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { DispatchVerification } from './contract.acts.ts';
import { ActDone } from './contract.views.ts';

/** Most cases that are dispatched in one go. */
export const DISPATCH_AT_ONCE = 200;

/**
 * Many cases handed to their teams at once: one team for each village that has a case in the list. All or nothing; what is wrong is said of each
 * case by its place in the list (`cases.3`).
 */
export const DispatchVerifications = z.object({
  cases: z
    .array(z.object({ caseId: PublicId, version: z.int().min(1) }))
    .min(1)
    .max(DISPATCH_AT_ONCE),
  teams: z
    .array(DispatchVerification.extend({ areaCode: AreaCode }))
    .min(1)
    .max(60),
});
export type DispatchVerifications = z.infer<typeof DispatchVerifications>;

/** The cases as they stand after a dispatch of many, in the order in which they were sent. */
export const CasesDispatched = z.object({ items: z.array(ActDone) });
export type CasesDispatched = z.infer<typeof CasesDispatched>;
