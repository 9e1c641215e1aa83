import { runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import type { AreaCount, Hit, Trace } from '../contract.ts';
import { enclosingAreas } from '../rules.ts';

interface RunKey {
  countyCode: string;
  runId: string;
}

/** Households of the run before (id -> area), against which "new" and "cleared" are told. */
type Before = Map<string, string>;

/** What the result of a run is told against. */
export interface Told {
  before: Before;
  /** Households that are monitored already; their contact follows up. */
  monitored: ReadonlySet<string>;
}

const BATCH = 500;

/** Writes one row for each household that somebody must see or about which something must be asked, with its trace. */
export async function saveTraces(tx: Tx, run: RunKey, found: { traces: Trace[]; hits: Hit[] } & Told): Promise<void> {
  const hits = new Map(found.hits.map((hit) => [hit.householdId, hit]));
  for (let at = 0; at < found.traces.length; at += BATCH) {
    const rows = found.traces.slice(at, at + BATCH).map((trace) => rowOf(trace, hits.get(trace.householdId), found));
    await runSql(
      tx,
      `insert into screening.hit (county_code, run_id, household_id, area_code, level, score, main_reason, triggers, risk_types, exclusions, undecided, is_new, is_monitored, trace)
       select $1, $2::uuid, r.household_id, r.area_code, r.level, r.score, r.main_reason, r.triggers, r.risk_types, r.exclusions, r.undecided, r.is_new, r.is_monitored, r.trace
       from jsonb_to_recordset($3::jsonb) as r(household_id uuid, area_code text, level smallint, score float8, main_reason text, triggers text[], risk_types text[], exclusions text[], undecided int, is_new boolean, is_monitored boolean, trace jsonb)`,
      [run.countyCode, run.runId, JSON.stringify(rows)],
    );
  }
}

function rowOf(trace: Trace, hit: Hit | undefined, { before, monitored }: Told) {
  const held = trace.held.filter((rule) => rule.kind !== 'exclusion');
  return {
    household_id: trace.householdId,
    area_code: trace.areaCode,
    level: trace.level,
    score: trace.score.value,
    main_reason: hit?.mainReason.say ?? trace.conclusion,
    triggers: held.map((rule) => rule.code),
    risk_types: [...new Set(held.flatMap((rule) => (rule.risk ? [rule.risk] : [])))],
    exclusions: trace.held.filter((rule) => rule.kind === 'exclusion').map((rule) => rule.code),
    undecided: trace.undecided.length,
    is_new: trace.level !== null && !before.has(trace.householdId),
    is_monitored: monitored.has(trace.householdId),
    trace,
  };
}

/** Writes the counts of the county, its towns and its villages. */
export async function saveAreas(
  tx: Tx,
  run: RunKey,
  found: { areas: AreaCount[]; traces: Trace[] } & Told,
): Promise<void> {
  const hits = new Map(
    found.traces.filter((trace) => trace.level !== null).map((trace) => [trace.householdId, trace.areaCode]),
  );
  const newly = countBy([...hits].filter(([household]) => !found.before.has(household)).map(([, area]) => area));
  const cleared = countBy([...found.before].filter(([household]) => !hits.has(household)).map(([, area]) => area));
  const monitored = countBy([...hits].filter(([household]) => found.monitored.has(household)).map(([, area]) => area));
  const rows = found.areas
    .filter((area) => area.areaCode.length >= 6)
    .map((area) => ({
      area_code: area.areaCode,
      households: area.households,
      red: area.red,
      orange: area.orange,
      yellow: area.yellow,
      green: area.stable,
      undecided: area.undecided,
      newly: newly.get(area.areaCode) ?? 0,
      cleared: cleared.get(area.areaCode) ?? 0,
      monitored: monitored.get(area.areaCode) ?? 0,
      by_rule: area.byRule,
    }));
  await runSql(
    tx,
    `insert into screening.area_count (county_code, run_id, area_code, households, red, orange, yellow, green, undecided, newly, cleared, monitored, by_rule)
     select $1, $2::uuid, r.area_code, r.households, r.red, r.orange, r.yellow, r.green, r.undecided, r.newly, r.cleared, r.monitored, r.by_rule
     from jsonb_to_recordset($3::jsonb) as r(area_code text, households int, red int, orange int, yellow int, green int, undecided int, newly int, cleared int, monitored int, by_rule jsonb)`,
    [run.countyCode, run.runId, JSON.stringify(rows)],
  );
}

function countBy(areas: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const village of areas)
    for (const area of enclosingAreas(village)) counts.set(area, (counts.get(area) ?? 0) + 1);
  return counts;
}
