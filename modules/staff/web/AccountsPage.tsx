import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { useAreaScope, useMay } from '@shouwang/platform/ui/session.ts';
import { UrlTabs } from '@shouwang/platform/ui/UrlTabs.tsx';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { AccountFilters, accountFields } from './AccountFilters.tsx';
import { accountColumns } from './account-columns.tsx';
import { useAccounts, useGrantRequests } from './accounts-api.ts';
import { RequestsTab } from './RequestsTab.tsx';

const AccountDrawer = whenOpened(() => import('./AccountDrawer.tsx').then((m) => m.AccountDrawer));

const CLEAR = { q: '', role: '', state: '' };

function AccountList({ onAsk }: { onAsk: (() => void) | null }) {
  const [filter, setFilter] = useUrlState(accountFields);
  const [area] = useAreaScope();
  const cursor = useCursor();
  const list = useAccounts({ ...filter, area, cursor: cursor.cursor });
  const data = list.data && { ...list.data, total: list.data.total ?? undefined };
  const narrowed = filter.q !== '' || filter.role !== '' || filter.state !== '';
  return (
    <Card flush>
      <AccountFilters filter={filter} onChange={setFilter} />
      <DataTable
        label="账号"
        query={{ ...list, data }}
        columns={accountColumns}
        rowKey={(row) => row.id}
        rowHeight={48}
        openTo={(row) => `/accounts/${row.id}`}
        cursor={cursor}
        noun="个账号"
        empty={
          narrowed
            ? {
                title: '没有符合条件的账号',
                text: '姓名、拼音和登录名输开头即可；也可以放宽岗位和状态。',
                act: <Button onClick={() => setFilter(CLEAR)}>看全部</Button>,
              }
            : {
                title: '辖区内还没有账号',
                text: '先申请一个账号，由另一人同意后启用。',
                act: onAsk ? <Button onClick={onAsk}>申请账号</Button> : undefined,
              }
        }
      />
    </Card>
  );
}

/** Accounts of the own area, and the requests that wait for another person. */
export function AccountsPage() {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const decides = may('approveAccount');
  const waiting = useGrantRequests({ view: decides ? 'decide' : 'all', limit: 1 });
  const asks = may('requestAccount') ? () => setAsking(true) : null;
  return (
    <>
      <PageHeader
        title="账号与岗位"
        subtitle="一人提出、另一人同意；岗位写明地方和起止。调离先停用，离开再注销，记录保留。"
        acts={
          asks && (
            <Button type="primary" icon={<Icon of={UserPlus} />} onClick={asks}>
              申请账号
            </Button>
          )
        }
      />
      <UrlTabs
        tabs={[
          { key: 'accounts', label: '账号', content: <AccountList onAsk={asks} /> },
          { key: 'requests', label: '待同意', count: waiting.data?.total ?? undefined, content: <RequestsTab /> },
        ]}
      />
      {asking && <AccountDrawer onClose={() => setAsking(false)} />}
    </>
  );
}
