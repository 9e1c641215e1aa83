import type { Tx } from '@shouwang/platform/db/scope.ts';
import { listPath } from '../../areas/server/door.ts';
import type { CaseRowInDb } from './rows.ts';

/** Where a case lies, as the other modules ask for it. */
export function placeOf(row: Pick<CaseRowInDb, 'county_code' | 'area_code'>): { countyCode: string; areaCode: string } {
  return { countyCode: row.county_code, areaCode: row.area_code };
}

/** Short names of county, town and village of a village code; a general word where a division is not known. */
export async function placeNames(tx: Tx, areaCode: string): Promise<{ county: string; town: string; village: string }> {
  const path = await listPath(tx, areaCode);
  const named = (length: number, otherwise: string) =>
    path.find((area) => area.code.length === length)?.shortName ?? otherwise;
  return { county: named(6, '本县'), town: named(9, '本镇'), village: named(12, '本村') };
}

/** 第二组 for `2` or `第二组`: numbers of groups are written out as the village says them. */
export function groupName(group: string): string {
  return /组$/.test(group) ? group : `${group}组`;
}
