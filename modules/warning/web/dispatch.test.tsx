import { expect, test } from 'vitest';
import type { Dispatch } from '../contract.ts';
import { openOf, runsStill } from './dispatch-columns.tsx';

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
