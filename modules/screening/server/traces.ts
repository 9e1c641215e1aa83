import { listPath } from '@shouwang/modules/areas/server/door.ts';
import { findPack } from '@shouwang/modules/policy/server/door.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import { type Actor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { sql } from 'kysely';
import type { Run, TraceView } from '../contract.runs.ts';
import type { Trace } from '../contract.ts';
import { ITEM_LABELS, type ItemCode } from '../engine/items.ts';
import { evaluateHousehold } from '../engine/run.ts';
import { compilePack } from '../rules.ts';
import { openKept } from './inputs.ts';
import { KEPT_DAYS, KEPT_RUNS, keptRelations } from './kept.ts';

interface Key {
  runId: string;
  householdId: string;
}

/** Why a run points out this household, with the names and files around the bare trace. */
export async function getTrace(tx: Tx, key: Key): Promise<TraceView> {
  const run = splitId(key.runId);
  const household = splitId(key.householdId);
  const row = await tx
    .selectFrom('screening.hit as h')
    .innerJoin('registry.household as r', (join) =>
      join.onRef('r.county_code', '=', 'h.county_code').onRef('r.id', '=', 'h.household_id'),
    )
    .select(['h.trace', 'h.is_new', 'h.is_monitored', 'h.area_code', 'r.head_name', 'r.sharing_count', 'r.group_no'])
    .where('h.county_code', '=', run.countyCode)
    .where('h.run_id', '=', run.id)
    .where('h.household_id', '=', household.id)
    .executeTakeFirst();
  if (!row) throw notFound('这户的筛查依据');
  const trace = row.trace as unknown as Trace;
  const header = await headerOf(tx, run);
  const runs = await runNames(tx, run.countyCode);
  return {
    runId: key.runId,
    runNo: runs.get(run.id)?.runNo ?? '',
    householdId: key.householdId,
    headName: row.head_name,
    sharingCount: row.sharing_count,
    areaPath: (await listPath(tx, row.area_code)).map((area) => ({ code: area.code, name: area.shortName })),
    groupNo: row.group_no,
    isNew: row.is_new,
    isMonitored: row.is_monitored,
    dataKept: keptRelations(header.kept_files) !== null,
    sheet: await sheetOf(tx, household, run.id),
    trace,
    files: filesOf(header.batches as unknown as Run['batches']),
    earlier: await earlierHits(tx, household, { runId: run.id, runs }),
  };
}

/** The open work sheet of a household, else the one by which this run was followed up. */
async function sheetOf(
  tx: Tx,
  household: { countyCode: string; id: string },
  runId: string,
): Promise<TraceView['sheet']> {
  const row = await tx
    .selectFrom('warning.dispatch')
    .select(['county_code', 'id', 'kind', 'dispatch_no', 'state', 'due_on', 'case_id'])
    .where('county_code', '=', household.countyCode)
    .where('household_id', '=', household.id)
    .where((eb) =>
      eb.or([eb('state', '<>', 'CLOSED'), eb('run_id', '=', runId), hasHintOf(household.countyCode, runId)]),
    )
    .orderBy(sql`state = 'CLOSED'`)
    .orderBy('received_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const caseId = row.case_id ? publicId({ county_code: row.county_code, id: row.case_id }) : null;
  const kind = row.kind as NonNullable<TraceView['sheet']>['kind'];
  return { id: publicId(row), kind, dispatchNo: row.dispatch_no, state: row.state, dueOn: row.due_on, caseId };
}

/** A hint of the run was brought to the sheet, also where it said nothing new. */
function hasHintOf(countyCode: string, runId: string) {
  return sql<boolean>`exists (select from warning.clue c where c.county_code = ${countyCode} and c.dispatch_id = warning.dispatch.id and c.run_id = ${runId}::uuid)`;
}

/** What the header of a run says of its data; every office of the county may read it. */
async function headerOf(tx: Tx, run: { countyCode: string; id: string }) {
  const row = await tx
    .selectFrom('screening.run')
    .select(['batches', 'kept_files', 'pack_id'])
    .where('county_code', '=', run.countyCode)
    .where('id', '=', run.id)
    .executeTakeFirst();
  if (!row) throw notFound('这批筛查');
  return row;
}

/** The files that a run read, by batch. */
function filesOf(batches: Run['batches']): TraceView['files'] {
  return Object.fromEntries(
    batches.map(({ batchId, fileName, item }) => {
      const known = ITEM_LABELS[item as ItemCode];
      return [batchId, { fileName, department: known?.department ?? '', itemLabel: known?.label ?? item }];
    }),
  );
}

type RunNames = Map<string, { runNo: string; at: Date }>;

/** Numbers and ends of the runs of a county. */
async function runNames(tx: Tx, countyCode: string): Promise<RunNames> {
  const rows = await tx
    .selectFrom('screening.run')
    .select(['id', 'run_no', 'finished_at', 'started_at'])
    .where('county_code', '=', countyCode)
    .execute();
  return new Map(rows.map((row) => [row.id, { runNo: row.run_no, at: row.finished_at ?? row.started_at }]));
}

/** What other runs said of the household, latest first. */
async function earlierHits(
  tx: Tx,
  household: { countyCode: string; id: string },
  { runId, runs }: { runId: string; runs: RunNames },
): Promise<TraceView['earlier']> {
  const rows = await tx
    .selectFrom('screening.hit')
    .select(['county_code', 'run_id', 'level', 'main_reason'])
    .where('county_code', '=', household.countyCode)
    .where('household_id', '=', household.id)
    .where('run_id', '<>', runId)
    .execute();
  return rows
    .flatMap((row) => {
      const run = runs.get(row.run_id);
      const id = publicId({ county_code: row.county_code, id: row.run_id });
      return run
        ? [{ runId: id, runNo: run.runNo, at: run.at.toISOString(), level: row.level, mainReason: row.main_reason }]
        : [];
    })
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, 6);
}

/**
 * Works the household out again by the same statement from the very files that the run read; null when they do not know it. Refuses
 * `run-data-gone` when the files are swept: other data would be another question.
 */
export async function recomputeTrace(actor: Actor, key: Key): Promise<Trace | null> {
  const run = splitId(key.runId);
  const household = splitId(key.householdId);
  const { asOf, kept, pack } = await withScope(actor, async (tx) => {
    const { trace } = await getTrace(tx, key);
    const header = await headerOf(tx, run);
    const stored = await findPack(tx, header.pack_id);
    if (!stored) throw notFound('这批筛查所用的政策包');
    return { asOf: trace.asOf, kept: header.kept_files, pack: stored.pack };
  });
  const opened = await openKept(run.countyCode, kept);
  if (!opened)
    throw new Refusal('run-data-gone', {
      status: 409,
      detail: `当时的数据已过保存期（每县最近 ${KEPT_RUNS} 批，最长 ${KEPT_DAYS} 天），不能再按当时数据复算。原来的依据不受影响。`,
    });
  try {
    return await evaluateHousehold(opened.session, {
      compiled: compilePack(pack),
      asOf,
      deliveries: opened.deliveries,
      household: { countyCode: household.countyCode, householdId: household.id },
    });
  } finally {
    opened.session.close();
  }
}
