import { AreaMap, type AreaValue } from '@shouwang/platform/ui/AreaMap.tsx';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { useMemo } from 'react';
import type { RunArea } from '../contract.runs.ts';
import { changeText, perThousand, pointedOut, rateText } from '../rules.levels.ts';
import { AreaTiles } from './AreaTiles.tsx';
import { useTownShapes } from './use-town-shapes.ts';

type MapMeasure = 'rate' | 'households' | 'change';
const MEASURES: { value: MapMeasure; label: string }[] = [
  { value: 'rate', label: '占比' },
  { value: 'households', label: '户数' },
  { value: 'change', label: '变化' },
];
const TITLES: Record<MapMeasure, string> = { rate: '每千户提示数', households: '提示户数', change: '比上次增减' };

function shownOf(area: RunArea, measure: MapMeasure): Pick<AreaValue, 'value' | 'text'> {
  if (measure === 'rate') return { value: perThousand(area), text: rateText(perThousand(area)) };
  if (measure === 'households') return { value: pointedOut(area), text: `${pointedOut(area)} 户` };
  return { value: area.newly - area.cleared, text: changeText(area) };
}

/** The shapes are found by name, so two places of one name are told apart by an invisible mark. */
function distinctNames(areas: readonly RunArea[]): string[] {
  const seen = new Map<string, number>();
  return areas.map(({ name }) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return name + '\u200b'.repeat(before);
  });
}

export type MapCardProps = {
  parent: { code: string; name: string };
  areas: readonly RunArea[];
  measure: MapMeasure;
  onMeasure: (measure: MapMeasure) => void;
  onPick: (code: string) => void;
  highlighted?: string | undefined;
};

/** Where the households are, as a schematic map of towns or as tiles. Picking a place goes one level down. */
export function MapCard({ parent, areas, measure, onMeasure, onPick, highlighted }: MapCardProps) {
  const names = useMemo(() => distinctNames(areas), [areas]);
  const byCode = useMemo(
    () => Object.fromEntries(areas.map((area, index) => [area.areaCode, names[index] ?? area.name])),
    [areas, names],
  );
  const shapes = useTownShapes(parent.code, byCode).data;
  const values = useMemo(
    () => areas.map((area, index) => ({ code: area.areaCode, name: names[index] ?? '', ...shownOf(area, measure) })),
    [areas, names, measure],
  );
  const label = `${parent.name}各地${TITLES[measure]}`;
  const unit = measure === 'rate' ? '‰' : '';
  return (
    <Card
      title={TITLES[measure]}
      note={`${parent.name}，按${parent.code.length === 6 ? '镇' : '村'}`}
      extra={<SegmentedFilter label="地图上的数" options={MEASURES} value={measure} onChange={onMeasure} />}
    >
      {areas.length === 0 && <EmptyState title="没有下一级" text="已经到村，户在下面的清单里。" />}
      {areas.length > 0 && shapes && (
        <AreaMap
          label={label}
          mapName={`towns-${parent.code}`}
          shapes={shapes}
          values={values}
          unit={unit}
          height={332}
          selected={highlighted}
          onPick={onPick}
        />
      )}
      {areas.length > 0 && !shapes && (
        <AreaTiles label={label} values={values} selected={highlighted} onPick={onPick} />
      )}
    </Card>
  );
}
