import { expect, test } from 'vitest';
import { toTreeNode, withChildren } from './area-node.ts';
import { formatDate } from './dates.ts';
import { refuseFile } from './file-rules.ts';
import { nextSort, rangeWords } from './list-query.ts';
import { mapSteps, quintiles, stepOf } from './map-steps.ts';
import { markAnchors } from './meter.ts';
import { clockFace, durationWords, yuan } from './numbers.ts';
import { riskLook } from './risk-level.ts';
import { toggled, toggledAll } from './table-columns.ts';
import { colour } from './theme.ts';

test('money: fen to yuan, unknown stays unknown', () => {
  expect(yuan(123_450)).toBe('1,234.50');
  expect(yuan('975000', true)).toBe('9,750');
  expect(yuan(0)).toBe('0.00');
  expect(yuan(null)).toBeNull();
});

test('durations', () => {
  expect(durationWords(3.2)).toBe('约 3 秒');
  expect(durationWords(250)).toBe('约 4 分钟');
  expect(durationWords(7200)).toBe('约 2 小时');
  expect(clockFace(65)).toBe('1:05');
});

test('dates are shown at Beijing time', () => {
  expect(formatDate('2026-11-17T16:30:00Z')).toBe('2026-11-18');
  expect(formatDate('2026-11-17T01:10:00Z', 'minute')).toBe('2026-11-17 09:10');
  expect(formatDate('2026-11-18', 'short')).toBe('11-18');
  expect(formatDate('2026-11-18', 'long')).toBe('2026 年 11 月 18 日 星期三');
});

test('an unknown level is undecided, never green', () => {
  expect(riskLook(1).word).toBe('红');
  expect(riskLook('4').word).toBe('绿');
  expect(riskLook(null).tone).toBe('undecided');
  expect(riskLook('9').tone).toBe('undecided');
});

test('sorting goes up, down, off', () => {
  expect(nextSort('', 'age')).toBe('age');
  expect(nextSort('age', 'age')).toBe('-age');
  expect(nextSort('-age', 'age')).toBe('');
  expect(nextSort('name', 'age')).toBe('age');
});

test('range of a page', () => {
  expect(rangeWords({ page: 2, pageSize: 50, rows: 50, total: 1164, noun: '户' })).toBe('第 51-100 户，共 1,164 户');
  expect(rangeWords({ page: 1, pageSize: 50, rows: 7, noun: '条' })).toBe('第 1-7 条');
});

test('choosing rows keeps those of other pages', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  expect(toggledAll(['x', 'a'], ['a', 'b'])).toEqual(['x', 'a', 'b']);
  expect(toggledAll(['x', 'a', 'b'], ['a', 'b'])).toEqual(['x']);
});

test('labels of close lines turn away from each other', () => {
  expect(markAnchors([0.68, 0.75])).toEqual(['end', 'start']);
  expect(markAnchors([0.5])).toEqual(['middle']);
  expect(markAnchors([0.05, 0.95])).toEqual(['start', 'end']);
});

test('map steps: bounds belong to the upper step, white text on the last two', () => {
  const steps = mapSteps([9.5, 11, 13, 15]);
  expect(steps).toHaveLength(5);
  expect(stepOf(steps, 9.4)?.fill).toBe(colour.quantity1);
  expect(stepOf(steps, 9.5)?.fill).toBe(colour.quantity2);
  expect(stepOf(steps, 99)?.fill).toBe(colour.quantity5);
  expect(steps.map((step) => step.text === colour.onFill)).toEqual([false, false, false, true, true]);
  expect(quintiles([1, 2, 3, 4, 5])).toEqual([2, 3, 4, 5]);
  expect(quintiles([2, 2, 2])).toEqual([2]);
});

test('files are refused with words that say what to do', () => {
  expect(refuseFile({ name: 'a.XLSX', size: 10 }, '.xlsx,.csv', 100)).toBeNull();
  expect(refuseFile({ name: 'a.exe', size: 10 }, '.xlsx,.csv', 100)).toContain('只收');
  expect(refuseFile({ name: 'a.csv', size: 0 }, '.csv', 100)).toContain('空');
  expect(refuseFile({ name: 'a.csv', size: 3_000_000 }, '.csv', 1_000_000)).toBe(
    '文件 2.9 MB，上限 977 KB，请分开上传',
  );
});

test('children are put under their division', () => {
  const tree = withChildren([toTreeNode({ code: '44', name: '广东' })], '44', [{ code: '4402', name: '韶关' }]);
  const deeper = withChildren(tree, '4402', [{ code: '440229', name: '翁源' }]);
  expect(deeper[0]?.children?.[0]?.children?.[0]?.title).toBe('翁源');
  expect(toTreeNode({ code: '440229101201', name: '兰溪村', path: '翁源县' }, true).title).toBe('兰溪村（翁源县）');
});
