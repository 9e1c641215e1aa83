import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { ExportButton } from '@shouwang/platform/ui/ExportButton.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { Calculator, Send } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Run } from '../contract.runs.ts';
import { pointedOut } from '../rules.levels.ts';
import { useRun } from './api.ts';
import { monthText } from './figures.ts';
import { RunningCard } from './RunningCard.tsx';
import { RunResult } from './RunResult.tsx';
import { RunStrip } from './RunStrip.tsx';
import { hitQuery, runFilter, runLink } from './run-filter.ts';
import './screening.css';
import { usePlaceTrail } from './use-place-trail.ts';
import { useRunLimits } from './use-run-limits.ts';

const DispatchModal = whenOpened(() => import('./DispatchModal.tsx').then((m) => m.DispatchModal));

function DispatchAct({ run, days }: { run: Run; days: number | null }) {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  if (!may('dispatchRun') || !run.counts) return null;
  const why = run.dispatchedAt ? '这批已经派发过' : '没有可派发的户';
  const none = Boolean(run.dispatchedAt) || pointedOut(run.counts) === 0;
  return (
    <>
      <Button
        type="primary"
        icon={<Icon of={Send} />}
        disabled={none}
        title={none ? why : ''}
        onClick={() => setAsking(true)}
      >
        {run.dispatchedAt ? '已派发' : `派发 ${count(pointedOut(run.counts))} 户`}
      </Button>
      {asking && <DispatchModal run={run} days={days} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The way to trying other values over the facts of the run; without facts it says what to do. */
function SimulateAct({ run, area }: { run: Run; area: string }) {
  const may = useMay();
  const navigate = useNavigate();
  if (!may('simulateRun')) return null;
  return (
    <Button
      icon={<Icon of={Calculator} />}
      disabled={!run.factsKept}
      title={run.factsKept ? '' : '这批没有留下逐户事实，重新筛查后可测算'}
      onClick={() => void navigate(`/screening/${run.id}/simulate${area ? `?area=${area}` : ''}`)}
    >
      换一条线试算
    </Button>
  );
}

/** One run: when and on what, where the households are, how severe, why, and who. */
export function RunPage() {
  const { runId = '' } = useParams();
  const { post } = useSession();
  const [filter] = useUrlState(runFilter);
  const [search] = useSearchParams();
  const own = useRun(runId);
  const run = own.data;
  const root = post.areaCode.length < 6 ? (run?.areaCode ?? '') : post.areaCode;
  const area = filter.area.startsWith(root) && root ? filter.area : root;
  const trail = usePlaceTrail(area, root);
  const limits = useRunLimits(run?.areaCode);
  if (own.error && !run) return <ErrorState page error={own.error} onRetry={() => void own.refetch()} />;
  if (!run) return <RowsSkeleton rows={10} />;
  const crumbs = trail.map((place, index) => ({
    label: place.name,
    to: index < trail.length - 1 ? runLink(search, { area: place.code === root ? '' : place.code }) : undefined,
  }));
  const narrowed = { ...filter, area: area === root ? '' : area };
  return (
    <>
      <PageHeader
        title={run.state === 'done' ? `${monthText(run.period)}筛查结果` : `筛查 ${run.runNo}`}
        subtitle="模型只提示，不认定；同户多条提示合并为一张工作单，按村派发"
        trail={[
          { label: '筛查', to: '/screening' },
          { label: run.runNo, to: runLink(search, { area: '' }) },
          ...crumbs,
        ]}
        acts={
          run.state === 'done' && (
            <>
              <SimulateAct run={run} area={narrowed.area} />
              <ExportButton
                what={`筛查 ${run.runNo} 提示的户`}
                kind="screening.hits"
                filter={{ run: run.id, ...hitQuery(narrowed) }}
              />
              <DispatchAct run={run} days={limits.villageDays} />
            </>
          )
        }
      />
      {run.state === 'done' ? (
        <>
          <RunStrip run={run} />
          <RunResult run={run} area={area} root={root} place={trail.at(-1)?.name ?? ''} limits={limits} />
        </>
      ) : (
        <RunningCard run={run} />
      )}
    </>
  );
}
