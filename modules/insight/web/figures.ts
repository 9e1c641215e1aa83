import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { count } from '@shouwang/platform/ui/numbers.ts';
import type { Figure } from '@shouwang/platform/ui/StatStrip.tsx';
import { pointedOut } from '../../screening/rules.levels.ts';
import type { AreaOverview } from '../contract.ts';
import { address, changeWords, hitsLink, monthWords, sheetsLink, stockLink } from './links.ts';

/** The headline figures of an overview. What is not known is null and says why, never 0. */
export function figuresOf(overview: AreaOverview): Figure[] {
  const { areaCode: area, run, levels, monitored, sheets, cases } = overview;
  const now = `截至 ${formatDate(overview.asOf, 'minute')}`;
  return [
    {
      label: '农户',
      value: levels ? count(levels.households) : null,
      unit: '户',
      note: run ? `${count(overview.persons)} 人` : `户数首批筛查后有；${count(overview.persons)} 人`,
      definition: `最近一批筛查读入的在册农户（${run ? `${run.runNo}，${formatDate(run.finishedAt, 'minute')}` : '还没有筛查'}）；人数为在册成员，${now}。`,
      to: address('/households', { area }),
    },
    {
      label: '提示户',
      value: run && levels ? count(pointedOut(levels)) : null,
      unit: '户',
      note: levels ? `红 ${count(levels.red)}　橙 ${count(levels.orange)}　黄 ${count(levels.yellow)}` : '还没有筛查',
      definition: `最近一批筛查提示的户（红、橙、黄），${run ? `${monthWords(run.period)}数据，${run.runNo}` : '还没有筛查'}。是提示，不是认定。`,
      to: run ? hitsLink(run, area) : undefined,
    },
    {
      label: '监测对象',
      value: count(monitored.households),
      unit: `户 · ${count(monitored.persons)} 人`,
      note: `比上月末 ${changeWords(monitored.households, monitored.lastMonth)}`,
      definition: `监测中、再次纳入和拟消除的户，未消除风险；${now}。上月末的数由每一次纳入、退出推回。`,
      to: stockLink(monitored, area),
    },
    {
      label: '没办结的工作单',
      value: count(sheets.open),
      unit: '张',
      note: sheets.overdue > 0 ? `核实逾期 ${count(sheets.overdue)}` : '没有逾期',
      definition: `派发后还没有办结的工作单，一户一张；逾期指过了核实期限还没有核实；${now}。`,
      to: sheetsLink(area, { open: '1' }),
    },
    {
      label: '识别办理中',
      value: count(cases.open),
      unit: '件',
      note: cases.overdue > 0 ? `环节逾期 ${count(cases.overdue)}` : '没有逾期',
      definition: `没有办结的识别件；与“各环节在办”的合计相同；${now}。`,
      to: address('/cases', { area }),
    },
  ];
}
