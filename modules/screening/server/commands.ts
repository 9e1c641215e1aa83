import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { numberParameter } from '@shouwang/modules/policy/rules.ts';
import { findPack, getPackInForce } from '@shouwang/modules/policy/server/door.ts';
import { listMonitored } from '@shouwang/modules/registry/server/door.ts';
import { dispatchFindings, type Finding } from '@shouwang/modules/warning/server/door.ts';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import { addJob } from '@shouwang/platform/jobs/jobs.ts';
import type { Dispatched } from '../contract.runs.ts';
import type { Trace } from '../contract.ts';

/** The month whose data a run looks at: the last one that is over. */
function closedMonth(today: string): string {
  return addMonths(today.slice(0, 7).replace('-', ''), -1);
}

/**
 * Asks for a screening of the actor's county. The run works in the background, goes on when the page is closed, and reports when it is done.
 * Refuses `run-in-progress` while another run of the county works.
 */
export async function startRun(tx: Tx, actor: Actor): Promise<string> {
  const countyCode = actor.areaCode.slice(0, 6);
  if (countyCode.length < 6) throw new Refusal('county-needed', { detail: '筛查以县为单位，请以县级岗位发起。' });
  const stored = await getPackInForce(tx, countyCode, clock.today());
  await runSql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`screening:${countyCode}`]);
  const busy = await tx
    .selectFrom('screening.run')
    .select('run_no')
    .where('county_code', '=', countyCode)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  if (busy)
    throw new Refusal('run-in-progress', { status: 409, detail: `筛查 ${busy.run_no} 正在进行，完成后再发起。` });
  const count = await tx
    .selectFrom('screening.run')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('county_code', '=', countyCode)
    .executeTakeFirstOrThrow();
  const id = newId();
  const period = closedMonth(clock.today());
  await tx
    .insertInto('screening.run')
    .values({
      county_code: countyCode,
      id,
      area_code: countyCode,
      run_no: `SR-${clock.today().slice(5).replace('-', '')}-${String(Number(count.n) + 1).padStart(2, '0')}`,
      pack_id: stored.id,
      pack_name: stored.pack.title,
      pack_hash: stored.pack.hash,
      period,
      engine: 'duckdb',
      state: 'queued',
      progress: JSON.stringify({ step: '等待', done: 0, of: 4, seconds: 0 }),
      batches: '[]',
      missing_items: [],
      started_by: actor.accountId,
      started_by_name: actor.name,
      started_at: clock.now(),
      version: 1,
    })
    .execute();
  await recordAudit(tx, actor, { action: 'startRun', areaCode: countyCode, objectKey: `run:${countyCode}:${id}` });
  await addJob(tx, 'screening.run', { countyCode, runId: id });
  return `${countyCode}:${id}`;
}

/**
 * Turns the hits of a finished run into sheets, once. Households that are monitored by now get a follow-up sheet for their contact, since they are
 * identified already. Refuses a run that is not done or was dispatched already.
 */
export async function dispatchRun(
  tx: Tx,
  actor: Actor,
  run: { countyCode: string; id: string; version: number },
): Promise<Dispatched> {
  const marked = await tx
    .updateTable('screening.run')
    .set((eb) => ({ dispatched_at: clock.now(), version: eb('version', '+', 1) }))
    .where('county_code', '=', run.countyCode)
    .where('id', '=', run.id)
    .where('state', '=', 'done')
    .where('dispatched_at', 'is', null)
    .where('version', '=', run.version)
    .returning(['pack_id', 'period'])
    .executeTakeFirst();
  if (!marked) throw await explainUndispatched(tx, run);
  const stored = await findPack(tx, marked.pack_id);
  if (!stored) throw notFound('这批筛查所用的政策包');
  return dispatchFindings(tx, actor, {
    countyCode: run.countyCode,
    runId: run.id,
    period: marked.period,
    villageDays: numberParameter(stored.pack, 'screening.villageDays'),
    mergeDays: mergeDaysOf(stored.pack),
    monitored: await listMonitored(tx, run.countyCode),
    findings: await findingsOf(tx, run),
  });
}

/** Days of P1 MERGED; P1's own default where a run was made under a pack of the time before the parameter had a reader. */
function mergeDaysOf(pack: PolicyPack): number {
  return Object.hasOwn(pack.parameters, 'clue.mergeDays') ? numberParameter(pack, 'clue.mergeDays') : 30;
}

async function explainUndispatched(tx: Tx, run: { countyCode: string; id: string }): Promise<Refusal> {
  const found = await tx
    .selectFrom('screening.run')
    .select(['state', 'dispatched_at'])
    .where('county_code', '=', run.countyCode)
    .where('id', '=', run.id)
    .executeTakeFirst();
  if (!found) return notFound('这批筛查');
  if (found.dispatched_at) return new Refusal('run-dispatched', { status: 409, detail: '这批筛查已经派发过。' });
  if (found.state !== 'done') return new Refusal('run-not-done', { status: 409, detail: '筛查还没有完成。' });
  return staleVersion();
}

async function findingsOf(tx: Tx, run: { countyCode: string; id: string }): Promise<Finding[]> {
  const rows = await tx
    .selectFrom('screening.hit as h')
    .innerJoin('registry.household as r', (join) =>
      join.onRef('r.county_code', '=', 'h.county_code').onRef('r.id', '=', 'h.household_id'),
    )
    .select(['h.household_id', 'h.area_code', 'h.level', 'h.trace', 'r.head_name'])
    .where('h.county_code', '=', run.countyCode)
    .where('h.run_id', '=', run.id)
    .where('h.level', '<=', 3)
    .orderBy('h.level')
    .orderBy('h.area_code')
    .orderBy('h.household_id')
    .execute();
  return rows.map((row) => {
    const trace = row.trace as unknown as Trace;
    return {
      householdId: row.household_id,
      areaCode: row.area_code,
      headName: row.head_name,
      level: row.level ?? 3,
      reasons: trace.held.filter((rule) => rule.kind !== 'exclusion').map(reasonOf),
    };
  });
}

function reasonOf(rule: Trace['held'][number]): Finding['reasons'][number] {
  const values = rule.comparisons.map(({ label, value, operator, threshold, unit }) => ({
    label,
    value,
    operator,
    threshold,
    unit,
  }));
  return {
    code: rule.code,
    label: rule.label,
    say: rule.say,
    level: rule.level,
    department: rule.department,
    riskType: rule.risk,
    values: { comparisons: values, sources: rule.sources },
  };
}
