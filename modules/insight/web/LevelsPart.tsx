import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { useAreaScope, useMay } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Button } from 'antd';
import { ScanSearch } from 'lucide-react';
import { type ComponentType, useMemo } from 'react';
import { Link } from 'react-router';
import type { LevelCounts, RunArea } from '../../screening/contract.runs.ts';
import type { AreaOverview } from '../contract.ts';
import { hitsLink } from './links.ts';

const MEASURES = ['rate', 'households', 'change'] as const;
type Measure = (typeof MEASURES)[number];
const fields = { measure: urlField.oneOf(MEASURES, 'rate') };

/** The cards of another module that show the levels of a run; the desk hands them in. */
export type LevelCards = {
  /** Households by level; each figure opens the list that `link` names. */
  Levels: ComponentType<{ counts: LevelCounts; isFirst: boolean; link: (level: string) => string }>;
  /** The places below an area by one measure, as a map. */
  Places: ComponentType<{
    parent: { code: string; name: string };
    areas: readonly RunArea[];
    measure: Measure;
    onMeasure: (measure: Measure) => void;
    onPick: (code: string) => void;
  }>;
};

function BeforeFirstRun() {
  const mayStart = useMay()('startRun');
  const toScreening = (
    <Link to="/screening">
      <Button type="primary">{mayStart ? '去发起筛查' : '去看筛查'}</Button>
    </Link>
  );
  return (
    <Card title="按等级和地方" note="还没有完成的筛查">
      <EmptyState
        icon={ScanSearch}
        title="还没有筛查过"
        text="完成第一批筛查后，这里按镇画出各等级多少户、比上月多少。先导入部门数据，再发起筛查。"
        act={toScreening}
      />
    </Card>
  );
}

/** Levels of the last closed run: where, as a map, and how severe. */
export function LevelsPart({ overview, cards }: { overview: AreaOverview; cards: LevelCards }) {
  const [{ measure }, setState] = useUrlState(fields);
  const [, setArea] = useAreaScope();
  const { run, levels, places } = overview;
  const areas = useMemo(
    () => places.flatMap(({ areaCode, name, levels: here }) => (here ? [{ areaCode, name, ...here }] : [])),
    [places],
  );
  if (!run || !levels) return <BeforeFirstRun />;
  const level = (
    <cards.Levels counts={levels} isFirst={run.isFirst} link={(wanted) => hitsLink(run, overview.areaCode, wanted)} />
  );
  if (areas.length === 0) return level;
  return (
    <div className="sw-split-6-6 sw-split-stretch">
      <cards.Places
        parent={{ code: overview.areaCode, name: overview.name }}
        areas={areas}
        measure={measure}
        onMeasure={(next) => setState({ measure: next }, { replace: true })}
        onPick={setArea}
      />
      {level}
    </div>
  );
}
