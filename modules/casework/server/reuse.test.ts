import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Finding } from '../contract.ts';
import { PEOPLE } from '../fixtures.ts';
import { actorOf, aRunningCase, COUNTY, layFoundation, Scenario, VILLAGE } from './case.fixture.ts';
import { openCase } from './commands.open.ts';
import { useComparisonSource } from './comparison.ts';
import { readCaseView } from './view.ts';

useTestDatabase();
beforeAll(layFoundation);
beforeEach(() => useComparisonSource(async () => ({ covered: [], receipts: [] })));
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const first = (scenario: Scenario, scope = '1') => `${scope}:${scenario.facts.household.members[0]}`;

async function upToConsent(scenario: Scenario): Promise<Scenario> {
  await scenario.does(PEOPLE.window, 'claimVerification');
  await scenario.does(PEOPLE.cadre, 'recordVerification');
  await scenario.does(PEOPLE.cadre, 'recordConsent');
  return scenario;
}

/** A case in which the police found a car, judged an exception, and companies found nothing; then the household withdrew. */
async function comparedAndLeft(): Promise<Scenario> {
  const scenario = await upToConsent(await aRunningCase());
  await scenario.does(PEOPLE.approver, 'sendComparison');
  await scenario.does(PEOPLE.department, 'answerComparison', { key: first(scenario) });
  await scenario.does(PEOPLE.judge, 'judgeFinding', { key: first(scenario) });
  await scenario.does({ ...PEOPLE.department, departmentCode: 'SJ' }, 'answerComparison', {
    key: first(scenario, '3'),
    found: false,
    receipt: '无记录',
    exclusionItem: null,
  });
  await scenario.does(PEOPLE.cadre, 'withdrawCase');
  return scenario;
}

/** The next case of the same household, up to the consent. */
async function again({ facts }: Scenario): Promise<Scenario> {
  const system = systemActor(COUNTY, '测试');
  const sheet = {
    id: newId(),
    countyCode: COUNTY,
    areaCode: VILLAGE,
    householdId: facts.household.id,
    headName: '曾木生',
    level: 2,
    riskTypes: ['1'],
    channel: '31',
    reasons: [],
  };
  const opened = await withScope(system, (tx) => openCase(tx, system, sheet));
  const scenario = new Scenario({ ...facts, caseId: opened.id.slice(7), sheetId: sheet.id, version: opened.version });
  await scenario.does(PEOPLE.reviewer, 'dispatchVerification');
  return upToConsent(scenario);
}

async function findingsOf(scenario: Scenario): Promise<Map<string, Finding>> {
  const actor = actorOf(PEOPLE.reviewer);
  const view = await withScope(actor, (tx) => readCaseView(tx, actor, scenario.at));
  return new Map((view.comparison?.data.findings ?? []).map((one) => [one.key, one]));
}

it('what an earlier case compared within 90 days is taken over with its day; a record is judged anew', async () => {
  const earlier = await comparedAndLeft();
  const on = clock.today();
  clock.setOffsetDays(90);
  const scenario = await again(earlier);
  await scenario.does(PEOPLE.approver, 'sendComparison');
  const findings = await findingsOf(scenario);
  expect(findings.get(first(scenario))).toMatchObject({
    reused: true,
    comparedOn: on,
    found: true,
    verdict: null,
    judgedBy: null,
  });
  expect(findings.get(first(scenario, '3'))).toMatchObject({ reused: true, comparedOn: on, verdict: 'P1.C1' });
  expect(findings.get(first(scenario, '9'))).toMatchObject({ reused: false, found: null, comparedOn: clock.today() });
});

it('after 90 days, or when it is wanted, everything is asked anew', async () => {
  const earlier = await comparedAndLeft();
  clock.setOffsetDays(30);
  const soon = await again(earlier);
  await soon.does(PEOPLE.approver, 'sendComparison', { anew: ['1'] });
  const findings = await findingsOf(soon);
  expect(findings.get(first(soon))).toMatchObject({ reused: false, found: null });
  expect(findings.get(first(soon, '3'))).toMatchObject({ reused: true });
  await soon.does(PEOPLE.cadre, 'withdrawCase');
  clock.setOffsetDays(91);
  const late = await again(earlier);
  await late.does(PEOPLE.approver, 'sendComparison');
  expect((await findingsOf(late)).get(first(late, '3'))).toMatchObject({ reused: false, found: null });
});

it('taking over does not make a finding younger', async () => {
  const earlier = await comparedAndLeft();
  const on = clock.today();
  clock.setOffsetDays(80);
  const second = await again(earlier);
  await second.does(PEOPLE.approver, 'sendComparison');
  expect((await findingsOf(second)).get(first(second, '3'))?.comparedOn).toBe(on);
  await second.does(PEOPLE.cadre, 'withdrawCase');
  clock.setOffsetDays(100);
  const third = await again(earlier);
  await third.does(PEOPLE.approver, 'sendComparison');
  expect((await findingsOf(third)).get(first(third, '3'))).toMatchObject({ reused: false, found: null });
  expect(addDays(on, 100)).toBe(clock.today());
  expect(
    await rows('select 1 from casework.identification where household_id = $1', [earlier.facts.household.id]),
  ).toHaveLength(3);
});
