import { AreaCode, Day, PageQuery, page, text } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { PackView, Unit } from './contract.ts';

/**
 * Where a version stands on a day: proposed, confirmed but not yet in force (scheduled), in force, in force no longer (retired), refused by
 * another person, withdrawn by its author.
 */
export const PackStanding = z.enum(['proposed', 'scheduled', 'in-force', 'retired', 'refused', 'withdrawn']);
export type PackStanding = z.infer<typeof PackStanding>;

/** The name under which the problems of a proposed text are told; problems of other layers name their own pack. */
export const PROPOSED_FILE = '本次提议';

/** The text of one layer. It is kept as it was typed: line and column of a problem are those of this text. */
export const PackText = z.string().min(1, '请填写政策包文本').max(200_000, '文本过长，最多 20 万字');

/** A fault of a pack text as the editor shows it. `code` is stable, `message` is Chinese and says what to do. */
export const PackProblemView = z.object({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  code: z.string(),
  message: z.string(),
});
export type PackProblemView = z.infer<typeof PackProblemView>;

/** One version of a pack: who proposed it, who confirmed or closed it, when and why, and from when to when it holds. */
export const PackVersion = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  areaCode: AreaCode,
  versionNo: z.int(),
  standing: PackStanding,
  /** `product`: the text came with the product. */
  origin: z.enum(['product', 'person']),
  hash: z.string(),
  effectiveFrom: Day,
  inForceFrom: Day.nullable(),
  /** First day on which it no longer holds. */
  supersededOn: Day.nullable(),
  reason: z.string().nullable(),
  proposedBy: z.string().nullable(),
  proposedAt: z.string().nullable(),
  activatedBy: z.string().nullable(),
  activatedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedReason: z.string().nullable(),
  /** Resolved anew because the pack below it changed: that version. */
  carriedBy: z.uuid().nullable(),
  takenFrom: z.uuid().nullable(),
  version: z.int(),
  /** What the person who asks may do with it, and why he may not confirm it. */
  may: z.object({
    activate: z.boolean(),
    refuse: z.boolean(),
    withdraw: z.boolean(),
    propose: z.boolean(),
    whyNot: z.string().nullable(),
  }),
});
export type PackVersion = z.infer<typeof PackVersion>;

/** One version with its text and its resolved content. */
export const PackVersionDetail = z.object({ version: PackVersion, yaml: z.string(), pack: PackView });
export type PackVersionDetail = z.infer<typeof PackVersionDetail>;

export const PackVersionQuery = PageQuery.extend({
  code: z.string().max(80).optional(),
  standing: z.enum(['all', 'open']).default('all'),
});
export type PackVersionQuery = z.infer<typeof PackVersionQuery>;
export const PackVersionPage = page(PackVersion);

/** What is proposed: the text of the layer, why, and the day from which it is to hold (not before today). */
export const NewProposal = z.object({
  yaml: PackText,
  reason: text(500).min(4, '请写明缘由，不少于 4 个字'),
  effectiveFrom: Day,
  /** The version whose text was taken over: an earlier one that is to come back, or one that ships. */
  takenFrom: z.uuid().optional(),
});
export type NewProposal = z.infer<typeof NewProposal>;

/** A text to be looked at before it is proposed; nothing is kept. */
export const PackCheck = z.object({ yaml: PackText, effectiveFrom: Day });
export type PackCheck = z.infer<typeof PackCheck>;

export const PackReason = z.object({ reason: text(500).min(4, '请写明缘由，不少于 4 个字') });
export type PackReason = z.infer<typeof PackReason>;

const Value = z.union([z.number(), z.string(), z.boolean()]);

export const DifferenceSection = z.enum([
  'head',
  'sources',
  'parameters',
  'categories',
  'steps',
  'scheme',
  'indicators',
  'triggers',
  'exclusions',
  'levels',
]);
export type DifferenceSection = z.infer<typeof DifferenceSection>;

/** One value that differs: where it stands, before and after, in which unit, on which basis, and which layer set it. */
export const PackDifference = z.object({
  /** `parameters/line.monitoring/value`. */
  path: z.string(),
  section: DifferenceSection,
  /** Code of the entry, `line.monitoring`, and what people call it. */
  code: z.string(),
  label: z.string(),
  /** What of the entry differs: `value`, `when`, `weight`. */
  field: z.string(),
  kind: z.enum(['changed', 'added', 'removed']),
  before: Value.nullable(),
  after: Value.nullable(),
  unit: Unit.nullable(),
  standing: z.enum(['source', 'default']).nullable(),
  /** The document that is named, with its number. */
  source: z.string().nullable(),
  /** Id of the layer that set the new value; of the old one where it is gone. */
  layer: z.string().nullable(),
});
export type PackDifference = z.infer<typeof PackDifference>;

/** A version that is named in passing. */
export const PackRef = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  versionNo: z.int(),
  areaCode: AreaCode,
});
export type PackRef = z.infer<typeof PackRef>;

/** Answer to a check: all faults at once, and what would differ where there are none. */
export const PackChecked = z.object({
  problems: z.array(PackProblemView),
  /** The version in force on that day, or the pack below where there is none yet. */
  against: PackRef.nullable(),
  differences: z.array(PackDifference),
});
export type PackChecked = z.infer<typeof PackChecked>;

/** An overlay that is resolved anew in the same act, since the pack below it changes. */
export const CarriedOverlay = z.object({
  of: PackRef,
  from: Day,
  until: Day.nullable(),
  differences: z.array(PackDifference),
  problems: z.array(PackProblemView),
});
export type CarriedOverlay = z.infer<typeof CarriedOverlay>;

/** What confirming a proposal today would do. */
export const PackPreview = z.object({
  version: PackVersion,
  /** First day on which it would hold. */
  from: Day,
  until: Day.nullable(),
  against: PackRef.nullable(),
  differences: z.array(PackDifference),
  /** Versions that end; `scheduled` ones would never come into force. */
  ends: z.array(PackRef.extend({ scheduled: z.boolean(), inForceFrom: Day })),
  carried: z.array(CarriedOverlay),
  /** Why it cannot be confirmed as it stands; empty when it can. */
  obstacles: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type PackPreview = z.infer<typeof PackPreview>;

/** Refusals of the acts on packs. */
export const PACK_REFUSALS = [
  'pack-invalid',
  'pack-same-proposed',
  'pack-not-proposed',
  'pack-own-proposal',
  'pack-not-own-proposal',
  'pack-needs-author',
  'pack-changed',
  'pack-base-changed',
  'pack-overlay-breaks',
  'pack-outside-area',
] as const;
export type PackRefusal = (typeof PACK_REFUSALS)[number];
