import { useMemo } from 'react';
import './AreaMap.css';
import './AreaPicker.css';
import { Chart, type GeoShapes } from './Chart.tsx';
import { mapSteps, quintiles, stepOf } from './map-steps.ts';
import { colour } from './theme.ts';

export type AreaValue = {
  code: string;
  /** As in the shapes' `name`. */
  name: string;
  /** null = not known or hidden: left grey, never zero. */
  value: number | null;
  /** On the map and in the list: `14.5‰`. */
  text: string;
};
export type AreaMapProps = {
  label: string;
  /** Name under which the shapes are registered, one per place. */
  mapName: string;
  shapes: GeoShapes;
  values: readonly AreaValue[];
  /** Rising bounds of the colours; left out = fifths of the values. */
  bounds?: readonly number[] | undefined;
  unit?: string | undefined;
  height?: number | undefined;
  selected?: string | undefined;
  onPick?: ((code: string) => void) | undefined;
};

type Steps = ReturnType<typeof mapSteps>;

function shapeOf(area: AreaValue, steps: Steps, on: boolean) {
  const step = area.value === null ? undefined : stepOf(steps, area.value);
  const borderColor = on ? colour.ink : colour.card;
  const known = { areaColor: step?.fill ?? colour.track, borderType: step ? 'solid' : 'dashed' };
  return {
    name: area.name,
    value: area.value ?? Number.NaN,
    itemStyle: { ...known, borderColor, borderWidth: on ? 2 : 1.5 },
    label: {
      color: step?.text ?? colour.ink2,
      formatter: `${area.name}\n${area.text}`,
      fontWeight: on ? 700 : 400,
    },
  };
}

function optionOf({ mapName, values, selected }: AreaMapProps, steps: Steps) {
  // The selected shape comes last, so that its border is drawn over its neighbours.
  const ordered = [...values].sort((a, b) => Number(a.code === selected) - Number(b.code === selected));
  const series = {
    type: 'map',
    map: mapName,
    data: ordered.map((area) => shapeOf(area, steps, area.code === selected)),
    label: { show: true, fontSize: 11, lineHeight: 15 },
    labelLayout: { hideOverlap: true },
    emphasis: { itemStyle: { borderColor: colour.green, borderWidth: 2 }, label: { fontWeight: 700 } },
    select: { disabled: true },
    layoutCenter: ['50%', '50%'],
    layoutSize: '100%',
    itemStyle: { areaColor: colour.track, borderColor: colour.card },
  };
  return { series: [series], tooltip: { show: false } };
}

/** Places by quantity, with the values on the map. The list below does the same by keyboard and for readers. */
export function AreaMap(props: AreaMapProps) {
  const { label, mapName, shapes, values, bounds, unit = '', height = 360, selected, onPick } = props;
  const steps = useMemo(() => {
    const known = values.flatMap((area) => (area.value === null ? [] : [area.value]));
    return mapSteps(bounds ?? quintiles(known));
  }, [values, bounds]);
  const option = useMemo(
    () => optionOf({ mapName, shapes, values, selected, label }, steps),
    [mapName, shapes, values, selected, label, steps],
  );
  const map = useMemo(() => ({ name: mapName, shapes }), [mapName, shapes]);
  const pickName = (name: string) => {
    const area = values.find((entry) => entry.name === name);
    if (area) onPick?.(area.code);
  };
  return (
    <div className="sw-map">
      <Chart label={label} option={option} height={height} map={map} onPick={pickName} />
      <div className="sw-map-foot">
        <ol className="sw-map-legend" aria-label="图例">
          {steps.map((step) => (
            <li key={step.fill}>
              <i style={{ background: step.fill }} />
              {Number.isFinite(step.from) ? `${step.from}${step.to === null ? unit : ''}` : ''}
            </li>
          ))}
        </ol>
        <span className="sw-note">示意图，非测绘边界</span>
      </div>
      <details className="sw-map-list">
        <summary>按列表选地方</summary>
        <ul>
          {values.map((area) => (
            <li key={area.code}>
              <button
                type="button"
                className="sw-picker-name"
                aria-current={area.code === selected}
                onClick={() => onPick?.(area.code)}
              >
                {area.name} {area.text}
              </button>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
