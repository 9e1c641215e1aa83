import type { Unit } from '../../policy/contract.ts';
import type { Fact } from './facts.ts';

/** A checked condition as a tree. Every number knows its unit; every leaf is a fact, a parameter or a constant. */
export type Node =
  | { kind: 'fact'; fact: Fact }
  | { kind: 'number'; value: number; unit: AnyUnit; text: string; parameters: string[] }
  | { kind: 'code'; value: string }
  | { kind: 'arithmetic'; op: '+' | '-' | '*' | '/'; left: Node; right: Node; unit: AnyUnit }
  | { kind: 'call'; name: 'least' | 'greatest' | 'abs'; args: Node[]; unit: AnyUnit }
  | { kind: 'coalesce'; args: Node[] }
  | { kind: 'choose'; when: Node; yes: Node; no: Node }
  | { kind: 'compare'; op: CompareOp; left: Node; right: Node }
  | { kind: 'in'; left: Node; values: Node[]; negated: boolean }
  | { kind: 'and' | 'or'; args: Node[] }
  | { kind: 'not'; arg: Node }
  | { kind: 'atLeast'; count: number; args: Node[] };

export type CompareOp = '<' | '<=' | '=' | '<>' | '>=' | '>';
/** `any`: a bare number takes the unit of what it stands beside. */
export type AnyUnit = Unit | 'any';

/** The kind of value that a node gives. */
export function typeOf(node: Node): 'number' | 'boolean' | 'code' {
  switch (node.kind) {
    case 'fact':
      return node.fact.type;
    case 'number':
    case 'arithmetic':
    case 'call':
      return 'number';
    case 'code':
      return 'code';
    case 'coalesce':
      return node.args[0] ? typeOf(node.args[0]) : 'boolean';
    case 'choose':
      return typeOf(node.yes);
    default:
      return 'boolean';
  }
}

export function unitOf(node: Node): AnyUnit {
  if (node.kind === 'fact') return node.fact.unit;
  if (node.kind === 'number' || node.kind === 'arithmetic' || node.kind === 'call') return node.unit;
  if (node.kind === 'choose') return unitOf(node.yes) === 'any' ? unitOf(node.no) : unitOf(node.yes);
  if (node.kind === 'coalesce' && node.args[0]) return unitOf(node.args[0]);
  return 'none';
}

/** Child nodes, left to right. */
export function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case 'arithmetic':
    case 'compare':
      return [node.left, node.right];
    case 'choose':
      return [node.when, node.yes, node.no];
    case 'in':
      return [node.left, ...node.values];
    case 'not':
      return [node.arg];
    case 'and':
    case 'or':
    case 'call':
    case 'coalesce':
    case 'atLeast':
      return node.args;
    default:
      return [];
  }
}

/** Names of the facts that a condition uses, each once. */
export function factsIn(node: Node): string[] {
  const found = new Set<string>();
  const walk = (n: Node) => {
    if (n.kind === 'fact') found.add(n.fact.name);
    childrenOf(n).forEach(walk);
  };
  walk(node);
  return [...found];
}

/** Names of the parameters that a condition uses, each once. */
export function parametersIn(node: Node): string[] {
  const found = new Set<string>();
  const walk = (n: Node) => {
    if (n.kind === 'number') for (const name of n.parameters) found.add(name);
    childrenOf(n).forEach(walk);
  };
  walk(node);
  return [...found];
}

const UNIT_NAMES: Record<string, string> = {
  yuan: '元',
  ratio: '比例',
  count: '个数',
  days: '天',
  hours: '小时',
  months: '月',
  years: '年',
  minutes: '分钟',
  metres: '米',
  litre: '升',
  dayOfMonth: '日',
  none: '无单位',
  any: '数',
};

/** Chinese name of a unit. */
export function unitName(unit: AnyUnit): string {
  return UNIT_NAMES[unit] ?? unit;
}
