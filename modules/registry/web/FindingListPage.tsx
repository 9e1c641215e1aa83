import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { FilterBar } from '@shouwang/platform/ui/FilterBar.tsx';
import { FilterSelect } from '@shouwang/platform/ui/FilterSelect.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useAreaScope, useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { type UrlValues, urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { App, Button } from 'antd';
import { ListChecks } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { FindingCounts } from '../contract.ts';
import { CheckState, lastCheckWords } from './CheckState.tsx';
import { FindingCountsCards } from './FindingCountsCards.tsx';
import { findingColumns } from './finding-columns.tsx';
import { useFindingCounts, useFindings, useStartCheck, works } from './findings-api.ts';

const fields = {
  rule: urlField.text(),
  severity: urlField.oneOf(['', 'error', 'warn'], ''),
  standing: urlField.oneOf(['open', 'exempted'], 'open'),
};
type Filter = UrlValues<typeof fields>;
const CLEAR: Filter = { rule: '', severity: '', standing: 'open' };

const SEVERITIES = [
  { value: '', label: '全部' },
  { value: 'error', label: '错误' },
  { value: 'warn', label: '提醒' },
] as const;
const STANDINGS = [
  { value: 'open', label: '待处理' },
  { value: 'exempted', label: '豁免期内' },
];

function StartAct({ counts }: { counts: FindingCounts }) {
  const { message } = App.useApp();
  const start = useStartCheck();
  const busy = works(counts.current);
  const begin = () =>
    start.mutate(undefined, {
      onSuccess: () => void message.success('已发起核验，完成后清单自动更新'),
      onError: (error) => void message.error(error.message),
    });
  return (
    <Button
      type={counts.lastDone ? 'default' : 'primary'}
      icon={<Icon of={ListChecks} />}
      disabled={busy}
      loading={start.isPending}
      title={busy ? '正在核验，完成后再发起' : ''}
      onClick={begin}
    >
      {counts.lastDone ? '重新核验全县' : '开始核验全县'}
    </Button>
  );
}

function Filters({
  filter,
  counts,
  onChange,
}: {
  filter: Filter;
  counts: FindingCounts;
  onChange: (change: Partial<Filter>) => void;
}) {
  const known = counts.byRule.map(({ rule, message, findings }) => ({
    value: rule,
    label: `${message}（${count(findings)}）`,
  }));
  const named = filter.rule === '' || known.some(({ value }) => value === filter.rule);
  const rules = [
    { value: '', label: '全部规则' },
    ...known,
    ...(named ? [] : [{ value: filter.rule, label: filter.rule }]),
  ];
  return (
    <FilterBar>
      <SegmentedFilter
        label="程度"
        value={filter.severity}
        options={SEVERITIES}
        onChange={(severity) => onChange({ severity })}
      />
      <FilterSelect label="规则" value={filter.rule} options={rules} onChange={(rule) => onChange({ rule })} />
      <FilterSelect
        label="是否豁免"
        value={filter.standing}
        options={STANDINGS}
        onChange={(standing) => onChange({ standing })}
      />
    </FilterBar>
  );
}

function emptyOf(filter: Filter, clear: () => void) {
  if (filter.rule || filter.severity || filter.standing !== 'open')
    return {
      title: '没有符合条件的问题',
      text: '换一个条件，或看全部待处理的问题。',
      act: <Button onClick={clear}>看全部</Button>,
    };
  return { title: '没有发现问题', text: '辖区内的农户都通过了核验。登记、更正、走访之后会随时重新核对。' };
}

function FindingList({ area, counts }: { area: string; counts: FindingCounts }) {
  const { today } = useSession();
  const [filter, setFilter] = useUrlState(fields);
  const cursor = useCursor();
  const query = useFindings({ ...filter, area, ...(cursor.cursor ? { cursor: cursor.cursor } : {}) });
  const { data } = query;
  const note = data && (data.total === null ? '一万条以上' : `共 ${count(data.total)} 条`);
  return (
    <Card title="问题清单" note={note} flush>
      <Filters filter={filter} counts={counts} onChange={setFilter} />
      <DataTable
        label="数据质量问题"
        query={{ ...query, data: data && { ...data, total: data.total ?? undefined } }}
        columns={findingColumns(today)}
        rowKey={(row) => row.id}
        rowHeight={48}
        openTo={(row) => `/households/${row.householdId}#quality`}
        cursor={cursor}
        noun="条"
        empty={emptyOf(filter, () => setFilter(CLEAR))}
      />
    </Card>
  );
}

function Checked({
  counts,
  area,
  start,
  loading,
}: {
  counts: FindingCounts;
  area: string;
  start: ReactNode;
  loading: boolean;
}) {
  const [params] = useSearchParams();
  const linkTo = (change: Record<string, string>) => {
    const next = new URLSearchParams(params);
    for (const name of ['cursor', 'page']) next.delete(name);
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    return `?${next}`;
  };
  return (
    <>
      {counts.current && <CheckState check={counts.current} />}
      {counts.lastDone ? (
        <>
          <FindingCountsCards counts={counts} linkTo={linkTo} loading={loading} />
          <FindingList area={area} counts={counts} />
        </>
      ) : (
        !works(counts.current) && (
          <Card>
            <EmptyState
              icon={ListChecks}
              title="还没有核验过"
              text="核验把每户的登记、收支和住房按规则逐条核对，列出缺的、错的和互相矛盾的。由县级发起，之后每天自动核验一次。"
              act={start}
            />
          </Card>
        )
      )}
    </>
  );
}

/** 数据质量: what the data-quality rules find over all households of the own area, and when that was worked out. */
export function FindingListPage() {
  const [area] = useAreaScope();
  const may = useMay();
  const { post } = useSession();
  const { data, error, refetch, isPlaceholderData } = useFindingCounts(area);
  const start = data && may('startQualityCheck') && post.areaCode.length >= 6 && <StartAct counts={data} />;
  const when = data?.lastDone
    ? `${data.area.length < 6 ? '各县最近一次核验，最早的一次：' : ''}${lastCheckWords(data.lastDone)}`
    : '按核验规则逐户核对档案，点一行到农户档案里更正';
  return (
    <>
      <PageHeader title="数据质量" subtitle={when} acts={data?.lastDone ? start : undefined} />
      {data && <Checked counts={data} area={area} start={start} loading={isPlaceholderData} />}
      {!data && error && (
        <Card>
          <ErrorState error={error} title="没有取到数据质量情况" onRetry={() => void refetch()} />
        </Card>
      )}
      {!data && !error && (
        <Card>
          <RowsSkeleton rows={8} />
        </Card>
      )}
    </>
  );
}
