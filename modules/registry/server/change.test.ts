import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { runSql, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeNumbers, Household, HouseholdChange } from '../contract.ts';
import { aMember, anIdNumber } from '../fixtures.ts';
import { CHANGE_POLICY, changeOffice, OFFICE } from './change.fixture.ts';
import { setMonitoringState, useQualityPolicy } from './door.ts';
import { registryRoutes } from './routes.ts';

useTestDatabase();
let server: TestApp;
const { lead, clerk, cadre, town, deputy, county, otherTown, auditor } = OFFICE;
const { call, read, registered, submit, revise, withdraw, decide, approve, view, list, pending, paper } = changeOffice(
  () => server,
);
const SYSTEM = systemActor('440229', '测试');
const memberAt = (household: Household, index: number) => household.members[index] as Household['members'][number];
const ofMember = (household: Household, index: number, changes: object) => ({
  members: [{ memberId: memberAt(household, index).id, changes }],
});
const said = (answer: { status: number; body: { code: string; fields?: { code: string }[] } }) => [
  answer.status,
  answer.body.fields?.[0]?.code ?? answer.body.code,
];
const history = async (id: string) =>
  (await call<{ items: HouseholdChange[] }>(lead, { method: 'GET', url: `/api/households/${id}/changes` })).body.items;

beforeAll(async () => {
  await loadDivisions();
  useQualityPolicy(async () => CHANGE_POLICY);
  server = await testApp(registryRoutes);
});
afterEach(() => clock.setOffsetDays(0));

describe('submitChange', () => {
  const household = { address: '兰溪三组 13 号' };

  it('refuses without version, with an old one, without reason, with nothing new, with unknown fields, from readers and from another town', async () => {
    const one = await registered();
    const refusals = [
      await submit(clerk, one, { household }, { version: null }),
      await submit(clerk, one, { household }, { version: 9 }),
      await submit(clerk, one, { household, reason: '' }),
      await submit(clerk, one, { household: { address: one.address } }),
      await submit(clerk, one, { household: { riskLevel: 4 } as never }),
      await submit(auditor, one, { household }),
      await submit(otherTown, one, { household }),
      await submit({ role: 'COUNTY_DEPT', areaCode: '440229' }, one, { household }),
      await submit(clerk, one, {
        members: [{ memberId: '01900000-0000-7000-8000-00000000ffff', changes: { name: '某人' } }],
      }),
      await submit(clerk, one, { changeType: 'M11', household }),
    ];
    expect(refusals.map((answer) => [answer.status, answer.body.code])).toEqual([
      [428, 'version-required'],
      [412, 'version-stale'],
      [400, 'invalid-request'],
      [422, 'nothing-to-change'],
      [400, 'invalid-request'],
      [403, 'role-not-permitted'],
      [404, 'not-found'],
      [403, 'role-not-permitted'],
      [404, 'not-found'],
      [422, 'change-incomplete'],
    ]);
  });

  it('changes nothing of the household, and waits three days for the town', async () => {
    const one = await registered();
    const made = await submit(clerk, one, { household: { ...household, contactPhone: '15400001234' } });
    expect([made.status, made.body]).toMatchObject([
      201,
      { version: 1, state: 'SUBMITTED', level: 'town', householdVersion: null },
    ]);
    expect(await read(one.id)).toMatchObject({
      version: 1,
      changeCount: 1,
      address: one.address,
      contactPhoneMask: one.contactPhoneMask,
    });
    const seen = (await view(town, made.body.id)).body;
    expect(seen).toMatchObject({ proposedByName: '村信息员', mayDecide: true, overdue: false, whyNot: null });
    expect(seen.values).toEqual([
      expect.objectContaining({
        key: 'household.address',
        base: one.address,
        current: one.address,
        proposed: household.address,
        conflict: false,
      }),
      expect.objectContaining({ key: 'household.contactPhone', base: '154****6621', proposed: '154****1234' }),
    ]);
    expect((await pending(clerk, one.id)).body.items.map(({ id }) => id)).toEqual([made.body.id]);
    clock.setOffsetDays(4);
    expect((await view(town, made.body.id)).body.overdue).toBe(true);
    expect((await list(county, '?view=decide')).body.items.map(({ id }) => id)).toContain(made.body.id);
  });

  it('refuses what brings a new error, and lets old ones stand', async () => {
    const one = await registered();
    const student = await submit(clerk, one, ofMember(one, 2, { education: '4' }));
    expect([student.status, student.body.fields.map(({ code }) => code)]).toEqual([
      422,
      expect.arrayContaining(['DQ-ED01']),
    ]);
    expect(student.body.fields[0]?.path).toMatch(/^member\..*\.education$/);
    expect(
      (await submit(clerk, one, ofMember(one, 1, { relation: '3' }))).body.fields.map(({ code }) => code),
    ).toContain('DQ-RL03');
    expect(
      (await submit(clerk, one, ofMember(one, 1, { relation: '1' }))).body.fields.map(({ code }) => code),
    ).toContain('DQ-BF17');
    expect(
      (await submit(clerk, one, ofMember(one, 0, { birthDate: '1972-03-15' }))).body.fields.map(({ code }) => code),
    ).toContain('DQ-ID09');
    expect((await submit(clerk, one, { household })).status).toBe(201);
  });

  it('lets a fact of life through once it was checked, and shows the approver what the rules will find', async () => {
    const one = await registered();
    const lost = ofMember(one, 1, { medicalInsured: false });
    const asked = await submit(clerk, one, lost);
    expect([asked.status, asked.body.code, asked.body.fields.map(({ code }) => code)]).toEqual([
      422,
      'findings-to-confirm',
      ['DQ-IN02'],
    ]);
    const made = await submit(clerk, one, { ...lost, confirmed: true });
    expect(made.status).toBe(201);
    const { findings, confirmed } = (await view(town, made.body.id)).body;
    expect(confirmed).toBe(true);
    expect(findings?.added).toEqual([expect.objectContaining({ code: 'DQ-IN02', memberName: '涂桂兰' })]);
    expect(findings?.after).toBe((findings?.before ?? 0) + 1);
    expect((await submit(clerk, one, { ...ofMember(one, 2, { education: '4' }), confirmed: true })).body.code).toBe(
      'registry-inconsistent',
    );
    expect((await approve(town, made.body.id)).status).toBe(200);
  });

  it('keeps numbers sealed, shows them as masks, and in full only with a reason, on record', async () => {
    const one = await registered();
    const number = anIdNumber({ birthDate: '1970-01-02' });
    const made = await submit(
      clerk,
      one,
      { household: { contactPhone: '15400005678' }, ...ofMember(one, 0, { idNumber: number, phone: '15400009999' }) },
      { key: 'change-key-000001' },
    );
    expect(made.body.level).toBe('county');
    const dump = await withScope(SYSTEM, async (tx) =>
      JSON.stringify([
        await runSql(tx, 'select to_jsonb(c) - $1::text as row from registry.change_request c', ['numbers_sealed']),
        await runSql(tx, 'select * from registry.change_step'),
        await runSql(tx, 'select * from audit.event'),
        await runSql(tx, 'select body from platform.idempotency'),
      ]),
    );
    for (const plain of [number, '15400005678', '15400009999']) expect(dump).not.toContain(plain);
    expect(JSON.stringify((await view(county, made.body.id)).body)).not.toContain(number);
    const url = `/api/change-requests/${made.body.id}/reveal`;
    expect((await call(county, { method: 'POST', url, payload: {} })).status).toBe(400);
    const shown = await call<ChangeNumbers>(county, { method: 'POST', url, payload: { reason: '核对身份证件' } });
    expect(shown.body.values.map(({ after }) => after)).toEqual(
      expect.arrayContaining([number, '15400005678', '15400009999']),
    );
  });

  it('refuses a second request for the same field with the name of the first; its own proposer replaces it', async () => {
    const one = await registered();
    const first = await submit(clerk, one, { household });
    const second = await submit(cadre, one, { household: { address: '兰溪三组 14 号', waterOutageDays: 9 } });
    expect([second.status, second.body.code]).toEqual([409, 'change-waiting']);
    expect(second.body.detail).toContain('村信息员');
    expect((await submit(cadre, one, { household: { waterOutageDays: 9 } })).status).toBe(201);
    expect((await submit(clerk, one, { household })).body.code).toBe('change-waiting');
    const replacing = {
      version: 1,
      householdVersion: 1,
      proposal: { changeType: 'H6', reason: '门牌又看错了', household: { address: '兰溪三组 15 号' } },
    };
    expect((await revise(cadre, first.body.id, replacing)).body.code).toBe('not-the-proposer');
    expect((await revise(clerk, first.body.id, replacing)).body).toMatchObject({ version: 2, state: 'SUBMITTED' });
    expect((await approve(town, first.body.id)).body.code).toBe('version-stale');
    expect((await approve(town, first.body.id, 1, 2)).body).toMatchObject({ state: 'APPLIED', householdVersion: 2 });
    expect(await read(one.id)).toMatchObject({ address: '兰溪三组 15 号' });
  });

  it('lets one of two people in who propose the same at the same time, and answers a repeat with the first answer', async () => {
    const one = await registered();
    const answers = await Promise.all([clerk, cadre, town].map((as) => submit(as, one, { household })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const again = await Promise.all(
      [1, 2].map(() => submit(clerk, one, { household: { groupNo: '第九组' } }, { key: 'change-key-000002' })),
    );
    expect(again[0]?.body.id).toBe(again[1]?.body.id);
  });
});

describe('decideChange', () => {
  const household = { address: '兰溪三组 13 号', povertyExitYear: null };

  it('writes what was agreed in one step, with proposer and approver in the history', async () => {
    const one = await registered();
    const made = await submit(clerk, one, {
      household: { ...household, contactPhone: '15400001234' },
      ...ofMember(one, 0, { name: '曾树根', health: ['2'] }),
      source: '住建局 ZJ-01',
    });
    const done = await approve(town, made.body.id);
    expect([done.status, done.body]).toMatchObject([200, { state: 'APPLIED', version: 2, householdVersion: 2 }]);
    expect(await read(one.id)).toMatchObject({
      version: 2,
      headName: '曾树根',
      address: household.address,
      contactPhoneMask: '154****1234',
      povertyExitYear: null,
      living: { houseGrade: 'B' },
    });
    const changes = (await history(one.id)).filter(({ version }) => version === 2);
    expect(changes.map(({ actorName, proposedByName }) => [actorName, proposedByName])).toEqual([
      ['镇审核员', '村信息员'],
      ['镇审核员', '村信息员'],
    ]);
    expect(changes.flatMap(({ fields }) => fields)).toEqual(
      expect.arrayContaining([
        { field: 'contactPhone', before: '154****6621', after: '154****1234' },
        { field: 'povertyExitYear', before: 2018, after: null },
        { field: 'health', before: '***', after: '***' },
      ]),
    );
    expect((await view(clerk, made.body.id)).body).toMatchObject({
      state: 'APPLIED',
      source: '住建局 ZJ-01',
      steps: [{ state: 'SUBMITTED' }, { state: 'APPROVED', actorName: '镇审核员' }, { state: 'APPLIED' }],
    });
    expect((await pending(clerk, one.id)).body.items).toEqual([]);
  });

  it('is never the proposer’s, in whichever post, and the table holds that too', async () => {
    const one = await registered();
    const made = await submit(town, one, { household });
    expect(said(await approve(town, made.body.id))).toEqual([403, 'maker-is-checker']);
    expect(said(await approve({ ...town, role: 'COUNTY_APPROVER', areaCode: '440229' }, made.body.id))).toEqual([
      403,
      'maker-is-checker',
    ]);
    expect((await list(county, '?view=decide')).body.items.map(({ id }) => id)).toContain(made.body.id);
    const { countyCode, id } = splitId(made.body.id);
    await expect(
      withScope(SYSTEM, (tx) =>
        runSql(tx, 'update registry.change_request set decided_by = proposed_by where county_code = $1 and id = $2', [
          countyCode,
          id,
        ]),
      ),
    ).rejects.toThrow('change_request_maker_is_not_checker');
    expect((await approve(deputy, made.body.id)).status).toBe(200);
  });

  it('is the county’s for numbers, category and the head of a household with an open case, also when the case came later', async () => {
    const one = await registered();
    const type = await submit(clerk, one, { household: { householdType: '2', povertyExitYear: null } });
    expect(said(await approve(town, type.body.id))).toEqual([403, 'county-decides']);
    expect((await view(town, type.body.id)).body).toMatchObject({ mayDecide: false, whyNot: '由县级审批。' });
    expect((await approve(county, type.body.id)).status).toBe(200);
    const [head, wife, son, daughter] = one.members.map(({ id }) => id) as [string, string, string, string];
    const now = await read(one.id);
    const proposal = {
      changeType: 'H5' as const,
      changeDate: '2026-11-01',
      members: [
        { memberId: head, changes: { relation: '2' as const } },
        { memberId: wife, changes: { relation: '1' as const } },
        { memberId: son, changes: { relation: '3' as const } },
        { memberId: daughter, changes: { relation: '4' as const } },
      ],
    };
    const made = await submit(clerk, now, proposal);
    expect([made.status, made.body.level]).toEqual([201, 'town']);
    await withScope(SYSTEM, (tx) =>
      setMonitoringState(tx, SYSTEM, {
        ref: splitId(one.id),
        state: 'CHECKING',
        caseId: '01900000-0000-7000-8000-00000000cccc',
        reason: '启动识别',
      }),
    );
    expect(said(await approve(town, made.body.id, 3))).toEqual([403, 'county-decides']);
    expect((await approve(county, made.body.id, 3)).body).toMatchObject({ state: 'APPLIED' });
    expect(await read(one.id)).toMatchObject({ headName: '涂桂兰', headMemberId: wife, monitoringState: 'CHECKING' });
  });

  it('merges what others changed meanwhile, and asks for a choice where they changed the same', async () => {
    const one = await registered();
    const slow = await submit(clerk, one, {
      household: { address: '兰溪三组 13 号', groupNo: '第五组', waterOutageDays: 9 },
    });
    const change = async (changes: object, version: number) =>
      withScope(SYSTEM, (tx) =>
        runSql(
          tx,
          `update registry.household set ${Object.keys(changes)
            .map((column, i) => `${column} = $${i + 2}`)
            .join()}, version = ${version} where id = $1`,
          [splitId(one.id).id, ...Object.values(changes)],
        ),
      );
    await change({ house_grade: 'A', address: '兰溪五组 1 号', group_no: '第五组' }, 2);
    const seen = (await view(town, slow.body.id)).body;
    expect(seen.values.map(({ field, conflict }) => [field, conflict])).toEqual([
      ['address', true],
      ['groupNo', false],
      ['waterOutageDays', false],
    ]);
    const without = await decide(town, slow.body.id, { act: 'approve', householdVersion: 2 });
    expect([without.status, without.body.code, without.body.fields.map(({ path }) => path)]).toEqual([
      409,
      'change-conflict',
      ['household.address'],
    ]);
    const choices = { 'household.address': 'current' };
    expect((await decide(town, slow.body.id, { act: 'approve', householdVersion: 1, choices })).body.code).toBe(
      'change-conflict',
    );
    expect((await decide(town, slow.body.id, { act: 'approve', householdVersion: 2, choices })).body).toMatchObject({
      state: 'APPLIED',
      householdVersion: 3,
    });
    expect(await read(one.id)).toMatchObject({
      address: '兰溪五组 1 号',
      groupNo: '第五组',
      living: { waterOutageDays: 9, houseGrade: 'A' },
    });
  });

  it('lets one of two approvers win, refuses stale and missing versions, and does nothing twice', async () => {
    const one = await registered();
    const made = await submit(clerk, one, { household });
    const url = `/api/change-requests/${made.body.id}/decision`;
    expect((await call(town, { method: 'POST', url, payload: { act: 'approve', householdVersion: 1 } })).status).toBe(
      428,
    );
    expect((await approve(town, made.body.id, 1, 7)).status).toBe(412);
    const answers = await Promise.all([
      approve(town, made.body.id),
      approve(deputy, made.body.id),
      approve(county, made.body.id),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await read(one.id)).version).toBe(2);
    expect((await approve(deputy, made.body.id, 2, 2)).body.code).toBe('change-not-open');
    const other = await submit(clerk, await read(one.id), { household: { groupNo: '第八组' } });
    const twice = await Promise.all(
      [1, 2].map(() => decide(town, other.body.id, { act: 'approve', householdVersion: 2, key: 'decide-key-00001' })),
    );
    expect(twice.map(({ status, body }) => [status, body.householdVersion])).toEqual([
      [200, 3],
      [200, 3],
    ]);
  });

  it('sends back naming the fields, twice at most; numbers that the proposer left masked stay', async () => {
    const one = await registered();
    const made = await submit(clerk, one, { household: { address: '兰溪', contactPhone: '15400001234' } });
    expect((await decide(town, made.body.id, { act: 'return', opinion: '地址不完整' })).status).toBe(400);
    expect(
      (await decide(town, made.body.id, { act: 'return', opinion: '地址不完整', fields: ['household.roadPaved'] })).body
        .code,
    ).toBe('change-incomplete');
    let version = 1;
    for (const round of [1, 2]) {
      const back = await decide(town, made.body.id, {
        act: 'return',
        opinion: '地址不完整',
        fields: ['household.address'],
        version,
      });
      expect(back.body).toMatchObject({ state: 'RETURNED' });
      expect(said(await approve(deputy, made.body.id, 1, version + 1))).toEqual([409, 'change-not-open']);
      const again = await revise(clerk, made.body.id, {
        version: version + 1,
        householdVersion: 1,
        keep: ['household.contactPhone'],
        proposal: { changeType: 'H6', reason: '补全门牌号', household: { address: `兰溪三组 ${round} 号` } },
      });
      expect(again.body).toMatchObject({ state: 'SUBMITTED' });
      version = again.body.version;
    }
    expect(
      said(await decide(deputy, made.body.id, { act: 'return', opinion: '再看一次', fields: ['reason'], version })),
    ).toEqual([409, 'return-limit']);
    expect((await approve(deputy, made.body.id, 1, version)).status).toBe(200);
    expect(await read(one.id)).toMatchObject({ address: '兰溪三组 2 号', contactPhoneMask: '154****1234' });
  });

  it('refuses with a reason, and lets the proposer take his own back', async () => {
    const one = await registered();
    const refused = await submit(clerk, one, { household });
    expect((await decide(town, refused.body.id, { act: 'reject' })).status).toBe(400);
    expect((await decide(town, refused.body.id, { act: 'reject', opinion: '与现场不符' })).body.state).toBe('REJECTED');
    const mine = await submit(clerk, one, { household });
    expect(said(await withdraw(cadre, mine.body.id, 1))).toEqual([403, 'not-the-proposer']);
    expect((await withdraw(clerk, mine.body.id, 1)).body.state).toBe('WITHDRAWN');
    expect((await approve(town, mine.body.id, 1, 2)).body.code).toBe('change-not-open');
    expect((await read(one.id)).version).toBe(1);
  });
});

describe('members who join and leave', () => {
  const baby = {
    name: '钟小满',
    relation: '7' as const,
    gender: '1' as const,
    birthDate: '2026-11-02',
    idType: '9' as const,
    health: ['1' as const],
    medicalInsured: true,
    pensionInsured: false,
  };

  it('on any day: a birth with its certificate; the counts follow and nobody is entered before', async () => {
    const one = await registered();
    const proposal = {
      changeType: 'M11' as const,
      changeDate: '2026-11-02',
      joining: { ...baby, labourAbility: '5' as const },
    };
    expect(said(await submit(clerk, one, proposal))).toEqual([422, 'evidence-missing']);
    expect(said(await submit(clerk, one, { ...proposal, documentIds: [await paper(await registered())] }))).toEqual([
      422,
      'evidence-unknown',
    ]);
    const documentIds = [await paper(one)];
    expect(said(await submit(clerk, one, { ...proposal, documentIds, changeDate: '2099-01-01' }))).toEqual([
      422,
      'change-incomplete',
    ]);
    const made = await submit(clerk, one, { ...proposal, documentIds });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect((await read(one.id)).members).toHaveLength(4);
    expect((await submit(cadre, one, { ...proposal, documentIds })).body.code).toBe('change-waiting');
    expect((await view(town, made.body.id)).body.documents).toHaveLength(1);
    expect((await approve(town, made.body.id)).status).toBe(200);
    const after = await read(one.id);
    expect(after).toMatchObject({ registeredCount: 5, residentCount: 5, sharingCount: 5 });
    expect(after.members.at(-1)).toMatchObject({
      name: '钟小满',
      changeType: 'M11',
      changeDate: '2026-11-02',
      memberNo: `${one.householdNo}-05`,
    });
  });

  it('lets a daughter marry out and into another household, where her number was refused before', async () => {
    const idNumber = anIdNumber({ birthDate: '2000-02-02', gender: '2' });
    const daughter = aMember({ name: '钟雨晴', relation: '4', gender: '2', birthDate: '2000-02-02', idNumber });
    const there = await registered({ members: [aMember(), daughter] });
    const here = await registered({
      members: [aMember({ birthDate: '1998-01-01', idNumber: anIdNumber({ birthDate: '1998-01-01' }) })],
    });
    const marrying = async () => ({
      changeType: 'M12' as const,
      changeDate: '2026-11-10',
      documentIds: [await paper(here)],
      joining: { ...daughter, relation: '2' as const },
    });
    expect((await submit(clerk, here, await marrying())).body.code).toBe('person-already-registered');
    const leaving = {
      changeType: 'M22' as const,
      changeDate: '2026-11-10',
      leavingId: memberAt(there, 1).id,
      documentIds: [await paper(there)],
    };
    expect((await approve(town, (await submit(clerk, there, leaving)).body.id)).status).toBe(200);
    expect(await read(there.id)).toMatchObject({ sharingCount: 1, registeredCount: 1 });
    expect((await read(there.id)).members.at(-1)).toMatchObject({ memberStatus: 'left', changeType: 'M22' });
    expect((await approve(town, (await submit(clerk, here, await marrying())).body.id)).status).toBe(200);
    expect((await read(here.id)).members.map(({ name }) => name)).toEqual(['钟树根', '钟雨晴']);
  });

  it('gives a household thirty days to name a new head when the head dies; who leaves otherwise names one at once', async () => {
    const one = await registered();
    const [head, wife, son, daughter] = one.members.map(({ id }) => id) as [string, string, string, string];
    const documentIds = [await paper(one)];
    const away = await submit(clerk, one, {
      changeType: 'M23',
      changeDate: '2026-11-01',
      leavingId: head,
      documentIds,
    });
    expect(away.body.fields.map(({ code }) => code)).toContain('DQ-BF16');
    const died = await submit(clerk, one, {
      changeType: 'M21',
      changeDate: '2026-11-01',
      leavingId: head,
      documentIds,
      confirmed: true,
    });
    expect(died.status, JSON.stringify(died.body)).toBe(201);
    expect((await approve(town, died.body.id)).status).toBe(200);
    expect((await pending(clerk, one.id)).body.headDueOn).toBe('2026-12-01');
    const named = await submit(clerk, await read(one.id), {
      changeType: 'H5',
      changeDate: '2026-11-03',
      members: [
        { memberId: wife, changes: { relation: '1' } },
        { memberId: son, changes: { relation: '3' } },
        { memberId: daughter, changes: { relation: '4' } },
      ],
    });
    expect(named.status, JSON.stringify(named.body)).toBe(201);
    expect((await approve(town, named.body.id, 2)).status).toBe(200);
    expect(await read(one.id)).toMatchObject({ headName: '涂桂兰', headMemberId: wife });
    expect((await pending(clerk, one.id)).body.headDueOn).toBeNull();
  });

  it('somebody who joins as head of a household with an open case is the county’s to decide', async () => {
    const one = await registered();
    const [head] = one.members.map(({ id }) => id) as [string];
    const documentIds = [await paper(one)];
    const leaves = {
      changeType: 'M21' as const,
      changeDate: '2026-11-01',
      leavingId: head,
      documentIds,
      confirmed: true,
    };
    const died = await submit(clerk, one, leaves);
    expect((await approve(town, died.body.id)).status).toBe(200);
    await withScope(SYSTEM, (tx) =>
      setMonitoringState(tx, SYSTEM, {
        ref: splitId(one.id),
        state: 'CHECKING',
        caseId: '01900000-0000-7000-8000-00000000cccd',
        reason: '启动识别',
      }),
    );
    const joins = await submit(clerk, await read(one.id), {
      changeType: 'M12',
      changeDate: '2026-11-02',
      joining: { ...aMember({ name: '涂进海', relation: '1' }) },
      documentIds,
      confirmed: true,
    });
    expect([joins.status, joins.body.level], JSON.stringify(joins.body)).toEqual([201, 'county']);
  });

  it('does not end a household: its last member goes by another procedure', async () => {
    const one = await registered({ members: [aMember()] });
    const alone = {
      changeType: 'M21' as const,
      changeDate: '2026-11-01',
      leavingId: memberAt(one, 0).id,
      documentIds: [await paper(one)],
    };
    expect((await submit(clerk, one, alone)).body.code).toBe('last-member');
  });
});

describe('numbers and lines of income', () => {
  it('moves the identity with a corrected ID number and frees the wrong one', async () => {
    const wrong = anIdNumber();
    const one = await registered({ members: [aMember({ idNumber: wrong })] });
    const right = anIdNumber({ birthDate: '1970-01-02' });
    const made = await submit(clerk, one, ofMember(one, 0, { idNumber: right }));
    expect((await view(county, made.body.id)).body.values.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['birthDate', 'idNumber']),
    );
    expect((await approve(county, made.body.id)).status).toBe(200);
    await registered({ members: [aMember({ idNumber: wrong })] });
    expect((await submit(clerk, await read(one.id), ofMember(one, 0, { idNumber: wrong }))).body.code).toBe(
      'person-already-registered',
    );
  });

  it('writes the month down at once; readers, other towns, unknown items, strangers and days ahead are refused', async () => {
    const one = await registered();
    const item = {
      direction: 'in',
      itemCode: '1002',
      amountFen: 632_000,
      occurredFrom: '2026-09-01',
      occurredTo: '2026-09-30',
    };
    const add = (as: object, payload: object) =>
      call<{ version: number }>(as as never, {
        method: 'POST',
        url: `/api/households/${one.id}/income-items`,
        payload,
      });
    const refusals = [
      await add(auditor, item),
      await add(otherTown, item),
      await add(cadre, { ...item, itemCode: '9999' }),
      await add(cadre, { ...item, memberId: '01900000-0000-7000-8000-00000000ffff' }),
      await add(cadre, { ...item, occurredTo: '2099-01-01' }),
      await add(cadre, { ...item, source: 'department' }),
      await add(cadre, { ...item, amountFen: -1 }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 404, 422, 404, 422, 422, 400]);
    expect((await add(cadre, item)).status).toBe(201);
    expect((await read(one.id)).incomeItems).toMatchObject([{ amountFen: 632_000, reversed: false }]);
  });

  it('adds and takes back lines when they are agreed, each once', async () => {
    const one = await registered();
    const item = {
      direction: 'in' as const,
      itemCode: '1002',
      amountFen: 240_000,
      occurredFrom: '2026-09-01',
      occurredTo: '2026-09-30',
    };
    expect(said(await submit(clerk, one, { incomeItems: [{ ...item, itemCode: '9999' }] }))).toEqual([
      422,
      'item-unknown',
    ]);
    expect(said(await submit(clerk, one, { incomeItems: [{ ...item, occurredTo: '2099-01-01' }] }))).toEqual([
      422,
      'day-in-future',
    ]);
    const made = await submit(clerk, one, { incomeItems: [item] });
    expect((await read(one.id)).incomeItems).toEqual([]);
    expect((await approve(town, made.body.id)).status).toBe(200);
    const [line] = (await read(one.id)).incomeItems;
    expect(line).toMatchObject({ amountFen: 240_000, reversed: false });
    const back = await submit(clerk, await read(one.id), {
      reversals: [line?.id as string],
      incomeItems: [{ ...item, amountFen: 180_000 }],
      reason: '金额录错了',
    });
    expect((await approve(town, back.body.id, 2)).status).toBe(200);
    const after = await read(one.id);
    expect(after.incomeItems.map(({ amountFen, reversed }) => [amountFen, reversed])).toEqual(
      expect.arrayContaining([
        [240_000, true],
        [180_000, false],
      ]),
    );
    expect(after.version).toBe(3);
  });
});

describe('listChangeRequests', () => {
  it('shows the area’s, mine and those to decide, in pages that stay', async () => {
    const one = await registered();
    for (const groupNo of ['一组', '二组', '三组']) await submit(clerk, await registered(), { household: { groupNo } });
    const mine = await submit(town, one, { household: { groupNo: '四组' } });
    const first = (await list(town, '?limit=2')).body;
    expect(first.items[0]?.id).toBe(mine.body.id);
    const second = (await list(town, `?limit=2&cursor=${first.nextCursor}`)).body;
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
    expect((await list(town, '?view=mine&limit=200')).body.items.every(({ mine: own }) => own)).toBe(true);
    expect((await list(town, '?view=decide&limit=200')).body.items.map(({ id }) => id)).not.toContain(mine.body.id);
    expect((await list(otherTown)).body.items).toEqual([]);
    expect((await list(otherTown, '?area=440229100')).status).toBe(403);
    expect((await view(otherTown, mine.body.id)).status).toBe(404);
    expect((await list(clerk, '?state=SUBMITTED&type=M21&limit=200')).body.items).toEqual([]);
  });
});
