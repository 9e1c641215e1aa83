import type { Tx } from '@shouwang/platform/db/scope.ts';

/** Brings the clues of a sheet to its state; those that were merged follow the first one and only get the result. */
export async function followClues(
  tx: Tx,
  sheet: { countyCode: string; id: string },
  { status, resultCode }: { status: string; resultCode?: string },
): Promise<void> {
  const ofSheet = () =>
    tx.updateTable('warning.clue').where('county_code', '=', sheet.countyCode).where('dispatch_id', '=', sheet.id);
  await ofSheet().set({ status }).where('merged_into_id', 'is', null).execute();
  if (resultCode) await ofSheet().set({ result_code: resultCode }).execute();
}
