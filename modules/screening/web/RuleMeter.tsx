import { BarMeter } from '@shouwang/platform/ui/BarMeter.tsx';
import type { Comparison, IncomeTrace } from '../contract.ts';
import { gapText, isDrawn, limitText, meterMax, valueText, yuanText } from './trace-words.ts';

type Mark = { at: number; label: string; dashed?: boolean };

function marksOf(comparison: Comparison, line: number | null): Mark[] {
  const limit = Number(comparison.threshold);
  if (line === null || Math.abs(line - limit) < 0.005)
    return [{ at: limit, label: `${line === null ? '门槛' : '参考线'} ${valueText(limit, comparison.unit)}` }];
  const both: Mark[] = [
    { at: line, label: `参考线 ${yuanText(line)}` },
    {
      at: limit,
      label: `提醒线 ${yuanText(limit)}`,
      dashed: true,
    },
  ];
  return both.sort((a, b) => a.at - b.at);
}

const timesOf = ({ threshold }: Comparison, line: number) => Number((Number(threshold) / line).toFixed(2));

/** A value against its threshold: bar with a gold tick, the value and the gap under it. Values that are no quantity are said in words. */
export function RuleMeter({ comparison, income }: { comparison: Comparison; income: IncomeTrace | null }) {
  const value = valueText(comparison.value, comparison.unit);
  if (!isDrawn(comparison))
    return (
      <p className="trc-value">
        <b>
          {comparison.label}：{value}
        </b>
        {limitText(comparison) && <span className="sw-note">门槛 {limitText(comparison)}</span>}
      </p>
    );
  const times = income ? timesOf(comparison, income.line) : null;
  const marks = marksOf(comparison, income?.line ?? null);
  const max = meterMax([Number(comparison.value), ...marks.map((mark) => mark.at)]);
  return (
    <>
      <BarMeter label={`${comparison.label} ${value}`} value={Number(comparison.value)} max={max} marks={marks} />
      <p className="trc-value">
        <b>
          {value}
          {income && ' / 人'}
        </b>
        <span className="sw-note">
          {comparison.label}，{gapText(comparison)}
          {times !== null && times !== 1 && `；提醒线是参考线的 ${times} 倍`}
        </span>
      </p>
    </>
  );
}
