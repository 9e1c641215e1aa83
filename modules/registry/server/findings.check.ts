import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { minuteOf } from '@shouwang/platform/clock/days.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import { type Actor, runSql, systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { addJob, defineJob } from '@shouwang/platform/jobs/jobs.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { QualityCheck } from '../contract.ts';
import { closeOfGone, countFindings } from './findings.counts.ts';
import { keepFindings } from './findings.keep.ts';
import { qualityPolicyOf } from './quality.ts';

const CHECK = 'registry.quality-check';
/** Households of one step: few statements, a short transaction, and progress that moves. */
const STEP = 250;
/** How often a step is tried again that met somebody else's lock the other way round. */
const TRIES = 4;
/** Counties that are queued at once: other work is not to wait for a whole province. */
const AT_ONCE = 12;
/** How often the program tries a county within a day. */
const A_DAY = 3;
/** A check that has not come to its end within so long was lost. */
const LOST_MS = 24 * 3_600_000;
/** Between these hours the program checks by itself; a county that was never checked at any hour. */
const NIGHT = { from: '02', to: '06' };

/**
 * Asks for a check of all households of the actor's county. It works in the background and goes on when the page is closed. Refuses `county-needed`
 * above a county and `check-in-progress` while one works.
 */
export async function startQualityCheck(tx: Tx, actor: Actor): Promise<{ id: string }> {
  const countyCode = actor.areaCode.slice(0, 6);
  if (countyCode.length < 6) throw new Refusal('county-needed', { detail: '核验以县为单位，请以县级岗位发起。' });
  const id = await queueCheck(tx, actor, { countyCode, cause: 'asked' });
  if (id === null)
    throw new Refusal('check-in-progress', { status: 409, detail: '正在核验，完成后结果会自动更新，不必再发起。' });
  return { id };
}

/** Queues a check unless one waits or works already; a lost one is given up first. */
async function queueCheck(
  tx: Tx,
  actor: Actor,
  { countyCode, cause }: { countyCode: string; cause: QualityCheck['cause'] },
): Promise<string | null> {
  await runSql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`quality-check:${countyCode}`]);
  const open = await tx
    .selectFrom('registry.quality_check')
    .select(['id', 'started_at'])
    .where('county_code', '=', countyCode)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  if (open && clock.now().getTime() - open.started_at.getTime() < LOST_MS) return null;
  if (open) await change(tx, { countyCode, id: open.id }, { state: 'failed', failure: LOST, finished_at: clock.now() });
  const id = newId();
  await tx
    .insertInto('registry.quality_check')
    .values({
      county_code: countyCode,
      id,
      area_code: countyCode,
      cause,
      state: 'queued',
      households_done: 0,
      opened: 0,
      closed: 0,
      started_by: cause === 'asked' ? actor.accountId : null,
      started_by_name: actor.name,
      started_at: clock.now(),
      started_on: clock.today(),
    })
    .execute();
  await recordAudit(tx, actor, {
    action: 'startQualityCheck',
    areaCode: countyCode,
    objectKey: `quality-check:${countyCode}:${id}`,
  });
  await addJob(tx, CHECK, { countyCode, id }, { turn: cause === 'nightly' ? 'night' : 'now' });
  return publicId({ county_code: countyCode, id });
}

const LOST = '核验没有完成就中断了，请重新发起。';
const BROKEN = '核验中断，清单停在上一次的结果；请重新发起，仍不行请告诉运维人员。';

/**
 * Queues the nightly check of counties with a register that have not been checked today, a dozen at a time, those longest unchecked first; asked
 * hourly. Returns how many were queued.
 */
export async function startDueChecks(): Promise<number> {
  const hour = minuteOf(clock.now()).slice(11, 13);
  const night = hour >= NIGHT.from && hour < NIGHT.to;
  const provinces = await withScope(systemActor('none', '核验'), (tx) =>
    tx.selectFrom('areas.area').select('code').where('level', '=', 1).where('valid_to', 'is', null).execute(),
  );
  let queued = 0;
  for (const { code } of provinces) {
    for (const county of await withScope(systemActor(code, '核验'), (tx) => dueCounties(tx, night))) {
      const actor = systemActor(county, '每日核验');
      if (await withScope(actor, (tx) => queueCheck(tx, actor, { countyCode: county, cause: 'nightly' }))) queued += 1;
    }
  }
  return queued;
}

async function dueCounties(tx: Tx, night: boolean): Promise<string[]> {
  const { rows } = await sql<{ county_code: string }>`select p.county_code from registry.county_position p
    left join lateral (select max(q.started_on) filter (where q.state <> 'failed') as last,
        count(*) filter (where q.started_on = ${clock.today()}::date) as today, count(*) as ever
      from registry.quality_check q where q.county_code = p.county_code) c on true
    where (${night} or c.ever = 0) and coalesce(c.last < ${clock.today()}::date, true) and c.today < ${A_DAY}
    order by c.last nulls first, p.county_code limit ${AT_ONCE}`.execute(tx);
  return rows.map(({ county_code }) => county_code);
}

const CheckJob = z.object({ countyCode: z.string(), id: z.uuid() });
type CheckJob = z.infer<typeof CheckJob>;

/** Lets this program work off checks of the registry. */
export function defineRegistryJobs(): void {
  defineJob(CHECK, CheckJob, async (job) => {
    try {
      await checkCounty(job);
    } catch (error) {
      log.error({ err: safeError(error), check: job.id }, 'quality check failed');
      const failed = { state: 'failed', failure: BROKEN, finished_at: clock.now() };
      await within(job, (tx) => change(tx, job, failed));
    }
  });
}

const within = <T>(job: CheckJob, work: (tx: Tx) => Promise<T>) => withScope(systemActor(job.countyCode, '核验'), work);

/** Works all rules over all households of a county, some hundred at a time, each step in a transaction of its own. */
async function checkCounty(job: CheckJob): Promise<void> {
  const { countyCode } = job;
  if (!(await within(job, (tx) => begin(tx, job)))) return;
  const sum = { opened: 0, closed: 0, failed: 0, done: 0 };
  let ids = await nextIds(job, null);
  while (ids.length > 0) {
    const kept = await patiently(() =>
      within(job, async (tx) =>
        keepFindings(tx, { countyCode, ids, parameters: await qualityPolicyOf(tx, countyCode) }),
      ),
    );
    sum.opened += kept.opened;
    sum.closed += kept.closed;
    sum.failed += kept.failed;
    sum.done += ids.length;
    const progress = { households_done: sum.done, opened: sum.opened, closed: sum.closed };
    if (!(await within(job, (tx) => change(tx, job, progress)))) return;
    ids = await nextIds(job, ids.at(-1) ?? null);
  }
  await within(job, async (tx) => {
    const closed = sum.closed + (await closeOfGone(tx, countyCode));
    const counts = JSON.stringify(await countFindings(tx, countyCode));
    const failure = sum.failed > 0 ? `有 ${sum.failed} 户的登记读不出来，没有核验，请告诉运维人员。` : null;
    await change(tx, job, { state: 'done', closed, counts, failure, finished_at: clock.now() });
  });
}

/** Tries again what lost against somebody who took the same locks in another order. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left <= 1 || !['40P01', '40001'].includes((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

/** Counts the households and says that it works; false when the check has come to its end already. */
async function begin(tx: Tx, job: CheckJob): Promise<boolean> {
  const counted = await tx
    .selectFrom('registry.household')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('county_code', '=', job.countyCode)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow();
  const row = await tx
    .updateTable('registry.quality_check')
    .set({ state: 'running', households_total: counted.n, households_done: 0, opened: 0, closed: 0 })
    .where('county_code', '=', job.countyCode)
    .where('id', '=', job.id)
    .where('state', 'in', ['queued', 'running'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function nextIds(job: CheckJob, after: string | null): Promise<string[]> {
  return within(job, async (tx) => {
    let query = tx
      .selectFrom('registry.household')
      .select('id')
      .where('county_code', '=', job.countyCode)
      .where('status', '=', 'active');
    if (after !== null) query = query.where('id', '>', after);
    return (await query.orderBy('id').limit(STEP).execute()).map(({ id }) => id);
  });
}

/** Writes to a check that has not come to its end; false when it has, since another took its place. */
async function change(tx: Tx, { countyCode, id }: CheckJob, values: Record<string, unknown>): Promise<boolean> {
  const row = await tx
    .updateTable('registry.quality_check')
    .set(values)
    .where('county_code', '=', countyCode)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
