import type { ReactNode } from 'react';
import { DateText } from './DateText.tsx';
import './Timeline.css';

export type TimelineEntry = {
  key: string;
  /** Day or moment. */
  at: string;
  title: ReactNode;
  /** Who or what said so. Every entry has one. */
  source: ReactNode;
  /** Level of a risk change: fills the dot. */
  tone?: 'red' | 'orange' | 'yellow' | 'safe' | 'gold' | undefined;
};

/** What happened, newest first; each entry ends with its source. Days of another year are written in full. */
export function Timeline({
  entries,
  label,
  year,
}: {
  entries: readonly TimelineEntry[];
  label: string;
  year?: string | undefined;
}) {
  return (
    <ol className="sw-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key}>
          <span className="sw-timeline-at">
            <DateText value={entry.at} form={year && entry.at.startsWith(year) ? 'short' : 'day'} />
          </span>
          <i className={entry.tone ? `sw-dot-${entry.tone}` : ''} aria-hidden="true" />
          <div>
            <div className="sw-timeline-title">{entry.title}</div>
            <div className="sw-note">{entry.source}</div>
          </div>
        </li>
      ))}
    </ol>
  );
}
