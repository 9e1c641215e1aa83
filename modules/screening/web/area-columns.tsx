import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { ChevronRight } from 'lucide-react';
import type { LevelCounts, RunArea } from '../contract.runs.ts';
import { changeText, perThousand, pointedOut, rateText, SMALL_BASE, summed } from '../rules.levels.ts';

function Rate({ counts, max }: { counts: LevelCounts; max: number }) {
  const rate = perThousand(counts);
  const width = max > 0 && rate ? Math.max(2, (rate / max) * 48) : 0;
  return (
    <span className="scr-rate">
      <i style={{ width }} />
      {rate === null ? '—' : rate.toFixed(1)}
    </span>
  );
}

function Change({ counts }: { counts: LevelCounts }) {
  const text = changeText(counts);
  const bad = counts.newly - counts.cleared > 0 && counts.newly - counts.cleared >= pointedOut(counts) * 0.1;
  return <span className={bad ? 'scr-worse' : 'sw-note'}>{text}</span>;
}

/** Columns of the places below an area; the sum row adds up what is shown. */
export function areaColumns(areas: readonly RunArea[], { title, isFirst }: { title: string; isFirst: boolean }) {
  const sum = summed(areas);
  // Where all places are small, the head of the card says it once.
  const isMixed = areas.some((area) => area.households >= SMALL_BASE);
  const max = Math.max(0, ...areas.map((area) => perThousand(area) ?? 0));
  const columns: Column<RunArea>[] = [
    {
      key: 'name',
      title,
      nowrap: true,
      sum: '合计',
      render: (area) => (
        <>
          {area.name}
          {isMixed && area.households < SMALL_BASE && <span className="sw-note scr-small">户数少，慎比</span>}
        </>
      ),
    },
    figure(
      'households',
      '户数',
      (area) => <span className="scr-quiet">{count(area.households)}</span>,
      count(sum.households),
    ),
    figure('hits', '提示', (area) => <b>{count(pointedOut(area))}</b>, count(pointedOut(sum))),
    figure('rate', '每千户', (area) => <Rate counts={area} max={max} />, rateText(perThousand(sum)).replace('‰', '')),
    figure('red', '红', (area) => area.red, sum.red),
    figure('orange', '橙', (area) => area.orange, sum.orange),
    figure('yellow', '黄', (area) => area.yellow, sum.yellow),
    figure('change', '比上次', (area) => (isFirst ? '—' : <Change counts={area} />), isFirst ? '—' : changeText(sum)),
    figure(
      'undecided',
      '待补采',
      (area) => <span className="scr-quiet">{count(area.undecided)}</span>,
      count(sum.undecided),
    ),
    {
      key: 'open',
      title: '打开',
      hideTitle: true,
      align: 'right',
      width: 32,
      sum: '',
      hideOnPhone: true,
      render: () => <Icon of={ChevronRight} size={14} />,
    },
  ];
  return columns;
}

function figure(
  ...[key, title, render, sum]: [string, string, Column<RunArea>['render'], Column<RunArea>['sum']]
): Column<RunArea> {
  const hideOnPhone = ['households', 'red', 'orange', 'yellow', 'change'].includes(key);
  return { key, title, render, sum, align: 'right', nowrap: true, hideOnPhone };
}
