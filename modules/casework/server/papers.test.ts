import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { popplerMissing, textOf } from '@shouwang/platform/documents/pdf-tools.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from '../fixtures.ts';
import { actorOf, aRunningCase, layFoundation, type Scenario } from './case.fixture.ts';
import { type ComparisonSource, useComparisonSource } from './comparison.ts';
import { makeCasePaper, makeForm, type PaperKind } from './papers.file.ts';
import { committee, townOffice } from './papers.offices.ts';
import { knownPerCapita, paperSource } from './papers.source.ts';
import { caseworkRoutes } from './routes.ts';

useTestDatabase();
let server: TestApp;
let scenario: Scenario;
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
beforeAll(async () => {
  await layFoundation();
  server = await testApp(caseworkRoutes);
  useComparisonSource(departments);
  scenario = await aRunningCase();
  await rows('update registry.member set person_key = gen_random_uuid() where household_id = $1', [
    scenario.facts.household.id,
  ]);
});
afterAll(() => clock.setOffsetDays(0));

const ask = (kind: string, query = '') =>
  server.call<string>(actorOf(PEOPLE.cadre), {
    method: 'GET',
    url: `/api/cases/${scenario.publicId}/papers/${kind}.pdf${query}`,
  });
/** The text of a paper as it would be made now; null while there is none. */
const read = (kind: PaperKind) =>
  withScope(actorOf(PEOPLE.cadre), async (tx) => {
    const made = await makeCasePaper(tx, await paperSource(tx, scenario.at), kind);
    return made && textOf(made.pdf);
  });
const blank = (kind: Parameters<typeof makeForm>[2]['kind'], wishes = {}) =>
  withScope(actorOf(PEOPLE.cadre), async (tx) => {
    const form = await makeForm(tx, await paperSource(tx, scenario.at), { kind, wishes });
    return form && textOf(form.made.pdf);
  });
const rows = <T>(text: string, values: unknown[]) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const cn = (day: string) => {
  const [year, month, date] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
};

it('names offices after their divisions', () => {
  expect([townOffice('官渡镇'), townOffice('城东街道')]).toEqual(['官渡镇人民政府', '城东街道办事处']);
  expect(['河边村委会', '新塘村', '官渡居委会', '朝阳社区居民委员会'].map(committee)).toEqual([
    '河边村民委员会',
    '新塘村民委员会',
    '官渡居民委员会',
    '朝阳社区居民委员会',
  ]);
});

it('an income that nobody wrote down is unknown, one of nothing is 0', () => {
  const line = {
    category: '1',
    name: '工资',
    amountFen: 0,
    source: '自报',
    basis: '自报',
    asOf: '2026-10-31',
  } as const;
  const visit = (lines: (typeof line | (Omit<typeof line, 'category'> & { category: 'cost' }))[]) =>
    knownPerCapita({ income: { from: '202511', to: '202610', lines }, perCapitaFen: 0 });
  expect([visit([]), visit([{ ...line, category: 'cost' }]), visit([line])]).toEqual([null, null, 0]);
});

describe.skipIf(popplerMissing !== null)(`papers on the way of a case (${popplerMissing ?? 'with poppler'})`, () => {
  it('before the visit: the visit sheet, with what is known and with unknown said', async () => {
    expect(await blank('minutes-form')).toBeNull();
    expect(await ask('minutes-form')).toMatchObject({ status: 409, body: { code: 'paper-not-yet' } });
    const handed = await read('dispatch');
    for (const part of [
      '派发人经办6',
      '核实组经办1（测试单位）、经办2（测试单位）',
      '尚未领取',
      `${cn(addDays(clock.today(), 4))}前`,
    ])
      expect(handed).toContain(part);
    await scenario.does(PEOPLE.window, 'claimVerification');
    const setClass = (code: string | null) =>
      withBulkLoad('test: schooling', (client) =>
        client.query('update registry.member set student_status = $2 where id = $1', [
          scenario.facts.household.members[2],
          code,
        ]),
      );
    await setClass(null);
    const text = await blank('visit-form');
    await setClass('9');
    for (const part of ['曾木生', '零工收入', '24,000.00', '经办1（测试单位）', '440229********001X', '不少于2人'])
      expect(text).toContain(part);
    expect(text).toMatch(/(义务教育|基本医疗)未知/);
    const dispatch = await read('dispatch');
    expect(dispatch).toContain(`收到日期${cn(clock.today())}`);
    for (const part of [
      '县里人（翁源县防返贫监测主管部门）',
      '派发人经办6（官渡镇人民政府）',
      '领取人经办1（测试单位）',
    ])
      expect(dispatch).toContain(part);
    expect(dispatch).not.toMatch(/08:00|受理人/);
  });

  it('before the consent: all adults who live together, the scopes chosen, and nothing that is not signed yet', async () => {
    await scenario.does(PEOPLE.cadre, 'recordVerification');
    const text = await blank('consent-form', { scopes: ['1', '9'] });
    for (const part of [
      '曾木生',
      '邓英',
      '签署之日起12个月内有效',
      '可以随时撤回',
      '曾小雨（监护人签名',
      '户主意外受伤',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain(cn(clock.today()));
    expect(await read('consent')).toBeNull();
    expect(await ask('consent-form', '?scopes=1,9')).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/pdf' },
    });
    expect(await ask('consent-form', '?scopes=77')).toMatchObject({ status: 400 });
    const filed = await rows("select 1 from evidence.document where subject_id = $1 and title like '%承诺授权%'", [
      scenario.facts.caseId,
    ]);
    expect(filed).toEqual([]);
    const [audit] = await rows<{ detail: unknown }>(
      "select detail from audit.event where action = 'getCasePaper' and object_key = $1 order by at desc limit 1",
      [`case:${scenario.publicId}`],
    );
    expect(audit).toBeDefined();
  });

  it('before the meeting: sign-in sheet and minutes; the comparison sheet says who concluded it and when', async () => {
    await scenario.does(PEOPLE.cadre, 'recordConsent');
    await scenario.does(PEOPLE.approver, 'sendComparison');
    clock.setOffsetDays(1);
    const key = `1:${scenario.facts.household.members[0]}`;
    await scenario.does(PEOPLE.judge, 'judgeFinding', { key, verdict: 'P1.C4', reason: '事故中损毁，已注销' });
    await scenario.does(PEOPLE.judge, 'completeComparison');
    const comparison = await read('comparison');
    expect(comparison).toContain(`发出日期${cn(addDays(clock.today(), -1))}`);
    expect(comparison).toContain(`完成研判经办5（官渡镇人民政府），${cn(clock.today())}`);
    expect(await blank('sign-in-form')).toMatch(/应到人实到人.*40/);
    expect(await blank('minutes-form')).toMatch(/不少于应到的2\/3.*这户今年必要的开支超过了提醒门槛/);
    expect(await blank('notice-form')).toBeNull();
  });

  it('before the notice: the paper to hang up, with its days, and no code while there is no public site', async () => {
    await scenario.does(PEOPLE.cadre, 'recordMeeting');
    const text = await blank('notice-form', { place: '村委会公示栏', phone: '0751-2876543', days: 7 });
    for (const part of ['曾*生', '公示时间（7天）', '村委会公示栏', '0751-2876543', '官渡镇河边村民委员会'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/曾木生|扫/);
    await scenario.does(PEOPLE.clerk, 'postNotice');
    expect(await blank('notice-form')).toBeNull();
    expect(await read('notice')).not.toMatch(/扫|example/);
    process.env.SHOUWANG_PUBLIC_URL = 'https://fangpin.test';
    expect(await read('notice')).toContain('扫码提意见');
    delete process.env.SHOUWANG_PUBLIC_URL;
  });

  it('the approval says what records say, and names the offices', async () => {
    clock.setOffsetDays(5);
    await scenario.does(PEOPLE.clerk, 'endNotice');
    clock.setOffsetDays(6);
    await scenario.does(PEOPLE.clerk, 'submitToTown');
    await scenario.does(PEOPLE.reviewer, 'reviewAtTown');
    const text = await read('approval');
    for (const part of [
      '3人到场',
      '2人签字',
      '合理例外1',
      '评议同意纳入',
      '官渡镇人民政府盖章',
      '翁源县防返贫监测主管部门盖章',
    ])
      expect(text).toContain(part);
    expect(text).toContain(`信息比对${addDays(clock.today(), -5)}`);
    expect(text).not.toMatch(/材料齐全|农业农村局/);
  });

  it('the letter rests on the decision of the county and on the papers on record', async () => {
    clock.setOffsetDays(7);
    await scenario.does(PEOPLE.approver, 'decideAtCounty', { opinion: '困难属实，同意纳入' });
    const text = await read('result-notice');
    for (const part of ['翁源县防返贫监测主管部门', cn(clock.today()), '困难属实，同意纳入', '信息比对结果', '30天内'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/专班|农业农村局/);
  });
});
