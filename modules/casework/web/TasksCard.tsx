import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Select } from 'antd';
import type { ActCode, TaskKind } from '../contract.ts';
import { useMyTasks } from './api.ts';
import { taskColumns, taskPath } from './task-columns.tsx';
import { useHandOut } from './use-hand-out.tsx';

const fields = { kind: urlField.text(), village: urlField.text() };
/** Kinds that get a switch of their own; the others stand under all. */
const SWITCHES = 5;
const DISPATCH: ActCode = 'dispatchVerification';
/** How the list is shown: tasks that are ticked and handed out together stand a hundred on a page. */
const LISTED = {
  rows: 12,
  note: '先严重程度，后剩余时间',
  empty: { title: '没有待办', text: '轮到您的岗位办理时，会按严重程度和剩余时间出现在这里。' },
};
const HANDED_OUT = {
  rows: 100,
  note: '勾选同村的户，一次指派',
  empty: { title: '没有待派发的户', text: '县里派发的线索会出现在这里，由镇里指派核实组。' },
};
/** Among the kinds, none chosen: all of them. */
const ALL = '';

type Kinds = { kind: TaskKind; title: string; count: number }[];

/** The switches over the list: all, and the kinds of which there are most. */
function kindOptions(kinds: Kinds) {
  const all = kinds.reduce((sum, one) => sum + one.count, 0);
  const most = kinds
    .slice(0, SWITCHES)
    .map((one) => ({ value: one.kind as string, label: one.title, count: one.count }));
  return [{ value: ALL, label: '全部', count: all }, ...most];
}

type VillageFilterProps = {
  villages: { areaCode: string; name: string; count: number }[];
  value: string;
  onChange: (village: string) => void;
};

function VillageFilter({ villages, value, onChange }: VillageFilterProps) {
  if (villages.length < 2 && value === ALL) return null;
  const options = villages.map((one) => ({ value: one.areaCode, label: `${one.name} ${one.count} 件` }));
  return (
    <Select
      aria-label="按村筛选"
      style={{ width: 168 }}
      value={value}
      options={[{ value: ALL, label: '全部村' }, ...options]}
      onChange={onChange}
    />
  );
}

/** My tasks in the order in which they should be done; those that wait for a team are ticked and handed out together. */
export function TasksCard() {
  const may = useMay();
  const [filter, setFilter] = useUrlState(fields);
  const cursor = useCursor();
  const hands = filter.kind === DISPATCH && may('dispatchVerifications');
  const look = hands ? HANDED_OUT : LISTED;
  const query = useMyTasks({
    kind: filter.kind,
    area: hands ? filter.village : '',
    cursor: cursor.cursor,
    limit: look.rows,
  });
  const kinds = query.data?.byKind ?? [];
  const handOut = useHandOut(query.data?.items ?? []);
  const narrow = (change: Partial<typeof filter>) => {
    handOut.clear();
    setFilter(change);
  };
  return (
    <Card
      title="待我办理"
      flush
      extra={
        <>
          {hands && (
            <VillageFilter
              villages={query.data?.byVillage ?? []}
              value={filter.village}
              onChange={(village) => narrow({ village })}
            />
          )}
          {(kinds.length > 1 || filter.kind !== '') && (
            <SegmentedFilter
              label="事项"
              options={kindOptions(kinds)}
              value={filter.kind}
              onChange={(kind) => narrow({ kind, village: '' })}
            />
          )}
          <span className="sw-note">{look.note}</span>
        </>
      }
    >
      <DataTable
        label="待我办理"
        query={query}
        columns={taskColumns}
        rowKey={(row) => row.id}
        rowHeight={48}
        openTo={taskPath}
        selection={hands ? handOut.selection : undefined}
        cursor={cursor}
        pageSize={look.rows}
        noun="件"
        empty={look.empty}
      />
      {handOut.drawer}
    </Card>
  );
}
