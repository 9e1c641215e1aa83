import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { Select } from 'antd';
import { DISPATCH_STATES, SHEET_KINDS } from '../codes.ts';
import { useRuleNames } from './api.ts';

export type WarningFilter = {
  kind: '' | 'identification' | 'follow-up';
  level: '' | '1' | '2' | '3';
  state: string;
  rule: string;
  open: boolean;
  overdue: boolean;
  renewed: boolean;
  need: boolean;
};

const LEVELS: { value: WarningFilter['level']; label: string }[] = [
  { value: '', label: '全部' },
  { value: '1', label: '红' },
  { value: '2', label: '橙' },
  { value: '3', label: '黄' },
];
/** Not states of a sheet but of the work: they are chosen in the same place. */
const OPEN = 'open';
const OVERDUE = 'overdue';
const RENEWED = 'renewed';
const NEED = 'need';
const KINDS: { value: WarningFilter['kind']; label: string }[] = [
  { value: '', label: '两种' },
  { value: 'identification', label: SHEET_KINDS.identification },
  { value: 'follow-up', label: SHEET_KINDS['follow-up'] },
];
/** States in which somebody has to do something first, said in the words of the work. */
const WAITS: Readonly<Record<string, string>> = { RECEIVED: '已接收，待派发', DISPATCHED: '已派发，待领取' };
const STATES = [
  { value: '', label: '全部状态' },
  { value: OPEN, label: '没办结的' },
  { value: OVERDUE, label: '核实逾期的' },
  { value: RENEWED, label: '逾期未办又有新提示' },
  { value: NEED, label: '需加强帮扶的户' },
  ...Object.entries(DISPATCH_STATES).map(([value, label]) => ({ value, label: WAITS[value] ?? label })),
];

const FLAGS = [OPEN, OVERDUE, RENEWED, NEED] as const;
type Flag = (typeof FLAGS)[number];

function chosenState(chosen: string): Pick<WarningFilter, 'state' | Flag> {
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, flag === chosen])) as Record<Flag, boolean>;
  return { state: FLAGS.some((flag) => flag === chosen) ? '' : chosen, ...flags };
}

const stateOf = (filter: WarningFilter) => FLAGS.find((flag) => filter[flag]) ?? filter.state;

/** Kind, level, state and rule of the sheets that are listed. */
export function WarningFilters({
  area,
  filter,
  onChange,
}: {
  area: string;
  filter: WarningFilter;
  onChange: (change: Partial<WarningFilter>) => void;
}) {
  const rules = useRuleNames(area.slice(0, 6)).data ?? [];
  const options = [
    { value: '', label: '全部理由' },
    ...rules.map(({ code, label }) => ({ value: code, label: `${label} ${code}` })),
  ];
  return (
    <>
      <SegmentedFilter label="种类" options={KINDS} value={filter.kind} onChange={(kind) => onChange({ kind })} />
      <SegmentedFilter label="等级" options={LEVELS} value={filter.level} onChange={(level) => onChange({ level })} />
      <Select
        aria-label="按状态筛选"
        style={{ width: 176 }}
        value={stateOf(filter)}
        options={STATES}
        onChange={(chosen) => onChange(chosenState(chosen))}
      />
      <Select
        aria-label="按理由筛选"
        style={{ width: 220 }}
        value={filter.rule}
        options={options}
        onChange={(rule) => onChange({ rule })}
      />
    </>
  );
}
