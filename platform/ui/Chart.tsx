import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { CHART_THEME } from './chart-theme.ts';
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

/** ECharts with the one theme, loaded when first needed. Direct labels, no animation on change. */
export function Chart({ label, option, height, map, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const [library, setLibrary] = useState<Library | null>(null);

  useEffect(() => {
    let live = true;
    import('./echarts.ts').then((loaded) => live && setLibrary(loaded));
    return () => {
      live = false;
    };
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!library || !element) return;
    const made = library.init(element, CHART_THEME, { renderer: 'svg' });
    chart.current = made;
    made.on('click', (event) => pick.current?.(String(event.name)));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, [library]);

  useEffect(() => {
    if (!library || !chart.current) return;
    if (map) library.registerMap(map.name, map.shapes as Parameters<Library['registerMap']>[1]);
    chart.current.setOption({ animation: false, ...option }, true);
  }, [library, map, option]);

  return (
    <div role="img" aria-label={label} style={{ height }}>
      {!library && <RowsSkeleton rows={Math.floor(height / 48)} />}
      <div ref={box} style={{ height: library ? height : 0 }} />
    </div>
  );
}
