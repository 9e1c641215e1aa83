import { pinyin } from 'pinyin-pro';

/** First letters of a name as people type them (钟树根 -> zsg); surnames are read as surnames, other signs are left out. */
export function initialsOf(name: string): string {
  const letters = pinyin(name, {
    pattern: 'first',
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'consecutive',
  });
  return (
    letters
      .join('')
      .toLowerCase()
      .replace(/[^a-z]/g, '') || 'x'
  );
}
