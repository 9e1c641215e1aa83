import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import type { ListQuery } from '@shouwang/platform/ui/list-query.ts';
import { type SyntheticEvent, useMemo } from 'react';
import type { RunArea } from '../contract.runs.ts';
import { perThousand, pointedOut, rateText, SMALL_BASE, summed } from '../rules.levels.ts';
import { areaColumns } from './area-columns.tsx';

export type AreaCardProps = {
  parent: { code: string; name: string };
  query: ListQuery<RunArea>;
  isFirst: boolean;
  onPick: (code: string) => void;
  /** The place under the pointer or the focus; the map draws its border. */
  onPoint: (code: string | undefined) => void;
};

/** Number of the body row that an event comes from, or -1. */
function rowAt(event: SyntheticEvent): number {
  const row = (event.target as HTMLElement).closest('tbody tr');
  return row instanceof HTMLTableRowElement ? row.sectionRowIndex : -1;
}

/** The places below an area, highest rate first. A row goes one level down. */
export function AreaCard({ parent, query, isFirst, onPick, onPoint }: AreaCardProps) {
  const areas = useMemo(
    () => [...(query.data?.items ?? [])].sort((a, b) => (perThousand(b) ?? -1) - (perThousand(a) ?? -1)),
    [query.data],
  );
  const sum = summed(areas);
  const small = areas.length > 0 && areas.every((area) => area.households < SMALL_BASE) ? '；各地户数都少，慎比' : '';
  const title = parent.code.length === 6 ? '镇' : '村';
  return (
    <Card
      title="按地方"
      note={areas.length > 0 && `${parent.name} ${pointedOut(sum)} 户，${rateText(perThousand(sum))}${small}`}
      extra={
        <span className="sw-note">{parent.code.length === 6 ? '点一行下钻到村，再到户' : '点一行看这个村的户'}</span>
      }
      flush
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only tells the map which row is looked at; rows themselves open */}
      <div
        onMouseOver={(event) => onPoint(areas[rowAt(event)]?.areaCode)}
        onMouseLeave={() => onPoint(undefined)}
        onFocus={(event) => onPoint(areas[rowAt(event)]?.areaCode)}
        onBlur={() => onPoint(undefined)}
      >
        <DataTable
          label={`${parent.name}按${title}`}
          query={{ ...query, data: query.data && { items: areas, nextCursor: null } }}
          columns={areaColumns(areas, { title, isFirst })}
          rowKey={(area) => area.areaCode}
          onOpen={(area) => onPick(area.areaCode)}
          rowHeight={areas.length > 10 ? 36 : 40}
          empty={{ title: '没有下一级', text: '这里已经是村，户在下面的清单里。' }}
        />
      </div>
    </Card>
  );
}
