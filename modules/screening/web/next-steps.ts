import type { PackView } from '@shouwang/modules/policy/contract.ts';
import { stepLimit } from '@shouwang/modules/policy/rules.ts';
import type { Step } from '@shouwang/platform/ui/StepTrack.tsx';
import type { TraceView } from '../contract.runs.ts';

const SHOWN = 9;
/** The step of identification that a work sheet's state stands for. */
const STEP_OF: Readonly<Record<string, string>> = {
  RECEIVED: 'RECEIVED',
  DISPATCHED: 'DISPATCHED',
  VERIFYING: 'VERIFYING',
  VERIFIED: 'CONSENTED',
  TO_IDENTIFY: 'CONSENTED',
};

type Rules = Pick<PackView, 'pack' | 'steps' | 'parameters'>;

/** `限 3 天` from the limit of a step. */
function limitWords(rules: Rules, step: string): string | undefined {
  const limit = stepLimit(rules, step);
  return limit ? `限 ${limit.days} 天` : undefined;
}

function stateAt(index: number, current: number): Step['state'] {
  if (index < current) return 'done';
  return index === current ? 'current' : 'todo';
}

/** A pack without the step of the dispatch goes on with the visit. */
function stepOf(state: string, { steps }: Rules): string {
  const code = STEP_OF[state] ?? 'RECEIVED';
  return code === 'DISPATCHED' && !Object.hasOwn(steps, code) ? 'VERIFYING' : code;
}

/** What comes next for the household: the steps of the pack, with the limit of each and the day of the one that is due. */
export function nextSteps(rules: Rules, sheet: TraceView['sheet']): Step[] {
  const ordered = Object.entries(rules.steps)
    .sort(([, a], [, b]) => a.order - b.order)
    .slice(0, SHOWN);
  const code = sheet ? stepOf(sheet.state, rules) : 'RECEIVED';
  // A closed sheet may have ended at any step: which ones were done stands in the case.
  const current = sheet?.state === 'CLOSED' ? -1 : ordered.findIndex(([key]) => key === code);
  const due = sheet && code === 'VERIFYING' ? `${sheet.dueOn} 前` : undefined;
  return ordered.map(([key, step], index) => ({
    key,
    title: step.label,
    state: stateAt(index, current),
    when: (index === current ? due : undefined) ?? limitWords(rules, key) ?? '不计时',
    limit: step.who,
  }));
}
