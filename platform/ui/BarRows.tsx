import type { ReactNode } from 'react';
import { Link } from 'react-router';
import './WordsBar.css';
import { count } from './numbers.ts';

export type BarRow = {
  key: string;
  label: string;
  /** Grey, beside the label: a rule code. */
  note?: string | undefined;
  value: number;
  to?: string | undefined;
  /** Right column: a rate. */
  extra?: ReactNode;
};

/** Quantities as rows: words, bar, number at its end. */
export function BarRows({
  rows,
  label,
  extraTitle,
}: {
  rows: readonly BarRow[];
  label: string;
  extraTitle?: string | undefined;
}) {
  const max = Math.max(1, ...rows.map((row) => row.value));
  return (
    <div>
      {extraTitle && <div className="sw-note sw-barrows-head">{extraTitle}</div>}
      <ul className="sw-barrows" aria-label={label}>
        {rows.map((row) => (
          <li key={row.key}>
            <span className="sw-barrows-label">
              {row.label}
              {row.note && <span className="sw-note"> {row.note}</span>}
            </span>
            <span className="sw-barrows-bar">
              <i style={{ width: `${(row.value / max) * 78}%` }} />
              {row.to ? (
                <Link className="sw-opens" to={row.to}>
                  <b>{count(row.value)}</b>
                </Link>
              ) : (
                <b>{count(row.value)}</b>
              )}
            </span>
            {row.extra !== undefined && <span className="sw-barrows-extra">{row.extra}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
