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

async function writeChunk(tx: Tx, actor: Actor, { run, pos, rows }: Chunk): Promise<number> {
  const given = sql`select * from unnest(${rows.map((row) => row.householdId)}::uuid[], ${rows.map((row) => row.level)}::smallint[], ${rows.map((row) => row.reason)}::text[], ${rows.map(() => newId())}::uuid[])
    as g(household_id, level, reason, change_id)`;
  return write(tx, actor, { run, pos, given });
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

async function write(
  tx: Tx,
  actor: Actor,
  { run, pos, given }: { run: RiskRun; pos: number; given: ReturnType<typeof sql> },
): Promise<number> {
  const now = clock.now();
  const { rows } = await sql<{ n: number }>`
    with given as (${given}),
    before as (select h.id, h.area_code, h.version, h.risk_level, g.level, g.reason, g.change_id from registry.household h
      join given g on g.household_id = h.id
      where h.county_code = ${run.countyCode} and (h.risk_level is distinct from g.level or h.risk_reason is distinct from g.reason)),
    written as (update registry.household h set risk_level = b.level, risk_reason = b.reason, risk_run_id = ${run.runId}::uuid, sync_pos = ${pos}, changed_at = ${now}
      from before b where h.county_code = ${run.countyCode} and h.id = b.id returning h.id),
    noted as (insert into registry.household_change (county_code, id, area_code, household_id, subject, subject_id, version, changed_at, actor_id, actor_name, source, reason, diff)
      select ${run.countyCode}, b.change_id, b.area_code, b.id, 'risk', ${run.runId}::uuid, b.version, ${now}, ${actor.accountId}::uuid, ${actor.name}, 'screening', coalesce(b.reason, '筛查未发现风险'),
        jsonb_build_object('riskLevel', jsonb_build_array(b.risk_level, b.level))
      from before b where b.risk_level is distinct from b.level returning id)
    select count(*)::int as n from noted`.execute(tx);
  return rows[0]?.n ?? 0;
}
