import type { TraceView } from '../contract.runs.ts';
import { ExclusionCard } from './ExclusionCard.tsx';
import { HeldRule } from './HeldRule.tsx';
import { NotHeldCard } from './NotHeldCard.tsx';
import { ScoreCard } from './ScoreCard.tsx';
import { TraceHead } from './TraceHead.tsx';
import { isAboutIncome, reasonsOf } from './trace-words.ts';
import { UnknownCard } from './UnknownCard.tsx';

/** The left column: conclusion, reasons, what was checked, what is unknown. */
export function TraceBody({ view }: { view: TraceView }) {
  const { trace } = view;
  const reasons = reasonsOf(trace.held);
  const firstIncome = reasons.find(isAboutIncome);
  return (
    <div className="sw-stack trc-full">
      <TraceHead trace={trace} />
      {reasons.map((rule, index) => (
        <HeldRule
          key={`${rule.kind}-${rule.code}`}
          number={index + 1}
          rule={rule}
          view={view}
          withIncome={rule === firstIncome}
        />
      ))}
      <ExclusionCard view={view} />
      <ScoreCard trace={trace} />
      <NotHeldCard trace={trace} />
      <UnknownCard trace={trace} />
    </div>
  );
}
