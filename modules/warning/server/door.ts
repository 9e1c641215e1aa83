import type { Tx } from '@shouwang/platform/db/scope.ts';

export { type DispatchResult, dispatchFindings, type Finding } from './commands.ts';
export { listDispatches } from './queries.ts';

/** A work sheet that no case has taken up yet. */
export interface OpenSheet {
  id: string;
  countyCode: string;
  areaCode: string;
  householdId: string;
  headName: string;
  level: number;
  riskTypes: string[];
  channel: string;
  reasons: unknown;
}

/** The sheets of a run that are dispatched and have no case yet. */
export async function listSheetsWithoutCase(tx: Tx, countyCode: string, runId: string): Promise<OpenSheet[]> {
  return tx
    .selectFrom('warning.dispatch')
    .select([
      'id',
      'county_code as countyCode',
      'area_code as areaCode',
      'household_id as householdId',
      'head_name as headName',
      'level',
      'risk_types as riskTypes',
      'channel',
      'reasons',
    ])
    .where('county_code', '=', countyCode)
    .where('run_id', '=', runId)
    .where('case_id', 'is', null)
    .where('state', '=', 'DISPATCHED')
    .orderBy('level')
    .orderBy('dispatch_no')
    .execute();
}

/** Follows a case: the sheet and its clues show the same state as the procedure that took them up. */
export async function followCase(
  tx: Tx,
  sheet: { countyCode: string; id: string },
  change: { state: string; caseId?: string; resultCode?: string },
): Promise<void> {
  await tx
    .updateTable('warning.dispatch')
    .set((eb) => ({
      state: change.state,
      version: eb('version', '+', 1),
      ...(change.caseId ? { case_id: change.caseId } : {}),
      ...(change.resultCode ? { result_code: change.resultCode } : {}),
    }))
    .where('county_code', '=', sheet.countyCode)
    .where('id', '=', sheet.id)
    .execute();
  await tx
    .updateTable('warning.clue')
    .set({ status: change.state, ...(change.resultCode ? { result_code: change.resultCode } : {}) })
    .where('county_code', '=', sheet.countyCode)
    .where('dispatch_id', '=', sheet.id)
    .execute();
}
