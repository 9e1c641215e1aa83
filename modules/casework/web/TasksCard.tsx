import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { useMyTasks } from './api.ts';
import { taskColumns } from './task-columns.tsx';

const fields = { kind: urlField.text() };
const PAGE = 12;
/** Kinds that get a switch of their own; the others stand under all. */
const SWITCHES = 5;

/** My tasks in the order in which they should be done. */
export function TasksCard() {
  const [filter, setFilter] = useUrlState(fields);
  const cursor = useCursor();
  const query = useMyTasks({ kind: filter.kind, cursor: cursor.cursor, limit: PAGE });
  const kinds = query.data?.byKind ?? [];
  const all = kinds.reduce((sum, one) => sum + one.count, 0);
  const options = [
    { value: '', label: '全部', count: all },
    ...kinds.slice(0, SWITCHES).map((one) => ({ value: one.kind as string, label: one.title, count: one.count })),
  ];
  return (
    <Card
      title="待我办理"
      flush
      extra={
        <>
          {kinds.length > 1 && (
            <SegmentedFilter
              label="事项"
              options={options}
              value={filter.kind}
              onChange={(kind) => setFilter({ kind })}
            />
          )}
          <span className="sw-note">先严重程度，后剩余时间</span>
        </>
      }
    >
      <DataTable
        label="待我办理"
        query={query}
        columns={taskColumns}
        rowKey={(row) => row.id}
        rowHeight={48}
        openTo={(row) => `/cases/${row.caseId}`}
        cursor={cursor}
        pageSize={PAGE}
        noun="件"
        empty={{ title: '没有待办', text: '轮到您的岗位办理时，会按严重程度和剩余时间出现在这里。' }}
      />
    </Card>
  );
}
