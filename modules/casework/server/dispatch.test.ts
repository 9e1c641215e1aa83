import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CasesDispatched, CaseView, DispatchVerifications } from '../contract.ts';
import { anOfficer, PEOPLE } from '../fixtures.ts';
import type { Doer } from '../picture.ts';
import {
  actorOf,
  aReceivedCase,
  COUNTY,
  employ,
  layFoundation,
  OTHER_TOWN,
  type Scenario,
  VILLAGE,
} from './case.fixture.ts';
import { listMyTasks } from './queries.tasks.ts';
import { readBoard } from './queries.ts';
import { caseworkRoutes } from './routes.ts';
import { readCaseView } from './view.ts';

useTestDatabase();
const NEXT_VILLAGE = '440229109202';
const FAR_VILLAGE = `${OTHER_TOWN}201`;
const stranger = anOfficer('VILLAGE_CADRE', 61);
let server: TestApp;
beforeAll(async () => {
  await layFoundation();
  await employ([stranger], NEXT_VILLAGE);
  server = await testApp(caseworkRoutes);
});
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const look = (scenario: Scenario, who: Doer): Promise<CaseView> =>
  withScope(actorOf(who), (tx) => readCaseView(tx, actorOf(who), scenario.at));
const tasksOf = (who: Doer, village = VILLAGE) => {
  const actor = actorOf(who, village);
  return withScope(actor, (tx) => listMyTasks(tx, actor, { limit: 200 }));
};
const named = (...people: Doer[]) => people.map(({ accountId, name }) => ({ accountId, name, unit: '测试单位' }));
const own = (scenario: Scenario) => (one: { caseId: string | null }) => one.caseId === scenario.publicId;

describe('a sheet that the county has sent out', () => {
  it('waits for the town, which has two days, and says so to the household', async () => {
    const scenario = await aReceivedCase();
    const town = await look(scenario, PEOPLE.reviewer);
    expect(town).toMatchObject({
      row: { state: 'RECEIVED', step: 'RECEIVED', clock: { day: 1, stepDueOn: addDays(clock.today(), 2) } },
      dueAct: { act: 'dispatchVerification', allowed: true },
      team: [],
      dispatched: null,
    });
    expect(town.track.map((one) => one.state).slice(0, 3)).toEqual(['current', 'todo', 'todo']);
    expect(town.farmerSees).toMatch(
      new RegExp(`已收到，编号 SB-\\d{4}-\\d{5}，镇里正在安排人，${addDays(clock.today(), 6)} 前上门`),
    );
    expect(town.suggestedTeam.map((one) => one.name)).toEqual(['经办3', '经办2', '经办1']);
    const village = await look(scenario, PEOPLE.cadre);
    expect(village).toMatchObject({ dueAct: null, suggestedTeam: [], waitingFor: { title: '派发核实', place: '镇' } });
    expect((await tasksOf(PEOPLE.reviewer)).items.filter(own(scenario))).toMatchObject([
      { kind: 'dispatchVerification', version: 1, areaCode: VILLAGE, reason: '这户今年必要的开支超过了提醒门槛。' },
    ]);
    expect((await tasksOf(PEOPLE.cadre)).items.filter(own(scenario))).toEqual([]);
  });

  it('is offered no team with a relative of the household', async () => {
    const scenario = await aReceivedCase();
    await scenario.does(PEOPLE.cadre, 'declareRecusal', {
      accountId: PEOPLE.cadre.accountId,
      name: PEOPLE.cadre.name,
      relation: '户主之弟',
    });
    const { suggestedTeam } = await look(scenario, PEOPLE.reviewer);
    expect(suggestedTeam.map((one) => one.name)).toEqual(['经办4', '经办2', '经办1']);
    await expect(scenario.does(PEOPLE.reviewer, 'dispatchVerification')).rejects.toMatchObject({
      code: 'relatives-not-recused',
      fields: [{ path: 'team' }],
    });
  });

  it('is handed to a team of this village and its town only, and the act stands on record', async () => {
    const scenario = await aReceivedCase();
    await expect(
      scenario.does(PEOPLE.reviewer, 'dispatchVerification', { team: named(PEOPLE.window, stranger) }),
    ).rejects.toMatchObject({ code: 'team-not-here', status: 422 });
    await expect(scenario.does(PEOPLE.window, 'claimVerification')).rejects.toMatchObject({ code: 'act-out-of-turn' });
    const done = await scenario.does(PEOPLE.reviewer, 'dispatchVerification', { note: '先电话联系' });
    expect(done.state).toBe('DISPATCHED');
    const view = await look(scenario, PEOPLE.secretary);
    expect(view).toMatchObject({
      dispatched: { by: PEOPLE.reviewer.name, on: clock.today(), note: '先电话联系' },
      dueAct: { act: 'claimVerification', allowed: true },
      row: { step: 'DISPATCHED', clock: { stepDueOn: addDays(clock.today(), 1) } },
      decisions: [{ event: 'dispatchVerification', fromState: 'RECEIVED', toState: 'DISPATCHED' }],
    });
    expect(view.farmerSees).toContain(`${addDays(clock.today(), 4)} 前将入户核实`);
    expect(view.decisions[0]?.opinion).toContain('核实组：经办1、经办2、经办3');
    expect(view.track.map((one) => one.state).slice(0, 3)).toEqual(['done', 'current', 'todo']);
    const papers = await rows("select title from evidence.document where subject_id = $1 and kind = 'paper'", [
      scenario.facts.caseId,
    ]);
    expect(papers).toEqual([{ title: '风险线索受理与派发单' }]);
    expect(await rows('select state from warning.dispatch where id = $1', [scenario.facts.sheetId])).toEqual([
      { state: 'DISPATCHED' },
    ]);
    await withScope(actorOf(PEOPLE.reviewer), async (tx) => {
      const board = await readBoard(tx, COUNTY);
      expect(board.columns.find((one) => one.key === 'DISPATCHED')).toMatchObject({ title: '派发领取', limitDays: 1 });
    });
  });

  it('is a task of the people whom the town named, and of those whom it names instead', async () => {
    const scenario = await aReceivedCase();
    await scenario.does(PEOPLE.reviewer, 'dispatchVerification', { team: named(PEOPLE.window, PEOPLE.cadre) });
    const seen = async () =>
      Promise.all(
        [PEOPLE.window, PEOPLE.cadre, PEOPLE.judge, PEOPLE.secretary].map(
          async (who) => (await tasksOf(who)).items.filter(own(scenario)).length,
        ),
      );
    expect(await seen()).toEqual([1, 1, 0, 0]);
    const other = await look(scenario, PEOPLE.judge);
    expect(other.dueAct).toMatchObject({ allowed: false, code: 'claimant-not-named' });
    expect(other.dueAct?.why).toContain('经办1、经办3');
    await scenario.does(PEOPLE.reviewer, 'dispatchVerification', { team: named(PEOPLE.judge, PEOPLE.secretary) });
    expect(await seen()).toEqual([0, 0, 1, 1]);
    const [task] = (await tasksOf(PEOPLE.judge)).items.filter(own(scenario));
    expect(task?.reason).toContain('核实组：经办5、经办2');
    await expect(scenario.does(PEOPLE.window, 'claimVerification')).rejects.toMatchObject({
      code: 'claimant-not-named',
    });
    const done = await scenario.does(PEOPLE.judge, 'claimVerification', { team: named(PEOPLE.judge, PEOPLE.cadre) });
    expect(done.state).toBe('VERIFYING');
    expect((await look(scenario, PEOPLE.cadre)).team.map((one) => one.name)).toEqual(['经办5', '经办3']);
  });
});

describe('many sheets at once', () => {
  const send = (who: Doer, payload: DispatchVerifications) =>
    server.call<CasesDispatched & { code?: string; detail?: string; fields?: { path: string; code: string }[] }>(
      actorOf(who),
      { method: 'POST', url: '/api/cases/dispatch-verifications', payload },
    );
  const team = (areaCode = VILLAGE, people = [PEOPLE.window, PEOPLE.cadre]) => ({
    areaCode,
    team: named(...people),
    plannedOn: clock.today(),
    note: '',
  });
  const statesOf = async (scenarios: readonly Scenario[]) =>
    (
      await rows<{ state: string }>('select state from casework.identification where id = any ($1::uuid[])', [
        scenarios.map((one) => one.facts.caseId),
      ])
    ).map((one) => one.state);
  const cases = (scenarios: readonly Scenario[]) =>
    scenarios.map((one) => ({ caseId: one.publicId, version: one.version }));

  it('forty cases of two villages go to their teams in one act, each with its own record', async () => {
    const many: Scenario[] = [];
    for (let index = 0; index < 40; index += 1)
      many.push(await aReceivedCase(index % 2 === 0 ? VILLAGE : NEXT_VILLAGE, `农户${index}`));
    const waiting = await tasksOf(PEOPLE.reviewer);
    expect(waiting.items.filter((one) => one.kind === 'dispatchVerification').length).toBeGreaterThanOrEqual(40);
    const answer = await send(PEOPLE.reviewer, { cases: cases(many), teams: [team(), team(NEXT_VILLAGE)] });
    expect(answer.status).toBe(200);
    expect(answer.body.items.map((one) => [one.id, one.state, one.version])).toEqual(
      many.map((one) => [one.publicId, 'DISPATCHED', 2]),
    );
    expect(new Set(await statesOf(many))).toEqual(new Set(['DISPATCHED']));
    const audits = await rows<{ action: string; count: number }>(
      "select action, count(*)::int as count from audit.event where action like 'dispatchVerification%' and (object_key = any ($1) or object_key = 'area:440229109') group by action",
      [many.map((one) => `case:${one.publicId}`)],
    );
    expect(audits).toEqual(
      expect.arrayContaining([
        { action: 'dispatchVerification', count: 40 },
        { action: 'dispatchVerifications', count: 1 },
      ]),
    );
  }, 120_000);

  it('all or nothing: each case that cannot go is named by its place in the list', async () => {
    const good = await aReceivedCase();
    const stale = await aReceivedCase();
    const member = await aReceivedCase(VILLAGE, PEOPLE.cadre.name);
    const elsewhere = await aReceivedCase(NEXT_VILLAGE);
    const foreign = await aReceivedCase(FAR_VILLAGE);
    const list = cases([good, stale, member, elsewhere, foreign]).map((one, index) =>
      index === 1 ? { ...one, version: 7 } : one,
    );
    const answer = await send(PEOPLE.reviewer, { cases: list, teams: [team()] });
    expect(answer).toMatchObject({ status: 422, body: { code: 'dispatch-refused' } });
    expect(answer.body.fields?.map((one) => [one.path, one.code])).toEqual([
      ['cases.1', 'version-stale'],
      ['cases.2', 'relatives-not-recused'],
      ['cases.3', 'team-missing'],
      ['cases.4', 'not-found'],
    ]);
    expect(answer.body.detail).toContain('5 件中有 4 件');
    expect(new Set(await statesOf([good, stale, member, elsewhere, foreign]))).toEqual(new Set(['RECEIVED']));
    const written = await rows("select 1 from casework.step_record where case_id = $1 and step = 'DISPATCHED'", [
      good.facts.caseId,
    ]);
    expect(written).toEqual([]);
    expect(await send(PEOPLE.window, { cases: cases([good]), teams: [team()] })).toMatchObject({ status: 403 });
    expect(await send(PEOPLE.reviewer, { cases: cases([good]), teams: [team()] })).toMatchObject({ status: 200 });
  });

  it('the same case twice in a list is refused', async () => {
    const one = await aReceivedCase();
    const [twice] = cases([one]);
    const answer = await send(PEOPLE.reviewer, { cases: twice ? [twice, twice] : [], teams: [team()] });
    expect(answer).toMatchObject({ status: 422, body: { code: 'dispatch-refused' } });
    expect(await statesOf([one])).toEqual(['RECEIVED']);
  });

  it('the villages with waiting sheets are listed with their numbers, in the order of their codes', async () => {
    const actor = actorOf(PEOPLE.reviewer);
    const page = await withScope(actor, (tx) => listMyTasks(tx, actor, { limit: 5, kind: 'dispatchVerification' }));
    const codes = page.byVillage.map((one) => one.areaCode);
    expect(codes).toEqual([...codes].sort());
    expect(page.byVillage.reduce((sum, one) => sum + one.count, 0)).toBe(page.total);
    const whole = await withScope(actor, (tx) => listMyTasks(tx, actor, { limit: 5 }));
    expect(whole.byVillage).toEqual([]);
  });
});
