import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { type HouseholdView, SENSITIVE_NAMES, type SensitiveField } from '../contract.ts';
import { useViews } from './api.ts';

const columns: Column<HouseholdView>[] = [
  { key: 'at', title: '时间', nowrap: true, render: (row) => <DateText value={row.at} form="minute" /> },
  { key: 'who', title: '谁', render: (row) => `${row.actorName}（${row.roleName}）` },
  {
    key: 'what',
    title: '看了什么',
    render: (row) =>
      row.action === 'revealSensitive' ? (
        <StatusTag kind="policy">{SENSITIVE_NAMES[row.which as SensitiveField] ?? '遮蔽信息'}</StatusTag>
      ) : (
        '打开档案（遮蔽）'
      ),
  },
  { key: 'why', title: '事由', render: (row) => row.reason ?? <span className="sw-note">—</span> },
];

/** Who looked at the household, at what and why; the farmer sees the same list. */
export function ViewsTab({ id }: { id: string }) {
  const cursor = useCursor();
  const query = useViews(id, cursor.cursor);
  return (
    <Card title="谁看过" note="同一人一小时内打开多次记一次；每次查看遮蔽信息都记" flush>
      <DataTable
        label="谁看过"
        query={query}
        columns={columns}
        rowKey={(row) => row.id}
        cursor={cursor}
        noun="条"
        empty={{ title: '还没有人看过', text: '谁打开这一户、谁看过遮蔽的信息，会记在这里。' }}
      />
    </Card>
  );
}
