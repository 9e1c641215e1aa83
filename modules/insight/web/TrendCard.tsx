import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Chart } from '@shouwang/platform/ui/Chart.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { useMemo } from 'react';
import { pointedOut } from '../../screening/rules.levels.ts';
import type { AreaOverview, TrendMonth } from '../contract.ts';
import { hitsLink, monthWords } from './links.ts';
import { Opens } from './place-columns.tsx';
import { trendOption } from './trend-option.ts';

function columnsOf(area: string): Column<TrendMonth>[] {
  const level = (
    key: 'red' | 'orange' | 'yellow' | 'undecided',
    filter: string,
    title: string,
  ): Column<TrendMonth> => ({
    key,
    title,
    align: 'right',
    nowrap: true,
    hideOnPhone: true,
    render: (month) => (
      <Opens value={month.levels[key]} to={linkOf(month, area, filter)} what={`${monthWords(month.period)}${title}`} />
    ),
  });
  return [
    {
      key: 'month',
      title: '数据月份',
      nowrap: true,
      render: (month) => (
        <TwoLines
          first={monthWords(month.period)}
          second={`${month.runNo}，${formatDate(month.finishedAt, 'minute')}`}
        />
      ),
    },
    {
      key: 'hits',
      title: '提示',
      align: 'right',
      nowrap: true,
      render: (month) => (
        <b>
          <Opens value={pointedOut(month.levels)} to={linkOf(month, area)} what={`${monthWords(month.period)}提示户`} />
        </b>
      ),
    },
    level('red', '1', '红'),
    level('orange', '2', '橙'),
    level('yellow', '3', '黄'),
    level('undecided', 'undecided', '未能判断'),
    {
      key: 'monitored',
      title: '月末监测对象',
      align: 'right',
      nowrap: true,
      render: (month) => count(month.monitored),
    },
  ];
}

const linkOf = (month: TrendMonth, area: string, level = '') => hitsLink({ id: month.runId }, area, level);

/** Month by month over the closed runs: households by level, and the monitored stock at the end of each month. */
export function TrendCard({ overview }: { overview: AreaOverview }) {
  const { trend, areaCode, name } = overview;
  const option = useMemo(() => trendOption(trend), [trend]);
  const columns = useMemo(() => columnsOf(areaCode), [areaCode]);
  const latestFirst = useMemo(() => [...trend].reverse(), [trend]);
  return (
    <Card title="逐月走势" note="每月取最后一批完成的筛查；监测对象为月末存量，本月为现在" flush>
      {trend.length > 1 ? (
        <div className="ins-trend">
          <Chart label={`${name}逐月提示户和监测对象，数字见下表`} option={option} height={224} />
          <p className="sw-note">柱为提示户（红、橙、黄），线为监测对象</p>
        </div>
      ) : (
        trend.length === 1 && <p className="sw-note ins-trend">只有一个月，第二个月筛查后可以看走势。</p>
      )}
      {trend.length > 0 ? (
        <DataTable
          label="逐月走势"
          query={listOf(latestFirst)}
          columns={columns}
          rowKey={(month) => month.period}
          rowHeight={48}
          empty={{ title: '还没有走势' }}
        />
      ) : (
        <EmptyState title="还没有走势" text="每月完成一批筛查，这里就多一个月：各等级多少户，月末监测对象多少户。" />
      )}
    </Card>
  );
}
