import type { Node } from './expression.node.ts';
import { childrenOf } from './expression.node.ts';

/** The condition in its normal form, as an analyst reads it. Reading it again gives the same condition. */
export function conditionText(node: Node): string {
  switch (node.kind) {
    case 'fact':
      return node.fact.name;
    case 'number':
      return node.text;
    case 'code':
      return quote(node.value);
    case 'arithmetic':
      return `${inner(node.left)} ${node.op} ${inner(node.right)}`;
    case 'compare':
      return `${inner(node.left)} ${node.op} ${inner(node.right)}`;
    case 'in':
      return `${inner(node.left)} ${node.negated ? 'not in' : 'in'} (${node.values.map(conditionText).join(', ')})`;
    case 'and':
    case 'or':
      return node.args.map(inner).join(` ${node.kind} `);
    case 'not':
      return `not ${inner(node.arg)}`;
    case 'choose':
      return `case when ${conditionText(node.when)} then ${conditionText(node.yes)} else ${conditionText(node.no)} end`;
    case 'atLeast':
      return `at_least(${[String(node.count), ...node.args.map(conditionText)].join(', ')})`;
    case 'call':
      return `${node.name}(${node.args.map(conditionText).join(', ')})`;
    case 'coalesce':
      return `coalesce(${node.args.map(conditionText).join(', ')})`;
  }
}

/**
 * The condition as SQL that DuckDB and PostgreSQL read alike. NULL stays NULL: `least`, `case` and `at_least` are
 * written so that an unknown part leaves the whole undecided unless the known parts decide it.
 */
export function conditionSql(node: Node): string {
  const sql = conditionSql;
  switch (node.kind) {
    case 'fact':
      return node.fact.name;
    case 'number':
      return node.value < 0 ? `(${node.value})` : String(node.value);
    case 'code':
      return quote(node.value);
    case 'arithmetic':
      return node.op === '/'
        ? `(${sql(node.left)} / nullif(${sql(node.right)}, 0))`
        : `(${sql(node.left)} ${node.op} ${sql(node.right)})`;
    case 'compare':
      return `${sql(node.left)} ${node.op} ${sql(node.right)}`;
    case 'in':
      return `${sql(node.left)} ${node.negated ? 'not in' : 'in'} (${node.values.map(sql).join(', ')})`;
    case 'and':
    case 'or':
      return `(${node.args.map(sql).join(` ${node.kind} `)})`;
    case 'not':
      return `(not ${sql(node.arg)})`;
    case 'choose':
      return `case when ${sql(node.when)} then ${sql(node.yes)} when not (${sql(node.when)}) then ${sql(node.no)} end`;
    case 'atLeast':
      return atLeastSql(node.count, node.args.map(sql));
    case 'call':
      return node.name === 'abs' ? `abs(${node.args.map(sql).join('')})` : extremeSql(node.name, node.args.map(sql));
    case 'coalesce':
      return `coalesce(${node.args.map(sql).join(', ')})`;
  }
}

function inner(node: Node): string {
  const text = conditionText(node);
  const closed = childrenOf(node).length === 0 && !/ /.test(text);
  return closed || ['call', 'coalesce', 'atLeast', 'choose'].includes(node.kind) ? text : `(${text})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function extremeSql(name: 'least' | 'greatest', args: string[]): string {
  const unknown = args.map((a) => `${a} is null`).join(' or ');
  return `case when not (${unknown}) then ${name}(${args.join(', ')}) end`;
}

function atLeastSql(count: number, args: string[]): string {
  const certain = args.map((a) => `case when ${a} then 1 else 0 end`).join(' + ');
  const possible = args.map((a) => `case when not (${a}) then 0 else 1 end`).join(' + ');
  return `case when (${certain}) >= ${count} then true when (${possible}) < ${count} then false end`;
}
