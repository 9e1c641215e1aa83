import { clock } from '@shouwang/platform/clock/clock.ts';
import { runSql, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anOfficer, PEOPLE } from '../fixtures.ts';
import { hashOf } from './basis.ts';
import { actorOf, aRunningCase, layFoundation, OTHER_TOWN, VILLAGE } from './case.fixture.ts';
import { useComparisonSource } from './comparison.ts';
import { listMyTasks } from './queries.tasks.ts';
import { listCases } from './queries.ts';
import { readCaseView } from './view.ts';
import { day, departments, upTo } from './way.fixture.ts';

useTestDatabase();
beforeAll(async () => {
  await layFoundation();
});
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[]) =>
  withBulkLoad('test read', async (client) => (await client.query(text, values)).rows as T[]);

describe('what must not happen', () => {
  it('a later edit of the registry leaves the basis of a decision as it was', async () => {
    useComparisonSource(departments);
    const scenario = await aRunningCase();
    await upTo(scenario, 'APPROVED');
    const read = () =>
      rows<{ inputs: { household: { sharing_count: number } }; inputs_hash: string }>(
        "select inputs, inputs_hash from casework.decision where case_id = $1 and event = 'decideAtCounty'",
        [scenario.facts.caseId],
      );
    const before = await read();
    await rows('update registry.household set sharing_count = 1, house_grade = $2 where id = $1', [
      scenario.facts.household.id,
      'D',
    ]);
    await rows('update registry.income_item set amount_fen = 99 where household_id = $1', [
      scenario.facts.household.id,
    ]);
    const after = await read();
    expect(after).toEqual(before);
    expect(after[0]?.inputs.household.sharing_count).toBe(3);
    expect(hashOf(after[0]?.inputs)).toBe(after[0]?.inputs_hash);
  });

  it('of two officers at once the second is told to look again', async () => {
    const scenario = await aRunningCase();
    const stale = scenario.version;
    await scenario.does(PEOPLE.window, 'claimVerification');
    scenario.version = stale;
    await expect(scenario.does(PEOPLE.secretary, 'recordVerification')).rejects.toMatchObject({
      code: 'version-stale',
      status: 412,
    });
    const both = await aRunningCase();
    const results = await Promise.allSettled([
      both.does(PEOPLE.window, 'claimVerification'),
      both.does(PEOPLE.secretary, 'claimVerification'),
    ]);
    expect(results.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('a refusal writes nothing', async () => {
    const scenario = await aRunningCase();
    const before = await rows('select version, state from casework.identification where id = $1', [
      scenario.facts.caseId,
    ]);
    const audits = await rows('select count(*) from audit.event', []);
    await expect(scenario.does(PEOPLE.clerk, 'claimVerification')).rejects.toMatchObject({
      code: 'role-not-permitted',
      status: 403,
    });
    await expect(
      scenario.does(PEOPLE.window, 'claimVerification', { team: scenario.input('claimVerification').team.slice(0, 1) }),
    ).rejects.toMatchObject({ code: 'team-too-small', status: 422 });
    expect(
      await rows('select version, state from casework.identification where id = $1', [scenario.facts.caseId]),
    ).toEqual(before);
    expect(await rows('select count(*) from audit.event', [])).toEqual(audits);
  });

  it('another town sees and touches none of it', async () => {
    const scenario = await aRunningCase();
    const stranger = { ...actorOf(PEOPLE.reviewer), areaCode: OTHER_TOWN };
    await withScope(stranger, async (tx) => {
      expect((await listCases(tx, stranger, { limit: 50, open: 'all' })).items).toEqual([]);
      expect((await listMyTasks(tx, stranger, { limit: 50 })).total).toBe(0);
      expect(
        await runSql(
          tx,
          'select 1 from casework.step_record union all select 1 from casework.decision union all select 1 from publicity.notice',
        ),
      ).toEqual([]);
    });
    await expect(withScope(stranger, (tx) => readCaseView(tx, stranger, scenario.at))).rejects.toMatchObject({
      status: 404,
    });
  });

  it('one household has one open case', async () => {
    const scenario = await aRunningCase();
    await expect(
      rows(
        "insert into casework.identification select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'case_no', 'X'))).* from casework.identification i where id = $1",
        [scenario.facts.caseId],
      ),
    ).rejects.toThrow(/identification_open_once/);
  });

  it('without consent nothing is asked of a department, and the attempt stands nowhere', async () => {
    let asked = 0;
    useComparisonSource(async () => {
      asked += 1;
      return { covered: [], receipts: [] };
    });
    const scenario = await aRunningCase();
    await upTo(scenario, 'STARTED');
    await expect(scenario.does(PEOPLE.approver, 'sendComparison')).rejects.toMatchObject({ code: 'act-out-of-turn' });
    expect(asked).toBe(0);
  });
});

describe('objections', () => {
  it('are sealed, reviewed by others, stop the chain, and take the notice down when founded', async () => {
    useComparisonSource(departments);
    const scenario = await aRunningCase();
    await upTo(scenario, 'PUBLICISED');
    day(4);
    await scenario.does(PEOPLE.clerk, 'raiseObjection', { raisedBy: '张三丰' });
    const [objection] = await rows<{ id: string; raised_by_sealed: Buffer; notice_id: string }>(
      'select id, raised_by_sealed, notice_id from publicity.objection where case_id = $1',
      [scenario.facts.caseId],
    );
    expect(objection?.raised_by_sealed.includes('张三丰')).toBe(false);
    day(6);
    await scenario.does(PEOPLE.reviewer, 'resolveObjection', {
      objectionId: objection?.id ?? '',
      result: 'P1.O1',
      returnTo: 'EVALUATED',
      reply: '铺面属实，请重新评议',
    });
    const [row] = await rows<Record<string, unknown>>(
      'select state, returns, paused_days from casework.identification where id = $1',
      [scenario.facts.caseId],
    );
    expect(row).toEqual({ state: 'RETURNED', returns: { EVALUATED: 1 }, paused_days: 2 });
    expect(await rows('select state from publicity.notice where id = $1', [objection?.notice_id])).toEqual([
      { state: 'WITHDRAWN' },
    ]);
    await scenario.does(PEOPLE.cadre, 'recordMeeting');
    const done = await scenario.does(PEOPLE.clerk, 'postNotice');
    expect(done.state).toBe('PUBLICISED');
  });
});

it('a relative who declares it is kept from the case', async () => {
  const scenario = await aRunningCase(VILLAGE);
  await scenario.does(PEOPLE.cadre, 'declareRecusal', {
    accountId: PEOPLE.cadre.accountId,
    name: PEOPLE.cadre.name,
    relation: '户主之弟',
  });
  await expect(scenario.does(PEOPLE.cadre, 'claimVerification')).rejects.toMatchObject({
    code: 'recused',
    status: 403,
  });
  await expect(scenario.does(PEOPLE.window, 'claimVerification')).rejects.toMatchObject({
    code: 'relatives-not-recused',
  });
  expect(anOfficer('VILLAGE_CADRE', 3).accountId).toBe(PEOPLE.cadre.accountId);
});
