import type { Comparison, RuleTrace } from '../contract.ts';

const UNITS: Readonly<Record<Comparison['unit'], string>> = {
  yuan: '元',
  ratio: '',
  count: '',
  days: '天',
  hours: '小时',
  months: '个月',
  years: '年',
  minutes: '分钟',
  metres: '米',
  litre: '升',
  dayOfMonth: '日',
  none: '',
};
const SIGNS: Readonly<Record<Comparison['operator'], string>> = {
  '<': '<',
  '<=': '≤',
  '=': '为',
  '<>': '不为',
  '>=': '≥',
  '>': '>',
  in: '属于',
  'not in': '不属于',
  is: '为',
};

/** Yuan: whole without decimals, otherwise with two. */
export function yuanText(value: number): string {
  const digits = Number.isInteger(value) ? 0 : 2;
  return value.toLocaleString('zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A value as people read it: `9,400 元`, `30.8%`, `是`, `未知`. */
export function valueText(value: Comparison['value'], unit: Comparison['unit']): string {
  if (value === null) return '未知';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return value;
  if (unit === 'ratio') return `${Number((value * 100).toFixed(1))}%`;
  const digits = unit === 'yuan' ? yuanText(value) : value.toLocaleString('zh-CN', { maximumFractionDigits: 2 });
  const word = UNITS[unit];
  return word ? `${digits} ${word}` : digits;
}

/** The limit with its sign: `≥ 5,000 元`, `< 10,560 元`; nothing for a yes or no. */
export function limitText(comparison: Comparison): string {
  const { operator, threshold, unit } = comparison;
  const sign = SIGNS[operator];
  if (operator === 'is') return '';
  return `${sign} ${valueText(threshold, unit)}`;
}

/** Ends of a bar for a value against its thresholds: round, above both, so that neither lies at the edge. */
export function meterMax(values: readonly number[]): number {
  const top = Math.max(0, ...values) * 1.25;
  if (top <= 0) return 1;
  const step = 10 ** Math.floor(Math.log10(top));
  return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((factor) => factor * step).find((end) => end >= top) ?? 10 * step;
}

/** How far a value is from its threshold, in words: `超出 4,400 元`, `低 810 元`. Empty where there is nothing to say. */
export function gapText({ value, threshold, unit }: Comparison): string {
  if (typeof value !== 'number' || typeof threshold !== 'number') return '';
  const gap = value - threshold;
  if (Math.abs(gap) < 1e-9) return '正好在门槛上';
  const size =
    unit === 'ratio' ? `${Number((Math.abs(gap) * 100).toFixed(1))} 个百分点` : valueText(Math.abs(gap), unit);
  return gap > 0 ? `超出门槛 ${size}` : `低于门槛 ${size}`;
}

/** Whether a comparison can be drawn as a bar: two numbers above nought that are not mere counts. */
export function isDrawn(comparison: Comparison): boolean {
  const { value, threshold, unit, operator } = comparison;
  if (typeof value !== 'number' || typeof threshold !== 'number') return false;
  return value >= 0 && threshold > 0 && unit !== 'count' && unit !== 'none' && operator !== '=' && operator !== '<>';
}

/** The comparison that a rule is about: the first that holds and can be drawn, else the first that holds. */
export function mainComparison(rule: RuleTrace): Comparison | undefined {
  const holding = rule.comparisons.filter((comparison) => comparison.holds === true);
  return holding.find(isDrawn) ?? holding[0] ?? rule.comparisons[0];
}

/** Whether a rule is about the income a head, so that its card shows how the income is worked out. */
export function isAboutIncome(rule: RuleTrace): boolean {
  return rule.comparisons.some((comparison) => comparison.facts.includes('per_capita_net_income'));
}

/** The reasons that make a clue: triggers and hard rules. */
export function reasonsOf(rules: readonly RuleTrace[]): RuleTrace[] {
  return rules.filter((rule) => rule.kind === 'trigger' || rule.kind === 'hard');
}
