import { clock } from '@shouwang/platform/clock/clock.ts';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aRunningCase, COUNTY, layFoundation } from './case.fixture.ts';
import { useComparisonSource } from './comparison.ts';
import { countCounties } from './county-counts.ts';
import { readWorkbench } from './queries.tasks.ts';
import { readBoard } from './queries.ts';
import { departments, upTo } from './way.fixture.ts';

useTestDatabase();
beforeAll(layFoundation);
beforeEach(() => useComparisonSource(departments));
/** Each test begins where nothing was counted: the day goes back between them, and of two counts the later stands. */
beforeEach(() => withBulkLoad('test', (client) => client.query('delete from casework.county_count')));
afterEach(() => clock.setOffsetDays(0));

const CITY = COUNTY.slice(0, 4);
const PROVINCE = COUNTY.slice(0, 2);
const lead = (areaCode: string) => anActor({ role: areaCode.length === 2 ? 'PROV_LEAD' : 'CITY_LEAD', areaCode });
const boardOf = (area: string) => withScope(lead(area), (tx) => readBoard(tx, area));
const figuresOf = (area: string) => withScope(lead(area), (tx) => readWorkbench(tx, lead(area)));
const live = async () => ({ board: await boardOf(COUNTY), figures: await figuresOf(COUNTY) });
/** A county that has cases of its own, as it was counted: the same as the one that has, in another city. */
const another = (code: string, counted_at: string) =>
  withBulkLoad('test', (client) =>
    client.query(
      `insert into casework.county_count select $1, $1, counts, counted_on, $3 from casework.county_count where county_code = $2
       on conflict (county_code) do update set counts = excluded.counts, counted_at = excluded.counted_at`,
      [code, COUNTY, counted_at],
    ),
  );

describe('figures above counties', () => {
  it('are none before anything is counted', async () => {
    await aRunningCase();
    const board = await boardOf(PROVINCE);
    expect([board.total, board.countedAt]).toEqual([0, null]);
    expect((await figuresOf(PROVINCE)).cases).toMatchObject({ open: 0, averageDay: null });
  });

  it('are those of the counties when they were counted, whatever happened since', async () => {
    const late = await aRunningCase();
    await upTo(late, 'COUNTY_REVIEW');
    expect(await countCounties()).toBeGreaterThan(140);
    const { board, figures } = await live();
    expect(board.total).toBeGreaterThan(1);
    const { countedAt, rows, ...same } = await boardOf(CITY);
    const { rows: towns, countedAt: now, ...inCounty } = board;
    expect([now, Date.parse(countedAt ?? '') > 0]).toEqual([null, true]);
    expect({ ...same, columns: same.columns.map(({ limitDays: _, ...column }) => column) }).toEqual({
      ...inCounty,
      columns: inCounty.columns.map(({ limitDays: _, ...column }) => column),
    });
    const here = rows.find(({ areaCode }) => areaCode === COUNTY);
    const sum = (cells: { count: number }[]) => cells.reduce((all, { count }) => all + count, 0);
    expect(sum(here?.cells ?? [])).toBe(towns.reduce((all, { cells }) => all + sum(cells), 0));
    expect(await figuresOf(CITY)).toMatchObject({
      cases: { ...figures.cases, maxDays: expect.anything() },
      opened: figures.opened,
      registered: figures.registered,
      tasks: { total: 0, overdue: 0 },
    });
    await aRunningCase();
    expect((await boardOf(CITY)).total).toBe(board.total);
    expect((await live()).board.total).toBe(board.total + 1);
    await countCounties();
    expect((await boardOf(CITY)).total).toBe(board.total + 1);
  });

  it('are added up over counties, each in its city, as old as the oldest', async () => {
    await countCounties();
    const own = await boardOf(CITY);
    await another('440305', '2026-01-02T03:04:05Z');
    const board = await boardOf(PROVINCE);
    expect(board.total).toBe(2 * own.total);
    expect(board.countedAt).toBe('2026-01-02T03:04:05.000Z');
    const busy = board.rows.filter(({ cells }) => cells.some(({ count }) => count > 0)).map(({ areaCode }) => areaCode);
    expect(busy).toEqual(['4402', '4403']);
    expect((await boardOf(CITY)).total).toBe(own.total);
    const [one, both] = [await figuresOf(CITY), await figuresOf(PROVINCE)];
    expect(both.cases).toMatchObject({ open: 2 * one.cases.open, averageDay: one.cases.averageDay });
  });

  it('leave out what was of a day or month that has gone by', async () => {
    const scenario = await aRunningCase();
    await upTo(scenario, 'REGISTERED');
    await aRunningCase();
    await countCounties();
    const before = await figuresOf(CITY);
    expect(before).toMatchObject({
      opened: (await live()).figures.opened,
      registered: (await live()).figures.registered,
    });
    expect([before.opened.today, before.registered.thisMonth]).toEqual([1, expect.toSatisfy((n: number) => n > 0)]);
    clock.setOffsetDays(clock.offsetDays + 1);
    expect((await figuresOf(CITY)).opened).toEqual({ today: 0, byChannel: [] });
    clock.setOffsetDays(clock.offsetDays + 40);
    const later = await figuresOf(CITY);
    expect(later.registered).toEqual({ total: before.registered.total, thisMonth: 0 });
    await countCounties();
    const after = await figuresOf(CITY);
    expect(after.cases.open).toBe(before.cases.open);
    expect(after.cases.overdue).toBeGreaterThan(before.cases.overdue);
  });

  it('say what ended cases still ask for', async () => {
    const scenario = await aRunningCase();
    await upTo(scenario, 'REGISTERED');
    await withBulkLoad('test', (client) =>
      client.query(
        'update casework.task set closed_at = null where ctid in (select ctid from casework.task where case_id = $1 limit 1)',
        [scenario.facts.caseId],
      ),
    );
    await countCounties();
    const { cases } = (await live()).figures;
    expect(cases.owed).toBeGreaterThan(0);
    expect((await figuresOf(PROVINCE)).cases.owed).toBe(cases.owed);
  });

  it('are those of the count that began last, when two count at once', async () => {
    clock.setOffsetDays(2);
    await countCounties();
    const { total, countedAt } = await boardOf(CITY);
    clock.setOffsetDays(1);
    await aRunningCase();
    await countCounties();
    expect(await boardOf(CITY)).toMatchObject({ total, countedAt });
  });

  it('of one county that cannot be counted stay as they were; the others are counted', async () => {
    const all = await countCounties();
    const pause = (days: number) =>
      withBulkLoad('test', (client) => client.query('update casework.identification set paused_days = $1', [days]));
    // More days than there are numbers.
    await pause(-2_147_483_647);
    expect(await countCounties()).toBe(all - 1);
    await pause(0);
  });
});
