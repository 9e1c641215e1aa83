import { existsSync } from 'node:fs';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { checkCharacter } from '@shouwang/platform/crypto/id-number.ts';
import { sweepExports } from '@shouwang/platform/exports/sweep.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { describe, expect, test } from 'vitest';
import { inDatabase } from '../accounts.fixture.ts';
import { anOfficer, decideAs, exportedLines, FILE_HEAD, fetchExport } from '../fixtures.ts';
import { COUNTY, pathOf, THINGS, useExportDesk } from './export-desk.fixture.ts';

const desk = useExportDesk();

describe('the file', () => {
  test('says who, what for and under which number, and names the request in every row', async () => {
    const lines = await exportedLines(
      desk.app,
      { asks: desk.people.lead, approves: desk.people.approver, url: desk.database.url },
      THINGS,
    );
    expect(lines[0]).toBe('东西/清单（仅限本用途：下发各镇核对）');
    expect(lines[1]).toMatch(
      /^导出编号 DC-\d{4}-[2-9A-Z]{6}；导出人 周明远，县级主管（翁源县），.+ 申请；何志坚，县级审定（翁源县），.+ 批准$/,
    );
    const no = /DC-\d{4}-[2-9A-Z]{6}/.exec(lines[1] ?? '')?.[0];
    expect(lines.slice(FILE_HEAD - 1)).toEqual(['名,数,导出编号', `'=1+1,3,${no}`, `黄*养,-5,${no}`]);
  });

  test('is fetched by who asked alone, in the post in which he asked; every time is counted and on record', async () => {
    const { id } = await desk.ready();
    const file = await fetchExport(desk.app, desk.people.lead, id);
    expect(file.status).toBe(200);
    const name = decodeURIComponent(String(file.headers['content-disposition']).split("''")[1] ?? '');
    expect(name).toMatch(/^东西_清单-DC-\d{4}-[2-9A-Z]{6}\.csv$/);
    expect(file.headers['cache-control']).toBe('no-store');
    expect((await fetchExport(desk.app, desk.people.town, id)).status).toBe(404);
    expect((await fetchExport(desk.app, { ...desk.people.approver, role: 'COUNTY_LEAD' }, id)).status).toBe(404);
    const moved = { ...desk.people.lead, role: 'PROV_LEAD', areaCode: '44' };
    expect((await fetchExport(desk.app, moved, id)).body).toMatchObject({ code: 'export-post-changed' });
    await fetchExport(desk.app, desk.people.lead, id);
    expect((await desk.one(desk.people.lead, id))?.downloads).toBe(2);
    const audit = await inDatabase('select action from audit.event where object_key = $1 order by at', [
      `export:${id}`,
    ]);
    expect(audit.map(({ action }) => action)).toEqual([
      'requestExport',
      'approveExport',
      'buildExport',
      'downloadExport',
      'downloadExport',
    ]);
  });

  test('is not to be had any more after its days, and is swept', async () => {
    const { id } = await desk.ready();
    clock.setOffsetDays(8);
    expect((await fetchExport(desk.app, desk.people.lead, id)).status).toBe(410);
    expect((await desk.one(desk.people.lead, id))?.state).toBe('expired');
    expect(existsSync(pathOf(id))).toBe(true);
    expect(await sweepExports()).toBeGreaterThan(0);
    expect(existsSync(pathOf(id))).toBe(false);
    clock.setOffsetDays(0);
    expect((await desk.one(desk.people.lead, id))?.state).toBe('expired');
  });

  test('keeps the days that the setting says', async () => {
    await inDatabase(`insert into platform.setting (name, value) values ('export.days', '2')`);
    const { expiresAt } = await desk.ready();
    await inDatabase(`delete from platform.setting where name = 'export.days'`);
    expect(Math.round((Date.parse(expiresAt ?? '') - clock.now().getTime()) / 86_400_000)).toBe(2);
  });

  test('is destroyed when it is taken back; a request that nobody decides lapses', async () => {
    const made = await desk.ready();
    expect((await desk.withdraw(desk.people.approver, made)).status).toBe(404);
    expect((await desk.withdraw(desk.people.lead, made)).body.state).toBe('withdrawn');
    expect(existsSync(pathOf(made.id))).toBe(false);
    expect((await fetchExport(desk.app, desk.people.lead, made.id)).status).toBe(409);
    const waiting = await desk.ask();
    clock.setOffsetDays(16);
    await sweepExports();
    expect((await desk.one(desk.people.lead, waiting.id))?.state).toBe('expired');
  });

  test('of a request taken back after the approval is not made', async () => {
    const asked = await desk.ask();
    const { body } = await decideAs(desk.app, desk.people.approver, asked);
    expect((await desk.withdraw(desk.people.lead, body)).status).toBe(200);
    await workOff(desk.database.url);
    expect((await desk.one(desk.people.lead, asked.id))?.state).toBe('withdrawn');
    expect(existsSync(pathOf(asked.id))).toBe(false);
  });
});

describe('when the file is made', () => {
  const lost: [string, string][] = [
    ['the post has ended', "update staff.post set valid_to = '2026-01-01' where account_id = $1"],
    ['the role is another one', "update staff.post set role = 'COUNTY_DEPT' where account_id = $1"],
    ['the area is another one', "update staff.post set area_code = '440224' where account_id = $1"],
    ['the account is closed', "update staff.account set status = 'CLOSED' where id = $1"],
  ];
  test.each(lost)('and %s since it was asked for, it is not made and says why', async (_what, statement) => {
    const leaving = await anOfficer({ name: '要走的人', role: 'COUNTY_LEAD', areaCode: COUNTY });
    const asked = await desk.ask(leaving);
    await decideAs(desk.app, desk.people.approver, asked);
    await inDatabase(statement, [leaving.accountId]);
    await workOff(desk.database.url);
    expect(await desk.one(desk.people.lead, asked.id)).toMatchObject({
      state: 'failed',
      failure: '申请人已不在申请时的岗位上，文件没有生成。',
    });
    expect(existsSync(pathOf(asked.id))).toBe(false);
  });

  test('a number that stands unmasked in one row of many stops it', async () => {
    const body = '44022919500505001';
    desk.rows = Array.from({ length: 3000 }, (_, n) => [`黄*${n}`, n === 2999 ? `${body}${checkCharacter(body)}` : '']);
    expect(await desk.ready()).toMatchObject({ state: 'failed', failure: expect.stringContaining('证件号码') });
  });

  test('a list that grew far beyond what was approved stops it', async () => {
    const asked = await desk.ask();
    await decideAs(desk.app, desk.people.approver, asked);
    desk.rows = Array.from({ length: 1003 }, (_, n) => [`${n}`, '']);
    await workOff(desk.database.url);
    expect((await desk.one(desk.people.lead, asked.id))?.failure).toContain('多出太多行');
  });

  test('20,000 rows are taken page by page, the memory bounded, the progress kept', { timeout: 60_000 }, async () => {
    desk.rows = Array.from({ length: 20_000 }, (_, n) => [`黄*${n}`, `${n}`]);
    const before = process.memoryUsage().rss;
    const made = await desk.ready(desk.people.town, desk.people.approver, { format: 'xlsx' });
    expect(made).toMatchObject({ state: 'ready', rowsMade: 20_000, rowsDone: 20_000, format: 'xlsx' });
    expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(200);
    const lines = await exportedLines(
      desk.app,
      { asks: desk.people.town, approves: desk.people.lead, url: desk.database.url },
      THINGS,
    );
    expect(lines).toHaveLength(20_000 + FILE_HEAD);
    expect(new Set(lines).size).toBe(20_000 + FILE_HEAD);
  });
});
