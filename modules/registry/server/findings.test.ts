import { clock } from '@shouwang/platform/clock/clock.ts';
import { runSql, withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type FindingCounts,
  type FindingPage,
  NEUTRAL_MESSAGE,
  type NewHouseholdInput,
  type QualityFindings,
} from '../contract.ts';
import { aMember } from '../fixtures.ts';
import { CHANGE_POLICY, OFFICE, SYSTEM, useChangeOffice } from './change.fixture.ts';
import { defineRegistryJobs, setLastVisited, startDueChecks } from './door.ts';

const office = useChangeOffice({
  ...CHANGE_POLICY,
  'exemption.maxDays': { value: 180 },
  'visit.eliminatedIntervalDays': { value: 180 },
});
const { database } = office;
const NO_PHONE = 'DQ-BF19';
const NO_POWER = 'DQ-BF23';
const NOT_VISITED = 'DQ-EL12';
const NEIGHBOUR = '440229104201';

beforeAll(defineRegistryJobs);
beforeEach(() =>
  withScope(SYSTEM, async (tx) => {
    await runSql(tx, "update registry.household set status = 'movedOut'");
    await runSql(tx, 'update registry.quality_finding set closed_at = now() where closed_at is null');
  }),
);

const list = (as: object, query = '') =>
  office.call<FindingPage>(as, { method: 'GET', url: `/api/quality-findings${query}` });
const counts = async (as: object, query = '') =>
  (await office.call<FindingCounts>(as, { method: 'GET', url: `/api/quality-findings/counts${query}` })).body;
const start = (as: object) => office.call<{ id: string }>(as, { method: 'POST', url: '/api/quality-checks' });
const check = async () => {
  expect((await start(OFFICE.lead)).status).toBe(202);
  await workOff(database.url);
};
const wrong = (given: Partial<NewHouseholdInput> = {}) => office.registered({ contactPhone: null, ...given });
const codesOf = async (id: string) =>
  (await list(OFFICE.lead, '?limit=200')).body.items.filter((row) => row.householdId === id).map(({ code }) => code);

describe('a check of the county', () => {
  it('lists exactly what the card of the household says, and nothing before it was asked for', async () => {
    const { id } = await wrong();
    const fresh = await withScope(SYSTEM, (tx) => runSql(tx, 'select from registry.quality_check'));
    if (fresh.length === 0) expect((await list(OFFICE.lead)).body.items).toEqual([]);
    await check();
    const card = (
      await office.call<QualityFindings>(OFFICE.lead, { method: 'GET', url: `/api/households/${id}/quality` })
    ).body;
    const listed = await codesOf(id);
    expect(listed).toContain(NO_PHONE);
    expect(listed.toSorted()).toEqual(card.items.map(({ code }) => code).toSorted());
  });

  it('says who asked, how far it is and when it was done; a second one waits for it', async () => {
    await wrong();
    await start(OFFICE.lead);
    const second = await start(OFFICE.county);
    expect([second.status, second.body.code]).toEqual([409, 'check-in-progress']);
    expect((await counts(OFFICE.town)).current).toMatchObject({ state: 'queued', startedByName: '县主管' });
    await workOff(database.url);
    const { current, lastDone } = await counts(OFFICE.town);
    expect(current).toBeNull();
    expect(lastDone).toMatchObject({ state: 'done', cause: 'asked', householdsTotal: 1, householdsDone: 1 });
  });

  it('closes what was mended and what left the register, and counts both', async () => {
    const kept = await wrong({ living: { electricity: null } });
    const gone = await wrong();
    await check();
    const mended = (await codesOf(kept.id)).includes(NO_POWER);
    await withScope(SYSTEM, async (tx) => {
      await runSql(tx, 'update registry.household set electricity = true where id = $1', [splitId(kept.id).id]);
      await runSql(tx, "update registry.household set status = 'movedOut' where id = $1", [splitId(gone.id).id]);
    });
    await check();
    expect(await codesOf(gone.id)).toEqual([]);
    const left = await codesOf(kept.id);
    expect([mended, left.includes(NO_POWER), left.includes(NO_PHONE)]).toEqual([true, false, true]);
    expect((await counts(OFFICE.lead)).lastDone?.closed).toBeGreaterThan(1);
  });

  it('keeps the day on which a finding was first found', async () => {
    const { id } = await wrong();
    await check();
    const first = clock.today();
    clock.setOffsetDays(3);
    await check();
    const row = (await list(OFFICE.lead, `?rule=${NO_PHONE}`)).body.items.find(({ householdId }) => householdId === id);
    expect(row?.foundOn).toBe(first);
  });

  it('is started by a post of the county alone', async () => {
    for (const who of [OFFICE.town, OFFICE.clerk, OFFICE.auditor]) expect((await start(who)).status).toBe(403);
  });
});

describe('what is kept', () => {
  it('goes at once when a correction is applied, and comes at once with one', async () => {
    const household = await wrong();
    await check();
    expect(await codesOf(household.id)).toContain(NO_PHONE);
    const asked = await office.submit(OFFICE.clerk, household, { household: { contactPhone: '15412345678' } });
    expect(await codesOf(household.id)).toContain(NO_PHONE);
    expect((await office.approve(OFFICE.town, asked.body.id)).status).toBe(200);
    expect(await codesOf(household.id)).not.toContain(NO_PHONE);
  });

  it('follows a visit and a new household without another check', async () => {
    await check();
    const { id } = await wrong();
    expect(await codesOf(id)).toContain(NO_PHONE);
    const long =
      "update registry.household set monitoring_state = 'ELIMINATED', last_visited_on = '2025-01-01' where id = $1";
    await withScope(SYSTEM, (tx) => runSql(tx, long, [splitId(id).id]));
    await check();
    expect(await codesOf(id)).toContain(NOT_VISITED);
    await withScope(SYSTEM, (tx) => setLastVisited(tx, splitId(id), clock.today()));
    expect(await codesOf(id)).not.toContain(NOT_VISITED);
  });

  it('holds no value of an entry', async () => {
    await wrong({ members: [aMember({ name: '巫观福', phone: '15412345678' })] });
    await check();
    const rows = await withScope(SYSTEM, (tx) => runSql<object>(tx, 'select * from registry.quality_finding'));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/巫观福|15412345678|\*\*/);
  });
});

describe('the list', () => {
  it('shows a town its own households alone, whatever is asked', async () => {
    const own = await wrong();
    const theirs = await wrong({ areaCode: NEIGHBOUR });
    await check();
    const mine = (await list(OFFICE.town, '?limit=200')).body;
    expect(new Set(mine.items.map(({ householdId }) => householdId))).toEqual(new Set([own.id]));
    expect(mine.total).toBe(mine.items.length);
    const others = (await list(OFFICE.otherTown, '?limit=200')).body.items;
    expect(new Set(others.map(({ householdId }) => householdId))).toEqual(new Set([theirs.id]));
    expect((await list(OFFICE.otherTown, '?area=440229100')).status).toBe(403);
    const known = await counts(OFFICE.otherTown);
    expect([known.households, known.byArea.map(({ area }) => area)]).toEqual([1, [NEIGHBOUR]]);
  });

  it('is read page by page, each finding once, errors first', async () => {
    for (let n = 0; n < 4; n += 1) await wrong({ areaCode: n % 2 ? NEIGHBOUR : '440229100201' });
    await check();
    const all = (await list(OFFICE.lead, '?limit=200')).body;
    const read: FindingPage['items'] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: FindingPage = (await list(OFFICE.lead, `?limit=3${cursor && `&cursor=${cursor}`}`)).body;
      read.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(read).toEqual(all.items);
    expect(all.total).toBe(read.length);
    expect(read.map(({ severity }) => severity)).toEqual(read.map(({ severity }) => severity).toSorted());
    expect((await list(OFFICE.lead, '?cursor=WzEsMiwzLDRd')).body.code).toBe('cursor-invalid');
  });

  it('is narrowed by rule, severity and place, and counts the same', async () => {
    await wrong();
    await wrong({ areaCode: NEIGHBOUR });
    await check();
    const known = await counts(OFFICE.lead);
    for (const { rule, findings } of known.byRule)
      expect((await list(OFFICE.lead, `?rule=${rule}`)).body.total, rule).toBe(findings);
    for (const { area, errors, warnings } of known.byArea) {
      expect((await list(OFFICE.lead, `?area=${area}&severity=error`)).body.total).toBe(errors);
      expect((await list(OFFICE.lead, `?area=${area}&severity=warn`)).body.total).toBe(warnings);
    }
    expect(known.byArea.map(({ name }) => name)).toHaveLength(2);
    expect(known.errors + known.warnings).toBe((await list(OFFICE.lead)).body.total);
  });

  it('never names a rule on health, nor finds by its code', async () => {
    const { id } = await wrong({ members: [aMember({ birthDate: '1980-05-05', health: ['1'], labourAbility: '4' })] });
    await check();
    const health = (await list(OFFICE.lead, '?rule=health')).body.items;
    expect(health.length).toBeGreaterThan(0);
    for (const row of health)
      expect(row).toMatchObject({ householdId: id, code: null, memberName: null, message: NEUTRAL_MESSAGE });
    const [kept] = await withScope(SYSTEM, (tx) =>
      runSql<{ rule_code: string }>(
        tx,
        'select rule_code from registry.quality_finding where health and closed_at is null',
      ),
    );
    expect((await list(OFFICE.lead, `?rule=${kept?.rule_code}`)).body.items).toEqual([]);
    expect((await counts(OFFICE.lead)).byRule.map(({ rule }) => rule)).not.toContain(kept?.rule_code);
  });

  it('leaves out what is exempted, and shows it when asked', async () => {
    const { id } = await wrong();
    await check();
    const card = (
      await office.call<QualityFindings>(OFFICE.clerk, { method: 'GET', url: `/api/households/${id}/quality` })
    ).body;
    const key = card.items.find(({ code }) => code === NO_PHONE)?.key;
    const url = `/api/households/${id}/quality/exemptions`;
    const asked = await office.call<{ id: string }>(OFFICE.clerk, {
      method: 'POST',
      url,
      payload: { key, reason: '独居老人没有电话', days: 30 },
    });
    const payload = { agree: true, opinion: '情况属实，同意' };
    await office.call(OFFICE.town, { method: 'POST', url: `${url}/${asked.body.id}/decision`, payload, version: 1 });
    expect(await codesOf(id)).not.toContain(NO_PHONE);
    const exempted = (await list(OFFICE.lead, '?standing=exempted')).body.items;
    expect(exempted.map(({ code, householdId }) => [code, householdId])).toEqual([[NO_PHONE, id]]);
    expect((await counts(OFFICE.lead)).byRule.map(({ rule }) => rule)).not.toContain(NO_PHONE);
    clock.setOffsetDays(31);
    expect(await codesOf(id)).toContain(NO_PHONE);
  });

  it('adds up the last checks above the county', async () => {
    await wrong();
    await check();
    const county = await counts(OFFICE.lead);
    const province = await counts({ role: 'PROV_LEAD', areaCode: '44' });
    expect(province).toMatchObject({ errors: county.errors, warnings: county.warnings, byRule: county.byRule });
    expect(province.byArea).toMatchObject([{ area: '4402', households: 1 }]);
  });
});

describe('households that cannot be read, and the night', () => {
  it('says of households that cannot be read that they were not checked, and judges the others', async () => {
    const broken = await wrong();
    const other = await wrong();
    await check();
    const before = await codesOf(broken.id);
    clock.setOffsetDays(5);
    await withScope(SYSTEM, (tx) =>
      runSql(tx, "update registry.household set contact_phone_sealed = 'v1|none' where id = $1", [
        splitId(broken.id).id,
      ]),
    );
    await check();
    expect((await counts(OFFICE.lead)).lastDone).toMatchObject({
      state: 'done',
      householdsDone: 2,
      failure: expect.stringContaining('1 户'),
    });
    expect(await codesOf(broken.id)).toEqual(before);
    expect(await codesOf(other.id)).toContain(NO_PHONE);
    await withScope(SYSTEM, (tx) => setLastVisited(tx, splitId(broken.id), clock.today()));
  });

  it('begins by itself once a night, at no other hour for a county that was checked before', async () => {
    await wrong();
    await check();
    const at = (moment: string) => vi.spyOn(clock, 'now').mockReturnValue(new Date(moment));
    const day = vi.spyOn(clock, 'today').mockReturnValue('2031-05-06');
    const hour = at('2031-05-06T01:00:00Z'); // nine in the morning
    expect(await startDueChecks()).toBe(0);
    hour.mockReturnValue(new Date('2031-05-05T19:30:00Z')); // half past three at night
    expect(await startDueChecks()).toBe(1);
    await workOff(database.url);
    expect(await startDueChecks()).toBe(0);
    for (const spy of [day, hour]) spy.mockRestore();
  });
});
