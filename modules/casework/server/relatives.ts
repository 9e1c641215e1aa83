import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { RecusalData } from '../picture.ts';

type Person = Pick<RecusalData, 'accountId' | 'name'>;

/** Who was confirmed as a close relative of a household in any of its cases, and whom an approver found to be a namesake only. */
export async function listKin(
  tx: Tx,
  household: { countyCode: string; id: string },
): Promise<{ relatives: Person[]; cleared: Person[] }> {
  const rows = await tx
    .selectFrom('casework.step_record as r')
    .innerJoin('casework.identification as i', (join) =>
      join.onRef('i.county_code', '=', 'r.county_code').onRef('i.id', '=', 'r.case_id'),
    )
    .select('r.data')
    .where('i.county_code', '=', household.countyCode)
    .where('i.household_id', '=', household.id)
    .where('r.step', '=', 'RECUSAL')
    .where('r.superseded', '=', false)
    .execute();
  const said = rows.map(({ data }) => data as unknown as RecusalData);
  const people = (some: RecusalData[]) => some.map(({ accountId, name }) => ({ accountId, name }));
  return {
    relatives: people(said.filter(({ state }) => state === 'confirmed')),
    cleared: people(said.filter(({ cleared }) => cleared)),
  };
}
