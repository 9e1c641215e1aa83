import { z } from 'zod';

z.config(z.locales.zhCN());

/** The id of an object of a county in addresses and answers: `440229:<uuid>`. It says where the row is, so that no query searches everywhere. */
export const PublicId = z
  .string()
  .regex(/^\d{6}:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, '编号格式不对')
  .describe('county code and UUID: 440229:0193…');
export type PublicId = z.infer<typeof PublicId>;

/** A division code of 2, 4, 6, 9 or 12 digits. */
export const AreaCode = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/, '区划代码应为 2、4、6、9 或 12 位数字');
export type AreaCode = z.infer<typeof AreaCode>;

/** A calendar day in Asia/Shanghai. */
export const Day = z.iso.date();
/** A moment in UTC, ISO 8601. */
export const Moment = z.iso.datetime();
/** A month, `YYYYMM`. */
export const Month = z.string().regex(/^\d{4}(0[1-9]|1[0-2])$/, '月份应为 6 位数字，例如 202610');
/** An amount in fen. */
export const Fen = z.int();

/** One-line text that a person types: trimmed, without control characters, at most `max` characters. */
export function line(max: number) {
  return (
    z
      .string()
      .trim()
      .min(1)
      .max(max)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
      .regex(/^[^\u0000-\u001f\u007f\ud800-\udfff]*$/u, '含有不能保存的字符')
  );
}

/** Text of several lines that a person types. */
export function text(max: number) {
  return (
    z
      .string()
      .trim()
      .min(1)
      .max(max)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
      .regex(/^[^\u0000-\u0008\u000b-\u001f\u007f\ud800-\udfff]*$/u, '含有不能保存的字符')
  );
}

/** The query of a paged list: where to go on and how many. */
export const PageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of a list: its rows and where to go on. `total` only where it is cheap and true. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().nullable().optional() });
}

/** The two parts of a public id. */
export function splitId(id: PublicId): { countyCode: string; id: string } {
  return { countyCode: id.slice(0, 6), id: id.slice(7) };
}

/** Roles that may use an operation; `public` needs no sign-in, `signed-in` any account. */
export type Permission = readonly string[] | 'public' | 'signed-in';
export type Permissions = Record<string, Permission>;
