import { describe, expect, it } from 'vitest';
import { numberParameter } from '../../policy/rules.ts';
import { Trace } from '../contract.ts';
import { fixtureId } from '../fixtures.ts';
import { wengyuanPack } from './pack.fixture.ts';
import { given, hit, household, item, member, screened, traced, undecidedBy } from './scenario.ts';

const pack = await wengyuanPack();

/** The worked example of the screening rules, §1, in fen. */
const example = household({
  household_type: '1',
  wage_fen: 3_000_000,
  operating_fen: 800_000,
  property_fen: 120_000,
  transfer_fen: 480_000,
  dibao_fen: 360_000,
  operating_expense_fen: 500_000,
  self_pay_medical_fen: 1_200_000,
  self_pay_education_fen: 0,
  last_year_per_capita_fen: 1_141_000,
});

describe('the trace', () => {
  it('shows the worked income example to the last digit', () =>
    given(example, member())
      .when(screened(pack))
      .expect(
        hit('PLT-1-LINE'),
        traced((t) => {
          expect(t.income.lines.map((l) => [l.sign, l.value])).toEqual([
            ['+', 30_000],
            ['+', 8000],
            ['+', 1200],
            ['+', 4800],
            ['-', 5000],
            ['=', 39_000],
            ['÷', 4],
          ]);
          expect(t.income).toMatchObject({ perCapita: 9750, perCapitaDibao: 8850, line: 9600, dataDate: '2026-10-31' });
          const selfPaid = t.notHeld.find((r) => r.code === 'SELFPAY')?.comparisons[0];
          expect(selfPaid?.value).toBeCloseTo(12_000 / 39_000, 12);
          expect(Number(selfPaid?.value).toFixed(4)).toBe('0.3077');
          expect(selfPaid).toMatchObject({ threshold: 0.4, parameters: ['trigger.selfPayShare'], holds: false });
          const line = t.held[0];
          expect(line?.comparisons[0]).toMatchObject({
            value: 9750,
            operator: '<',
            threshold: 10_560,
            thresholdText: 'line.monitoring * trigger.lineBuffer',
            parameters: ['line.monitoring', 'trigger.lineBuffer'],
            unit: 'yuan',
            holds: true,
          });
        }),
      ));

  it('counts as the pack says: another divisor, the cost of work outside deducted', () => {
    const says = (value: string | boolean) => ({
      label: '口径',
      value,
      unit: 'none' as const,
      standing: 'default' as const,
    });
    const parameters = {
      ...pack.pack.parameters,
      'income.divisor': says('registered'),
      'income.deductWorkCost': says(true),
    };
    const other = { ...pack, pack: { ...pack.pack, parameters } };
    const wide = household({
      household_type: '1',
      registered_count: 8,
      work_cost_fen: 700_000,
      self_pay_medical_fen: 0,
    });
    return given(wide, member())
      .when(screened(other))
      .expect(
        traced((t) => {
          // 60,000 + 8,000 + 2,000 - 3,000 - 7,000 = 60,000 over eight who are registered
          expect(t.income.lines.slice(-4).map((l) => [l.sign, l.label, l.value])).toEqual([
            ['-', '生产经营支出', 3000],
            ['-', '务工成本', 7000],
            ['=', '家庭纯收入', 60_000],
            ['÷', '户籍人数', 8],
          ]);
          expect(t.income.perCapita).toBe(7500);
          expect(t.held.map((rule) => rule.code)).toContain('PLT-1-LINE');
        }),
      );
  });

  it('lists the file rows, which add up to the value', () =>
    given(
      household({ household_type: '1' }),
      member(),
      item('YB-02', {
        kind: '住院',
        settled_on: '2026-03-02',
        self_pay_fen: 540_000,
        batch_id: fixtureId('b', 3),
        row_no: 3318,
      }),
      item('YB-02', {
        kind: '门诊特病',
        settled_on: '2026-07-31',
        self_pay_fen: 400_050,
        batch_id: fixtureId('b', 10),
        row_no: 77,
      }),
      item('YB-02', { kind: '住院', settled_on: '2025-12-31', self_pay_fen: 999_900, batch_id: fixtureId('b', 2) }),
    )
      .when(screened(pack))
      .expect(
        traced((t) => {
          const med = t.held.find((r) => r.code === 'MED-1');
          expect(med?.sources).toEqual([
            {
              item: 'YB-02',
              measure: 'inpatient_ytd',
              batchId: fixtureId('b', 3),
              rowNo: 3318,
              dataDate: '2026-03-02',
              value: 5400,
            },
            {
              item: 'YB-02',
              measure: 'inpatient_ytd',
              batchId: fixtureId('b', 10),
              rowNo: 77,
              dataDate: '2026-07-31',
              value: 4000.5,
            },
          ]);
          expect(med?.comparisons[0]).toMatchObject({
            value: 9400.5,
            threshold: numberParameter(pack.pack, 'trigger.MED1.exPoor'),
          });
          expect(med?.comparisons[0]?.value).toBe(med?.sources.reduce((sum, s) => sum + Number(s.value), 0));
          expect(med).toMatchObject({
            department: 'YB',
            level: 2,
            risk: '1',
            clears: expect.stringContaining('补偿到账'),
          });
          expect(t.pack.hash).toMatch(/^[0-9a-f]{64}$/);
          expect(t.conclusion).toBe('今年以来，这户必要的开支超过了提醒门槛。请两名干部上门看一看，是不是需要帮一把。');
          expect(Trace.parse(t)).toEqual(t);
        }),
      ));

  it('says what is not known, where it would come from, and which value would change the result', () =>
    given(household({ household_type: '1', last_year_per_capita_fen: null, safe_water: null }), member())
      .when(screened(pack, { without: ['YB-02', 'JY-01'] }))
      .expect(
        undecidedBy('MED-1', 'WAT-1', 'PLT-1-DROP'),
        traced((t) => {
          const rule = (code: string) => t.undecided.find((r) => r.code === code);
          expect(rule('MED-1')?.missing).toEqual([
            { fact: 'inpatient_self_paid_ytd', label: '住院等累计自付（本年）', items: ['YB-02'], fields: [] },
          ]);
          expect(rule('MED-1')?.wouldHoldIf).toBe('住院等累计自付（本年）若达到或超过5,000 元，这一条成立。');
          expect(rule('EDU-1')?.wouldHoldIf).toContain('超过10,000 元');
          expect(rule('PLT-1-DROP')?.missing[0]?.fields).toContain('last_year_per_capita_fen');
          expect(rule('WATER')?.wouldHoldIf).toBe('若“饮水安全”为否，这一条成立。');
          expect(t.toCollect.map((m) => m.fact)).toEqual(
            expect.arrayContaining(['inpatient_self_paid_ytd', 'has_safe_water', 'study_cost_max']),
          );
          expect(t.conclusion).toContain('现在不能算稳定');
          expect(t.level).toBeNull();
        }),
      ));

  it('re-weights the score over what is known', () =>
    given(household({ safe_water: null, wage_fen: 0, last_year_per_capita_fen: null }), member({ is_working: null }))
      .when(screened(pack))
      .expect(
        traced((t) => {
          const known = [...t.held, ...t.notHeld].filter((r) => r.kind === 'indicator');
          const sum = (list: typeof known) => list.reduce((total, r) => total + (r.weight ?? 0), 0);
          expect(t.score.known).toBeCloseTo(sum(known), 9);
          expect(t.score.known).toBeLessThan(1);
          expect(t.score.value).toBeCloseTo(sum(known.filter((r) => r.result)) / sum(known), 9);
        }),
      ));

  it('no sentence that is read aloud names an illness, a number or an amount', () => {
    const spoken = [
      ...Object.values(pack.pack.triggers),
      ...Object.values(pack.pack.indicators),
      ...Object.values(pack.pack.levels.hard),
    ].map((r) => r.say);
    for (const sentence of spoken) expect(sentence).not.toMatch(/[0-9]|元|病|残|住院|医|药|低保/);
  });
});
