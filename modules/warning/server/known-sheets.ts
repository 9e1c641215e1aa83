import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import { type DispatchReason, OPEN_STATES, type SheetKind } from '../contract.ts';
import { type ArrivingHint, valuesKey } from '../rules.merge.ts';

/** A sheet as hints are brought to it. */
export interface SheetKey {
  id: string;
  kind: SheetKind;
  state: string;
  no: string;
  /** The clue with which it began; null on a sheet that is made now. */
  mainClueId: string | null;
}

/** An open sheet; its row is locked. */
export interface LockedSheet extends SheetKey {
  level: number;
  reasons: DispatchReason[];
  ruleCodes: string[];
  riskTypes: string[];
  dueOn: string;
  lastHintOn: string;
}

/** The closed sheet of a household with what it knew. */
export interface ClosedSheet extends SheetKey, ArrivingHint {
  closedOn: string;
  resultCode: string | null;
}

interface Asked {
  countyCode: string;
  findings: readonly { householdId: string }[];
}

const householdsOf = ({ findings }: Asked) => findings.map((finding) => finding.householdId);

/** The open sheets of the households of a batch; their rows stay locked, so that a case which moves on meanwhile waits. */
export async function lockOpenSheets(tx: Tx, asked: Asked): Promise<Map<string, LockedSheet>> {
  const rows = await tx
    .selectFrom('warning.dispatch')
    .select([
      'household_id',
      'id',
      'kind',
      'state',
      'dispatch_no',
      'level',
      'reasons',
      'rule_codes',
      'risk_types',
      'due_on',
    ])
    .select(['received_on', 'last_hint_on'])
    .where('county_code', '=', asked.countyCode)
    .where('state', 'in', OPEN_STATES)
    .where(sql<boolean>`household_id = any (${householdsOf(asked)}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  const main = await listMainClues(
    tx,
    asked.countyCode,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map((row) => [
      row.household_id,
      {
        id: row.id,
        kind: row.kind as SheetKind,
        state: row.state,
        no: row.dispatch_no,
        mainClueId: main.get(row.id) ?? null,
        level: row.level,
        reasons: row.reasons as unknown as DispatchReason[],
        ruleCodes: row.rule_codes,
        riskTypes: row.risk_types,
        dueOn: row.due_on,
        lastHintOn: row.last_hint_on ?? row.received_on,
      },
    ]),
  );
}

/** The sheets of the households of a batch that were closed last, on a day or later, with the latest values of their rules. */
export async function listClosedSheets(tx: Tx, asked: Asked & { since: string }): Promise<Map<string, ClosedSheet>> {
  const rows = await tx
    .selectFrom('warning.dispatch')
    .distinctOn('household_id')
    .select(['household_id', 'id', 'kind', 'state', 'dispatch_no', 'level', 'result_code', 'closed_on'])
    .where('county_code', '=', asked.countyCode)
    .where('state', '=', 'CLOSED')
    .where('closed_on', '>=', asked.since)
    .where(sql<boolean>`household_id = any (${householdsOf(asked)}::uuid[])`)
    .orderBy('household_id')
    .orderBy('closed_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const ids = rows.map(({ id }) => id);
  const main = await listMainClues(tx, asked.countyCode, ids);
  const values = await listLatestValues(tx, asked.countyCode, ids);
  return new Map(
    rows.map((row) => [
      row.household_id,
      {
        id: row.id,
        kind: row.kind as SheetKind,
        state: row.state,
        no: row.dispatch_no,
        mainClueId: main.get(row.id) ?? null,
        level: row.level,
        values: values.get(row.id) ?? new Map<string, string>(),
        closedOn: row.closed_on ?? asked.since,
        resultCode: row.result_code,
      },
    ]),
  );
}

/** The first clue of each sheet. */
async function listMainClues(tx: Tx, countyCode: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('warning.clue')
    .distinctOn('dispatch_id')
    .select(['dispatch_id', 'id'])
    .where('county_code', '=', countyCode)
    .where(sql<boolean>`dispatch_id = any (${[...ids]}::uuid[])`)
    .where('merged_into_id', 'is', null)
    .orderBy('dispatch_id')
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [row.dispatch_id, row.id]));
}

async function listLatestValues(
  tx: Tx,
  countyCode: string,
  ids: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const bySheet = new Map<string, Map<string, string>>();
  if (ids.length === 0) return bySheet;
  const rows = await tx
    .selectFrom('warning.clue')
    .distinctOn(['dispatch_id', 'rule_code'])
    .select(['dispatch_id', 'rule_code', 'trigger_values'])
    .where('county_code', '=', countyCode)
    .where(sql<boolean>`dispatch_id = any (${[...ids]}::uuid[])`)
    .orderBy('dispatch_id')
    .orderBy('rule_code')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  for (const row of rows) {
    const known = bySheet.get(row.dispatch_id) ?? new Map<string, string>();
    bySheet.set(row.dispatch_id, known.set(row.rule_code, valuesKey(row.trigger_values)));
  }
  return bySheet;
}
