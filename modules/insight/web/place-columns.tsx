import { count } from '@shouwang/platform/ui/numbers.ts';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { pointedOut } from '../../screening/rules.levels.ts';
import type { AreaOverview, PlaceFigures } from '../contract.ts';
import { address, changeWords, hitsLink, placeLink, sheetsLink, stockLink } from './links.ts';

/** A figure that opens its list; null is a dash, and a figure without a list is plain. */
export function Opens({
  value,
  to,
  what,
}: {
  value: number | null | undefined;
  to?: string | undefined;
  what: string;
}) {
  if (value === null || value === undefined) return <span className="sw-note">—</span>;
  if (!to || value === 0) return <>{count(value)}</>;
  return (
    <Link className="sw-opens" to={to}>
      {count(value)}
      <span className="sw-hidden">，{what}，打开清单</span>
    </Link>
  );
}

type Cell = (of: Pick<AreaOverview | PlaceFigures, 'areaCode' | 'levels' | 'monitored' | 'sheets'>) => ReactNode;

/** The columns of the places of an overview; the sum row is the area itself, so it is exact also where a row is missing. */
export function placeColumns(overview: AreaOverview): Column<PlaceFigures>[] {
  const { run } = overview;
  const level =
    (key: 'red' | 'orange' | 'yellow' | 'undecided', filter: string, title: string): Cell =>
    ({ areaCode, levels }) => (
      <Opens value={levels?.[key]} to={run ? hitsLink(run, areaCode, filter) : undefined} what={title} />
    );
  const columns: [key: string, title: string, cell: Cell, hideOnPhone: boolean][] = [
    [
      'households',
      '农户',
      ({ areaCode, levels }) => (
        <Opens value={levels?.households} to={address('/households', { area: areaCode })} what="农户" />
      ),
      true,
    ],
    [
      'hits',
      '提示',
      ({ areaCode, levels }) => (
        <b>
          <Opens value={levels && pointedOut(levels)} to={run ? hitsLink(run, areaCode) : undefined} what="提示户" />
        </b>
      ),
      false,
    ],
    ['red', '红', level('red', '1', '红'), true],
    ['orange', '橙', level('orange', '2', '橙'), true],
    ['yellow', '黄', level('yellow', '3', '黄'), true],
    ['undecided', '未能判断', level('undecided', 'undecided', '未能判断'), true],
    [
      'monitored',
      '监测对象',
      ({ areaCode, monitored }) => (
        <Opens value={monitored.households} to={stockLink(monitored, areaCode)} what="监测对象" />
      ),
      false,
    ],
    [
      'change',
      '比上月末',
      ({ monitored }) => <span className="sw-note">{changeWords(monitored.households, monitored.lastMonth)}</span>,
      true,
    ],
    [
      'sheets',
      '工作单',
      ({ areaCode, sheets }) => (
        <>
          <Opens value={sheets.open} to={sheetsLink(areaCode, { open: '1' })} what="没办结的工作单" />
          {sheets.overdue > 0 && (
            <Link className="ins-late" to={sheetsLink(areaCode, { overdue: '1' })}>
              逾期 {count(sheets.overdue)}
            </Link>
          )}
        </>
      ),
      false,
    ],
  ];
  const name: Column<PlaceFigures> = {
    key: 'name',
    title: overview.areaCode.length === 6 ? '镇' : '村',
    nowrap: true,
    sum: '合计',
    render: (place) => <Link to={placeLink(place.areaCode)}>{place.name}</Link>,
  };
  return [
    name,
    ...columns.map(([key, title, cell, hideOnPhone]) => ({
      key,
      title,
      align: 'right' as const,
      nowrap: true,
      hideOnPhone,
      render: cell,
      sum: cell(overview),
    })),
  ];
}
