import './RiskMark.css';
import { type RiskLook, riskLook } from './risk-level.ts';

export type RiskMarkProps = {
  /** Code of `risk_level`: 1 red, 2 orange, 3 yellow, 4 green; null or anything else is undecided. */
  level: string | number | null | undefined;
  /** `inline`: shape and word; `tag`: on a tint with the degree; `shape`: the shape alone, named for readers. */
  look?: 'inline' | 'tag' | 'shape' | undefined;
  size?: 'small' | 'large' | undefined;
};

const PATHS: Record<Exclude<RiskLook['shape'], 'circle' | 'hatch'>, string> = {
  octagon: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  triangle: 'M8 1.5 15.5 15H.5z',
  diamond: 'M8 .5 15.5 8 8 15.5.5 8z',
};

function Shape({ shape }: { shape: RiskLook['shape'] }) {
  if (shape === 'hatch') return <span className="sw-risk-shape sw-hatch" aria-hidden="true" />;
  return (
    <svg className="sw-risk-shape" viewBox="0 0 16 16" aria-hidden="true">
      {shape === 'circle' ? <circle cx="8" cy="8" r="7" /> : <path d={PATHS[shape]} strokeLinejoin="round" />}
    </svg>
  );
}

/** The risk of a household: shape, word and colour together, the same on every device. */
export function RiskMark({ level, look = 'inline', size = 'small' }: RiskMarkProps) {
  const { tone, shape, word, degree } = riskLook(level);
  const full = degree ? `${word} · ${degree}` : word;
  const className = `sw-risk sw-risk-${look} sw-risk-${tone} sw-risk-${size}`;
  if (look === 'tag' && tone === 'undecided') return <span className={`${className} sw-hatch`}>{word}</span>;
  return (
    <span className={className}>
      <Shape shape={shape} />
      <span className={look === 'shape' ? 'sw-hidden' : 'sw-risk-word'}>{look === 'tag' ? full : word}</span>
    </span>
  );
}
