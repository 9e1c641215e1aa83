import { LINE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { AreaCode, type Permissions, PublicId, page } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { PACK_ROLES, RiskLevel, Unit } from '../policy/contract.ts';

const Name = z.string().min(1).max(60);
const MOST = 100;
const numbers = z
  .record(Name, z.number())
  .refine((given) => Object.keys(given).length <= MOST, `一次最多改 ${MOST} 项`)
  .default({});

/** What is tried out over the facts of a run, against the pack by which it was made. What is left out stays as it is. */
export const Changes = z.strictObject({
  /** Values of parameters that a condition reads, in the unit of the parameter. */
  parameters: numbers,
  /** Weights of indicators; all weights together make 1. Nought takes the indicator out. */
  weights: numbers,
  /** k of the counting; the band that begins at it moves with it. */
  cutoff: z.number().optional(),
  /** Lower bounds of the other bands, by code. */
  bands: numbers,
  /** Level that a trigger or hard rule gives. */
  levels: z
    .record(Name, z.union([z.literal(1), z.literal(2), z.literal(3)]))
    .refine((given) => Object.keys(given).length <= MOST, `一次最多改 ${MOST} 项`)
    .default({}),
  /** Triggers, hard rules and items of the negative list that are switched off. */
  off: z.array(Name).max(MOST).default([]),
});
export type Changes = z.infer<typeof Changes>;

const other = {
  changes: Changes.optional(),
  /** A stored pack instead of changes; a proposal only for those who read proposals. */
  packId: z.uuid().optional(),
  /** Only this area, within the county and the own area; left out, all that is in the own area. */
  area: AreaCode.optional(),
};
const ONE_OF = { message: '请给出要改的数值（changes），或另一个政策包（packId），两样只要一样', path: ['changes'] };
type Other = { changes?: unknown; packId?: unknown };
const isOneOf = ({ changes, packId }: Other) => (changes === undefined) !== (packId === undefined);

export const SimulateRequest = z.object(other).refine(isOneOf, ONE_OF);
export type SimulateRequest = z.infer<typeof SimulateRequest>;

/** One value that a simulation can change: what it is now, and within which limits it may be tried. */
export const ChangeableNumber = z.object({
  code: z.string(),
  label: z.string(),
  value: z.number(),
  unit: Unit,
  least: z.number(),
  most: z.number(),
  standing: z.enum(['source', 'default']).nullable(),
  /** Labels of the rules that read it, or the dimension of an indicator. */
  readBy: z.array(z.string()),
});
export type ChangeableNumber = z.infer<typeof ChangeableNumber>;

/** A rule that can be switched off, or whose level can be another. */
export const ChangeableRule = z.object({
  kind: z.enum(['trigger', 'hard', 'exclusion']),
  code: z.string(),
  label: z.string(),
  level: RiskLevel.nullable(),
});
export type ChangeableRule = z.infer<typeof ChangeableRule>;

/** What can be tried over a run, with the values of the pack by which it was made. */
export const SimulationBasis = z.object({
  runId: PublicId,
  runNo: z.string(),
  period: z.string(),
  areaCode: AreaCode,
  packName: z.string(),
  /** False: the run kept no facts, or they are swept; it must be made again before anything can be tried. */
  factsKept: z.boolean(),
  parameters: z.array(ChangeableNumber),
  weights: z.array(ChangeableNumber),
  cutoff: ChangeableNumber,
  bands: z.array(ChangeableNumber),
  rules: z.array(ChangeableRule),
});
export type SimulationBasis = z.infer<typeof SimulationBasis>;

/** Households under one pack. Stable and undecided are never added. */
export const EffectSide = z.object({
  red: z.int(),
  orange: z.int(),
  yellow: z.int(),
  green: z.int(),
  undecided: z.int(),
  /** Work sheets: households pointed out that are not monitored already. */
  visits: z.int(),
  /** Households whose income per head is below the monitoring line, and what they lack to it together; unknown incomes are in neither. */
  belowLine: z.int(),
  gapFen: z.int(),
});
export type EffectSide = z.infer<typeof EffectSide>;

/** What changes for the households of an area. */
export const Effect = z.object({
  households: z.int(),
  before: EffectSide,
  after: EffectSide,
  /** Pointed out now and not in the run; the other way round. */
  entering: z.int(),
  leaving: z.int(),
  /** Work sheets more and fewer: the same without the monitored. */
  visitsIn: z.int(),
  visitsOut: z.int(),
  /** Pointed out both times, more or less severely. */
  raised: z.int(),
  lowered: z.int(),
  /** Could be judged in the run and cannot now; the other way round. */
  toCollect: z.int(),
  decided: z.int(),
});
export type Effect = z.infer<typeof Effect>;

/** One value that differs between the two packs, as people read it. */
export const ChangedValue = z.object({
  path: z.string(),
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ChangedValue = z.infer<typeof ChangedValue>;

const LevelKey = z.enum(['1', '2', '3', '4', 'undecided']);

/** What another pack, or other values, would have made of the facts of one or several runs. */
export const SimulationView = z.object({
  areaCode: AreaCode,
  areaName: z.string(),
  /** The runs whose facts were read. */
  runs: z.array(z.object({ runId: PublicId, runNo: z.string(), areaCode: AreaCode, period: z.string() })),
  /** Counties that could not be worked out, and why. */
  leftOut: z.array(z.object({ areaCode: AreaCode, name: z.string(), reason: z.string() })),
  packBefore: z.string(),
  packAfter: z.string(),
  /** Monitoring line on both sides, in yuan; null where the pack has none. */
  lineBefore: z.number().nullable(),
  lineAfter: z.number().nullable(),
  changed: z.array(ChangedValue),
  effect: Effect,
  /** Households whose income per head is not known; they are in no gap. */
  incomeUnknown: z.int(),
  /** Areas below, down to the villages: 4, 6, 9 and 12 digits. */
  areas: z.array(Effect.extend({ areaCode: AreaCode, name: z.string() })),
  matrix: z.array(z.object({ from: LevelKey, to: LevelKey, households: z.int() })),
  rules: z.array(
    z.object({
      kind: z.enum(['trigger', 'indicator', 'exclusion', 'hard']),
      code: z.string(),
      label: z.string(),
      before: z.int(),
      after: z.int(),
      starts: z.int(),
      ends: z.int(),
    }),
  ),
  risks: z.array(z.object({ risk: z.string(), before: z.int(), after: z.int() })),
  seconds: z.number(),
});
export type SimulationView = z.infer<typeof SimulationView>;

/** Which households of a simulation a list shows. */
export const ChangeSetCode = z.enum([
  'entering',
  'leaving',
  'raised',
  'lowered',
  'toCollect',
  'decided',
  'before',
  'after',
  'visitsBefore',
  'visitsAfter',
  'visitsIn',
  'visitsOut',
  'undecidedBefore',
  'undecidedAfter',
  'belowBefore',
  'belowAfter',
  'belowNew',
  'all',
]);
export type ChangeSetCode = z.infer<typeof ChangeSetCode>;

export const SimulatedListRequest = z
  .object({
    ...other,
    set: ChangeSetCode,
    from: LevelKey.optional(),
    to: LevelKey.optional(),
    /** A rule, and on which side it holds; `starts` and `ends`: on one side only. */
    rule: z.object({ code: Name, holds: z.enum(['before', 'after', 'starts', 'ends']) }).optional(),
    risk: z.object({ code: z.string().max(4), holds: z.enum(['before', 'after']) }).optional(),
    cursor: z.string().max(400).optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .refine(isOneOf, ONE_OF);
export type SimulatedListRequest = z.infer<typeof SimulatedListRequest>;

/** A household under the two packs, as a row of a list. */
export const SimulatedRow = z.object({
  householdId: PublicId,
  headName: z.string(),
  areaCode: AreaCode,
  villageName: z.string(),
  groupNo: z.string().nullable(),
  isMonitored: z.boolean(),
  before: z.int().nullable(),
  after: z.int().nullable(),
  /** The most severe reason of the side that points the household out; of the trial where both do. */
  reason: z.string(),
  /** Rules that hold on one side only. */
  starts: z.array(z.string()),
  ends: z.array(z.string()),
  /** Whether the run has a trace of it: it was pointed out or undecided there. */
  hasTrace: z.boolean(),
});
export type SimulatedRow = z.infer<typeof SimulatedRow>;
export const SimulatedPage = page(SimulatedRow);

export const permissions = {
  getSimulationBasis: LINE_ROLES,
  simulateRun: LINE_ROLES,
  listSimulatedHouseholds: LINE_ROLES,
  /** Those who read proposals. */
  previewPackEffect: [...PACK_ROLES, 'AUDITOR'],
} as const satisfies Permissions;
