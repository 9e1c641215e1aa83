import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import { type Actor, runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { sql } from 'kysely';
import type { PolicyPack } from '../../policy/contract.ts';
import { getPackInForce } from '../../policy/server/door.ts';
import { getHouseholdForCase } from '../../registry/server/door.ts';
import { followCase } from '../../warning/server/door.ts';
import { chainDue, startStep } from '../clock.ts';
import type { ActDone } from '../contract.ts';
import { firstSnapshot } from '../machine.ts';
import { dutyOf, limitDays, limitOf } from '../procedure.ts';
import { isMonitored } from '../rules.household.ts';
import { MONITORED } from '../rules.relatives.ts';
import type { CaseRowInDb } from './rows.ts';
import { openTask } from './tasks.ts';

/** A work sheet of the county from which a case is opened. */
export interface DispatchedSheet {
  id: string;
  countyCode: string;
  areaCode: string;
  householdId: string;
  headName: string;
  level: number;
  riskTypes: string[];
  channel: string;
  reasons: unknown;
  /** Day on which the clue was received: day 1 of the chain. Today, unless given. */
  receivedOn?: string;
}

/**
 * Opens the case of a work sheet, which the town has to hand to a team, under the pack in force on the day of the clue, with its first task. Refuses `case-open-already`
 * when the household has an open case, `household-monitored` when it is a monitored object already: its contact follows the clue. County scope: case numbers are allotted per county and year.
 */
export async function openCase(tx: Tx, actor: Actor, sheet: DispatchedSheet): Promise<ActDone> {
  await runSql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`casework.open:${sheet.countyCode}`]);
  const household = await getHouseholdForCase(tx, { countyCode: sheet.countyCode, id: sheet.householdId });
  if (isMonitored(household.monitoringState))
    throw new Refusal('household-monitored', { status: 409, detail: MONITORED });
  const before = await earlierCases(tx, sheet);
  if (before.some((one) => one.closed_at === null)) {
    throw new Refusal('case-open-already', { status: 409, detail: '该户已有在办的识别件，新线索并入原件。' });
  }
  await endRechecks(tx, sheet);
  const startedOn = earlier(sheet.receivedOn ?? clock.today(), clock.today());
  const { id: packId, pack } = await getPackInForce(tx, sheet.areaCode, startedOn);
  const episodeNo = 1 + before.filter((one) => one.state === 'REGISTERED').length;
  const row = await tx
    .insertInto('casework.identification')
    .values({
      ...newRow(sheet, { startedOn, packId, pack }),
      case_no: await nextNumber(tx, sheet.countyCode, startedOn.slice(0, 4)),
      episode_no: episodeNo,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const reasons = saidReasons(sheet.reasons);
  await writeReasons(tx, actor, { row, reasons });
  const duty = dutyOf(firstSnapshot());
  if (duty) {
    const reason = reasons[0] ?? '请指派核实组';
    await openTask(tx, { row, duty, reason, dueOn: row.step_due_on, departmentCode: null });
  }
  await followCase(tx, { countyCode: sheet.countyCode, id: sheet.id }, { state: row.state, caseId: row.id });
  const detail = { dispatch: sheet.id, level: row.level };
  await recordAudit(tx, actor, {
    action: 'openCase',
    areaCode: row.area_code,
    objectKey: `case:${publicId(row)}`,
    detail,
  });
  return { id: publicId(row), version: row.version, state: firstSnapshot().state };
}

/** The visit that is still owed to a household which would not sign is made with the new case. */
async function endRechecks(tx: Tx, { countyCode, householdId }: DispatchedSheet): Promise<void> {
  await tx
    .updateTable('casework.task')
    .set({ state: 'CANCELLED', closed_at: clock.now() })
    .where('county_code', '=', countyCode)
    .where('household_id', '=', householdId)
    .where('kind', '=', 'recordRecheck')
    .where('closed_at', 'is', null)
    .execute();
  await tx
    .updateTable('casework.identification')
    .set((eb) => ({
      snapshot: sql`jsonb_set(snapshot, '{context,recheckDue}', 'false')`,
      version: eb('version', '+', 1),
    }))
    .where('county_code', '=', countyCode)
    .where('household_id', '=', householdId)
    .where('state', '=', 'WITHDRAWN')
    .where(sql<boolean>`snapshot #>> '{context,recheckDue}' = 'true'`)
    .execute();
}

/** A clue is never received in the future. */
const earlier = (one: string, other: string) => (one < other ? one : other);

interface Beginning {
  startedOn: string;
  packId: string;
  pack: PolicyPack;
}

/** The row of a case on its first day. */
function newRow(sheet: DispatchedSheet, { startedOn, packId, pack }: Beginning) {
  const snapshot = firstSnapshot();
  const none = { startedOn, stepStartedOn: startedOn, stepDueOn: null, pausedOn: null, pausedDays: 0, stepRuns: false };
  const time = startStep(none, startedOn, limitDays(pack, 'RECEIVED'));
  return {
    county_code: sheet.countyCode,
    id: newId(),
    area_code: sheet.areaCode,
    household_id: sheet.householdId,
    head_name: sheet.headName,
    dispatch_id: sheet.id,
    level: sheet.level,
    category: null,
    risk_types: sheet.riskTypes,
    channel: sheet.channel,
    state: snapshot.state,
    snapshot: JSON.stringify(snapshot),
    pack_id: packId,
    pack_hash: pack.hash,
    started_on: startedOn,
    chain_due_on: chainDue(time, limitOf(pack, 'chain.maxDays'), 0),
    step_started_on: time.stepStartedOn,
    step_due_on: time.stepDueOn,
    paused_on: null,
    pause_reason: null,
    paused_days: 0,
    step_runs: false,
    green_channel: false,
    green_due_on: null,
    returns: JSON.stringify({}),
    result_code: null,
    identified_on: null,
    closed_at: null,
    version: 1,
    sync_pos: clock.wall().getTime(),
    changed_at: clock.now(),
  };
}

/** Keeps why the sheet was made, in the words that may be read aloud. */
async function writeReasons(
  tx: Tx,
  actor: Actor,
  { row, reasons }: { row: CaseRowInDb; reasons: string[] },
): Promise<void> {
  await tx
    .insertInto('casework.step_record')
    .values({
      county_code: row.county_code,
      id: newId(),
      area_code: row.area_code,
      case_id: row.id,
      step: 'RECEIVED',
      round: 1,
      data: JSON.stringify({ reasons, riskTypes: row.risk_types }),
      health_sealed: null,
      recorded_by: actor.accountId,
      recorded_by_name: actor.name,
      recorded_at: clock.now(),
      superseded: false,
    })
    .execute();
}

async function earlierCases(tx: Tx, sheet: DispatchedSheet) {
  return tx
    .selectFrom('casework.identification')
    .select(['state', 'closed_at'])
    .where('county_code', '=', sheet.countyCode)
    .where('household_id', '=', sheet.householdId)
    .execute();
}

async function nextNumber(tx: Tx, countyCode: string, year: string): Promise<string> {
  const row = await tx
    .selectFrom('casework.identification')
    .select((eb) => eb.fn.max('case_no').as('no'))
    .where('county_code', '=', countyCode)
    .where('case_no', 'like', `SB-${year}-%`)
    .executeTakeFirst();
  return `SB-${year}-${String(Number(row?.no?.slice(-5) ?? 0) + 1).padStart(5, '0')}`;
}

/** The reasons on a work sheet that may be read aloud. */
export function saidReasons(reasons: unknown): string[] {
  if (!Array.isArray(reasons)) return [];
  return [
    ...new Set(reasons.flatMap((reason: { say?: unknown }) => (typeof reason?.say === 'string' ? [reason.say] : []))),
  ];
}
