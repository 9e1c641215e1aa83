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
  throw new Refusal('cursor-invalid', { status: 400, detail: '翻页位置已失效，请回到第一页。' });
}
