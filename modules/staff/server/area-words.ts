import { isPseudo, pathOf } from '@shouwang/modules/areas/rules.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';

const COUNTY_DIGITS = 6;

/** Divisions in words, from the county down (`翁源县 · 江尾镇`), above a county their own name; all in one query. */
export async function areaWords(tx: Tx, codes: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .selectFrom('areas.area')
    .select(['code', 'short_name'])
    .where('code', 'in', [...new Set(wanted.flatMap((code) => pathOf(code)))])
    .execute();
  const names = new Map(rows.map((row) => [row.code, row.short_name]));
  return new Map(wanted.map((code) => [code, wordsOf(code, names)]));
}

function wordsOf(code: string, names: ReadonlyMap<string, string>): string {
  const path = pathOf(code).filter((one) => !isPseudo(one) && (one.length >= COUNTY_DIGITS || one === code));
  return path.map((one) => names.get(one) ?? one).join(' · ');
}
