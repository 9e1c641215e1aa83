import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import { sql } from 'kysely';
import type { HouseholdRef } from './queries.ts';
import type { HouseholdRecord } from './rows.ts';

/** Field by field: value before, value after. Sealed values stand here masked. */
export type Diff = Record<string, [before: unknown, after: unknown]>;

/** The next position of a county's changes (offline sync) and, when asked for, the next household number. */
export async function nextPosition(
  tx: Tx,
  countyCode: string,
  newHouseholds = 0,
): Promise<{ pos: number; householdSeq: number }> {
  const { rows } = await sql<{ pos: number; household_seq: number }>`
    insert into registry.county_position as p (county_code, area_code, pos, household_seq) values (${countyCode}, ${countyCode}, 1, ${newHouseholds})
    on conflict (county_code) do update set pos = p.pos + 1, household_seq = p.household_seq + ${newHouseholds}
    returning pos, household_seq`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('the county has no position');
  return { pos: row.pos, householdSeq: row.household_seq };
}

type HouseholdColumns = Partial<
  Omit<HouseholdRecord, 'county_code' | 'id' | 'area_code' | 'version' | 'sync_pos' | 'changed_at'>
>;

/** Writes a household forward by one version. Returns the new version; refuses when somebody else was faster. */
export async function moveHousehold(
  tx: Tx,
  ref: HouseholdRef,
  change: { expected: number; set: HouseholdColumns },
): Promise<number> {
  const { pos } = await nextPosition(tx, ref.countyCode);
  const row = await tx
    .updateTable('registry.household')
    .set({ ...change.set, version: change.expected + 1, sync_pos: pos, changed_at: clock.now() })
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', ref.id)
    .where('version', '=', change.expected)
    .returning('version')
    .executeTakeFirst();
  if (!row) throw staleVersion();
  return row.version;
}

/** One entry of the history. */
export interface Entry {
  household: { county_code: string; id: string; area_code: string };
  subject: 'household' | 'member' | 'income' | 'risk' | 'case';
  subjectId: string;
  version: number;
  /** What made the change: `correction`, `registration`, `visit`, an item of exchange … */
  source: string;
  reason: string;
  diff: Diff;
  /** The request that is applied, and who proposed it; left out when a procedure writes by itself. */
  request?: { id: string; proposedByName: string };
}

/** Appends to the history of a household; returns the id of the entry. */
export async function recordChange(tx: Tx, actor: Actor, entry: Entry): Promise<string> {
  const id = newId();
  await tx
    .insertInto('registry.household_change')
    .values({
      county_code: entry.household.county_code,
      id,
      area_code: entry.household.area_code,
      household_id: entry.household.id,
      subject: entry.subject,
      subject_id: entry.subjectId,
      version: entry.version,
      changed_at: clock.now(),
      actor_id: actor.accountId,
      actor_name: actor.name,
      source: entry.source,
      reason: entry.reason,
      diff: JSON.stringify(entry.diff),
      request_id: entry.request?.id ?? null,
      proposed_by_name: entry.request?.proposedByName ?? null,
    })
    .execute();
  return id;
}
