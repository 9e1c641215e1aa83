import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { runSql, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Household, HouseholdView, NewHouseholdInput, Revealed } from '../contract.ts';
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
      contactPhoneMask: '154****6621',
      bankAccountMask: '6299********4408',
      changeCount: 1,
      version: 1,
    });
    expect(head(first)).toMatchObject({ gender: '1', birthDate: '1972-03-14', healthKnown: true });
    expect(head(first).idNumberMask).toMatch(/^\d{6}\*{8}.{4}$/);
    expect(JSON.stringify(first)).not.toContain('15400136621');
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
      { memberId: null, value: '15400136621' },
    ]);
    expect(
      (await reveal(LEAD, household.id, { which: 'bankAccount', reason: '核对一卡通' })).body.values[0]?.value,
    ).toBe('6299990000004408');
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
