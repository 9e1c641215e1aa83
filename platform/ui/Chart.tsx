import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { CHART_THEME } from './chart-theme.ts';
import './Chart.css';
import { RowsSkeleton } from './RowsSkeleton.tsx';

/** A GeoJSON feature collection; names of features are looked up by ECharts. */
export type GeoShapes = { type: 'FeatureCollection'; features: readonly object[] };

export type ChartProps = {
  /** What the picture says, in one sentence. */
  label: string;
  option: EChartsCoreOption;
  height: number;
  /** Shapes that the option's map series names. */
  map?: { name: string; shapes: GeoShapes } | undefined;
  onPick?: ((name: string) => void) | undefined;
};

type Library = typeof import('./echarts.ts');
type Made = { chart: EChartsType; library: Library };

/** Makes the chart once its box has a size (a hidden one has none, and a map cannot be laid out in nothing). */
function useChart(box: RefObject<HTMLDivElement | null>): Made | null {
  const [made, setMade] = useState<Made | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let chart: EChartsType | null = null;
    let library: Library | null = null;
    const fit = () => {
      if (!library || element.clientWidth === 0 || element.clientHeight === 0) return;
      if (chart) return chart.resize();
      chart = library.init(element, CHART_THEME, { renderer: 'svg' });
      setMade({ chart, library });
    };
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    let live = true;
    import('./echarts.ts').then((loaded) => {
      if (!live) return;
      library = loaded;
      fit();
    });
    return () => {
      live = false;
      watch.disconnect();
      chart?.dispose();
      setMade(null);
    };
  }, [box]);
  return made;
}

/** ECharts with the one theme, loaded when first needed. Direct labels, no animation. */
export function Chart({ label, option, height, map, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const made = useChart(box);

  useEffect(() => {
    if (!made) return;
    const { chart, library } = made;
    if (map) library.registerMap(map.name, map.shapes as Parameters<Library['registerMap']>[1]);
    chart.setOption({ animation: false, ...option }, true);
    const onClick = (event: { name?: unknown }) => pick.current?.(String(event.name));
    chart.on('click', onClick);
    return () => {
      if (!chart.isDisposed()) chart.off('click', onClick);
    };
  }, [made, map, option]);

  return (
    <div role="img" aria-label={label} className="sw-chart" style={{ height }}>
      <div ref={box} style={{ height }} />
      {!made && (
        <div className="sw-chart-wait">
          <RowsSkeleton rows={Math.floor(height / 48)} />
        </div>
      )}
    </div>
  );
}
