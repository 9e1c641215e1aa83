import type { HintValue } from '../contract.ts';

const UNITS: Readonly<Record<string, string>> = {
  yuan: ' 元',
  days: ' 天',
  hours: ' 小时',
  months: ' 个月',
  years: ' 年',
  minutes: ' 分钟',
  metres: ' 米',
  litre: ' 升',
};
const SIGNS: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥', '=': '为', '<>': '不为' };

function said(value: HintValue['value'], unit: string | null): string {
  if (value === null) return '未知';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return value;
  if (unit === 'ratio') return `${Number((value * 100).toFixed(1))}%`;
  return value.toLocaleString('zh-CN', { maximumFractionDigits: 2 }) + (UNITS[unit ?? ''] ?? '');
}

/** A value with the limit it was held against: `停水天数 45 天（> 36 天）`. */
export function hintWords({ label, value, operator, threshold, unit }: HintValue): string {
  const limit =
    threshold === null || operator === 'is' ? '' : `（${SIGNS[operator] ?? operator} ${said(threshold, unit)}）`;
  return `${label} ${said(value, unit)}${limit}`;
}
