import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { Run } from '../contract.runs.ts';
import { isFirstRun } from '../rules.levels.ts';
import { AreaCard } from './AreaCard.tsx';
import { usePrecision, useRun, useRunAreas } from './api.ts';
import { HitCard } from './HitCard.tsx';
import { LevelCard } from './LevelCard.tsx';
import { MapCard } from './MapCard.tsx';
import { ReasonCard } from './ReasonCard.tsx';
import { runFilter, runLink } from './run-filter.ts';
import type { RunLimits } from './use-run-limits.ts';

export type RunResultProps = { run: Run; area: string; root: string; place: string; limits: RunLimits };

/** Brings the part of the page into view that a link of the page names. */
function useScrollTo(id: string) {
  const { hash, key } = useLocation();
  // The key is there so that following the same link again scrolls again.
  useEffect(() => {
    if (hash === `#${id}`) document.getElementById(id)?.scrollIntoView({ block: 'start' });
  }, [hash, id, key]);
}

/** The result over one area: map and places, levels, reasons, households. The area stands in the address. */
export function RunResult({ run, area, root, place, limits }: RunResultProps) {
  const [filter, setFilter] = useUrlState(runFilter);
  const [search] = useSearchParams();
  const [pointed, setPointed] = useState<string>();
  const here = useRun(run.id, area).data ?? run;
  const below = useRunAreas(run.id, area);
  const precision = usePrecision(area, limits.months).data;
  const areas = below.data?.items ?? [];
  const isVillage = area.length === 12;
  const counts = here.counts;
  const isFirst = isFirstRun(run.counts);
  useScrollTo('hits');
  const pick = (code: string) => setFilter({ area: code === root ? '' : code });
  const link = (change: Record<string, string>) =>
    `${runLink(search, { level: '', rule: '', fresh: '', ...change })}#hits`;
  const parent = { code: area, name: place };
  return (
    <>
      {!isVillage && (
        <div className="sw-split-5-7 sw-split-stretch">
          <MapCard
            parent={parent}
            areas={areas}
            measure={filter.measure}
            onMeasure={(measure) => setFilter({ measure }, { replace: true })}
            onPick={pick}
            highlighted={pointed}
          />
          <AreaCard
            parent={parent}
            query={{ ...below, data: below.data && { items: below.data.items, nextCursor: null } }}
            isFirst={isFirst}
            onPick={pick}
            onPoint={setPointed}
          />
        </div>
      )}
      <div className="sw-split-5-7 sw-split-stretch">
        {counts && <LevelCard counts={counts} link={(level) => link({ level })} isFirst={isFirst} />}
        <ReasonCard
          rules={here.rules}
          precision={precision}
          limits={limits}
          exclusions={limits.exclusions}
          link={(rule) => link({ rule })}
        />
      </div>
      <div id="hits" className="scr-anchor">
        <HitCard
          run={here}
          place={place}
          counts={counts}
          filter={{ ...filter, area }}
          onFilter={(change) => setFilter(change)}
        />
      </div>
    </>
  );
}
