import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import { addJob } from '@shouwang/platform/jobs/jobs.ts';
import { sql } from 'kysely';
import { type DispatchReason, OPEN_STATES, VISIT_STATES } from '../contract.ts';
import { type JoinedSheet, joinHints, reasonOf, type SheetContent } from '../rules.ts';

/** What one household gave cause for in a run. */
export interface Finding {
  householdId: string;
  areaCode: string;
  headName: string;
  level: number;
  reasons: (DispatchReason & { riskType: string | null; values: unknown })[];
}

/** The findings of a run that are to become work sheets. */
export interface FindingBatch {
  countyCode: string;
  runId: string;
  period: string;
  /** Days that the village has for the visit (`screening.villageDays`). */
  villageDays: number;
  findings: Finding[];
}

/** How a batch was merged: new sheets, and findings that joined a sheet that is still open. */
export interface DispatchResult {
  opened: number;
  joined: number;
}

const LOCK = 7_366_170_430;

/**
 * Makes one work sheet a household: a household that already has an open sheet gets the new hints on it and no second visit. Tells the
 * procedures above in the same transaction: job `warning.dispatched` for new sheets, `warning.joined` for sheets that say something new.
 */
export async function dispatchFindings(tx: Tx, actor: Actor, batch: FindingBatch): Promise<DispatchResult> {
  await runSql(tx, 'select pg_advisory_xact_lock($1)', [LOCK]);
  const open = await lockOpenSheets(tx, batch);
  const fresh = batch.findings.filter((finding) => !open.has(finding.householdId));
  const first = await lastNumber(tx, batch);
  const opened = fresh.map((finding, index) => ({
    finding,
    id: newId(),
    no: `PD-${batch.period}-${String(first + index + 1).padStart(5, '0')}`,
  }));
  for (let at = 0; at < opened.length; at += 500) await insertSheets(tx, batch, opened.slice(at, at + 500));
  const changed = await joinSheets(tx, batch, open);
  const sheetOf = new Map<string, SheetKey>([
    ...open,
    ...opened.map(({ finding, id }) => [finding.householdId, { id, state: 'DISPATCHED' }] as const),
  ]);
  for (let at = 0; at < batch.findings.length; at += 500)
    await insertClues(tx, { ...batch, findings: batch.findings.slice(at, at + 500) }, sheetOf);
  const result = { opened: opened.length, joined: batch.findings.length - fresh.length };
  await recordAudit(tx, actor, {
    action: 'dispatchRun',
    areaCode: batch.countyCode,
    objectKey: `run:${batch.countyCode}:${batch.runId}`,
    detail: { ...result, changed: changed.length },
  });
  await tell(tx, batch, { opened: opened.length, changed });
  return result;
}

/** News for the procedures above. */
async function tell(tx: Tx, batch: FindingBatch, news: { opened: number; changed: string[] }): Promise<void> {
  const { countyCode, runId } = batch;
  if (news.opened > 0) await addJob(tx, 'warning.dispatched', { countyCode, runId });
  if (news.changed.length > 0) await addJob(tx, 'warning.joined', { countyCode, sheetIds: news.changed });
}

type SheetKey = Pick<LockedSheet, 'id' | 'state'>;
type LockedSheet = Awaited<ReturnType<typeof readOpenSheets>>[number];

/** The open sheets of the households of a batch; their rows stay locked, so that a case which moves on meanwhile waits. */
async function lockOpenSheets(tx: Tx, batch: FindingBatch): Promise<Map<string, LockedSheet>> {
  const rows = await readOpenSheets(tx, batch);
  return new Map(rows.map((row) => [row.household_id, row]));
}

function readOpenSheets(tx: Tx, { countyCode, findings }: FindingBatch) {
  const households = findings.map((finding) => finding.householdId);
  return tx
    .selectFrom('warning.dispatch')
    .select(['household_id', 'id', 'state', 'level', 'reasons', 'rule_codes', 'risk_types', 'due_on'])
    .where('county_code', '=', countyCode)
    .where('state', 'in', OPEN_STATES)
    .where(sql<boolean>`household_id = any (${households}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Brings the sheets that were open already up to date; returns those that say something new. */
async function joinSheets(tx: Tx, batch: FindingBatch, open: Map<string, LockedSheet>): Promise<string[]> {
  const today = clock.today();
  const changed: string[] = [];
  for (const finding of batch.findings) {
    const sheet = open.get(finding.householdId);
    if (!sheet) continue;
    const arriving = { ...finding, on: today, dueOn: addDays(today, batch.villageDays) };
    const joined = joinHints(contentOf(sheet), arriving, !isVisitOpen(sheet.state));
    if (!joined.changed) continue;
    await writeJoined(tx, { countyCode: batch.countyCode, id: sheet.id }, joined);
    changed.push(sheet.id);
  }
  return changed;
}

const isVisitOpen = (state: string) => VISIT_STATES.some((one) => one === state);

function contentOf(sheet: LockedSheet): SheetContent {
  return {
    level: sheet.level,
    reasons: sheet.reasons as unknown as DispatchReason[],
    ruleCodes: sheet.rule_codes,
    riskTypes: sheet.risk_types,
    dueOn: sheet.due_on,
  };
}

async function writeJoined(tx: Tx, at: { countyCode: string; id: string }, joined: JoinedSheet): Promise<void> {
  await tx
    .updateTable('warning.dispatch')
    .set((eb) => ({
      level: joined.level,
      reasons: JSON.stringify(joined.reasons),
      rule_codes: joined.ruleCodes,
      risk_types: joined.riskTypes,
      due_on: joined.dueOn,
      version: eb('version', '+', 1),
    }))
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .execute();
}

async function lastNumber(tx: Tx, batch: FindingBatch): Promise<number> {
  const row = await tx
    .selectFrom('warning.dispatch')
    .select((eb) => eb.fn.max('dispatch_no').as('no'))
    .where('county_code', '=', batch.countyCode)
    .where('dispatch_no', '>=', `PD-${batch.period}-`)
    .where('dispatch_no', '<', `PD-${batch.period}.`)
    .executeTakeFirst();
  return row?.no ? Number(row.no.slice(-5)) : 0;
}

async function insertSheets(
  tx: Tx,
  batch: FindingBatch,
  sheets: { finding: Finding; id: string; no: string }[],
): Promise<void> {
  const today = clock.today();
  await tx
    .insertInto('warning.dispatch')
    .values(
      sheets.map(({ finding, id, no }) => ({
        county_code: batch.countyCode,
        id,
        area_code: finding.areaCode,
        dispatch_no: no,
        household_id: finding.householdId,
        head_name: finding.headName,
        run_id: batch.runId,
        level: finding.level,
        channel: '31',
        reasons: JSON.stringify(finding.reasons.map((reason) => reasonOf(reason, null))),
        rule_codes: finding.reasons.map((reason) => reason.code),
        risk_types: riskTypes(finding),
        state: 'DISPATCHED',
        received_on: today,
        due_on: addDays(today, batch.villageDays),
        created_at: clock.now(),
        version: 1,
      })),
    )
    .execute();
}

async function insertClues(tx: Tx, batch: FindingBatch, sheetOf: Map<string, SheetKey>): Promise<void> {
  const clues = batch.findings.flatMap((finding) =>
    finding.reasons.map((reason) => ({
      county_code: batch.countyCode,
      id: newId(),
      area_code: finding.areaCode,
      household_id: finding.householdId,
      dispatch_id: sheetOf.get(finding.householdId)?.id ?? '',
      channel: reason.department === null || reason.department === 'SYSTEM' ? '5' : '31',
      rule_code: reason.code,
      department_code: reason.department,
      risk_types: reason.riskType ? [reason.riskType] : [],
      level: reason.level ?? finding.level,
      reason: reason.say,
      trigger_values: JSON.stringify(reason.values),
      run_id: batch.runId,
      received_at: clock.now(),
      status: sheetOf.get(finding.householdId)?.state ?? 'DISPATCHED',
    })),
  );
  if (clues.length > 0) await tx.insertInto('warning.clue').values(clues).execute();
}

function riskTypes(finding: Finding): string[] {
  return [...new Set(finding.reasons.flatMap((reason) => (reason.riskType ? [reason.riskType] : [])))];
}
