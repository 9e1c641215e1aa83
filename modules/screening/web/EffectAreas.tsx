import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import type { SimulationView } from '../contract.simulation.ts';
import { type AreaEffect, effectColumns, type ListLink } from './simulation-columns.tsx';

export type EffectAreasProps = {
  view: SimulationView;
  byVillage: boolean;
  onByVillage: (byVillage: boolean) => void;
  onPick?: ((code: string) => void) | undefined;
  openTo?: ((area: AreaEffect) => string) | undefined;
  link?: ListLink;
};

const TITLES: Readonly<Record<number, string>> = { 4: '市', 6: '县', 9: '镇', 12: '村' };

/** The areas right below one, or all its villages, most of the change first. */
function effectRows({ areaCode, areas }: SimulationView, byVillage: boolean): AreaEffect[] {
  const below = areas.filter((area) => area.areaCode.length > areaCode.length);
  const digits = byVillage ? 12 : Math.min(12, ...below.map((area) => area.areaCode.length));
  const moved = ({ entering, leaving, raised, lowered }: AreaEffect) => entering + leaving + raised + lowered;
  return below.filter((area) => area.areaCode.length === digits).sort((a, b) => moved(b) - moved(a));
}

/** Before and after by area: how many work sheets each town and village would have. */
export function EffectAreas({ view, byVillage, onByVillage, onPick, openTo, link }: EffectAreasProps) {
  const rows = effectRows(view, byVillage);
  const title = TITLES[rows[0]?.areaCode.length ?? 12] ?? '地方';
  const canSwitch = view.areaCode.length < 9;
  return (
    <Card
      title="按地方"
      note={`${view.areaName}；变动多的在前，上门数就是要做的工作单`}
      extra={
        canSwitch && (
          <SegmentedFilter
            label="分到哪一级"
            options={[
              { value: 'below', label: '按下一级' },
              { value: 'village', label: '按村' },
            ]}
            value={byVillage ? 'village' : 'below'}
            onChange={(value) => onByVillage(value === 'village')}
          />
        )
      }
      flush
    >
      <div className={rows.length > 16 ? 'sim-tall' : ''}>
        <DataTable
          label={`${view.areaName}测算结果按${title}`}
          query={listOf(rows)}
          columns={effectColumns(view.effect, { title, link })}
          rowKey={(area) => area.areaCode}
          {...(onPick ? { onOpen: (area: AreaEffect) => onPick(area.areaCode) } : {})}
          {...(openTo ? { openTo } : {})}
          empty={{ title: '没有下一级', text: '这里已经是村，户在名单里。' }}
        />
      </div>
    </Card>
  );
}
