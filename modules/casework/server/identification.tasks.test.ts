import { clock } from '@shouwang/platform/clock/clock.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../fixtures.ts';
import { actorOf, aRunningCase, COUNTY, layFoundation } from './case.fixture.ts';
import { useComparisonSource } from './comparison.ts';
import { listMyTasks, readWorkbench } from './queries.tasks.ts';
import { listCases, readBoard } from './queries.ts';
import { readCaseView } from './view.ts';
import { day, departments, upTo } from './way.fixture.ts';

useTestDatabase();
beforeAll(async () => {
  await layFoundation();
});
afterEach(() => clock.setOffsetDays(0));

describe('tasks, board and figures', () => {
  it('go to the right role and office, in order of severity and time, and the board sums to the headline', async () => {
    useComparisonSource(departments);
    const early = await aRunningCase();
    const late = await aRunningCase();
    await upTo(late, 'COUNTY_REVIEW');
    day(20);
    const approver = actorOf(PEOPLE.approver);
    await withScope(approver, async (tx) => {
      const tasks = await listMyTasks(tx, approver, { limit: 50 });
      const mine = tasks.items.find((task) => task.caseId === late.publicId);
      expect(mine).toMatchObject({
        kind: 'decideAtCounty',
        level: 2,
        daysLeft: -10,
        clock: { overdue: true, day: 21, maxDays: 15 },
      });
      expect(tasks.items.some((task) => task.caseId === early.publicId)).toBe(false);
      expect(tasks.byKind.reduce((sum, one) => sum + one.count, 0)).toBe(tasks.total);
      const board = await readBoard(tx, COUNTY);
      const cells = board.rows.flatMap((row) => row.cells);
      expect(cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(board.total);
      expect(board.columns.reduce((sum, column) => sum + column.count, 0)).toBe(board.total);
      const figures = await readWorkbench(tx, approver);
      expect(figures.cases.open).toBe(board.total);
      expect(figures.cases.overdue).toBe(board.overdue);
      expect(figures.tasks.total).toBe(tasks.total);
      const listed = await listCases(tx, approver, { limit: 200, open: 'true', column: 'COUNTY_REVIEW' });
      expect(listed.total).toBe(board.columns.find((column) => column.key === 'COUNTY_REVIEW')?.count);
    });
  });

  it('pages through tasks without losing or repeating one', async () => {
    const team = actorOf(PEOPLE.window);
    await aRunningCase();
    await withScope(team, async (tx) => {
      const whole = await listMyTasks(tx, team, { limit: 200 });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listMyTasks(tx, team, { limit: 1, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map((task) => task.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(whole.items.map((task) => task.id));
      expect(seen.length).toBe(whole.total);
    });
  });

  it('says to everybody whose turn it is, and why not his', async () => {
    useComparisonSource(departments);
    const scenario = await aRunningCase();
    await upTo(scenario, 'TOWN_REVIEW');
    const look = (who: Parameters<typeof actorOf>[0]) =>
      withScope(actorOf(who), (tx) => readCaseView(tx, actorOf(who), scenario.at));
    const right = await look(PEOPLE.reviewer);
    expect(right.dueAct).toMatchObject({ act: 'reviewAtTown', allowed: true });
    // Some cases are drawn for a home check by their id: that is said, and hinders nobody.
    const open = right.dueAct?.checks.filter((one) => one.result !== 'pass' && one.key !== 'spot-check');
    expect(open).toEqual([]);
    expect(right.otherActs.map((one) => one.act)).toEqual(
      expect.arrayContaining(['returnForCorrection', 'suspendCase', 'setGreenChannel']),
    );
    const own = await look({ ...PEOPLE.judge, role: 'TOWN_REVIEWER' });
    expect(own.dueAct).toMatchObject({ act: 'reviewAtTown', allowed: false, code: 'maker-is-checker' });
    const village = await look(PEOPLE.cadre);
    expect(village.dueAct).toBeNull();
    expect(village.waitingFor).toMatchObject({ place: '镇', roles: ['镇级审核员'] });
    expect(village.farmerSees).toContain('镇里正在审核');
    expect(village.track.map((one) => one.state)).toEqual([
      'done',
      'done',
      'done',
      'done',
      'done',
      'done',
      'done',
      'current',
      'todo',
      'todo',
    ]);
  });
});
