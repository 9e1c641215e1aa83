import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { Area, AreaCode } from './contract.ts';
import { DIVISION_FILE, readDivisions } from './divisions.ts';
import {
  countyOf,
  isAreaCode,
  isCityCounty,
  isPseudo,
  isWithin,
  levelOf,
  matchesSearch,
  parentOf,
  parseDivisions,
  pathOf,
  scopeRange,
  shortName,
} from './rules.ts';

const areas = readDivisions();
const byCode = new Map(areas.map((area) => [area.code, area]));
const count = (province: string, level: number) =>
  areas.filter((area) => area.level === level && area.code.startsWith(province)).length;

describe('the division file', () => {
  it.each([
    ['44', [1, 21, 124, 1757, 26842]],
    ['46', [1, 5, 27, 243, 3296]],
  ])('has the divisions of province %s', (province, expected) => {
    expect([1, 2, 3, 4, 5].map((level) => count(province, level))).toEqual(expected);
  });

  it('has no other province, no double code and is in the order of codes', () => {
    expect(byCode.size).toBe(areas.length);
    expect(areas.length).toBe(32317);
    const codes = areas.map((area) => area.code);
    expect(codes).toEqual([...codes].sort());
  });

  it('gives every division a parent that exists one level higher, and every village a county', () => {
    for (const area of areas) {
      if (area.level === 1) continue;
      expect(area.parentCode).toBe(parentOf(area.code));
      expect(byCode.get(area.parentCode ?? '')?.level).toBe(area.level - 1);
      if (area.level > 3) expect(byCode.get(countyOf(area.code) ?? '')?.level).toBe(3);
    }
  });

  it.each([
    ['441900', '4419', '东莞市', '441900003'],
    ['442000', '4420', '中山市', '442000001'],
    ['460400', '4604', '儋州市', '460400100'],
  ])('keeps %s as city and as county of the same name', (county, city, name, town) => {
    expect(byCode.get(city)?.name).toBe(name);
    expect(byCode.get(county)?.name).toBe(name);
    expect(isCityCounty(county)).toBe(true);
    expect(byCode.get(town)?.parentCode).toBe(county);
  });

  it('has exactly the three cities without counties and one pseudo city with fifteen counties', () => {
    expect(areas.filter((area) => area.level === 3 && isCityCounty(area.code)).map((area) => area.code)).toEqual([
      '441900',
      '442000',
      '460400',
    ]);
    expect(areas.filter((area) => isPseudo(area.code)).map((area) => area.name)).toEqual(['省直辖县级行政区划']);
    expect(areas.filter((area) => area.level === 3 && area.parentCode === '4690')).toHaveLength(15);
  });

  it('has 26 village names and one town name that GBK cannot write, and none that GB18030 cannot', () => {
    const lost = (encoding: string) =>
      areas.filter((area) => iconv.decode(iconv.encode(area.name, encoding), encoding) !== area.name);
    expect(lost('gbk').filter((area) => area.level === 5)).toHaveLength(26);
    expect(
      lost('gbk')
        .filter((area) => area.level < 5)
        .map((area) => area.name),
    ).toEqual(['塘㙍镇']);
    expect(lost('gb18030')).toHaveLength(0);
  });

  it('fits the contract, row by row', () => {
    for (const area of areas) expect(Area.safeParse(area).success).toBe(true);
  });

  it('stays small and refuses a damaged line', () => {
    const packed = readFileSync(DIVISION_FILE);
    expect(packed.length).toBeLessThan(1_000_000);
    const text = gunzipSync(packed).toString('utf8');
    expect(() => parseDivisions(text.replace('\t4\t440229\t', '\t5\t440229\t'))).toThrow(RangeError);
    expect(() => parseDivisions('code\n440229\t翁源县\t3')).toThrow(RangeError);
  });
});

describe('codes', () => {
  it.each([
    ['44', 1, null],
    ['4402', 2, '44'],
    ['440229', 3, '4402'],
    ['440229100', 4, '440229'],
    ['440229100201', 5, '440229100'],
  ] as const)('knows level and parent of %s', (code, level, parent) => {
    expect(levelOf(code)).toBe(level);
    expect(parentOf(code)).toBe(parent);
    expect(AreaCode.safeParse(code).success).toBe(true);
  });

  it.each(['', '4', '440', '44022', '4402291', '44022910020', '4402291002011', '44022x', ' 44', '４４'])(
    'refuses %j',
    (code) => {
      expect(isAreaCode(code)).toBe(false);
      expect(AreaCode.safeParse(code).success).toBe(false);
      expect(() => levelOf(code)).toThrow(RangeError);
      expect(() => scopeRange(code)).toThrow(RangeError);
    },
  );

  it('walks from the province down', () => {
    expect(pathOf('440229100201')).toEqual(['44', '4402', '440229', '440229100', '440229100201']);
    expect(pathOf('44')).toEqual(['44']);
    expect(countyOf('4402')).toBeNull();
    expect(countyOf('440229100201')).toBe('440229');
  });
});

describe('scope', () => {
  it('is a range that holds exactly the subtree, for every division of the file', () => {
    const codes = areas.map((area) => area.code);
    for (const scope of ['44', '4402', '440229', '440229100', '440229100201', '4419', '441900', '4690']) {
      const { lo, hi } = scopeRange(scope);
      const byRange = codes.filter((code) => code >= lo && code < hi);
      expect(byRange).toEqual(codes.filter((code) => code.startsWith(scope)));
      expect(byRange.every((code) => isWithin(code, scope))).toBe(true);
    }
  });

  it('holds codes up to the last digit', () => {
    expect(scopeRange('440229')).toEqual({ lo: '440229', hi: '440229:' });
    expect(isWithin('440229999999', '440229')).toBe(true);
    expect(isWithin('440229', '440229')).toBe(true);
  });

  it.each([
    ['440230', '440229'],
    ['440228999', '440229'],
    ['4402', '440229'],
    ['46', '44'],
  ])('%s is not within %s', (code, scope) => expect(isWithin(code, scope)).toBe(false));
});

describe('names', () => {
  it.each([
    ['长塘村委会', '长塘村'],
    ['长塘村民委员会', '长塘村'],
    ['南村村委会', '南村'],
    ['长坪村村民委员会', '长坪村'],
    ['棠善村委员会', '棠善村'],
    ['石牌村民委会', '石牌村'],
    ['东塘社区居民委员会', '东塘社区'],
    ['鹤洞社区居委会', '鹤洞社区'],
    ['南漖社区居委会会', '南漖社区'],
    ['海湾社区居委委员会', '海湾社区'],
    ['黄麻布社区居委', '黄麻布社区'],
    ['福宁居委会', '福宁居委'],
    ['仙居居委会', '仙居居委'],
    ['红明居居民委员会', '红明居居委'],
    ['大岭山林场虚拟生活区', '大岭山林场生活区'],
    ['龙仙镇', '龙仙镇'],
    ['社区居委会', '社区居委会'],
  ])('shortens %s to %s', (name, short) => expect(shortName(name)).toBe(short));

  it.each([
    ['440229100', 'longxianzhen', 'lxz'],
    ['440229100215', 'changtancun', 'ctc'],
    ['440113', 'panyuqu', 'pyq'],
    ['4419', 'dongguanshi', 'dgs'],
    ['440112', 'huangpuqu', 'hpq'],
    ['441422', 'dabuxian', 'dbx'],
    ['440883107', 'tangduozhen', 'tdz'],
  ])('sounds %s as %s', (code, pinyin, initials) => {
    expect(byCode.get(code)?.pinyin).toBe(pinyin);
    expect(byCode.get(code)?.initials).toBe(initials);
  });

  it('finds by name, sound, first letters and code', () => {
    const wanted = byCode.get('440229100215');
    if (!wanted) throw new Error('the village is missing');
    for (const words of ['长潭', '长潭村委会', 'changt', 'ct', 'CTC', '44022910021'])
      expect(matchesSearch(wanted, words)).toBe(true);
    for (const words of ['', '  ', 'zt', '长塘', '4403']) expect(matchesSearch(wanted, words)).toBe(false);
  });
});
