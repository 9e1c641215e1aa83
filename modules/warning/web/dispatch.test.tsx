import { expect, test } from 'vitest';
import type { Dispatch } from '../contract.ts';
import { latestAdded, openOf, runsStill } from './dispatch-columns.tsx';
import { hintWords } from './hint-words.ts';
import { resultWords, stateWords } from './sheet-words.ts';

const sheet: Dispatch = {
  id: '440229:01930000-0000-7000-8000-000000000009',
  kind: 'identification',
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
  renewedOn: null,
  missedDueOn: null,
  resultCode: null,
  contactName: null,
  caseId: null,
};

test('a sheet opens its case, before that its reasons, and without a run the household', () => {
  const plain = new URLSearchParams();
  expect(openOf({ ...sheet, caseId: '440229:01930000-0000-7000-8000-000000000003' }, plain)).toMatch(/^\/cases\//);
  expect(openOf(sheet, plain)).toBe(`/screening/${sheet.runId}/households/${sheet.householdId}`);
  expect(openOf({ ...sheet, runId: null }, plain)).toBe(`/households/${sheet.householdId}`);
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

test('a follow-up opens beside the list as it stands and is told in its own words', () => {
  const followUp: Dispatch = { ...sheet, kind: 'follow-up' };
  const to = openOf(followUp, new URLSearchParams('kind=follow-up&level=1'));
  expect(Object.fromEntries(new URLSearchParams(to.split('?')[1]))).toEqual({
    kind: 'follow-up',
    level: '1',
    sheet: sheet.id,
  });
  expect([stateWords(followUp), stateWords(sheet)]).toEqual(['待跟进', '已派发']);
  expect(resultWords({ ...followUp, resultCode: 'P4.F1' })).toBe('需加强帮扶');
  expect(resultWords({ ...sheet, resultCode: 'P4.F1' })).toBe('');
});

test('values are said as they were compared', () => {
  const hint = { label: '住院等累计自付', value: 26_000, operator: '>=', threshold: 20_000, unit: 'yuan' };
  expect(hintWords(hint)).toBe('住院等累计自付 26,000 元（≥ 20,000 元）');
  expect(hintWords({ ...hint, value: 0.308, threshold: null, unit: 'ratio' })).toBe('住院等累计自付 30.8%');
  expect(hintWords({ ...hint, value: true, operator: 'is', threshold: true, unit: 'none' })).toBe('住院等累计自付 是');
  expect(hintWords({ ...hint, value: null })).toBe('住院等累计自付 未知（≥ 20,000 元）');
});
