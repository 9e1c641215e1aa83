import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { useMemo } from 'react';
import type { GrantRequest } from '../contract.accounts.ts';
import { postWords } from './account-words.ts';
import { useGrantRequests } from './accounts-api.ts';

const RequestDrawer = whenOpened(() => import('./RequestDrawer.tsx').then((m) => m.RequestDrawer));
const fields = { open: urlField.text() };

function columnsOf(onOpen: (row: GrantRequest) => void): Column<GrantRequest>[] {
  return [
    {
      key: 'who',
      title: '为谁',
      render: (row) => <TwoLines first={row.account.name} second={row.kind === 'account' ? '开账号' : '加岗位'} />,
    },
    {
      key: 'posts',
      title: '岗位',
      hideOnPhone: true,
      render: (row) => row.posts.map(postWords).join('；'),
    },
    {
      key: 'by',
      title: '提出人',
      hideOnPhone: true,
      render: (row) => <TwoLines first={row.enteredByName} second={row.enteredByRole} />,
    },
    {
      key: 'at',
      title: '提出时间',
      nowrap: true,
      hideOnPhone: true,
      render: (row) => <DateText value={row.enteredAt} form="minute" />,
    },
    {
      key: 'acts',
      title: '办理',
      hideTitle: true,
      align: 'right',
      nowrap: true,
      render: (row) => (
        <Button size="small" type={row.mayDecide ? 'primary' : 'default'} onClick={() => onOpen(row)}>
          {row.mayDecide ? '办理' : '查看'}
        </Button>
      ),
    },
  ];
}

/** Requests that wait in the own area, oldest first; whoever may decides them here. */
export function RequestsTab() {
  const [{ open }, setUrl] = useUrlState(fields);
  const cursor = useCursor();
  const query = useGrantRequests({ view: 'all', cursor: cursor.cursor });
  const columns = useMemo(() => columnsOf(({ id }) => setUrl({ open: id })), [setUrl]);
  const opened = query.data?.items.find(({ id }) => id === open);
  const data = query.data && { ...query.data, total: query.data.total ?? undefined };
  return (
    <Card flush>
      <DataTable
        label="待同意的申请"
        query={{ ...query, data }}
        columns={columns}
        rowKey={(row) => row.id}
        rowHeight={48}
        onOpen={(row) => setUrl({ open: row.id })}
        currentKey={open}
        cursor={cursor}
        noun="份"
        empty={{ title: '没有在等同意的申请', text: '有人申请账号或岗位时会出现在这里；自己提的由别人同意。' }}
      />
      {opened && <RequestDrawer request={opened} onClose={() => setUrl({ open: '' })} />}
    </Card>
  );
}
