import { expect, it } from 'vitest';
import { basisGroups } from './basis-rows.ts';

it('groups what a decision rests on, says unknown for unknown, and leaves out what has no name', () => {
  const groups = basisGroups({
    case: { id: 'x' },
    household: { sharing_count: 3, house_grade: null, secret_column: 1 },
    members: [{ birth_date: '***', health: ['2', '4'], is_resident: true }],
    income: { perCapitaFen: 800_000 },
    records: [{ step: 'VERIFYING', round: 2 }],
    evidence: [{}, {}],
  });
  expect(groups).toEqual([
    {
      title: '农户',
      rows: [
        { label: '共享收支人口', value: '3' },
        { label: '房屋等级', value: '未知' },
      ],
    },
    {
      title: '成员 1',
      rows: [
        { label: '出生日期', value: '***' },
        { label: '健康状况代码', value: '2、4' },
        { label: '常住', value: '是' },
      ],
    },
    { title: '收支核算', rows: [{ label: '人均纯收入（分）', value: '800000' }] },
    { title: '当时有效的程序记录', rows: [{ label: '入户核实', value: '第 2 次' }] },
    { title: '佐证材料', rows: [{ label: '份数', value: '2' }] },
  ]);
  expect(basisGroups(null)).toEqual([]);
});
