import { Select } from 'antd';
import { useId } from 'react';
import type { ChangeableRule } from '../contract.simulation.ts';
import { numbersOf, type SimulationState, withNumber } from './simulation-address.ts';

const LEVELS: Readonly<Record<number, string>> = { 1: '红', 2: '橙', 3: '黄', 4: '绿' };
const OFF = 'off';
const ON = 'on';

function optionsOf({ level }: ChangeableRule) {
  const on =
    level === null ? [{ value: ON, label: '启用' }] : [1, 2, 3].map((n) => ({ value: String(n), label: LEVELS[n] }));
  return [...on, { value: OFF, label: '停用' }];
}

/** One rule: which level it gives, or that it is off. */
export function ChangeRule({
  rule,
  state,
  onChange,
}: {
  rule: ChangeableRule;
  state: SimulationState;
  onChange: (change: Partial<SimulationState>) => void;
}) {
  const id = useId();
  const { code, level } = rule;
  const isOff = state.off.includes(code);
  const tried = numbersOf(state.lvl)[code] ?? level;
  const was = level === null ? ON : String(level);
  const choose = (value: string) =>
    onChange({
      off:
        value === OFF
          ? [...state.off.filter((other) => other !== code), code]
          : state.off.filter((other) => other !== code),
      lvl:
        level === null
          ? [...state.lvl]
          : withNumber(state.lvl, { code, value: value === OFF ? null : Number(value), was: level }),
    });
  return (
    <div className="sim-row">
      <label htmlFor={id}>
        {rule.label} <span className="sw-note">{code}</span>
      </label>
      <span className={isOff || String(tried ?? ON) !== was ? 'sim-was' : 'sw-note'}>
        原 {level === null ? '启用' : LEVELS[level]}
      </span>
      <Select
        id={id}
        size="small"
        value={isOff ? OFF : level === null ? ON : String(tried)}
        options={optionsOf(rule)}
        onChange={choose}
      />
    </div>
  );
}
