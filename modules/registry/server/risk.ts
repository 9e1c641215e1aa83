import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import { nextPosition } from './history.ts';

/** The verdict of a screening run on one household: 1 red, 2 orange, 3 yellow, 4 green, null undecided; the reason in plain words. */
interface RiskRow {
  householdId: string;
  level: 1 | 2 | 3 | 4 | null;
  reason: string | null;
}

export interface RiskRun {
  runId: string;
  countyCode: string;
  rows: readonly RiskRow[];
  /** Whether every active household of the county that is not in `rows` becomes green: only for a run over the whole county. */
  othersStable: boolean;
}

const CHUNK = 20_000;

/**
 * Writes the levels of a screening run, set-based: only what differs is written and only a changed level enters the history. The version of the
 * household stays, so that nobody's open form becomes stale by a run. Returns how many levels changed.
 */
export async function setRisk(tx: Tx, actor: Actor, run: RiskRun): Promise<{ changed: number }> {
  const { pos } = await nextPosition(tx, run.countyCode);
  let changed = 0;
  for (let from = 0; from < run.rows.length; from += CHUNK)
    changed += await writeChunk(tx, actor, { run, pos, rows: run.rows.slice(from, from + CHUNK) });
  if (run.othersStable) changed += await calmOthers(tx, actor, { run, pos });
  return { changed };
}

interface Chunk {
  run: RiskRun;
  pos: number;
  rows: readonly RiskRow[];
}

/** The changes first, from what still stands, then the households. */
async function writeChunk(tx: Tx, actor: Actor, { run, pos, rows }: Chunk): Promise<number> {
  const now = clock.now();
  const given = sql`unnest(${rows.map((row) => row.householdId)}::uuid[], ${rows.map((row) => row.level)}::smallint[], ${rows.map((row) => row.reason)}::text[], ${rows.map(() => newId())}::uuid[])
    as g(household_id, level, reason, change_id)`;
  const noted = await sql`
    insert into registry.household_change (county_code, id, area_code, household_id, subject, subject_id, version, changed_at, actor_id, actor_name, source, reason, diff)
    select h.county_code, g.change_id, h.area_code, h.id, 'risk', ${run.runId}::uuid, h.version, ${now}::timestamptz, ${actor.accountId}::uuid, ${actor.name}, 'screening',
      coalesce(g.reason, '筛查未发现风险'), jsonb_build_object('riskLevel', jsonb_build_array(h.risk_level, g.level))
    from registry.household h join ${given} on g.household_id = h.id
    where h.county_code = ${run.countyCode} and h.risk_level is distinct from g.level`.execute(tx);
  await sql`
    update registry.household h set risk_level = g.level, risk_reason = g.reason, risk_run_id = ${run.runId}::uuid, sync_pos = ${pos}, changed_at = ${now}
    from ${given} where h.county_code = ${run.countyCode} and h.id = g.household_id
      and (h.risk_level is distinct from g.level or h.risk_reason is distinct from g.reason)`.execute(tx);
  return Number(noted.numAffectedRows ?? 0);
}

async function calmOthers(tx: Tx, actor: Actor, { run, pos }: { run: RiskRun; pos: number }): Promise<number> {
  const named = run.rows.map((row) => row.householdId);
  const { rows } = await sql<{
    id: string;
  }>`select h.id from registry.household h where h.county_code = ${run.countyCode} and h.status = 'active'
    and (h.risk_level is distinct from 4 or h.risk_reason is not null) and not exists (select from unnest(${named}::uuid[]) n(id) where n.id = h.id)`.execute(
    tx,
  );
  let changed = 0;
  for (let from = 0; from < rows.length; from += CHUNK) {
    changed += await writeChunk(tx, actor, {
      run,
      pos,
      rows: rows.slice(from, from + CHUNK).map(({ id }) => ({ householdId: id, level: 4, reason: null })),
    });
  }
  return changed;
}
