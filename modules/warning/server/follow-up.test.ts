import { pathOf } from '@shouwang/modules/areas/rules.ts';
import { listMyTasks, readWorkbench } from '@shouwang/modules/casework/server/queries.tasks.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aHouseholdRow, aReceivedCase, COUNTY, layFoundation, VILLAGE } from '../../casework/server/case.fixture.ts';
import { listKin, takeUpDispatches } from '../../casework/server/door.ts';
import { setMonitoringState } from '../../registry/server/door.ts';
import type { Dispatch, FollowUpDone, FollowUpVisitors, HouseholdSheets, RulePrecision, Sheet } from '../contract.ts';
import { dispatchFindings } from './commands.ts';
import type { Finding } from './findings.ts';
import { warningRoutes } from './routes.ts';
import { useKinSource } from './visitors.ts';

useTestDatabase();
const system = systemActor(COUNTY, '测试');
const CONTACT = { name: '刘晓东', phone: '0751-2876543' };
const person = (name: string, role: string, areaCode: string) => anActor({ accountId: newId(), name, role, areaCode });
const cadre = person('何小梅', 'VILLAGE_CADRE', VILLAGE);
const neighbour = person('谭春生', 'VILLAGE_CADRE', '440229109202');
const contact = person(CONTACT.name, 'TOWN_TEAM', VILLAGE.slice(0, 9));
const colleague = person('邱国平', 'TOWN_TEAM', VILLAGE.slice(0, 9));
const reviewer = person('叶小红', 'TOWN_REVIEWER', VILLAGE.slice(0, 9));
let app: TestApp;
let household = '';

const paid = (value: number) => ({
  comparisons: [{ label: '住院等累计自付', value, operator: '>=', threshold: 20_000, unit: 'yuan' }],
});
const finding = (given: Partial<Finding> & { code?: string; value?: number } = {}): Finding => ({
  householdId: household,
  areaCode: VILLAGE,
  headName: '曾木生',
  level: 2,
  reasons: [
    {
      code: given.code ?? 'MED-1',
      label: '医疗自付',
      say: '必要的开支多了。',
      level: 2,
      department: 'YB',
      riskType: '1',
      values: paid(given.value ?? 26_000),
    },
  ],
  ...given,
});

const dispatch = (findings: Finding[], runId = newId(), monitored = new Set([household])) =>
  withScope(system, (tx) =>
    dispatchFindings(tx, system, {
      countyCode: COUNTY,
      runId,
      period: '202610',
      villageDays: 5,
      mergeDays: 30,
      monitored,
      findings,
    }),
  );
const rows = <T>(text: string, values: unknown[]) =>
  withBulkLoad('test read', async (client) => (await client.query(text, values)).rows as T[]);
const get = async <T>(who: Actor, url: string) => (await app.call<T>(who, { method: 'GET', url })).body;
const post = <T>(who: Actor, sheet: Sheet, act: string, payload: object) =>
  app.call<T>(who, {
    method: 'POST',
    url: `/api/warning/dispatches/${sheet.row.id}/${act}`,
    payload,
    headers: { 'if-match': `"${sheet.version}"` },
  });
const sheetOf = async (who: Actor = cadre): Promise<Sheet> => {
  const { open } = await get<HouseholdSheets>(who, `/api/households/${COUNTY}:${household}/sheets`);
  return get<Sheet>(who, `/api/warning/dispatches/${open?.id}`);
};
const visit = (given: object = {}) => ({
  resultCode: 'P4.F1',
  visitedOn: clock.today(),
  went: [contact.accountId, cadre.accountId],
  reason: '老人又住院，家里照料不过来',
  ...given,
});
const record = async (given: object = {}, who: Actor = cadre) =>
  post<FollowUpDone & { code: string }>(who, await sheetOf(), 'follow-up', visit(given));
const confirm = async (body: object = { decision: 'agree' }, who: Actor = reviewer) =>
  post<FollowUpDone & { code: string }>(who, await sheetOf(), 'confirm-follow-up', body);
/** Writes down in a case of the household that somebody is confirmed as a close relative. */
const declareRelative = async (who: Actor) => {
  const { caseId } = (await aReceivedCase()).facts;
  await rows('update casework.identification set household_id = $1, closed_at = now() where id = $2', [
    household,
    caseId,
  ]);
  await rows(
    `insert into casework.step_record (county_code, id, area_code, case_id, step, round, data, recorded_by, recorded_by_name, recorded_at, superseded)
     values ($1, $2, $3, $4, 'RECUSAL', 1, $5, $6, '测试', now(), false)`,
    [COUNTY, newId(), VILLAGE, caseId, { accountId: who.accountId, name: who.name, state: 'confirmed' }, who.accountId],
  );
};
const tasksOf = async (who: Actor) => withScope(who, (tx) => listMyTasks(tx, who, { limit: 200 }));
const kindsOf = async (who: Actor) =>
  (await tasksOf(who)).items
    .filter((one) => one.sheetId?.endsWith(household) || one.headName === head)
    .map((one) => one.kind);
let head = '';

/** The people with their posts, each where he acts. */
const employed = (people: readonly Actor[]) =>
  withBulkLoad('test people', async (client) => {
    for (const { accountId, name, role, areaCode } of people) {
      await client.query(
        `insert into staff.account (id, login_name, name, status, is_demonstration, area_codes, version, changed_at)
         values ($1::uuid, $1::text, $2, 'ACTIVE', false, $3, 1, now())`,
        [accountId, name, pathOf(areaCode)],
      );
      await client.query(
        `insert into staff.post (id, account_id, role, area_code, title, valid_from, version, changed_at)
         values ($1, $2, $3, $4, $5, '2020-01-01', 1, now())`,
        [newId(), accountId, role, areaCode, `${role}岗`],
      );
    }
  });
const lead = person('何志坚', 'COUNTY_LEAD', COUNTY);

beforeAll(async () => {
  await layFoundation();
  await employed([cadre, neighbour, contact, colleague, reviewer, lead]);
  useKinSource(listKin);
  app = await testApp(warningRoutes);
});
beforeEach(async () => {
  head = `曾${newId().slice(-6)}`;
  household = (await aHouseholdRow(VILLAGE, head)).id;
  await withScope(system, (tx) =>
    setMonitoringState(tx, system, {
      ref: { countyCode: COUNTY, id: household },
      state: 'MONITORED',
      caseId: null,
      reason: '测试',
      contact: CONTACT,
    }),
  );
});
afterEach(() => clock.setOffsetDays(0));

describe('a monitored household with a hint', () => {
  test('gets a follow-up sheet for its contact, due in the days of the village, and no case', async () => {
    const runId = newId();
    expect(await dispatch([finding({ headName: head })], runId)).toEqual({
      opened: 0,
      followUps: 1,
      joined: 0,
      renewed: 0,
      merged: 0,
    });
    expect(await takeUpDispatches(COUNTY, runId)).toBe(0);
    const sheet = await sheetOf();
    expect(sheet.row).toMatchObject({
      kind: 'follow-up',
      state: 'DISPATCHED',
      caseId: null,
      contactName: CONTACT.name,
    });
    expect(sheet.row.dispatchNo).toMatch(/^GJ-202610-\d{5}$/);
    expect(sheet.row.dueOn).toBe(addDays(clock.today(), 5));
    expect(sheet.household).toMatchObject({ monitoringState: 'MONITORED', contactPhone: CONTACT.phone });
    expect(sheet.hints).toMatchObject([{ code: 'MED-1', values: [{ label: '住院等累计自付', value: 26_000 }] }]);
    expect(sheet.due).toEqual({ act: 'recordFollowUp', allowed: true, why: null });
    expect(await rows('select 1 from casework.identification where household_id = $1', [household])).toEqual([]);
  });

  test('has one open sheet: a further hint joins it, and another household is identified as before', async () => {
    await dispatch([finding()]);
    const other = (await aHouseholdRow()).id;
    const result = await dispatch([finding({ code: 'EDU-2', level: 1 }), finding({ householdId: other })]);
    expect(result).toEqual({ opened: 1, followUps: 0, joined: 1, renewed: 0, merged: 0 });
    const sheet = await sheetOf();
    expect(sheet.row).toMatchObject({ level: 1, kind: 'follow-up' });
    expect(sheet.row.reasons.map(({ code }) => code)).toEqual(['MED-1', 'EDU-2']);
    const kinds = await rows<{ kind: string }>(
      'select kind from warning.dispatch where household_id = any ($1) order by kind',
      [[household, other]],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['follow-up', 'identification']);
    expect(
      (await get<{ items: Dispatch[] }>(cadre, '/api/warning/dispatches?kind=follow-up&limit=200')).items.every(
        ({ kind }) => kind === 'follow-up',
      ),
    ).toBe(true);
  });

  test('that was taken in after the dispatch gets no case either: its work sheet becomes a follow-up', async () => {
    const runId = newId();
    expect(await dispatch([finding()], runId, new Set())).toMatchObject({ opened: 1, followUps: 0 });
    expect(await takeUpDispatches(COUNTY, runId)).toBe(0);
    expect((await sheetOf()).row).toMatchObject({ kind: 'follow-up', state: 'DISPATCHED', caseId: null });
    expect((await record()).body).toMatchObject({ state: 'VERIFIED' });
  });

  test('waits for the village and its contact, then for the town; nobody else', async () => {
    await dispatch([finding({ headName: head })]);
    const all = [cadre, contact, colleague, reviewer, neighbour];
    expect(await Promise.all(all.map(kindsOf))).toEqual([['recordFollowUp'], ['recordFollowUp'], [], [], []]);
    const before = await withScope(cadre, (tx) => readWorkbench(tx, cadre));
    expect(before.tasks.total).toBe((await tasksOf(cadre)).total);
    expect((await record()).status).toBe(200);
    expect(await Promise.all(all.map(kindsOf))).toEqual([[], [], [], ['confirmFollowUp'], []]);
    const task = (await tasksOf(reviewer)).items.find((one) => one.headName === head);
    expect(task).toMatchObject({ caseId: null, clock: null, dueOn: addDays(clock.today(), 2), title: '确认跟进' });
    expect((await confirm()).status).toBe(200);
    expect(await Promise.all(all.map(kindsOf))).toEqual([[], [], [], [], []]);
  });

  test('tasks on sheets are paged with those of cases, none twice and none lost', async () => {
    const whole = await tasksOf(cadre);
    expect(whole.items.length).toBe(whole.total);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await withScope(cadre, (tx) => listMyTasks(tx, cadre, { limit: 2, ...(cursor ? { cursor } : {}) }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(whole.items.map(({ id }) => id));
    const byKind = whole.byKind.reduce((sum, one) => sum + one.count, 0);
    expect(byKind).toBe(whole.total);
  });
});

describe('the acts of a follow-up', () => {
  test('recorded, returned, recorded again and confirmed: every act stays, the result is the last one', async () => {
    await dispatch([finding()]);
    expect((await record({ resultCode: 'P4.F4' })).body).toMatchObject({ state: 'VERIFIED' });
    const visited = await rows<{ last_visited_on: string }>(
      'select last_visited_on::text from registry.household where id = $1',
      [household],
    );
    expect(visited).toEqual([{ last_visited_on: clock.today() }]);
    expect((await confirm({ decision: 'return', opinion: '没有写清楚缺什么' })).body).toMatchObject({
      state: 'DISPATCHED',
    });
    await record({}, contact);
    expect((await confirm()).body).toMatchObject({ state: 'CLOSED' });
    const kept = await rows(
      'select f.act, f.result_code, f.decision, f.made_by = $2 as by_contact from warning.follow_up f where f.household_id = $1 order by f.at, f.id',
      [household, contact.accountId],
    );
    expect(kept).toEqual([
      { act: 'recordFollowUp', result_code: 'P4.F4', decision: null, by_contact: null },
      { act: 'confirmFollowUp', result_code: null, decision: 'return', by_contact: false },
      { act: 'recordFollowUp', result_code: 'P4.F1', decision: null, by_contact: null },
      { act: 'confirmFollowUp', result_code: null, decision: 'agree', by_contact: true },
    ]);
    const [closed] = await rows(
      'select state, result_code, closed_on::text from warning.dispatch where household_id = $1',
      [household],
    );
    expect(closed).toEqual({ state: 'CLOSED', result_code: 'P4.F1', closed_on: clock.today() });
    expect(await rows('select status, result_code from warning.clue where household_id = $1', [household])).toEqual([
      { status: 'CLOSED', result_code: 'P4.F1' },
    ]);
    const audited = await rows<{ action: string }>(
      "select distinct action from audit.event where object_key = (select 'dispatch:' || county_code || ':' || id from warning.dispatch where household_id = $1) order by 1",
      [household],
    );
    expect(audited.map(({ action }) => action)).toEqual(['confirmFollowUp', 'getDispatch', 'recordFollowUp']);
  });

  test('nobody confirms his own visit, and the table holds it too', async () => {
    await dispatch([finding()]);
    const both = { ...reviewer, accountId: cadre.accountId };
    await record();
    const refused = await confirm({ decision: 'agree' }, both);
    expect([refused.status, refused.body.code]).toEqual([403, 'maker-is-checker']);
    const sql = 'update warning.dispatch set confirmed_by = recorded_by where household_id = $1';
    await expect(rows(sql, [household])).rejects.toThrow(/dispatch_maker_is_not_checker/);
    const judged = `insert into warning.follow_up select county_code, gen_random_uuid(), area_code, dispatch_id, household_id, 'confirmFollowUp', null, 'agree', reason, null, went, '{}', actor_id, actor_id, actor_name, role, at, null
      from warning.follow_up where household_id = $1`;
    await expect(rows(judged, [household])).rejects.toThrow(/follow_up_maker_is_not_checker/);
  });

  test('whoever went along does not confirm; a stale or missing version is refused', async () => {
    await dispatch([finding()]);
    await record({ went: [contact.accountId, reviewer.accountId] });
    expect(await kindsOf(reviewer)).toEqual([]);
    expect((await confirm()).body.code).toBe('went-along');
    const sql = `insert into warning.follow_up select county_code, gen_random_uuid(), area_code, dispatch_id, household_id, 'confirmFollowUp', null, 'agree', reason, null, went, '{}', actor_id, $2, '另一人', role, at, null, went_ids, companions
      from warning.follow_up where household_id = $1`;
    await expect(rows(sql, [household, reviewer.accountId])).rejects.toThrow(/follow_up_maker_is_not_checker/);
    const sheet = await sheetOf();
    const stale = await post<{ code: string }>(
      person('林秀英', 'TOWN_REVIEWER', VILLAGE.slice(0, 9)),
      { ...sheet, version: 1 },
      'confirm-follow-up',
      { decision: 'agree' },
    );
    expect([stale.status, stale.body.code]).toEqual([412, 'version-stale']);
    const blind = await app.call<{ code: string }>(reviewer, {
      method: 'POST',
      url: `/api/warning/dispatches/${sheet.row.id}/confirm-follow-up`,
      payload: { decision: 'agree' },
    });
    expect([blind.status, blind.body.code]).toEqual([428, 'version-required']);
  });

  test('another village does not see it, the town’s other people do not record it, a photograph must be of this sheet', async () => {
    await dispatch([finding()]);
    const { id } = (await sheetOf()).row;
    expect((await app.call(neighbour, { method: 'GET', url: `/api/warning/dispatches/${id}` })).status).toBe(404);
    expect((await record({}, colleague)).body.code).toBe('not-the-contact');
    expect((await record({ photoIds: [newId()] })).body.code).toBe('photo-unknown');
    expect((await record({ went: [cadre.accountId, colleague.accountId] })).body.code).toBe('contact-absent');
  });

  test('who may have gone is chosen from the posts of the village, its town and the county on that day', async () => {
    await dispatch([finding()]);
    const { row } = await sheetOf();
    const url = `/api/warning/dispatches/${row.id}/visitors`;
    const { items, minPersons } = await get<FollowUpVisitors>(cadre, url);
    const ids = items.map(({ accountId }) => accountId);
    expect(minPersons).toBe(2);
    expect([cadre, contact, colleague, reviewer, lead].every(({ accountId }) => ids.includes(accountId))).toBe(true);
    expect(ids).not.toContain(neighbour.accountId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(items[0]?.unit).toMatch(/VILLAGE|测试单位/);
    const before = await get<FollowUpVisitors>(cadre, `${url}?on=2019-12-31`);
    expect(before.items).toEqual([]);
    expect((await app.call(neighbour, { method: 'GET', url })).status).toBe(404);
    expect((await app.call(lead, { method: 'GET', url })).status).toBe(403);
  });

  test('people of another village, too few of them and relatives are refused; the names come from the accounts', async () => {
    await dispatch([finding()]);
    const codeOf = async (given: object) => (await record(given)).body.code;
    expect(await codeOf({ went: [contact.accountId, neighbour.accountId] })).toBe('visitor-not-here');
    expect(await codeOf({ went: [contact.accountId, newId()] })).toBe('visitor-not-here');
    expect(await codeOf({ went: [contact.accountId] })).toBe('too-few-visitors');
    expect(await codeOf({ companions: [cadre.name] })).toBe('visitor-not-by-account');
    expect(await codeOf({ companions: ['邓英'] })).toBe('visitor-is-relative');
    await declareRelative(colleague);
    expect(await codeOf({ went: [contact.accountId, colleague.accountId] })).toBe('visitor-is-relative');
    expect((await record({ companions: ['组长老邓'] })).status).toBe(200);
    const { acts } = await sheetOf();
    expect(acts[0]).toMatchObject({ went: [CONTACT.name, cadre.name], companions: ['组长老邓'] });
    const [kept] = await rows('select went, went_ids from warning.follow_up where household_id = $1', [household]);
    expect(kept).toEqual({ went: [CONTACT.name, cadre.name], went_ids: [contact.accountId, cadre.accountId] });
  });

  test('a confirmed relative neither records nor confirms, and is told why', async () => {
    await dispatch([finding()]);
    await declareRelative(cadre);
    expect((await record()).body.code).toBe('recused');
    expect((await sheetOf()).due).toMatchObject({ allowed: false, why: expect.stringContaining('近亲属') });
    expect((await record({ went: [contact.accountId, colleague.accountId] }, contact)).status).toBe(200);
    await declareRelative(reviewer);
    expect((await confirm()).body.code).toBe('recused');
  });

  test('a visit of before accounts were kept is shown by its typed names, and still keeps its people from confirming it', async () => {
    await dispatch([finding()]);
    await record();
    await rows("update warning.follow_up set went = $2, went_ids = '{}' where household_id = $1", [
      household,
      [CONTACT.name, reviewer.name],
    ]);
    expect((await sheetOf()).acts[0]?.went).toEqual([CONTACT.name, reviewer.name]);
    expect((await confirm()).body.code).toBe('went-along');
    expect((await confirm({ decision: 'agree' }, person('林秀英', 'TOWN_REVIEWER', VILLAGE.slice(0, 9)))).status).toBe(
      200,
    );
  });

  test('after two returns the town decides itself', async () => {
    await dispatch([finding()]);
    for (const _ of [1, 2]) {
      await record();
      expect((await confirm({ decision: 'return', opinion: '请补写经过' })).status).toBe(200);
    }
    await record();
    expect((await confirm({ decision: 'return', opinion: '请补写经过' })).body.code).toBe('return-too-often');
  });
});

describe('what comes of the result', () => {
  test.each([
    ['P4.F1', 1],
    ['P4.F3', 1],
    ['P4.F4', 0],
    ['P4.F5', 0],
    ['P4.F6', 0],
  ])('%s counts %d as confirmed for its rule, once the town has agreed', async (resultCode, confirmed) => {
    const code = `T${resultCode.slice(-1)}-1`;
    await dispatch([finding({ code })]);
    await record({ resultCode });
    const precision = async () =>
      (await get<{ items: RulePrecision[] }>(reviewer, `/api/warning/precision?area=${VILLAGE}`)).items.find(
        (one) => one.code === code,
      );
    expect(await precision()).toBeUndefined();
    await confirm();
    expect(await precision()).toEqual({ code, checked: 1, confirmed });
  });

  test('how right rules are is counted within a county', async () => {
    const city = { ...lead, role: 'CITY_LEAD', areaCode: COUNTY.slice(0, 4) };
    expect(await get(city, `/api/warning/precision?area=${city.areaCode}`)).toMatchObject({ code: 'county-needed' });
    expect(await get(city, `/api/warning/precision?area=${COUNTY}`)).toMatchObject({ items: expect.any(Array) });
  });

  test('需加强帮扶 stays open on the file and in the list until a later follow-up says otherwise', async () => {
    const url = `/api/households/${COUNTY}:${household}/sheets`;
    const listed = async () =>
      (await get<{ items: Dispatch[] }>(reviewer, '/api/warning/dispatches?need=true&limit=200')).items.filter((one) =>
        one.householdId.endsWith(household),
      ).length;
    await dispatch([finding()]);
    await record();
    expect([(await get<HouseholdSheets>(cadre, url)).need, await listed()]).toEqual([null, 0]);
    await confirm();
    const { open, need } = await get<HouseholdSheets>(cadre, url);
    expect([open, need?.reason, await listed()]).toEqual([null, '老人又住院，家里照料不过来', 1]);
    clock.setOffsetDays(35);
    await dispatch([finding()]);
    await record({ resultCode: 'P4.F4' });
    expect(await listed()).toBe(1);
    await confirm();
    expect([(await get<HouseholdSheets>(cadre, url)).need, await listed()]).toEqual([null, 0]);
  });
});
