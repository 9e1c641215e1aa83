import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import type { HouseholdChange } from '../contract.ts';
import { useChanges } from './api.ts';
import { sourceOf, titleOf } from './change-words.tsx';

const columns: Column<HouseholdChange>[] = [
  { key: 'at', title: '时间', nowrap: true, render: (row) => <DateText value={row.changedAt} form="minute" /> },
  { key: 'version', title: '版本', nowrap: true, align: 'right', hideOnPhone: true, render: (row) => row.version },
  { key: 'what', title: '变更', render: titleOf },
  { key: 'source', title: '来源和事由', render: (row) => <span className="sw-note">{sourceOf(row)}</span> },
];

/** The whole history of a household: old and new value, who, when, why. */
export function ChangesTab({ id }: { id: string }) {
  const cursor = useCursor();
  const query = useChanges(id, cursor.cursor);
  return (
    <Card title="变更记录" note="原值、新值、更正人和事由；遮蔽的值不显示" flush>
      <DataTable
        label="变更记录"
        query={query}
        columns={columns}
        rowKey={(row) => row.id}
        cursor={cursor}
        noun="条"
        empty={{ title: '还没有变更', text: '更正、收支录入、筛查和办理都会记在这里。' }}
      />
    </Card>
  );
}
