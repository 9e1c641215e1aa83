import { Refusal } from '../errors/refusal.ts';

/** A cursor is the sort key of the last row of a page; opaque to clients, checked when it comes back. */
export function encodeCursor(parts: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The sort key in a cursor, or a refusal when it is not one of ours. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const known = (part: unknown) =>
      part === null || typeof part === 'number' || (typeof part === 'string' && !part.includes('\u0000'));
    if (Array.isArray(parts) && parts.length === length && parts.every(known))
      return parts as (string | number | null)[];
  } catch {
    // falls through to the refusal
  }
  throw cursorInvalid();
}

/** The refusal of a place that is not one of ours: `cursor-invalid` (400). */
export const cursorInvalid = (): Refusal =>
  new Refusal('cursor-invalid', { status: 400, detail: '翻页位置已失效，请回到第一页。' });

const YEARS = /^\d{4}-/;

/** A place in a list by moment and id: the cursor is `[ISO moment, uuid]`; null without one. */
export function decodeMoment(cursor: string | undefined): { at: string; id: string } | null {
  if (cursor === undefined) return null;
  const [at, id] = decodeCursor(cursor, 2);
  if (typeof at !== 'string' || !YEARS.test(at) || Number.isNaN(Date.parse(at))) throw cursorInvalid();
  if (typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw cursorInvalid();
  return { at, id };
}
