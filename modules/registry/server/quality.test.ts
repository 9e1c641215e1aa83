import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { runSql, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ExemptionDone, NEUTRAL_MESSAGE, type NewHouseholdInput, type QualityFindings } from '../contract.ts';
import { aHousehold, aMember } from '../fixtures.ts';
import { qualityOf, qualityParameters, useQualityPolicy } from './door.ts';
import { registryRoutes } from './routes.ts';

useTestDatabase();
let server: TestApp;
const account = (number: number) => `01900000-0000-7000-8000-00000000010${number}`;
const LEAD = { role: 'COUNTY_LEAD', areaCode: '440229', accountId: account(1), name: '县主管' };
const CLERK = { role: 'VILLAGE_CLERK', areaCode: '440229100201', accountId: account(2), name: '村信息员' };
const TOWN = { role: 'TOWN_REVIEWER', areaCode: '440229100', accountId: account(3), name: '镇审核员' };
const OTHER_TOWN = { ...TOWN, areaCode: '440229104', accountId: account(4) };
const POLICY = { 'exemption.maxDays': { value: 180 }, 'line.hardFloor': { value: 4000 } };

beforeAll(async () => {
  await loadDivisions();
  useQualityPolicy(async () => POLICY);
  server = await testApp(registryRoutes);
});
afterEach(() => clock.setOffsetDays(0));

const clean = (): NewHouseholdInput => {
  const { living, members, ...rest } = aHousehold();
  return {
    ...rest,
    householdType: '2',
    living: { ...living, toiletUsable: true },
    members: members.map(
      (one) =>
        ({
          ...one,
          politicalStatus: '13',
          isWorking: false,
          phone: null,
          labourAbility: one.labourAbility === '4' ? '3' : one.labourAbility,
        }) as (typeof members)[number],
    ),
  };
};
async function registered(given: NewHouseholdInput): Promise<string> {
  const answer = await server.call<{ id: string }>(LEAD, { method: 'POST', url: '/api/households', payload: given });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}
const look = async (as: object, id: string, query = '') =>
  (
    await server.call<QualityFindings & { code?: string }>(as, {
      method: 'GET',
      url: `/api/households/${id}/quality${query}`,
    })
  ).body;
const ask = (as: object, id: string, payload: object) =>
  server.call<ExemptionDone & { code: string }>(as, {
    method: 'POST',
    url: `/api/households/${id}/quality/exemptions`,
    payload,
  });
const decide = (as: object, id: string, { exemption, version = 1, ...payload }: Record<string, unknown>) =>
  server.call<ExemptionDone & { code: string }>(as, {
    method: 'POST',
    url: `/api/households/${id}/quality/exemptions/${exemption}/decision`,
    payload,
    headers: { 'if-match': `"${version}"` },
  });
const errors = async (id: string) => {
  const { countyCode, id: householdId } = splitId(id);
  return withScope(anActor(TOWN), (tx) => qualityOf(tx, { countyCode, householdId }, qualityParameters(POLICY)));
};
const first = (findings: QualityFindings) => findings.items[0] as QualityFindings['items'][number];
/** Two entries are missing: the phone of the household, and whether there is electricity. */
const twoErrors = () => {
  const given = clean();
  return registered({ ...given, contactPhone: null, living: { ...given.living, electricity: null } });
};
const REASON = { reason: '独居老人没有电话，由村组长转告', days: 90 };

describe('what is found', () => {
  it('is nothing in a household that is in order', async () => {
    const found = await look(CLERK, await registered(clean()));
    expect(found).toEqual({ items: [], openErrors: 0, exemptionMaxDays: 180 });
  });

  it('is what is missing, for the whole line and the auditor, and nobody outside the area', async () => {
    const id = await twoErrors();
    const found = await look(TOWN, id);
    expect(found.items.map(({ code, severity, field }) => [code, severity, field])).toEqual([
      ['DQ-BF19', 'error', 'contactPhone'],
      ['DQ-BF23', 'error', 'electricity'],
    ]);
    expect(found.openErrors).toBe(2);
    expect((await look({ role: 'AUDITOR', areaCode: '44' }, id)).items).toHaveLength(2);
    expect((await look(OTHER_TOWN, id)).code).toBe('not-found');
    expect((await look({ role: 'COUNTY_DEPT', areaCode: '440229' }, id)).code).toBe('role-not-permitted');
  });

  it('does not tell health until it is revealed, and then only what the reveal opens', async () => {
    const given = clean();
    const [head, ...others] = given.members;
    const id = await registered({
      ...given,
      members: [{ ...(head ?? aMember()), health: ['1'], labourAbility: '4' }, ...others],
    });
    const masked = await look(TOWN, id, '?health=revealed');
    const hidden = masked.items.filter(({ masked: one }) => one);
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.every((one) => one.code === null && one.message === NEUTRAL_MESSAGE && one.field === 'health')).toBe(
      true,
    );
    expect(JSON.stringify(masked)).not.toMatch(/HL0|丧失劳动力/);
    const { status } = await server.call(TOWN, {
      method: 'POST',
      url: `/api/households/${id}/reveal`,
      payload: { which: 'health', reason: '核对数据核验' },
    });
    expect(status).toBe(200);
    expect((await look(TOWN, id)).items.some(({ masked: one }) => one)).toBe(true);
    const shown = await look(TOWN, id, '?health=revealed');
    expect(shown.items.map(({ code }) => code)).toContain('DQ-HL01');
    expect(shown.items.map(({ key }) => key)).toEqual(masked.items.map(({ key }) => key));
  });

  it('leaves two households of one person to the table of persons, which does not let him in twice (DQ-ID13)', async () => {
    const given = clean();
    await registered(given);
    const again = await server.call<{ code: string }>(LEAD, { method: 'POST', url: '/api/households', payload: given });
    expect([again.status, again.body.code]).toEqual([409, 'person-already-registered']);
  });
});

describe('exemption', () => {
  it('is asked by the village, decided by the town, covers one finding, and comes back by itself', async () => {
    const id = await twoErrors();
    const { key } = first(await look(CLERK, id));
    const asked = await ask(CLERK, id, { key, ...REASON });
    expect([asked.status, asked.body.state]).toEqual([201, 'asked']);
    expect((await errors(id)).errors).toHaveLength(2);
    const waiting = first(await look(TOWN, id));
    expect(waiting).toMatchObject({ exempted: false, mayAsk: false, exemption: { state: 'asked', mayDecide: true } });
    const given = await decide(TOWN, id, { exemption: asked.body.id, agree: true, opinion: '情况属实，同意' });
    expect(given.body).toMatchObject({ state: 'approved', version: 2 });
    const now = await errors(id);
    expect([now.errors.map(({ code }) => code), now.exempted.map(({ code }) => code)]).toEqual([
      ['DQ-BF23'],
      ['DQ-BF19'],
    ]);
    expect((await look(CLERK, id)).openErrors).toBe(1);

    clock.setOffsetDays(89);
    expect((await look(CLERK, id)).openErrors).toBe(1);
    clock.setOffsetDays(90);
    expect(clock.today()).toBe(given.body.expiresOn);
    const back = await look(CLERK, id);
    expect(back.openErrors).toBe(2);
    expect(first(back)).toMatchObject({ exempted: false, mayAsk: true, exemption: { expired: true } });
    expect((await ask(CLERK, id, { key, ...REASON })).status).toBe(201);
  });

  it('may be given for fewer days, or refused with a reason, and asked again after that', async () => {
    const id = await twoErrors();
    const [phone, power] = (await look(CLERK, id)).items;
    const one = await ask(CLERK, id, { key: phone?.key, ...REASON });
    const less = await decide(LEAD, id, { exemption: one.body.id, agree: true, opinion: '先免一周', days: 7 });
    const other = await ask(CLERK, id, { key: power?.key, ...REASON });
    const no = await decide(TOWN, id, { exemption: other.body.id, agree: false, opinion: '应入户补填' });
    expect([less.body.state, no.body.state, no.body.expiresOn]).toEqual(['approved', 'refused', null]);
    const [exempted, refused] = (await look(CLERK, id)).items;
    expect(exempted?.exemption).toMatchObject({ days: 7, expiresOn: less.body.expiresOn });
    expect(refused).toMatchObject({ mayAsk: true, exemption: { state: 'refused', opinion: '应入户补填' } });
  });

  it('is never decided by the one who asked, whatever post he has, nor twice, nor on a version that is gone', async () => {
    const id = await twoErrors();
    const { key } = first(await look(CLERK, id));
    const asked = await ask(CLERK, id, { key, ...REASON });
    const yes = { exemption: asked.body.id, agree: true, opinion: '情况属实，同意' };
    const own = await decide({ ...TOWN, accountId: CLERK.accountId }, id, yes);
    expect([own.status, own.body.code]).toEqual([403, 'maker-is-checker']);
    expect(first(await look({ ...TOWN, accountId: CLERK.accountId }, id)).exemption?.mayDecide).toBe(false);
    expect((await decide(TOWN, id, { ...yes, version: 2 })).status).toBe(412);
    expect((await decide(TOWN, id, yes)).status).toBe(200);
    const second = await decide(LEAD, id, { ...yes, version: 2, agree: false });
    expect([second.status, second.body.code]).toEqual([409, 'exemption-decided']);
  });

  it('is refused for a post that may not, another town, too many days, a short reason, a finding that is gone, and a second request', async () => {
    const id = await twoErrors();
    const { key } = first(await look(CLERK, id));
    expect((await ask(TOWN, id, { key, ...REASON })).status).toBe(403);
    expect((await ask(CLERK, id, { key, ...REASON, reason: '免' })).status).toBe(400);
    const long = await ask(CLERK, id, { key, ...REASON, days: 181 });
    expect([long.status, long.body.code]).toEqual([422, 'exemption-too-long']);
    expect((await ask(CLERK, id, { key: 'f'.repeat(32), ...REASON })).body.code).toBe('finding-gone');
    const asked = await ask(CLERK, id, { key, ...REASON });
    expect((await ask({ ...CLERK, accountId: account(7) }, id, { key, ...REASON })).body.code).toBe(
      'exemption-running',
    );
    const yes = { exemption: asked.body.id, agree: true, opinion: '情况属实，同意' };
    expect((await decide(OTHER_TOWN, id, yes)).status).toBe(404);
    expect((await decide(CLERK, id, yes)).status).toBe(403);
    expect((await decide(TOWN, id, { ...yes, days: 181 })).body.code).toBe('exemption-too-long');
  });

  it('is on record, with who asked and who decided; the database itself keeps maker and checker apart', async () => {
    const id = await twoErrors();
    const { key } = first(await look(CLERK, id));
    const asked = await ask(CLERK, id, { key, ...REASON });
    await decide(TOWN, id, { exemption: asked.body.id, agree: true, opinion: '情况属实，同意' });
    const [events, forged] = await withScope(systemActor('440229', '查看'), async (tx) => [
      await runSql<{ action: string; actor_name: string }>(
        tx,
        "select action, actor_name from audit.event where object_key = $1 and action like '%Exemption' order by at",
        [`household:${id}`],
      ),
      await runSql<{ definition: string }>(
        tx,
        "select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'quality_exemption_maker_is_not_checker'",
        [],
      ),
    ]);
    expect(events).toEqual([
      { action: 'askExemption', actor_name: '村信息员' },
      { action: 'decideExemption', actor_name: '镇审核员' },
    ]);
    expect(forged[0]?.definition).toMatch(/decided_by <> asked_by/);
  });
});
