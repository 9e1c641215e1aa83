import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { Select } from 'antd';
import { DISPATCH_STATES } from '../codes.ts';
import { useRuleNames } from './api.ts';

export type WarningFilter = {
  level: '' | '1' | '2' | '3';
  state: string;
  rule: string;
  open: boolean;
  overdue: boolean;
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
const STATES = [
  { value: '', label: '全部状态' },
  { value: OPEN, label: '没办结的' },
  { value: OVERDUE, label: '核实逾期的' },
  ...Object.entries(DISPATCH_STATES).map(([value, label]) => ({ value, label })),
];

function chosenState(chosen: string): Pick<WarningFilter, 'state' | 'open' | 'overdue'> {
  const isFlag = chosen === OPEN || chosen === OVERDUE;
  return { state: isFlag ? '' : chosen, open: chosen === OPEN, overdue: chosen === OVERDUE };
}

/** Level, state and rule of the sheets that are listed. */
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
      <SegmentedFilter label="等级" options={LEVELS} value={filter.level} onChange={(level) => onChange({ level })} />
      <Select
        aria-label="按状态筛选"
        style={{ width: 132 }}
        value={filter.overdue ? OVERDUE : filter.open ? OPEN : filter.state}
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
