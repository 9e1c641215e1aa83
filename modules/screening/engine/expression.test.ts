import { tmpdir } from 'node:os';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConditionError } from './expression.error.ts';
import { evaluate, type FactValues, type Value } from './expression.evaluate.ts';
import { factsIn, parametersIn } from './expression.node.ts';
import { conditionSql, conditionText } from './expression.print.ts';
import { readCondition } from './expression.ts';
import { FACT_BY_NAME } from './facts.ts';

const parameters = {
  'line.monitoring': { value: 9600, unit: 'yuan' },
  'trigger.lineBuffer': { value: 1.1, unit: 'ratio' },
  'trigger.MED1.exPoor': { value: 5000, unit: 'yuan' },
  'trigger.WAT.outageDays': { value: 36, unit: 'days' },
  'publicity.calendar': { value: 'natural', unit: 'none' },
} as const;
const vocabulary = { facts: FACT_BY_NAME, parameters };
const read = (text: string) => readCondition(text, vocabulary);

function refused(text: string): ConditionError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConditionError) return error;
    throw error;
  }
  throw new Error(`Accepted: ${text}`);
}

describe('a condition', () => {
  it.each([
    ['per_capita_net_income < line.monitoring * trigger.lineBuffer', 'per_capita_net_income < 10560'],
    ['loan_overdue_days >= 1 AND is_former_poor', '(loan_overdue_days >= 1 and is_former_poor)'],
    ["house_grade in ('C', 'D')", "house_grade in ('C', 'D')"],
    ['self_paid_share between 0.2 and 0.4', '(self_paid_share >= 0.2 and self_paid_share <= 0.4)'],
    ['self_paid_total / household_net_income >= 0.4', '(self_paid_total / nullif(household_net_income, 0)) >= 0.4'],
    [
      'inpatient_self_paid_ytd >= case when is_former_poor then trigger.MED1.exPoor else 20000 end',
      'inpatient_self_paid_ytd >= case when is_former_poor then 5000 when not (is_former_poor) then 20000 end',
    ],
    ['self_paid_total >= line.monitoring * resident_count', 'self_paid_total >= (9600 * resident_count)'],
  ])('%s', (text, sql) => {
    const node = read(text);
    expect(conditionSql(node)).toBe(sql);
    expect(conditionText(read(conditionText(node)))).toBe(conditionText(node));
  });

  it('names its facts and parameters', () => {
    const node = read('per_capita_net_income < line.monitoring * trigger.lineBuffer or not has_safe_water');
    expect(factsIn(node)).toEqual(['per_capita_net_income', 'has_safe_water']);
    expect(parametersIn(node)).toEqual(['line.monitoring', 'trigger.lineBuffer']);
  });

  it.each([
    ['per_capita_net_incom < 5', 'unknown-name', 1, '是否想写“per_capita_net_income”'],
    ['is_former_poor\n  and per_capita_net_income < line.monitorng', 'unknown-name', 31, '是否想写“line.monitoring”'],
    ["house_grade = 'E'", 'unknown-name', 1, '没有编码“E”'],
    ['per_capita_net_income < trigger.WAT.outageDays', 'unit', 1, '元不能和天比较'],
    ['per_capita_net_income + loan_overdue_days > 3', 'unit', 1, '元 + 天'],
    ['is_former_poor > 3', 'type', 1, '是非不能和数值'],
    ['per_capita_net_income', 'type', 1, '“是”或“否”'],
    ['is_former_poor = has_safe_water', 'type', 1, '不用等号'],
    ['per_capita_net_income < publicity.calendar', 'type', 25, '不是数值'],
    ['per_capita_net_income < (select 1)', 'not-allowed', 26, 'select 1'],
    ['cast(per_capita_net_income as int) > 1', 'not-allowed', 1, '不能用'],
    ['per_capita_net_income::int > 1', 'not-allowed', 1, '不能用'],
    ['pg_sleep(10) > 1', 'not-allowed', 1, '不能用函数“pg_sleep”'],
    ['gretest(per_capita_net_income, 3) > 1', 'not-allowed', 1, '“greatest”'],
    ['has_safe_water is null', 'not-allowed', 1, '补采'],
    ['coalesce(loan_overdue_days, 0) > 1', 'not-allowed', 29, '缺数据不等于没问题'],
    ['per_capita_net_income > 1; drop table x', 'syntax', 26, '多余'],
    ['per_capita_net_income >', 'syntax', 24, '不完整'],
    ['', 'syntax', 1, '不完整'],
    ['true', 'not-allowed', 1, 'true'],
    ['current_date > 3', 'not-allowed', 1, 'current_date'],
    ['"is_former_poor"', 'unknown-name', 1, 'is_former_poor'],
    ['at_least(3, is_former_poor, has_safe_water)', 'type', 1, 'at_least'],
    ['per_capita_net_income > 1 / 0', 'type', 25, '除以零'],
    [`${'('.repeat(13)}is_former_poor${')'.repeat(13)}`, 'too-long', 13, '12层'],
  ])('refuses %s', (text, code, column, message) => {
    const error = refused(text);
    expect({ code: error.code, column: error.column }).toEqual({ code, column });
    expect(error.message).toContain(message);
  });

  it('gives the line of a fault in a text of several lines', () => {
    expect(refused('is_former_poor\n  and per_capita_net_income < line.monitorng')).toMatchObject({
      line: 2,
      column: 31,
    });
  });
});

describe('three-valued', () => {
  const ask = (text: string, facts: FactValues) => evaluate(read(text), facts);

  it('leaves undecided what is unknown, and decides what the known parts decide', () => {
    expect(ask('loan_overdue_days >= 1', {})).toBeNull();
    expect(ask('loan_overdue_days >= 1 or is_former_poor', { is_former_poor: true })).toBe(true);
    expect(ask('loan_overdue_days >= 1 and is_former_poor', { is_former_poor: false })).toBe(false);
    expect(ask('not has_safe_water', {})).toBeNull();
    expect(
      ask('greatest(self_paid_medical_12m, self_paid_education_12m) > 5', { self_paid_medical_12m: 9 }),
    ).toBeNull();
    expect(
      ask('at_least(2, has_network, toilet_usable, has_electricity)', { has_network: true, toilet_usable: true }),
    ).toBe(true);
    expect(
      ask('at_least(2, has_network, toilet_usable, has_electricity)', { has_network: false, toilet_usable: false }),
    ).toBe(false);
    expect(
      ask('at_least(2, has_network, toilet_usable, has_electricity)', { has_network: true, toilet_usable: false }),
    ).toBeNull();
    expect(ask('loan_overdue_days / member_count > 1', { loan_overdue_days: 3, member_count: 0 })).toBeNull();
  });
});

const numbers = ['per_capita_net_income', 'self_paid_total', 'household_net_income'];
const flags = ['is_former_poor', 'has_safe_water', 'has_network'];
const amount: fc.Arbitrary<string> = fc.letrec<{ amount: string }>((tie) => ({
  amount: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(...numbers, 'line.monitoring', '0', '7.5', '9600'),
    fc.tuple(tie('amount'), fc.constantFrom('+', '-'), tie('amount')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(fc.constantFrom('least', 'greatest'), tie('amount'), tie('amount')).map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc
      .tuple(fc.constantFrom(...flags), tie('amount'), tie('amount'))
      .map(([c, a, b]) => `case when ${c} then ${a} else ${b} end`),
  ),
})).amount;
const condition: fc.Arbitrary<string> = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...flags),
    fc
      .tuple(fc.constantFrom(...numbers), fc.constantFrom('<', '<=', '=', '<>', '>=', '>'), amount)
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('condition').map((c) => `not (${c})`),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map((c) => `at_least(2, ${c.join(', ')})`),
  ),
})).condition;

describe('properties', () => {
  it('never throws anything but its own error', () => {
    const words = fc.constantFrom(
      'per_capita_net_income',
      'line.monitoring',
      'and',
      'or',
      'not',
      '(',
      ')',
      '>=',
      '5',
      "'C'",
      'case',
      'when',
      'then',
      'else',
      'end',
      'in',
      ',',
      'coalesce',
      'is',
      'null',
      '--',
      '/*',
      '"',
      '::',
      ';',
      '.',
      '𠮷',
      'x.y.z',
      'over',
      '*',
      '-',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(words, { maxLength: 14 }).map((w) => w.join(' ')),
      condition,
    );
    fc.assert(
      fc.property(text, (t) => {
        try {
          read(t);
        } catch (error) {
          expect(error).toBeInstanceOf(ConditionError);
          expect((error as ConditionError).offset).toBeLessThanOrEqual(t.length);
        }
      }),
      { numRuns: 400, seed: 11 },
    );
  });

  it('is read back from its printed form', () => {
    fc.assert(
      fc.property(condition, (t) => {
        const text = conditionText(read(t));
        expect(conditionText(read(text))).toBe(text);
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  it('means the same in SQL and when worked out by hand, unknowns included', async () => {
    const samples = fc.sample(
      fc.tuple(
        condition,
        fc.record(
          Object.fromEntries([
            ...numbers.map((n) => [n, fc.constantFrom<Value>(null, 0, 7.5, 9600, 12_000)]),
            ...flags.map((f) => [f, fc.constantFrom<Value>(null, true, false)]),
          ]),
        ),
      ),
      { numRuns: 300, seed: 13 },
    );
    const selects = samples.map(([text, facts], i) => {
      const columns = Object.entries(facts).map(
        ([name, value]) =>
          `cast(${value} as ${typeof value === 'boolean' || flags.includes(name) ? 'boolean' : 'double'}) as ${name}`,
      );
      return `select ${i} as i, ${conditionSql(read(text))} as answer from (select ${columns.join(', ')}) f`;
    });
    const rows = await withDuck((db) => db.rows<{ i: number; answer: boolean | null }>(selects.join(' union all ')), {
      dir: tmpdir(),
    });
    const worked = samples.map(([text, facts]) => evaluate(read(text), facts));
    expect(rows.toSorted((a, b) => a.i - b.i).map((r) => r.answer)).toEqual(worked);
    expect(new Set(worked)).toEqual(new Set([true, false, null]));
  });
});
