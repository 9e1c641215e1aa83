import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Button } from 'antd';
import { Calculator, Printer } from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { TraceView } from '../contract.runs.ts';
import { groupText } from '../rules.hits.ts';
import { useRecompute, useRun, useTrace } from './api.ts';
import { RecomputeCard } from './RecomputeCard.tsx';
import { TraceBody } from './TraceBody.tsx';
import { TraceSide } from './TraceSide.tsx';
import './trace.css';

const fields = { view: urlField.oneOf(['full', 'read'], 'full') };
const VIEWS: { value: 'full' | 'read'; label: string }[] = [
  { value: 'full', label: '依据全文' },
  { value: 'read', label: '会议宣读版' },
];

/** Prints the sheet for the meeting only; the figures of the page stay off the paper. */
function printSheet() {
  document.documentElement.dataset.print = 'sheet';
  window.print();
  delete document.documentElement.dataset.print;
}

function trailOf(view: TraceView) {
  const places = view.areaPath.filter((area) => area.code.length >= 9);
  return [
    { label: '筛查', to: '/screening' },
    { label: view.runNo, to: `/screening/${view.runId}` },
    ...places.map((area) => ({ label: area.name, to: `/screening/${view.runId}?area=${area.code}` })),
    { label: `${view.headName}户` },
  ];
}

function Subtitle({ view, at }: { view: TraceView; at: string | undefined }) {
  const place = view.areaPath.filter((area) => area.code.length >= 9).map((area) => area.name);
  return (
    <>
      <Link to={`/households/${view.householdId}`}>{view.headName}户</Link>，{place.join('')}
      {groupText(view.groupNo).replace(' ', '')}，共同生活 {view.sharingCount} 人 ·{' '}
      {at ? <DateText value={at} form="minute" /> : view.trace.asOf} 由筛查 {view.runNo} 提示
    </>
  );
}

/** Why a household is pointed out: reasons to read aloud, figures to check, what is unknown, what comes next. */
export function TracePage() {
  const { runId = '', householdId = '' } = useParams();
  const [{ view: shown }, setView] = useUrlState(fields);
  const may = useMay();
  const trace = useTrace(runId, householdId);
  const run = useRun(runId).data;
  const again = useRecompute(runId, householdId);
  const view = trace.data;
  if (trace.error && !view) return <ErrorState page error={trace.error} onRetry={() => void trace.refetch()} />;
  if (!view) return <RowsSkeleton rows={10} />;
  const failure = again.error ? asProblem(again.error) : null;
  return (
    <>
      <PageHeader
        title="为什么提示这一户"
        subtitle={<Subtitle view={view} at={run?.startedAt} />}
        trail={trailOf(view)}
        acts={
          <>
            <SegmentedFilter
              label="看哪一版"
              options={VIEWS}
              value={shown}
              onChange={(next) => setView({ view: next })}
            />
            {may('recomputeTrace') && (
              <Button
                icon={<Icon of={Calculator} />}
                loading={again.isPending}
                disabled={!view.dataKept}
                title={view.dataKept ? '' : '当时的数据已过保存期，不能再复算'}
                onClick={() => again.mutate()}
              >
                按当时数据复算
              </Button>
            )}
            <Button type="primary" icon={<Icon of={Printer} />} onClick={printSheet}>
              打印宣读单
            </Button>
          </>
        }
      />
      {failure && <Note tone="bad">{failure.detail || failure.title}</Note>}
      {again.data && <RecomputeCard then={view.trace} now={again.data.trace} seconds={again.data.seconds} />}
      <div className={shown === 'read' ? 'trc-read-only' : 'sw-split-8-4'}>
        {shown === 'full' && <TraceBody view={view} />}
        <TraceSide view={view} run={run} readOnly={shown === 'read'} />
      </div>
    </>
  );
}
