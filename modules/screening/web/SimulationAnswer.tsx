import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { Calculator } from 'lucide-react';
import { useEffect } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { EffectAreas } from './EffectAreas.tsx';
import { EffectFigures } from './EffectFigures.tsx';
import { EffectRules } from './EffectRules.tsx';
import { LevelMatrix } from './LevelMatrix.tsx';
import { SimulatedList } from './SimulatedList.tsx';
import { type SimulationState, simulationLink } from './simulation-address.ts';
import type { Asked, useSimulation } from './simulation-api.ts';
import { conclusionOf } from './simulation-words.ts';

export type SimulationAnswerProps = {
  runId: string;
  asked: Asked;
  answer: ReturnType<typeof useSimulation>;
  /** What was typed cannot be asked yet; the last answer stays, faded. */
  isBlocked: boolean;
  state: SimulationState;
  onChange: (change: Partial<SimulationState>) => void;
};

/** Brings a list that was just opened into view. */
function useListInView(list: string) {
  const { hash, key } = useLocation();
  // The key is there so that following the same link again scrolls again.
  useEffect(() => {
    if (list && hash === '#list') document.getElementById('list')?.scrollIntoView({ block: 'start' });
  }, [list, hash, key]);
}

/** The conclusion first, then figures, areas, rules, levels, and the list that was opened. */
export function SimulationAnswer({ runId, asked, answer, isBlocked, state, onChange }: SimulationAnswerProps) {
  const [search] = useSearchParams();
  const { data: view, error } = answer;
  useListInView(state.list);
  const problem = error ? asProblem(error) : null;
  const isWrong = isBlocked || (problem !== null && problem.fields.length > 0);
  if (isWrong && !view)
    return <EmptyState title="还不能测算" text="把左边标红的数改好，这里就接着算。" icon={Calculator} />;
  if (problem && !isWrong) return <ErrorState error={error} title="没有算成" onRetry={() => void answer.refetch()} />;
  if (!view) return <RowsSkeleton rows={10} />;
  const link = (list: string) => simulationLink(search, { list });
  const waiting = answer.isFetching || isWrong;
  return (
    <div className={`sw-stack sim-answer${waiting ? ' sw-faded' : ''}`} aria-busy={answer.isFetching}>
      <Card tone="decision">
        <p className="sim-conclusion" aria-live="polite">
          {conclusionOf(view)}
        </p>
        <p className="sw-note">
          按筛查 {view.runs[0]?.runNo} 留存的逐户事实算，{view.effect.households.toLocaleString('zh-CN')} 户，用时{' '}
          {view.seconds.toFixed(2)} 秒。模型只提示，不认定；这里只是测算。
        </p>
      </Card>
      <EffectFigures view={view} link={link} />
      {state.area.length !== 12 && (
        <EffectAreas
          view={view}
          byVillage={state.by === 'village'}
          onByVillage={(byVillage) => onChange({ by: byVillage ? 'village' : '' })}
          onPick={(area) => onChange({ area, list: '' })}
          link={(area, list) => simulationLink(search, { area, list })}
        />
      )}
      <LevelMatrix view={view} link={link} />
      <EffectRules view={view} link={link} />
      <div id="list" className="scr-anchor">
        {state.list && (
          <SimulatedList
            runId={runId}
            asked={asked}
            list={state.list}
            view={view}
            closeTo={simulationLink(search, { list: '' })}
          />
        )}
      </div>
    </div>
  );
}
