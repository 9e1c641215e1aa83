import type { PackView } from '@shouwang/modules/policy/contract.ts';
import type { Step } from '@shouwang/platform/ui/StepTrack.tsx';
import type { TraceView } from '../contract.runs.ts';

const SHOWN = 8;
/** The step of identification that a work sheet's state stands for. */
const STEP_OF: Readonly<Record<string, string>> = {
  RECEIVED: 'RECEIVED',
  DISPATCHED: 'VERIFYING',
  VERIFYING: 'VERIFYING',
  VERIFIED: 'CONSENTED',
  TO_IDENTIFY: 'CONSENTED',
};

/** What comes next for the household: the steps of the pack, with the limit of each and the day of the one that is due. */
export function nextSteps(pack: Pick<PackView, 'steps' | 'parameters'>, sheet: TraceView['sheet']): Step[] {
  const ordered = Object.entries(pack.steps)
    .sort(([, a], [, b]) => a.order - b.order)
    .slice(0, SHOWN);
  const current = sheet ? (STEP_OF[sheet.state] ?? 'RECEIVED') : 'RECEIVED';
  const at = ordered.findIndex(([code]) => code === current);
  return ordered.map(([code, step], index) => {
    const limit = step.limit ? pack.parameters[step.limit] : undefined;
    const days = limit?.unit === 'days' ? `限 ${String(limit.value)} 天` : undefined;
    const due = index === at && sheet && code === 'VERIFYING' ? `${sheet.dueOn} 前` : undefined;
    const title = code === 'RECEIVED' ? '线索受理并派发' : step.label;
    return {
      key: code,
      title,
      state: index < at ? 'done' : index === at ? 'current' : 'todo',
      when: due ?? days,
      limit: step.who,
    };
  });
}
