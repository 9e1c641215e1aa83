import { Day, PublicId } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';

/** Department items that speak of something the registry holds too; what is looked at with the family's consent only is not among them. */
export const WordItem = z.enum(['ZJ-01', 'SL-01', 'JY-01', 'MZ-01', 'CL-01']);
export type WordItem = z.infer<typeof WordItem>;

/** What of a household or a member a department may speak of. */
export const WordTopic = z.enum([
  'houseGrade',
  'soleHousing',
  'waterOutageDays',
  'safeWater',
  'studentStatus',
  'dibaoStatus',
  'disability',
]);
export type WordTopic = z.infer<typeof WordTopic>;

/**
 * A department's word against the registry: the same; said later than the registry's value was last seen to; said before the registry's value was
 * written down; other, and nobody can say which came later; or the registry does not know.
 */
export const WordVerdict = z.enum(['same', 'newer', 'older', 'differs', 'registry-unknown']);
export type WordVerdict = z.infer<typeof WordVerdict>;

/** Values by field of the registry; null = none (not at school, no card), never unknown. */
export const WordValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type WordValues = z.infer<typeof WordValues>;

/** What a department's file in force says of a household or a member, beside what the registry says. */
export const DepartmentWord = z.object({
  itemCode: WordItem,
  departmentName: z.string(),
  /** null = the household itself. */
  memberId: z.uuid().nullable(),
  topic: WordTopic,
  /** By field of the registry, as a correction takes them. */
  values: WordValues,
  text: z.string(),
  /** The day that the word speaks of: its own date, or the data date of a list that says how things stand. */
  day: Day,
  dataDate: Day,
  batchId: PublicId,
  batchNo: z.string(),
  rowNo: z.int(),
  registryText: z.string(),
  /** When the registry's value was surveyed or written down; null = not known. */
  registryOn: Day.nullable(),
  verdict: WordVerdict,
});
export type DepartmentWord = z.infer<typeof DepartmentWord>;

/**
 * Where an item stands for a household: it speaks of it, it came and says nothing of it, no file came, or it speaks of health and is masked until
 * health is revealed with a reason.
 */
export const WordStanding = z.enum(['spoke', 'silent', 'missing', 'masked']);
export type WordStanding = z.infer<typeof WordStanding>;

/** One of the items with where it stands; `differs` says of a masked one whether it holds anything else than the registry. */
export const WordSource = z.object({
  itemCode: WordItem,
  itemName: z.string(),
  departmentName: z.string(),
  standing: WordStanding,
  /** Data date of the latest file in force. */
  dataDate: Day.nullable(),
  differs: z.boolean(),
});
export type WordSource = z.infer<typeof WordSource>;

/** What departments say of a household: every item, and the words themselves. */
export const HouseholdWords = z.object({ sources: z.array(WordSource), words: z.array(DepartmentWord) });
export type HouseholdWords = z.infer<typeof HouseholdWords>;
