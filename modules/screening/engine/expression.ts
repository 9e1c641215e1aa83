import { type Expr, parse } from 'pgsql-ast-parser';
import type { Unit } from '../../policy/contract.ts';
import { nearestName } from '../../policy/rules.ts';
import { ConditionError, type ConditionErrorCode } from './expression.error.ts';
import { type AnyUnit, type CompareOp, factsIn, type Node, typeOf, unitName, unitOf } from './expression.node.ts';
import { fold, productUnit, quotientUnit, sumUnit } from './expression.units.ts';
import type { Fact } from './facts.ts';

export interface Vocabulary {
  facts: ReadonlyMap<string, Fact>;
  parameters: Readonly<Record<string, { value: number | string | boolean; unit: Unit }>>;
}

const MAX_LENGTH = 2000;
const MAX_DEPTH = 12;

/**
 * Reads a condition. Facts are bare names (`per_capita_net_income`), parameters of the pack have dots
 * (`line.monitoring`). Allowed: comparisons, `between`, `in`, and/or/not, + - * /, `case when … then … else … end`,
 * `least`, `greatest`, `abs`, `at_least(n, …)`, and `coalesce` between two sources. All else is refused.
 */
export function readCondition(text: string, vocabulary: Vocabulary): Node {
  const check = new Check(text, vocabulary);
  const node = check.convert(check.parse());
  if (typeOf(node) !== 'boolean') check.fail('type', '条件应当能回答“是”或“否”', 0);
  return node;
}

const COMPARE: Record<string, CompareOp> = {
  '<': '<',
  '<=': '<=',
  '=': '=',
  '!=': '<>',
  '<>': '<>',
  '>=': '>=',
  '>': '>',
};
const CALLS = ['least', 'greatest', 'abs', 'at_least', 'coalesce'];

class Check {
  /** Start of a dotted name in the text -> the name as written. */
  private readonly dotted = new Map<number, string>();
  private readonly text: string;
  private readonly vocabulary: Vocabulary;

  constructor(text: string, vocabulary: Vocabulary) {
    this.text = text;
    this.vocabulary = vocabulary;
  }

  fail(code: ConditionErrorCode, message: string, at: number | Expr): never {
    const offset = typeof at === 'number' ? at : (at._location?.start ?? 0);
    throw new ConditionError(code, message, { text: this.text, offset });
  }

  parse(): Expr {
    this.checkSize();
    const name = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_]\w*(?:\.\w+)+/g;
    const flat = this.text.replace(name, (found, offset: number) => {
      if (!/^[A-Za-z_]/.test(found)) return found;
      this.dotted.set(offset, found);
      return found.replaceAll('.', '_');
    });
    try {
      const parsed: unknown = parse(flat, { entry: 'expr', locationTracking: true });
      const [first, ...rest] = (Array.isArray(parsed) ? parsed : [parsed]) as Expr[];
      if (first && rest.length === 0) return first;
    } catch (error) {
      const token = (error as { token?: { offset?: number } }).token;
      this.fail('syntax', '写法不完整或有多余的字，请检查括号、运算符和引号', token?.offset ?? this.text.length);
    }
    return this.fail('syntax', '应当只有一个条件', 0);
  }

  private checkSize(): void {
    if (this.text.length > MAX_LENGTH) this.fail('too-long', `条件不超过${MAX_LENGTH}个字符`, MAX_LENGTH);
    let depth = 0;
    for (let i = 0; i < this.text.length; i++) {
      if (this.text[i] === '(') depth += 1;
      if (this.text[i] === ')') depth -= 1;
      if (depth > MAX_DEPTH) this.fail('too-long', `括号不超过${MAX_DEPTH}层`, i);
    }
  }

  convert(e: Expr): Node {
    switch (e.type) {
      case 'ref':
        return this.name(e);
      case 'integer':
      case 'numeric':
        return { kind: 'number', value: e.value, unit: 'any', text: String(e.value), parameters: [] };
      case 'string':
        return { kind: 'code', value: e.value };
      case 'unary':
        return this.unary(e);
      case 'binary':
        return this.binary(e);
      case 'ternary':
        return this.between(e);
      case 'case':
        return this.choose(e);
      case 'call':
        return this.call(e);
      default:
        return this.fail('not-allowed', `条件里不能用“${this.textOf(e)}”这种写法`, e);
    }
  }

  private textOf(e: Expr): string {
    return this.text.slice(e._location?.start ?? 0, e._location?.end ?? undefined).slice(0, 40);
  }

  private name(e: Expr & { type: 'ref' }): Node {
    const start = e._location?.start ?? 0;
    const written = this.dotted.get(start) ?? this.textOf(e);
    const parameter = Object.hasOwn(this.vocabulary.parameters, written)
      ? this.vocabulary.parameters[written]
      : undefined;
    if (parameter) {
      if (typeof parameter.value !== 'number') this.fail('type', `参数“${written}”不是数值`, e);
      return { kind: 'number', value: parameter.value, unit: parameter.unit, text: written, parameters: [written] };
    }
    const fact = this.vocabulary.facts.get(written);
    if (fact) return { kind: 'fact', fact };
    const near = nearestName(written, [...this.vocabulary.facts.keys(), ...Object.keys(this.vocabulary.parameters)]);
    return this.fail('unknown-name', `没有“${written}”这个事实或参数${near ? `，是否想写“${near}”` : ''}`, e);
  }

  private unary(e: Expr & { type: 'unary' }): Node {
    if (e.op === 'NOT') return { kind: 'not', arg: this.boolean(e.operand) };
    if (e.op === '-') {
      const zero: Node = { kind: 'number', value: 0, unit: 'any', text: '0', parameters: [] };
      return this.arithmetic('-', { left: zero, right: this.number(e.operand), at: e });
    }
    return this.fail('not-allowed', `不能用“${e.op}”：不知道就是不知道，引擎会列入补采`, e);
  }

  private binary(e: Expr & { type: 'binary' }): Node {
    if (e.op === 'AND' || e.op === 'OR') {
      const kind = e.op === 'AND' ? 'and' : 'or';
      const args = [this.boolean(e.left), this.boolean(e.right)];
      return { kind, args: args.flatMap((a) => (a.kind === kind ? a.args : [a])) };
    }
    if (e.op === '+' || e.op === '-' || e.op === '*' || e.op === '/') {
      return this.arithmetic(e.op, { left: this.number(e.left), right: this.number(e.right), at: e });
    }
    if (e.op === 'IN' || e.op === 'NOT IN') return this.oneOf(e);
    const op = COMPARE[e.op];
    if (!op) return this.fail('not-allowed', `条件里不能用“${e.op}”`, e);
    const left = this.convert(e.left);
    const right = this.convert(e.right);
    this.comparable(left, right, e);
    if (typeOf(left) === 'boolean') this.fail('type', '是非条件直接写名称或 not 名称，不用等号', e);
    if (typeOf(left) === 'code' && op !== '=' && op !== '<>') this.fail('type', '编码只能比较是否相等', e);
    return { kind: 'compare', op, left, right };
  }

  private oneOf(e: Expr & { type: 'binary' }): Node {
    if (e.right.type !== 'list') return this.fail('not-allowed', 'in 后面应是一列写明的值', e.right);
    const left = this.convert(e.left);
    const values = e.right.expressions.map((x) => this.convert(x));
    for (const value of values) {
      this.comparable(left, value, e.right);
      if (value.kind !== 'code' && value.kind !== 'number')
        this.fail('not-allowed', 'in 后面应是一列写明的值', e.right);
    }
    return { kind: 'in', left, values, negated: e.op === 'NOT IN' };
  }

  private between(e: Expr & { type: 'ternary' }): Node {
    const value = this.number(e.value);
    const [lo, hi] = [this.number(e.lo), this.number(e.hi)];
    this.comparable(value, lo, e.lo);
    this.comparable(value, hi, e.hi);
    const inside: Node = {
      kind: 'and',
      args: [
        { kind: 'compare', op: '>=', left: value, right: lo },
        { kind: 'compare', op: '<=', left: value, right: hi },
      ],
    };
    return e.op === 'BETWEEN' ? inside : { kind: 'not', arg: inside };
  }

  private choose(e: Expr & { type: 'case' }): Node {
    const branch = e.whens[0];
    if (e.value || !branch || e.whens.length !== 1 || !e.else) {
      return this.fail('not-allowed', '只能写 case when 条件 then 值 else 值 end', e);
    }
    const [yes, no] = [this.convert(branch.value), this.convert(e.else)];
    this.comparable(yes, no, e.else);
    return { kind: 'choose', when: this.boolean(branch.when), yes, no };
  }

  private call(e: Expr & { type: 'call' }): Node {
    const name = e.function.name;
    const plain = !(e.over || e.distinct || e.filter || e.orderBy || e.withinGroup || e.function.schema);
    if (!plain || !CALLS.includes(name)) {
      const near = nearestName(name, CALLS);
      return this.fail(
        'not-allowed',
        `不能用函数“${name}”${near ? `，可用的有“${near}”` : `；可用：${CALLS.join('、')}`}`,
        e,
      );
    }
    if (name === 'at_least') return this.atLeast(e);
    if (name === 'coalesce') return this.coalesce(e);
    const args = e.args.map((a) => this.number(a));
    const first = args[0];
    if (!first || (name === 'abs') !== (args.length === 1)) return this.fail('type', `函数“${name}”的参数个数不对`, e);
    for (const arg of args) this.comparable(first, arg, e);
    const unit = args.map(unitOf).find((u) => u !== 'any') ?? 'any';
    return { kind: 'call', name: name as 'least' | 'greatest' | 'abs', args, unit };
  }

  private atLeast(e: Expr & { type: 'call' }): Node {
    const [count, ...conditions] = e.args;
    if (count?.type !== 'integer' || count.value < 1 || count.value > conditions.length) {
      return this.fail('type', 'at_least 先写几条，再写各条条件', e);
    }
    return { kind: 'atLeast', count: count.value, args: conditions.map((c) => this.boolean(c)) };
  }

  /** Falls back from one source to another. A constant would turn "unknown" into an answer, so it is refused. */
  private coalesce(e: Expr & { type: 'call' }): Node {
    const args = e.args.map((a) => this.convert(a));
    const first = args[0];
    if (!first || args.length < 2) return this.fail('type', 'coalesce 至少要有两个来源', e);
    for (const [i, arg] of args.entries()) {
      this.comparable(first, arg, e.args[i] ?? e);
      if (factsIn(arg).length === 0) {
        this.fail('not-allowed', 'coalesce 只能换一个来源，不能假定一个数：缺数据不等于没问题', e.args[i] ?? e);
      }
    }
    return { kind: 'coalesce', args };
  }

  private arithmetic(op: '+' | '-' | '*' | '/', { left, right, at }: { left: Node; right: Node; at: Expr }): Node {
    const unit = this.resultUnit(op, [unitOf(left), unitOf(right), at]);
    if (left.kind === 'number' && right.kind === 'number') {
      const value = fold(op, left.value, right.value);
      if (!Number.isFinite(value)) return this.fail('type', '不能除以零', at);
      const text = `${wrap(left.text)} ${op} ${wrap(right.text)}`;
      return { kind: 'number', value, unit, text, parameters: [...left.parameters, ...right.parameters] };
    }
    return { kind: 'arithmetic', op, left, right, unit };
  }

  private resultUnit(op: '+' | '-' | '*' | '/', [a, b, at]: [AnyUnit, AnyUnit, Expr]): AnyUnit {
    const sum = op === '+' || op === '-';
    const unit = sum ? sumUnit(a, b) : op === '*' ? productUnit(a, b) : quotientUnit(a, b);
    return unit ?? this.fail('unit', `单位不合：${unitName(a)} ${op} ${unitName(b)}`, at);
  }

  private comparable(left: Node, right: Node, at: Expr): void {
    const [a, b] = [typeOf(left), typeOf(right)];
    if (a !== b) this.fail('type', `${TYPE_NAMES[a]}不能和${TYPE_NAMES[b]}放在一起比较`, at);
    if (a === 'number') {
      const [u, v] = [unitOf(left), unitOf(right)];
      if (u !== v && u !== 'any' && v !== 'any')
        this.fail('unit', `单位不合：${unitName(u)}不能和${unitName(v)}比较`, at);
    }
    if (a === 'code') this.checkCodes(left, right, at);
  }

  private checkCodes(left: Node, right: Node, at: Expr): void {
    const codes = [left, right].flatMap((n) => (n.kind === 'fact' ? (n.fact.codes ?? []) : []));
    for (const node of [left, right]) {
      if (node.kind !== 'code' || codes.includes(node.value)) continue;
      const near = nearestName(node.value, codes);
      this.fail(
        'unknown-name',
        `没有编码“${node.value}”${near ? `，是否想写“${near}”` : `；可用：${codes.join('、')}`}`,
        at,
      );
    }
  }

  private boolean(e: Expr): Node {
    const node = this.convert(e);
    if (typeOf(node) !== 'boolean') this.fail('type', `“${this.textOf(e)}”不是能回答“是”或“否”的条件`, e);
    return node;
  }

  private number(e: Expr): Node {
    const node = this.convert(e);
    if (typeOf(node) !== 'number') this.fail('type', `“${this.textOf(e)}”不是数值`, e);
    return node;
  }
}

const TYPE_NAMES = { number: '数值', boolean: '是非', code: '编码' };
function wrap(text: string): string {
  return / [+-] /.test(text) ? `(${text})` : text;
}
