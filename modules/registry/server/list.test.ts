import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { personKey } from '@shouwang/platform/crypto/field.ts';
import { runSql, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HouseholdPage, HouseholdRow, SearchAnswer } from '../contract.ts';
import { aHousehold, aMember, anIdNumber } from '../fixtures.ts';
import {
  findByPerson,
  getHouseholdForCase,
  incomeStatementOf,
  registerHousehold,
  setLastVisited,
  setMonitoringState,
  setRisk,
} from './door.ts';
import { registryRoutes } from './routes.ts';

useTestDatabase();
let server: TestApp;
const SYSTEM = systemActor('44', '测试');
const COUNTY = { role: 'COUNTY_LEAD', areaCode: '440229' };
const PROVINCE = { role: 'PROV_LEAD', areaCode: '44' };
const TOWN = { role: 'TOWN_REVIEWER', areaCode: '440229104' };
const HEADS = ['钟树根', '邓秀英', '曾水生', '欧阳建华', '钟永发', '谢燕青', '罗书恒', '涂桂兰', '周明远', '钟一鸣'];
const PLACES = ['440229100201', '440229104201', '440203002001'];
const idNumber = anIdNumber({ birthDate: '1950-05-05' });
const ids: string[] = [];

beforeAll(async () => {
  await loadDivisions();
  server = await testApp(registryRoutes);
  const places = await withScope(SYSTEM, (tx) =>
    runSql<{ code: string }>(
      tx,
      "select min(code) as code from areas.area where level = 5 and left(code, 9) in ('440229100', '440229104', (select min(code) from areas.area where level = 4 and parent_code = '440203')) group by left(code, 9) order by 1",
    ),
  );
  PLACES.splice(
    0,
    3,
    ...places.map((row) => row.code).sort((a, b) => b.slice(0, 6).localeCompare(a.slice(0, 6)) || a.localeCompare(b)),
  );
  await withScope(SYSTEM, async (tx) => {
    for (let n = 0; n < 60; n += 1) ids.push((await registerHousehold(tx, SYSTEM, householdOf(n))).id);
    await setRisk(tx, SYSTEM, {
      runId: '01900000-0000-7000-8000-00000000aaaa',
      countyCode: '440229',
      othersStable: false,
      rows: ids.slice(0, 10).map((id, n) => ({
        householdId: splitId(id).id,
        level: ((n % 3) + 1) as 1 | 2 | 3,
        reason: '医疗自付超门槛。',
      })),
    });
    for (let n = 0; n < 20; n += 1) await setLastVisited(tx, splitId(ids[n] as string), `2026-0${1 + (n % 9)}-15`);
  });
});

/** Thirty households in the first village, twenty in another town, ten in another county. */
function householdOf(n: number) {
  const areaCode = PLACES[n < 30 ? 0 : n < 50 ? 1 : 2] as string;
  const member =
    n === 31
      ? { idNumber, birthDate: '1950-05-05', dibaoStatus: '1' as const }
      : { dibaoStatus: n % 10 === 0 ? ('1' as const) : ('0' as const) };
  return aHousehold({
    areaCode,
    householdType: n % 5 === 0 ? '1' : '2',
    contactPhone: n === 31 ? '15412345678' : null,
    members: [aMember({ name: HEADS[n % 10] as string, ...member })],
  });
}

const list = (as: object, query: string) =>
  server.call<HouseholdPage & { code: string }>(as, { method: 'GET', url: `/api/households?${query}` });
const search = (as: object, q: string) =>
  server.call<SearchAnswer>(as, { method: 'GET', url: `/api/search?q=${encodeURIComponent(q)}` });

async function walk(as: object, query: string, between?: () => Promise<void>): Promise<HouseholdRow[]> {
  const rows: HouseholdRow[] = [];
  let cursor: string | null = null;
  do {
    const { status, body } = await list(as, `${query}&limit=7${cursor ? `&cursor=${cursor}` : ''}`);
    expect(status, JSON.stringify(body)).toBe(200);
    rows.push(...body.items);
    cursor = body.nextCursor;
    await between?.();
  } while (cursor);
  return rows;
}

describe('listHouseholds', () => {
  it('refuses departments, an area that is not the own one, and cursors that are not ours', async () => {
    expect((await list({ role: 'COUNTY_DEPT', areaCode: '440229' }, '')).status).toBe(403);
    expect((await list(TOWN, 'area=440229100')).body).toMatchObject({ status: 403, code: 'outside-scope' });
    for (const cursor of [
      'zzz',
      Buffer.from('["name","a","b","c"]').toString('base64url'),
      Buffer.from('["number",null,"4","\\u0000"]').toString('base64url'),
    ]) {
      expect((await list(COUNTY, `cursor=${cursor}`)).body).toMatchObject({ status: 400, code: 'cursor-invalid' });
    }
  });

  it('answers 400 to NUL, control signs and broken surrogates, never 500', async () => {
    for (const q of ['%00', 'a%00b', '%07', '%ED%A0%80', '%ud800', '%', '', '%20']) {
      for (const url of [`/api/households?q=${q}`, `/api/search?q=${q}`]) {
        expect((await server.call(COUNTY, { method: 'GET', url })).status, url).toBeLessThan(500);
      }
    }
    expect((await list(COUNTY, 'q=a%00b')).status).toBe(400);
    expect((await server.call(COUNTY, { method: 'GET', url: '/api/search?q=%00' })).status).toBe(400);
  });

  it('gives each actor exactly the households of the own area, in every order', async () => {
    for (const sort of ['number', 'risk', 'name', 'lastVisited']) {
      expect((await walk(PROVINCE, `sort=${sort}`)).length, sort).toBe(60);
      expect((await walk(COUNTY, `sort=${sort}`)).length, sort).toBe(50);
      const town = await walk(TOWN, `sort=${sort}`);
      expect(town.length, sort).toBe(20);
      expect(new Set(town.map((row) => row.areaCode))).toEqual(new Set([PLACES[1]]));
      expect(new Set((await walk(COUNTY, `sort=${sort}`)).map((row) => row.id)).size, sort).toBe(50);
    }
  });

  it('puts red first and households without a level last, the longest unvisited first, names in order', async () => {
    const level = (row: HouseholdRow) => row.riskLevel ?? 9;
    const byRisk = (await walk(COUNTY, 'sort=risk')).map(level);
    expect(byRisk).toEqual([...byRisk].sort((a, b) => a - b));
    expect(byRisk.slice(0, 4)).toEqual([1, 1, 1, 1]);
    const byVisit = (await walk(PROVINCE, 'sort=lastVisited')).map((row) => row.lastVisitedOn ?? '');
    expect(byVisit).toEqual([...byVisit].sort());
    const byName = (await walk(PROVINCE, 'sort=name')).map((row) => row.headName);
    expect(byName).toEqual([...byName].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  });

  it.each([
    ['type=1', 10],
    ['risk=1', 4],
    ['risk=1&sort=name', 4],
    ['risk=none', 40],
    ['risk=2&sort=risk', 3],
    ['category=dibao', 6],
    ['category=tekun', 0],
    ['state=NOT_COVERED', 50],
    ['q=钟', 15],
    ['q=zsg', 5],
    ['q=oyjh', 5],
    ['q=15412345678', 1],
    [`q=${idNumber}`, 1],
    [`area=440229100&type=1`, 6],
    ['q=WY-000', 50],
    ['q=wy1', 1],
    ['area=44', 50],
  ])('narrows by %s and counts', async (query, count) => {
    const { body } = await list(COUNTY, `${encodeURI(query)}&limit=200`);
    expect([body.items.length, body.total, body.atLeast]).toEqual([count, count, null]);
  });

  it.each(['number', 'risk', 'name', 'lastVisited'])(
    'keeps its place in order of %s while households are added',
    async (sort) => {
      const before = (await walk(TOWN, `sort=${sort}`)).map((row) => row.id);
      const seen = (
        await walk(TOWN, `sort=${sort}`, () =>
          withScope(
            SYSTEM,
            async (tx) =>
              void (await registerHousehold(
                tx,
                SYSTEM,
                aHousehold({ areaCode: PLACES[1] as string, members: [aMember({ name: '安一' })] }),
              )),
          ),
        )
      ).map((row) => row.id);
      expect(seen.filter((id) => before.includes(id))).toEqual(before);
      expect(new Set(seen).size).toBe(seen.length);
      await withScope(SYSTEM, (tx) =>
        runSql(tx, "update registry.household set status = 'cancelled' where head_name = '安一'"),
      );
    },
  );
});

describe('searchEverything', () => {
  const households = async (as: object, q: string) =>
    (await search(as, q)).body.items.filter((item) => item.kind === 'household');

  it('refuses departments', async () => {
    expect((await search({ role: 'COUNTY_DEPT', areaCode: '440229' }, '钟')).status).toBe(403);
  });

  it('finds nothing of another town, by any branch', async () => {
    const other = { role: 'TOWN_REVIEWER', areaCode: '440229100' };
    const seen = (await list(PROVINCE, `q=${idNumber}`)).body.items[0] as HouseholdRow;
    for (const q of [idNumber, '15412345678', seen.householdNo]) {
      expect(await households(other, q), q).toEqual([]);
      expect(
        (await households(TOWN, q)).map((item) => item.id),
        q,
      ).toEqual([seen.id]);
    }
    const village = seen.villageName;
    for (const q of ['钟', 'z', 'zsg'])
      expect(
        (await households(other, q)).filter((item) => item.subtitle.includes(village)),
        q,
      ).toEqual([]);
    expect((await households(other, '钟')).length).toBeGreaterThan(0);
  });

  it('finds any member by name and initials, and says who it was', async () => {
    await withScope(SYSTEM, (tx) =>
      registerHousehold(
        tx,
        SYSTEM,
        aHousehold({ members: [aMember({ name: '钟树根' }), aMember({ name: '解晓东', relation: '26' })] }),
      ),
    );
    const twins = [aMember({ name: '呼延一' }), aMember({ name: '呼延二', relation: '26' })];
    await withScope(SYSTEM, (tx) => registerHousehold(tx, SYSTEM, aHousehold({ members: twins })));
    expect(await households(COUNTY, '呼延')).toHaveLength(1);
    for (const q of ['解晓', 'XXD'])
      expect(await households(COUNTY, q)).toMatchObject([
        { title: '钟树根户', subtitle: expect.stringContaining('家人 解晓东') },
      ]);
  });

  it('finds divisions by name and initials within the own area only', async () => {
    expect((await search(COUNTY, '龙仙')).body.items).toMatchObject([
      { kind: 'area', id: '440229100', title: '龙仙镇', subtitle: '翁源县', to: '/households?area=440229100' },
    ]);
    expect((await search(COUNTY, 'lxz')).body.items.map((item) => item.id)).toContain('440229100');
    expect((await search(TOWN, '龙仙')).body.items).toEqual([]);
  });
});

describe('door', () => {
  it('finds a person by key only within the scope', async () => {
    const key = personKey(idNumber);
    const found = await withScope(SYSTEM, (tx) => findByPerson(tx, key));
    expect(found).toMatchObject({ household: { countyCode: '440229' }, areaCode: PLACES[1] });
    expect(await withScope(systemActor('440229100', '测试'), (tx) => findByPerson(tx, key))).toBeUndefined();
  });

  it('writes levels set-based: only what differs, history only where the level changed, the version stays', async () => {
    const inCounty = ids.filter((id) => id.startsWith('440229')).map((id) => splitId(id).id);
    const run = {
      runId: '01900000-0000-7000-8000-00000000bbbb',
      countyCode: '440229',
      othersStable: true,
      rows: [
        { householdId: inCounty[0] as string, level: 1 as const, reason: '住房不安全。' },
        { householdId: inCounty[1] as string, level: null, reason: null },
      ],
    };
    const first = await withScope(SYSTEM, (tx) => setRisk(tx, SYSTEM, run));
    expect(first.changed).toBeGreaterThanOrEqual(49);
    expect(await withScope(SYSTEM, (tx) => setRisk(tx, SYSTEM, run))).toEqual({ changed: 0 });
    const red = await withScope(SYSTEM, (tx) =>
      getHouseholdForCase(tx, { countyCode: '440229', id: inCounty[0] as string }),
    );
    expect(red).toMatchObject({ riskLevel: 1, riskReason: '住房不安全。', version: 1, members: [{ relation: '1' }] });
    const foreign = systemActor('440203', '测试');
    const attempt = withScope(foreign, (tx) =>
      setRisk(tx, foreign, {
        ...run,
        othersStable: false,
        rows: [{ householdId: inCounty[0] as string, level: 4, reason: null }],
      }),
    );
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });

  it('writes the monitoring state with history, and makes statements by ledger', async () => {
    const ref = splitId(ids[3] as string);
    await withScope(SYSTEM, (tx) =>
      setMonitoringState(tx, SYSTEM, {
        ref,
        state: 'CHECKING',
        caseId: '01900000-0000-7000-8000-00000000cccc',
        reason: '线索核查',
      }),
    );
    expect(await withScope(SYSTEM, (tx) => getHouseholdForCase(tx, ref))).toMatchObject({
      monitoringState: 'CHECKING',
      version: 2,
    });
    expect((await list(COUNTY, 'state=CHECKING')).body.total).toBe(1);
    expect(
      await withScope(SYSTEM, (tx) => incomeStatementOf(tx, ref, { ledger: 'dibao', day: '2026-11-22' })),
    ).toMatchObject({ netFen: 0, divisorCount: 1, periodFrom: '202511' });
  });
});
