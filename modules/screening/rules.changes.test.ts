import { describe, expect, it } from 'vitest';
import { Changes } from './contract.simulation.ts';
import { wengyuanPack } from './engine/pack.fixture.ts';
import {
  applyChanges,
  changeableParameters,
  changeableRules,
  changeableScores,
  changeableWeights,
} from './rules.changes.ts';

const pack = await wengyuanPack();
const given = (changes: Partial<Changes>) => applyChanges(pack, Changes.parse(changes));
const faultOf = async (changes: Partial<Changes>) => {
  const { faults } = await given(changes);
  return faults.map(({ path, code, message }) => [path, code, message]);
};

describe('what can be tried', () => {
  it('is what conditions read, with unit and limits, and nothing that acts before the facts', () => {
    const parameters = changeableParameters(pack);
    const line = parameters.find(({ code }) => code === 'line.monitoring');
    expect(line).toMatchObject({ value: 9600, unit: 'yuan', least: 0, most: 1_000_000, standing: 'source' });
    expect(line?.readBy).toContain('收入接近监测线');
    expect(parameters.map(({ code }) => code)).not.toContain('income.periodMonths');
    expect(parameters.map(({ code }) => code)).not.toContain('publicity.minDays');
    expect(changeableWeights(pack).reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(1, 9);
    expect(changeableScores(pack).bands.map(({ code }) => code)).toEqual(['HIGH']);
    expect(changeableRules(pack).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['MED-1', 'N2', 'SUDDEN-SPENDING']),
    );
  });
});

describe('changes', () => {
  it('become a pack that is compiled like any other, and leave the first one alone', async () => {
    const { after } = await given({
      parameters: { 'line.monitoring': 10_000 },
      weights: { INCOME: 0.17, LOAN: 0 },
      cutoff: 0.4,
      levels: { 'MED-2': 2 },
      off: ['CIV-1', 'N2'],
    });
    expect(after?.pack.parameters['line.monitoring']?.value).toBe(10_000);
    expect(after?.pack.scheme.cutoff).toBe(0.4);
    expect(after?.pack.levels.bands.POOR?.atLeast).toBe(0.4);
    expect(after?.pack.levels.bands.HIGH?.atLeast).toBe(0.5);
    expect(after?.rules.map(({ code }) => code)).not.toEqual(expect.arrayContaining(['LOAN']));
    expect(after?.rules.some(({ code }) => code === 'CIV-1' || code === 'N2')).toBe(false);
    expect(after?.rules.find(({ code }) => code === 'MED-2')?.level).toBe(2);
    expect(after?.rules.find(({ code }) => code === 'PLT-1-LINE')?.sql).toContain('11000');
    expect(after?.pack.hash).not.toBe(pack.pack.hash);
    expect(pack.pack.parameters['line.monitoring']?.value).toBe(9600);
    expect(pack.pack.indicators.LOAN?.weight).toBe(0.02);
  });

  it('that are none give the same pack', async () => {
    const { after } = await given({});
    expect(after?.pack.hash).toBe(pack.pack.hash);
    expect(after?.rules.map(({ sql }) => sql)).toEqual(pack.rules.map(({ sql }) => sql));
  });

  it.each<[Partial<Changes>, string, string, string]>([
    [
      { parameters: { 'line.monitoring': -1 } },
      'changes.parameters.line.monitoring',
      'out-of-range',
      '应在 0 到 1,000,000 之间',
    ],
    [
      { parameters: { 'line.monitorin': 1 } },
      'changes.parameters.line.monitorin',
      'not-changeable',
      '没有“line.monitorin”',
    ],
    [
      { parameters: { 'income.periodMonths': 6 } },
      'changes.parameters.income.periodMonths',
      'not-changeable',
      '请重新筛查',
    ],
    [{ parameters: { constructor: 6 } }, 'changes.parameters.constructor', 'not-changeable', '没有“constructor”'],
    [{ weights: { INCOME: 0.2 } }, 'changes.weights', 'weights-sum', '应为 1，现为 1.05'],
    [{ cutoff: 0 }, 'changes.cutoff', 'out-of-range', '大于 0'],
    [{ bands: { HIGH: 1.5 } }, 'changes.bands.HIGH', 'out-of-range', '0 到 1'],
    [{ off: ['MED-9'] }, 'changes.off.0', 'not-changeable', 'MED-9'],
    [{ levels: { N2: 1 } }, 'changes.levels.N2', 'not-changeable', 'N2'],
  ])('%j is refused at its field', async (changes, path, code, message) => {
    expect(await faultOf(changes)).toEqual([[path, code, expect.stringContaining(message)]]);
  });

  it('are checked by the rules of packs too, at the field', async () => {
    const [first] = await faultOf({ weights: { INCOME: 0.1500001, SELFPAY: 0.0999999 } });
    expect(first?.[0]).toBe('changes.indicators.INCOME.weight');
  });
});
