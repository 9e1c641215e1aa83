import { InputNumber } from 'antd';
import { useId } from 'react';
import type { ChangeableNumber } from '../contract.simulation.ts';

const UNITS: Readonly<Record<string, string>> = {
  ...{ yuan: '元', days: '天', hours: '小时', months: '个月', years: '年', minutes: '分钟', metres: '米', litre: '升' },
};

function stepOf({ unit, value, most }: ChangeableNumber): number {
  if (unit === 'yuan') return value >= 5000 ? 100 : 50;
  return most === 1 || unit === 'ratio' ? 0.05 : 1;
}

export type ChangeNumberProps = {
  of: ChangeableNumber;
  /** What is tried; left out, the value of the run. */
  value: number | undefined;
  error: string | undefined;
  onChange: (value: number | null) => void;
};

/** One number that can be tried, with the value of the run beside it. Emptied, it is as it was. */
export function ChangeNumber({ of, value, error, onChange }: ChangeNumberProps) {
  const id = useId();
  const unit = UNITS[of.unit] ?? '';
  const was = `原 ${of.value.toLocaleString('zh-CN', { maximumFractionDigits: 6 })}`;
  return (
    <div className="sim-row">
      <label htmlFor={id} title={of.readBy.length > 0 ? `用在：${of.readBy.join('、')}` : ''}>
        {of.label}
        {unit && <span className="sw-note">（{unit}）</span>}
      </label>
      <span className={value === undefined ? 'sw-note' : 'sim-was'}>{was}</span>
      <InputNumber
        id={id}
        size="small"
        value={value ?? of.value}
        min={of.least}
        max={of.most}
        step={stepOf(of)}
        status={error ? 'error' : ''}
        aria-invalid={Boolean(error)}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      />
      {error && (
        <p id={`${id}-error`} className="sim-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
