import type { Unit } from '../../policy/contract.ts';
import type { Comparison, MissingFact } from '../contract.ts';
import { evaluate, type FactValues } from './expression.evaluate.ts';
import { type CompareOp, childrenOf, factsIn, type Node, parametersIn, unitName, unitOf } from './expression.node.ts';
import { conditionText } from './expression.print.ts';
import { FACT_BY_NAME } from './facts.ts';
import { MEASURES } from './measures.ts';

const TURNED: Record<CompareOp, CompareOp> = { '<': '>', '<=': '>=', '=': '=', '<>': '<>', '>=': '<=', '>': '<' };
const ITEM_OF: ReadonlyMap<string, string> = new Map(MEASURES.map((m) => [m.name, m.item]));

/** A comparison as the condition writes it; only the values differ from household to household. */
interface Template {
  whole: Node;
  value: Node;
  limit: Node | null;
  fixed: Pick<Comparison, 'facts' | 'label' | 'unit' | 'operator' | 'thresholdText' | 'parameters'>;
}

const TEMPLATES = new WeakMap<Node, Template[]>();

/** The single comparisons of a condition, each once, with the household's values put in. */
export function comparisonsOf(node: Node, facts: FactValues): Comparison[] {
  let templates = TEMPLATES.get(node);
  if (!templates) {
    const byText = new Map(
      templatesOf(node).map((t) => [`${t.fixed.label} ${t.fixed.operator} ${t.fixed.thresholdText}`, t]),
    );
    templates = [...byText.values()];
    TEMPLATES.set(node, templates);
  }
  return templates.map(({ whole, value, limit, fixed }) => ({
    ...fixed,
    value: evaluate(value, facts),
    threshold: limit ? evaluate(limit, facts) : whole.kind === 'in' ? fixed.thresholdText : true,
    holds: asAnswer(evaluate(whole, facts)),
  }));
}

function templatesOf(node: Node): Template[] {
  if (node.kind === 'compare') return [comparedTemplate(node)];
  if (node.kind === 'in') {
    const thresholdText = node.values.map(conditionText).join(', ');
    const operator = node.negated ? 'not in' : 'in';
    return [
      {
        whole: node,
        value: node.left,
        limit: null,
        fixed: { ...basis(node.left), operator, thresholdText, parameters: [] },
      },
    ];
  }
  if (node.kind === 'fact') {
    return [
      {
        whole: node,
        value: node,
        limit: null,
        fixed: { ...basis(node), operator: 'is', thresholdText: '', parameters: [] },
      },
    ];
  }
  return childrenOf(node).flatMap(templatesOf);
}

function comparedTemplate(node: Node & { kind: 'compare' }): Template {
  const turn = factsIn(node.left).length === 0;
  const [value, limit] = turn ? [node.right, node.left] : [node.left, node.right];
  const operator = turn ? TURNED[node.op] : node.op;
  const fixed = { ...basis(value), operator, thresholdText: conditionText(limit), parameters: parametersIn(limit) };
  return { whole: node, value, limit, fixed };
}

function basis(node: Node): Pick<Comparison, 'facts' | 'label' | 'unit'> {
  const names = factsIn(node);
  const label = node.kind === 'fact' ? node.fact.label : names.map((n) => FACT_BY_NAME.get(n)?.label ?? n).join('、');
  const unit = unitOf(node);
  return { facts: names, label, unit: unit === 'any' ? ('none' satisfies Unit) : unit };
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

const WORDS: Record<CompareOp, string> = {
  '<': '低于',
  '<=': '不高于',
  '=': '为',
  '<>': '不为',
  '>=': '达到或超过',
  '>': '超过',
};

/** "人均纯收入若低于 9600 元，这一条成立": for a rule of one comparison whose value is missing. */
export function wouldHoldIf(node: Node, facts: FactValues): string | null {
  if (node.kind === 'fact') return `若“${node.fact.label}”为是，这一条成立。`;
  if (node.kind === 'not' && node.arg.kind === 'fact') return `若“${node.arg.fact.label}”为否，这一条成立。`;
  if (node.kind !== 'compare') return null;
  const [one, ...more] = comparisonsOf(node, facts);
  if (
    !one ||
    more.length > 0 ||
    one.threshold === null ||
    one.operator === 'in' ||
    one.operator === 'not in' ||
    one.operator === 'is'
  )
    return null;
  return `${one.label}若${WORDS[one.operator]}${figure(one.threshold, one.unit)}，这一条成立。`;
}

/** A value for the work sheet: 5,000 元, 40%, 36 天. */
function figure(value: number | string | boolean, unit: Unit): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'string') return value;
  if (unit === 'ratio') return `${Number((value * 100).toFixed(2))}%`;
  const digits = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  if (unit === 'none') return digits;
  return `${digits} ${unit === 'count' ? '人（个）' : unitName(unit)}`;
}
