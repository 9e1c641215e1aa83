import type { AreaCount, Hit, Trace, UndecidedHousehold } from '../contract.ts';
import { rollUp } from '../rules.ts';
import { type Delivery, factStatement, type Keep, screeningStatement, simulationStatement } from './compile.ts';
import type { OneHousehold } from './dialect.ts';
import { evidenceStatement, readEvidence } from './evidence.ts';
import { ITEM_CODES, itemRelation } from './items.ts';
import { areaStatement, type OutcomeRow, outcomeStatement, readAreas, readHit, readUndecided } from './outcome.ts';
import { resultHash } from './result-hash.ts';
import type { CompiledPack } from './rules.compile.ts';
import type { ScreeningSession } from './session.ts';
import { type ScreenedRow, tracer } from './trace.ts';

export interface ScreeningRequest {
  compiled: CompiledPack;
  /** Day of the run, 'YYYY-MM-DD'. */
  asOf: string;
  /**
   * Items delivered by county. Left out, an item counts as delivered for a county that has at least one row of it; name
   * them, so that a delivered file without rows counts as "none".
   */
  deliveries?: readonly Delivery[];
  /** Where the facts of all households are put away first: a file (or a table of PostgreSQL). Left out, none are kept. */
  keepFacts?: string;
  /** Receives the traces of all hits and undecided households, in batches, ordered by household. */
  onTraces?: (traces: Trace[]) => Promise<void>;
}

export interface ScreeningResult {
  engine: 'duckdb' | 'postgresql';
  asOf: string;
  packHash: string;
  households: number;
  /** Ordered by household id. */
  hits: Hit[];
  undecided: UndecidedHousehold[];
  /** Five levels, from the province down to the villages. */
  areas: AreaCount[];
  /** Households by rule, over all areas. */
  byRule: Record<string, number>;
  /** SHA-256 over hits, undecided households and counts: the same inputs give the same hash on both engines. */
  hash: string;
}

/** Small enough that a batch is gone before the memory is tidied. */
const TRACE_BATCH = 1000;

/** Screens all households of the session. One run at a time in a session. */
export async function screen(session: ScreeningSession, request: ScreeningRequest): Promise<ScreeningResult> {
  const { compiled, asOf } = request;
  const deliveries = request.deliveries ?? (await deliveredItems(session));
  await dropTables(session);
  if (request.keepFacts !== undefined) {
    const facts = factStatement({ compiled, asOf, deliveries, relations: session.relations() });
    await session.keep(facts, request.keepFacts);
  }
  await session.run(`create temporary table screened_run as ${rowsOf(session, { ...request, deliveries }, 'answers')}`);
  try {
    const outcome = await session.rows<OutcomeRow>(outcomeStatement(compiled));
    const hits = outcome.flatMap((row) => (row.level === null ? [] : [readHit(compiled, row)]));
    const undecided = outcome.flatMap((row) => (row.level === null ? [readUndecided(compiled, row)] : []));
    const villages = readAreas(compiled, await session.rows(areaStatement(compiled)));
    if (request.onTraces)
      await writeTraces(session, { ...request, deliveries, onTraces: request.onTraces }, outcome.length);
    const areas = rollUp(villages);
    const households = villages.reduce((sum, v) => sum + v.households, 0);
    const byRule = rollUp(villages.map((v) => ({ ...v, areaCode: '00' })))[0]?.byRule ?? {};
    const hash = resultHash({ outcome, villages });
    return {
      engine: session.engine,
      asOf,
      packHash: compiled.pack.hash,
      households,
      hits,
      undecided,
      areas,
      byRule,
      hash,
    };
  } finally {
    await dropTables(session);
  }
}

type Known = ScreeningRequest & { deliveries: readonly Delivery[] };

/** The screened rows: out of the facts that were put away, which are worked out once only, or straight from the relations. */
function rowsOf(session: ScreeningSession, request: Known, keep: Keep, listedIn?: string): string {
  const { compiled, asOf, deliveries, keepFacts } = request;
  if (keepFacts !== undefined) {
    const where = listedIn ? ` where household_id in (select household_id from ${listedIn})` : '';
    return simulationStatement(compiled, `${session.kept(keepFacts)}${where}`, keep);
  }
  const relations = session.relations(listedIn ? { listedIn } : undefined);
  return screeningStatement({ compiled, asOf, deliveries, relations }, keep);
}

async function dropTables(session: ScreeningSession): Promise<void> {
  for (const table of ['screened_run', 'screened_listed', 'screened_fact'])
    await session.run(`drop table if exists ${table}`);
}

/** Screens one household by the same statement and returns its trace, hit or not; null when it is not in the snapshot. */
export async function evaluateHousehold(
  session: ScreeningSession,
  request: Omit<ScreeningRequest, 'onTraces'> & { household: OneHousehold },
): Promise<Trace | null> {
  const { compiled, asOf, household } = request;
  const deliveries = request.deliveries ?? (await deliveredItems(session));
  const relations = session.relations(household);
  const statement = screeningStatement({ compiled, asOf, deliveries, relations, stepwise: true });
  const [row] = await session.rows<ScreenedRow>(`${statement}`);
  if (!row) return null;
  const held = compiled.rules.filter((rule) => row[rule.column] === true);
  const evidence =
    held.length > 0
      ? await session.rows<never>(evidenceStatement({ rules: held, asOf, relations, screened: null }))
      : [];
  return tracer(compiled, asOf)(row, readEvidence(evidence).get(row.household_id) ?? []);
}

/** Counties that have at least one row of an item. */
async function deliveredItems(session: ScreeningSession): Promise<Delivery[]> {
  const parts = ITEM_CODES.map((item) => `select distinct county_code, '${item}' as item from ${itemRelation(item)}`);
  const rows = await session.rows<{ county_code: string; item: Delivery['item'] }>(
    `with ${session.relations().join(',\n')}\n${parts.join('\nunion all ')}`,
  );
  return rows.map((row) => ({ countyCode: row.county_code, item: row.item }));
}

async function writeTraces(
  session: ScreeningSession,
  request: Known & { onTraces: (traces: Trace[]) => Promise<void> },
  count: number,
): Promise<void> {
  const { compiled, asOf, onTraces } = request;
  await session.run(
    'create temporary table screened_listed as select household_id from screened_run where level is null or level < 4',
  );
  await session.run(`create temporary table screened_fact as ${rowsOf(session, request, 'all', 'screened_listed')}`);
  const relations = session.relations({ listedIn: 'screened_listed' });
  const evidence = evidenceStatement({ rules: compiled.rules, asOf, relations, screened: 'screened_run' });
  const sources = readEvidence(await session.rows<never>(evidence));
  const trace = tracer(compiled, asOf);
  let after = '';
  for (let done = 0; done < count; done += TRACE_BATCH) {
    const from = after ? `where household_id > uuid '${after}'` : '';
    const page = `select * from screened_fact ${from} order by household_id limit ${TRACE_BATCH}`;
    const rows = await session.rows<ScreenedRow>(page);
    await onTraces(rows.map((row) => trace(row, sources.get(row.household_id) ?? [])));
    after = rows.at(-1)?.household_id ?? after;
  }
}
