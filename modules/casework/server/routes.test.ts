import { evidenceRoutes } from '@shouwang/modules/evidence/server/routes.ts';
import { publicityRoutes } from '@shouwang/modules/publicity/server/routes.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, expect, it } from 'vitest';
import { ActCode, type CaseView, permissions } from '../contract.ts';
import { PEOPLE } from '../fixtures.ts';
import { actorOf, aPng, aRunningCase, layFoundation, OTHER_TOWN, type Scenario } from './case.fixture.ts';
import { actPath } from './routes.acts.ts';
import { caseworkRoutes } from './routes.ts';

useTestDatabase();
let server: TestApp;
let scenario: Scenario;
beforeAll(async () => {
  await layFoundation();
  server = await testApp((app) => {
    caseworkRoutes(app);
    evidenceRoutes(app);
    publicityRoutes(app);
  });
  scenario = await aRunningCase();
});

const act = (
  who: Parameters<typeof actorOf>[0],
  name: ActCode,
  headers: Record<string, string>,
  payload: object = scenario.input(name),
) =>
  server.call<{ code?: string; state?: string; version: number; fields?: { path: string }[] }>(actorOf(who), {
    method: 'POST',
    url: `/api/cases/${scenario.publicId}/${actPath(name)}`,
    headers,
    payload,
  });

it('declares one operation an act, with the roles of the procedure', () => {
  const declared = new Map(server.app.operations.map((one) => [one.operationId, one]));
  for (const name of ActCode.options)
    expect(declared.get(name)).toMatchObject({ method: 'POST', permission: permissions[name] });
});

it('asks for the version, refuses a stale one, takes the right one', async () => {
  expect(await act(PEOPLE.window, 'claimVerification', {})).toMatchObject({ status: 428 });
  expect(await act(PEOPLE.window, 'claimVerification', { 'if-match': '"9"' })).toMatchObject({
    status: 412,
    body: { code: 'version-stale' },
  });
  expect(await act(PEOPLE.clerk, 'claimVerification', { 'if-match': '"2"' })).toMatchObject({
    status: 403,
    body: { code: 'role-not-permitted' },
  });
  const done = await act(PEOPLE.window, 'claimVerification', { 'if-match': '"2"' });
  expect(done).toMatchObject({ status: 200, body: { state: 'VERIFYING', version: 3 } });
});

it('says at the field what is wrong', async () => {
  const faulty = { ...scenario.input('recordVerification'), photoIds: [] };
  const answer = await act(PEOPLE.cadre, 'recordVerification', { 'if-match': '"3"' }, faulty);
  expect(answer).toMatchObject({ status: 422, body: { code: 'photo-missing', fields: [{ path: 'photoIds' }] } });
  const shapeless = await act(
    PEOPLE.cadre,
    'recordVerification',
    { 'if-match': '"3"' },
    { ...faulty, conclusion: 'P1.V9' },
  );
  expect(shapeless).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

it('shows the page of a case with an etag, knows what is known before a visit, and lists colleagues', async () => {
  const page = await server.call<CaseView>(actorOf(PEOPLE.cadre), {
    method: 'GET',
    url: `/api/cases/${scenario.publicId}`,
  });
  expect(page.status).toBe(200);
  expect(page.headers.etag).toBe('"3"');
  expect(page.body).toMatchObject({
    row: { state: 'VERIFYING', clock: { day: 1, maxDays: 15 } },
    dueAct: { act: 'recordVerification', allowed: true },
    household: { members: [{ adult: true }, { adult: true }, { adult: false }] },
  });
  const draft = await server.call(actorOf(PEOPLE.cadre), {
    method: 'GET',
    url: `/api/cases/${scenario.publicId}/verification-draft`,
  });
  expect(draft.body).toMatchObject({
    sharing: 3,
    lines: [{ category: '1', name: '零工收入', amountFen: 2_400_000, basis: '自报' }],
    perCapitaFen: 800_000,
    lineFen: 960_000,
  });
  expect(
    await server.call(actorOf(PEOPLE.cadre), { method: 'GET', url: `/api/cases/${scenario.publicId}/colleagues` }),
  ).toMatchObject({ status: 200 });
});

it('lists, board and workbench answer; an area beside the own shows nothing', async () => {
  for (const url of ['/api/tasks', '/api/cases', '/api/board', '/api/workbench', '/api/notices'])
    expect(await server.call(actorOf(PEOPLE.reviewer), { method: 'GET', url })).toMatchObject({ status: 200 });
  const stranger = { ...actorOf(PEOPLE.reviewer), areaCode: OTHER_TOWN };
  expect(await server.call(stranger, { method: 'GET', url: '/api/cases?area=440229' })).toMatchObject({
    body: { items: [], total: 0 },
  });
  expect(await server.call(stranger, { method: 'GET', url: '/api/board?area=440229' })).toMatchObject({
    body: { total: 0 },
  });
  expect(await server.call(stranger, { method: 'GET', url: `/api/cases/${scenario.publicId}` })).toMatchObject({
    status: 404,
  });
  expect(
    await server.call(stranger, { method: 'GET', url: `/api/cases/${scenario.publicId}/papers/dispatch.pdf` }),
  ).toMatchObject({ status: 404 });
});

it('keeps an uploaded photograph, refuses what is none, and gives it back within the area only, audited', async () => {
  const upload = (content: Buffer) => {
    const boundary = 'x';
    const body = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`,
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    return server.call<{ id: string; code?: string }>(actorOf(PEOPLE.cadre), {
      method: 'POST',
      url: `/api/cases/${scenario.publicId}/documents?step=VERIFYING`,
      payload: body,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
  };
  expect(await upload(Buffer.from('<svg onload=alert(1)>'))).toMatchObject({
    status: 415,
    body: { code: 'file-kind' },
  });
  const kept = await upload(aPng());
  expect(kept.status).toBe(201);
  const url = `/api/documents/440229:${kept.body.id}/content`;
  expect(await server.call(actorOf(PEOPLE.approver), { method: 'GET', url })).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/png' },
  });
  expect(
    await server.call({ ...actorOf(PEOPLE.reviewer), areaCode: OTHER_TOWN }, { method: 'GET', url }),
  ).toMatchObject({ status: 404 });
  expect(await server.call(actorOf(PEOPLE.department), { method: 'GET', url })).toMatchObject({ status: 403 });
  const reads = await withBulkLoad(
    'test',
    async (client) => (await client.query("select 1 from audit.event where action = 'downloadDocument'")).rowCount,
  );
  expect(reads).toBe(1);
});

it('prints the paper of a step as PDF, and says so while there is none', async () => {
  const paper = await server.call<string>(actorOf(PEOPLE.cadre), {
    method: 'GET',
    url: `/api/cases/${scenario.publicId}/papers/dispatch.pdf`,
  });
  expect(paper).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
  expect(paper.body.startsWith('%PDF-')).toBe(true);
  expect(
    await server.call(actorOf(PEOPLE.cadre), {
      method: 'GET',
      url: `/api/cases/${scenario.publicId}/papers/minutes.pdf`,
    }),
  ).toMatchObject({ status: 409, body: { code: 'paper-not-yet' } });
});
