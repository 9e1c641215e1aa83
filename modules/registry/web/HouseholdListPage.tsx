import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { ExportButton } from '@shouwang/platform/ui/ExportButton.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { useAreaScope } from '@shouwang/platform/ui/session.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Button } from 'antd';
import type { HouseholdPage } from '../contract.ts';
import { useHouseholds } from './api.ts';
import { HouseholdFilters } from './HouseholdFilters.tsx';
import { householdColumns } from './household-columns.tsx';
import { CLEAR, listFields } from './list-fields.ts';

function howMany(page: HouseholdPage | undefined): string {
  if (!page) return '';
  if (page.total !== null) return `共 ${count(page.total)} 户`;
  return page.atLeast === null ? '户数较多，未逐户计数' : `${count(page.atLeast)} 户以上`;
}

/** All rural households of the own area: search, filters in the address, a page at a time. */
export function HouseholdListPage() {
  const [filter, setFilter] = useUrlState(listFields);
  const [area] = useAreaScope();
  const cursor = useCursor();
  const list = useHouseholds({ ...filter, area, ...(cursor.cursor ? { cursor: cursor.cursor } : {}) });
  const data = list.data && {
    items: list.data.items,
    nextCursor: list.data.nextCursor,
    total: list.data.total ?? undefined,
  };
  const narrowed = Object.entries(CLEAR).some(([name, value]) => filter[name as keyof typeof CLEAR] !== value);
  return (
    <>
      <PageHeader
        title="农户档案"
        subtitle="辖区内全部农户。姓名、拼音首字母和户编号输开头即可，证件号码和电话须输全。"
        acts={<ExportButton what="农户名册" kind="registry.households" filter={{ ...filter, area }} />}
      />
      <Card title="农户" note={howMany(list.data)} flush>
        <HouseholdFilters filter={filter} onChange={setFilter} />
        <DataTable
          label="农户"
          query={{ ...list, data }}
          columns={householdColumns}
          rowKey={(row) => row.id}
          rowHeight={48}
          openTo={(row) => `/households/${row.id}`}
          cursor={cursor}
          noun="户"
          empty={
            narrowed
              ? {
                  title: '没有符合条件的农户',
                  text: '放宽条件，或看辖区全部农户。',
                  act: <Button onClick={() => setFilter(CLEAR)}>看全部</Button>,
                }
              : { title: '还没有农户', text: '辖区的农户登记或导入以后，会出现在这里。' }
          }
        />
      </Card>
    </>
  );
}
