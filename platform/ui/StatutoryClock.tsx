import { Tooltip } from 'antd';
import { type ClockState, clockTicks, clockWords } from './clock-ticks.ts';
import { StatusTag } from './StatusTag.tsx';
import './StatutoryClock.css';

export type StatutoryClockProps = ClockState & {
  /** Reason of a pause; the ticks fade and the reason stands beside them. */
  paused?: string | undefined;
  /** What the limit is and where it comes from, on hover. */
  explain?: string | undefined;
  /** false: the ticks only, words for readers. */
  words?: boolean | undefined;
};

/** The legal time of a procedure: one tick a day, used grey-green, today gold and taller, overdue red. */
export function StatutoryClock({ paused, explain, words = true, ...state }: StatutoryClockProps) {
  const said = clockWords(state, paused);
  const ticks = clockTicks(state).map((tick, index) => ({ tick, day: index + 1 }));
  const body = (
    <span className={`sw-clock${paused ? ' sw-clock-paused' : ''}`}>
      <span className="sw-clock-ticks" aria-hidden="true">
        {ticks.map(({ tick, day }) => (
          <i key={day} className={`sw-tick sw-tick-${tick}`} />
        ))}
      </span>
      <span className={words ? 'sw-clock-words' : 'sw-hidden'}>
        {said.words}
        {said.more && <span className="sw-hidden">{said.more}</span>}
      </span>
      {paused && words && <StatusTag kind="neutral">{paused}</StatusTag>}
    </span>
  );
  return explain ? <Tooltip title={explain}>{body}</Tooltip> : body;
}
