import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { NEUTRAL_MESSAGE } from '../../registry/contract.ts';
import type { DecisionBasis } from '../contract.ts';
import { PEOPLE } from '../fixtures.ts';
import { actorOf, aRunningCase, COUNTY, layFoundation, type Scenario, VILLAGE } from './case.fixture.ts';
import { useComparisonSource } from './comparison.ts';
import { lotOf } from './lot.ts';
import { caseworkRoutes } from './routes.ts';
import { readCaseView } from './view.ts';

useTestDatabase();
let server: TestApp;
beforeAll(async () => {
  await layFoundation();
  server = await testApp(caseworkRoutes);
  useComparisonSource(async (_tx, { scopes }) => ({
    covered: scopes.map((scope) => ({ scope, dataDate: '2026-10-31' })),
    receipts: [],
  }));
});
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const checks = async (scenario: Scenario, who: (typeof PEOPLE)['reviewer']) => {
  const actor = actorOf(who);
  const { dueAct } = await withScope(actor, (tx) => readCaseView(tx, actor, scenario.at));
  return new Map(dueAct?.checks.map((one) => [one.key, one]));
};
const basis = async (scenario: Scenario, event: string) => {
  const [decision] = await rows<{ id: string }>(
    'select id from casework.decision where case_id = $1 and event = $2 order by decided_at desc limit 1',
    [scenario.facts.caseId, event],
  );
  const { body } = await server.call<DecisionBasis>(actorOf(PEOPLE.reviewer), {
    method: 'GET',
    url: `/api/cases/${scenario.publicId}/decisions/${decision?.id}/basis`,
  });
  return (body.inputs as { quality: unknown }).quality;
};

async function atTown(): Promise<Scenario> {
  const scenario = await aRunningCase();
  await scenario.does(PEOPLE.window, 'claimVerification');
  await scenario.does(PEOPLE.cadre, 'recordVerification');
  await scenario.does(PEOPLE.cadre, 'recordConsent');
  await scenario.does(PEOPLE.approver, 'sendComparison');
  await scenario.does(PEOPLE.judge, 'completeComparison');
  await scenario.does(PEOPLE.cadre, 'recordMeeting');
  await scenario.does(PEOPLE.clerk, 'postNotice');
  clock.setOffsetDays(4);
  await scenario.does(PEOPLE.clerk, 'endNotice');
  clock.setOffsetDays(5);
  return scenario;
}

it('the town agrees only when no entry is at fault or an exemption covers it; what was at fault is frozen with its decision', async () => {
  const scenario = await atTown();
  const [head] = scenario.facts.household.members;
  expect((await checks(scenario, PEOPLE.clerk)).get('quality')?.result).toBe('pass');
  await rows('update registry.household set electricity = null where id = $1', [scenario.facts.household.id]);
  await rows("update registry.member set labour_ability = '4' where id = $1", [head]);
  expect((await checks(scenario, PEOPLE.clerk)).get('quality')?.result).toBe('warn');
  await scenario.does(PEOPLE.clerk, 'submitToTown');

  const seen = await checks(scenario, PEOPLE.reviewer);
  expect(seen.get('quality')).toMatchObject({ result: 'fail' });
  expect(seen.get('quality')?.label).toContain('2 项错误');
  expect(seen.get('spot-check')?.result).toBe(lotOf(scenario.facts.caseId) < 0.1 ? 'warn' : 'pass');
  const refused = await scenario.does(PEOPLE.reviewer, 'reviewAtTown').catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'quality-errors' });
  const { detail } = refused as { detail: string };
  expect(detail).toContain('是否通生活用电为空');
  // What tells of health is named without telling it.
  expect(detail).toContain(`曾木生：${NEUTRAL_MESSAGE}`);
  expect(detail).not.toMatch(/丧失劳动力/);

  await rows(
    `insert into registry.quality_exemption (county_code, id, area_code, household_id, member_id, rule_code, state, reason, days, asked_by, asked_by_name, asked_at, asked_on,
       decided_by, decided_by_name, decided_at, opinion, expires_on, version)
     values ($1, $2, $3, $4, $5, 'DQ-HL01', 'approved', '照料瘫痪老人', 30, $6, '村', now(), $7, $8, '镇', now(), '同意', $9, 2)`,
    [
      COUNTY,
      newId(),
      VILLAGE,
      scenario.facts.household.id,
      head,
      newId(),
      clock.today(),
      newId(),
      addDays(clock.today(), 30),
    ],
  );
  await rows('update registry.household set electricity = true where id = $1', [scenario.facts.household.id]);
  expect((await checks(scenario, PEOPLE.reviewer)).get('quality')?.label).toBe('数据核验没有错误，豁免 1 项');
  await scenario.does(PEOPLE.reviewer, 'reviewAtTown');
  expect(await basis(scenario, 'reviewAtTown')).toEqual({
    errors: [],
    exempted: [{ health: '***', memberId: head }],
    drawn: lotOf(scenario.facts.caseId) < 0.1,
  });
  // Before the case lay with the town nobody could read whether it would be drawn.
  expect(await basis(scenario, 'submitToTown')).not.toHaveProperty('drawn');
  expect(await basis(scenario, 'submitToTown')).toMatchObject({ errors: [{ code: 'DQ-BF23' }, { health: '***' }] });
});
