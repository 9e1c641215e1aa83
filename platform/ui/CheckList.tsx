import { CircleCheck, CircleHelp, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './CheckList.css';
import { Icon } from './Icon.tsx';

type CheckResult = 'pass' | 'warn' | 'fail' | 'unknown';
export type Check = {
  key: string;
  result: CheckResult;
  label: ReactNode;
  value?: ReactNode;
  /** The limit that it was held against. */
  limit?: ReactNode;
};

const LOOK = {
  pass: { icon: CircleCheck, word: '通过' },
  warn: { icon: TriangleAlert, word: '提醒' },
  fail: { icon: CircleX, word: '不通过' },
  unknown: { icon: CircleHelp, word: '未知' },
} as const;

/** What the system checked: result, value, limit. `plain` has no lines between (decision panel). */
export function CheckList({
  checks,
  label,
  plain,
}: {
  checks: readonly Check[];
  label: string;
  plain?: boolean | undefined;
}) {
  return (
    <ul className={`sw-checks${plain ? ' sw-checks-plain' : ''}`} aria-label={label}>
      {checks.map((check) => (
        <li key={check.key} className={`sw-check-${check.result}`}>
          <Icon of={LOOK[check.result].icon} label={LOOK[check.result].word} />
          <span className="sw-check-label">{check.label}</span>
          {check.value !== undefined && <span className="sw-check-value">{check.value}</span>}
          {check.limit !== undefined && <span className="sw-check-limit">{check.limit}</span>}
        </li>
      ))}
    </ul>
  );
}
