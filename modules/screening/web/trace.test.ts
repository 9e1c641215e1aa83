import { describe, expect, test } from 'vitest';
import { compareTraces } from './compare-traces.ts';
import { evidenceRows } from './evidence-rows.ts';
import { addsUp } from './income-lines.ts';
import { nextSteps } from './next-steps.ts';
import { dayInWords, readingSheet, secondsToRead } from './reading-sheet.ts';
import { aComparison, aRule, aTrace } from './trace.fixture.ts';
import { distinctChecks, lackText, unknownRows } from './trace-checks.ts';
import { gapText, isDrawn, limitText, meterMax, valueText } from './trace-words.ts';

const place = { town: '江尾镇', village: '兰溪村' };

describe('reading sheet', () => {
  const unknown = { fact: 'toilet', label: '厕所 3 号', items: [], fields: [] };
  const trace = aTrace({
    held: [
      aRule(),
      aRule({ code: 'PLT-1-LINE', say: '按最近十二个月算，全家人均收入低于提醒线。' }),
      aRule({ code: 'X' }),
    ],
    toCollect: [unknown, { ...unknown, fact: 'b' }],
  });
  const sheet = readingSheet(trace, place);
  const text = [sheet.title, ...sheet.paragraphs, sheet.sign].join('');

  test('has no digit, amount, code or label of a figure', () => {
    expect(text).not.toMatch(/[0-9０-９]|元|万|MED|PLT|住院|厕所/);
  });

  test('has every sentence once and says how many there are', () => {
    expect(text.split('超过了提醒门槛').length).toBe(2);
    expect(text).toContain('理由有两条。一是今年以来');
    expect(text).toContain('二是按最近十二个月算');
    expect(text).toContain('还有两件事不清楚');
  });

  test('is signed with the town and the day in words', () => {
    expect(sheet.sign).toBe('江尾镇　二〇二六年十一月十八日');
    expect(dayInWords('2026-01-20')).toBe('二〇二六年一月二十日');
    expect(dayInWords('2030-10-05')).toBe('二〇三〇年十月五日');
  });

  test('a household without reasons is not accused of any', () => {
    expect(readingSheet(aTrace({ held: [], level: null }), place).paragraphs[1]).toContain('还不够');
  });

  test('reading time is counted from the length', () => {
    expect(secondsToRead(sheet)).toBeGreaterThanOrEqual(30);
  });

  test('indicators and exclusions are not read aloud', () => {
    const held = [aRule(), aRule({ kind: 'exclusion', code: 'N2', say: '须由人判断，因为车辆可能用于谋生。' })];
    expect(readingSheet(aTrace({ held }), place).paragraphs.join('')).not.toContain('车辆');
  });
});

describe('bar', () => {
  test.each([
    [[9400, 5000], 12_000],
    [[9750, 10_560], 15_000],
    [[0.308, 0.4], 0.5],
    [[0, 0], 1],
    [[40, 36], 50],
  ])('%j ends at %d, above value and threshold', (values, end) => {
    expect(meterMax(values)).toBeCloseTo(end, 9);
    expect(meterMax(values)).toBeGreaterThan(Math.max(...values));
  });

  test('counts, codes and unknowns are not drawn', () => {
    expect(isDrawn(aComparison())).toBe(true);
    expect(isDrawn(aComparison({ unit: 'count' }))).toBe(false);
    expect(isDrawn(aComparison({ value: null }))).toBe(false);
    expect(isDrawn(aComparison({ value: 'D', threshold: 'C, D', operator: 'in', unit: 'none' }))).toBe(false);
  });
});

describe('values in words', () => {
  test('units, shares, yes and no, unknown', () => {
    expect(valueText(9400, 'yuan')).toBe('9,400 元');
    expect(valueText(0.3077, 'ratio')).toBe('30.8%');
    expect(valueText(false, 'none')).toBe('否');
    expect(valueText(null, 'yuan')).toBe('未知');
  });

  test('limit and gap', () => {
    expect(limitText(aComparison())).toBe('≥ 5,000 元');
    expect(gapText(aComparison())).toBe('超出门槛 4,400 元');
    expect(gapText(aComparison({ value: 9750, threshold: 10_560 }))).toBe('低于门槛 810 元');
    expect(gapText(aComparison({ value: 0.5, threshold: 0.4, unit: 'ratio' }))).toBe('超出门槛 10 个百分点');
  });
});

describe('income lines', () => {
  test('add up on the page, and a wrong sum is seen', () => {
    const { lines } = aTrace().income;
    expect(addsUp(lines)).toBe(true);
    expect(addsUp(lines.map((line) => (line.sign === '=' ? { ...line, value: 39_001 } : line)))).toBe(false);
    expect(addsUp(lines.map((line) => (line.sign === '-' ? { ...line, value: null } : line)))).toBe(true);
  });
});

describe('recompute', () => {
  test('the same trace has no difference', () => {
    expect(compareTraces(aTrace(), aTrace())).toEqual([]);
  });

  test('a changed value, and a rule that no longer holds, are both told', () => {
    const lower = aRule({ result: false, comparisons: [aComparison({ value: 4000, holds: false })] });
    const differences = compareTraces(aTrace(), aTrace({ held: [], notHeld: [lower], level: 4 }));
    expect(differences.map((difference) => difference.what)).toEqual([
      '等级',
      'MED-1 住院等累计自付',
      'MED-1 住院等累计自付（本年）',
    ]);
    expect(differences[1]).toMatchObject({ before: '成立', after: '没有成立' });
  });
});

describe('evidence', () => {
  const source = {
    item: 'YB-02',
    measure: 'inpatient_ytd',
    batchId: 'b1',
    rowNo: 3318,
    dataDate: '2026-10-31',
    value: 9400,
  };
  const files = { b1: { fileName: 'YB-02_202610.xlsx', department: '医保局', itemLabel: '医保结算' } };
  const from = { files, registryDate: '2026-10-31' };

  test('a value of one row is one line with department, file, row and day', () => {
    const rows = evidenceRows(aRule({ sources: [source] }), from);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      value: '9,400 元',
      limit: '≥ 5,000 元',
      source: '医保局',
      row: '第 3,318 行',
      date: '2026-10-31',
    });
  });

  test('a sum stands above the rows that make it', () => {
    const rows = evidenceRows(
      aRule({
        sources: [
          { ...source, value: 4000 },
          { ...source, rowNo: 8, value: 5400 },
        ],
      }),
      from,
    );
    expect(rows.map((row) => row.value)).toEqual(['9,400 元', '4,000', '5,400']);
    expect(rows[0]?.isWhole).toBe(true);
  });

  test('two measures of one row are one line, and the grade goes before the day', () => {
    const house = { ...source, item: 'ZJ-01', value: '2026-10-12' };
    const danger = aComparison({ label: '唯一住房为危房', unit: 'none', value: true, operator: 'is', threshold: true });
    const sources = [house, { ...house, measure: 'x', value: '2026-10-12D' }];
    const rows = evidenceRows(aRule({ comparisons: [danger], sources }), from);
    expect(rows.map((row) => row.value)).toEqual(['是', 'D 级']);
    const two = [house, { ...house, value: '2026-10-12D' }, { ...house, rowNo: 9, value: 3 }];
    expect(evidenceRows(aRule({ sources: two }), from).map((row) => row.value)).toEqual(['9,400 元', 'D 级', '3']);
  });

  test('a row under another name says so, alone and under a sum', () => {
    const other = { ...source, rowNo: 8, value: 5400, nameDiffers: true as const };
    const sum = evidenceRows(aRule({ sources: [{ ...source, value: 4000 }, other] }), from);
    expect(sum.map((row) => row.nameDiffers)).toEqual([false, false, true]);
    expect(evidenceRows(aRule({ sources: [{ ...source, nameDiffers: true }] }), from)[0]?.nameDiffers).toBe(true);
  });

  test('a value of the register says so', () => {
    expect(evidenceRows(aRule(), from)[0]).toMatchObject({ source: '农户档案', date: '2026-10-31' });
  });
});

describe('checks and unknowns', () => {
  test('one check under two codes is one row', () => {
    const free = aRule({ result: false, comparisons: [aComparison({ value: 100, holds: false })] });
    expect(distinctChecks([free, { ...free, code: 'SELFPAY' }])).toEqual([
      { key: expect.any(String), label: '住院等累计自付（本年）', value: '100 元', limit: '≥ 5,000 元' },
    ]);
  });

  test('the part that fails is shown, not the part that holds', () => {
    const labour = aComparison({ label: '有劳动能力人数', unit: 'count', value: 4, threshold: 1, holds: true });
    const working = aComparison({
      label: '在业人数',
      unit: 'count',
      value: 2,
      operator: '=',
      threshold: 0,
      holds: false,
    });
    const [row] = distinctChecks([aRule({ result: false, comparisons: [labour, working] })]);
    expect(row).toMatchObject({ label: '在业人数', value: '2', limit: '为 0' });
  });

  test('a yes or no is said in words', () => {
    const water = aComparison({ label: '饮水安全', unit: 'none', value: true, operator: 'is', threshold: true });
    const [row] = distinctChecks([aRule({ label: '饮水不安全', result: false, comparisons: [water] })]);
    expect(row).toMatchObject({ label: '饮水不安全', value: '未见', limit: '' });
    expect(lackText(aRule({ kind: 'indicator', comparisons: [water] }))).toBe('欠缺');
  });

  test('each unknown says which value would change the result', () => {
    const missing = { fact: 'income_drop', label: '收入同比降幅', items: [], fields: ['last_year'] };
    const open = aRule({ result: null, missing: [missing], wouldHoldIf: '若达到或超过30%，这一条成立。' });
    const [row] = unknownRows({ undecided: [open], toCollect: [missing] });
    expect(row).toMatchObject({
      label: '收入同比降幅',
      ask: '档案里没有，入户时问清',
      changes: ['若达到或超过30%，这一条成立。'],
    });
  });
});

describe('next steps', () => {
  const pack = {
    pack: 'county',
    steps: {
      RECEIVED: { label: '线索受理', order: 1, who: '镇', limit: 'clue.acceptDays' },
      DISPATCHED: { label: '派发领取', order: 2, who: '镇' },
      VERIFYING: { label: '入户核实', order: 3, who: '村', limit: 'verification.days' },
    },
    parameters: {
      'clue.acceptDays': { label: '受理', value: 2, unit: 'days' as const, standing: 'default' as const },
      'verification.days': { label: '核实', value: 3, unit: 'days' as const, standing: 'default' as const },
    },
  };
  const sheet = {
    id: 'x',
    kind: 'identification' as const,
    dispatchNo: 'PD-1',
    state: 'DISPATCHED',
    dueOn: '2026-11-20',
    caseId: null,
  };

  test('before dispatch the first step is next', () => {
    expect(nextSteps(pack, null).map((step) => step.state)).toEqual(['current', 'todo', 'todo']);
    expect(nextSteps(pack, { ...sheet, state: 'RECEIVED' }).map((step) => step.state)).toEqual([
      'current',
      'todo',
      'todo',
    ]);
  });

  test('after the dispatch of the town the claim is next; a pack without that step goes on with the visit', () => {
    expect(nextSteps(pack, sheet).map((step) => step.state)).toEqual(['done', 'current', 'todo']);
    const { DISPATCHED: _, ...steps } = pack.steps;
    expect(nextSteps({ ...pack, steps }, sheet).map((step) => step.state)).toEqual(['done', 'current']);
  });

  test('after the claim the visit is next, with its day', () => {
    const steps = nextSteps(pack, { ...sheet, state: 'VERIFYING' });
    expect(steps.map((step) => step.state)).toEqual(['done', 'done', 'current']);
    expect(steps[2]?.when).toBe('2026-11-20 前');
  });
});
