import { colour } from '@shouwang/platform/ui/theme.ts';
import type { TrendMonth } from '../contract.ts';

const SERIES = [
  { key: 'red', name: '红', color: colour.red },
  { key: 'orange', name: '橙', color: colour.orange },
  { key: 'yellow', name: '黄', color: colour.yellow },
] as const;

/** Households pointed out by level, stacked month by month, and the monitored stock as a line. */
export function trendOption(trend: readonly TrendMonth[]) {
  const bars = SERIES.map(({ key, name, color }) => ({
    type: 'bar',
    name,
    stack: 'levels',
    barMaxWidth: 36,
    itemStyle: { color, borderRadius: 0 },
    data: trend.map(({ levels }) => levels[key]),
  }));
  const line = {
    type: 'line',
    name: '监测对象',
    data: trend.map(({ monitored }) => monitored),
    lineStyle: { color: colour.green },
    itemStyle: { color: colour.green },
    label: { show: true, position: 'top', color: colour.ink },
  };
  return {
    grid: { left: 48, right: 16, top: 24, bottom: 28 },
    xAxis: { type: 'category', data: trend.map(({ period }) => `${period.slice(0, 4)}-${period.slice(4)}`) },
    yAxis: { type: 'value', minInterval: 1 },
    tooltip: { trigger: 'axis' },
    series: [...bars, line],
  };
}
