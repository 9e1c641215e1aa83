import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { textOf } from '@shouwang/platform/documents/pdf-tools.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anOfficer, PEOPLE } from '../fixtures.ts';
import { actorOf, aRunningCase, COUNTY, layFoundation, type Scenario, VILLAGE } from './case.fixture.ts';
import { openCase } from './commands.open.ts';
import { useComparisonSource } from './comparison.ts';
import { makeCasePaper } from './papers.file.ts';
import { paperSource } from './papers.source.ts';
import { listMyTasks, readWorkbench } from './queries.tasks.ts';
import { listCases } from './queries.ts';
import { readCaseView } from './view.ts';

useTestDatabase();
beforeAll(layFoundation);
beforeEach(() =>
  useComparisonSource(async (_tx, { scopes }) => ({
    covered: scopes.map((scope) => ({ scope, dataDate: '2026-10-31' })),
    receipts: [],
  })),
);
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const look = (scenario: Scenario, who = PEOPLE.reviewer) => {
  const actor = actorOf(who);
  return withScope(actor, (tx) => readCaseView(tx, actor, scenario.at));
};
const owed = async () => {
  const actor = actorOf(PEOPLE.reviewer);
  return (await withScope(actor, (tx) => listCases(tx, actor, { limit: 50, open: 'true', owed: 'true' }))).items;
};
const openTasks = (scenario: Scenario) =>
  rows<{ kind: string; due_on: string }>(
    'select kind, due_on::text from casework.task where case_id = $1 and closed_at is null',
    [scenario.facts.caseId],
  );
const noticeStates = (scenario: Scenario) =>
  rows<{ state: string }>('select state from publicity.notice_entry where case_id = $1', [scenario.facts.caseId]);

const letters = (scenario: Scenario) =>
  rows("select 1 from evidence.document where subject_id = $1 and title = '办理结果告知书'", [scenario.facts.caseId]);
/** The text of the letter as it would be made now. */
const letterText = (scenario: Scenario) =>
  withScope(actorOf(PEOPLE.reviewer), async (tx) => {
    const made = await makeCasePaper(tx, await paperSource(tx, scenario.at), 'result-notice');
    return made ? textOf(made.pdf) : '';
  });

async function posted(): Promise<Scenario> {
  const scenario = await aRunningCase();
  await scenario.does(PEOPLE.window, 'claimVerification');
  await scenario.does(PEOPLE.cadre, 'recordVerification');
  await scenario.does(PEOPLE.cadre, 'recordConsent');
  await scenario.does(PEOPLE.approver, 'sendComparison');
  await scenario.does(PEOPLE.judge, 'completeComparison');
  await scenario.does(PEOPLE.cadre, 'recordMeeting');
  await scenario.does(PEOPLE.clerk, 'postNotice');
  return scenario;
}
async function registered(): Promise<Scenario> {
  const scenario = await posted();
  clock.setOffsetDays(4);
  await scenario.does(PEOPLE.clerk, 'endNotice');
  clock.setOffsetDays(5);
  await scenario.does(PEOPLE.clerk, 'submitToTown');
  await scenario.does(PEOPLE.reviewer, 'reviewAtTown');
  await scenario.does(PEOPLE.approver, 'decideAtCounty');
  await scenario.does(PEOPLE.clerk, 'announceResult');
  await scenario.does(PEOPLE.clerk, 'registerCase');
  return scenario;
}
const stateOf = async ({ facts }: Scenario) =>
  (
    await rows<{ monitoring_state: string }>('select monitoring_state from registry.household where id = $1', [
      facts.household.id,
    ])
  )[0]?.monitoring_state;

describe('an objection after the entry in the register', () => {
  it('is reviewed by another team and decided by the county; founded, the household leaves and its notices come down', async () => {
    const scenario = await registered();
    clock.setOffsetDays(30);
    await scenario.does(PEOPLE.clerk, 'raiseLateObjection');
    expect(await openTasks(scenario)).toEqual([{ kind: 'reviewLateObjection', due_on: addDays(clock.today(), 5) }]);
    expect((await look(scenario)).dueAct).toMatchObject({ act: 'reviewLateObjection', allowed: false });
    expect((await look(scenario, PEOPLE.reviewer2)).dueAct).toMatchObject({ allowed: true });
    await expect(scenario.does(PEOPLE.reviewer, 'reviewLateObjection')).rejects.toMatchObject({
      status: 403,
      code: 'maker-is-checker',
    });
    expect((await owed()).map((one) => one.owed?.title)).toContain('复核纳入后的异议');
    await expect(scenario.does(PEOPLE.reviewer, 'decideLateObjection')).rejects.toMatchObject({ status: 403 });
    await scenario.does(PEOPLE.reviewer2, 'reviewLateObjection');
    expect(await stateOf(scenario)).toBe('MONITORED');
    expect((await openTasks(scenario)).map((one) => one.kind)).toEqual(['decideLateObjection']);
    await expect(scenario.does(PEOPLE.approver, 'decideLateObjection')).rejects.toMatchObject({ status: 403 });
    await scenario.does(PEOPLE.approver2, 'decideLateObjection');
    expect(await stateOf(scenario)).toBe('WRONG_ID_EXIT');
    expect(await openTasks(scenario)).toEqual([]);
    expect((await noticeStates(scenario)).map((one) => one.state)).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    const [objection] = await rows('select result_code, reply from publicity.objection where case_id = $1', [
      scenario.facts.caseId,
    ]);
    expect(objection).toEqual({ result_code: 'P1.O1', reply: '识别有误，按识别错误退出' });
    expect(await letters(scenario)).toHaveLength(2);
    const text = await letterText(scenario);
    for (const say of ['退出防止返贫监测', '识别有误，按识别错误退出', '不因此收回', '30天内', 'GZ-', '-2'])
      expect(text).toContain(say);
    for (const hidden of ['镇上有商品房', '这户在县城有商品房', '监测联系人每']) expect(text).not.toContain(hidden);
    const view = await look(scenario);
    expect(view.row.state).toBe('REGISTERED');
    expect(view.farmerSees).toContain('已经退出');
    expect(view.decisions.at(-1)).toMatchObject({ title: '审定纳入后的异议', resultName: '识别错误退出' });
    expect(
      await rows("select 1 from audit.event where action = 'decideLateObjection' and object_key = $1", [
        `case:${scenario.publicId}`,
      ]),
    ).toHaveLength(1);
    await expect(scenario.does(PEOPLE.clerk, 'raiseLateObjection')).rejects.toMatchObject({ status: 409 });
  });

  it('that is not founded changes nothing, and another may come', async () => {
    const scenario = await registered();
    await scenario.does(PEOPLE.clerk, 'raiseLateObjection');
    await scenario.does(PEOPLE.reviewer2, 'reviewLateObjection', { founded: false });
    await scenario.does(PEOPLE.approver2, 'decideLateObjection', { founded: false, opinion: '异议不成立，维持' });
    expect(await stateOf(scenario)).toBe('MONITORED');
    const [row] = await rows('select result_code from casework.identification where id = $1', [scenario.facts.caseId]);
    expect(row).toEqual({ result_code: 'P1.D1' });
    expect(await letters(scenario)).toHaveLength(1);
    expect((await scenario.does(PEOPLE.clerk, 'raiseLateObjection')).state).toBe('REGISTERED');
  });
});

describe('a household that will not sign', () => {
  async function refused(): Promise<Scenario> {
    const scenario = await aRunningCase();
    await scenario.does(PEOPLE.window, 'claimVerification');
    await scenario.does(PEOPLE.cadre, 'recordVerification');
    expect((await scenario.does(PEOPLE.cadre, 'withdrawCase')).state).toBe('WITHDRAWN');
    return scenario;
  }

  it('is visited within 90 days: a task of the village, shown in the list of ended cases until it is done', async () => {
    const scenario = await refused();
    const due = addDays(clock.today(), 90);
    expect(await openTasks(scenario)).toEqual([{ kind: 'recordRecheck', due_on: due }]);
    const cadre = actorOf(PEOPLE.cadre);
    const mine = await withScope(cadre, (tx) => listMyTasks(tx, cadre, { limit: 50 }));
    expect(mine.items.find((one) => one.caseId === scenario.publicId)).toMatchObject({ dueOn: due, daysLeft: 90 });
    expect((await owed()).find((one) => one.id === scenario.publicId)?.owed).toEqual({ title: '登记回访', dueOn: due });
    const [row] = await rows('select result_code, state from casework.identification where id = $1', [
      scenario.facts.caseId,
    ]);
    expect(row).toEqual({ result_code: 'P1.V1', state: 'WITHDRAWN' });
    const figures = await withScope(cadre, (tx) => readWorkbench(tx, cadre));
    expect(figures.cases.owed).toBeGreaterThanOrEqual(1);
    clock.setOffsetDays(40);
    await scenario.does(PEOPLE.cadre, 'recordRecheck');
    expect(await openTasks(scenario)).toEqual([]);
    expect((await owed()).map((one) => one.id)).not.toContain(scenario.publicId);
    expect((await look(scenario)).recheck).toMatchObject({ outcome: 'stable' });
    const [household] = await rows('select last_visited_on::text from registry.household where id = $1', [
      scenario.facts.household.id,
    ]);
    expect(household).toEqual({ last_visited_on: clock.today() });
  });

  it('is visited with its new case when one begins before', async () => {
    const scenario = await refused();
    const system = systemActor(COUNTY, '测试');
    await withScope(system, (tx) =>
      openCase(tx, system, {
        id: newId(),
        countyCode: COUNTY,
        areaCode: VILLAGE,
        householdId: scenario.facts.household.id,
        headName: '曾木生',
        level: 2,
        riskTypes: ['1'],
        channel: '31',
        reasons: [],
      }),
    );
    expect(await openTasks(scenario)).toEqual([]);
    expect((await look(scenario)).row.owed).toBeNull();
  });

  it('is not the household that withdraws after it has signed; its notice comes down', async () => {
    const scenario = await posted();
    await scenario.does(PEOPLE.cadre, 'withdrawCase');
    expect(await openTasks(scenario)).toEqual([]);
    expect((await noticeStates(scenario)).map((one) => one.state)).toEqual(['WITHDRAWN']);
  });
});

describe('a meeting with too few people', () => {
  it('is held again within three days, and the task says so', async () => {
    const scenario = await aRunningCase();
    await scenario.does(PEOPLE.window, 'claimVerification');
    await scenario.does(PEOPLE.cadre, 'recordVerification');
    await scenario.does(PEOPLE.cadre, 'recordConsent');
    await scenario.does(PEOPLE.approver, 'sendComparison');
    await scenario.does(PEOPLE.judge, 'completeComparison');
    clock.setOffsetDays(1);
    const done = await scenario.does(PEOPLE.cadre, 'recordMeeting', {
      groups: [{ role: '村民代表', count: 20 }],
      votesFor: 0,
      votesAgainst: 0,
      abstentions: 0,
      opinion: '到会人数不足，改期',
    });
    expect(done.state).toBe('COMPARED');
    const due = addDays(clock.today(), 3);
    expect(await openTasks(scenario)).toEqual([{ kind: 'recordMeeting', due_on: due }]);
    const { row, meeting } = await look(scenario);
    expect(row.clock).toMatchObject({ stepDueOn: due, stepDaysLeft: 3 });
    expect(meeting?.data.result).toBe('P1.M3');
  });
});

describe('the only person of a household has died', () => {
  it('the case ends with the exit of a household that is no more, on evidence, and nothing hangs any more', async () => {
    const scenario = await posted();
    const [, ...others] = scenario.facts.household.members;
    const town = anOfficer('TOWN_WINDOW', 61);
    await expect(scenario.does(town, 'endByDeath')).rejects.toMatchObject({ code: 'household-has-others' });
    await rows("update registry.member set member_status = 'left' where id = any($1::uuid[])", [others]);
    expect((await scenario.does(town, 'endByDeath')).state).toBe('CLOSED');
    const [row] = await rows(
      'select result_code, closed_at is not null as closed from casework.identification where id = $1',
      [scenario.facts.caseId],
    );
    expect(row).toEqual({ result_code: 'X1', closed: true });
    expect((await noticeStates(scenario)).map((one) => one.state)).toEqual(['WITHDRAWN']);
    expect(await openTasks(scenario)).toEqual([]);
    const letters = await rows('select 1 from evidence.document where subject_id = $1 and title = $2', [
      scenario.facts.caseId,
      '办理结果告知书',
    ]);
    expect(letters).toEqual([]);
  });
});
