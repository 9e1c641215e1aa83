import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DepartmentFollowUpView, DepartmentRequestView } from '../contract.ts';
import { anOfficer, PEOPLE } from '../fixtures.ts';
import { actorOf, aNewPng, aRunningCase, layFoundation, type Scenario } from './case.fixture.ts';
import { useComparisonSource } from './comparison.ts';
import { caseworkRoutes } from './routes.ts';

useTestDatabase();
let server: TestApp;
let scenario: Scenario;
beforeAll(async () => {
  await layFoundation();
  server = await testApp(caseworkRoutes);
});
beforeEach(() => useComparisonSource(async () => ({ covered: [], receipts: [] })));

const rows = <T>(text: string, values: unknown[] = []) =>
  withBulkLoad('test', async (client) => (await client.query(text, values)).rows as T[]);
const key = (scope = '1') => `${scope}:${scenario.facts.household.members[0]}`;
type Failing = { code?: string };
const look = (who: Parameters<typeof actorOf>[0], asked = key()) =>
  server.call<DepartmentRequestView & Failing>(actorOf(who), {
    method: 'GET',
    url: `/api/department-requests/${scenario.publicId}?key=${encodeURIComponent(asked)}`,
  });

describe('one request', () => {
  beforeEach(async () => {
    scenario = await aRunningCase();
    await scenario.does(PEOPLE.window, 'claimVerification');
    await scenario.does(PEOPLE.cadre, 'recordVerification', {
      healthNote: '户主右腿骨折',
      householdSays: '盼望早日康复',
    });
    await scenario.does(PEOPLE.cadre, 'recordConsent', { applicationReason: '申请理由在此' });
    await scenario.does(PEOPLE.approver, 'sendComparison');
  });

  it('says what is asked, on what ground, until when; answered, it says what was told', async () => {
    const before = await look(PEOPLE.department);
    expect(before).toMatchObject({
      status: 200,
      body: { scope: '车辆', state: 'waiting', answer: null, earlier: [], consent: { live: true }, daysLeft: 5 },
    });
    expect(before.body.history.map((one) => one.what)).toEqual([expect.stringContaining('县级发出')]);
    await scenario.does(PEOPLE.department, 'answerComparison', { key: key() });
    const child = `1:${scenario.facts.household.members[2]}`;
    await scenario.does(PEOPLE.department, 'answerComparison', {
      key: child,
      found: false,
      receipt: '无记录',
      exclusionItem: null,
    });
    const after = await look(PEOPLE.department);
    expect(after.body).toMatchObject({
      state: 'answered',
      answer: { found: true, receipt: '小型货车 1 辆', exclusionItem: 'N2', answeredBy: PEOPLE.department.name },
      earlier: [{ memberName: expect.any(String), found: false, receipt: '无记录' }],
    });
    expect(after.body.history.at(-1)?.what).toContain('有记录');
  });

  it('shows nothing else of the case: no other department, no judgement, no visit, no member beside those it was asked about', async () => {
    await scenario.does(PEOPLE.department, 'answerComparison', { key: key() });
    await scenario.does(PEOPLE.judge, 'judgeFinding', { key: key(), reason: '研判理由在此' });
    await scenario.does(anOfficer('COUNTY_DEPT', 51, 'SJ'), 'answerComparison', {
      key: key('3'),
      receipt: '工商回执在此',
      exclusionItem: 'N6',
    });
    const { body, status } = await look(PEOPLE.department);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      'answer areaName caseId caseNo consent daysLeft dueOn earlier endedWhy history key legalBasis memberName scope scopeCode sentOn state version'.split(
        ' ',
      ),
    );
    const text = JSON.stringify(body);
    for (const hidden of ['工商', '研判理由', 'P1.C', '骨折', '康复', '申请理由', '医保', '440229197'])
      expect(text).not.toContain(hidden);
    for (const url of ['', '/verification-draft', '/papers/comparison.pdf', '/colleagues'])
      expect(
        await server.call(actorOf(PEOPLE.department), { method: 'GET', url: `/api/cases/${scenario.publicId}${url}` }),
      ).toMatchObject({ status: 403 });
  });

  it('is told to the department that is asked only, and each look is on record', async () => {
    for (const who of [anOfficer('COUNTY_DEPT', 52, 'ZR'), anOfficer('COUNTY_DEPT', 53, null)])
      expect(await look(who)).toMatchObject({ status: 403, body: { code: 'department-not-asked' } });
    for (const who of [PEOPLE.approver, PEOPLE.reviewer, PEOPLE.cadre])
      expect(await look(who)).toMatchObject({ status: 403 });
    expect(await look(PEOPLE.department, '2:nobody')).toMatchObject({ status: 404, body: { code: 'finding-unknown' } });
    await look(PEOPLE.department);
    expect(
      await rows('select 1 from audit.event where action = $1 and object_key = $2', [
        'getDepartmentRequest',
        `case:${scenario.publicId}`,
      ]),
    ).toHaveLength(1);
  });

  it('that is not to be answered any more says why', async () => {
    await scenario.does(PEOPLE.cadre, 'revokeConsent');
    expect((await look(PEOPLE.department)).body).toMatchObject({
      state: 'ended',
      endedWhy: expect.stringContaining('撤回授权'),
      consent: { live: false },
    });
  });

  it('refuses an item of the negative list of another scope at its field, and keeps the request open', async () => {
    const wrong = scenario.does(PEOPLE.department, 'answerComparison', { key: key(), exclusionItem: 'N6' });
    await expect(wrong).rejects.toMatchObject({
      code: 'exclusion-not-of-scope',
      fields: [{ path: 'exclusionItem' }],
    });
    expect((await look(PEOPLE.department)).body.state).toBe('waiting');
  });
});

describe('a follow-up', () => {
  const insurance = anOfficer('COUNTY_DEPT', 54, 'YB');
  const read = (who: Parameters<typeof actorOf>[0]) =>
    server.call<DepartmentFollowUpView & Failing>(actorOf(who), {
      method: 'GET',
      url: `/api/department-follow-ups/${scenario.publicId}`,
    });
  const attach = (who: Parameters<typeof actorOf>[0]) => {
    const boundary = 'xxshouwangxx';
    const payload = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`,
      ),
      aNewPng(),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    return server.call<{ id: string } & Failing>(actorOf(who), {
      method: 'POST',
      url: `/api/department-follow-ups/${scenario.publicId}/documents`,
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': crypto.randomUUID(),
      },
      payload,
    });
  };
  const close = (who: Parameters<typeof actorOf>[0], documentIds: string[]) =>
    server.call<Failing>(actorOf(who), {
      method: 'POST',
      url: `/api/cases/${scenario.publicId}/close-follow-up`,
      headers: { 'if-match': `"${scenario.version}"`, 'idempotency-key': crypto.randomUUID() },
      payload: { done: '已于当天补办参保', documentIds },
    });

  beforeEach(async () => {
    scenario = await aRunningCase();
    await scenario.does(PEOPLE.window, 'claimVerification');
    await scenario.does(PEOPLE.cadre, 'recordVerification', {
      conclusion: 'P1.V4',
      departmentCode: 'YB',
      reason: '全家未参加今年医保',
      healthNote: '户主右腿骨折',
    });
    await scenario.does(PEOPLE.reviewer, 'confirmVerification', { opinion: '请医保部门补办参保' });
  });

  it('names what is missing, is done with evidence, and the town sees it', async () => {
    const seen = await read(insurance);
    expect(seen).toMatchObject({
      status: 200,
      body: { missing: '全家未参加今年医保', asks: '请医保部门补办参保', daysLeft: 15, done: null, documents: [] },
    });
    expect(JSON.stringify(seen.body)).not.toContain('骨折');
    const [task] = await rows<{ kind: string; department_code: string; due: boolean }>(
      'select kind, department_code, due_on is not null as due from casework.task where case_id = $1 and closed_at is null',
      [scenario.facts.caseId],
    );
    expect(task).toEqual({ kind: 'closeFollowUp', department_code: 'YB', due: true });
    expect(await close(insurance, [])).toMatchObject({ status: 422, body: { code: 'document-missing' } });
    const paper = await attach(insurance);
    expect(paper.status).toBe(201);
    expect(await close(insurance, [paper.body.id])).toMatchObject({ status: 200 });
    expect((await read(insurance)).body).toMatchObject({
      done: { what: '已于当天补办参保', by: insurance.name },
      documents: [{ title: '部门跟进凭证' }],
      daysLeft: null,
    });
    const town = await server.call<{ followUp: object; documents: { step: string }[] }>(actorOf(PEOPLE.reviewer), {
      method: 'GET',
      url: `/api/cases/${scenario.publicId}`,
    });
    expect(town.body.followUp).toMatchObject({ department: '医疗保障', done: '已于当天补办参保' });
    expect(town.body.documents.map((one) => one.step)).toContain('FOLLOW_UP');
    expect(await attach(insurance)).toMatchObject({ status: 409 });
  });

  it('is for the department named only', async () => {
    const other = anOfficer('COUNTY_DEPT', 55, 'MZ');
    expect(await read(other)).toMatchObject({ status: 403, body: { code: 'department-not-asked' } });
    expect(await attach(other)).toMatchObject({ status: 403 });
    expect(await read(PEOPLE.reviewer)).toMatchObject({ status: 403 });
    const filed = await rows("select 1 from evidence.document where step = 'FOLLOW_UP' and subject_id = $1", [
      scenario.facts.caseId,
    ]);
    expect(filed).toEqual([]);
  });
});
