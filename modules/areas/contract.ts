import { z } from 'zod';

/** Code of a division: 2 digits province, 4 city, 6 county, 9 town, 12 village. Compared as text, in byte order. */
export const AreaCode = z
  .string()
  .regex(/^\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?$/, '区划代码应为2、4、6、9或12位数字');
export type AreaCode = z.infer<typeof AreaCode>;

/** Level of a division: 1 province, 2 city, 3 county, 4 town, 5 administrative village (table `area_level`). */
export const AreaLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export type AreaLevel = z.infer<typeof AreaLevel>;

/** One division as the national list of 2023 has it, with what is needed to show it and to find it by sound. */
export const Area = z.object({
  code: AreaCode,
  /** The full official name, as in the source (长塘村委会). */
  name: z.string().min(1).max(60),
  /** The name for narrow places on the screen (长塘村), made by the rule `shortName`. */
  shortName: z.string().min(1).max(60),
  level: AreaLevel,
  /** Code of the division above; null for a province. */
  parentCode: AreaCode.nullable(),
  /** Sound of the short name without tones and spaces (changtangcun). */
  pinyin: z.string(),
  /** First letters of the sound (ctc). */
  initials: z.string(),
});
export type Area = z.infer<typeof Area>;

/** What a search may ask: part of a name, a sound, first letters, or the beginning of a code. */
export const AreaSearch = z.object({
  q: z.string().trim().min(1).max(40),
  within: AreaCode.optional(),
  level: z.coerce.number().int().min(1).max(5).optional(),
});
export type AreaSearch = z.infer<typeof AreaSearch>;

/** Half-open range of codes [lo, hi) in byte order, as the scope policies of the database compare it. */
export const ScopeRange = z.object({ lo: AreaCode, hi: z.string() });
export type ScopeRange = z.infer<typeof ScopeRange>;

/** Divisions are public knowledge: everybody who is signed in may read them, nobody changes them on the screen. */
export const permissions = {
  getArea: 'signed-in',
  listAreas: 'signed-in',
  searchAreas: 'signed-in',
} as const;

/** Expected refusals of this module. */
export const AreaRefusal = z.enum(['AREA_NOT_FOUND', 'AREA_CODE_MALFORMED']);
export type AreaRefusal = z.infer<typeof AreaRefusal>;
