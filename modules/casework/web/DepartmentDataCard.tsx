import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Link } from 'react-router';
import type { ExchangeItem } from '../../exchange/contract.ts';
import { useDepartmentFiles } from './api.ts';

const LOOKS = {
  arrived: { kind: 'ok', name: '已入库' },
  held: { kind: 'waiting', name: '待确认' },
  checking: { kind: 'running', name: '检查中' },
  failed: { kind: 'bad', name: '读不出' },
  late: { kind: 'bad', name: '未到' },
  waiting: { kind: 'neutral', name: '未到期' },
} as const;

const columns: readonly Column<ExchangeItem>[] = [
  {
    key: 'item',
    title: '数据项',
    render: (item) => <TwoLines first={item.name} second={`${item.departmentName} · ${item.code}`} />,
  },
  {
    key: 'state',
    title: '状态',
    align: 'right',
    render: (item) => {
      const look = LOOKS[item.standing];
      return (
        <span className="sw-row" style={{ justifyContent: 'flex-end' }}>
          {item.daysLate > 0 && <span className="sw-note">迟 {item.daysLate} 天</span>}
          <StatusTag kind={look.kind}>{look.name}</StatusTag>
        </span>
      );
    },
  },
];

/** The department files of the month, for posts that may see them. */
export function DepartmentDataCard() {
  const may = useMay()('listExchangeItems');
  const query = useDepartmentFiles(may);
  if (!may) return null;
  const items = query.data?.items ?? [];
  const arrived = items.filter((item) => item.standing === 'arrived').length;
  const note = query.data ? `${Number(query.data.period.slice(4))} 月期` : undefined;
  return (
    <Card
      title="部门数据"
      note={note}
      flush
      extra={items.length > 0 && `${arrived} / ${items.length} 到齐`}
      foot={<Link to="/imports">全部数据项</Link>}
    >
      <DataTable
        label="部门数据"
        query={{ ...query, data: query.data && { items, nextCursor: null } }}
        columns={columns}
        rowKey={(item) => item.code}
        rowHeight={48}
        empty={{ title: '还没有数据项', text: '启用数据目录后，每月应到的部门文件会列在这里。' }}
      />
    </Card>
  );
}
