import { COUNTY_ROLES, LINE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { AreaCode, Day, Month, PageQuery, type Permissions, PublicId } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { SheetKind } from '../warning/contract.ts';
import { Trace } from './contract.ts';

/** States of a run. */
export const RunState = z.enum(['queued', 'running', 'done', 'failed']);

/** How far a run is; its steps are named for people. */
export const RunProgress = z.object({ step: z.string(), done: z.int(), of: z.int(), seconds: z.number() });
export type RunProgress = z.infer<typeof RunProgress>;

/** Households by level over an area; stable and undecided are never added. */
export const LevelCounts = z.object({
  households: z.int(),
  red: z.int(),
  orange: z.int(),
  yellow: z.int(),
  green: z.int(),
  undecided: z.int(),
  newly: z.int(),
  cleared: z.int(),
  /** Of the red, orange and yellow ones those that are monitored already: their contact gets a follow-up sheet. */
  monitored: z.int(),
});
export type LevelCounts = z.infer<typeof LevelCounts>;

/** 筛选批次: when, with which pack, on what, how fast, which result. */
export const Run = z.object({
  id: PublicId,
  runNo: z.string(),
  areaCode: AreaCode,
  period: Month,
  packName: z.string(),
  packHash: z.string(),
  engine: z.string(),
  state: RunState,
  progress: RunProgress,
  snapshotPos: z.int().nullable(),
  batches: z.array(
    z.object({ item: z.string(), batchId: z.string(), fileName: z.string(), rows: z.int(), period: Month }),
  ),
  missingItems: z.array(z.string()),
  households: z.int().nullable(),
  itemRows: z.int().nullable(),
  counts: LevelCounts.nullable(),
  rules: z.array(z.object({ code: z.string(), label: z.string(), households: z.int() })),
  resultHash: z.string().nullable(),
  /** Whether the facts of its households are kept, so that other values can be tried on them. */
  factsKept: z.boolean(),
  seconds: z.number().nullable(),
  failure: z.string().nullable(),
  startedByName: z.string(),
  startedAt: z.iso.datetime(),
  dispatchedAt: z.iso.datetime().nullable(),
  version: z.int(),
});
export type Run = z.infer<typeof Run>;

/** Counts of one area of a run. */
export const RunArea = LevelCounts.extend({ areaCode: AreaCode, name: z.string() });
export type RunArea = z.infer<typeof RunArea>;

/** A household that a run points out, as a row of a list. */
export const RunHit = z.object({
  householdId: PublicId,
  headName: z.string(),
  areaCode: AreaCode,
  villageName: z.string(),
  groupNo: z.string().nullable(),
  level: z.int().nullable(),
  mainReason: z.string(),
  rules: z.array(z.string()),
  /** Codes of codes/risk_type.csv. */
  riskTypes: z.array(z.string()),
  exclusions: z.array(z.string()),
  undecided: z.int(),
  score: z.number().nullable(),
  isNew: z.boolean(),
  /** Monitored when the run worked: its sheet is a 跟进单 for the contact. */
  isMonitored: z.boolean(),
  handling: z.string().nullable(),
  dispatchId: PublicId.nullable(),
  caseId: PublicId.nullable(),
});
export type RunHit = z.infer<typeof RunHit>;

export const HitFilter = PageQuery.extend({
  area: AreaCode.optional(),
  /** `hits`: red, orange and yellow together; never with those that cannot be judged. */
  level: z.enum(['hits', '1', '2', '3', 'undecided']).optional(),
  rule: z.string().max(20).optional(),
  fresh: z.stringbool().optional(),
});
export type HitFilter = z.infer<typeof HitFilter>;

/**
 * What a dispatch did: new work sheets, new follow-up sheets for the contacts of monitored households, hints that joined an open sheet (of these those
 * that renewed it), and hints that a sheet closed a short while ago knew already.
 */
export const Dispatched = z.object({
  opened: z.int(),
  followUps: z.int(),
  joined: z.int(),
  renewed: z.int(),
  merged: z.int(),
});
export type Dispatched = z.infer<typeof Dispatched>;

/** Why this household: the trace with the names that are needed around it. */
export const TraceView = z.object({
  runId: PublicId,
  runNo: z.string(),
  householdId: PublicId,
  headName: z.string(),
  sharingCount: z.int(),
  areaPath: z.array(z.object({ code: AreaCode, name: z.string() })),
  groupNo: z.string().nullable(),
  isNew: z.boolean(),
  isMonitored: z.boolean(),
  /** Whether the files that the run read are still kept, so that the household can be worked out again from them. */
  dataKept: z.boolean(),
  /** The open work sheet of the household, whichever run it came from; else the closed one of this run. */
  sheet: z
    .object({
      id: PublicId,
      kind: SheetKind,
      dispatchNo: z.string(),
      state: z.string(),
      dueOn: Day,
      caseId: PublicId.nullable(),
    })
    .nullable(),
  trace: Trace,
  /** File names of the batches that the trace cites. */
  files: z.record(z.string(), z.object({ fileName: z.string(), department: z.string(), itemLabel: z.string() })),
  earlier: z.array(
    z.object({
      runId: PublicId,
      runNo: z.string(),
      at: z.iso.datetime(),
      level: z.int().nullable(),
      mainReason: z.string(),
    }),
  ),
});
export type TraceView = z.infer<typeof TraceView>;

export const permissions = {
  startRun: COUNTY_ROLES,
  listRuns: LINE_ROLES,
  getRun: LINE_ROLES,
  listRunAreas: LINE_ROLES,
  listRunHits: LINE_ROLES,
  getTrace: LINE_ROLES,
  recomputeTrace: LINE_ROLES,
  dispatchRun: COUNTY_ROLES,
} as const satisfies Permissions;
