import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import './StatStrip.css';

export type Figure = {
  label: string;
  /** null = not known; shown as a dash with its reason in `note`, never as zero. */
  value: ReactNode | null;
  unit?: ReactNode;
  note?: ReactNode;
  /** What is counted, from which data, as of when. */
  definition: string;
  /** The list behind the figure. */
  to?: string | undefined;
};
export type StatStripProps = { figures: readonly Figure[]; loading?: boolean | undefined; label?: string | undefined };

function Value({ figure }: { figure: Figure }) {
  const value = figure.value ?? '—';
  if (!figure.to || figure.value === null) return <b>{value}</b>;
  return (
    <Link to={figure.to} className="sw-opens">
      <b>{value}</b>
      <span className="sw-hidden">，{figure.label}，打开清单</span>
    </Link>
  );
}

/** Four or five headline figures; each says on hover what it counts, and opens the list behind it. */
export function StatStrip({ figures, loading, label = '概况' }: StatStripProps) {
  return (
    <section className={`sw-stats${loading ? ' sw-faded' : ''}`} aria-label={label} aria-busy={loading ?? false}>
      {figures.map((figure) => (
        <div key={figure.label} className="sw-stat">
          <Tooltip title={figure.definition} placement="topLeft">
            <button type="button" className="sw-plain-button sw-stat-label">
              {figure.label}
              <span className="sw-hidden">：{figure.definition}</span>
            </button>
          </Tooltip>
          <div className="sw-stat-value">
            <Value figure={figure} />
            {figure.unit && figure.value !== null && <span>{figure.unit}</span>}
          </div>
          {figure.note && <div className="sw-stat-note">{figure.note}</div>}
        </div>
      ))}
    </section>
  );
}
