import type { ReactNode } from 'react';
import { clockTicks } from './clock-ticks.ts';
import './StatutoryClock.css';

export type ClockBarProps = {
  day: number;
  limit: number;
  /** One short label a day (18, 19, …), from the first day of the limit. */
  labels: readonly string[];
  /** Days (from 1) that end a limit: the step and the whole. */
  due?: readonly number[] | undefined;
  children?: ReactNode;
};

/** The wide clock of a case: every day of the limit with its date, limits marked at their end. */
export function ClockBar({ day, limit, labels, due = [], children }: ClockBarProps) {
  const days = clockTicks({ day, limit }).map((tick, index) => ({ tick, number: index + 1, label: labels[index] }));
  return (
    <div className="sw-clockbar">
      <span className="sw-clockbar-day">
        第 <b>{day}</b> 天 / {limit} 天
      </span>
      <ol className="sw-clockbar-days">
        {days.map(({ tick, number, label }) => (
          <li key={number} className={`${tick}${due.includes(number) ? ' due' : ''}`}>
            <i />
            {label}
          </li>
        ))}
      </ol>
      {children && <div className="sw-clockbar-notes">{children}</div>}
    </div>
  );
}
