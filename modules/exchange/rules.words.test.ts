import type { WordItem } from '@shouwang/modules/registry/contract.ts';
import { HouseholdChanges, MemberChanges } from '@shouwang/modules/registry/contract.ts';
import { describe, expect, it } from 'vitest';
import { anItem } from './fixtures.ts';
import { latestRows, WORD_PLANS, type WordRow } from './rules.ts';

const say = (item: WordItem, cells: WordRow['cells']) => WORD_PLANS[item].say(cells);
const row = (given: Partial<WordRow>): WordRow => ({
  itemCode: 'ZJ-01',
  batchId: 'b',
  period: '202610',
  rowNo: 2,
  memberId: 'm1',
  dated: '2026-10-12',
  cells: {},
  ...given,
});

describe('what a row says', () => {
  const school = { grade: '11', status_on: '2026-10-12' };
  const dibao = { dibao_kind: '农村低保', start_month: '202401', stop_month: null };
  it.each([
    ['ZJ-01', { grade: 'C', sole_housing: 'true', exception: null }, { houseGrade: 'C', soleHousing: true }, 'C级 是'],
    [
      'ZJ-01',
      { grade: 'D', sole_housing: 'false', exception: '1' },
      { houseGrade: 'D', soleHousing: false },
      'D级，另有安全住房 否',
    ],
    ['SL-01', { outage_days: '0', quality: '合格' }, { waterOutageDays: 0 }, '0 天'],
    ['SL-01', { outage_days: '41', quality: '不合格' }, { waterOutageDays: 41, safeWater: false }, '41 天 水质不合格'],
    ['JY-01', { ...school, status: '在读' }, { studentStatus: '11' }, '九年级在读'],
    ['JY-01', { ...school, status: '辍学' }, { studentStatus: null }, '九年级，辍学（2026-10-12）'],
    ['MZ-01', { ...dibao, change: '在享' }, { dibaoStatus: '1' }, '农村低保，2024-01 起'],
    ['MZ-01', { ...dibao, dibao_kind: '城市低保', change: '新增' }, { dibaoStatus: '2' }, '城市低保，2024-01 起'],
    ['MZ-01', { ...dibao, change: '停发', stop_month: '202610' }, { dibaoStatus: '0' }, '2026-10 停发'],
    [
      'CL-01',
      { category: '4', grade: '1', status: '有效' },
      { disabilityCategory: 4, disabilityGrade: 1 },
      '肢体残疾一级',
    ],
    [
      'CL-01',
      { category: '4', grade: '1', status: '注销' },
      { disabilityCategory: null, disabilityGrade: null },
      '残疾人证已注销',
    ],
  ] as const)('%s %o', (item, cells, values, text) => {
    const said = say(item, cells);
    expect(Object.assign({}, ...said.map((one) => one.values))).toEqual(values);
    expect(said.map((one) => one.text).join(' ')).toBe(text);
  });

  it('is read from columns that the catalogue keeps, and speaks of fields that a correction takes', () => {
    const correctable = [...Object.keys(HouseholdChanges.shape), ...Object.keys(MemberChanges.shape)];
    for (const [item, plan] of Object.entries(WORD_PLANS)) {
      const kept = anItem(item)
        .fields.filter((field) => field.kept)
        .map((field) => field.name);
      expect(kept).toEqual(expect.arrayContaining([plan.dated, ...plan.columns]));
      const fields = plan.say({ quality: '不合格' }).flatMap((said) => Object.keys(said.values));
      if (!plan.health) expect(correctable).toEqual(expect.arrayContaining(fields));
    }
  });
});

describe('latestRows', () => {
  it.each([
    ['its own date', { rowNo: 9, dated: '2026-03-01' }, { rowNo: 3, dated: '2026-10-12' }],
    ['the file, when dates are equal', { rowNo: 9, period: '202609' }, { rowNo: 3, period: '202610' }],
    ['its place in the file', { rowNo: 3 }, { rowNo: 9 }],
  ])('goes by %s', (_, earlier, later) => {
    for (const rows of [
      [row(earlier), row(later)],
      [row(later), row(earlier)],
    ])
      expect(latestRows(rows)).toMatchObject([later]);
  });

  it('keeps one row of a house whoever it is written under, and one of each member', () => {
    expect(latestRows([row({ memberId: 'm1', rowNo: 2 }), row({ memberId: 'm2', rowNo: 3 })])).toMatchObject([
      { memberId: 'm2' },
    ]);
    const lists = [row({ itemCode: 'JY-01', memberId: 'm1' }), row({ itemCode: 'JY-01', memberId: 'm2' })];
    expect(latestRows(lists)).toHaveLength(2);
  });
});
