import { AreaCode, Day, Moment, PageQuery, PublicId, page } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { QualitySeverity } from './contract.quality.ts';

/** Stands for every rule that tells something of health: in lists none of them is named. */
export const HEALTH_RULES_KEY = 'health';
/** The name of these rules in lists and counts. */
export const HEALTH_RULES_NAME = '健康、残疾方面的登记需要核对';

/** A rule as lists name it: its code, or `health` for all rules on health together. */
export const RuleKey = z.string().regex(/^(DQ-[A-Z]{1,4}\d{2,3}[a-z]?|health)$/, '没有这条核验规则');

/** Which findings of an area are listed: those that stand, or those that an exemption covers today. */
export const FindingStanding = z.enum(['open', 'exempted']);

export const FindingFilter = PageQuery.extend({
  area: AreaCode.optional(),
  rule: RuleKey.optional(),
  severity: QualitySeverity.optional(),
  standing: FindingStanding.default('open'),
});
export type FindingFilter = z.infer<typeof FindingFilter>;

/** One finding in a list. One that tells of health has no code, and words that do not tell which. */
export const FindingRow = z.object({
  id: PublicId,
  householdId: PublicId,
  householdNo: z.string(),
  headName: z.string(),
  townName: z.string(),
  villageName: z.string(),
  code: z.string().nullable(),
  severity: QualitySeverity,
  message: z.string(),
  /** null: the household's own. */
  memberName: z.string().nullable(),
  /** The day on which it was first found. */
  foundOn: Day,
});
export type FindingRow = z.infer<typeof FindingRow>;

/** A page of findings; `total` is null above ten thousand. */
export const FindingPage = page(FindingRow).extend({ total: z.int().nullable() });
export type FindingPage = z.infer<typeof FindingPage>;

/** One working of all rules over a county. */
export const QualityCheck = z.object({
  countyCode: z.string(),
  cause: z.enum(['asked', 'nightly']),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  /** null until it has counted them. */
  householdsTotal: z.int().nullable(),
  householdsDone: z.int(),
  opened: z.int(),
  closed: z.int(),
  failure: z.string().nullable(),
  startedByName: z.string(),
  startedAt: Moment,
  finishedAt: Moment.nullable(),
});
export type QualityCheck = z.infer<typeof QualityCheck>;

const Counted = { errors: z.int(), warnings: z.int(), households: z.int() };
export const FindingCounts = z.object({
  /** The area that was counted. */
  area: AreaCode,
  ...Counted,
  byRule: z.array(
    z.object({ rule: z.string(), message: z.string(), severity: QualitySeverity.nullable(), findings: z.int() }),
  ),
  /** The places right below; empty for a village. */
  byArea: z.array(z.object({ area: AreaCode, name: z.string(), ...Counted })),
  /** The last check of the county that came to its end; null: none did. Above the county the oldest of them. */
  lastDone: QualityCheck.nullable(),
  /** The check that waits or works now, or that failed after the last one that came to its end. */
  current: QualityCheck.nullable(),
});
export type FindingCounts = z.infer<typeof FindingCounts>;

/** Where the counts are wanted. */
export const FindingArea = z.object({ area: AreaCode.optional() });

export const CheckStarted = z.object({ id: PublicId });
