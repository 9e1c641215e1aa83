import './BarMeter.css';
import { markAnchors } from './meter.ts';

type MeterMark = {
  at: number;
  label: string /** A second, softer line is dashed. */;
  dashed?: boolean | undefined;
};
export type BarMeterProps = {
  /** What is measured, for readers. */
  label: string;
  /** null = unknown: a hatched track. */
  value: number | null;
  max: number;
  /** Part of the value that is estimated: hatched at the end of the bar. */
  estimated?: number | undefined;
  marks?: readonly MeterMark[] | undefined;
};

const at = (value: number, max: number) => `${Math.max(0, Math.min(100, (value / max) * 100))}%`;

/** A value against a line or threshold: bar green, lines gold with their words above. */
export function BarMeter({ label, value, max, estimated = 0, marks = [] }: BarMeterProps) {
  const anchors = markAnchors(marks.map((mark) => mark.at / max));
  const [first, second] = marks;
  const said = marks.map((mark) => mark.label).join('，');
  return (
    <div className="sw-meter" role="img" aria-label={`${label} ${value ?? '未知'}${said ? `；${said}` : ''}`}>
      {marks.length > 0 && (
        <div className="sw-meter-labels">
          {marks.map((mark, index) => (
            <span key={mark.label} className={`sw-meter-${anchors[index]}`} style={{ left: at(mark.at, max) }}>
              {mark.label}
            </span>
          ))}
        </div>
      )}
      <div className={`sw-meter-track${value === null ? ' sw-hatch' : ''}`}>
        {value !== null && <i className="sw-meter-fill" style={{ width: at(value - estimated, max) }} />}
        {value !== null && estimated > 0 && (
          <i
            className="sw-meter-fill sw-hatch"
            style={{ left: at(value - estimated, max), width: at(estimated, max) }}
          />
        )}
        {first && second && value !== null && value < second.at && (
          <i
            className="sw-meter-gap"
            style={{ left: at(Math.max(value, first.at), max), width: at(second.at - Math.max(value, first.at), max) }}
          />
        )}
        {marks.map((mark) => (
          <i
            key={mark.label}
            className={`sw-meter-mark${mark.dashed ? ' sw-meter-dashed' : ''}`}
            style={{ left: at(mark.at, max) }}
          />
        ))}
      </div>
    </div>
  );
}
