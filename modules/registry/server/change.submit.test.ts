import { clock } from '@shouwang/platform/clock/clock.ts';
import { runSql, withScope } from '@shouwang/platform/db/scope.ts';
import { describe, expect, it } from 'vitest';
import type { ChangeNumbers } from '../contract.ts';
import { anIdNumber } from '../fixtures.ts';
import { OFFICE, ofMember, SYSTEM, useChangeOffice } from './change.fixture.ts';

const { clerk, cadre, town, county, otherTown, auditor } = OFFICE;
const { call, read, registered, submit, revise, approve, view, list, pending } = useChangeOffice();

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
