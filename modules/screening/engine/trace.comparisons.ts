import type { Unit } from '../../policy/contract.ts';
import type { Comparison, MissingFact } from '../contract.ts';
import { evaluate, type FactValues } from './expression.evaluate.ts';
import { type CompareOp, childrenOf, factsIn, type Node, parametersIn, unitName, unitOf } from './expression.node.ts';
import { conditionText } from './expression.print.ts';
import { FACT_BY_NAME } from './facts.ts';
import { MEASURES } from './measures.ts';

const TURNED: Record<CompareOp, CompareOp> = { '<': '>', '<=': '>=', '=': '=', '<>': '<>', '>=': '<=', '>': '<' };
const ITEM_OF: ReadonlyMap<string, string> = new Map(MEASURES.map((m) => [m.name, m.item]));

/** The single comparisons of a condition, with the household's values put in. */
export function comparisonsOf(node: Node, facts: FactValues): Comparison[] {
  if (node.kind === 'compare') return [compared(node, facts)];
  if (node.kind === 'in') {
    const list = node.values.map(conditionText).join(', ');
    return [{ ...basis(node.left, facts), operator: node.negated ? 'not in' : 'in', threshold: list, thresholdText: list, parameters: [], holds: asAnswer(evaluate(node, facts)) }];
  }
  if (node.kind === 'fact') {
    const value = evaluate(node, facts);
    return [{ ...basis(node, facts), operator: 'is', threshold: true, thresholdText: '', parameters: [], holds: asAnswer(value) }];
  }
  const found = childrenOf(node).flatMap((child) => comparisonsOf(child, facts));
  const seen = new Set<string>();
  return found.filter((c) => {
    const id = `${c.label} ${c.operator} ${c.thresholdText}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function compared(node: Node & { kind: 'compare' }, facts: FactValues): Comparison {
  const turn = factsIn(node.left).length === 0;
  const [value, limit] = turn ? [node.right, node.left] : [node.left, node.right];
  return {
    ...basis(value, facts),
    operator: turn ? TURNED[node.op] : node.op,
    threshold: evaluate(limit, facts),
    thresholdText: conditionText(limit),
    parameters: parametersIn(limit),
    holds: asAnswer(evaluate(node, facts)),
  };
}

function basis(node: Node, facts: FactValues): Pick<Comparison, 'facts' | 'label' | 'unit' | 'value'> {
  const names = factsIn(node);
  const label = node.kind === 'fact' ? node.fact.label : names.map((n) => FACT_BY_NAME.get(n)?.label ?? n).join('、');
  const unit = unitOf(node);
  return { facts: names, label, unit: unit === 'any' ? ('none' satisfies Unit) : unit, value: evaluate(node, facts) };
}

function asAnswer(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** Facts of a condition that are not known for this household. */
export function missingFacts(names: Iterable<string>, facts: FactValues): MissingFact[] {
  return [...names].flatMap((name) => {
    const fact = FACT_BY_NAME.get(name);
    if (!fact || (facts[name] ?? null) !== null) return [];
    const items = new Set((fact.measures ?? []).flatMap((m) => ITEM_OF.get(m) ?? []));
    return [{ fact: name, label: fact.label, items: [...items], fields: [...(fact.fields ?? [])] }];
  });
}

const WORDS: Record<CompareOp, string> = { '<': '低于', '<=': '不高于', '=': '为', '<>': '不为', '>=': '达到或超过', '>': '超过' };

/** "人均纯收入若低于 9600 元，这一条成立": for a rule of one comparison whose value is missing. */
export function wouldHoldIf(node: Node, facts: FactValues): string | null {
  if (node.kind === 'fact') return `若“${node.fact.label}”为是，这一条成立。`;
  if (node.kind === 'not' && node.arg.kind === 'fact') return `若“${node.arg.fact.label}”为否，这一条成立。`;
  if (node.kind !== 'compare') return null;
  const [one, ...more] = comparisonsOf(node, facts);
  if (!one || more.length > 0 || one.threshold === null || one.operator === 'in' || one.operator === 'not in' || one.operator === 'is') return null;
  return `${one.label}若${WORDS[one.operator]}${figure(one.threshold, one.unit)}，这一条成立。`;
}

/** A value for the work sheet: 5,000 元, 40%, 36 天. */
export function figure(value: number | string | boolean, unit: Unit): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return value;
  if (unit === 'ratio') return `${Number((value * 100).toFixed(2))}%`;
  const digits = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  if (unit === 'none') return digits;
  return `${digits} ${unit === 'count' ? '人（个）' : unitName(unit)}`;
}
