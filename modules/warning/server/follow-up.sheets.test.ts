import { listMyTasks, readWorkbench } from '@shouwang/modules/casework/server/queries.tasks.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { describe, expect, test } from 'vitest';
import { aHouseholdRow, COUNTY, VILLAGE } from '../../casework/server/case.fixture.ts';
import { takeUpDispatches } from '../../casework/server/door.ts';
import type { Dispatch, HouseholdSheets, RulePrecision } from '../contract.ts';
import {
  CONTACT,
  cadre,
  colleague,
  confirm,
  contact,
  dispatch,
  finding,
  get,
  head,
  household,
  kindsOf,
  lead,
  neighbour,
  record,
  reviewer,
  rows,
  sheetOf,
  tasksOf,
  useFollowUps,
} from './follow-up.fixture.ts';

useFollowUps();

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
