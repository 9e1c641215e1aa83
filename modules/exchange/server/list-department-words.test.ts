import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import type { DepartmentWord, Household, HouseholdWords } from '@shouwang/modules/registry/contract.ts';
import { aHousehold, aMember } from '@shouwang/modules/registry/fixtures.ts';
import { CHANGE_POLICY } from '@shouwang/modules/registry/server/change.fixture.ts';
import { registerHousehold, useQualityPolicy } from '@shouwang/modules/registry/server/door.ts';
import { registryRoutes } from '@shouwang/modules/registry/server/routes.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { anItem, aTable, csvText } from '../fixtures.ts';
import { lastDayOf } from '../rules.ts';
import { defineExchangeJobs } from './door.ts';
import { exchangeRoutes } from './routes.ts';
import { LEAD, reportOf, sendFile } from './testing.ts';

const database = useTestDatabase();
const period = addMonths(clock.today().slice(0, 7).replace('-', ''), -1);
const before = addMonths(period, -1);
const inMonth = (month: string, day: string) => `${lastDayOf(month).slice(0, 8)}${day}`;
const CADRE = { role: 'VILLAGE_CADRE', areaCode: '440229100201', accountId: '01900000-0000-7000-8000-0000000000b1' };
const REVIEWER = { role: 'TOWN_REVIEWER', areaCode: '440229100', accountId: '01900000-0000-7000-8000-0000000000b9' };
const AUDITOR = { role: 'AUDITOR', areaCode: '44', accountId: '01900000-0000-7000-8000-0000000000b2' };

const living = { ...aHousehold().living, surveyedOn: '2025-03-14' };
const mine = aHousehold({ living });
const others = aHousehold({ members: [aMember({ name: '巫观福' })], living });
const [head, , , daughter] = mine.members;
let server: TestApp;
let household: Household;
let other: string;

const person = (member: typeof head) => ({ 证件号码: member?.idNumber ?? '', 姓名: member?.name ?? '' });
const house = (member: typeof head, grade: string, on: string) => ({
  ...person(member),
  鉴定等级: grade,
  鉴定日期: on,
  是否唯一住房: '是',
  房屋面积: '96.0',
});
const pupil = (status: string, on: string) => ({
  ...person(daughter),
  学校名称: '龙仙中心小学',
  学段年级: '八年级',
  学籍状态: status,
  状态日期: on,
});
const card = (on: string) => ({
  ...person(head),
  残疾人证号: `${head?.idNumber}41`,
  残疾类别: '肢体残疾',
  残疾等级: '一级',
  发证日期: on,
  证件状态: '有效',
});

async function importRows(code: string, rows: Record<string, string>[], month = period) {
  const content = csvText(aTable(anItem(code), rows));
  const sent = await sendFile(server, LEAD, { item: code, period: month, content });
  expect(sent.status, JSON.stringify(sent.body)).toBe(202);
  await workOff(database.url);
  const report = await reportOf(server, LEAD, sent.body.batch.id);
  expect(report, JSON.stringify(report.failure ?? report.report)).toMatchObject({ state: 'accepted', rowsRejected: 0 });
  return report;
}

const ask = (as: object, id = household.id, query = '') =>
  server.call<HouseholdWords & { code: string }>(as, {
    method: 'GET',
    url: `/api/exchange/households/${id}/words${query}`,
  });
const wordOf = (answer: { words: DepartmentWord[] }, topic: string) =>
  answer.words.find((word) => word.topic === topic);
const standings = (answer: HouseholdWords) =>
  Object.fromEntries(answer.sources.map((source) => [source.itemCode, source.standing]));

beforeAll(async () => {
  await loadDivisions();
  useQualityPolicy(async () => CHANGE_POLICY);
  server = await testApp((app) => {
    registryRoutes(app);
    exchangeRoutes(app);
  });
  defineExchangeJobs();
  clock.setOffsetDays(-400); // written down more than a year before the files
  const [one, two] = await withScope(anActor(), async (tx) => [
    await registerHousehold(tx, anActor(), mine),
    await registerHousehold(tx, anActor(), others),
  ]);
  clock.setOffsetDays(0);
  household = (await server.call<Household>(LEAD, { method: 'GET', url: `/api/households/${one?.id}` })).body;
  other = two?.id ?? '';
});

describe('listDepartmentWords', () => {
  it('says of every item that no file came, before one came', async () => {
    const { status, body } = await ask(LEAD);
    expect(status).toBe(200);
    expect(body.words).toEqual([]);
    expect(new Set(Object.values(standings(body)))).toEqual(new Set(['missing']));
  });

  it('puts the latest row of a house beside the registry, with department, days, file and row', async () => {
    await importRows('ZJ-01', [house(head, 'B', inMonth(before, '02'))], before);
    const file = await importRows('ZJ-01', [
      house(others.members[0], 'D', inMonth(period, '05')),
      house(head, 'C', inMonth(period, '12')),
    ]);
    const { body } = await ask(CADRE);
    expect(wordOf(body, 'houseGrade')).toEqual({
      itemCode: 'ZJ-01',
      departmentName: '县住房和城乡建设局',
      memberId: null,
      topic: 'houseGrade',
      values: { houseGrade: 'C' },
      text: 'C级',
      day: inMonth(period, '12'),
      dataDate: lastDayOf(period),
      batchId: file.id,
      batchNo: file.batchNo,
      rowNo: 3,
      registryText: 'B级',
      registryOn: '2025-03-14',
      verdict: 'newer',
    });
    expect(wordOf(body, 'soleHousing')).toMatchObject({ values: { soleHousing: true }, verdict: 'same' });
    expect(standings(body)).toMatchObject({ 'ZJ-01': 'spoke', 'SL-01': 'missing', 'JY-01': 'missing' });
  });

  it('never answers with another household, and says of a file without this one that it is silent', async () => {
    await importRows('SL-01', [
      {
        ...person(others.members[0]),
        供水方式: '集中供水',
        本年停水天数: '40',
        水质: '不合格',
        记录日期: inMonth(period, '20'),
      },
    ]);
    const { body } = await ask(LEAD);
    expect(standings(body)).toMatchObject({ 'SL-01': 'silent' });
    expect(body.words.map((word) => word.rowNo)).not.toContain(2);
    expect((await ask(LEAD, other)).body.words.map((word) => [word.topic, word.verdict])).toEqual([
      ['houseGrade', 'newer'],
      ['soleHousing', 'same'],
      ['waterOutageDays', 'newer'],
      ['safeWater', 'newer'],
    ]);
  });

  it('is for whoever may open the household: another town does not find it, departments may not ask', async () => {
    const town = { role: 'TOWN_REVIEWER', areaCode: '440229104' };
    expect(await ask(town)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await ask({ role: 'TOWN_REVIEWER', areaCode: '440229100' })).status).toBe(200);
    expect((await ask({ role: 'COUNTY_DEPT', areaCode: '440229', departmentCode: 'ZJ' })).status).toBe(403);
    expect((await ask({ role: 'COUNTY_LEAD', areaCode: '440205' })).status).toBe(404);
    expect((await ask(LEAD, `440205:${household.id.slice(7)}`)).status).toBe(404);
  });

  it('takes lists as they stand: who left the latest list has no word any more', async () => {
    await importRows('JY-01', [pupil('在读', '2025-09-01')], before);
    expect(wordOf((await ask(LEAD)).body, 'studentStatus')).toMatchObject({
      memberId: household.members[3]?.id,
      verdict: 'same',
      day: lastDayOf(before),
    });
    const gone = await importRows('JY-01', [pupil('辍学', inMonth(period, '10'))]);
    expect(wordOf((await ask(LEAD)).body, 'studentStatus')).toMatchObject({
      values: { studentStatus: null },
      text: `八年级，辍学（${inMonth(period, '10')}）`,
      registryText: '八年级',
      batchId: gone.id,
      day: lastDayOf(period),
    });
    await importRows('JY-01', [{ ...pupil('在读', '2026-09-01'), ...person(others.members[0]), 学段年级: '本科' }]);
    const { body } = await ask(LEAD);
    expect(wordOf(body, 'studentStatus')).toBeUndefined();
    expect(standings(body)).toMatchObject({ 'JY-01': 'silent' });
  });

  it('follows a correction: the registry that says the same is the same, one that says otherwise is newer than the file', async () => {
    const { id, version } = (
      await server.call<Household>(LEAD, { method: 'GET', url: `/api/households/${household.id}` })
    ).body;
    const correct = async (houseGrade: string, at: number) => {
      const asked = await server.call<{ id: string; version: number }>(CADRE, {
        method: 'POST',
        url: `/api/households/${id}/change-requests`,
        headers: { 'if-match': `"${at}"` },
        payload: { changeType: 'H6', reason: '依据部门数据 ZJ-01', household: { houseGrade }, confirmed: true },
      });
      expect(asked.status, JSON.stringify(asked.body)).toBe(201);
      const decided = await server.call(REVIEWER, {
        method: 'POST',
        url: `/api/change-requests/${asked.body.id}/decision`,
        headers: { 'if-match': `"${asked.body.version}"` },
        payload: { act: 'approve', householdVersion: at },
      });
      expect(decided.status, JSON.stringify(decided.body)).toBe(200);
    };
    await correct('C', version);
    const today = clock.today();
    expect(wordOf((await ask(LEAD)).body, 'houseGrade')).toMatchObject({ verdict: 'same', registryOn: today });
    await correct('A', version + 1);
    expect(wordOf((await ask(LEAD)).body, 'houseGrade')).toMatchObject({ verdict: 'older', registryText: 'A级' });
    await correct('B', version + 2);
  });
});

describe('words on health', () => {
  it('are masked, but it is said that there is something to look at', async () => {
    await importRows('CL-01', [card(inMonth(period, '03'))]);
    for (const as of [LEAD, CADRE, AUDITOR]) {
      const { body } = await ask(as);
      expect(body.sources.find((source) => source.itemCode === 'CL-01')).toMatchObject({
        standing: 'masked',
        differs: true,
      });
      expect(JSON.stringify(body)).not.toMatch(/残疾一级|disability/);
    }
  });

  it('are shown only to whoever revealed health of this household with a reason', async () => {
    expect(await ask(CADRE, household.id, '?health=revealed')).toMatchObject({
      status: 403,
      body: { code: 'health-masked' },
    });
    const payload = { which: 'health', reason: '入户核实准备' };
    await server.call(CADRE, { method: 'POST', url: `/api/households/${household.id}/reveal`, payload });
    const { body } = await ask(CADRE, household.id, '?health=revealed');
    expect(wordOf(body, 'disability')).toMatchObject({
      memberId: household.members[0]?.id,
      text: '肢体残疾一级',
      values: { disabilityCategory: 4, disabilityGrade: 1 },
      registryText: '无残疾人证',
      verdict: 'newer',
    });
    expect(wordOf((await ask(CADRE)).body, 'disability')).toBeUndefined();
    expect((await ask(LEAD, household.id, '?health=revealed')).status).toBe(403);
    expect((await ask(CADRE, other, '?health=revealed')).status).toBe(403);
  });
});

describe('a withdrawn file', () => {
  it('speaks no more; the file before it does', async () => {
    const { sources } = (await ask(LEAD)).body;
    expect(sources.find((source) => source.itemCode === 'ZJ-01')?.dataDate).toBe(lastDayOf(period));
    const word = wordOf((await ask(LEAD)).body, 'houseGrade');
    const { id, batchNo, version } = await reportOf(server, LEAD, word?.batchId ?? '');
    const withdrawn = await server.call(LEAD, {
      method: 'POST',
      url: `/api/exchange/imports/${id}/withdrawal`,
      headers: { 'if-match': `"${version}"` },
      payload: { reason: '县住建局重报', batchNo },
    });
    expect(withdrawn.status, JSON.stringify(withdrawn.body)).toBe(200);
    const { body } = await ask(LEAD);
    expect(wordOf(body, 'houseGrade')).toMatchObject({ text: 'B级', verdict: 'same', dataDate: lastDayOf(before) });
    expect(standings(body)).toMatchObject({ 'ZJ-01': 'spoke' });
  });
});

it('a look at the words is on record like a look at the file', async () => {
  const clerk = { role: 'VILLAGE_CLERK', areaCode: '440229100201', accountId: '01900000-0000-7000-8000-0000000000b3' };
  await ask(clerk);
  await ask(clerk);
  const rows = await withScope(anActor(), (tx) =>
    tx.selectFrom('audit.event').select('action').where('actor_id', '=', clerk.accountId).execute(),
  );
  expect(rows.map((row) => row.action)).toEqual(['getHousehold']);
});
