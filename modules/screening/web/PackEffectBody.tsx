import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { Calculator } from 'lucide-react';
import { useState } from 'react';
import type { SimulationView } from '../contract.simulation.ts';
import { EffectAreas } from './EffectAreas.tsx';
import { EffectFigures } from './EffectFigures.tsx';
import { EffectRules } from './EffectRules.tsx';
import { usePackEffect } from './simulation-api.ts';
import type { AreaEffect } from './simulation-columns.tsx';
import { conclusionOf } from './simulation-words.ts';
import './screening.css';
import './simulation.css';

export type PackEffectProps = {
  packId: string;
  /** The area that is looked at: a county, or a city or province for all counties of it. */
  area: string;
};

function LeftOut({ leftOut }: Pick<SimulationView, 'leftOut'>) {
  if (leftOut.length === 0) return null;
  return (
    <ul className="sim-leftout sw-note" aria-label="没有算进来的县">
      {leftOut.map(({ areaCode, name, reason }) => (
        <li key={areaCode}>
          {name}没有算进来：{reason}
        </li>
      ))}
    </ul>
  );
}

/** The effect of a pack: conclusion, figures, areas and rules. Figures open the lists of the simulation where it is one county. */
export function PackEffectBody({ packId, area }: PackEffectProps) {
  const effect = usePackEffect(packId, area);
  const [byVillage, setByVillage] = useState(false);
  const view = effect.data;
  if (effect.error && !view) return <ErrorState error={effect.error} onRetry={() => void effect.refetch()} />;
  if (!view) return <RowsSkeleton rows={4} />;
  if (view.runs.length === 0)
    return (
      <EmptyState
        icon={Calculator}
        title="还不能测算"
        text={
          view.leftOut.map(({ name, reason }) => `${name}：${reason}`).join('') ||
          '这里还没有筛查过。先筛查一次，再看这个政策包会带来什么变化。'
        }
      />
    );
  const only = view.runs.length === 1 ? view.runs[0] : undefined;
  const page = (runId: string, query: Record<string, string>) =>
    `/screening/${runId}/simulate?${new URLSearchParams({ pack: packId, ...query })}${query.list ? '#list' : ''}`;
  const link = only ? (list: string) => page(only.runId, { list }) : undefined;
  const runOf = (code: string) => view.runs.find((run) => code.startsWith(run.areaCode));
  const areaLink = (code: string, list: string) => page(runOf(code)?.runId ?? '', { area: code, list });
  return (
    <div className="sw-stack">
      <Card tone="decision">
        <p className="sim-conclusion">{conclusionOf(view)}</p>
        <p className="sw-note">
          在 {view.runs.map(({ runNo }) => runNo).join('、')} 留存的逐户事实上测算，
          {view.effect.households.toLocaleString('zh-CN')} 户；只是测算，不改任何结果。
        </p>
        <LeftOut leftOut={view.leftOut} />
      </Card>
      <EffectFigures view={view} link={link} />
      <EffectAreas
        view={view}
        byVillage={byVillage}
        onByVillage={setByVillage}
        {...(only ? { openTo: (row: AreaEffect) => page(only.runId, { area: row.areaCode }), link: areaLink } : {})}
      />
      <EffectRules view={view} link={link} />
    </div>
  );
}
