import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../fixtures.ts';
import { actorOf, aHouseholdRow, aRunningCase, COUNTY, layFoundation, type Scenario, VILLAGE } from './case.fixture.ts';
import { openCase } from './commands.open.ts';
import { useComparisonSource } from './comparison.ts';
import { listDepartmentRequests } from './queries.more.ts';
import { listCases } from './queries.ts';
import { readCaseView } from './view.ts';

useTestDatabase();
beforeAll(async () => {
  await layFoundation();
});
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const look = (scenario: Scenario) => {
  const actor = actorOf(PEOPLE.reviewer);
  return withScope(actor, (tx) => readCaseView(tx, actor, scenario.at));
};
const DELIVERED = '2026-10-31';
/** All files are delivered and say nothing. */
const nothing = () =>
  useComparisonSource(async (_tx, { scopes }) => ({
    covered: scopes.map((scope) => ({ scope, dataDate: DELIVERED })),
    receipts: [],
  }));

async function visited(): Promise<Scenario> {
  const scenario = await aRunningCase();
  await scenario.does(PEOPLE.window, 'claimVerification');
  await scenario.does(PEOPLE.cadre, 'recordVerification', { healthNote: '户主右腿骨折' });
  return scenario;
}
async function compared(): Promise<Scenario> {
  const scenario = await visited();
  await scenario.does(PEOPLE.cadre, 'recordConsent');
  await scenario.does(PEOPLE.approver, 'sendComparison');
  return scenario;
}
async function decided(): Promise<Scenario> {
  nothing();
  const scenario = await compared();
  await scenario.does(PEOPLE.judge, 'completeComparison');
  await scenario.does(PEOPLE.cadre, 'recordMeeting');
  await scenario.does(PEOPLE.clerk, 'postNotice');
  clock.setOffsetDays(4);
  await scenario.does(PEOPLE.clerk, 'endNotice');
  clock.setOffsetDays(5);
  await scenario.does(PEOPLE.clerk, 'submitToTown');
  await scenario.does(PEOPLE.reviewer, 'reviewAtTown');
  await scenario.does(PEOPLE.approver, 'decideAtCounty');
  return scenario;
}
const rowOf = async (scenario: Scenario) =>
  (
    await rows<Record<string, unknown>>('select * from casework.identification where id = $1', [scenario.facts.caseId])
  )[0];

describe('what departments say', () => {
  it('of a member without an ID number stays open, and of the others is of the day of the file', async () => {
    nothing();
    const scenario = await visited();
    await scenario.does(PEOPLE.cadre, 'recordConsent');
    const [head, wife, child] = scenario.facts.household.members;
    await rows('update registry.member set person_key = null where id = $1', [wife]);
    await scenario.does(PEOPLE.approver, 'sendComparison');
    const findings = (await look(scenario)).comparison?.data.findings.filter((one) => one.scope === '1') ?? [];
    expect(findings.map((one) => [one.memberId, one.found, one.verdict, one.dataDate])).toEqual([
      [head, false, 'P1.C1', DELIVERED],
      [wife, null, null, null],
      [child, false, 'P1.C1', DELIVERED],
    ]);
    await expect(scenario.does(PEOPLE.judge, 'completeComparison')).rejects.toMatchObject({
      code: 'finding-not-judged',
    });
  });

  it('is asked under the pack of the case', async () => {
    let asked = '';
    useComparisonSource(async (_tx, { pack }) => {
      asked = pack.hash;
      return { covered: [], receipts: [] };
    });
    const scenario = await compared();
    expect(asked).toBe((await rowOf(scenario))?.pack_hash);
  });
});

describe('a consent that is taken back', () => {
  it('ends what was asked and not answered, keeps the record, and says what follows', async () => {
    useComparisonSource(async () => ({ covered: [], receipts: [] }));
    const scenario = await compared();
    const department = actorOf(PEOPLE.department);
    const mine = async () =>
      (await withScope(department, (tx) => listDepartmentRequests(tx, department))).filter(
        (one) => one.caseId === scenario.publicId,
      );
    expect(await mine()).toHaveLength(3);
    const done = await scenario.does(PEOPLE.cadre, 'revokeConsent');
    expect(done.state).toBe('STARTED');
    expect(await mine()).toEqual([]);
    const view = await look(scenario);
    expect(view.revoked).toMatchObject({ reason: '家里商量后不再授权查询' });
    expect(view.revoked?.next).toContain('90 天内走访');
    expect(view.consent).toBeNull();
    expect(view.waitingFor?.title).toBe('登记承诺授权');
    const consents = await rows<{ revoked: boolean }>(
      'select revoked_at is not null as revoked from evidence.consent where household_id = $1',
      [scenario.facts.household.id],
    );
    expect(consents).toEqual([{ revoked: true }]);
    await scenario.does(PEOPLE.cadre, 'recordConsent');
    expect((await scenario.does(PEOPLE.approver, 'sendComparison')).state).toBe('COMPARING');
  });

  it('after the end leaves the decision and its day', async () => {
    const scenario = await decided();
    await scenario.does(PEOPLE.clerk, 'announceResult');
    await scenario.does(PEOPLE.clerk, 'registerCase');
    const before = await rowOf(scenario);
    clock.setOffsetDays(20);
    expect((await scenario.does(PEOPLE.cadre, 'revokeConsent')).state).toBe('REGISTERED');
    expect(await rowOf(scenario)).toMatchObject({ closed_at: before?.closed_at, category: '2', result_code: 'P1.D1' });
  });
});

describe('a decision that was sent back', () => {
  it('is no decision any more: the chain runs again, and nothing of it stands on the row', async () => {
    const scenario = await decided();
    expect(await rowOf(scenario)).toMatchObject({ category: '2', risk_types: ['5', '8'], result_code: 'P1.D1' });
    await scenario.does(PEOPLE.approver, 'returnForCorrection');
    expect(await rowOf(scenario)).toMatchObject({
      identified_on: null,
      category: null,
      result_code: null,
      risk_types: ['1'],
    });
    clock.setOffsetDays(40);
    expect((await look(scenario)).row.clock).toMatchObject({ day: 41, overdue: true });
    const actor = actorOf(PEOPLE.reviewer);
    const late = await withScope(actor, (tx) => listCases(tx, actor, { limit: 50, open: 'true', overdue: 'true' }));
    expect(late.items.map((one) => one.id)).toContain(scenario.publicId);
  });

  it('after an objection to the announcement takes announcement and notice down', async () => {
    const scenario = await decided();
    await scenario.does(PEOPLE.clerk, 'announceResult');
    await scenario.does(PEOPLE.clerk, 'raiseObjection');
    const [objection] = await rows<{ id: string }>('select id from publicity.objection where case_id = $1', [
      scenario.facts.caseId,
    ]);
    const done = await scenario.does(PEOPLE.reviewer2, 'resolveObjection', {
      objectionId: objection?.id ?? '',
      result: 'P1.O1',
      returnTo: 'EVALUATED',
    });
    expect(done.state).toBe('RETURNED');
    const notices = await rows<{ state: string }>(
      'select n.state from publicity.notice n join publicity.notice_entry e on e.notice_id = n.id where e.case_id = $1',
      [scenario.facts.caseId],
    );
    expect(notices.map((one) => one.state)).toEqual(['WITHDRAWN', 'WITHDRAWN']);
  });
});

describe('a household that is monitored', () => {
  const sheet = (householdId: string, receivedOn?: string) => ({
    id: newId(),
    countyCode: COUNTY,
    areaCode: VILLAGE,
    householdId,
    headName: '曾木生',
    level: 2,
    riskTypes: ['1'],
    channel: '31',
    reasons: [],
    ...(receivedOn ? { receivedOn } : {}),
  });
  const open = (householdId: string, receivedOn?: string) => {
    const system = systemActor(COUNTY, '测试');
    return withScope(system, (tx) => openCase(tx, system, sheet(householdId, receivedOn)));
  };
  const setState = (id: string, state: string) =>
    rows('update registry.household set monitoring_state = $2 where id = $1', [id, state]);

  it.each(['MONITORED', 'REENTERED', 'PROPOSED_EXIT'])('%s is not identified again', async (state) => {
    const { id } = await aHouseholdRow();
    await setState(id, state);
    await expect(open(id)).rejects.toMatchObject({ code: 'household-monitored', status: 409 });
    expect(await rows('select 1 from casework.identification where household_id = $1', [id])).toEqual([]);
  });

  it.each(['NOT_COVERED', 'ELIMINATED'])('%s may be', async (state) => {
    const { id } = await aHouseholdRow();
    await setState(id, state);
    expect((await open(id)).state).toBe('RECEIVED');
  });

  it.each([
    ['CHECKING', 'MONITORED'],
    ['ELIMINATED', 'REENTERED'],
    ['MONITORED', 'MONITORED'],
  ])('registered when it is %s becomes %s', async (before, after) => {
    const scenario = await decided();
    await scenario.does(PEOPLE.clerk, 'announceResult');
    await setState(scenario.facts.household.id, before);
    await scenario.does(PEOPLE.clerk, 'registerCase');
    const [row] = await rows('select monitoring_state from registry.household where id = $1', [
      scenario.facts.household.id,
    ]);
    expect(row).toEqual({ monitoring_state: after });
  });

  it('the chain begins on the day on which the clue was received, and never in the future', async () => {
    const today = clock.today();
    const { id } = await aHouseholdRow();
    const opened = await open(id, addDays(today, -3));
    const [row] = await rows<Record<string, string>>(
      'select started_on::text from casework.identification where id = $1',
      [opened.id.slice(7)],
    );
    expect(row?.started_on).toBe(addDays(today, -3));
    const other = await open((await aHouseholdRow()).id, addDays(today, 3));
    const [late] = await rows<Record<string, string>>(
      'select started_on::text from casework.identification where id = $1',
      [other.id.slice(7)],
    );
    expect(late?.started_on).toBe(today);
  });
});

describe('the green channel', () => {
  it('gives thirty days for the papers, then the case is overdue; complete papers end it', async () => {
    nothing();
    const scenario = await visited();
    const { row } = await look(scenario);
    await scenario.does(PEOPLE.reviewer, 'setGreenChannel');
    const due = addDays(clock.today(), 30);
    await scenario.does(PEOPLE.reviewer, 'suspendCase');
    expect((await look(scenario)).row.clock).toMatchObject({ greenDueOn: due, overdue: false });
    expect(row.clock.greenDueOn).toBeNull();
    clock.setOffsetDays(31);
    expect((await look(scenario)).row.clock).toMatchObject({ overdue: true });
    const actor = actorOf(PEOPLE.reviewer);
    const late = await withScope(actor, (tx) => listCases(tx, actor, { limit: 50, open: 'true', overdue: 'true' }));
    expect(late.items.map((one) => one.id)).toContain(scenario.publicId);
    await rows("update casework.identification set state = 'TOWN_REVIEW' where id = $1", [scenario.facts.caseId]);
    expect((await look(scenario)).row.clock.greenDueOn).toBeNull();
  });
});
