import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { Select, Tag } from 'antd';
import { useMemo } from 'react';
import type { LevelCounts, Run } from '../contract.runs.ts';
import { isFirstRun, pointedOut } from '../rules.levels.ts';
import { useRunHits } from './api.ts';
import { hitColumns } from './hit-columns.tsx';
import { hitQuery, type RunFilter } from './run-filter.ts';

export type HitCardProps = {
  run: Run;
  place: string;
  counts: LevelCounts | null;
  filter: RunFilter;
  onFilter: (change: Partial<RunFilter>) => void;
};

function levelOptions(counts: LevelCounts | null) {
  return [
    { value: '' as const, label: '提示', count: counts ? pointedOut(counts) : undefined },
    { value: '1' as const, label: '红', count: counts?.red },
    { value: '2' as const, label: '橙', count: counts?.orange },
    { value: '3' as const, label: '黄', count: counts?.yellow },
    { value: 'undecided' as const, label: '未能判断', count: counts?.undecided },
  ];
}

function RuleFilter({ run, rule, onChange }: { run: Run; rule: string; onChange: (rule: string) => void }) {
  const known = run.rules.some(({ code }) => code === rule) || !rule;
  const options = [
    { value: '', label: '全部理由' },
    ...run.rules.map(({ code, label }) => ({ value: code, label: `${label} ${code}` })),
    ...(known ? [] : [{ value: rule, label: rule }]),
  ];
  return (
    <Select
      aria-label="按理由筛选"
      style={{ width: 220, maxWidth: '100%' }}
      value={rule}
      options={options}
      onChange={onChange}
    />
  );
}

function emptyText(narrowed: boolean, counts: LevelCounts | null): string {
  if (narrowed) return '换一个等级、理由或地方再看。';
  if (counts && counts.undecided > 0)
    return `没有规则成立；另有 ${counts.undecided} 户未能判断，不算稳定，在“未能判断”里。`;
  return '没有规则成立，也没有缺关键数据。';
}

/** The households behind the figures above, most severe first. */
export function HitCard({ run, place, counts, filter, onFilter }: HitCardProps) {
  const cursor = useCursor();
  const query = useRunHits(run.id, hitQuery(filter, cursor.cursor));
  const isFirst = isFirstRun(run.counts);
  const columns = useMemo(() => hitColumns(run.id, isFirst), [run.id, isFirst]);
  const narrowed = filter.level !== '' || filter.rule !== '' || filter.fresh;
  return (
    <Card
      title={`${place}的户`}
      note={
        <SegmentedFilter
          label="等级"
          options={levelOptions(counts)}
          value={filter.level}
          onChange={(level) => onFilter({ level })}
        />
      }
      extra={
        <>
          {!isFirst && (
            <Tag.CheckableTag checked={filter.fresh} onChange={(fresh) => onFilter({ fresh })}>
              只看新进{counts ? ` ${counts.newly}` : ''}
            </Tag.CheckableTag>
          )}
          <RuleFilter run={run} rule={filter.rule} onChange={(rule) => onFilter({ rule })} />
        </>
      }
      flush
    >
      <DataTable
        label={`${place}筛查提示的户`}
        query={query}
        columns={columns}
        rowKey={(hit) => hit.householdId}
        openTo={(hit) => `/screening/${run.id}/households/${hit.householdId}`}
        cursor={cursor}
        noun="户"
        empty={{
          title: narrowed ? '没有符合条件的户' : '这里没有需要上门核实的户',
          text: emptyText(narrowed, counts),
        }}
      />
    </Card>
  );
}
