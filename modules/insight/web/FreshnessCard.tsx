import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { AreaOverview, ItemFreshness } from '../contract.ts';
import { monthWords } from './links.ts';

const LOOKS: Record<ItemFreshness['standing'], { kind: StatusKind; word: string }> = {
  arrived: { kind: 'ok', word: '已到' },
  waiting: { kind: 'neutral', word: '未到期' },
  late: { kind: 'waiting', word: '迟' },
  never: { kind: 'bad', word: '从未到，迟' },
};

function Standing({ item }: { item: ItemFreshness }) {
  const { kind, word } = LOOKS[item.standing];
  return <StatusTag kind={kind}>{item.daysLate > 0 ? `${word} ${item.daysLate} 天` : word}</StatusTag>;
}

function DataOf({ item, mayOpen }: { item: ItemFreshness; mayOpen: boolean }) {
  if (item.period === null) return <span className="sw-note">没有数据</span>;
  const month = `${monthWords(item.period)}期`;
  const rows = item.rows === null ? '' : `${count(item.rows)} 行，`;
  const day = item.dataDate ? `数据至 ${item.dataDate}` : '筛查用过';
  const words = item.batchId && mayOpen ? <Link to={`/imports/${item.batchId}`}>{month}</Link> : month;
  return (
    <TwoLines
      first={words}
      second={
        <>
          {rows}
          <span className="ins-whole">{day}</span>
        </>
      }
    />
  );
}

/** How fresh the department data are: which month each item is of, and what is missing or late. */
export function FreshnessCard({ overview }: { overview: AreaOverview }) {
  const mayOpen = useMay()('getImport');
  const arrived = overview.items.filter((item) => item.standing === 'arrived').length;
  const columns = useMemo<Column<ItemFreshness>[]>(
    () => [
      { key: 'item', title: '数据项', render: (item) => <TwoLines first={item.name} second={item.departmentName} /> },
      { key: 'data', title: '最近一期', render: (item) => <DataOf item={item} mayOpen={mayOpen} /> },
      { key: 'standing', title: '状态', align: 'right', nowrap: true, render: (item) => <Standing item={item} /> },
    ],
    [mayOpen],
  );
  return (
    <Card
      title="部门数据"
      note={`应到 ${monthWords(overview.duePeriod)}期，${overview.today}`}
      extra={`${arrived} / ${overview.items.length} 到齐`}
      flush
    >
      <DataTable
        label="部门数据新鲜度"
        query={listOf(overview.items)}
        columns={columns}
        rowKey={(item) => item.code}
        rowHeight={48}
        empty={{ title: '还没有数据项', text: '启用数据目录后，每月应到的部门文件会列在这里。' }}
      />
    </Card>
  );
}
