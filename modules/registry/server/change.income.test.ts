import { describe, expect, it } from 'vitest';
import { aMember, anIdNumber } from '../fixtures.ts';
import { OFFICE, ofMember, said, useChangeOffice } from './change.fixture.ts';

const { clerk, cadre, town, county, otherTown, auditor } = OFFICE;
const { call, read, registered, submit, approve, view } = useChangeOffice();

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
