import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { useDebounced } from '@shouwang/platform/ui/hooks.ts';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Calculator } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { SimulationBasis } from '../contract.simulation.ts';
import { ChangePanel } from './ChangePanel.tsx';
import { monthText } from './figures.ts';
import { SimulationAnswer } from './SimulationAnswer.tsx';
import {
  changesOf,
  numbersOf,
  type SimulationState,
  simulationFields,
  simulationLink,
  weightSum,
} from './simulation-address.ts';
import { type Asked, useSimulation, useSimulationBasis } from './simulation-api.ts';
import './screening.css';
import './simulation.css';
import { usePlaceTrail } from './use-place-trail.ts';

/** Milliseconds of quiet after which what was typed is asked. */
const QUIET = 250;

/** What is asked: the changes or the whole pack of the address, over its area. */
function useAsked(state: SimulationState, area: string): Asked {
  const { pack, list: _, by: __, ...values } = state;
  const changes = changesOf({ ...values, pack, list: '', by: '' });
  const asked: Asked = { ...(pack ? { packId: pack } : { changes }), ...(area ? { area } : {}) };
  const quiet = useDebounced(JSON.stringify(asked), QUIET);
  return useMemo(() => JSON.parse(quiet) as Asked, [quiet]);
}

/** A whole pack is tried: which, and the way back to single values. */
function PackPanel({ packName }: { packName: string | undefined }) {
  const [search] = useSearchParams();
  return (
    <Card title="换一个政策包" foot={<Link to={simulationLink(search, { pack: '', list: '' })}>改回单项数值</Link>}>
      <p>{packName ? `按“${packName}”的全部内容测算。` : '按另一个政策包的全部内容测算。'}</p>
    </Card>
  );
}

function Body({ basis, area }: { basis: SimulationBasis; area: string }) {
  const [state, setState] = useUrlState(simulationFields);
  const asked = useAsked(state, area);
  const isWhole = state.pack !== '' || weightSum(basis.weights, numbersOf(state.w)) === 1;
  const answer = useSimulation(basis.runId, asked, isWhole);
  const problem = answer.error ? asProblem(answer.error) : null;
  const type = (change: Partial<SimulationState>) => setState(change, { replace: true });
  return (
    <div className="sim-split">
      {state.pack ? (
        <PackPanel packName={answer.data?.packAfter} />
      ) : (
        <ChangePanel basis={basis} state={state} onChange={type} problem={problem} />
      )}
      <SimulationAnswer
        runId={basis.runId}
        asked={asked}
        answer={answer}
        isBlocked={!isWhole}
        state={state}
        onChange={setState}
      />
    </div>
  );
}

/** Tries another line, weight, threshold or level over the facts of a run: what would be pointed out then, and where. */
export function SimulationPage() {
  const { runId = '' } = useParams();
  const { post } = useSession();
  const [search] = useSearchParams();
  const [{ area: chosen }] = useUrlState(simulationFields);
  const basis = useSimulationBasis(runId);
  const root = post.areaCode.length < 6 ? (basis.data?.areaCode ?? '') : post.areaCode;
  const area = root && chosen.startsWith(root) ? chosen : root;
  const trail = usePlaceTrail(area, root);
  if (basis.error && !basis.data) return <ErrorState page error={basis.error} onRetry={() => void basis.refetch()} />;
  if (!basis.data) return <RowsSkeleton rows={10} />;
  const { runNo, period, packName, factsKept } = basis.data;
  const crumbs = trail.map((place, index) => ({
    label: place.name,
    to:
      index < trail.length - 1
        ? simulationLink(search, { area: place.code === root ? '' : place.code, list: '' })
        : undefined,
  }));
  return (
    <>
      <PageHeader
        title="测算"
        subtitle={`${monthText(period)}筛查 ${runNo}，${packName}：换一条线、一个门槛或权重，看看会多看谁、少看谁`}
        trail={[{ label: '筛查', to: '/screening' }, { label: runNo, to: `/screening/${runId}` }, ...crumbs]}
      />
      {factsKept ? (
        <Body basis={basis.data} area={area} />
      ) : (
        <EmptyState
          icon={Calculator}
          title="这批筛查不能测算"
          text="它没有留下逐户事实，或者已过保存期。重新筛查后可测算，原来的结果不受影响。"
          act={<Link to="/screening">去筛查</Link>}
        />
      )}
    </>
  );
}
