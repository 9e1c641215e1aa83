import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPack } from './load.ts';
import {
  canonicalJson,
  contentHash,
  numberParameter,
  overlayPacks,
  packInForce,
  parameter,
  parsePack,
  stepLimit,
} from './rules.ts';

const folder = new URL('../../policies', import.meta.url).pathname;
const province = `pack: province
title: 省
areaCode: '44'
effectiveFrom: '2021-01-01'
sources:
  DOC: { title: 文件 }
parameters:
  line.monitoring: { label: 监测范围, value: 9600, unit: yuan, standing: source, source: DOC }
  clue.acceptDays: { label: 受理, value: 2, unit: days, standing: default }
categories: {}
steps:
  RECEIVED: { label: 受理, order: 1, who: 镇, limit: clue.acceptDays }
scheme: { label: 计数, cutoff: 0.33, missing: reweight, minKnown: 0.6 }
indicators:
  INCOME:
    label: 收入
    dimension: 收支
    weight: 1
    when: per_capita_net_income < line.monitoring
    say: 全家人均收入低于监测参考线。
    figure: 人均纯收入
    risk: '99'
    standing: default
triggers: {}
exclusions: {}
levels: { hard: {}, bands: {} }
`;

async function laid(...texts: string[]) {
  const sources = texts.map((text, i) => parsePack(text, `${i}.yaml`).source);
  return overlayPacks(sources.flatMap((s) => (s ? [s] : [])));
}

/** The province with one place changed, and the problem that comes of it. */
async function spoiled(from: string, to: string) {
  const { pack, problems } = await laid(province.replace(from, to));
  expect(pack).toBeNull();
  const { file: _, ...problem } = problems[0] ?? { file: '' };
  return problem;
}

describe('the packs that ship', () => {
  it('are in order, and the county one inherits', async () => {
    const { pack, problems } = await loadPack(folder, 'wengyuan-2021');
    expect(problems).toEqual([]);
    expect(pack?.layers).toEqual(['guangdong-2021', 'wengyuan-2021']);
    expect(pack && numberParameter(pack, 'line.monitoring')).toBe(9600);
    expect(pack && numberParameter(pack, 'visit.monitoredIntervalDays')).toBe(30);
    expect(pack?.origins['parameters/line.monitoring/value']).toBe('guangdong-2021');
    expect(pack?.origins['parameters/visit.monitoredIntervalDays/source']).toBe('wengyuan-2021');
    expect(pack?.triggers['PLT-1-DROP']?.key).toBe(true);
    expect(Object.keys(pack?.indicators ?? {})).toHaveLength(12);
    expect(pack?.scheme.cutoff).toBe(0.33);
  });

  it('hold every parameter that identification needs', async () => {
    const { pack } = await loadPack(folder, 'guangdong-2021');
    const needed = [
      'publicity.minDays',
      'chain.maxDays',
      'meeting.quorumRatio',
      'return.maxTimes',
      'verification.minPersons',
      'appeal.days',
    ];
    expect(needed.map((name) => pack && parameter(pack, name).value)).toEqual([5, 15, '2/3', 2, 2, 30]);
    expect(Object.values(pack?.steps ?? {}).map((s) => s.order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('limit every step of identification in days', async () => {
    const { pack } = await loadPack(folder, 'wengyuan-2021');
    if (!pack) throw new Error('no pack');
    const limits = Object.keys(pack.steps).map((step) => stepLimit(pack, step));
    expect(limits.map((limit) => limit?.days)).toEqual([2, 1, 3, 5, 5, 5, 5, 2, 2, 1, 2]);
    expect(stepLimit(pack, 'PUBLICISED')?.parameter).toBe('meetingPublicity.days');
    expect(stepLimit(pack, 'constructor')).toBeNull();
  });

  it('refuse an unknown id', () => expect(loadPack(folder, 'hainan-2021')).rejects.toThrow('hainan-2021'));
});

describe('an overlay', () => {
  it('changes one value, adds an entry, takes one out; the rest is inherited', async () => {
    const county = `pack: county
title: 县
areaCode: '440229'
extends: province
effectiveFrom: '2021-09-01'
parameters:
  clue.acceptDays: { value: 3 }
  plan.days: { label: 计划, value: 10, unit: days, standing: default }
`;
    const { pack } = await laid(province, county);
    expect(pack?.parameters['clue.acceptDays']).toEqual({ label: '受理', value: 3, unit: 'days', standing: 'default' });
    expect(pack?.origins).toMatchObject({
      'parameters/clue.acceptDays/value': 'county',
      'parameters/clue.acceptDays/unit': 'province',
      'parameters/plan.days/value': 'county',
    });
    const without = await laid(province, `${county}steps: { RECEIVED: { disabled: true } }\n`);
    expect(without.pack?.steps).toEqual({});
  });

  it('names the file and line of the layer at fault', async () => {
    const county = `pack: county\ntitle: 县\nareaCode: '440229'\nextends: province\neffectiveFrom: '2021-09-01'\nindicators:\n  INCOME: { weight: 0.9 }\n`;
    const { problems } = await laid(province, county);
    expect(problems[0]).toMatchObject({
      file: '1.yaml',
      line: 7,
      code: 'pack-weights',
      message: '各指标权重之和应为 1，现为 0.9',
    });
  });

  it('must lie within the area of its base and name it', async () => {
    const { problems } = await laid(
      province,
      `pack: county\ntitle: 县\nareaCode: '460000'\nextends: other\neffectiveFrom: '2021-09-01'\n`,
    );
    expect(problems.map((p) => [p.code, p.line])).toEqual([
      ['pack-layer', 4],
      ['pack-layer', 3],
    ]);
  });
});

describe('a fault', () => {
  it.each([
    ['weight: 1\n', 'wieght: 1\n', 'pack-missing', 'weight'],
    ['cutoff: 0.33', 'cutof: 0.33', 'pack-missing', 'cutoff'],
    ['limit: clue.acceptDays', 'limit: clue.aceptDays', 'pack-parameter', '是否想写“clue.acceptDays”'],
    ['limit: clue.acceptDays', 'limit: line.monitoring', 'pack-parameter', '以天计'],
    [
      'categories: {}',
      '  income.divisor: { label: 除数, value: heads, unit: none, standing: default }\ncategories: {}',
      'pack-parameter',
      'sharing',
    ],
    [
      'categories: {}',
      '  income.periodMonths: { label: 期, value: 30, unit: months, standing: default }\ncategories: {}',
      'pack-parameter',
      '1 至 24',
    ],
    ['source: DOC', 'source: DOK', 'pack-source', '是否想写“DOC”'],
    ['unit: yuan', 'unit: dollar', 'pack-shape', 'unit'],
    ['say: 全家人均收入低于监测参考线。', 'say: 人均收入低于9600元。', 'pack-shape', '不得出现数字'],
    ['INCOME:', 'income:', 'pack-shape', '大写'],
  ])('%s -> %s', async (from, to, code, message) => {
    const { problems } = await laid(province.replace(from, to));
    const found = problems.find((p) => p.code === code);
    expect(found?.message).toContain(message);
    expect(found?.line).toBeGreaterThan(0);
  });

  it('stands at its line and column, with the nearest right name', async () => {
    const problem = await spoiled('minKnown: 0.6', 'minKnown: 0.6, mising: drop');
    expect(problem).toEqual({
      line: 13,
      column: 78,
      code: 'pack-unknown-key',
      message: '不认识的名称“mising”，是否想写“missing”',
    });
  });

  it('of YAML is told with its place', () => {
    const { source, problems } = parsePack('pack: a\npack: b\n', 'x.yaml');
    expect(source).toBeNull();
    expect(problems).toEqual([
      { file: 'x.yaml', line: 2, column: 1, code: 'pack-yaml', message: expect.stringContaining('两个相同的名称') },
    ]);
  });

  it('never throws on any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.nat(province.length), fc.string({ maxLength: 6 }))
        .map(([at, s]) => province.slice(0, at) + s + province.slice(at + 3)),
    );
    return fc.assert(
      fc.asyncProperty(text, async (t) => {
        const { source, problems } = parsePack(t, 'f.yaml');
        expect(source === null).toBe(problems.length > 0);
        if (source) await overlayPacks([source]);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('cannot reach the prototype of objects', async () => {
    await laid(
      province,
      `pack: county\n"__proto__": { polluted: true }\nconstructor: { prototype: { polluted: true } }\n`,
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('the pack in force', () => {
  const packs = [
    { areaCode: '44', effectiveFrom: '2021-01-01' },
    { areaCode: '440229', effectiveFrom: '2021-09-01', effectiveTo: '2025-12-31' },
    { areaCode: '44', effectiveFrom: '2026-01-01' },
  ];
  it.each([
    ['440229101', '2021-08-31', 0],
    ['440229101', '2021-09-01', 1],
    ['440229101', '2025-12-31', 1],
    ['440229101', '2026-01-01', 2],
    ['440281', '2023-01-01', 0],
  ])('%s on %s', (area, day, index) => expect(packInForce(packs, area, day)).toBe(packs[index]));
  it('is none before all, or elsewhere', () => {
    expect(packInForce(packs, '44', '2020-12-31')).toBeNull();
    expect(packInForce(packs, '46', '2023-01-01')).toBeNull();
  });
});

describe('hash and parameters', () => {
  it('do not depend on the order of keys, and do depend on every value', async () => {
    expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'x' })).toBe('{"a":"x","b":[1,{"d":null}]}');
    expect(await contentHash({ a: 1, b: 2 })).toBe(await contentHash({ b: 2, a: 1 }));
    expect(await contentHash({ a: 1, b: 2 })).not.toBe(await contentHash({ a: 1, b: 3 }));
  });

  it('name the nearest parameter', async () => {
    const { pack } = await laid(province);
    expect(pack).not.toBeNull();
    expect(() => pack && parameter(pack, 'line.monitring')).toThrow('nearest: "line.monitoring"');
    expect(() => pack && parameter(pack, 'constructor')).toThrow(RangeError);
  });
});
