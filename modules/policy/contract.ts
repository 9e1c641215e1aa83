import { z } from 'zod';

/** Unit of a parameter or a fact. `ratio` is a share or a multiple: a pure number. */
export const Unit = z.enum([
  'yuan',
  'ratio',
  'count',
  'days',
  'hours',
  'months',
  'years',
  'minutes',
  'metres',
  'litre',
  'dayOfMonth',
  'none',
]);
export type Unit = z.infer<typeof Unit>;

/** Where a value comes from: a published rule (`source`) or our own proposal that the office must confirm (`default`). */
export const Standing = z.enum(['source', 'default']);

/** One value that a policy sets: a line, a limit in days, a threshold. */
export const Parameter = z.strictObject({
  label: z.string().min(1),
  value: z.union([z.number(), z.string(), z.boolean()]),
  unit: Unit,
  standing: Standing,
  source: z.string().optional(),
  note: z.string().optional(),
});
export type Parameter = z.infer<typeof Parameter>;

/** Code of codes/risk_type.csv. */
export const RiskTypeCode = z.enum(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '99']);
/** Code of codes/risk_level.csv: 1 red, 2 orange, 3 yellow, 4 green. */
export const RiskLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type RiskLevel = z.infer<typeof RiskLevel>;

/** A condition over facts and parameters, in the condition language of the screening module. */
export const Condition = z.string().min(1).max(2000);

/**
 * A sentence that may be read aloud at a village meeting: it names no person, illness, number or amount.
 * Digits (also Chinese ones before 元) are refused, so that no amount can slip in.
 */
export const Spoken = z
  .string()
  .min(4)
  .max(80)
  .refine((text) => !/[0-9０-９]|元|万/.test(text), { message: '宣读用语中不得出现数字和金额' })
  .refine((text) => text.endsWith('。'), { message: '宣读用语应为完整的一句话，以句号结尾' });

const RuleBase = {
  label: z.string().min(1),
  when: Condition,
  /** Reason in plain Chinese, fit to be read aloud. */
  say: Spoken,
  /** Name of the figure that the work sheet shows beside the reason. */
  figure: z.string().min(1),
  risk: RiskTypeCode,
  standing: Standing,
  source: z.string().optional(),
};

/** An indicator of the counting scheme: deprived when the condition holds. */
export const Indicator = z.strictObject({
  ...RuleBase,
  dimension: z.string().min(1),
  /** Share of the whole; all weights sum to 1. At most six decimals, so that scores are summed exactly. */
  weight: z.number().positive().max(1).multipleOf(0.000001),
});
export type Indicator = z.infer<typeof Indicator>;

/** A trigger: a condition that alone makes a clue. Code of codes/screening_trigger.csv, or that code with its cause. */
export const Trigger = z.strictObject({
  ...RuleBase,
  department: z.string().regex(/^[A-Z]{2,6}$/),
  level: RiskLevel,
  /** A household is not called stable while this cannot be decided. */
  key: z.boolean(),
  /** What makes the reason go away, in plain Chinese. */
  clears: z.string().min(4),
});
export type Trigger = z.infer<typeof Trigger>;

/** An item of the negative list. A hit never rejects: a person must decide. */
export const Exclusion = z.strictObject({
  label: z.string().min(1),
  when: Condition,
  /** Why a person must decide: 「须由人判断，因为…」. */
  because: z.string().startsWith('须由人判断，因为'),
  exceptions: z.string().min(1),
  figure: z.string().min(1),
  standing: Standing,
  source: z.string().optional(),
});
export type Exclusion = z.infer<typeof Exclusion>;

/** A hard rule: the level is at least as severe as this when the condition holds. */
export const HardLevelRule = z.strictObject({
  label: z.string().min(1),
  when: Condition,
  level: RiskLevel,
  say: Spoken,
  standing: Standing,
  source: z.string().optional(),
});

/** How the indicators are counted (Alkire-Foster) and what is done with indicators that cannot be decided. */
export const Scheme = z.strictObject({
  label: z.string().min(1),
  /** k: poor when the score reaches it. */
  cutoff: z.number().gt(0).max(1),
  missing: z.enum(['reweight', 'not-deprived']),
  /** Least share of the weights that must be known; below it there is no score. */
  minKnown: z.number().min(0).max(1),
});

/** Level by score: the first band whose lower bound is reached. */
export const Band = z.strictObject({ label: z.string().min(1), atLeast: z.number().min(0).max(1), level: RiskLevel });

export const Category = z.strictObject({
  label: z.string().min(1),
  householdType: z.enum(['1', '2']).optional(),
  meaning: z.string().min(1),
  source: z.string().optional(),
});

/** One step of identification, with the parameter that limits it. */
export const Step = z.strictObject({
  label: z.string().min(1),
  order: z.number().int().positive(),
  who: z.string().min(1),
  limit: z.string().optional(),
  source: z.string().optional(),
});

/** A document that the pack follows. */
export const Source = z.strictObject({
  title: z.string().min(1),
  number: z.string().optional(),
  note: z.string().optional(),
});

const code = z.string().regex(/^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$/, { message: '编码只用大写字母、数字和连字符' });
const day = z.iso.date();
const AreaCode = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/);

/** One policy pack with all that it inherits: what holds in an area from a day on. */
export const PolicyPack = z.strictObject({
  pack: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  areaCode: AreaCode,
  extends: z.string().optional(),
  effectiveFrom: day,
  effectiveTo: day.optional(),
  sources: z.record(code, Source),
  parameters: z.record(z.string(), Parameter),
  categories: z.record(z.string(), Category),
  steps: z.record(z.string(), Step),
  scheme: Scheme,
  indicators: z.record(code, Indicator),
  triggers: z.record(code, Trigger),
  exclusions: z.record(code, Exclusion),
  levels: z.strictObject({ hard: z.record(code, HardLevelRule), bands: z.record(code, Band) }),
});

/** A pack in force, with its content hash and, for every value, the layer that set it. */
export type PolicyPack = z.infer<typeof PolicyPack> & {
  /** SHA-256 of the canonical JSON of the content: the version. */
  hash: string;
  /** Layers from the widest area to the narrowest. */
  layers: string[];
  /** Path of a value ("parameters/line.monitoring/value") -> id of the layer that set it. */
  origins: Record<string, string>;
};

/** What is wrong with a pack file: where, which rule, and what to do. */
export interface PackProblem {
  file: string;
  line: number;
  column: number;
  code: PackProblemCode;
  message: string;
}

export type PackProblemCode =
  | 'pack-yaml'
  | 'pack-shape'
  | 'pack-unknown-key'
  | 'pack-missing'
  | 'pack-weights'
  | 'pack-parameter'
  | 'pack-source'
  | 'pack-layer'
  | 'pack-condition'
  | 'pack-area'
  | 'pack-day'
  | 'pack-same';

/** A pack in force as the screens read it. */
export const PackView = PolicyPack.extend({
  id: z.uuid(),
  hash: z.string(),
  layers: z.array(z.string()),
  origins: z.record(z.string(), z.string()),
  activatedAt: z.string().nullable(),
  activatedBy: z.string().nullable(),
});
export type PackView = z.infer<typeof PackView>;

/**
 * Who may propose and confirm packs: the office that a pack's area belongs to, and for a confirmation any of them above it. One person
 * proposes, another confirms (P15: two persons for every policy pack).
 */
export const PACK_ROLES = ['PROV_LEAD', 'PROV_OPS', 'CITY_LEAD', 'COUNTY_LEAD', 'COUNTY_APPROVER'] as const;

/** Packs in force are public rules: whoever is signed in may read them, and what was in force before. Proposals are read by those who may act on packs, and by the auditor. */
export const permissions = {
  getPackInForce: 'signed-in',
  listPacks: 'signed-in',
  listPackVersions: 'signed-in',
  getPackVersion: 'signed-in',
  previewPack: [...PACK_ROLES, 'AUDITOR'],
  checkPackText: PACK_ROLES,
  proposePack: PACK_ROLES,
  activatePack: PACK_ROLES,
  withdrawProposal: PACK_ROLES,
  refuseProposal: PACK_ROLES,
} as const;
