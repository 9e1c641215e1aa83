import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { withScope } from '@shouwang/platform/db/scope.ts';
import { type Answer, type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agenda, SessionDone } from '../contract.sessions.ts';
import { anOfficer, PEOPLE } from '../fixtures.ts';
import { actorOf, aNewPng, COUNTY, layFoundation, type Scenario, VILLAGE } from './case.fixture.ts';
import { caseworkRoutes } from './routes.ts';
import { aMeeting, aSessionPhoto, casesBeforeMeeting, chosen, follow, headOf, rowsOf } from './sessions.fixture.ts';

const HOUSEHOLDS = 40;
const SESSION = '/api/casework';

useTestDatabase();
let app: TestApp;
let all: Scenario[];
const day = (offset: number) => clock.setOffsetDays(offset);

interface Refused {
  code: string;
  fields: { path: string; code: string; message: string }[];
}
const post = <T>(who: Parameters<typeof actorOf>[0], url: string, payload: object): Promise<Answer<T>> =>
  app.call<T>(actorOf(who), { method: 'POST', url: `${SESSION}${url}`, payload });
const agenda = async () => {
  const got = await app.call<Agenda>(actorOf(PEOPLE.clerk), { method: 'GET', url: `${SESSION}/agenda` });
  if (!got.body.village) throw new Error('no agenda');
  return got.body.village;
};
const states = () =>
  rowsOf<{ state: string; count: number }>(
    'select state, count(*)::int as count from casework.identification group by state order by state',
  );

beforeAll(async () => {
  await layFoundation();
  app = await testApp(caseworkRoutes);
  day(0);
  all = await casesBeforeMeeting(HOUSEHOLDS);
}, 240_000);
afterAll(() => clock.setOffsetDays(0));

describe('forty households in one session', () => {
  it('stand on the agenda of their village, each with what its row needs', async () => {
    const village = await agenda();
    expect(village.meeting).toHaveLength(HOUSEHOLDS);
    expect(village.meeting[0]).toMatchObject({
      version: expect.any(Number),
      group: '第二组',
      size: 3,
      category: expect.stringMatching(/^.+$/),
      quorum: { parts: 2, of: 3 },
      notYet: null,
    });
    expect(village.meeting.map((one) => one.headName).sort()).toEqual(all.map((_, i) => headOf(i)).sort());
    const town = await app.call<Agenda>(actorOf(PEOPLE.reviewer), { method: 'GET', url: `${SESSION}/agenda` });
    expect(town.body).toMatchObject({ village: null, villages: [{ areaCode: VILLAGE, meeting: HOUSEHOLDS }] });
  });

  it('with one bad row nothing is written, and every bad row is named at its field', async () => {
    const meeting = await aMeeting(all);
    const [third, seventh] = [meeting.cases[3], meeting.cases[7]];
    Object.assign(third as object, { votesFor: 29 });
    Object.assign(seventh as object, { category: '9x', recused: [] });
    const before = await states();
    const got = await post<Refused>(PEOPLE.cadre, '/meetings', meeting);
    expect(got.status).toBe(422);
    expect(got.body.code).toBe('session-refused');
    expect(got.body.fields.map((field) => [field.path, field.code])).toEqual([
      ['cases.3.votesFor', 'votes-do-not-sum'],
      ['cases.7.votesFor', 'votes-do-not-sum'],
      ['cases.7.category', 'category-unknown'],
    ]);
    expect(await states()).toEqual(before);
    expect(await rowsOf("select 1 from casework.step_record where step = 'EVALUATED'")).toEqual([]);
    expect(await rowsOf('select 1 from casework.meeting')).toEqual([]);
    expect(await rowsOf('select 1 from casework.photo_use')).toEqual([]);
  });

  it('a fault of the common part is named once, not forty times', async () => {
    const tomorrow = addDays(clock.today(), 1);
    const got = await post<Refused>(
      PEOPLE.cadre,
      '/meetings',
      await aMeeting(all, { heldAt: `${tomorrow}T11:30:00.000Z` }),
    );
    expect(got.body.fields.map((field) => field.path)).toContain('heldAt');
    expect(got.body.fields.filter((field) => field.path.startsWith('cases.'))).toEqual([]);
  });

  it('what somebody else did meanwhile is named at its row, with the status of a stale version', async () => {
    const meeting = await aMeeting(all);
    Object.assign(meeting.cases[5] as object, { version: (all[5]?.version ?? 0) - 1 });
    const got = await post<Refused>(PEOPLE.cadre, '/meetings', meeting);
    expect(got.status).toBe(412);
    expect(got.body.fields).toEqual([expect.objectContaining({ path: 'cases.5.version', code: 'version-stale' })]);
  });

  it('of two officers who send the same list at once one is told', async () => {
    const [one, other] = await Promise.all([aMeeting(all.slice(0, 2)), aMeeting(all.slice(0, 2).reverse())]);
    const actor = actorOf(PEOPLE.cadre);
    const { holdMeeting } = await import('./sessions.acts.ts');
    const results = await Promise.allSettled(
      [one, other].map((meeting) => withScope(actor, (tx) => holdMeeting(tx, actor, meeting))),
    );
    const lost = results.filter((result) => result.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect((lost[0] as PromiseRejectedResult).reason).toMatchObject({ code: 'session-refused', status: 412 });
    const won = results.find((result) => result.status === 'fulfilled');
    follow(all, (won as PromiseFulfilledResult<SessionDone>).value.cases);
  });

  it('one meeting decides them all, with one photograph and one set of minutes', async () => {
    const rest = all.slice(2);
    const meeting = await aMeeting(rest);
    Object.assign(meeting.cases[1] as object, { chair: '邓丽华', recused: ['黄志敏'] });
    Object.assign(meeting.cases[2] as object, { votesFor: 3, votesAgainst: 27, abstentions: 0, opinion: '有房有车' });
    const got = await post<SessionDone>(PEOPLE.cadre, '/meetings', meeting);
    expect(got.body).toMatchObject({ no: expect.stringMatching(/^PY-109201-\d{4}-002$/) });
    expect(got.body.cases.map((one) => one.result)).toEqual(rest.map((_, i) => (i === 2 ? 'P1.M2' : 'P1.M1')));
    follow(all, got.body.cases);
    const photos = await rowsOf<{ cases: number; contents: number }>(
      `select count(distinct subject_id)::int as cases, count(distinct file_hash)::int as contents from evidence.document
       where kind = 'photo' and step = 'EVALUATED' and subject_type = 'case' and subject_id = any($1)`,
      [rest.map((one) => one.facts.caseId)],
    );
    expect(photos).toEqual([{ cases: rest.length, contents: 1 }]);
    const papers = await rowsOf(
      `select title, count(distinct subject_id)::int as cases, count(distinct file_hash)::int as contents from evidence.document
       where kind = 'paper' and subject_id = any($1) and title like '民主评议%' group by title order by title`,
      [rest.map((one) => one.facts.caseId)],
    );
    expect(papers).toEqual([
      { title: '民主评议会议签到表', cases: rest.length, contents: 1 },
      { title: '民主评议会议记录', cases: rest.length, contents: 1 },
    ]);
  });

  it('the photograph of a meeting stands for no other one, neither in a list nor in a single case', async () => {
    const [refused, ...agreed] = [all[4] as Scenario, ...all];
    expect(refused.version).toBeGreaterThan(0);
    const [hash] = await rowsOf<{ file_hash: string }>(
      "select file_hash from evidence.document where step = 'EVALUATED' and kind = 'photo' and subject_id = $1",
      [agreed[5]?.facts.caseId],
    );
    expect(await rowsOf('select holder from casework.photo_use where file_hash = $1', [hash?.file_hash])).toHaveLength(
      1,
    );
    const [late] = await casesBeforeMeeting(1, 300);
    const content = aNewPng();
    const first = newId();
    const photo = await aSessionPhoto(first, { step: 'EVALUATED', content });
    const [another] = await casesBeforeMeeting(1, 301);
    const held = await aMeeting([late as Scenario], { sessionId: first, photoIds: [photo] });
    expect((await post(PEOPLE.cadre, '/meetings', held)).status).toBe(200);
    const second = newId();
    const again = await aSessionPhoto(second, { step: 'EVALUATED', content });
    const got = await post<Refused>(
      PEOPLE.cadre,
      '/meetings',
      await aMeeting([another as Scenario], { sessionId: second, photoIds: [again] }),
    );
    expect(got.body.fields).toEqual([expect.objectContaining({ path: 'photoIds', code: 'document-used-before' })]);
    const [own] = await rowsOf<{ id: string }>(
      "select id from evidence.document where step = 'EVALUATED' and kind = 'photo' and subject_id = $1",
      [late?.facts.caseId],
    );
    const asCase = await post<Refused>(
      PEOPLE.cadre,
      '/meetings',
      await aMeeting([another as Scenario], { sessionId: late?.facts.caseId as string, photoIds: [own?.id as string] }),
    );
    expect(asCase.body.fields).toEqual([expect.objectContaining({ code: 'session-photo-unknown' })]);
    await rowsOf('delete from casework.task where case_id = any($1) and closed_at is null', [
      [late?.facts.caseId, another?.facts.caseId],
    ]);
  });

  it('stand on one notice under one number, in their order, and the paper shows them all', async () => {
    day(1);
    const village = await agenda();
    const waiting = village.notice;
    expect(waiting).toHaveLength(HOUSEHOLDS - 1);
    const sessionId = newId();
    const startPhotoId = await aSessionPhoto(sessionId, { step: 'PUBLICISED' });
    const got = await post<SessionDone>(PEOPLE.clerk, '/notices', {
      sessionId,
      place: '村委会公示栏',
      objectionPhone: '0751-2876543',
      days: 5,
      startPhotoId,
      cases: waiting.map(({ id, version }) => ({ caseId: id, version })),
    });
    expect(got.status).toBe(200);
    expect(got.body.no).toMatch(/^GS-109201-\d{4}-001$/);
    follow(all, got.body.cases);
    const [notice] = await rowsOf<{ notices: number; entries: number; papers: number }>(
      `select (select count(*)::int from publicity.notice) as notices, (select count(*)::int from publicity.notice_entry) as entries,
       (select count(distinct file_hash)::int from evidence.document where title = '防返贫监测公示' and kind = 'paper') as papers`,
    );
    expect(notice).toEqual({ notices: 1, entries: HOUSEHOLDS - 1, papers: 1 });
    const { running } = await agenda();
    expect(running[0]?.entries.map((entry) => entry.displayName)).toEqual(waiting.map((one) => one.displayName));
    expect(running[0]).toMatchObject({ mayEnd: false, state: 'POSTED' });
  });

  it('an objection and a withdrawal concern one entry, the others hang on', async () => {
    const hanging = all.filter((_, i) => i !== 4);
    const [objected, faulty] = [hanging[0] as Scenario, hanging[1] as Scenario];
    await objected.does(PEOPLE.clerk, 'raiseObjection');
    await faulty.does(PEOPLE.clerk, 'withdrawNotice');
    expect(
      await rowsOf('select state, count(*)::int as count from publicity.notice_entry group by state order by state'),
    ).toEqual([
      { state: 'OBJECTED', count: 1 },
      { state: 'POSTED', count: HOUSEHOLDS - 3 },
      { state: 'WITHDRAWN', count: 1 },
    ]);
    expect(await rowsOf('select state, withdrawn_at from publicity.notice')).toEqual([
      { state: 'POSTED', withdrawn_at: null },
    ]);
  });

  it('end together with one photograph; too early, and on the wrong notice, is refused at the row', async () => {
    const [notice] = (await agenda()).running;
    const sessionId = newId();
    const ending = (cases: unknown[], endPhotoId: string | null) =>
      post<SessionDone & Refused>(PEOPLE.clerk, `/notices/${notice?.id}/end`, { sessionId, endPhotoId, cases });
    const cases = (notice?.cases ?? []).map(({ id, version }) => ({ caseId: id, version }));
    expect(cases).toHaveLength(HOUSEHOLDS - 3);
    day(3);
    const early = await aSessionPhoto(sessionId, { step: 'PUBLICISED' });
    expect((await ending(cases.slice(0, 2), early)).body.fields.map((one) => one.code)).toContain('notice-not-ended');
    day(5);
    const waiting = (await agenda()).notice.map(({ id, version }) => ({ caseId: id, version }));
    const photo = await aSessionPhoto(sessionId, { step: 'PUBLICISED' });
    const wrong = await ending([...cases, ...waiting], photo);
    expect(wrong.status).toBe(422);
    expect(wrong.body.fields[0]?.path).toMatch(new RegExp(`^cases\\.${cases.length}`));
    const got = await ending(cases, photo);
    expect(got.status).toBe(200);
    follow(all, got.body.cases);
    expect(await rowsOf('select state, end_photo_id from publicity.notice')).toEqual([
      { state: 'OBJECTED', end_photo_id: photo },
    ]);
  });

  it('the household of the answered objection ends with the photograph that the notice has', async () => {
    const objected = all[0] as Scenario;
    const [objection] = await rowsOf<{ id: string }>('select id from publicity.objection');
    const team = [21, 22].map((n) => ({ accountId: null, name: anOfficer('TOWN_TEAM', n).name, unit: '镇政府' }));
    await objected.does(PEOPLE.reviewer, 'resolveObjection', { objectionId: objection?.id ?? '', team });
    expect((await rowsOf<{ state: string }>('select state from publicity.notice'))[0]?.state).toBe('POSTED');
    const [notice] = (await agenda()).running;
    const got = await post<SessionDone>(PEOPLE.clerk, `/notices/${notice?.id}/end`, {
      sessionId: newId(),
      endPhotoId: null,
      cases: (notice?.cases ?? []).map(({ id, version }) => ({ caseId: id, version })),
    });
    expect(got.body.cases).toHaveLength(1);
    follow(all, got.body.cases);
    expect((await rowsOf<{ state: string }>('select state from publicity.notice'))[0]?.state).toBe('ENDED');
  });

  it('are reported to the town together, on the day after the last day', async () => {
    const reporting = all.filter((_, i) => i !== 4 && i !== 1);
    const send = () =>
      post<SessionDone & Refused>(PEOPLE.clerk, '/reports', { opinion: '报镇审核', cases: chosen(reporting) });
    const { report } = await agenda();
    expect(report).toHaveLength(HOUSEHOLDS - 2);
    expect(report[0]?.notYet).toContain('次日起');
    const early = await send();
    expect(early.status).toBe(422);
    expect(early.body.fields).toHaveLength(reporting.length);
    day(6);
    const got = await send();
    expect(got.status).toBe(200);
    expect(new Set(got.body.cases.map((one) => one.state))).toEqual(new Set(['TOWN_REVIEW']));
    follow(all, got.body.cases);
  });

  it('are announced on one paper with one photograph', async () => {
    day(7);
    const few = all.slice(5, 9);
    for (const one of few) {
      await one.does(PEOPLE.reviewer, 'reviewAtTown', { spotCheck: '已到户抽查' });
      await one.does(PEOPLE.approver, 'decideAtCounty');
    }
    const { announcement } = await agenda();
    expect(announcement).toHaveLength(few.length);
    const sessionId = newId();
    const photoId = await aSessionPhoto(sessionId, { step: 'ANNOUNCED' });
    const got = await post<SessionDone>(PEOPLE.clerk, '/announcements', {
      sessionId,
      place: '村委会公示栏',
      phone: '0751-2876543',
      photoId,
      cases: announcement.map(({ id, version }) => ({ caseId: id, version })),
    });
    expect(got.body.no).toMatch(/^GG-109201-\d{4}-001$/);
    expect(await rowsOf("select count(*)::int as n from publicity.notice where type = '2'")).toEqual([{ n: 1 }]);
    const papers = await rowsOf(
      "select count(*)::int as cases, count(distinct file_hash)::int as contents from evidence.document where title = '防返贫监测公告' and kind = 'paper'",
    );
    expect(papers).toEqual([{ cases: few.length, contents: 1 }]);
  });
});

describe('who may, and with what', () => {
  it('a list of two villages, a case twice and a case of nowhere are refused at their rows', async () => {
    const [here] = await casesBeforeMeeting(1, 310);
    const [there] = await casesBeforeMeeting(1, 311, '440229109202');
    const send = async (scenarios: Scenario[], more: object[] = []) => {
      const meeting = await aMeeting(scenarios);
      const row = meeting.cases[0] as object;
      const body = { ...meeting, cases: [...meeting.cases, ...more.map((one) => ({ ...row, ...one }))] };
      return app.call<Refused>(
        { ...actorOf(PEOPLE.cadre), areaCode: '440229109' },
        {
          method: 'POST',
          url: `${SESSION}/meetings`,
          payload: body,
        },
      );
    };
    const paths = (got: Answer<Refused>) => got.body.fields.map((field) => field.path);
    const one = here as Scenario;
    expect(paths(await send([one, there as Scenario]))).toEqual(['cases.1.caseId']);
    expect(paths(await send([one, one]))).toEqual(['cases.1.caseId']);
    expect(paths(await send([one], [{ caseId: `${COUNTY}:${newId()}` }]))).toEqual(['cases.1.caseId']);
  });

  it('a photograph of another form is not taken, and a clerk holds no meeting', async () => {
    const [one] = await casesBeforeMeeting(1, 312);
    const meeting = await aMeeting([one as Scenario]);
    const stranger = await aSessionPhoto(newId(), { step: 'EVALUATED' });
    const got = await post<Refused>(PEOPLE.cadre, '/meetings', { ...meeting, photoIds: [stranger] });
    expect(got.body).toMatchObject({ code: 'session-photo-unknown', fields: [{ path: 'photoIds' }] });
    expect((await post(PEOPLE.clerk, '/meetings', meeting)).status).toBe(403);
  });

  it('a sent request that is sent again does nothing more', async () => {
    const [one] = await casesBeforeMeeting(1, 313);
    const payload = await aMeeting([one as Scenario]);
    const headers = { 'idempotency-key': newId() };
    const call = () =>
      app.call<SessionDone>(actorOf(PEOPLE.cadre), { method: 'POST', url: `${SESSION}/meetings`, payload, headers });
    const [first, second] = [await call(), await call()];
    expect(second.body).toEqual(first.body);
    expect(first.status).toBe(200);
  });

  it('prints the agenda and the notice of many before they are signed, and says when a case is elsewhere', async () => {
    const some = await casesBeforeMeeting(2, 320);
    const print = (kind: string, scenarios: Scenario[]) =>
      app.call<string | Refused>(actorOf(PEOPLE.cadre), {
        method: 'GET',
        url: `${SESSION}/session-papers/${kind}.pdf?cases=${scenarios.map((one) => one.publicId).join(',')}`,
      });
    for (const kind of ['agenda-form', 'sign-in-form'])
      expect((await print(kind, some)).headers['content-type']).toBe('application/pdf');
    expect((await print('notice-form', some)).status).toBe(409);
    await post(PEOPLE.cadre, '/meetings', await aMeeting(some));
    expect((await print('notice-form', some)).status).toBe(200);
  });
});
