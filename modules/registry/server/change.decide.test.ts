import { runSql, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { describe, expect, it } from 'vitest';
import { OFFICE, ofMember, SYSTEM, said, useChangeOffice } from './change.fixture.ts';
import { setMonitoringState } from './door.ts';

const { clerk, cadre, town, deputy, county } = OFFICE;
const { call, read, registered, submit, revise, withdraw, decide, approve, view, list, pending, history } =
  useChangeOffice();

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
