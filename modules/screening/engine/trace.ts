import { type IncomeCounting, incomeCounting } from '@shouwang/modules/registry/rules.ts';
import type { PolicyPack, RiskLevel } from '../../policy/contract.ts';
import { numberParameter } from '../../policy/rules.ts';
import type { IncomeTrace, RuleTrace, SourceRow, Trace } from '../contract.ts';
import { conclusion } from '../rules.ts';
import { evaluate, type FactValues } from './expression.evaluate.ts';
import { FACT_BY_NAME } from './facts.ts';
import type { CompiledPack, CompiledRule } from './rules.compile.ts';
import { comparisonsOf, missingFacts, wouldHoldIf } from './trace.comparisons.ts';

/** One household as screened: its facts and the answer of every rule, by column. */
export type ScreenedRow = FactValues & {
  county_code: string;
  household_id: string;
  area_code: string;
  income_as_of: string | null;
  level: number | null;
  hard_level: number;
  band_level: number;
  score: number | null;
  known_weight: number;
};

/** What a rule says, whatever the household. */
type Spoken = { rule: CompiledRule; measures: ReadonlySet<string>; wording: Wording };

/** Makes the traces of a run: each out of the row of a household and the file rows behind its values. */
export function tracer(
  { pack, rules }: CompiledPack,
  asOf: string,
): (row: ScreenedRow, sources: readonly SourceRow[]) => Trace {
  const spoken = rules.map((rule): Spoken => {
    const measures = new Set(rule.facts.flatMap((name) => FACT_BY_NAME.get(name)?.measures ?? []));
    return { rule, measures, wording: wording(pack, rule) };
  });
  const head = { id: pack.pack, title: pack.title, hash: pack.hash, layers: pack.layers };
  return (row, sources) => {
    const traces = spoken.map((s) => ruleTrace(s, row, sources));
    const held = traces.filter((t) => t.result === true).sort(bySeverity);
    const undecided = traces.filter((t) => t.result === null);
    const level = row.level === null ? null : levelOf(row.level);
    const missing = new Map(undecided.flatMap((t) => t.missing).map((m) => [m.fact, m]));
    return {
      countyCode: row.county_code,
      householdId: row.household_id,
      areaCode: row.area_code,
      asOf,
      pack: head,
      level,
      hardLevel: levelOf(row.hard_level),
      bandLevel: levelOf(row.band_level),
      score: { value: row.score, known: row.known_weight / 1_000_000, cutoff: pack.scheme.cutoff },
      conclusion: conclusion(level, held),
      held,
      notHeld: traces.filter((t) => t.result === false),
      undecided,
      income: incomeTrace(pack, row),
      toCollect: [...missing.values()],
    };
  };
}

function levelOf(level: number): RiskLevel {
  if (level === 1 || level === 2 || level === 3 || level === 4) return level;
  throw new RangeError(`Not a level: ${level}`);
}

function ruleTrace({ rule, measures, wording }: Spoken, row: ScreenedRow, sources: readonly SourceRow[]): RuleTrace {
  const result = evaluate(rule.node, row);
  const written = row[rule.column] ?? null;
  if (result !== written || typeof result === 'number' || typeof result === 'string') {
    throw new Error(
      `Rule ${rule.code}: the statement says ${String(written)}, worked out again it is ${String(result)}`,
    );
  }
  return {
    kind: rule.kind,
    code: rule.code,
    label: rule.label,
    result,
    level: rule.level,
    ...wording,
    condition: rule.text,
    comparisons: comparisonsOf(rule.node, row),
    missing: result === null ? missingFacts(rule.facts, row) : [],
    wouldHoldIf: result === null ? wouldHoldIf(rule.node, row) : null,
    sources: result === true ? sources.filter((s) => measures.has(s.measure)) : [],
  };
}

type Wording = Pick<RuleTrace, 'department' | 'risk' | 'weight' | 'say' | 'clears'>;

function wording(pack: PolicyPack, { kind, code }: CompiledRule): Wording {
  const none: Wording = { department: null, risk: null, weight: null, say: '', clears: null };
  const trigger = pack.triggers[code];
  const indicator = pack.indicators[code];
  if (kind === 'trigger' && trigger) {
    return { ...none, department: trigger.department, risk: trigger.risk, say: trigger.say, clears: trigger.clears };
  }
  if (kind === 'indicator' && indicator)
    return { ...none, risk: indicator.risk, weight: indicator.weight, say: indicator.say };
  if (kind === 'exclusion') return { ...none, say: pack.exclusions[code]?.because ?? '' };
  return { ...none, say: pack.levels.hard[code]?.say ?? '' };
}

/** The most severe first; an indicator or exclusion, which has no level of its own, after them. */
function bySeverity(a: RuleTrace, b: RuleTrace): number {
  return (a.level ?? 5) - (b.level ?? 5);
}

const HEADS: Record<IncomeCounting['divisor'], string> = {
  sharing: '共同生活并共享收支人数',
  registered: '户籍人数',
  resident: '常住人数',
};

/** The lines of the formula under a pack. */
function incomeLines({ divisor, policy }: IncomeCounting) {
  return [
    ['+', '工资性收入', 'wage_income'],
    ['+', '生产经营性收入', 'operating_income'],
    ['+', '财产性收入', 'property_income'],
    ['+', '转移性收入', 'transfer_income'],
    ['-', '生产经营支出', 'operating_expense'],
    ...(policy.deductWorkCost ? [['-', '务工成本', 'work_cost'] as const] : []),
    ['=', '家庭纯收入', 'household_net_income'],
    ['÷', HEADS[divisor], 'divisor_count'],
  ] as const;
}

function incomeTrace(pack: PolicyPack, row: ScreenedRow): IncomeTrace {
  const counting = incomeCounting(pack.parameters);
  return {
    lines: incomeLines(counting).map(([sign, label, fact]) => ({ sign, label, value: numberOf(row, fact) })),
    months: counting.months,
    perCapita: numberOf(row, 'per_capita_net_income'),
    perCapitaDibao: numberOf(row, 'per_capita_dibao_income'),
    line: numberParameter(pack, 'line.monitoring'),
    estimatedShare: numberOf(row, 'estimated_share'),
    dataDate: row.income_as_of,
  };
}

function numberOf(row: ScreenedRow, fact: string): number | null {
  const value = row[fact];
  return typeof value === 'number' ? value : null;
}
