import { count, yuan } from '@shouwang/platform/ui/numbers.ts';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Link } from 'react-router';
import type { Effect, SimulatedRow, SimulationView } from '../contract.simulation.ts';
import { groupText } from '../rules.hits.ts';
import { hitsOf, signed } from './simulation-words.ts';

/** A figure before and after; where nothing changes it stands once, quietly. */
function BeforeAfter({ before, after }: { before: number; after: number }) {
  if (before === after) return <span className="scr-quiet">{count(after)}</span>;
  return (
    <span className="sim-pair">
      <span className="scr-quiet">{count(before)}</span>
      <span aria-hidden="true">→</span>
      <span className="sw-hidden">变为</span>
      <b>{count(after)}</b>
    </span>
  );
}

/** A figure that opens its list; nought opens nothing. */
export function Opens({ value, to, label }: { value: number; to?: string | undefined; label: string }) {
  if (!to || value === 0) return <span className={value === 0 ? 'scr-quiet' : ''}>{count(value)}</span>;
  return (
    <Link className="sw-opens" to={to}>
      <b>{count(value)}</b>
      <span className="sw-hidden">，{label}，打开名单</span>
    </Link>
  );
}

export type AreaEffect = SimulationView['areas'][number];
/** Makes the address of a list of one area; undefined where lists cannot be opened. */
export type ListLink = ((area: string, list: string) => string) | undefined;

/** Columns of the areas; the sum row is what the server gives for the whole. */
export function effectColumns(whole: Effect, { title, link }: { title: string; link: ListLink }): Column<AreaEffect>[] {
  const pair = (key: string, head: string, of: (effect: Effect) => [number, number]): Column<AreaEffect> => ({
    ...{ key, title: head, align: 'right', nowrap: true, hideOnPhone: key !== 'visits' },
    sum: <Pair of={of(whole)} />,
    render: (area) => <Pair of={of(area)} />,
  });
  const list = (key: 'entering' | 'leaving', head: string): Column<AreaEffect> => ({
    ...{ key, title: head, align: 'right', nowrap: true, sum: count(whole[key]) },
    render: (area) => <Opens value={area[key]} to={link?.(area.areaCode, key)} label={`${area.name}${head}`} />,
  });
  return [
    { key: 'name', title, nowrap: true, sum: '合计', render: (area) => area.name },
    {
      ...{
        key: 'households',
        title: '户数',
        align: 'right',
        nowrap: true,
        hideOnPhone: true,
        sum: count(whole.households),
      },
      render: (area) => <span className="scr-quiet">{count(area.households)}</span>,
    },
    pair('hits', '提示', ({ before, after }) => [hitsOf(before), hitsOf(after)]),
    list('entering', '新进'),
    list('leaving', '退出'),
    pair('visits', '要上门', ({ before, after }) => [before.visits, after.visits]),
    pair('undecided', '待补采', ({ before, after }) => [before.undecided, after.undecided]),
    pair('below', '线下户', ({ before, after }) => [before.belowLine, after.belowLine]),
    {
      ...{ key: 'gap', title: '收入缺口（元）', align: 'right', nowrap: true, hideOnPhone: true },
      sum: yuan(whole.after.gapFen, true),
      render: (area) => yuan(area.after.gapFen, true),
    },
  ];
}

function Pair({ of: [before, after] }: { of: [number, number] }) {
  return <BeforeAfter before={before} after={after} />;
}

type RuleRow = SimulationView['rules'][number];
const KINDS = { trigger: '提示规则', indicator: '指标', exclusion: '负面清单', hard: '硬规则' } as const;

/** Columns of the rules that hold anywhere, before or after. */
export function ruleColumns(link: ((list: string) => string) | undefined): Column<RuleRow>[] {
  const to = (row: RuleRow, holds: string) => link?.(`rule~${row.code}~${holds}`);
  const figure = (key: 'before' | 'after' | 'starts' | 'ends', title: string): Column<RuleRow> => ({
    ...{ key, title, align: 'right', nowrap: true, hideOnPhone: key === 'before' },
    render: (row) => <Opens value={row[key]} to={to(row, key)} label={`${row.label}${title}`} />,
  });
  return [
    {
      key: 'rule',
      title: '规则',
      render: (row) => (
        <>
          {row.label} <span className="sw-note">{row.code}</span>
        </>
      ),
    },
    {
      key: 'kind',
      title: '种类',
      nowrap: true,
      hideOnPhone: true,
      render: (row) => <span className="sw-note">{KINDS[row.kind]}</span>,
    },
    figure('before', '筛查时'),
    figure('after', '测算后'),
    figure('starts', '新成立'),
    figure('ends', '不再成立'),
    {
      ...{ key: 'change', title: '增减', align: 'right', nowrap: true },
      render: (row) => (
        <span className={row.after === row.before ? 'scr-quiet' : ''}>{signed(row.after - row.before)}</span>
      ),
    },
  ];
}

/** Columns of the households behind a figure. */
export function simulatedColumns(runId: string): Column<SimulatedRow>[] {
  return [
    {
      ...{ key: 'levels', title: '等级', width: 150, nowrap: true },
      render: (row) => (
        <span className="sim-pair">
          <RiskMark level={row.before} />
          <span aria-hidden="true">→</span>
          <span className="sw-hidden">变为</span>
          <RiskMark level={row.after} />
        </span>
      ),
    },
    {
      ...{ key: 'household', title: '户', nowrap: true },
      render: (row) =>
        row.headName ? (
          <>
            <Link className="scr-household" to={`/households/${row.householdId}`}>
              {row.headName}户
            </Link>{' '}
            {row.isMonitored && <StatusTag kind="running">监测对象</StatusTag>}
          </>
        ) : (
          <span className="sw-note">已不在册</span>
        ),
    },
    {
      ...{ key: 'place', title: '村组', nowrap: true, hideOnPhone: true },
      render: (row) => `${row.villageName} ${groupText(row.groupNo)}`,
    },
    {
      key: 'reason',
      title: '最要紧的理由',
      render: (row) => row.reason || <span className="sw-note">没有规则成立</span>,
    },
    {
      ...{ key: 'rules', title: '规则变化', hideOnPhone: true },
      render: (row) => (
        <span className="scr-tags">
          {row.starts.map((code) => (
            <StatusTag key={code} kind="waiting">{`＋${code}`}</StatusTag>
          ))}
          {row.ends.map((code) => (
            <StatusTag key={code} kind="neutral">{`－${code}`}</StatusTag>
          ))}
        </span>
      ),
    },
    {
      ...{ key: 'trace', title: '依据', hideTitle: true, align: 'right', nowrap: true, hideOnPhone: true },
      render: (row) => row.hasTrace && <Link to={`/screening/${runId}/households/${row.householdId}`}>看筛查依据</Link>,
    },
  ];
}
