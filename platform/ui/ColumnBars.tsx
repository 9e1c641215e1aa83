import './WordsBar.css';
import { count } from './numbers.ts';

export type ColumnBar = {
  key: string;
  label: string;
  note?: string | undefined;
  value: number;
  current?: boolean | undefined;
};

/** A few periods side by side, number on top, the present one in full green. */
export function ColumnBars({ columns, label }: { columns: readonly ColumnBar[]; label: string }) {
  const max = Math.max(1, ...columns.map((column) => column.value));
  return (
    <ol className="sw-columns" aria-label={label}>
      {columns.map((column) => (
        <li key={column.key} className={column.current ? 'sw-columns-now' : ''}>
          <span>{count(column.value)}</span>
          <i style={{ height: Math.max(2, Math.round((column.value / max) * 64)) }} />
          <b>{column.label}</b>
          {column.note && <small>{column.note}</small>}
        </li>
      ))}
    </ol>
  );
}
