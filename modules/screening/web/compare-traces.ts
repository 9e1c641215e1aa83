import type { RuleTrace, Trace } from '../contract.ts';
import { valueText } from './trace-words.ts';

/** One difference between what was found and what comes out now. */
export type Difference = { what: string; before: string; after: string };

const RESULTS = new Map<boolean | null, string>([
  [true, '成立'],
  [false, '没有成立'],
  [null, '未能判断'],
]);

function rulesOf(trace: Trace): Map<string, RuleTrace> {
  return new Map(
    [...trace.held, ...trace.notHeld, ...trace.undecided].map((rule) => [`${rule.kind} ${rule.code}`, rule]),
  );
}

function valueDifferences(then: RuleTrace, now: RuleTrace): Difference[] {
  return then.comparisons.flatMap((comparison, index) => {
    const other = now.comparisons[index];
    if (!other || (comparison.value === other.value && comparison.threshold === other.threshold)) return [];
    const text = (of: typeof comparison) =>
      `${valueText(of.value, of.unit)}（门槛 ${valueText(of.threshold, of.unit)}）`;
    return [{ what: `${then.code} ${comparison.label}`, before: text(comparison), after: text(other) }];
  });
}

/** What differs between two workings of one household: level, score, answers of the rules, values behind them. Empty = the same. */
export function compareTraces(then: Trace, now: Trace): Difference[] {
  const differences: Difference[] = [];
  const note = (what: string, before: string, after: string) => {
    if (before !== after) differences.push({ what, before, after });
  };
  note('等级', String(then.level ?? '未能判断'), String(now.level ?? '未能判断'));
  note('多维得分', String(then.score.value ?? '未知'), String(now.score.value ?? '未知'));
  note('人均纯收入', String(then.income.perCapita ?? '未知'), String(now.income.perCapita ?? '未知'));
  const [old, fresh] = [rulesOf(then), rulesOf(now)];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const [one, other] = [old.get(key), fresh.get(key)];
    const word = (rule: RuleTrace | undefined) => (rule ? (RESULTS.get(rule.result) ?? '') : '没有这条规则');
    note(`${(one ?? other)?.code} ${(one ?? other)?.label}`, word(one), word(other));
    if (one && other) differences.push(...valueDifferences(one, other));
  }
  return differences;
}
