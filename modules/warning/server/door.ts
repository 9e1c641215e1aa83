import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { followClues } from './clues.ts';

export { dispatchFindings } from './commands.ts';
export type { Finding } from './findings.ts';
export { countOpenNeeds, countOpenSheets, type SheetCount } from './queries.ts';
export { type KinSource, useKinSource } from './visitors.ts';
export {
  countWaitingSheets,
  listWaitingSheets,
  WAITING_KINDS,
  type WaitingSheet,
} from './waiting.ts';

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
  /** Day on which the county sent the sheet out: day 1 of the chain. */
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

/** The work sheets of a run that no case has taken up yet; a follow-up sheet never gets one. */
export async function listSheetsWithoutCase(tx: Tx, countyCode: string, runId: string): Promise<OpenSheet[]> {
  return tx
    .selectFrom('warning.dispatch')
    .select(SHEET)
    .where('county_code', '=', countyCode)
    .where('run_id', '=', runId)
    .where('kind', '=', 'identification')
    .where('case_id', 'is', null)
    .where('state', '=', 'RECEIVED')
    .orderBy('level')
    .orderBy('dispatch_no')
    .execute();
}

/** A sheet as it stands now, with the case that took it up; undefined when it is gone or out of scope. */
export async function findSheet(
  tx: Tx,
  at: { countyCode: string; id: string },
): Promise<(OpenSheet & { caseId: string | null; renewedOn: string | null }) | undefined> {
  return tx
    .selectFrom('warning.dispatch')
    .select([...SHEET, 'case_id as caseId', 'renewed_on as renewedOn'])
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .executeTakeFirst();
}

/** Who sent a sheet out for the county, and when; no name for sheets of the time before it was kept. */
export async function findSender(
  tx: Tx,
  at: { countyCode: string; id: string },
): Promise<{ name: string | null; at: Date } | undefined> {
  return tx
    .selectFrom('warning.dispatch')
    .select(['sent_by_name as name', 'created_at as at'])
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .executeTakeFirst();
}

/** Makes a follow-up sheet of a work sheet that no case has taken up, since its household is monitored by now. */
export async function turnIntoFollowUp(
  tx: Tx,
  actor: Actor,
  sheet: { countyCode: string; id: string; areaCode: string },
): Promise<void> {
  const turned = await tx
    .updateTable('warning.dispatch')
    .set((eb) => ({ kind: 'follow-up', state: 'DISPATCHED', version: eb('version', '+', 1) }))
    .where('county_code', '=', sheet.countyCode)
    .where('id', '=', sheet.id)
    .where('state', '=', 'RECEIVED')
    .where('case_id', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!turned) return;
  await followClues(tx, sheet, { status: 'DISPATCHED' });
  const objectKey = `dispatch:${sheet.countyCode}:${sheet.id}`;
  await recordAudit(tx, actor, { action: 'turnIntoFollowUp', areaCode: sheet.areaCode, objectKey });
}

/** Follows a case: the sheet and its clues show the same state as the procedure that took them up; clues that were merged stay so and get the result. */
export async function followCase(
  tx: Tx,
  sheet: { countyCode: string; id: string },
  change: { state: string; caseId?: string; resultCode?: string },
): Promise<void> {
  await tx
    .updateTable('warning.dispatch')
    .set((eb) => ({
      state: change.state,
      closed_on: change.state === 'CLOSED' ? clock.today() : null,
      version: eb('version', '+', 1),
      ...(change.caseId ? { case_id: change.caseId } : {}),
      ...(change.resultCode ? { result_code: change.resultCode } : {}),
    }))
    .where('county_code', '=', sheet.countyCode)
    .where('id', '=', sheet.id)
    .execute();
  await followClues(tx, sheet, {
    status: change.state,
    ...(change.resultCode ? { resultCode: change.resultCode } : {}),
  });
}
