import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { DepartmentRequest } from '../contract.ts';
import { useDepartmentRequests } from './api.ts';
import { requestPath } from './department-api.ts';

const columns: readonly Column<DepartmentRequest>[] = [
  { key: 'case', title: '办理编号', nowrap: true, render: (row) => row.caseNo },
  { key: 'person', title: '姓名', render: (row) => row.memberName },
  { key: 'scope', title: '比对事项', render: (row) => row.scope },
  { key: 'sent', title: '发出', nowrap: true, render: (row) => <DateText value={row.sentOn} form="short" /> },
  { key: 'due', title: '期限', nowrap: true, render: (row) => <DateText value={row.dueOn} form="short" /> },
];

/** What the own department is asked about persons who consented; only for departments. */
export function RequestsCard() {
  const may = useMay()('listDepartmentRequests');
  const query = useDepartmentRequests(may);
  if (!may) return null;
  return (
    <Card title="待回复的比对" note="农户已书面授权" flush>
      <DataTable
        label="待回复的比对"
        query={{ ...query, data: query.data && { ...query.data, nextCursor: null } }}
        columns={columns}
        rowKey={(row) => `${row.caseId}|${row.key}`}
        openTo={(row) => requestPath(row.caseId, row.key)}
        empty={{ title: '没有待回复的比对', text: '县级发出、本部门数据不能自动回答的事项会列在这里。' }}
      />
    </Card>
  );
}
