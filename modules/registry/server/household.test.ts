import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { runSql, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Household, HouseholdChange, HouseholdView, NewHouseholdInput, Revealed } from '../contract.ts';
import { aHousehold, aMember, anIdNumber } from '../fixtures.ts';
import { registryRoutes } from './routes.ts';

useTestDatabase();
let server: TestApp;
const LEAD = { role: 'COUNTY_LEAD', areaCode: '440229' };
const CADRE = {
  role: 'VILLAGE_CADRE',
  areaCode: '440229100201',
  accountId: '01900000-0000-7000-8000-000000000002',
  name: '村干部',
};
const OTHER_TOWN = { role: 'TOWN_REVIEWER', areaCode: '440229104', accountId: '01900000-0000-7000-8000-000000000003' };
const AUDITOR = { role: 'AUDITOR', areaCode: '44' };

beforeAll(async () => {
  await loadDivisions();
  server = await testApp(registryRoutes);
});

const register = (as: object, payload: NewHouseholdInput) =>
  server.call<{ id: string; householdNo: string; code: string; fields: { path: string; message: string }[] }>(as, {
    method: 'POST',
    url: '/api/households',
    payload,
  });
const read = (as: object, id: string) => server.call<Household>(as, { method: 'GET', url: `/api/households/${id}` });
const patch = (
  as: object,
  url: string,
  { version, ...payload }: { version?: number; reason?: string; changes: object },
) =>
  server.call<{ version: number; changed: string[]; code: string; fields: { path: string; code: string }[] }>(as, {
    method: 'PATCH',
    url,
    payload,
    headers: version === undefined ? {} : { 'if-match': `"${version}"` },
  });
const reveal = (as: object, id: string, payload: object) =>
  server.call<Revealed & { code: string }>(as, { method: 'POST', url: `/api/households/${id}/reveal`, payload });
async function registered(given: Partial<NewHouseholdInput> = {}): Promise<Household> {
  const answer = await register(LEAD, aHousehold(given));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return (await read(LEAD, answer.body.id)).body;
}
const head = (household: Household) => household.members[0] as Household['members'][number];

describe('registerHousehold', () => {
  it.each([
    ['departments', { role: 'COUNTY_DEPT', areaCode: '440229' }, 403],
    ['auditors', AUDITOR, 403],
    ['another town', OTHER_TOWN, 403],
    ['nobody', null, 401],
  ])('refuses %s', async (_, as, status) => {
    expect((await server.call(as, { method: 'POST', url: '/api/households', payload: aHousehold() })).status).toBe(
      status,
    );
  });

  it('refuses an unknown village, two heads, a wrong check digit and an unknown item, each at its field', async () => {
    const wrong = anIdNumber().replace(/.$/, (last) => (last === '1' ? '2' : '1'));
    const attempts: [NewHouseholdInput, string, string][] = [
      [aHousehold({ areaCode: '440229100999' }), 'village-unknown', 'areaCode'],
      [aHousehold({ members: [aMember(), aMember()] }), 'registry-inconsistent', 'members'],
      [
        aHousehold({ members: [aMember({ idNumber: wrong, birthDate: '1972-03-14', gender: '1' })] }),
        'registry-inconsistent',
        'members.0.idNumber',
      ],
      [aHousehold({ members: [{ name: '无名', relation: '1' }] }), 'registry-inconsistent', 'members.0.gender'],
      [
        aHousehold({
          incomeItems: [
            { direction: 'in', itemCode: '7777', amountFen: 1, occurredFrom: '2026-01-01', occurredTo: '2026-01-02' },
          ],
        }),
        'income-item-unknown',
        'incomeItems.0.itemCode',
      ],
    ];
    for (const [payload, code, path] of attempts) {
      const { status, body } = await register(LEAD, payload);
      expect([status, body.code, body.fields[0]?.path]).toEqual([422, code, path]);
    }
  });

  it('allots numbers within the county, derives gender and birth date, seals numbers and writes history and audit', async () => {
    const first = await registered();
    const second = await registered();
    expect(first.householdNo).toMatch(/^WY-\d{7}$/);
    expect(Number(second.householdNo.slice(3)) - Number(first.householdNo.slice(3))).toBe(1);
    expect(first).toMatchObject({
      headName: '钟树根',
      sharingCount: 4,
      residentCount: 4,
      contactPhoneMask: '138****6621',
      bankAccountMask: '6217********4408',
      changeCount: 1,
      version: 1,
    });
    expect(head(first)).toMatchObject({ gender: '1', birthDate: '1972-03-14', healthKnown: true });
    expect(head(first).idNumberMask).toMatch(/^\d{6}\*{8}.{4}$/);
    expect(JSON.stringify(first)).not.toContain('13800136621');
    expect(first).not.toHaveProperty('members.0.health');
  });

  it('refuses a person who is registered already, and names the household only to those who may see it', async () => {
    const idNumber = anIdNumber();
    const there = await registered({ members: [aMember({ idNumber })] });
    const here = await register(LEAD, aHousehold({ members: [aMember({ idNumber: idNumber.toLowerCase() })] }));
    expect([here.status, here.body.code, here.body.fields[0]?.path]).toEqual([
      409,
      'person-already-registered',
      'members.0.idNumber',
    ]);
    expect(here.body.fields[0]?.message).toContain(there.householdNo);
    const elsewhere = await register(
      OTHER_TOWN,
      aHousehold({ areaCode: '440229104201', members: [aMember({ idNumber })] }),
    );
    expect([elsewhere.status, elsewhere.body.code]).toEqual([409, 'person-already-registered']);
    expect(JSON.stringify(elsewhere.body)).not.toMatch(new RegExp(`${there.householdNo}|钟树根`));
    const twice = await register(
      LEAD,
      aHousehold({
        members: [aMember({ idNumber: anIdNumber() }), aMember({ relation: '26', idNumber })].map((one) => ({
          ...one,
          idNumber,
        })),
      }),
    );
    expect(twice.body.code).toBe('person-already-registered');
  });

  it('registers a person once when two offices do it at the same time', async () => {
    const idNumber = anIdNumber();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => register(LEAD, aHousehold({ members: [aMember({ idNumber })] }))),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
  });
});

describe('getHousehold, listChanges, listViews', () => {
  it('are not there for another town and for departments', async () => {
    const { id } = await registered();
    for (const part of ['', '/changes', '/views']) {
      expect((await server.call(OTHER_TOWN, { method: 'GET', url: `/api/households/${id}${part}` })).status, part).toBe(
        404,
      );
      expect(
        (
          await server.call(
            { role: 'COUNTY_DEPT', areaCode: '440229' },
            { method: 'GET', url: `/api/households/${id}${part}` },
          )
        ).status,
        part,
      ).toBe(403);
      expect((await server.call(AUDITOR, { method: 'GET', url: `/api/households/${id}${part}` })).status, part).toBe(
        200,
      );
    }
  });

  it('keep who looked: once an hour for a look, each time for a revealed value', async () => {
    const { id } = await registered();
    await read(CADRE, id);
    await read(CADRE, id);
    await reveal(CADRE, id, { which: 'phone', reason: '入户前联系' });
    await reveal(CADRE, id, { which: 'health', reason: '入户核实准备' });
    const { body } = await server.call<{ items: HouseholdView[] }>(LEAD, {
      method: 'GET',
      url: `/api/households/${id}/views`,
    });
    expect(
      body.items.filter((view) => view.actorName === '村干部').map((view) => [view.action, view.which, view.reason]),
    ).toEqual([
      ['revealSensitive', 'health', '入户核实准备'],
      ['revealSensitive', 'phone', '入户前联系'],
      ['getHousehold', null, null],
    ]);
  });
});

describe('revealSensitive', () => {
  it('refuses auditors, a reason that says nothing, another town and what belongs to no member', async () => {
    const household = await registered();
    expect((await reveal(AUDITOR, household.id, { which: 'phone', reason: '例行审计检查' })).status).toBe(403);
    expect((await reveal(LEAD, household.id, { which: 'phone' })).status).toBe(400);
    expect((await reveal(LEAD, household.id, { which: 'phone', reason: ' 看看 ' })).status).toBe(400);
    expect((await reveal(OTHER_TOWN, household.id, { which: 'phone', reason: '入户前联系' })).status).toBe(404);
    expect(
      (
        await reveal(LEAD, household.id, {
          which: 'idNumber',
          memberId: '01900000-0000-7000-8000-00000000ffff',
          reason: '入户前联系',
        })
      ).status,
    ).toBe(404);
  });

  it('shows exactly what was asked for, and never keeps it with the idempotency key', async () => {
    const idNumber = anIdNumber();
    const household = await registered({ members: [aMember({ idNumber, health: ['2', '3'] })] });
    const answer = await server.call<Revealed>(LEAD, {
      method: 'POST',
      url: `/api/households/${household.id}/reveal`,
      payload: { which: 'idNumber', memberId: head(household).id, reason: '核对证件' },
      headers: { 'idempotency-key': 'reveal-key-0001' },
    });
    expect(answer.body).toMatchObject({
      expiresInSeconds: 900,
      values: [{ memberId: head(household).id, value: idNumber, health: null }],
    });
    expect((await reveal(LEAD, household.id, { which: 'phone', reason: '入户前联系' })).body.values).toMatchObject([
      { memberId: null, value: '13800136621' },
    ]);
    expect(
      (await reveal(LEAD, household.id, { which: 'bankAccount', reason: '核对一卡通' })).body.values[0]?.value,
    ).toBe('6217000000004408');
    expect((await reveal(LEAD, household.id, { which: 'health', reason: '入户核实准备' })).body.values).toMatchObject([
      { value: null, health: ['2', '3'] },
    ]);
    const kept = await withScope(systemActor('440229', '测试'), (tx) =>
      runSql<{ n: number }>(tx, "select count(*)::int as n from platform.idempotency where key = 'reveal-key-0001'"),
    );
    expect(kept[0]?.n).toBe(0);
    const audit = await withScope(systemActor('440229', '测试'), (tx) =>
      runSql<{ detail: unknown }>(tx, 'select detail from audit.event where action = $1 and object_key = $2', [
        'revealSensitive',
        `household:${household.id}`,
      ]),
    );
    expect(audit).toHaveLength(4);
    expect(JSON.stringify(audit)).not.toContain(idNumber);
  });
});

describe('correctHousehold', () => {
  it('refuses without version, with an old one, without reason, with nothing new, with unknown fields, from readers and from another town', async () => {
    const household = await registered();
    const url = `/api/households/${household.id}`;
    const changes = { address: '兰溪三组 13 号' };
    const refusals = [
      await patch(LEAD, url, { reason: '门牌更正', changes }),
      await patch(LEAD, url, { reason: '门牌更正', changes, version: 9 }),
      await patch(LEAD, url, { changes, version: 1 }),
      await patch(LEAD, url, { reason: '门牌更正', changes: { address: household.address }, version: 1 }),
      await patch(LEAD, url, { reason: '门牌更正', changes: { riskLevel: 4 }, version: 1 }),
      await patch(AUDITOR, url, { reason: '门牌更正', changes, version: 1 }),
      await patch({ role: 'TOWN_WINDOW', areaCode: '440229100' }, url, { reason: '门牌更正', changes, version: 1 }),
      await patch(OTHER_TOWN, url, { reason: '门牌更正', changes, version: 1 }),
      await patch(CADRE, url, { reason: '户类型更正', changes: { householdType: '2' }, version: 1 }),
    ];
    expect(refusals.map((answer) => [answer.status, answer.body.code])).toEqual([
      [428, 'version-required'],
      [412, 'version-stale'],
      [400, 'invalid-request'],
      [422, 'nothing-to-change'],
      [400, 'invalid-request'],
      [403, 'role-not-permitted'],
      [403, 'role-not-permitted'],
      [404, 'not-found'],
      [403, 'county-decides'],
    ]);
    expect((await read(LEAD, household.id)).body).toMatchObject({
      version: 1,
      changeCount: 1,
      address: household.address,
    });
  });

  it('writes the new values, moves version and position by one, and keeps old and new with sealed values masked', async () => {
    const household = await registered();
    const answer = await patch(CADRE, `/api/households/${household.id}`, {
      version: 1,
      reason: '入户核对后更正',
      changes: { contactPhone: '13900001234', safeWater: null, houseAreaM2: 88.5, address: household.address },
    });
    expect(answer.body).toEqual({ version: 2, changed: ['houseAreaM2', 'safeWater', 'contactPhone'] });
    expect((await read(LEAD, household.id)).body).toMatchObject({
      version: 2,
      contactPhoneMask: '139****1234',
      living: { safeWater: null, houseAreaM2: 88.5, houseGrade: 'B' },
    });
    const { body } = await server.call<{ items: HouseholdChange[] }>(LEAD, {
      method: 'GET',
      url: `/api/households/${household.id}/changes`,
    });
    expect(body.items[0]).toMatchObject({
      subject: 'household',
      version: 2,
      actorName: '村干部',
      reason: '入户核对后更正',
      fields: expect.arrayContaining([
        { field: 'contactPhone', before: '138****6621', after: '139****1234' },
        { field: 'safeWater', before: true, after: null },
      ]),
    });
  });

  it('lets one of two people win who correct the same version', async () => {
    const household = await registered();
    const answers = await Promise.all(
      [1, 2, 3].map((n) =>
        patch(LEAD, `/api/households/${household.id}`, {
          version: 1,
          reason: '同时更正',
          changes: { groupNo: `第${n}组` },
        }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412]);
  });
});

describe('correctMember', () => {
  const urlOf = (household: Household, index = 0) =>
    `/api/households/${household.id}/members/${household.members[index]?.id}`;

  it('refuses what does not fit together, ID numbers from below the county, strangers, and leaving without reason', async () => {
    const household = await registered();
    const refusals = [
      await patch(CADRE, urlOf(household, 2), { version: 1, reason: '学历更正', changes: { education: '4' } }),
      await patch(CADRE, urlOf(household, 1), { version: 1, reason: '关系更正', changes: { relation: '3' } }),
      await patch(CADRE, urlOf(household, 1), { version: 1, reason: '户主变更', changes: { relation: '1' } }),
      await patch(CADRE, urlOf(household), { version: 1, reason: '证件更正', changes: { idNumber: anIdNumber() } }),
      await patch(CADRE, urlOf(household), { version: 1, reason: '出生更正', changes: { birthDate: '1972-03-15' } }),
      await patch(CADRE, urlOf(household, 3), { version: 1, reason: '成员减少', changes: { memberStatus: 'left' } }),
      await patch(CADRE, `/api/households/${household.id}/members/01900000-0000-7000-8000-00000000ffff`, {
        version: 1,
        reason: '姓名更正',
        changes: { name: '某人' },
      }),
      await patch(CADRE, urlOf(household), { reason: '姓名更正', changes: { name: '钟树' } }),
      await patch(CADRE, urlOf(household), { version: 5, reason: '姓名更正', changes: { name: '钟树' } }),
    ];
    expect(refusals.map((answer) => [answer.status, answer.body.fields?.[0]?.code ?? answer.body.code])).toEqual([
      [422, 'DQ-ED01'],
      [422, 'DQ-RL03'],
      [422, 'head-not-one'],
      [403, 'county-decides'],
      [422, 'DQ-ID09'],
      [422, 'leaving-incomplete'],
      [404, 'not-found'],
      [428, 'version-required'],
      [412, 'version-stale'],
    ]);
  });

  it('corrects the head: name, search letters and the household follow; health is kept but not shown in the history', async () => {
    const household = await registered();
    const answer = await patch(CADRE, urlOf(household), {
      version: 1,
      reason: '对照户口簿更正',
      changes: { name: '曾树根', health: ['2'] },
    });
    expect(answer.body).toEqual({ version: 2, changed: ['name', 'health'] });
    expect((await read(LEAD, household.id)).body).toMatchObject({ headName: '曾树根', version: 2 });
    expect(
      (await server.call<{ items: unknown[] }>(LEAD, { method: 'GET', url: '/api/households?q=zsg' })).body.items
        .length,
    ).toBeGreaterThan(0);
    const { body } = await server.call<{ items: HouseholdChange[] }>(LEAD, {
      method: 'GET',
      url: `/api/households/${household.id}/changes`,
    });
    expect(body.items[0]).toMatchObject({
      memberName: '曾树根',
      fields: expect.arrayContaining([{ field: 'health', before: '***', after: '***' }]),
    });
  });

  it('moves the identity with a corrected ID number and frees the wrong one', async () => {
    const wrong = anIdNumber();
    const household = await registered({ members: [aMember({ idNumber: wrong })] });
    const right = anIdNumber({ birthDate: '1970-01-02' });
    expect(
      (await patch(LEAD, urlOf(household), { version: 1, reason: '证件号码录错', changes: { idNumber: right } })).body,
    ).toMatchObject({ version: 2, changed: ['birthDate', 'idNumber'] });
    expect(
      (await register(LEAD, aHousehold({ members: [aMember({ idNumber: right, birthDate: '1970-01-02' })] }))).status,
    ).toBe(409);
    expect((await register(LEAD, aHousehold({ members: [aMember({ idNumber: wrong })] }))).status).toBe(201);
    const taken = await patch(LEAD, urlOf(household), {
      version: 2,
      reason: '证件号码录错',
      changes: { idNumber: wrong },
    });
    expect([taken.status, taken.body.code]).toEqual([409, 'person-already-registered']);
  });

  it('lets a member leave with reason and day; the counts follow', async () => {
    const household = await registered();
    const answer = await patch(CADRE, urlOf(household, 3), {
      version: 1,
      reason: '女儿出嫁迁出',
      changes: { memberStatus: 'left', changeType: 'M22', changeDate: '2026-01-10' },
    });
    expect(answer.status).toBe(200);
    const after = (await read(LEAD, household.id)).body;
    expect(after).toMatchObject({ sharingCount: 3, residentCount: 3 });
    expect(after.members.at(-1)).toMatchObject({ name: '钟雨晴', memberStatus: 'left', changeType: 'M22' });
  });
});

describe('addIncomeItem, reverseIncomeItem', () => {
  const item = {
    direction: 'in',
    itemCode: '1002',
    amountFen: 240_000,
    occurredFrom: '2026-09-01',
    occurredTo: '2026-09-30',
  };
  const add = (as: object, id: string, payload: object) =>
    server.call<{ id: string; version: number; code: string }>(as, {
      method: 'POST',
      url: `/api/households/${id}/income-items`,
      payload,
    });
  const reverse = (as: object, id: string, itemId: string, reason = '重复录入') =>
    server.call<{ version: number; code: string }>(as, {
      method: 'POST',
      url: `/api/households/${id}/income-items/${itemId}/reversal`,
      payload: { reason },
    });

  it('refuse readers, other towns, unknown items and members, days ahead', async () => {
    const household = await registered();
    const refusals = [
      await add(AUDITOR, household.id, item),
      await add(OTHER_TOWN, household.id, item),
      await add(CADRE, household.id, { ...item, itemCode: '9999' }),
      await add(CADRE, household.id, { ...item, memberId: '01900000-0000-7000-8000-00000000ffff' }),
      await add(CADRE, household.id, { ...item, occurredTo: '2099-01-01' }),
      await add(CADRE, household.id, { ...item, source: 'department' }),
      await add(CADRE, household.id, { ...item, amountFen: -1 }),
    ];
    expect(refusals.map((answer) => answer.status)).toEqual([403, 404, 422, 404, 422, 422, 400]);
  });

  it('append a line, take it back once with a reason, and keep both in the file', async () => {
    const household = await registered();
    const added = await add(CADRE, household.id, { ...item, memberId: head(household).id });
    expect([added.status, added.body.version]).toEqual([201, 2]);
    expect((await reverse(CADRE, household.id, added.body.id)).body).toEqual({ version: 3 });
    expect((await reverse(CADRE, household.id, added.body.id)).body.code).toBe('income-item-reversed');
    const after = (await read(LEAD, household.id)).body;
    expect(after).toMatchObject({ version: 3, changeCount: 3, incomeItems: [{ amountFen: 240_000, reversed: true }] });
    expect(splitId(after.id).countyCode).toBe('440229');
  });
});
