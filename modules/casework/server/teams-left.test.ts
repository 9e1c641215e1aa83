import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CasesDispatched } from '../contract.ts';
import { anOfficer, PEOPLE } from '../fixtures.ts';
import type { Doer } from '../picture.ts';
import { actorOf, aReceivedCase, employ, layFoundation, type Scenario, VILLAGE } from './case.fixture.ts';
import { listMyTasks, readWorkbench } from './queries.tasks.ts';
import { caseworkRoutes } from './routes.ts';

useTestDatabase();
let server: TestApp;
let number = 70;
beforeAll(async () => {
  await layFoundation();
  server = await testApp(caseworkRoutes);
});

const named = (...people: Doer[]) => people.map(({ accountId, name }) => ({ accountId, name, unit: '测试单位' }));
const change = (statement: string, { accountId }: Doer) =>
  withBulkLoad('test', (client) => client.query(statement, [accountId]));
const tasksOf = (who: Doer, more: object = {}) => {
  const actor = actorOf(who);
  return withScope(actor, (tx) => listMyTasks(tx, actor, { limit: 200, ...more }));
};
const seenBy = async (who: Doer, scenario: Scenario, more: object = {}) =>
  (await tasksOf(who, more)).items.filter((one) => one.caseId === scenario.publicId);
const figuresOf = (who: Doer) => withScope(actorOf(who), (tx) => readWorkbench(tx, actorOf(who)));

/** A sheet that is handed to the window and somebody who is about to leave. */
async function handedOut(): Promise<{ scenario: Scenario; leaving: Doer }> {
  number += 1;
  const leaving = anOfficer('VILLAGE_CADRE', number);
  await employ([leaving], VILLAGE);
  const scenario = await aReceivedCase();
  await scenario.does(PEOPLE.reviewer, 'dispatchVerification', { team: named(PEOPLE.window, leaving) });
  return { scenario, leaving };
}

const LEAVES: [string, string][] = [
  ['is suspended', `update staff.account set status = 'SUSPENDED' where id = $1`],
  ['is locked', `update staff.account set status = 'LOCKED' where id = $1`],
  ['is closed', `update staff.account set status = 'CLOSED' where id = $1`],
  ['loses the post', `update staff.post set valid_to = current_date - 1 where account_id = $1`],
  ['goes to another village', `update staff.post set area_code = '440229104205' where account_id = $1`],
];

describe('a sheet whose team has somebody who', () => {
  it.each(LEAVES)('%s waits for the town again, which is told who', async (_how, statement) => {
    const { scenario, leaving } = await handedOut();
    expect(await seenBy(PEOPLE.reviewer, scenario)).toEqual([]);
    const before = await figuresOf(PEOPLE.reviewer);
    await change(statement, leaving);
    const [task, ...more] = await seenBy(PEOPLE.reviewer, scenario);
    expect(more).toEqual([]);
    expect(task).toMatchObject({ kind: 'dispatchVerification', title: '派发核实' });
    expect(task?.reason).toMatch(new RegExp(`^须重新指定人员：${leaving.name}已不在岗。`));
    expect((await figuresOf(PEOPLE.reviewer)).tasks.total).toBe(before.tasks.total + 1);
    const whole = await tasksOf(PEOPLE.reviewer, { kind: 'dispatchVerification' });
    expect(whole.items.map(({ id }) => id)).toContain(task?.id);
    expect(whole.byKind.find(({ kind }) => kind === 'dispatchVerification')?.count).toBe(whole.total);
    expect(whole.byVillage.reduce((sum, { count }) => sum + count, 0)).toBe(whole.total);
    expect(await seenBy(PEOPLE.window, scenario)).toMatchObject([{ kind: 'claimVerification' }]);
    expect(await seenBy(PEOPLE.cadre, scenario)).toEqual([]);
  });

  it('left is handed out again with the others, and then waits for the new team alone', async () => {
    const { scenario, leaving } = await handedOut();
    await change(LEAVES[0]?.[1] ?? '', leaving);
    const [task] = await seenBy(PEOPLE.reviewer, scenario, { kind: 'dispatchVerification' });
    const { status, body } = await server.call<CasesDispatched>(actorOf(PEOPLE.reviewer), {
      method: 'POST',
      url: '/api/cases/dispatch-verifications',
      payload: {
        cases: [{ caseId: task?.caseId, version: task?.version }],
        teams: [{ areaCode: VILLAGE, team: named(PEOPLE.window, PEOPLE.cadre), plannedOn: null, note: '' }],
      },
    });
    expect([status, body.items?.length]).toEqual([200, 1]);
    expect(await seenBy(PEOPLE.reviewer, scenario)).toEqual([]);
    expect(await seenBy(PEOPLE.cadre, scenario)).toMatchObject([{ kind: 'claimVerification' }]);
  });

  it('left after the sheet was taken stays with those who hold the posts', async () => {
    const { scenario, leaving } = await handedOut();
    await scenario.does(PEOPLE.window, 'claimVerification', { team: named(PEOPLE.window, PEOPLE.cadre) });
    await change(LEAVES[0]?.[1] ?? '', leaving);
    expect(await seenBy(PEOPLE.reviewer, scenario)).toEqual([]);
  });
});
