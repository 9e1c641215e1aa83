import { Card } from '@shouwang/platform/ui/Card.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { StatStrip } from '@shouwang/platform/ui/StatStrip.tsx';
import { useAreaScope, useSession } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import type { AreaOverview } from '../contract.ts';
import { useOverview } from './api.ts';
import { CountiesCard } from './CountiesCard.tsx';
import { FreshnessCard } from './FreshnessCard.tsx';
import { figuresOf } from './figures.ts';
import './insight.css';
import { type LevelCards, LevelsPart } from './LevelsPart.tsx';
import { runWords } from './links.ts';
import { PlacesCard } from './PlacesCard.tsx';
import { SheetsCard } from './SheetsCard.tsx';
import { StepsCard } from './StepsCard.tsx';
import { StockCard } from './StockCard.tsx';
import { TrendCard } from './TrendCard.tsx';

const KINDS: Readonly<Record<number, string>> = { 6: '县级总览', 9: '镇级总览', 12: '村级总览' };

/** What the figures stand on: the run behind the levels, and the moment of everything else. */
function standsOn({ run, asOf }: AreaOverview): string {
  const levels = run ? `等级取自 ${runWords(run, formatDate(run.finishedAt, 'minute'))}` : '还没有完成的筛查';
  return `${levels}；存量和在办截至 ${formatDate(asOf, 'minute')}`;
}

function Filled({ overview, cards }: { overview: AreaOverview; cards: LevelCards }) {
  return (
    <>
      <StatStrip figures={figuresOf(overview)} label={`${overview.name}的数字`} />
      <LevelsPart overview={overview} cards={cards} />
      <PlacesCard overview={overview} />
      <div className="sw-split-6-6 sw-split-stretch">
        <StockCard overview={overview} />
        <SheetsCard overview={overview} />
      </div>
      <div className="sw-split-8-4">
        <div className="sw-stack">
          <StepsCard overview={overview} />
          <TrendCard overview={overview} />
        </div>
        <FreshnessCard overview={overview} />
      </div>
    </>
  );
}

/** 总览: how many, how severe, where, what is being done and how it moves, for the place that is chosen above. */
export function OverviewPage({ cards }: { cards: LevelCards }) {
  const [area] = useAreaScope();
  const { post } = useSession();
  const query = useOverview(area);
  const overview = area.length >= 6 ? query.data : undefined;
  if (area.length < 6)
    return (
      <>
        <PageHeader title="总览" subtitle={`${post.areaName}：选一个县看它的存量和流量`} />
        <CountiesCard area={area} />
      </>
    );
  return (
    <>
      <PageHeader
        title="总览"
        subtitle={
          overview
            ? `${overview.name}${KINDS[overview.areaCode.length] ?? ''}。${standsOn(overview)}`
            : '存量、流量、在办和数据，一页看完'
        }
        acts={<Button onClick={() => window.print()}>打印</Button>}
      />
      {query.error && !overview ? (
        <Card title="存量和流量">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : overview ? (
        <div className={`ins-page${query.isPlaceholderData ? ' sw-faded' : ''}`}>
          <Filled overview={overview} cards={cards} />
        </div>
      ) : (
        <RowsSkeleton rows={12} />
      )}
    </>
  );
}
