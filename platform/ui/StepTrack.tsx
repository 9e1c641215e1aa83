import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './StepTrack.css';

type StepState = 'done' | 'current' | 'todo' | 'late' | 'failed';
export type Step = {
  key: string;
  title: string;
  state: StepState;
  /** Date, or last day of the step. */
  when?: ReactNode;
  /** Used and limit: `1 天 / 限 2 天`. */
  limit?: ReactNode;
};
export type StepTrackProps = {
  steps: readonly Step[];
  label: string;
  /** `row`: words beside the mark (imports); `list`: downward (next steps). */
  look?: 'track' | 'row' | 'list' | undefined;
};

const SAID: Record<StepState, string> = {
  done: '已完成',
  current: '进行中',
  todo: '未开始',
  late: '已逾期',
  failed: '未通过',
};

function Mark({ state, number }: { state: StepState; number: number }) {
  if (state === 'done') return <Icon of={Check} size={12} />;
  return state === 'failed' ? <Icon of={X} size={12} /> : number;
}

/** A procedure step by step, with date and used / limit under each step. Turns downward on a phone. */
export function StepTrack({ steps, label, look = 'track' }: StepTrackProps) {
  return (
    <ol className={`sw-steps sw-steps-${look}`} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className={`sw-step-${step.state}`}
          {...(step.state === 'current' || step.state === 'late' ? { 'aria-current': 'step' } : {})}
        >
          <span className="sw-step-mark" aria-hidden="true">
            <Mark state={step.state} number={index + 1} />
          </span>
          <div className="sw-step-words">
            <b>{step.title}</b>
            <span className="sw-hidden">{SAID[step.state]}</span>
            {step.when && <span className="sw-step-when">{step.when}</span>}
            {step.limit && <span>{step.limit}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
