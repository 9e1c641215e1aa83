import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import type { SheetKind } from '../contract.ts';
import type { Placement } from '../rules.merge.ts';
import { reasonOf } from '../rules.ts';
import type { Finding, FindingBatch } from './findings.ts';
import type { SheetKey } from './known-sheets.ts';

/** A finding that gets a sheet of its own. */
export interface NewSheet {
  finding: Finding;
  sheet: SheetKey;
}

const PREFIX: Readonly<Record<SheetKind, string>> = { identification: 'PD', 'follow-up': 'GJ' };

/** Number of a sheet as people say it: PD-202610-00001, GJ-… for follow-ups; behind 99999 it has six digits. */
export function numberOf(kind: SheetKind, period: string, n: number): string {
  return `${PREFIX[kind]}-${period}-${String(n).padStart(5, '0')}`;
}

/** The last number of a kind and period in the county. */
export async function lastNumber(tx: Tx, batch: FindingBatch, kind: SheetKind): Promise<number> {
  const row = await tx
    .selectFrom('warning.dispatch')
    .select('dispatch_no as no')
    .where('county_code', '=', batch.countyCode)
    .where('dispatch_no', '>=', `${PREFIX[kind]}-${batch.period}-`)
    .where('dispatch_no', '<', `${PREFIX[kind]}-${batch.period}.`)
    .orderBy(sql`length(dispatch_no)`, 'desc')
    .orderBy('dispatch_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? Number(row.no.slice(row.no.lastIndexOf('-') + 1)) : 0;
}

/** Writes new sheets with the reasons of their first day. */
export async function insertSheets(
  tx: Tx,
  actor: Actor,
  { batch, sheets }: { batch: FindingBatch; sheets: readonly NewSheet[] },
): Promise<void> {
  const today = clock.today();
  await tx
    .insertInto('warning.dispatch')
    .values(
      sheets.map(({ finding, sheet }) => ({
        county_code: batch.countyCode,
        id: sheet.id,
        area_code: finding.areaCode,
        kind: sheet.kind,
        dispatch_no: sheet.no,
        household_id: finding.householdId,
        head_name: finding.headName,
        run_id: batch.runId,
        level: finding.level,
        channel: '31',
        reasons: JSON.stringify(finding.reasons.map((reason) => reasonOf(reason, null))),
        rule_codes: finding.reasons.map((reason) => reason.code),
        risk_types: riskTypes(finding),
        state: sheet.state,
        received_on: today,
        due_on: addDays(today, batch.villageDays),
        sent_by: actor.accountId,
        sent_by_name: actor.name,
        created_at: clock.now(),
        version: 1,
      })),
    )
    .execute();
}

/** Keeps every hint. One that joined a sheet is MERGED and follows the clue with which the sheet began. */
export async function insertClues(tx: Tx, batch: FindingBatch, placed: readonly Hint[]): Promise<void> {
  const clues = placed.flatMap((one) => one.finding.reasons.map((reason) => clueOf(batch, one, reason)));
  if (clues.length > 0) await tx.insertInto('warning.clue').values(clues).execute();
}

type Hint = { finding: Finding; placement: Placement; sheet: SheetKey };

function clueOf(batch: FindingBatch, { finding, placement, sheet }: Hint, reason: Finding['reasons'][number]) {
  const isFirst = placement === 'opened';
  const isOwn = reason.department === null || reason.department === 'SYSTEM';
  return {
    county_code: batch.countyCode,
    id: newId(),
    area_code: finding.areaCode,
    household_id: finding.householdId,
    dispatch_id: sheet.id,
    channel: isOwn ? '5' : '31',
    rule_code: reason.code,
    department_code: reason.department,
    risk_types: reason.riskType ? [reason.riskType] : [],
    level: reason.level ?? finding.level,
    reason: reason.say,
    trigger_values: JSON.stringify(reason.values),
    run_id: batch.runId,
    received_at: clock.now(),
    status: isFirst ? sheet.state : 'MERGED',
    merged_into_id: isFirst ? null : sheet.mainClueId,
  };
}

function riskTypes(finding: Finding): string[] {
  return [...new Set(finding.reasons.flatMap((reason) => (reason.riskType ? [reason.riskType] : [])))];
}
