import type { Tx } from '@shouwang/platform/db/scope.ts';

export { type DispatchResult, dispatchFindings, type Finding } from './commands.ts';
export { countOpenSheets, listDispatches, type SheetCount } from './queries.ts';

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
  /** Day on which the sheet was dispatched: day 1 of the chain. */
  receivedOn: string;
}

const SHEET = [
  'id',
  'county_code as countyCode',
  'area_code as areaCode',
  'household_id as householdId',
  'head_name as headName',
  'level',
  'risk_types as riskTypes',
  'channel',
  'reasons',
  'received_on as receivedOn',
] as const;

/** The sheets of a run that are dispatched and have no case yet. */
export async function listSheetsWithoutCase(tx: Tx, countyCode: string, runId: string): Promise<OpenSheet[]> {
  return tx
    .selectFrom('warning.dispatch')
    .select(SHEET)
    .where('county_code', '=', countyCode)
    .where('run_id', '=', runId)
    .where('case_id', 'is', null)
    .where('state', '=', 'DISPATCHED')
    .orderBy('level')
    .orderBy('dispatch_no')
    .execute();
}

/** A sheet as it stands now, with the case that took it up; undefined when it is gone or out of scope. */
export async function findSheet(
  tx: Tx,
  at: { countyCode: string; id: string },
): Promise<(OpenSheet & { caseId: string | null }) | undefined> {
  return tx
    .selectFrom('warning.dispatch')
    .select([...SHEET, 'case_id as caseId'])
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .executeTakeFirst();
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
