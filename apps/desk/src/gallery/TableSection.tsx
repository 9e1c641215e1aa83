import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { MoneyText } from '@shouwang/platform/ui/MoneyText.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatutoryClock } from '@shouwang/platform/ui/StatutoryClock.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Button } from 'antd';
import { useState } from 'react';

type Row = {
  id: string;
  state: string;
  name: string;
  place: string;
  reason: string;
  fen: number | null;
  blocked?: boolean;
};
type Task = {
  id: string;
  level: string;
  name: string;
  place: string;
  step: string;
  why: string;
  day: number;
  left: number;
};

const rows: Row[] = [
  { id: '1', state: '常态', name: '甘秀兰户', place: '下坑村 二组', reason: '学年自付超门槛', fen: 1_180_000 },
  { id: '2', state: '悬停', name: '江树娣户', place: '半溪村 三组', reason: '单次自付超门槛', fen: 1_362_000 },
  { id: '3', state: '选中', name: '刘观胜户', place: '金竹村 四组', reason: '重残，收入接近线', fen: 1_024_000 },
  { id: '4', state: '键盘焦点', name: '张木火户', place: '半溪村 一组', reason: '小额信贷临期', fen: null },
  { id: '5', state: '无权查看', name: '***', place: '***', reason: '不在您的辖区', fen: null, blocked: true },
];
const columns: Column<Row>[] = [
  { key: 'state', title: '状态', render: (row) => row.state },
  { key: 'name', title: '户', sortable: true, render: (row) => <b>{row.name}</b>, sum: '合计' },
  { key: 'place', title: '村组', hideOnPhone: true, render: (row) => row.place },
  { key: 'reason', title: '理由', render: (row) => row.reason },
  {
    key: 'fen',
    title: '数值（元）',
    align: 'right',
    sortable: true,
    nowrap: true,
    render: (row) => <MoneyText fen={row.fen} />,
    sum: '35,660.00',
  },
];
const tasks: Task[] = [
  {
    id: '1',
    level: '1',
    name: '巫观福户',
    place: '翁城镇 · 黄塘村',
    step: '县审定',
    why: '唯一住房 D 级 · 已走绿色通道',
    day: 13,
    left: -1,
  },
  {
    id: '2',
    level: '1',
    name: '涂有娣户',
    place: '周陂镇 · 龙口村',
    step: '县审定',
    why: '退回补正后再报 · 异议复核不成立',
    day: 12,
    left: 0,
  },
  {
    id: '3',
    level: '2',
    name: '曾木生户',
    place: '官渡镇 · 新塘村',
    step: '县审定',
    why: '户主意外受伤 · 突发支出 46,800 元',
    day: 9,
    left: 2,
  },
];
const taskColumns: Column<Task>[] = [
  { key: 'level', title: '等级', width: 64, render: (row) => <RiskMark level={row.level} /> },
  { key: 'name', title: '对象', render: (row) => <TwoLines first={row.name} second={row.place} /> },
  {
    key: 'step',
    title: '事项与缘由',
    hideOnPhone: true,
    render: (row) => <TwoLines first={row.step} second={row.why} />,
  },
  {
    key: 'clock',
    title: '法定时钟',
    nowrap: true,
    hideOnPhone: true,
    render: (row) => <StatutoryClock day={row.day} limit={15} overdue={row.left < 0} />,
  },
  { key: 'left', title: '本环节', nowrap: true, render: (row) => <DueText daysLeft={row.left} /> },
  { key: 'act', title: '操作', hideTitle: true, align: 'right', render: () => <Button>审定</Button> },
];
const filter = { sort: urlField.text() };

/** A task list with two-line rows, and a data list with sorting, selection, sum and paging. */
export function TableSection() {
  const [{ sort }, setFilter] = useUrlState(filter);
  const [keys, setKeys] = useState<string[]>(['3']);
  const cursor = useCursor();
  return (
    <>
      <Card title="任务行" note="双行 48" flush>
        <DataTable
          label="任务"
          query={listOf(tasks)}
          columns={taskColumns}
          rowKey={(row) => row.id}
          rowHeight={48}
          empty={{ title: '没有任务' }}
          onOpen={() => undefined}
        />
      </Card>
      <Card title="表格行" note="数据行 36，表头 34" flush>
        <DataTable
          label="农户"
          query={{ ...listOf(rows), data: { items: rows, nextCursor: 'x', total: 164 } }}
          columns={columns}
          rowKey={(row) => row.id}
          empty={{ title: '没有农户' }}
          onOpen={() => undefined}
          isBlocked={(row) => row.blocked === true}
          selection={{
            keys,
            onChange: setKeys,
            nameOf: (row) => row.name,
            acts: <Button size="small">派发所选</Button>,
          }}
          sort={sort}
          onSort={(next) => setFilter({ sort: next })}
          cursor={cursor}
          noun="户"
          exportAct={
            <Button size="small" type="text">
              导出 CSV
            </Button>
          }
        />
      </Card>
    </>
  );
}
