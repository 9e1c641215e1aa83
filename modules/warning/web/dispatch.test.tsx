import { expect, test } from 'vitest';
import type { Dispatch } from '../contract.ts';
import { latestAdded, openOf, runsStill } from './dispatch-columns.tsx';

const sheet: Dispatch = {
  id: '440229:01930000-0000-7000-8000-000000000009',
  dispatchNo: 'PD-202610-00001',
  householdId: '440229:01930000-0000-7000-8000-000000000001',
  headName: '黄火养',
  areaCode: '440229104201',
  villageName: '上坪村',
  townName: '坝仔镇',
  runId: '440229:01930000-0000-7000-8000-000000000002',
  level: 1,
  reasons: [],
  state: 'DISPATCHED',
  receivedOn: '2026-11-17',
  dueOn: '2026-11-22',
  caseId: null,
};

test('a sheet opens its case, before that its reasons, and without a run the household', () => {
  expect(openOf({ ...sheet, caseId: '440229:01930000-0000-7000-8000-000000000003' })).toMatch(/^\/cases\//);
  expect(openOf(sheet)).toBe(`/screening/${sheet.runId}/households/${sheet.householdId}`);
  expect(openOf({ ...sheet, runId: null })).toBe(`/households/${sheet.householdId}`);
});

test('the time of the village runs until the visit is recorded', () => {
  expect(
    ['DISPATCHED', 'VERIFYING', 'VERIFIED', 'CLOSED'].map((state) => runsStill(state as Dispatch['state'])),
  ).toEqual([true, true, false, false]);
});

test('what joined last is named with its day; a sheet as on its first day says nothing', () => {
  const reason = { code: 'MED-1', label: '医疗自付', say: '自付多。', level: 2, department: 'YB' };
  const school = { ...reason, code: 'EDU-1', label: '失学', addedOn: '2026-12-10' };
  expect(latestAdded({ reasons: [reason] })).toBeNull();
  expect(latestAdded({ reasons: [reason, { ...reason, code: 'DIS-1', addedOn: '2026-11-20' }, school] })).toEqual({
    day: '2026-12-10',
    words: '2026-12-10 并入本单：失学 EDU-1',
  });
});
