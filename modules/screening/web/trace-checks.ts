import type { Comparison, MissingFact, RuleTrace, Trace } from '../contract.ts';
import { ITEM_NAMES } from './codes.ts';
import { limitText, valueText } from './trace-words.ts';

export type CheckedRow = { key: string; label: string; value: string; limit: string };

/** What a rule that does not hold was held against: the first value that is known. */
function knownComparison(rule: RuleTrace): Comparison | undefined {
  return rule.comparisons.find((comparison) => comparison.value !== null) ?? rule.comparisons[0];
}

/** The rules that were checked and do not hold, each value against its limit once; the same check under two codes is one row. */
export function distinctChecks(rules: readonly RuleTrace[]): CheckedRow[] {
  const rows = new Map<string, CheckedRow>();
  for (const rule of rules) {
    const comparison = knownComparison(rule);
    const value = comparison ? valueText(comparison.value, comparison.unit) : '否';
    const limit = comparison ? limitText(comparison) : '';
    const key = comparison ? `${comparison.label} ${limit}` : rule.code;
    if (!rows.has(key)) rows.set(key, { key, label: rule.label, value, limit });
  }
  return [...rows.values()];
}

export type UnknownRow = { key: string; label: string; ask: string; changes: string[] };

function whereToAsk({ items, fields }: MissingFact): string {
  const departments = items.map((item) => `${item} ${ITEM_NAMES[item] ?? ''}`.trim());
  if (departments.length > 0 && fields.length > 0) return `${departments.join('、')} 未到，档案里也没有；入户时问清`;
  if (departments.length > 0) return `${departments.join('、')} 的数据未到`;
  return '档案里没有，入户时问清';
}

/** What is not known, where it would come from, and which value would change the result. */
export function unknownRows({ undecided, toCollect }: Pick<Trace, 'undecided' | 'toCollect'>): UnknownRow[] {
  return toCollect.map((missing) => {
    const rules = undecided.filter((rule) => rule.missing.some(({ fact }) => fact === missing.fact));
    const told = rules.map((rule) => rule.wouldHoldIf ?? `影响“${rule.label}”能不能判断`);
    const onlyScore = rules.length > 0 && rules.every((rule) => rule.kind === 'indicator');
    const onlyList = rules.length > 0 && rules.every((rule) => rule.kind === 'exclusion');
    const changes = [...new Set(told)];
    if (onlyScore) changes.push('只影响多维得分');
    if (onlyList) changes.push('只影响负面清单的判断');
    return { key: missing.fact, label: missing.label, ask: whereToAsk(missing), changes };
  });
}
