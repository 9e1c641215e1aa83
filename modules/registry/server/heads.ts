import type { Tx } from '@shouwang/platform/db/scope.ts';

/** What a list shows of a household: who and where. */
export interface HouseholdHead {
  headName: string;
  areaCode: string;
  groupNo: string | null;
}

/** The heads of households of a county, by id; those outside the actor's area, or no longer on record, are left out. */
export async function listHeads(
  tx: Tx,
  countyCode: string,
  ids: readonly string[],
): Promise<Map<string, HouseholdHead>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('registry.household')
    .select(['id', 'head_name', 'area_code', 'group_no'])
    .where('county_code', '=', countyCode)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(
    rows.map((row) => [row.id, { headName: row.head_name, areaCode: row.area_code, groupNo: row.group_no }]),
  );
}
