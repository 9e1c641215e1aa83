import { existsSync } from 'node:fs';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { describe, expect, test } from 'vitest';
import { handedOut, inDatabase } from '../accounts.fixture.ts';
import type { ExportPreview, ExportRequest } from '../contract.exports.ts';
import { anOfficer, askExport, decideAs, fetchExport } from '../fixtures.ts';
import { COUNTY, pathOf, THINGS, useExportDesk } from './export-desk.fixture.ts';

const desk = useExportDesk();

describe('asking', () => {
  test('says before how many rows, which columns, and who may let it go', async () => {
    const { body } = await desk.app.call<ExportPreview>(desk.people.village, {
      method: 'POST',
      url: '/api/exports/preview',
      payload: { ...THINGS, filter: { area: '44' } },
    });
    expect(body).toMatchObject({
      title: '东西/清单',
      rows: 2,
      columns: [{ title: '名', masked: true }, { title: '数' }],
    });
    expect(body.words).toEqual([{ label: '地方', text: '44' }]);
    expect(body.approvers.map(({ name }) => name).sort()).toEqual(['何志坚', '刘文彬', '叶小红', '周明远'].sort());
    expect(body.approvers[0]).toEqual({ name: '叶小红', post: '镇级审核员（坝仔镇）' });
  });

  test.each([
    ['no purpose', { purpose: '' }, 400],
    ['a purpose of two words', { purpose: '看看' }, 400],
    ['a number in the purpose', { purpose: '给15412345678发过去' }, 422],
    ['a list that is none', { kind: 'test.none' }, 422],
    ['a filter that the list does not know', { filter: { area: 'x' } }, 422],
  ])('with %s is refused, and nothing is on record', async (_what, order, status) => {
    const before = (await desk.list(desk.people.lead, 'mine')).total;
    expect((await askExport(desk.app, desk.people.lead, { ...THINGS, ...order })).status).toBe(status);
    expect((await desk.list(desk.people.lead, 'mine')).total).toBe(before);
  });

  test('by a role that the list is not for, for nothing, or where nobody else could decide is refused', async () => {
    expect((await desk.ask(desk.people.approver)).code).toBe('role-not-permitted');
    desk.rows = [];
    expect((await desk.ask()).code).toBe('export-empty');
    desk.rows = [['a', 'b']];
    const alone = await anOfficer({ name: '独一人', role: 'COUNTY_LEAD', areaCode: '450102' });
    expect((await desk.ask(alone)).code).toBe('export-no-approver');
  });

  test('again with the same key gives the same request', async () => {
    const request = {
      method: 'POST' as const,
      url: '/api/exports',
      payload: { ...THINGS, filter: {}, purpose: '下发各镇核对' },
      headers: { 'idempotency-key': 'export-once-1' },
    };
    const first = await desk.app.call<ExportRequest>(desk.people.lead, request);
    const again = await desk.app.call<ExportRequest>(desk.people.lead, request);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });
});

describe('deciding', () => {
  test('nobody lets his own go: not in his post, not in another one, not past the program', async () => {
    const asked = await desk.ask();
    expect((await decideAs(desk.app, desk.people.lead, asked)).body.code).toBe('maker-is-checker');
    expect((await decideAs(desk.app, { ...desk.people.lead, role: 'COUNTY_APPROVER' }, asked)).body.code).toBe(
      'maker-is-checker',
    );
    const past = withScope(systemActor(COUNTY, '测试'), (tx) =>
      tx
        .updateTable('platform.export_request')
        .set({ state: 'approved', decided_by: desk.people.lead.accountId, decided_at: clock.now() })
        .where('county_code', '=', COUNTY)
        .where('id', '=', splitId(asked.id).id)
        .execute(),
    );
    await expect(past).rejects.toMatchObject({ constraint: 'export_request_maker_is_not_checker' });
    const undecided = inDatabase("update platform.export_request set state = 'approved' where id = $1", [
      splitId(asked.id).id,
    ]);
    await expect(undecided).rejects.toMatchObject({ constraint: 'export_request_decided_first' });
  });

  test('whose sign-in the other made this week, also over somebody else, is refused', async () => {
    const asks = await anOfficer({ name: '周明远二', role: 'COUNTY_LEAD', areaCode: COUNTY });
    const decides = await anOfficer({ name: '何志坚二', role: 'COUNTY_APPROVER', areaCode: COUNTY });
    const between = await anOfficer({ name: '中间人', role: 'COUNTY_LEAD', areaCode: COUNTY });
    await handedOut(asks.accountId, between, 5);
    await handedOut(between.accountId, decides, 4);
    const asked = await desk.ask(asks);
    expect((await decideAs(desk.app, decides, asked)).body.code).toBe('sign-in-from-each-other');
    expect((await decideAs(desk.app, desk.people.approver, asked)).status).toBe(200);
  });

  test('another town sees nothing of it; the own town and the county do', async () => {
    const asked = await desk.ask(desk.people.village);
    expect(await desk.one(desk.people.otherTown, asked.id)).toBeUndefined();
    expect((await decideAs(desk.app, desk.people.otherTown, asked)).status).toBe(404);
    expect((await desk.list(desk.people.town, 'waiting')).items.map(({ id }) => id)).toContain(asked.id);
    expect((await desk.list(desk.people.approver, 'waiting')).items.map(({ id }) => id)).toContain(asked.id);
    expect((await decideAs(desk.app, desk.people.village, asked)).status).toBe(403);
    expect((await decideAs(desk.app, desk.people.town, asked)).body).toMatchObject({
      state: 'approved',
      decidedByName: '叶小红',
    });
  });

  test('two at once: one decides, the other is told', async () => {
    const asked = await desk.ask();
    const answers = await Promise.all([
      decideAs(desk.app, desk.people.approver, asked),
      decideAs(desk.app, desk.people.second, asked, '行数太多，请按镇导出'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('without a version, with an old one, or twice is refused; the same key gives the same answer', async () => {
    const asked = await desk.ask();
    const url = `/api/exports/${asked.id}/approval`;
    expect((await desk.app.call(desk.people.approver, { method: 'POST', url, payload: {} })).status).toBe(428);
    expect((await decideAs(desk.app, desk.people.approver, { ...asked, version: 7 })).status).toBe(412);
    const request = {
      method: 'POST' as const,
      url,
      payload: {},
      headers: { 'if-match': '"1"', 'idempotency-key': 'approve-once-1' },
    };
    const first = await desk.app.call<ExportRequest>(desk.people.approver, request);
    expect((await desk.app.call<ExportRequest>(desk.people.approver, request)).body).toEqual(first.body);
    const { code } = (await decideAs(desk.app, desk.people.second, first.body)).body;
    expect(code).toBe('export-decided');
  });

  test('a no says why, and no file is made', async () => {
    const asked = await desk.ask();
    expect((await decideAs(desk.app, desk.people.approver, asked, '')).status).toBe(400);
    expect((await decideAs(desk.app, desk.people.approver, asked, '按镇分别导出')).body).toMatchObject({
      state: 'refused',
      opinion: '按镇分别导出',
    });
    await workOff(desk.database.url);
    expect((await fetchExport(desk.app, desk.people.lead, asked.id)).status).toBe(409);
    expect(existsSync(pathOf(asked.id))).toBe(false);
  });
});
