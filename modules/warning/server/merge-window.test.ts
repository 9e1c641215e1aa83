import { listMyTasks } from '@shouwang/modules/casework/server/queries.tasks.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aHouseholdRow, COUNTY, layFoundation, VILLAGE } from '../../casework/server/case.fixture.ts';
import { takeUpDispatches } from '../../casework/server/door.ts';
import { defineCaseworkJobs } from '../../casework/server/jobs.ts';
import { dispatchFindings } from './commands.ts';
import { followCase } from './door.ts';
import type { Finding } from './findings.ts';
import { countOpenSheets, listDispatches } from './queries.ts';

const database = useTestDatabase();
const system = systemActor(COUNTY, '测试');
const reviewer = anActor({ accountId: newId(), name: '叶小红', role: 'TOWN_REVIEWER', areaCode: VILLAGE.slice(0, 9) });
const NONE = { opened: 0, followUps: 0, joined: 0, renewed: 0, merged: 0 };
let household = '';
let runId = '';

const finding = ({ level = 2, code = 'MED-1', value = 26_000 } = {}): Finding => ({
  householdId: household,
  areaCode: VILLAGE,
  headName: '曾木生',
  level,
  reasons: [
    {
      code,
      label: code,
      say: `${code} 成立。`,
      level,
      department: 'YB',
      riskType: '1',
      values: { comparisons: [{ label: '自付', value, operator: '>=', threshold: 20_000, unit: 'yuan' }] },
    },
  ],
});
const dispatch = (findings: Finding[], id = newId()) =>
  withScope(system, (tx) =>
    dispatchFindings(tx, system, {
      countyCode: COUNTY,
      runId: id,
      period: '202610',
      villageDays: 5,
      mergeDays: 30,
      monitored: new Set(),
      findings,
    }),
  );
const rows = <T>(text: string, values: unknown[]) =>
  withBulkLoad('test read', async (client) => (await client.query(text, values)).rows as T[]);
const sheets = (filter: object) =>
  withScope(system, async (tx) =>
    (await listDispatches(tx, system, { limit: 200, ...filter })).items.filter((one) =>
      one.householdId.endsWith(household),
    ),
  );
const close = async (resultCode?: string) => {
  const [sheet] = await rows<{ id: string }>(
    'select id from warning.dispatch where household_id = $1 order by created_at desc limit 1',
    [household],
  );
  const at = { countyCode: COUNTY, id: sheet?.id ?? '' };
  await withScope(system, (tx) => followCase(tx, at, { state: 'CLOSED', ...(resultCode ? { resultCode } : {}) }));
};

beforeAll(layFoundation);
beforeEach(async () => {
  household = (await aHouseholdRow()).id;
  runId = newId();
  await dispatch([finding()], runId);
});
afterEach(() => clock.setOffsetDays(0));

describe('a sheet that is still open', () => {
  test.each([
    [0, 'joined'],
    [30, 'joined'],
    [31, 'renewed'],
  ])('a hint %d days after the last one: %s', async (days, how) => {
    clock.setOffsetDays(days);
    const renewed = how === 'renewed' ? 1 : 0;
    expect(await dispatch([finding()])).toEqual({ ...NONE, joined: 1, renewed });
    const clues = await rows(
      'select status, merged_into_id is not null as merged from warning.clue where household_id = $1 order by received_at, merged',
      [household],
    );
    expect(clues).toEqual([
      { status: 'RECEIVED', merged: false },
      { status: 'MERGED', merged: true },
    ]);
    expect(await sheets({ renewed: 'true' })).toHaveLength(renewed);
  });

  test('each hint opens the window anew', async () => {
    for (const days of [20, 40, 60]) {
      clock.setOffsetDays(days);
      expect(await dispatch([finding()])).toEqual({ ...NONE, joined: 1 });
    }
  });

  test('renewed: a new last day, overdue all the same, the case and the town are told, once', async () => {
    defineCaseworkJobs();
    await takeUpDispatches(COUNTY, runId);
    const due = addDays(clock.today(), 5);
    clock.setOffsetDays(40);
    await dispatch([finding()]);
    await workOff(database.url);
    await workOff(database.url);
    const today = clock.today();
    const [sheet] = await sheets({ renewed: 'true', overdue: 'true' });
    expect(sheet).toMatchObject({ renewedOn: today, missedDueOn: due, dueOn: addDays(today, 5) });
    const counts = await withScope(system, (tx) => countOpenSheets(tx, VILLAGE, 12));
    expect(counts.reduce((sum, one) => sum + one.overdue, 0)).toBeGreaterThanOrEqual(1);
    const [task] = await rows<{ reason: string }>(
      'select reason from casework.task where household_id = $1 and closed_at is null',
      [household],
    );
    expect(task?.reason).toBe(`重新提示（${today}）：MED-1 成立。`);
    const urged = await withScope(reviewer, (tx) => listMyTasks(tx, reviewer, { limit: 200, kind: 'urgeVisit' }));
    const mine = urged.items.filter((one) => one.caseId === sheet?.caseId);
    expect(mine).toMatchObject([
      { kind: 'urgeVisit', reason: `重新提示：原期限 ${due} 未办，又有新提示。MED-1 成立。` },
    ]);
    const whole = await withScope(reviewer, (tx) => listMyTasks(tx, reviewer, { limit: 200 }));
    expect(new Set(whole.items.map(({ kind }) => kind))).toEqual(new Set(['dispatchVerification', 'urgeVisit']));
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const given = cursor ? { cursor } : {};
      const page = await withScope(reviewer, (tx) => listMyTasks(tx, reviewer, { limit: 1, ...given }));
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole.items.map(({ id }) => id));
    clock.setOffsetDays(80);
    await dispatch([finding()]);
    expect((await sheets({ renewed: 'true' }))[0]).toMatchObject({ missedDueOn: due, renewedOn: clock.today() });
  });

  test('renewed after the visit: marked, and no new last day', async () => {
    const [{ id } = { id: '' }] = await rows<{ id: string }>(
      'select id from warning.dispatch where household_id = $1',
      [household],
    );
    await withScope(system, (tx) =>
      followCase(tx, { countyCode: COUNTY, id }, { state: 'TO_IDENTIFY', resultCode: 'P1.V1' }),
    );
    const [before] = await sheets({});
    clock.setOffsetDays(50);
    expect(await dispatch([finding()])).toEqual({ ...NONE, joined: 1, renewed: 1 });
    expect((await sheets({}))[0]).toMatchObject({ dueOn: before?.dueOn, missedDueOn: null, renewedOn: clock.today() });
    expect(await sheets({ renewed: 'true' })).toEqual([]);
  });
});

describe('a sheet that was closed', () => {
  test.each([
    { what: 'the same within the window', days: 30, given: {}, result: 'merged' },
    { what: 'the same after the window', days: 31, given: {}, result: 'opened' },
    { what: 'milder', days: 3, given: { level: 3 }, result: 'merged' },
    { what: 'more severe', days: 3, given: { level: 1 }, result: 'opened' },
    { what: 'another value', days: 3, given: { value: 31_000 }, result: 'opened' },
    { what: 'a new rule', days: 3, given: { code: 'EDU-2' }, result: 'opened' },
  ])('$what: $result', async ({ days, given, result }) => {
    await close('P1.V2');
    clock.setOffsetDays(days);
    expect(await dispatch([finding(given)])).toEqual({ ...NONE, [result]: 1 });
    const kept = await rows<{ n: number }>('select count(*)::int as n from warning.dispatch where household_id = $1', [
      household,
    ]);
    expect(kept).toEqual([{ n: result === 'merged' ? 1 : 2 }]);
  });

  test('the merged hint stays on record with the clue and the sheet that it follows, and moves nothing', async () => {
    await close('P1.V2');
    const [before] = await rows<{ version: number }>('select version from warning.dispatch where household_id = $1', [
      household,
    ]);
    clock.setOffsetDays(10);
    await dispatch([finding()]);
    const clues = await rows(
      `select c.status, m.run_id = $2 as follows_first, d.state from warning.clue c join warning.dispatch d on d.id = c.dispatch_id
       left join warning.clue m on m.id = c.merged_into_id where c.household_id = $1 order by c.received_at`,
      [household, runId],
    );
    expect(clues).toEqual([
      { status: 'CLOSED', follows_first: null, state: 'CLOSED' },
      { status: 'MERGED', follows_first: true, state: 'CLOSED' },
    ]);
    expect(await rows('select version from warning.dispatch where household_id = $1', [household])).toEqual([before]);
  });

  test('ended without a result, nobody has looked: a new sheet', async () => {
    await close();
    expect(await dispatch([finding()])).toEqual({ ...NONE, opened: 1 });
  });
});
