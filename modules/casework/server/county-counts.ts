import { clock } from '@shouwang/platform/clock/clock.ts';
import { systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { countyOf } from '../../areas/rules.ts';
import { inArea, inCounties } from '../../areas/server/door.ts';
import { overdueOn, resumeTo, returnTo, stillOwed } from './conditions.ts';

/** Open cases that stand alike: in the same step, for as many days, late or not. */
const Heap = z.object({
  state: z.string(),
  back: z.string().nullable(),
  resume: z.string().nullable(),
  days: z.int(),
  overdue: z.boolean(),
  count: z.int(),
});
/** Heaps of one place below an area. */
export type PlacedHeap = z.infer<typeof Heap> & { place: string };

const Figures = z.object({
  open: z.int(),
  /** Days of all open cases since their start, without pauses. */
  days: z.int(),
  overdue: z.int(),
  owed: z.int(),
  registered: z.int(),
  registeredThisMonth: z.int(),
  /** Cases that began on the day, by the channel of the hint. */
  opened: z.record(z.string(), z.int()),
});
/** Headline figures of an area. */
export type Figures = z.infer<typeof Figures>;

const Counts = z.object({ heaps: z.array(Heap), figures: Figures });

/** What was counted, and when: null where it is counted now, else the moment of the county that was counted longest ago. */
export interface Counted<T> {
  of: T;
  countedAt: string | null;
}

/** Open cases of an area by the places below it, whose codes have `digits` digits: as they stand within a county, above it as last counted. */
export async function heapsOf(tx: Tx, area: string, digits: number): Promise<Counted<PlacedHeap[]>> {
  if (countyOf(area)) return { of: await heapsNow(tx, { area, digits, today: clock.today() }), countedAt: null };
  const counties = await countiesCounted(tx, area);
  return {
    of: counties.flatMap(({ county_code, counts }) =>
      counts.heaps.map((heap) => ({ ...heap, place: county_code.slice(0, digits) })),
    ),
    countedAt: oldest(counties),
  };
}

/** Headline figures of an area: as they stand within a county, above it added up from what was counted last; what is of the day or month only where that has not gone by. */
export async function figuresOf(tx: Tx, area: string): Promise<Counted<Figures>> {
  const today = clock.today();
  if (countyOf(area)) return { of: await figuresNow(tx, area, today), countedAt: null };
  const counties = await countiesCounted(tx, area);
  const sum: Figures = { open: 0, days: 0, overdue: 0, owed: 0, registered: 0, registeredThisMonth: 0, opened: {} };
  for (const { counts, counted_on } of counties) {
    const { figures } = counts;
    for (const key of ['open', 'days', 'overdue', 'owed', 'registered'] as const) sum[key] += figures[key];
    if (counted_on.slice(0, 7) === today.slice(0, 7)) sum.registeredThisMonth += figures.registeredThisMonth;
    if (counted_on !== today) continue;
    for (const [channel, count] of Object.entries(figures.opened))
      sum.opened[channel] = (sum.opened[channel] ?? 0) + count;
  }
  return { of: sum, countedAt: oldest(counties) };
}

interface CountyCounted {
  county_code: string;
  counts: z.infer<typeof Counts>;
  counted_on: string;
  counted_at: Date;
}

async function countiesCounted(tx: Tx, area: string): Promise<CountyCounted[]> {
  const rows = await tx.selectFrom('casework.county_count as k').selectAll().where(inCounties('k', area)).execute();
  return rows.map((row) => ({ ...row, counts: Counts.parse(row.counts) }));
}

const oldest = (counties: readonly CountyCounted[]): string | null =>
  counties
    .reduce<Date | null>((old, { counted_at }) => (old && old <= counted_at ? old : counted_at), null)
    ?.toISOString() ?? null;

async function heapsNow(
  tx: Tx,
  { area, digits, today }: { area: string; digits: number; today: string },
): Promise<PlacedHeap[]> {
  return tx
    .selectFrom('casework.identification as i')
    .select([
      sql<string>`left(i.area_code, ${digits}::int)`.as('place'),
      'i.state',
      returnTo.as('back'),
      resumeTo.as('resume'),
      sql<number>`greatest(0, ${today}::date - i.step_started_on)`.as('days'),
      sql<boolean>`coalesce(${overdueOn(today)}, false)`.as('overdue'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where('i.closed_at', 'is', null)
    .where(inArea('i', area))
    .groupBy([sql`1`, sql`2`, sql`3`, sql`4`, sql`5`, sql`6`])
    .execute();
}

async function figuresNow(tx: Tx, area: string, today: string): Promise<Figures> {
  const within = tx.selectFrom('casework.identification as i').where(inArea('i', area));
  const number = (what: RawBuilder<unknown>) => sql<number>`(${what})::int`;
  const open = await within
    .select([
      number(sql`count(*)`).as('open'),
      number(sql`coalesce(sum(greatest(1, ${today}::date - i.started_on + 1 - i.paused_days)), 0)`).as('days'),
      number(sql`count(*) filter (where ${overdueOn(today)})`).as('overdue'),
    ])
    .where('i.closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const owed = await within.select(number(sql`count(*)`).as('owed')).where(stillOwed).executeTakeFirstOrThrow();
  const registered = await within
    .select([
      number(sql`count(*)`).as('registered'),
      number(sql`count(*) filter (where i.identified_on >= date_trunc('month', ${today}::date))`).as(
        'registeredThisMonth',
      ),
    ])
    .where('i.state', '=', 'REGISTERED')
    .executeTakeFirstOrThrow();
  const channels = await within
    .select(['i.channel', number(sql`count(*)`).as('count')])
    .where('i.started_on', '=', today)
    .groupBy('i.channel')
    .execute();
  const opened = Object.fromEntries(channels.map(({ channel, count }) => [channel, count]));
  return { ...open, ...owed, ...registered, opened };
}

/** Counts every county of the list, one after the other; asked every ten minutes. One that cannot be counted keeps what it has. Returns how many were counted. */
export async function countCounties(): Promise<number> {
  let counted = 0;
  for (const countyCode of await counties()) {
    try {
      await withScope(systemActor(countyCode, '各县汇总'), (tx) => countCounty(tx, countyCode));
      counted += 1;
    } catch (error) {
      log.error({ err: safeError(error), countyCode }, 'a county was not counted');
    }
  }
  return counted;
}

/** Counties of now and of before: what they left open stays theirs. */
async function counties(): Promise<string[]> {
  return withScope(systemActor('none', '各县汇总'), async (tx) => {
    const rows = await tx.selectFrom('areas.area').select('code').where('level', '=', 3).orderBy('code').execute();
    return rows.map(({ code }) => code);
  });
}

/** Of two that count at once, the one that began later stands. */
async function countCounty(tx: Tx, countyCode: string): Promise<void> {
  const at = { counted_on: clock.today(), counted_at: clock.now() };
  const heaps = (await heapsNow(tx, { area: countyCode, digits: countyCode.length, today: at.counted_on })).map(
    ({ place: _, ...heap }) => heap,
  );
  const sum = (list: readonly { count: number }[]) => list.reduce((all, { count }) => all + count, 0);
  const figures = {
    ...(await figuresNow(tx, countyCode, at.counted_on)),
    // As the board has them, which is counted by a statement of its own.
    open: sum(heaps),
    overdue: sum(heaps.filter(({ overdue }) => overdue)),
  };
  const counted = { counts: JSON.stringify(Counts.parse({ heaps, figures })), ...at };
  await tx
    .insertInto('casework.county_count')
    .values({ county_code: countyCode, area_code: countyCode, ...counted })
    .onConflict((conflict) =>
      conflict
        .column('county_code')
        .doUpdateSet(counted)
        .where('casework.county_count.counted_at', '<=', counted.counted_at),
    )
    .execute();
}
