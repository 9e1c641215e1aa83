import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { FilterBar } from '@shouwang/platform/ui/FilterBar.tsx';
import { FilterSelect } from '@shouwang/platform/ui/FilterSelect.tsx';
import { optionsOf } from '@shouwang/platform/ui/filter-options.ts';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useAreaScope, useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { CHANGE_STATE, CHANGE_TYPE } from '../codes.change.ts';
import type { ChangePage } from '../contract.ts';
import { useChangeRequests } from './change-api.ts';
import { requestColumns } from './request-columns.tsx';
import './registry.css';

const RequestDrawer = whenOpened(() => import('./RequestDrawer.tsx').then((m) => m.RequestDrawer));

const VIEWS = [
  { value: 'decide', label: '待我审批' },
  { value: 'mine', label: '我提出的' },
  { value: 'all', label: '辖区全部' },
] as const;
const STATES = [
  { value: 'open', label: '没有办结' },
  { value: 'all', label: '全部状态' },
  ...(['SUBMITTED', 'RETURNED', 'APPLIED', 'REJECTED', 'WITHDRAWN'] as const).map((value) => ({
    value,
    label: CHANGE_STATE.names[value],
  })),
];
const TYPES = optionsOf(CHANGE_TYPE.names, '全部变动');
const fields = {
  view: urlField.oneOf(['', 'decide', 'mine', 'all'], ''),
  state: urlField.text(),
  type: urlField.text(),
  open: urlField.text(),
};
const EMPTY = {
  decide: { title: '没有待您审批的更正', text: '辖区内有人提出更正、成员增减时会出现在这里。自己提出的由别人审批。' },
  mine: { title: '您没有提出过更正', text: '在农户档案里点“提出更正”，提交后在这里看办到哪一步。' },
  all: { title: '没有符合条件的申请', text: '换一个状态，或看辖区全部申请。' },
} as const;

const wordsOf = ({ total, overdue }: Pick<ChangePage, 'total' | 'overdue'>) =>
  [total === null ? '一万件以上' : `共 ${total} 件`, overdue > 0 ? `超期 ${overdue} 件` : '']
    .filter(Boolean)
    .join('，');

/** Which requests are asked for: those to decide first for whoever decides, and every state of one's own. */
function useAsked() {
  const decides = useMay()('decideChange');
  const [filter, setFilter] = useUrlState(fields);
  const view = filter.view === '' ? (decides ? 'decide' : 'all') : filter.view;
  const state = view === 'decide' ? '' : filter.state || (view === 'mine' ? 'all' : 'open');
  return { filter, setFilter, view, state } as const;
}

type FiltersProps = Omit<ReturnType<typeof useAsked>, 'setFilter'> & {
  onChange: ReturnType<typeof useAsked>['setFilter'];
};

function Filters({ filter, view, state, onChange }: FiltersProps) {
  const may = useMay();
  const needs = { decide: 'decideChange', mine: 'submitChange', all: 'listChangeRequests' } as const;
  return (
    <FilterBar>
      <SegmentedFilter
        label="哪些申请"
        value={view}
        options={VIEWS.filter(({ value }) => may(needs[value]))}
        onChange={(value) => onChange({ view: value, state: '' })}
      />
      {view !== 'decide' && (
        <FilterSelect
          label="状态"
          value={state}
          options={STATES}
          onChange={(value: string) => onChange({ state: value })}
        />
      )}
      <FilterSelect label="变动" value={filter.type} options={TYPES} onChange={(type) => onChange({ type })} />
    </FilterBar>
  );
}

/** 信息更正: requests of the own area, those that wait for the reader first. */
export function RequestListPage() {
  const { today } = useSession();
  const [area] = useAreaScope();
  const { filter, setFilter, view, state } = useAsked();
  const cursor = useCursor();
  const query = useChangeRequests({
    view,
    state,
    area,
    type: filter.type,
    ...(cursor.cursor ? { cursor: cursor.cursor } : {}),
  });
  const { data } = query;
  return (
    <>
      <PageHeader
        title="信息更正"
        subtitle="更正、成员增减和户主变更，由一人提出、另一人审批；批准前不写入档案，也不计入统计。"
      />
      <Card title="变更申请" note={data && wordsOf(data)} flush>
        <Filters filter={filter} view={view} state={state} onChange={setFilter} />
        <DataTable
          label="变更申请"
          query={{ ...query, data: data && { ...data, total: data.total ?? undefined } }}
          columns={requestColumns(today)}
          rowKey={(row) => row.id}
          rowHeight={48}
          onOpen={(row) => setFilter({ open: row.id })}
          currentKey={filter.open}
          cursor={cursor}
          noun="件"
          empty={EMPTY[view]}
        />
      </Card>
      {filter.open !== '' && <RequestDrawer id={filter.open} onClose={() => setFilter({ open: '' })} />}
    </>
  );
}
