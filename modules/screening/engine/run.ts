import type { AreaCount, Hit, Trace, UndecidedHousehold } from '../contract.ts';
import { rollUp } from '../rules.ts';
import { type Delivery, factStatement, type Keep, screeningStatement, simulationStatement } from './compile.ts';
import type { OneHousehold, Superseded } from './dialect.ts';
import { type EvidenceRow, evidenceStatement, readEvidence } from './evidence.ts';
import { ITEM_CODES, isDocumentItem, itemRelation } from './items.ts';
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

/** Rows that are read at once. */
const PAGE = 1000;
/** Traces that are handed on at once: so few that they are gone before the memory is tidied. */
const TRACE_BATCH = 200;

/** Screens all households of the session. One run at a time in a session. */
export async function screen(session: ScreeningSession, request: ScreeningRequest): Promise<ScreeningResult> {
  const { compiled, asOf } = request;
  const deliveries = request.deliveries ?? (await deliveredItems(session));
  await dropTables(session);
  try {
    const known = { ...request, deliveries, superseded: await findSuperseded(session) };
    if (request.keepFacts !== undefined) {
      const facts = factStatement({ compiled, asOf, deliveries, relations: relationsOf(session, known) });
      await session.keep(facts, request.keepFacts);
    }
    await session.run(`create temporary table screened_run as ${rowsOf(session, known, 'answers')}`);
    const outcome = await session.rows<OutcomeRow>(outcomeStatement(compiled));
    const counted = await session.rows<Record<string, unknown>>(areaStatement(compiled));
    const evidence = request.onTraces ? await lookForEvidence(session, known) : null;
    const result = resultOf(compiled, outcome, counted); // while the engine looks for the evidence
    if (evidence && request.onTraces)
      await writeTraces(session, {
        count: outcome.length,
        sources: readEvidence(await evidence.rows),
        trace: tracer(compiled, asOf),
        onTraces: request.onTraces,
      });
    return { engine: session.engine, asOf, packHash: compiled.pack.hash, ...result };
  } finally {
    await dropTables(session);
  }
}

type Told = Omit<ScreeningResult, 'engine' | 'asOf' | 'packHash'>;

function resultOf(
  compiled: CompiledPack,
  outcome: readonly OutcomeRow[],
  counted: readonly Record<string, unknown>[],
): Told {
  const villages = readAreas(compiled, counted);
  return {
    households: villages.reduce((sum, v) => sum + v.households, 0),
    hits: outcome.flatMap((row) => (row.level === null ? [] : [readHit(compiled, row)])),
    undecided: outcome.flatMap((row) => (row.level === null ? [readUndecided(compiled, row)] : [])),
    areas: rollUp(villages),
    byRule: rollUp(villages.map((v) => ({ ...v, areaCode: '00' })))[0]?.byRule ?? {},
    hash: resultHash({ outcome, villages }),
  };
}

type Known = ScreeningRequest & { deliveries: readonly Delivery[]; superseded: Superseded };

const supersededTable = (relation: string) => `screened_${relation}_superseded`;

/** Puts the rows of documents that later files replaced into tables of the run, for the facts and for the evidence. */
async function findSuperseded(session: ScreeningSession): Promise<Superseded> {
  const parts = session.relations().join(',\n');
  const found: Superseded = {};
  for (const item of ITEM_CODES.filter(isDocumentItem)) {
    const rows = `${itemRelation(item)}_superseded`;
    if (!parts.includes(`${rows} as `)) continue; // one file: nothing to look for
    const table = supersededTable(itemRelation(item));
    await session.run(`create temporary table ${table} as with ${parts}\nselect * from ${rows}`);
    found[item] = table;
  }
  return found;
}

const relationsOf = (session: ScreeningSession, { superseded }: Known, listedIn?: string) =>
  session.relations(listedIn ? { listedIn } : undefined, superseded);

/** The screened rows: out of the facts that were put away, which are worked out once only, or straight from the relations. */
function rowsOf(session: ScreeningSession, request: Known, keep: Keep, listedIn?: string): string {
  const { compiled, asOf, deliveries, keepFacts } = request;
  if (keepFacts !== undefined) {
    const where = listedIn ? ` where household_id in (select household_id from ${listedIn})` : '';
    return simulationStatement(compiled, `${session.kept(keepFacts)}${where}`, keep);
  }
  const relations = relationsOf(session, request, listedIn);
  return screeningStatement({ compiled, asOf, deliveries, relations }, keep);
}

async function dropTables(session: ScreeningSession): Promise<void> {
  const superseded = ITEM_CODES.filter(isDocumentItem).map((item) => supersededTable(itemRelation(item)));
  for (const table of ['screened_run', 'screened_listed', 'screened_fact', ...superseded])
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
    held.length > 0 ? await session.rows<never>(evidenceStatement({ rules: held, asOf, relations, listed: null })) : [];
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

/** Lists who gets a trace, with all facts, and lets the engine look for the file rows behind them. */
async function lookForEvidence(session: ScreeningSession, known: Known): Promise<{ rows: Promise<EvidenceRow[]> }> {
  const { compiled, asOf } = known;
  await session.run(
    'create temporary table screened_listed as select household_id from screened_run where level is null or level < 4',
  );
  const facts = rowsOf(session, known, 'all', 'screened_listed');
  await session.run(
    `create temporary table screened_fact as select *, row_number() over (order by household_id) as nth from (${facts}) f`,
  );
  const relations = relationsOf(session, known, 'screened_listed');
  const rows = session.rows<EvidenceRow>(
    evidenceStatement({ rules: compiled.rules, asOf, relations, listed: 'screened_fact' }),
  );
  rows.catch(() => undefined); // told to who waits for them
  return { rows };
}

interface Tracing {
  count: number;
  sources: ReturnType<typeof readEvidence>;
  trace: ReturnType<typeof tracer>;
  onTraces: (traces: Trace[]) => Promise<void>;
}

async function writeTraces(session: ScreeningSession, { count, sources, trace, onTraces }: Tracing): Promise<void> {
  for await (const page of pagesOf(session, count))
    for (let at = 0; at < page.length; at += TRACE_BATCH)
      await onTraces(page.slice(at, at + TRACE_BATCH).map((row) => trace(row, sources.get(row.household_id) ?? [])));
}

/** The rows of the listed households by their ids; the engine reads the next page while this one is worked on. */
async function* pagesOf(session: ScreeningSession, count: number): AsyncGenerator<ScreenedRow[]> {
  const read = (after: number) =>
    session.rows<ScreenedRow>(
      `select * from screened_fact where nth > ${after} and nth <= ${after + PAGE} order by nth`,
    );
  let next = count > 0 ? read(0) : null;
  for (let done = PAGE; next; done += PAGE) {
    const page = await next;
    next = done < count ? read(done) : null;
    next?.catch(() => undefined); // told when its turn comes
    yield page;
  }
}
