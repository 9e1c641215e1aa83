import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PackView } from '../contract.ts';
import { loadPack } from '../load.ts';
import { matching, originOf, packSections, parameterText } from './pack-rows.ts';

let pack: PackView;

beforeAll(async () => {
  const loaded = await loadPack(join(import.meta.dirname, '../../../policies'), 'wengyuan-2021');
  pack = { ...loaded.pack, id: '0', activatedAt: null, activatedBy: null } as PackView;
});

describe('values in words', () => {
  test.each([
    [9600, 'yuan', '9,600 元'],
    [0.4, 'ratio', '40%'],
    [1.1, 'ratio', '1.1 倍'],
    [25, 'dayOfMonth', '每月 25 日'],
    ['sharing', 'none', '共同生活并共享收支人数'],
    [false, 'none', '否'],
  ])('%s %s is %s', (value, unit, text) => {
    expect(parameterText(value, unit)).toBe(text);
  });
});

describe('a county pack on a province pack', () => {
  test('every value names the layer that set it', () => {
    const rows = packSections(pack).parameters;
    expect(rows.find((row) => row.code === 'line.monitoring')?.layer).toBe('guangdong-2021');
    expect(rows.find((row) => row.code === 'visit.monitoredIntervalDays')?.layer).toBe('wengyuan-2021');
    expect(rows.every((row) => row.layer !== null)).toBe(true);
  });

  test('a value without its own entry has the layer of what holds it', () => {
    const origin = originOf({ origins: { 'triggers/X': 'county', triggers: 'province' } });
    expect(origin('triggers/X/label')).toBe('county');
    expect(origin('triggers/Y/label')).toBe('province');
    expect(origin('steps/Y')).toBeNull();
  });

  test('a published value names its document', () => {
    const line = packSections(pack).parameters.find((row) => row.code === 'line.monitoring');
    expect(line).toMatchObject({ standing: 'source', value: '9,600 元', group: '参考线' });
    expect(line?.source).toContain('翁乡振组〔2021〕25号');
  });

  test('no group is left without a name', () => {
    expect(packSections(pack).parameters.filter((row) => row.group === '其他')).toEqual([]);
  });
});

test('search needs every word, in any text, whatever the case', () => {
  const rows = packSections(pack).triggers;
  expect(matching(rows, 'med-1').map((row) => row.code)).toEqual(['MED-1']);
  expect(matching(rows, '危房 zj').length).toBe(0);
  expect(matching(rows, '危房 hou').map((row) => row.code)).toEqual(['HOU-1']);
  expect(matching(rows, '').length).toBe(rows.length);
});
