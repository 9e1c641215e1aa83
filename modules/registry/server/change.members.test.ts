import { withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { describe, expect, it } from 'vitest';
import { aMember, anIdNumber } from '../fixtures.ts';
import { memberAt, OFFICE, SYSTEM, said, useChangeOffice } from './change.fixture.ts';
import { setMonitoringState } from './door.ts';

const { clerk, cadre, town } = OFFICE;
const { read, registered, submit, approve, view, pending, paper } = useChangeOffice();

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
