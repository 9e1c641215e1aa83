import { expect, test } from 'vitest';
import type { Effect, SimulationView } from '../contract.simulation.ts';
import {
  balancedWeights,
  changeCount,
  changesOf,
  listOfAddress,
  numbersOf,
  simulationLink,
  weightSum,
  withNumber,
} from './simulation-address.ts';
import { conclusionOf, listWords, moneyWords } from './simulation-words.ts';

const state = {
  set: ['line.monitoring:10000', 'trigger.MED2:x', ':3', 'trigger.EDU1:'],
  w: ['INCOME:0.2'],
  band: [],
  lvl: ['MED-2:2', 'MED-1:7'],
  off: ['CIV-1'],
  k: '0.4',
  pack: '',
  area: '',
  by: '' as const,
  list: '',
};

test('an address becomes changes; what cannot be read is left out', () => {
  expect(changesOf(state)).toEqual({
    parameters: { 'line.monitoring': 10_000 },
    weights: { INCOME: 0.2 },
    bands: {},
    levels: { 'MED-2': 2 },
    off: ['CIV-1'],
    cutoff: 0.4,
  });
  expect(changesOf({ ...state, k: '' })).not.toHaveProperty('cutoff');
  expect(changeCount({ ...state, set: ['line.monitoring:10000'], lvl: [] })).toBe(4);
});

test('a value that is as it was leaves the address', () => {
  expect(withNumber(['a:1', 'b:2'], { code: 'a', value: 3, was: 1 })).toEqual(['b:2', 'a:3']);
  expect(withNumber(['a:3'], { code: 'a', value: 1, was: 1 })).toEqual([]);
  expect(withNumber(['a:3'], { code: 'a', value: null, was: 1 })).toEqual([]);
  expect(numbersOf(['line.monitoring:9600.5'])).toEqual({ 'line.monitoring': 9600.5 });
});

test('weights that were left alone are scaled so that all make exactly 1', () => {
  const weights = [
    { code: 'A', value: 0.15 },
    { code: 'B', value: 0.5 },
    { code: 'C', value: 0.35 },
  ];
  expect(weightSum(weights, { A: 0.2 })).toBe(1.05);
  const balanced = balancedWeights(weights, { A: 0.2 });
  expect(balanced?.A).toBe(0.2);
  expect(weightSum(weights, balanced ?? {})).toBe(1);
  expect(Number(balanced?.B) / Number(balanced?.C)).toBeCloseTo(0.5 / 0.35, 4);
  expect(balancedWeights(weights, { A: 1.2 })).toBeNull();
});

test('a list stands in the address, and opening one begins it anew', () => {
  expect(listOfAddress('rule~MED-1~starts')).toEqual({ set: 'all', rule: { code: 'MED-1', holds: 'starts' } });
  expect(listOfAddress('level~4~2')).toEqual({ set: 'all', from: '4', to: '2' });
  expect(listOfAddress('entering')).toEqual({ set: 'entering' });
  expect(listOfAddress('drop table')).toBeNull();
  expect(simulationLink(new URLSearchParams('set=a:1&cursor=x&page=2'), { list: 'entering' })).toBe(
    '?set=a%3A1&list=entering#list',
  );
});

const side = { red: 1, orange: 2, yellow: 3, green: 90, undecided: 4, visits: 6, belowLine: 2, gapFen: 100 };
const effect: Effect = {
  ...{ households: 100, before: side, after: { ...side, undecided: 2, visits: 10 } },
  ...{ entering: 5, leaving: 1, visitsIn: 5, visitsOut: 1, raised: 0, lowered: 0, toCollect: 0, decided: 2 },
};
const view = {
  ...{ areaCode: '440229', areaName: '翁源县', runs: [], leftOut: [], packBefore: '甲包', packAfter: '甲包' },
  ...{
    lineBefore: 9600,
    lineAfter: 10_000,
    incomeUnknown: 0,
    areas: [],
    matrix: [],
    rules: [],
    risks: [],
    seconds: 0.1,
  },
  changed: [{ path: 'parameters.line.monitoring', label: '监测范围', before: '9,600 元', after: '10,000 元' }],
  effect,
} satisfies SimulationView;

test('the conclusion is one sentence with what was changed first', () => {
  expect(conclusionOf(view)).toBe('把“监测范围”从 9,600 元改为 10,000 元：多 5 户要上门，少 1 户；待补采少 2 户。');
  expect(conclusionOf({ ...view, changed: [] })).toBe('还没有改动：按这批筛查的政策包，翁源县要上门 6 户。');
  expect(conclusionOf({ ...view, changed: [], packAfter: '乙包' })).toMatch(/^按“乙包”：多 5 户/);
  const off = { path: 'levels.CIV-1', label: '低保变动 CIV-1', before: '黄', after: null };
  expect(conclusionOf({ ...view, changed: [off], effect: { ...effect, raised: 3 } })).toMatch(
    /^停用“低保变动 CIV-1”：.*；3 户变重，0 户变轻；/,
  );
});

test('lists and amounts are named for people', () => {
  const names = { rule: () => '门诊月自付', risk: () => '饮水' };
  expect(listWords({ set: 'all', rule: { code: 'MED-2', holds: 'starts' } }, names)).toBe(
    '“门诊月自付”测算后才成立的户',
  );
  expect(listWords({ set: 'all', from: '4', to: 'undecided' }, names)).toBe('从绿到未能判断的户');
  expect(listWords({ set: 'all', risk: { code: '10', holds: 'after' } }, names)).toBe('饮水类，测算后提示的户');
  expect(moneyWords(60_000)).toEqual({ value: '600', unit: '元' });
  expect(moneyWords(1_234_500_000)).toEqual({ value: '1,234.5', unit: '万元' });
});
