import { colour, font, quantity } from './theme.ts';

/** Name under which the one ECharts theme is registered. */
export const CHART_THEME = 'shouwang';

const axis = {
  axisLine: { lineStyle: { color: colour.line } },
  axisTick: { show: false },
  axisLabel: { color: colour.ink3, fontSize: 11, fontFamily: font.sans },
  splitLine: { lineStyle: { color: colour.lineInner } },
};

/** The one ECharts theme: no decoration, quiet axes, quantities in green, labels in ink. */
export const chartTheme = {
  color: [colour.green, colour.greenMid, colour.greenTint3, colour.quantity2, colour.gold],
  backgroundColor: 'transparent',
  textStyle: { fontFamily: font.sans, fontSize: 12, color: colour.ink },
  categoryAxis: axis,
  valueAxis: axis,
  timeAxis: axis,
  visualMap: { color: [...quantity].reverse() },
  tooltip: {
    renderMode: 'richText',
    backgroundColor: colour.card,
    borderColor: colour.line,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { color: colour.ink, fontSize: 12, fontFamily: font.sans },
    shadowBlur: 0,
  },
  bar: { itemStyle: { borderRadius: 2 }, label: { color: colour.ink, fontSize: 11 } },
  line: { symbolSize: 6, lineStyle: { width: 2 } },
};
