import type { Run, TraceView } from '../contract.runs.ts';
import { ClearsCard } from './ClearsCard.tsx';
import { EarlierCard } from './EarlierCard.tsx';
import { NextCard } from './NextCard.tsx';
import { ReadingCard } from './ReadingCard.tsx';
import { VersionCard } from './VersionCard.tsx';

/** The right column: paper for the meeting, next steps, what clears it, versions, earlier hints. */
export function TraceSide({ view, run, readOnly }: { view: TraceView; run: Run | undefined; readOnly: boolean }) {
  if (readOnly) return <ReadingCard view={view} />;
  return (
    <div className="sw-stack">
      <ReadingCard view={view} />
      <div className="sw-stack trc-full">
        <NextCard view={view} />
        <ClearsCard trace={view.trace} />
        <VersionCard view={view} run={run} />
        <EarlierCard view={view} />
      </div>
    </div>
  );
}
