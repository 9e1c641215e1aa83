import { expect, test } from 'vitest';
import type { PackDifference } from '../contract.versions.ts';
import { consequences, foldRemoved, valueWords } from './difference-words.ts';

const difference = (given: Partial<PackDifference>): PackDifference => ({
  path: `${given.section}/${given.code}/${given.field}`,
  section: 'triggers',
  code: 'CIV-1',
  label: '低保新增或停发',
  field: 'when',
  kind: 'removed',
  before: 'x',
  after: null,
  unit: null,
  standing: null,
  source: null,
  layer: null,
  ...given,
});

test('an entry that is gone is one row that shows its condition; one that only lost a field stays as it is', () => {
  const rows = [
    difference({ field: 'label', before: '低保新增或停发' }),
    difference({ field: 'level', before: 3 }),
    difference({ field: 'when', before: 'dibao_started' }),
    difference({ code: 'MED-1', field: 'source', before: 'PUSH-RULE' }),
  ];
  expect(foldRemoved(rows).map(({ code, field, before }) => [code, field, before])).toEqual([
    ['CIV-1', '*', 'dibao_started'],
    ['MED-1', 'source', 'PUSH-RULE'],
  ]);
});

test.each([
  [{ section: 'parameters', field: 'value', unit: 'yuan' }, 10_200, '10,200 元'],
  [{ section: 'indicators', field: 'weight', unit: null }, 0.15, '15%'],
  [{ section: 'triggers', field: 'level', unit: null }, 1, '红'],
  [{ section: 'triggers', field: 'key', unit: null }, false, '否'],
  [{ section: 'head', field: 'title', unit: null }, null, '（无）'],
] as const)('%o %s is %s', (place, value, words) => {
  expect(valueWords(place, value)).toBe(words);
});

test('the consequences name the day, what ends, what never begins, and the overlays', () => {
  const of = { id: '0', code: 'c', name: '翁源县政策包', versionNo: 1, areaCode: '440229' };
  const ended = { ...of, inForceFrom: '2027-06-01' };
  const words = consequences({
    from: '2027-01-01',
    until: null,
    ends: [
      { ...ended, versionNo: 2, scheduled: false },
      { ...ended, versionNo: 3, scheduled: true },
    ],
    carried: [{ of, from: '2027-01-01', until: null, differences: [], problems: [] }],
  }).join('\n');
  expect(words).toContain('第 2 版自 2027-01-01 起停用');
  expect(words).toContain('原定 2027-06-01 起生效的第 3 版不再生效');
  expect(words).toContain('翁源县政策包');
});
