import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { useState } from 'react';
import { Link } from 'react-router';
import { useChangeRequests } from './change-api.ts';
import { requestColumns } from './request-columns.tsx';

const RequestDrawer = whenOpened(() => import('./RequestDrawer.tsx').then((m) => m.RequestDrawer));
const SHOWN = ['household', 'what', 'who', 'due'];

/** What waits for the reader's decision, for his workbench; nothing for posts that decide none. */
export function WaitingRequestsCard() {
  const may = useMay()('decideChange');
  const { today } = useSession();
  const query = useChangeRequests({ view: 'decide', limit: 5 }, may);
  const [open, setOpen] = useState<string | null>(null);
  if (!may) return null;
  const { total = 0, overdue = 0 } = query.data ?? {};
  const words = [total === null ? '一万件以上' : `${total} 件`, overdue > 0 ? `超期 ${overdue} 件` : '']
    .filter(Boolean)
    .join('，');
  return (
    <Card
      title="待审批的更正"
      note={query.data && words}
      flush
      foot={<Link to="/changes?view=decide">全部待审批</Link>}
    >
      <DataTable
        label="待审批的更正"
        query={{ ...query, data: query.data && { items: query.data.items, nextCursor: null } }}
        columns={requestColumns(today).filter(({ key }) => SHOWN.includes(key))}
        rowKey={(row) => row.id}
        rowHeight={48}
        onOpen={(row) => setOpen(row.id)}
        empty={{ title: '没有待审批的更正', text: '村、镇提出的更正和成员增减会列在这里。' }}
      />
      {open !== null && <RequestDrawer id={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}
