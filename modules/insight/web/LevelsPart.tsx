import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { useAreaScope, useMay } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Button } from 'antd';
import { ScanSearch } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { LevelCard } from '../../screening/web/LevelCard.tsx';
import { MapCard } from '../../screening/web/MapCard.tsx';
import type { AreaOverview } from '../contract.ts';
import { hitsLink } from './links.ts';
import '../../screening/web/screening.css';

const fields = { measure: urlField.oneOf(['rate', 'households', 'change'], 'rate') };

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
export function LevelsPart({ overview }: { overview: AreaOverview }) {
  const [{ measure }, setState] = useUrlState(fields);
  const [, setArea] = useAreaScope();
  const { run, levels, places } = overview;
  const areas = useMemo(
    () => places.flatMap(({ areaCode, name, levels: here }) => (here ? [{ areaCode, name, ...here }] : [])),
    [places],
  );
  if (!run || !levels) return <BeforeFirstRun />;
  const level = (
    <LevelCard counts={levels} isFirst={run.isFirst} link={(wanted) => hitsLink(run, overview.areaCode, wanted)} />
  );
  if (areas.length === 0) return level;
  return (
    <div className="sw-split-6-6 sw-split-stretch">
      <MapCard
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
