import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PolicyPack } from './contract.ts';
import { loadPack } from './load.ts';
import { effectiveDayIn, overlayPacks, packDifferences, parsePack, saysTheSame, withEffectiveDay } from './rules.ts';
import { checkKept, checkValues } from './rules.values.ts';

let province: PolicyPack;
let county: PolicyPack;

beforeAll(async () => {
  const load = async (id: string) => (await loadPack(join(import.meta.dirname, '../../policies'), id)).pack;
  const [one, other] = [await load('guangdong-2021'), await load('wengyuan-2021')];
  if (!one || !other) throw new Error('the packs are not there');
  [province, county] = [one, other];
});

const changed = (change: (pack: PolicyPack) => void) => {
  const copy = structuredClone(province);
  change(copy);
  return copy;
};

describe('differences', () => {
  it('of a pack with itself are none, whatever the order of its keys', () => {
    const parameters = Object.fromEntries(Object.entries(province.parameters).reverse());
    expect(packDifferences(province, { ...province, parameters })).toEqual([]);
  });

  it('name path, both values, unit, basis and the layer that set the new value', () => {
    const raised = changed((pack) => {
      if (pack.parameters['line.monitoring']) pack.parameters['line.monitoring'].value = 10_200;
    });
    expect(packDifferences(province, raised)).toEqual([
      {
        path: 'parameters/line.monitoring/value',
        section: 'parameters',
        code: 'line.monitoring',
        label: '监测范围（人均纯收入）',
        field: 'value',
        kind: 'changed',
        before: 9600,
        after: 10_200,
        unit: 'yuan',
        standing: 'source',
        source: '翁源县防止返贫动态监测和帮扶工作方案（翁乡振组〔2021〕25号）',
        layer: 'guangdong-2021',
      },
    ]);
  });

  it('name what is new and what is gone, in every section', () => {
    const other = changed((pack) => {
      delete pack.triggers['CIV-1'];
      pack.scheme.cutoff = 0.4;
      const band = pack.levels.bands.HIGH;
      if (band) band.atLeast = 0.6;
      const income = pack.indicators.INCOME;
      if (income) income.weight = 0.2;
    });
    const found = packDifferences(province, other);
    expect(
      found
        .filter(({ section }) => section === 'triggers')
        .every(({ kind, code }) => kind === 'removed' && code === 'CIV-1'),
    ).toBe(true);
    expect(
      found
        .filter(({ section }) => section !== 'triggers')
        .map(({ section, code, field, before, after }) => [section, code, field, before, after]),
    ).toEqual([
      ['scheme', 'scheme', 'cutoff', 0.33, 0.4],
      ['indicators', 'INCOME', 'weight', 0.15, 0.2],
      ['levels', 'HIGH', 'atLeast', 0.5, 0.6],
    ]);
  });

  it('of a county pack say which values it set', () => {
    const own = packDifferences(province, county).filter(({ section }) => section !== 'head');
    expect(new Set(own.map(({ layer }) => layer))).toEqual(new Set(['wengyuan-2021']));
    expect(own.map(({ path }) => path)).toContain('triggers/PLT-1-DROP/key');
  });

  it('in the days alone are no change of what is said', () => {
    expect(saysTheSame(packDifferences(province, { ...province, effectiveFrom: '2027-01-01' }))).toBe(true);
    expect(saysTheSame(packDifferences(province, { ...province, title: '另一名称' }))).toBe(false);
  });
});

describe('values that no program could use', () => {
  const problemAt = (path: readonly string[], code: never, message: string) => ({
    file: '',
    line: 1,
    column: 1,
    code,
    message: `${path[1]} ${message}`,
  });
  const faults = (change: (pack: PolicyPack) => void) =>
    checkValues(changed(change), problemAt as never).map(({ message }) => message);
  const set = (name: string, value: string | number | boolean) => (pack: PolicyPack) => {
    const found = pack.parameters[name];
    if (found) found.value = value;
  };

  it.each([
    ['publicity.minDays', -1, '不能小于零'],
    ['publicity.minDays', 2.5, '应为整数'],
    ['publicity.minDays', '五', '应写数字'],
    ['publicity.calendar', 'lunar', '只能是 natural、working'],
    ['meeting.quorumRatio', '2:3', '应写数字或分数'],
  ])('%s = %s', (name, value, message) => {
    expect(faults(set(name, value))).toEqual([expect.stringContaining(message)]);
  });

  it('are not in the packs that ship', () => {
    expect(faults(() => undefined)).toEqual([]);
  });

  it('a parameter that a program reads by name cannot go or change its kind; one that conditions read may go', () => {
    const kept = (change: (pack: PolicyPack) => void) =>
      checkKept(province, changed(change), problemAt as never).map(({ message }) => message);
    expect(kept((pack) => void delete pack.parameters['publicity.minDays'])).toEqual([
      expect.stringContaining('不能取消'),
    ]);
    expect(kept((pack) => void delete pack.parameters['trigger.EDU1'])).toEqual([]);
    expect(kept(set('income.deductWorkCost', 'no'))).toEqual([expect.stringContaining('写法与原来不同')]);
    expect(kept(set('meeting.quorumRatio', 0.7))).toEqual([]);
  });
});

describe('the effective day in the text', () => {
  it('is written in its place, every other line stays', () => {
    const text = '# 说明\npack: a\nareaCode: "44"\neffectiveFrom: "2021-01-01"   # 旧\ntitle: x\n';
    expect(withEffectiveDay(text, '2027-03-01')).toBe(
      '# 说明\npack: a\nareaCode: "44"\neffectiveFrom: "2027-03-01"\ntitle: x\n',
    );
    expect(effectiveDayIn(text)).toBe('2021-01-01');
    expect(withEffectiveDay('pack: a\ntitle: x\n', '2027-03-01')).toBe(
      'pack: a\ntitle: x\neffectiveFrom: "2027-03-01"\n',
    );
    expect(withEffectiveDay('no pack at all', '2027-03-01')).toBe('no pack at all');
  });

  it('is what the pack then says', async () => {
    const { source } = parsePack(
      withEffectiveDay('pack: a\r\neffectiveFrom: 2021-01-01\r\ntitle: x\r\n', '2027-03-01'),
      'a.yaml',
    );
    expect(source?.tree.effectiveFrom).toBe('2027-03-01');
    if (source) expect((await overlayPacks([source])).pack).toBeNull();
  });
});
