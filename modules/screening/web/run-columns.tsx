import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { LevelCounts, Run } from '../contract.runs.ts';
import { engineName, monthText } from './figures.ts';

const STATES: Record<Run['state'], { kind: StatusKind; word: string }> = {
  queued: { kind: 'waiting', word: '等待' },
  running: { kind: 'running', word: '进行中' },
  done: { kind: 'ok', word: '已完成' },
  failed: { kind: 'bad', word: '中断' },
};

/** The state of a run as a tag; a dispatched one says so. */
function RunStateTag({ run }: { run: Run }) {
  const { kind, word } = STATES[run.state];
  return <StatusTag kind={kind}>{run.dispatchedAt ? '已派发' : word}</StatusTag>;
}

function Levels({ counts }: { counts: LevelCounts | null }) {
  if (!counts) return <span className="sw-note">—</span>;
  const levels = [counts.red, counts.orange, counts.yellow];
  return (
    <span className="scr-levels">
      {levels.map((households, index) => (
        <span key={index}>
          <RiskMark level={index + 1} look="shape" /> {count(households)}
        </span>
      ))}
    </span>
  );
}

const number = (value: number | null | undefined) =>
  value === null || value === undefined ? <span className="sw-note">—</span> : count(value);

export const runColumns: Column<Run>[] = [
  {
    key: 'run',
    title: '批次',
    nowrap: true,
    render: (run) => <TwoLines first={run.runNo} second={`${monthText(run.period)}数据`} />,
  },
  {
    key: 'started',
    title: '发起',
    nowrap: true,
    hideOnPhone: true,
    render: (run) => <TwoLines first={<DateText value={run.startedAt} form="minute" />} second={run.startedByName} />,
  },
  { key: 'state', title: '状态', nowrap: true, render: (run) => <RunStateTag run={run} /> },
  {
    key: 'households',
    title: '筛查户数',
    align: 'right',
    nowrap: true,
    hideOnPhone: true,
    render: (run) => number(run.households),
  },
  { key: 'levels', title: '提示户数（红、橙、黄）', nowrap: true, render: (run) => <Levels counts={run.counts} /> },
  {
    key: 'undecided',
    title: '未能判断',
    align: 'right',
    nowrap: true,
    hideOnPhone: true,
    render: (run) => number(run.counts?.undecided),
  },
  {
    key: 'missing',
    title: '数据缺',
    nowrap: true,
    hideOnPhone: true,
    render: (run) =>
      run.missingItems.length > 0 ? (
        <StatusTag kind="policy" title={run.missingItems.join('、')}>
          {run.missingItems.length} 项
        </StatusTag>
      ) : (
        <span className="sw-note">无</span>
      ),
  },
  {
    key: 'pack',
    title: '政策包',
    hideOnPhone: true,
    render: (run) => <StatusTag kind="policy">{run.packName}</StatusTag>,
  },
  {
    key: 'speed',
    title: '用时',
    align: 'right',
    nowrap: true,
    hideOnPhone: true,
    render: (run) =>
      run.seconds === null ? (
        <span className="sw-note">—</span>
      ) : (
        `${run.seconds.toFixed(2)} 秒，${engineName(run.engine)}`
      ),
  },
];
