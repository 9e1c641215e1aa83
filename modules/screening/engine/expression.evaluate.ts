import type { CompareOp, Node } from './expression.node.ts';

export type Value = number | boolean | string | null;
export type FactValues = Readonly<Record<string, Value | undefined>>;

/**
 * The value of a condition, or of a part of it, over the facts of one household, in three-valued logic. It is a second
 * implementation beside the SQL, on purpose: a trace is refused when the two do not agree.
 */
export function evaluate(node: Node, facts: FactValues): Value {
  const value = (n: Node) => evaluate(n, facts);
  switch (node.kind) {
    case 'fact':
      return facts[node.fact.name] ?? null;
    case 'number':
    case 'code':
      return node.value;
    case 'arithmetic':
      return arithmetic(node.op, value(node.left), value(node.right));
    case 'compare':
      return compare(node.op, value(node.left), value(node.right));
    case 'in':
      return oneOf(value(node.left), { values: node.values.map(value), negated: node.negated });
    case 'and':
      return every(node.args, facts);
    case 'or':
      return some(node.args, facts);
    case 'not':
      return not(value(node.arg));
    case 'choose':
      return choose(node, facts);
    case 'atLeast':
      return atLeast(node.count, node.args.map(value));
    case 'call':
      return extreme(node.name, node.args.map(value));
    case 'coalesce':
      return node.args.map(value).find((v) => v !== null) ?? null;
  }
}

function arithmetic(op: '+' | '-' | '*' | '/', a: Value, b: Value): number | null {
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  if (op === '+') return a + b;
  if (op === '-') return a - b;
  if (op === '*') return a * b;
  return b === 0 ? null : a / b;
}

function compare(op: CompareOp, a: Value, b: Value): boolean | null {
  if (a === null || b === null) return null;
  if (op === '=') return a === b;
  if (op === '<>') return a !== b;
  if (op === '<') return a < b;
  if (op === '<=') return a <= b;
  return op === '>' ? a > b : a >= b;
}

function oneOf(value: Value, { values, negated }: { values: Value[]; negated: boolean }): boolean | null {
  return value === null ? null : values.includes(value) !== negated;
}

function not(value: Value): boolean | null {
  return value === null ? null : value !== true;
}

function every(args: Node[], facts: FactValues): boolean | null {
  let unknown = false;
  for (const arg of args) {
    const value = evaluate(arg, facts);
    if (value === false) return false;
    unknown ||= value === null;
  }
  return unknown ? null : true;
}

function some(args: Node[], facts: FactValues): boolean | null {
  let unknown = false;
  for (const arg of args) {
    const value = evaluate(arg, facts);
    if (value === true) return true;
    unknown ||= value === null;
  }
  return unknown ? null : false;
}

function choose(node: Node & { kind: 'choose' }, facts: FactValues): Value {
  const when = evaluate(node.when, facts);
  return when === null ? null : evaluate(when ? node.yes : node.no, facts);
}

function atLeast(count: number, values: Value[]): boolean | null {
  const certain = values.filter((v) => v === true).length;
  if (certain >= count) return true;
  return certain + values.filter((v) => v === null).length < count ? false : null;
}

function extreme(name: 'least' | 'greatest' | 'abs', values: Value[]): number | null {
  const numbers = values.filter((v) => typeof v === 'number');
  if (numbers.length < values.length) return null;
  if (name === 'abs') return Math.abs(numbers[0] ?? 0);
  return name === 'least' ? Math.min(...numbers) : Math.max(...numbers);
}
