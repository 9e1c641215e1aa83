import { z } from 'zod';

/** `YYYY-MM-DD`. */
export const Day = z.iso.date();
/** `YYYY-MM-DD HH:mm` in Asia/Shanghai. */
export const Minute = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
export const Month = z.string().regex(/^\d{6}$/);
export const Fen = z.int();
export const Line = z.string().min(1).max(60);
export const Note = z.string().max(300);
/** ID numbers stand masked on every paper. */
export const MaskedId = z
  .string()
  .max(22)
  .refine((text) => !/\d{7}/.test(text) && (text === '' || text.includes('*')), 'not masked');

/** Who the paper is about, as a header prints it. */
export const Subject = z.object({
  caseNo: Line,
  householdNo: Line,
  headName: Line,
  /** County, town and village as written: 翁源县江尾镇松岭村. */
  area: Line,
  group: Line,
  householdType: Line,
  size: z.int().min(1),
});
export type Subject = z.infer<typeof Subject>;

export const Officer = z.object({ name: Line, unit: Line });

/** Somebody who did something, in which office, at which minute; the system has no office. */
export const Deed = z.object({ name: Line, office: z.string().max(60), at: Minute });
