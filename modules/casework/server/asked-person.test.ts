import { clock } from '@shouwang/platform/clock/clock.ts';
import { sealField } from '@shouwang/platform/crypto/field.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ITEMS_OF_SCOPE } from '../contract.asked.ts';
import { EXCLUSION_NAMES } from '../contract.ts';
import { anOfficer, PEOPLE } from '../fixtures.ts';
import { actorOf, aRunningCase, layFoundation, type Scenario } from './case.fixture.ts';
import { useComparisonSource } from './comparison.ts';
import { caseworkRoutes } from './routes.ts';

const NUMBER = '440229197403070017';

useTestDatabase();
let server: TestApp;
let scenario: Scenario;
beforeAll(async () => {
  await layFoundation();
  server = await testApp(caseworkRoutes);
});
beforeEach(async () => {
  useComparisonSource(async () => ({ covered: [], receipts: [] }));
  scenario = await aRunningCase();
  const [head] = scenario.facts.household.members;
  const sealed = sealField(NUMBER, { table: 'registry.member', column: 'id_number', row: head ?? '' });
  await rows('update registry.member set id_number_sealed = $2 where id = $1', [head, sealed]);
  await scenario.does(PEOPLE.window, 'claimVerification');
  await scenario.does(PEOPLE.cadre, 'recordVerification');
  await scenario.does(PEOPLE.cadre, 'recordConsent');
  await scenario.does(PEOPLE.approver, 'sendComparison');
});
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const key = () => `1:${scenario.facts.household.members[0]}`;
type Body = {
  code?: string;
  idMask?: string;
  idNumber?: string;
  offers?: { item: string }[];
  expiresInSeconds?: number;
};
const look = (who: Parameters<typeof actorOf>[0], asked = key()) =>
  server.call<Body>(actorOf(who), {
    method: 'GET',
    url: `/api/cases/${scenario.publicId}/asked-person?key=${encodeURIComponent(asked)}`,
  });
const reveal = (who: Parameters<typeof actorOf>[0], asked = key()) =>
  server.call<Body>(actorOf(who), {
    method: 'POST',
    url: `/api/cases/${scenario.publicId}/asked-person/reveal`,
    headers: { 'idempotency-key': crypto.randomUUID() },
    payload: { key: asked },
  });

it('the department that is asked sees a mask, then the number; both are on record, and the number is kept nowhere', async () => {
  const seen = await look(PEOPLE.department);
  expect(seen).toMatchObject({ status: 200, body: { idMask: '440229********001X', offers: [{ item: 'N2' }] } });
  expect(JSON.stringify(seen.body)).not.toContain(NUMBER);
  expect(await reveal(PEOPLE.department)).toMatchObject({
    status: 200,
    body: { idNumber: NUMBER, expiresInSeconds: 900 },
  });
  const audits = await rows<{ action: string; object_key: string; reason: string }>(
    "select action, object_key, reason from audit.event where actor_id = $1 and action in ('revealAskedPerson', 'revealSensitive', 'getAskedPerson') order by at, id",
    [PEOPLE.department.accountId],
  );
  expect(audits.map(({ action }) => action).sort()).toEqual(['getAskedPerson', 'revealAskedPerson', 'revealSensitive']);
  expect(audits.find(({ action }) => action === 'revealSensitive')).toMatchObject({
    object_key: expect.stringContaining(scenario.facts.household.id),
    reason: expect.stringMatching(/^回复信息比对 SB-.*车辆$/),
  });
  expect(JSON.stringify(await rows('select * from audit.event'))).not.toContain(NUMBER);
});

it('another department, another role, and whoever has answered already are told nothing', async () => {
  const strangers = [anOfficer('COUNTY_DEPT', 31, 'ZR'), anOfficer('COUNTY_DEPT', 32, null)];
  for (const who of strangers) {
    expect(await look(who)).toMatchObject({ status: 403, body: { code: 'department-not-asked' } });
    expect(await reveal(who)).toMatchObject({ status: 403, body: { code: 'department-not-asked' } });
  }
  for (const who of [PEOPLE.approver, PEOPLE.reviewer, PEOPLE.cadre]) {
    expect(await look(who)).toMatchObject({ status: 403 });
    expect(await reveal(who)).toMatchObject({ status: 403 });
  }
  expect(await reveal(PEOPLE.department, '2:nobody')).toMatchObject({ status: 404 });
  await scenario.does(PEOPLE.department, 'answerComparison', { key: key(), exclusionItem: 'N2' });
  expect(await reveal(PEOPLE.department)).toMatchObject({ status: 409, body: { code: 'finding-answered-before' } });
  expect(
    await rows("select 1 from audit.event where action = 'revealAskedPerson' and actor_id = $1", [
      PEOPLE.approver.accountId,
    ]),
  ).toEqual([]);
});

it('without a consent in force nothing is told: taken back, or run out', async () => {
  clock.setOffsetDays(400);
  expect(await reveal(PEOPLE.department)).toMatchObject({ status: 403, body: { code: 'consent-not-live' } });
  clock.setOffsetDays(0);
  await rows('update evidence.consent set revoked_at = now() where household_id = $1', [scenario.facts.household.id]);
  expect(await look(PEOPLE.department)).toMatchObject({ status: 403, body: { code: 'consent-not-live' } });
  expect(await reveal(PEOPLE.department)).toMatchObject({ status: 403, body: { code: 'consent-not-live' } });
});

it('items are offered only for scopes that can speak for them, and only those that the pack knows', async () => {
  for (const items of Object.values(ITEMS_OF_SCOPE))
    for (const item of items) expect(EXCLUSION_NAMES[item]).toBeTruthy();
  const medical = `9:${scenario.facts.household.members[0]}`;
  const seen = await look(anOfficer('COUNTY_DEPT', 33, 'YB'), medical);
  expect(seen).toMatchObject({ status: 200, body: { offers: [] } });
});
