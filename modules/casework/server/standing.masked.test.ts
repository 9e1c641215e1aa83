import { clock } from '@shouwang/platform/clock/clock.ts';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView, DecisionBasis } from '../contract.ts';
import { PEOPLE } from '../fixtures.ts';
import { MASKED } from '../rules.basis.ts';
import { actorOf, aRunningCase, layFoundation, type Scenario } from './case.fixture.ts';
import { readVerificationDraft } from './queries.more.ts';
import { caseworkRoutes } from './routes.ts';
import { readCaseView } from './view.ts';

useTestDatabase();
let server: TestApp;
beforeAll(async () => {
  await layFoundation();
  server = await testApp(caseworkRoutes);
});
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const look = (scenario: Scenario) => {
  const actor = actorOf(PEOPLE.reviewer);
  return withScope(actor, (tx) => readCaseView(tx, actor, scenario.at));
};
async function visited(): Promise<Scenario> {
  const scenario = await aRunningCase();
  await scenario.does(PEOPLE.window, 'claimVerification');
  await scenario.does(PEOPLE.cadre, 'recordVerification', { healthNote: '户主右腿骨折' });
  return scenario;
}
describe('what is known before a visit', () => {
  it('is what the registry says of the four guarantees, by its own rule', async () => {
    const scenario = await aRunningCase();
    const [head, wife, child] = scenario.facts.household.members;
    const of = async () => {
      const actor = actorOf(PEOPLE.cadre);
      const draft = await withScope(actor, (tx) => readVerificationDraft(tx, scenario.at));
      return Object.fromEntries(draft.guarantees.map((one) => [one.code, one.secure]));
    };
    await rows('update registry.member set student_status = null where id = $1', [child]);
    expect(await of()).toEqual({ education: null, medical: true, housing: true, water: true });
    await rows('update registry.member set student_status = $2 where id = $1', [child, '4']);
    await rows('update registry.member set medical_insured = null where id = $1', [wife]);
    await rows("update registry.household set house_grade = 'D', sole_housing = true where id = $1", [
      scenario.facts.household.id,
    ]);
    expect(await of()).toEqual({ education: true, medical: null, housing: false, water: true });
    await rows('update registry.member set medical_insured = false where id = $1', [head]);
    await rows('update registry.household set sole_housing = false where id = $1', [scenario.facts.household.id]);
    expect(await of()).toEqual({ education: true, medical: false, housing: true, water: true });
  });
});

describe('what is masked', () => {
  const get = (scenario: Scenario, path: string) =>
    server.call<DecisionBasis & { code?: string }>(actorOf(PEOPLE.reviewer), {
      method: 'GET',
      url: `/api/cases/${scenario.publicId}/${path}`,
    });
  const post = (scenario: Scenario, path: string, payload: object) =>
    server.call<DecisionBasis & { note?: string; code?: string }>(actorOf(PEOPLE.reviewer), {
      method: 'POST',
      url: `/api/cases/${scenario.publicId}/${path}`,
      payload,
    });
  const audits = (scenario: Scenario, action: string) =>
    rows<{ reason: string | null }>('select reason from audit.event where object_key = $1 and action = $2', [
      `case:${scenario.publicId}`,
      action,
    ]);
  type Frozen = { members: { birth_date: string; person_key: string }[] };

  it('of the basis of a decision is shown for a reason only, on record, and for decisions of this case only', async () => {
    const [scenario, other] = [await visited(), await visited()];
    const { decisions } = (
      await server.call<CaseView>(actorOf(PEOPLE.reviewer), {
        method: 'GET',
        url: `/api/cases/${scenario.publicId}`,
      })
    ).body;
    const path = `decisions/${decisions[0]?.id}`;
    const masked = await get(scenario, `${path}/basis`);
    expect(masked).toMatchObject({ status: 200, body: { masked: true, intact: true } });
    expect((masked.body.inputs as Frozen).members.map((one) => [one.birth_date, one.person_key])).toEqual(
      Array.from({ length: 3 }, () => [MASKED, MASKED]),
    );
    expect(masked.body.maskedValues).toBeGreaterThanOrEqual(6);
    expect(await post(scenario, `${path}/reveal`, {})).toMatchObject({ status: 400 });
    expect(await post(scenario, `${path}/reveal`, { reason: ' ' })).toMatchObject({ status: 400 });
    const open = await post(scenario, `${path}/reveal`, { reason: '核对申请材料' });
    expect((open.body.inputs as Frozen).members.map((one) => one.birth_date)).toContain('1974-03-07');
    expect(await audits(scenario, 'getDecisionBasis')).toHaveLength(1);
    expect(await audits(scenario, 'revealDecisionBasis')).toEqual([{ reason: '核对申请材料' }]);
    for (const answer of [await get(other, `${path}/basis`), await post(other, `${path}/reveal`, { reason: '核对' })])
      expect(answer.status).toBe(404);
    expect(await audits(other, 'getDecisionBasis')).toEqual([]);
  });

  it('of the health note is opened for a reason, on record', async () => {
    const scenario = await visited();
    expect((await look(scenario)).healthNote).toBe(true);
    expect(await post(scenario, 'health-note/reveal', {})).toMatchObject({ status: 400 });
    const opened = await post(scenario, 'health-note/reveal', { reason: '入户核实准备' });
    expect(opened).toMatchObject({ status: 200, body: { note: '户主右腿骨折', by: PEOPLE.cadre.name } });
    expect(await audits(scenario, 'revealHealthNote')).toEqual([{ reason: '入户核实准备' }]);
    const none = await aRunningCase();
    expect((await look(none)).healthNote).toBe(false);
    expect(await post(none, 'health-note/reveal', { reason: '核对' })).toMatchObject({ status: 409 });
  });
});

describe('relatives', () => {
  it('stand on the page with what whoever looks may do about them', async () => {
    const scenario = await aRunningCase();
    await scenario.does(PEOPLE.cadre, 'declareRecusal', { accountId: null, name: '罗三', relation: '户主之弟' });
    const view = await look(scenario);
    expect(view.recusals).toMatchObject([
      { name: '罗三', state: 'pending', hasAccount: false, mayConfirm: true, mayWithdraw: true },
    ]);
    await scenario.does(PEOPLE.reviewer, 'confirmRecusal', { recusalId: view.recusals[0]?.id ?? '' });
    expect((await look(scenario)).recusals).toMatchObject([
      { state: 'confirmed', settledBy: PEOPLE.reviewer.name, mayConfirm: false },
    ]);
    await scenario.does(PEOPLE.reviewer, 'withdrawRecusal', { recusalId: view.recusals[0]?.id ?? '' });
    expect((await look(scenario)).recusals).toMatchObject([{ state: 'withdrawn', reason: '同名，不是同一人' }]);
  });
});
