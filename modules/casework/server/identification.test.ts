import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { runSql, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ActCode } from '../contract.ts';
import { anOfficer, PEOPLE } from '../fixtures.ts';
import { hashOf } from './basis.ts';
import { actorOf, aRunningCase, COUNTY, layFoundation, OTHER_TOWN, type Scenario, VILLAGE } from './case.fixture.ts';
import { type ComparisonSource, useComparisonSource } from './comparison.ts';
import { listMyTasks, readWorkbench } from './queries.tasks.ts';
import { listCases, readBoard } from './queries.ts';
import { readCaseView } from './view.ts';

useTestDatabase();
beforeAll(async () => {
  await layFoundation();
});
afterEach(() => clock.setOffsetDays(0));

/** The police have a lorry on record, the other departments nothing. */
const departments: ComparisonSource = async (_tx, { members, scopes, today }) => ({
  covered: scopes.map((scope) => ({ scope, dataDate: today })),
  receipts: members.slice(0, 1).map(({ memberId }) => ({
    scope: '1',
    memberId,
    found: true,
    text: '小型货车 1 辆，购置价 38,000 元',
    dataDate: today,
    exclusionItem: 'N2',
  })),
});

const day = (offset: number) => clock.setOffsetDays(offset);

async function judgeAll(scenario: Scenario): Promise<void> {
  const [lorry] = scenario.facts.household.members;
  await scenario.does(PEOPLE.judge, 'judgeFinding', {
    key: `1:${lorry}`,
    verdict: 'P1.C4',
    reason: '事故中损毁，已注销',
  });
}

const WAY: readonly (readonly [number, (scenario: Scenario) => Promise<unknown>, string])[] = [
  [1, (s) => s.does(PEOPLE.window, 'claimVerification'), 'VERIFYING'],
  [1, (s) => s.does(PEOPLE.cadre, 'recordVerification', { healthNote: '户主右腿骨折' }), 'STARTED'],
  [1, (s) => s.does(PEOPLE.cadre, 'recordConsent'), 'CONSENTED'],
  [2, (s) => s.does(PEOPLE.approver, 'sendComparison'), 'COMPARING'],
  [
    2,
    async (s) => {
      await judgeAll(s);
      await s.does(PEOPLE.judge, 'completeComparison');
    },
    'COMPARED',
  ],
  [2, (s) => s.does(PEOPLE.cadre, 'recordMeeting'), 'EVALUATED'],
  [3, (s) => s.does(PEOPLE.clerk, 'postNotice'), 'PUBLICISED'],
  [7, (s) => s.does(PEOPLE.clerk, 'endNotice'), 'PUBLICISED'],
  [8, (s) => s.does(PEOPLE.clerk, 'submitToTown'), 'TOWN_REVIEW'],
  [8, (s) => s.does(PEOPLE.reviewer, 'reviewAtTown'), 'COUNTY_REVIEW'],
  [9, (s) => s.does(PEOPLE.approver, 'decideAtCounty'), 'APPROVED'],
  [10, (s) => s.does(PEOPLE.clerk, 'announceResult'), 'ANNOUNCED'],
  [11, (s) => s.does(PEOPLE.clerk, 'registerCase'), 'REGISTERED'],
];

/** Plays the way of a case up to a state. */
async function upTo(scenario: Scenario, state: string): Promise<void> {
  for (const [offset, act, reached] of WAY) {
    day(offset);
    await act(scenario);
    if (reached === state) return;
  }
}

const rows = <T>(text: string, values: unknown[]) =>
  withBulkLoad('test read', async (client) => (await client.query(text, values)).rows as T[]);

describe('a case from the dispatched sheet to the register', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    useComparisonSource(departments);
    scenario = await aRunningCase();
    await upTo(scenario, 'REGISTERED');
    clock.setOffsetDays(0);
  });

  it('ends registered, with category, ranked risks and the county decision on day ten', async () => {
    const [row] = await rows<Record<string, unknown>>(
      'select state, category, risk_types, result_code, identified_on, closed_at is not null as closed from casework.identification where id = $1',
      [scenario.facts.caseId],
    );
    expect(row).toMatchObject({
      state: 'REGISTERED',
      category: '2',
      risk_types: ['5', '8'],
      result_code: 'P1.D1',
      identified_on: addDays(clock.today(), 9),
      closed: true,
    });
  });

  it('wrote one decision a transition, each with its frozen basis under its hash', async () => {
    const decisions = await rows<{ from_state: string; to_state: string; inputs: unknown; inputs_hash: string }>(
      'select from_state, to_state, inputs, inputs_hash from casework.decision where case_id = $1 order by decided_at, id',
      [scenario.facts.caseId],
    );
    expect(decisions.map((one) => one.to_state)).toEqual([
      'VERIFYING',
      'VERIFIED',
      'STARTED',
      'CONSENTED',
      'COMPARING',
      'COMPARED',
      'EVALUATED',
      'PUBLICISED',
      'PUBLICISED',
      'TOWN_REVIEW',
      'COUNTY_REVIEW',
      'APPROVED',
      'ANNOUNCED',
      'REGISTERED',
    ]);
    for (const one of decisions) expect(hashOf(one.inputs)).toBe(one.inputs_hash);
  });

  it('filed every paper of the way', async () => {
    const papers = await rows<{ title: string; check_code: string }>(
      "select title, check_code from evidence.document where subject_id = $1 and kind = 'paper' order by title",
      [scenario.facts.caseId],
    );
    expect([...new Set(papers.map((paper) => paper.title))].length).toBe(10);
    for (const { check_code } of papers) expect(check_code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
  });

  it('left the household monitored, its sheet closed with the result, and no open task', async () => {
    const [household] = await rows<Record<string, unknown>>(
      'select monitoring_state, current_case_id from registry.household where id = $1',
      [scenario.facts.household.id],
    );
    expect(household).toEqual({ monitoring_state: 'MONITORED', current_case_id: scenario.facts.caseId });
    const [sheet] = await rows<Record<string, unknown>>(
      'select state, result_code, case_id from warning.dispatch where id = $1',
      [scenario.facts.sheetId],
    );
    expect(sheet).toEqual({ state: 'CLOSED', result_code: 'P1.V1', case_id: scenario.facts.caseId });
    const open = await rows('select 1 from casework.task where case_id = $1 and closed_at is null', [
      scenario.facts.caseId,
    ]);
    expect(open).toEqual([]);
  });

  it('kept health sealed and out of every plain column', async () => {
    const [record] = await rows<{ health_sealed: Buffer; data: unknown }>(
      "select health_sealed, data from casework.step_record where case_id = $1 and step = 'VERIFYING'",
      [scenario.facts.caseId],
    );
    expect(record?.health_sealed.length).toBeGreaterThan(20);
    const plain = await rows<{ text: string }>(
      'select inputs::text as text from casework.decision where case_id = $1 union all select data::text from casework.step_record where case_id = $1',
      [scenario.facts.caseId],
    );
    expect(plain.filter(({ text }) => text.includes('骨折'))).toEqual([]);
  });

  it('showed in the village a masked name and four fields', async () => {
    const entries = await rows<Record<string, unknown>>(
      'select display_name, display_area, family_size, display_reason from publicity.notice_entry where case_id = $1',
      [scenario.facts.caseId],
    );
    expect(entries).toHaveLength(2);
    for (const entry of entries)
      expect(entry).toMatchObject({ display_name: '曾*生', family_size: 3, display_reason: '边缘易致贫户' });
  });

  it('audited every act in its own words', async () => {
    const acts = await rows<{ action: string }>('select distinct action from audit.event where object_key = $1', [
      `case:${scenario.publicId}`,
    ]);
    const names = acts.map((one) => one.action);
    for (const act of [
      'openCase',
      'claimVerification',
      'recordVerification',
      'judgeFinding',
      'recordMeeting',
      'decideAtCounty',
      'registerCase',
    ] satisfies (ActCode | 'openCase')[])
      expect(names).toContain(act);
  });
});

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
      expect((await listCases(tx, { limit: 50, open: 'all' })).items).toEqual([]);
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

describe('tasks, board and figures', () => {
  it('go to the right role and office, in order of severity and time, and the board sums to the headline', async () => {
    useComparisonSource(departments);
    const early = await aRunningCase();
    const late = await aRunningCase();
    await upTo(late, 'COUNTY_REVIEW');
    day(20);
    const approver = actorOf(PEOPLE.approver);
    await withScope(approver, async (tx) => {
      const tasks = await listMyTasks(tx, approver, { limit: 50 });
      const mine = tasks.items.find((task) => task.caseId === late.publicId);
      expect(mine).toMatchObject({
        kind: 'decideAtCounty',
        level: 2,
        daysLeft: -10,
        clock: { overdue: true, day: 21, maxDays: 15 },
      });
      expect(tasks.items.some((task) => task.caseId === early.publicId)).toBe(false);
      expect(tasks.byKind.reduce((sum, one) => sum + one.count, 0)).toBe(tasks.total);
      const board = await readBoard(tx, COUNTY);
      const cells = board.rows.flatMap((row) => row.cells);
      expect(cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(board.total);
      expect(board.columns.reduce((sum, column) => sum + column.count, 0)).toBe(board.total);
      const figures = await readWorkbench(tx, approver);
      expect(figures.cases.open).toBe(board.total);
      expect(figures.cases.overdue).toBe(board.overdue);
      expect(figures.tasks.total).toBe(tasks.total);
      const listed = await listCases(tx, { limit: 200, open: 'true', column: 'COUNTY_REVIEW' });
      expect(listed.total).toBe(board.columns.find((column) => column.key === 'COUNTY_REVIEW')?.count);
    });
  });

  it('pages through tasks without losing or repeating one', async () => {
    const team = actorOf(PEOPLE.window);
    await aRunningCase();
    await withScope(team, async (tx) => {
      const whole = await listMyTasks(tx, team, { limit: 200 });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listMyTasks(tx, team, { limit: 1, ...(cursor ? { cursor } : {}) });
        seen.push(...page.items.map((task) => task.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(whole.items.map((task) => task.id));
      expect(seen.length).toBe(whole.total);
    });
  });

  it('says to everybody whose turn it is, and why not his', async () => {
    useComparisonSource(departments);
    const scenario = await aRunningCase();
    await upTo(scenario, 'TOWN_REVIEW');
    const look = (who: Parameters<typeof actorOf>[0]) =>
      withScope(actorOf(who), (tx) => readCaseView(tx, actorOf(who), scenario.at));
    const right = await look(PEOPLE.reviewer);
    expect(right.dueAct).toMatchObject({ act: 'reviewAtTown', allowed: true });
    expect(right.dueAct?.checks.every((one) => one.result === 'pass')).toBe(true);
    expect(right.otherActs.map((one) => one.act)).toEqual(
      expect.arrayContaining(['returnForCorrection', 'suspendCase', 'setGreenChannel']),
    );
    const own = await look({ ...PEOPLE.judge, role: 'TOWN_REVIEWER' });
    expect(own.dueAct).toMatchObject({ act: 'reviewAtTown', allowed: false, code: 'maker-is-checker' });
    const village = await look(PEOPLE.cadre);
    expect(village.dueAct).toBeNull();
    expect(village.waitingFor).toMatchObject({ place: '镇', roles: ['镇级审核员'] });
    expect(village.farmerSees).toContain('镇里正在审核');
    expect(village.track.map((one) => one.state)).toEqual([
      'done',
      'done',
      'done',
      'done',
      'done',
      'done',
      'current',
      'todo',
      'todo',
    ]);
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
