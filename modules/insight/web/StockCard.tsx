import { MONITORING_STATE } from '@shouwang/modules/registry/codes.ts';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { WordsBar } from '@shouwang/platform/ui/WordsBar.tsx';
import { Link } from 'react-router';
import type { AreaOverview } from '../contract.ts';
import { address, changeWords, monthWords, stockLink } from './links.ts';

const LEVELS = [
  { key: 'red', label: '红', tone: 'red', risk: '1' },
  { key: 'orange', label: '橙', tone: 'orange', risk: '2' },
  { key: 'yellow', label: '黄', tone: 'yellow', risk: '3' },
  { key: 'green', label: '绿', tone: 'green2', risk: '4' },
  { key: 'unknown', label: '未能判断', tone: 'estimate', risk: 'none' },
] as const;

function Flow({ overview }: { overview: AreaOverview }) {
  const { monitored, duePeriod, today } = overview;
  return (
    <Facts
      look="rows"
      facts={[
        { label: `${monthWords(duePeriod)}末`, value: `${count(monitored.lastMonth)} 户`, note: '上月末存量' },
        { label: '本月纳入', value: `${count(monitored.entered)} 户`, note: `${today.slice(0, 7)}-01 起` },
        { label: '本月消除、退出', value: `${count(monitored.left)} 户`, note: `${today.slice(0, 7)}-01 起` },
        {
          label: '现在',
          value: <b>{count(monitored.households)} 户</b>,
          note: `比上月末 ${changeWords(monitored.households, monitored.lastMonth)}`,
        },
      ]}
    />
  );
}

/** The monitored stock by level and state, and how it moved since the end of the last month. */
export function StockCard({ overview }: { overview: AreaOverview }) {
  const { monitored, areaCode } = overview;
  const names: Record<string, string> = MONITORING_STATE.names;
  const isEmpty = monitored.households === 0 && monitored.lastMonth === 0;
  return (
    <Card
      title="监测对象"
      note={`截至 ${formatDate(overview.asOf, 'minute')}`}
      extra={`${count(monitored.persons)} 人`}
    >
      {isEmpty ? (
        <EmptyState title="还没有监测对象" text="经识别程序审定、录入的户会出现在这里，按等级和地方看存量和进出。" />
      ) : (
        <div className="sw-stack">
          <WordsBar
            label="监测对象按最近一批筛查的等级"
            parts={LEVELS.filter(({ key }) => monitored[key] > 0).map(({ key, label, tone, risk }) => ({
              key,
              label,
              tone,
              value: monitored[key],
              to: stockLink(monitored, areaCode, risk),
            }))}
          />
          <p className="ins-states">
            {monitored.states.map(({ state, households }) => (
              <Link key={state} className="sw-opens" to={address('/households', { area: areaCode, state })}>
                {names[state] ?? state} {count(households)} 户
              </Link>
            ))}
          </p>
          <Flow overview={overview} />
        </div>
      )}
    </Card>
  );
}
