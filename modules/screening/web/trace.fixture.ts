import type { Comparison, RuleTrace, Trace } from '../contract.ts';

/** A comparison of money against a threshold. */
export function aComparison(over: Partial<Comparison> = {}): Comparison {
  return {
    facts: ['inpatient_self_paid_ytd'],
    label: '住院等累计自付（本年）',
    unit: 'yuan',
    value: 9400,
    operator: '>=',
    threshold: 5000,
    thresholdText: 'trigger.MED1.exPoor',
    parameters: ['trigger.MED1.exPoor'],
    holds: true,
    ...over,
  };
}

/** A rule that holds. */
export function aRule(over: Partial<RuleTrace> = {}): RuleTrace {
  return {
    kind: 'trigger',
    code: 'MED-1',
    label: '住院等累计自付',
    result: true,
    level: 2,
    department: 'YB',
    risk: '1',
    weight: null,
    say: '今年以来，这户必要的开支超过了提醒门槛。',
    clears: '补偿到账后解除。',
    condition: 'inpatient_self_paid_ytd >= trigger.MED1.exPoor',
    comparisons: [aComparison()],
    missing: [],
    wouldHoldIf: null,
    sources: [],
    ...over,
  };
}

/** A trace with one reason. */
export function aTrace(over: Partial<Trace> = {}): Trace {
  return {
    countyCode: '440229',
    householdId: '01930000-0000-7000-8000-000000000001',
    areaCode: '440229106201',
    asOf: '2026-11-18',
    pack: { id: 'wengyuan-2021', title: '翁源县政策包', hash: 'ab12', layers: [] },
    level: 2,
    hardLevel: 2,
    bandLevel: 4,
    score: { value: 0.25, known: 1, cutoff: 0.33 },
    conclusion: '今年以来，这户必要的开支超过了提醒门槛。请两名干部上门看一看，是不是需要帮一把。',
    held: [aRule()],
    notHeld: [],
    undecided: [],
    income: {
      months: 12,
      lines: [
        { sign: '+', label: '工资性收入', value: 30_000 },
        { sign: '+', label: '生产经营性收入', value: 8000 },
        { sign: '+', label: '财产性收入', value: 1200 },
        { sign: '+', label: '转移性收入', value: 4800 },
        { sign: '-', label: '生产经营支出', value: 5000 },
        { sign: '=', label: '家庭纯收入', value: 39_000 },
        { sign: '÷', label: '共同生活并共享收支人数', value: 4 },
      ],
      perCapita: 9750,
      perCapitaDibao: 8850,
      line: 9600,
      estimatedShare: 0.1,
      dataDate: '2026-10-31',
    },
    toCollect: [],
    ...over,
  };
}
