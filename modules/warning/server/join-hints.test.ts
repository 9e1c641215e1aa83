import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inputs, PEOPLE } from '../../casework/fixtures.ts';
import { actorOf, aHouseholdRow, COUNTY, layFoundation, VILLAGE } from '../../casework/server/case.fixture.ts';
import { dispatchVerification } from '../../casework/server/commands.dispatch.ts';
import { takeUpDispatches } from '../../casework/server/door.ts';
import { defineCaseworkJobs } from '../../casework/server/jobs.ts';
import type { Dispatch } from '../contract.ts';
import { type DispatchResult, dispatchFindings } from './commands.ts';
import { followCase, listSheetsWithoutCase } from './door.ts';
import type { Finding } from './findings.ts';
import { listDispatches } from './queries.ts';

const database = useTestDatabase();
const system = systemActor(COUNTY, '测试');
const SAY = { 'MED-1': '这户今年必要的开支超过了提醒门槛。', 'EDU-1': '有孩子该上学没上学。' };
type Code = keyof typeof SAY;

const finding = (householdId: string, level: number, codes: readonly Code[]): Finding => ({
  householdId,
  areaCode: VILLAGE,
  headName: '曾木生',
  level,
  reasons: codes.map((code) => ({
    code,
    label: code,
    say: SAY[code],
    level: code === 'EDU-1' ? 1 : 3,
    department: 'YB',
    riskType: code === 'EDU-1' ? '5' : '1',
    values: {},
  })),
});

const dispatch = (findings: Finding[], villageDays = 5, runId = newId()): Promise<DispatchResult> =>
  withScope(system, (tx) =>
    dispatchFindings(tx, system, {
      countyCode: COUNTY,
      runId,
      period: '202610',
      villageDays,
      mergeDays: 30,
      monitored: new Set(),
      findings,
    }),
  );

const rows = <T>(text: string, values: unknown[]) =>
  withBulkLoad('test read', async (client) => (await client.query(text, values)).rows as T[]);

async function sheetOf(householdId: string): Promise<Dispatch> {
  const { items } = await withScope(system, (tx) => listDispatches(tx, system, { limit: 200 }));
  const found = items.find((sheet) => sheet.householdId.endsWith(householdId));
  if (!found) throw new Error('no sheet');
  return found;
}

describe('a hint joins an open work sheet', () => {
  let household = '';
  const runId = newId();
  beforeAll(layFoundation);
  beforeEach(async () => {
    household = (await aHouseholdRow()).id;
    await dispatch([finding(household, 3, ['MED-1'])], 5, runId);
  });
  afterEach(() => clock.setOffsetDays(0));

  test('the sheet is as severe as its worst hint, says the new reason with its day, and is due earlier where the limit is shorter', async () => {
    clock.setOffsetDays(1);
    const result = await dispatch([finding(household, 1, ['MED-1', 'EDU-1'])], 2);
    expect(result).toEqual({ opened: 0, followUps: 0, joined: 1, renewed: 0, merged: 0 });
    const sheet = await sheetOf(household);
    expect(sheet.level).toBe(1);
    expect(sheet.reasons.map(({ code, addedOn }) => [code, addedOn])).toEqual([
      ['MED-1', undefined],
      ['EDU-1', clock.today()],
    ]);
    expect(sheet.dueOn).toBe(addDays(clock.today(), 2));
    const [stored] = await rows(
      'select rule_codes, risk_types, version from warning.dispatch where household_id = $1',
      [household],
    );
    expect(stored).toEqual({ rule_codes: ['MED-1', 'EDU-1'], risk_types: ['1', '5'], version: 2 });
  });

  test('numbers go on behind 99999', async () => {
    await rows("update warning.dispatch set dispatch_no = 'PD-202610-99999' where household_id = $1", [household]);
    const next = [(await aHouseholdRow()).id, (await aHouseholdRow()).id];
    for (const one of next) await dispatch([finding(one, 3, ['MED-1'])]);
    const numbers = await rows<{ no: string }>(
      'select dispatch_no as no from warning.dispatch where household_id = any($1) order by length(dispatch_no), dispatch_no',
      [next],
    );
    expect(numbers.map(({ no }) => no)).toEqual(['PD-202610-100000', 'PD-202610-100001']);
    await rows('delete from warning.clue where household_id = any($1)', [[household, ...next]]);
    await rows('delete from warning.dispatch where household_id = any($1)', [[household, ...next]]);
  });

  test('the clue of a sheet stands in its state; the same hint again is merged into it and changes no version', async () => {
    const [{ id } = { id: '' }] = await rows<{ id: string }>(
      'select id from warning.dispatch where household_id = $1',
      [household],
    );
    await withScope(system, (tx) => followCase(tx, { countyCode: COUNTY, id }, { state: 'VERIFYING' }));
    await dispatch([finding(household, 3, ['MED-1'])]);
    expect(
      await rows(
        'select c.rule_code, c.status, m.rule_code as main from warning.clue c left join warning.clue m on m.id = c.merged_into_id where c.dispatch_id = $1 order by c.received_at',
        [id],
      ),
    ).toEqual([
      { rule_code: 'MED-1', status: 'VERIFYING', main: null },
      { rule_code: 'MED-1', status: 'MERGED', main: 'MED-1' },
    ]);
    expect(await rows('select version from warning.dispatch where id = $1', [id])).toEqual([{ version: 2 }]);
  });

  test('the case that took the sheet up follows: level, risks, reasons and what the task says', async () => {
    defineCaseworkJobs();
    await takeUpDispatches(COUNTY, runId);
    clock.setOffsetDays(1);
    await dispatch([finding(household, 1, ['EDU-1'])]);
    await workOff(database.url);
    const [one] = await rows<Record<string, unknown>>(
      'select id, level, risk_types, version from casework.identification where household_id = $1',
      [household],
    );
    expect(one).toMatchObject({ level: 1, risk_types: ['1', '5'], version: 2 });
    const records = await rows(
      "select round, superseded, data from casework.step_record where case_id = $1 and step = 'RECEIVED' order by round",
      [one?.id],
    );
    expect(records).toMatchObject([
      { round: 1, superseded: true, data: { reasons: [SAY['MED-1']] } },
      { round: 2, superseded: false, data: { reasons: [SAY['MED-1'], SAY['EDU-1']] } },
    ]);
    const tasks = await rows('select level, reason from casework.task where case_id = $1', [one?.id]);
    expect(tasks).toEqual([{ level: 1, reason: `新增理由：${SAY['EDU-1']}${SAY['MED-1']}` }]);
  });

  test('a hint that joins changes nothing in the team that the town named', async () => {
    defineCaseworkJobs();
    await takeUpDispatches(COUNTY, runId);
    const [one] = await rows<{ id: string; version: number }>(
      'select id, version from casework.identification where household_id = $1',
      [household],
    );
    const reviewer = actorOf(PEOPLE.reviewer);
    const team = inputs({ today: clock.today() }).dispatchVerification;
    const caseId = { countyCode: COUNTY, id: one?.id ?? '' };
    await withScope(reviewer, (tx) => dispatchVerification(tx, reviewer, { caseId, version: 1, input: team }));
    const kept = () =>
      rows<object>(
        "select r.data, t.assignees from casework.step_record r join casework.task t on t.case_id = r.case_id and t.closed_at is null where r.case_id = $1 and r.step = 'DISPATCHED' and not r.superseded",
        [caseId.id],
      );
    const before = await kept();
    expect(before).toHaveLength(1);
    clock.setOffsetDays(1);
    await dispatch([finding(household, 1, ['EDU-1'])]);
    await workOff(database.url);
    expect(await kept()).toEqual(before);
    expect(await sheetOf(household)).toMatchObject({ state: 'DISPATCHED', level: 1 });
    const [task] = await rows<{ reason: string }>(
      'select reason from casework.task where case_id = $1 and closed_at is null',
      [caseId.id],
    );
    expect(task?.reason).toMatch(/^新增理由：有孩子该上学没上学。.*核实组：/);
  });

  test('day 1 of the case is the day on which the sheet was dispatched, not the day on which the case was opened', async () => {
    const received = clock.today();
    clock.setOffsetDays(2);
    const waiting = await withScope(system, (tx) => listSheetsWithoutCase(tx, COUNTY, runId));
    expect(waiting.find((sheet) => sheet.householdId === household)?.receivedOn).toBe(received);
    await takeUpDispatches(COUNTY, runId);
    const [one] = await rows<{ started_on: string }>(
      'select started_on::text from casework.identification where household_id = $1',
      [household],
    );
    expect(one?.started_on).toBe(received);
  });
});
