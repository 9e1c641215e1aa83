import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { ExportButton } from '@shouwang/platform/ui/ExportButton.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useAreaScope } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Input, Select } from 'antd';
import { BOARD_COLUMNS, type BoardColumn, type CaseState } from '../contract.ts';
import { useCases } from './api.ts';
import { caseColumns } from './case-columns.tsx';

const fields = {
  q: urlField.text(),
  column: urlField.text(),
  state: urlField.text(),
  level: urlField.oneOf(['all', '1', '2', '3'], 'all'),
  open: urlField.oneOf(['true', 'false', 'all'], 'true'),
  overdue: urlField.flag(),
  owed: urlField.flag(),
};
const COLUMNS = Object.entries(BOARD_COLUMNS).map(([value, label]) => ({ value, label }));

type Standing = { overdue: boolean; owed: boolean; open: 'true' | 'false' | 'all' };
const IN_HAND: Standing = { overdue: false, owed: false, open: 'true' };
/** Switches that stand for more than whether a case is open. */
const STANDINGS: Readonly<Record<string, Standing>> = {
  overdue: { ...IN_HAND, overdue: true },
  owed: { ...IN_HAND, owed: true, open: 'false' },
};

type Shown = Standing & { level: string };

/** The filter of the list as the server reads it. */
function exportFilter(area: string, { level, overdue, owed, ...filter }: Shown) {
  const said = (flag: boolean) => (flag ? 'true' : '');
  return { ...filter, area, level: level === 'all' ? '' : level, overdue: said(overdue), owed: said(owed) };
}

/** All cases of the area, narrowed by step, level and lateness; the filter stands in the address. */
export function CaseListPage() {
  const [filter, setFilter] = useUrlState(fields);
  const [area] = useAreaScope();
  const cursor = useCursor();
  const query = useCases({
    area,
    q: filter.q,
    column: filter.column as BoardColumn,
    state: filter.state as CaseState,
    level: filter.level,
    open: filter.open,
    overdue: filter.overdue ? 'true' : '',
    owed: filter.owed ? 'true' : '',
    cursor: cursor.cursor,
  });
  return (
    <>
      <PageHeader
        title="识别办理"
        subtitle="从派发的线索到县审定和公告；点一行打开"
        acts={<ExportButton what="识别件" kind="casework.cases" filter={exportFilter(area, filter)} />}
      />
      <Card
        title="识别件"
        note={query.data?.total === undefined ? undefined : `${query.data.total} 件`}
        flush
        extra={
          <>
            <Input.Search
              aria-label="户主姓名或办理编号"
              placeholder="户主姓名或办理编号"
              allowClear
              defaultValue={filter.q}
              onSearch={(q) => setFilter({ q })}
              style={{ width: 232 }}
            />
            <Select
              aria-label="环节"
              allowClear
              placeholder="全部环节"
              value={filter.column || null}
              options={COLUMNS}
              onChange={(column: string | null) => setFilter({ column: column ?? '' })}
              style={{ width: 120 }}
            />
            <SegmentedFilter
              label="等级"
              value={filter.level}
              options={[
                { value: 'all', label: '全部' },
                { value: '1', label: '红' },
                { value: '2', label: '橙' },
                { value: '3', label: '黄' },
              ]}
              onChange={(level) => setFilter({ level })}
            />
            <SegmentedFilter
              label="办理情况"
              value={filter.owed ? 'owed' : filter.overdue ? 'overdue' : filter.open}
              options={[
                { value: 'true', label: '在办' },
                { value: 'overdue', label: '逾期' },
                { value: 'false', label: '已结束' },
                { value: 'owed', label: '结后待办' },
                { value: 'all', label: '全部' },
              ]}
              onChange={(value) => setFilter(STANDINGS[value] ?? { ...IN_HAND, open: value as 'true' })}
            />
          </>
        }
      >
        <DataTable
          label="识别件"
          query={query}
          columns={caseColumns}
          rowKey={(row) => row.id}
          rowHeight={48}
          openTo={(row) => `/cases/${row.id}`}
          cursor={cursor}
          noun="件"
          empty={{ title: '没有符合条件的件', text: '县里派发线索后自动开件；换一个条件，或看全部。' }}
        />
      </Card>
    </>
  );
}
