import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { useAreaScope, useSession } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Button } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type DispatchQuery, useDispatches } from './api.ts';
import { dispatchColumns, openOf } from './dispatch-columns.tsx';
import { type WarningFilter, WarningFilters } from './WarningFilters.tsx';
import './warnings.css';

const fields = {
  level: urlField.oneOf(['', '1', '2', '3'], ''),
  state: urlField.text(),
  rule: urlField.text(),
  open: urlField.flag(),
  overdue: urlField.flag(),
};

function queryOf(area: string, filter: WarningFilter, cursor: string | undefined): DispatchQuery {
  const { level, state, rule } = filter;
  const flags = { open: filter.open ? 'true' : '', overdue: filter.overdue ? 'true' : '' };
  const asked = Object.entries({ level, state, rule, cursor, ...flags });
  return { area, ...Object.fromEntries(asked.filter(([, value]) => value)) };
}

/** Work sheets of the place: one a household, all hints merged, most severe and soonest due first. */
export function WarningsPage() {
  const { today } = useSession();
  const [area] = useAreaScope();
  const [filter, setFilter] = useUrlState(fields);
  const cursor = useCursor();
  const query = useDispatches(queryOf(area, filter, cursor.cursor));
  const columns = useMemo(() => dispatchColumns(today), [today]);
  const narrowed = Object.values(filter).some(Boolean);
  const clear = (
    <Button onClick={() => setFilter({ level: '', state: '', rule: '', open: false, overdue: false })}>看全部</Button>
  );
  const toScreening = (
    <Link to="/screening">
      <Button>去看筛查</Button>
    </Link>
  );
  return (
    <>
      <PageHeader
        title="线索与预警"
        subtitle="一户一张工作单，多条理由合并；先看严重的，再看快到期的。提示不是结论，都要上门核实"
      />
      <Card
        title="工作单"
        extra={<WarningFilters area={area} filter={filter} onChange={(change) => setFilter(change)} />}
        flush
      >
        <DataTable
          label="线索与预警工作单"
          query={query}
          columns={columns}
          rowKey={(sheet) => sheet.id}
          rowHeight={48}
          openTo={openOf}
          cursor={cursor}
          noun="张"
          empty={
            narrowed
              ? { title: '没有符合条件的工作单', text: '换一个等级、状态或理由再看。', act: clear }
              : {
                  title: '还没有工作单',
                  text: '筛查提示的户派发之后，会出现在这里；部门推送和群众反映的线索也会并进来。',
                  act: toScreening,
                }
          }
        />
      </Card>
    </>
  );
}
