import type { ReactNode } from 'react';
import { HeatCell } from './HeatCell.tsx';
import { useMedia } from './hooks.ts';
import './Matrix.css';
import { count } from './numbers.ts';

type MatrixColumn = {
  key: string;
  title: string;
  note?: string | undefined /** Under the sum: a median, a rate. */;
  foot?: ReactNode;
};
type MatrixRow = { key: string; title: string };
export type MatrixCell = { value: number | null; late?: number | undefined; to?: string | undefined };
export type MatrixProps = {
  label: string;
  columns: readonly MatrixColumn[];
  rows: readonly MatrixRow[];
  cell: (row: MatrixRow, column: MatrixColumn) => MatrixCell;
  /** Name of the sum row: 全县. */
  sumTitle: string;
};

type Sums = { rows: number[]; columns: number[]; all: number; max: number };

function sumsOf({ rows, columns, cell }: MatrixProps): Sums {
  const grid = rows.map((row) => columns.map((column) => cell(row, column).value ?? 0));
  const rowSums = grid.map((line) => line.reduce((sum, value) => sum + value, 0));
  const columnSums = columns.map((_, index) => grid.reduce((sum, line) => sum + (line[index] ?? 0), 0));
  return {
    rows: rowSums,
    columns: columnSums,
    all: rowSums.reduce((sum, value) => sum + value, 0),
    max: Math.max(0, ...grid.flat()),
  };
}

const isLink = ({ value, to }: MatrixCell) => Boolean(to && value);

/** Steps by places as a heat table. Sums are computed here, so they always agree with the cells. */
export function Matrix(props: MatrixProps) {
  const { label, columns, rows, cell, sumTitle } = props;
  const sums = sumsOf(props);
  const phone = useMedia('(max-width: 767px)');
  const hasLinks = rows.some((row) => columns.some((column) => isLink(cell(row, column))));
  // A table that scrolls sideways and has nothing to step into is reached by keyboard itself.
  const stop = phone && !hasLinks ? { tabIndex: 0, role: 'group', 'aria-label': label } : {};
  return (
    <div className="sw-matrix-scroll" {...stop}>
      <table className="sw-matrix" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">
              <span className="sw-hidden">地方</span>
            </th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.title}
                {column.note && <span>{column.note}</span>}
              </th>
            ))}
            <th scope="col" className="sw-matrix-sum">
              合计
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <th scope="row">{row.title}</th>
              {columns.map((column) => (
                <td key={column.key}>
                  <HeatCell {...cell(row, column)} max={sums.max} label={`${row.title} ${column.title}`} />
                </td>
              ))}
              <td className="sw-matrix-sum">{count(sums.rows[index] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{sumTitle}</th>
            {columns.map((column, index) => (
              <td key={column.key}>
                <b>{count(sums.columns[index] ?? 0)}</b>
                {column.foot && <span>{column.foot}</span>}
              </td>
            ))}
            <td className="sw-matrix-sum">{count(sums.all)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
