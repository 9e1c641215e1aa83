import { z } from 'zod';
import { RiskLevel, Unit } from '../policy/contract.ts';

/** A rule of the pack by its code: 'MED-1', 'INCOME', 'N2'. */
export const RuleCode = z.string();

/** A household that somebody must see. A hit proposes a visit; it decides nothing. */
export const Hit = z.object({
  countyCode: z.string(),
  householdId: z.uuid(),
  areaCode: z.string(),
  /** The more severe of hard level and band level: 1 red, 2 orange, 3 yellow. */
  level: RiskLevel,
  hardLevel: RiskLevel,
  bandLevel: RiskLevel,
  /** Alkire-Foster score, 0 to 1; null when too little is known. */
  score: z.number().nullable(),
  triggers: z.array(RuleCode),
  hardRules: z.array(RuleCode),
  indicators: z.array(RuleCode),
  /** Rules that cannot be decided: what to ask at the visit. */
  undecided: z.array(RuleCode),
  /** Items of the negative list that a person must judge. */
  exclusions: z.array(RuleCode),
  mainReason: z.object({ code: RuleCode, say: z.string() }),
});
export type Hit = z.infer<typeof Hit>;

/** No rule holds, but a key rule cannot be decided: data must be collected before anybody says "stable". */
export const UndecidedHousehold = z.object({
  countyCode: z.string(),
  householdId: z.uuid(),
  areaCode: z.string(),
  undecided: z.array(RuleCode),
});
export type UndecidedHousehold = z.infer<typeof UndecidedHousehold>;

/** Counts of one area at one of the five levels (2, 4, 6, 9, 12 digits). The four levels and `undecided` add up to `households`. */
export const AreaCount = z.object({
  areaCode: z.string(),
  households: z.number().int(),
  red: z.number().int(),
  orange: z.number().int(),
  yellow: z.number().int(),
  stable: z.number().int(),
  undecided: z.number().int(),
  /** Households by rule that holds; a household may stand under several. */
  byRule: z.record(RuleCode, z.number().int()),
  /** Households by rule that cannot be decided. */
  undecidedByRule: z.record(RuleCode, z.number().int()),
});
export type AreaCount = z.infer<typeof AreaCount>;

/** One comparison of a rule: the household's value against the threshold. */
export const Comparison = z.object({
  facts: z.array(z.string()),
  label: z.string(),
  unit: Unit,
  value: z.union([z.number(), z.boolean(), z.string()]).nullable(),
  operator: z.enum(['<', '<=', '=', '<>', '>=', '>', 'in', 'not in', 'is']),
  threshold: z.union([z.number(), z.boolean(), z.string()]).nullable(),
  /** The threshold as the pack writes it: 'line.monitoring * trigger.lineBuffer'. */
  thresholdText: z.string(),
  parameters: z.array(z.string()),
  holds: z.boolean().nullable(),
});
export type Comparison = z.infer<typeof Comparison>;

/** A row of a department file that a value was taken from. */
export const SourceRow = z.object({
  item: z.string(),
  measure: z.string(),
  batchId: z.string(),
  rowNo: z.number().int(),
  dataDate: z.string().nullable(),
  /** Money in yuan. */
  value: z.union([z.number(), z.string()]).nullable(),
  /** The row names its person otherwise than the registry: somebody must look whether it is the same. Left out where names agree. */
  nameDiffers: z.literal(true).optional(),
});
export type SourceRow = z.infer<typeof SourceRow>;

/** A fact that is missing, and where it would come from. */
export const MissingFact = z.object({
  fact: z.string(),
  label: z.string(),
  /** Department items that carry it. */
  items: z.array(z.string()),
  /** Snapshot fields to ask at the visit. */
  fields: z.array(z.string()),
});
export type MissingFact = z.infer<typeof MissingFact>;

export const RuleTrace = z.object({
  kind: z.enum(['trigger', 'indicator', 'exclusion', 'hard']),
  code: RuleCode,
  label: z.string(),
  result: z.boolean().nullable(),
  level: RiskLevel.nullable(),
  department: z.string().nullable(),
  risk: z.string().nullable(),
  weight: z.number().nullable(),
  /** Reason that may be read aloud; for an exclusion, why a person must decide. */
  say: z.string(),
  clears: z.string().nullable(),
  condition: z.string(),
  comparisons: z.array(Comparison),
  missing: z.array(MissingFact),
  /** What the missing value would have to be for the rule to hold; for rules of one comparison. */
  wouldHoldIf: z.string().nullable(),
  sources: z.array(SourceRow),
});
export type RuleTrace = z.infer<typeof RuleTrace>;

/** How the income is worked out, line by line, in yuan. */
export const IncomeTrace = z.object({
  lines: z.array(z.object({ sign: z.enum(['+', '-', '=', '÷']), label: z.string(), value: z.number().nullable() })),
  /** Closed months that the sums cover. */
  months: z.int(),
  perCapita: z.number().nullable(),
  /** The same without dibao money: the dibao ledger. */
  perCapitaDibao: z.number().nullable(),
  line: z.number(),
  estimatedShare: z.number().nullable(),
  dataDate: z.string().nullable(),
});
export type IncomeTrace = z.infer<typeof IncomeTrace>;

/** Why a household was, or was not, pointed out: all that is needed to work it out again by hand. */
export const Trace = z.object({
  countyCode: z.string(),
  householdId: z.uuid(),
  areaCode: z.string(),
  asOf: z.iso.date(),
  pack: z.object({ id: z.string(), title: z.string(), hash: z.string(), layers: z.array(z.string()) }),
  /** Null: undecided. */
  level: RiskLevel.nullable(),
  hardLevel: RiskLevel,
  bandLevel: RiskLevel,
  score: z.object({ value: z.number().nullable(), known: z.number(), cutoff: z.number() }),
  conclusion: z.string(),
  held: z.array(RuleTrace),
  notHeld: z.array(RuleTrace),
  undecided: z.array(RuleTrace),
  income: IncomeTrace,
  toCollect: z.array(MissingFact),
});
export type Trace = z.infer<typeof Trace>;
