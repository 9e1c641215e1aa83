import { Day, line, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { Reason } from './contract.facts.ts';

/** How heavy a finding is: an error blocks the town's review of an identification unless exempted, a warning never blocks. */
export const QualitySeverity = z.enum(['error', 'warn']);
export type QualitySeverity = z.infer<typeof QualitySeverity>;

/** What stands instead of a message that tells something of somebody's health. */
export const NEUTRAL_MESSAGE = '有一项健康或残疾方面的登记需要核对，查看健康状况后显示。';

/** An exemption that was asked for, given or refused. */
export const QualityExemption = z.object({
  id: z.uuid(),
  version: z.int(),
  state: z.enum(['asked', 'approved', 'refused']),
  /** null while the finding itself is masked: a reason may tell what the message hides. */
  reason: z.string().nullable(),
  opinion: z.string().nullable(),
  days: z.int(),
  askedByName: z.string(),
  askedOn: Day,
  decidedByName: z.string().nullable(),
  /** First day on which the finding stands again; null unless it was given. */
  expiresOn: Day.nullable(),
  /** Given, and its day has come: the finding stands again. */
  expired: z.boolean(),
  /** Whether whoever asks may decide it now: his post may, and he is not the one who asked. */
  mayDecide: z.boolean(),
});
export type QualityExemption = z.infer<typeof QualityExemption>;

/** One thing that is wrong with the entries of a household. What tells of health is masked unless health is revealed. */
export const QualityFinding = z.object({
  /** Names this finding of this household, and tells nothing by itself. */
  key: z.string(),
  /** Code of the rule; null while masked. */
  code: z.string().nullable(),
  severity: QualitySeverity,
  message: z.string(),
  masked: z.boolean(),
  /** null: the household's own. */
  memberId: z.uuid().nullable(),
  memberName: z.string().nullable(),
  /** The field to correct, by its name in the correction form; `members`, `income` and `case` are seen to elsewhere. */
  field: z.string(),
  /** An exemption holds today: the finding does not block. */
  exempted: z.boolean(),
  exemption: QualityExemption.nullable(),
  mayAsk: z.boolean(),
});
export type QualityFinding = z.infer<typeof QualityFinding>;

export const QualityFindings = z.object({
  items: z.array(QualityFinding),
  /** Findings that block: errors without an exemption. */
  openErrors: z.int(),
  /** Most days for which an exemption may be asked, by the pack in force. */
  exemptionMaxDays: z.int(),
});
export type QualityFindings = z.infer<typeof QualityFindings>;

/** A data-quality error as a case keeps it: `words` may be read by anybody, the code of one that tells of health only by whoever revealed it. */
export interface QualityError {
  code: string;
  memberId: string | null;
  memberName: string | null;
  health: boolean;
  words: string;
}

export const QualityQuery = z.object({ health: z.enum(['revealed']).optional() });

/** The village asks that a finding may stand as it is for some days. */
export const ExemptionRequest = z.strictObject({
  key: z.string().regex(/^[0-9a-f]{32}$/, '疑点编号不对'),
  reason: Reason,
  days: z.int().min(1, '至少 1 天').max(3650),
});
export type ExemptionRequest = z.infer<typeof ExemptionRequest>;

/** Town or county agrees, for fewer days if they want, or refuses. */
export const ExemptionDecision = z.strictObject({
  agree: z.boolean(),
  opinion: text(300).refine((value) => value.length >= 4, '请写明意见，至少 4 个字'),
  days: z.int().min(1).max(3650).optional(),
});
export type ExemptionDecision = z.infer<typeof ExemptionDecision>;

export const ExemptionDone = z.object({ id: z.uuid(), version: z.int(), state: line(20), expiresOn: Day.nullable() });
export type ExemptionDone = z.infer<typeof ExemptionDone>;
