import type { Comparison, MissingFact, RuleTrace, Trace } from '../contract.ts';
import { ITEM_NAMES } from './codes.ts';
import { limitText, valueText } from './trace-words.ts';

export type CheckedRow = { key: string; label: string; value: string; limit: string };

const isQuantity = ({ value, unit, operator }: Comparison) =>
  typeof value === 'number' && unit !== 'none' && operator !== 'is';

/** The comparison for which a rule does not hold: a quantity before a yes or no. */
function failing(rule: RuleTrace): Comparison | undefined {
  const failed = rule.comparisons.filter((comparison) => comparison.holds === false && comparison.value !== null);
  const quantities = failed.filter(isQuantity);
  return quantities.find(({ operator }) => operator !== '=') ?? quantities[0] ?? failed.at(-1);
}

/** What was found of an indicator that is lacking: `在业人数 0`; plain 欠缺 where there is no quantity. */
export function lackText(rule: RuleTrace): string {
  const held = rule.comparisons.filter((comparison) => comparison.holds === true).at(-1);
  return held && isQuantity(held) ? `${held.label} ${valueText(held.value, held.unit)}` : '欠缺';
}

/** The rules that were checked and do not hold, each value against its limit once; the same check under two codes is one row. */
export function distinctChecks(rules: readonly RuleTrace[]): CheckedRow[] {
  const rows = new Map<string, CheckedRow>();
  for (const rule of rules) {
    const comparison = failing(rule);
    const row =
      comparison && isQuantity(comparison)
        ? { label: comparison.label, value: valueText(comparison.value, comparison.unit), limit: limitText(comparison) }
        : { label: rule.label, value: '未见', limit: '' };
    const key = `${comparison?.label ?? rule.code} ${row.limit}`;
    if (!rows.has(key)) rows.set(key, { key, ...row });
  }
  return [...rows.values()];
}

export type UnknownRow = { key: string; label: string; ask: string; changes: string[] };

function whereToAsk({ items, fields }: MissingFact): string {
  const departments = items.map((item) => `${item} ${ITEM_NAMES[item] ?? ''}`.trim());
  if (departments.length > 0 && fields.length > 0) return `${departments.join('、')}未到，档案里也没有；入户时问清`;
  if (departments.length > 0) return `${departments.join('、')}的数据未到`;
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
