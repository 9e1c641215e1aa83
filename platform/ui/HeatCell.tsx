import { Link } from 'react-router';
import './Matrix.css';
import { count } from './numbers.ts';

export type HeatCellProps = {
  /** null = not known (hatched); 0 = a quiet dot. */
  value: number | null;
  /** Highest value of the picture. */
  max: number;
  /** How many of them are late. */
  late?: number | undefined;
  /** The list behind the number. */
  to?: string | undefined;
  /** What the number counts, for readers. */
  label: string;
};

/** One cell of a heat table: the number decides the green, lateness is said in red. */
export function HeatCell({ value, max, late = 0, to, label }: HeatCellProps) {
  if (value === null) return <span className="sw-heat sw-hatch" title="未知" />;
  if (value === 0) return <span className="sw-heat sw-heat-none">·</span>;
  const share = max > 0 ? Math.round((value / max) * 100) : 0;
  const style = { background: `color-mix(in srgb, var(--sw-quantity-3) ${share}%, var(--sw-quantity-1))` };
  const body = (
    <>
      <span className="sw-hidden">{label}</span>
      <b>{count(value)}</b>
      {late > 0 && <em>逾期 {late}</em>}
    </>
  );
  if (!to)
    return (
      <span className="sw-heat" style={style}>
        {body}
      </span>
    );
  return (
    <Link to={to} className="sw-heat" style={style}>
      {body}
    </Link>
  );
}
