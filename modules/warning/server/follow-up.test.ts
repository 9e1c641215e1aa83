import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { describe, expect, test } from 'vitest';
import { VILLAGE } from '../../casework/server/case.fixture.ts';
import type { FollowUpVisitors } from '../contract.ts';

import {
  app,
  CONTACT,
  cadre,
  colleague,
  confirm,
  contact,
  declareRelative,
  dispatch,
  finding,
  get,
  household,
  kindsOf,
  lead,
  neighbour,
  person,
  post,
  record,
  reviewer,
  rows,
  sheetOf,
  useFollowUps,
} from './follow-up.fixture.ts';

useFollowUps();

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
