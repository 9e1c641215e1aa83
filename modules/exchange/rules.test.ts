import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { anId, anItem } from './fixtures.ts';
import {
  type CatalogueField,
  daysLate,
  documentField,
  dueDay,
  faultOf,
  isCreditCode,
  judgeGates,
  keptFields,
  mapHeader,
  marksOf,
  mustHold,
  nameField,
  parseItem,
  showValue,
} from './rules.ts';

const context = { receivedOn: '2026-11-17' };
const field = (code: string, header: string): CatalogueField => {
  const found = anItem(code).fields.find((one) => one.header === header);
  if (!found) throw new Error(header);
  return found;
};
const said = (one: CatalogueField, cell: string) => {
  const fault = faultOf(one, cell, context);
  return fault && [fault.code, fault.reason, fault.repair];
};

describe('the catalogue', () => {
  it('has the eight items, each complete: examples are good values, the example person is refused', () => {
    expect(catalogue().map((item) => item.code)).toEqual([
      'CL-01',
      'GA-03',
      'JY-01',
      'MZ-01',
      'SJ-01',
      'SL-01',
      'YB-02',
      'ZJ-01',
    ]);
    for (const item of catalogue())
      for (const one of item.fields.slice(2))
        expect(faultOf(one, one.example, context), `${item.code} ${one.header}`).toBeNull();
    for (const item of catalogue())
      expect(said(item.fields[0] as CatalogueField, item.fields[0]?.example ?? '')?.[0]).toBe('id-placeholder');
  });

  it('refuses an entry that would keep a name', () => {
    const item = anItem('YB-02');
    expect(() =>
      parseItem({
        ...item,
        fields: item.fields.map((one) => (one.name === 'person_name' ? { ...one, kept: true } : one)),
      }),
    ).toThrow('must not be kept');
  });

  it('keeps a number of a document keyed only, one for each row', () => {
    const item = anItem('YB-02');
    expect(item.fields[documentField(item)]?.header).toBe('结算单号');
    expect(keptFields(item).map(({ field: one }) => one.name)).not.toContain('settlement_no');
    const change = (name: string, kept: true | 'keyed') => ({
      ...item,
      fields: item.fields.map((one) => (one.name === name ? { ...one, kept } : one)),
    });
    expect(() => parseItem(change('settlement_no', true))).toThrow('must not be kept');
    expect(() => parseItem(change('kind', 'keyed'))).toThrow('one document at most');
    expect(catalogue().filter((one) => documentField(one) >= 0)).toHaveLength(1);
    for (const one of catalogue()) expect(one.fields[nameField(one)]?.header).toBe('姓名');
  });
});

describe('a cell', () => {
  const money = field('YB-02', '个人自付');
  const date = field('YB-02', '结算日期');
  it.each([
    ['6,320元', ['number-unit', '不是数字', '只填数字，去掉单位和逗号']],
    ['1,200.50', ['number-thousands', '带有千分位逗号', '去掉逗号，改为 1200.50']],
    ['６３２０', ['number-full-width', '用了全角数字', '改为半角 6320']],
    ['-820.00', ['negative', '小于 0', '退费、冲销请另报，不填负数']],
    ['12.345', ['number-decimals', '小数位过多', '四舍五入到分']],
    ['#REF!', ['formula-error', '公式错误', '粘贴为数值后再导出']],
    ['约五千', ['not-a-number', '不是数字', '只填数字']],
    ['', ['required', '必填为空', '补填个人自付']],
    ['99999999', ['out-of-range', '应在 0 至 10000000 之间', '核对数值和单位']],
    ['4000.00', null],
  ])('money %s', (cell, expected) => expect(said(money, cell)).toEqual(expected));

  it.each([
    ['2026-13-02', ['date-invalid', '月份无效', '核对后改为 YYYY-MM-DD']],
    ['2026-02-30', ['date-invalid', '2 月没有 30 日', '核对后改为 YYYY-MM-DD']],
    ['2026/3/2', ['date-format', '日期写法不统一', '改为 2026-03-02']],
    ['2026年3月2日', ['date-format', '日期写法不统一', '改为 2026-03-02']],
    ['46298', ['date-serial', '是表格的日期序号，即 2026-10-03', '改为 2026-10-03，或把该列设为日期格式再导出']],
    ['2026-11-18', ['date-future', '晚于推送日 2026-11-17', '核对年月']],
    ['1899-12-31', ['date-too-old', '早于 1900 年', '核对年份']],
    ['上月', ['date-format', '不是日期', '写成 2026-10-03 这样的年-月-日']],
    ['2026-10-03', null],
  ])('date %s', (cell, expected) => expect(said(date, cell)).toEqual(expected));

  it('a number that a spreadsheet made scientific says so', () => {
    expect(said(field('YB-02', '证件号码'), '4.40229199003074E+17')?.slice(1)).toEqual([
      '被表格变成了科学计数，末几位已丢失',
      '把该列设为文本格式，重新粘贴号码',
    ]);
    expect(said(field('YB-02', '证件号码'), `${anId(4).slice(0, 17)}${anId(4).endsWith('3') ? '7' : '3'}`)?.[0]).toBe(
      'id-check-digit',
    );
  });

  it('names are masked, numbers are masked wherever they stand, and wrong signs are marked', () => {
    expect(showValue(field('YB-02', '姓名'), '涂有*娣')).not.toContain('有');
    expect(showValue(field('YB-02', '个人自付'), `见 ${anId(5)}，电话15400136621`)).toBe(
      `见 440229********${anId(5).slice(14)}，电话154****6621`,
    );
    expect(marksOf('number-unit', '6,320元')).toEqual([
      [1, 2],
      [5, 6],
    ]);
    expect(marksOf('date-invalid', '2026/13/02')).toEqual([[5, 7]]);
    expect(marksOf('id-length', '440229*******1021')).toEqual([[14, 17]]);
  });

  it('credit codes are checked by their last sign', () => {
    expect([
      isCreditCode('91440229XX00000189'),
      isCreditCode('91440229XX0000018U'),
      isCreditCode('91440229IX0000018T'),
    ]).toEqual([true, false, false]);
  });
});

describe('a header', () => {
  it('is found by name or alias, whatever units and stars stand beside it', () => {
    const map = mapHeader(anItem('MZ-01'), [
      '*公民身份号码',
      '户主 姓名',
      '低保类别（必填）',
      '变动类型',
      '起始月',
      '停发月',
      '月保障金额(元)',
      '保障人数',
      '备注',
      '',
    ]);
    expect(map).toMatchObject({ positions: [0, 1, 2, 3, 4, 5, 6, 7], missing: [], unknown: ['备注'], columns: 9 });
    expect(mapHeader(anItem('MZ-01'), ['月保障金额（万元）'])).toMatchObject({ unknown: ['月保障金额（万元）'] });
    expect(mapHeader(anItem('MZ-01'), ['证件号码', '身份证号', '姓名'])).toMatchObject({
      repeated: ['身份证号'],
      absent: ['停发月'],
    });
  });
});

describe('quality gates', () => {
  const facts = {
    rowsIn: 12_486,
    rejected: 144,
    accepted: 12_342,
    matched: 12_113,
    nameMismatches: 61,
    requiredEmpty: 15,
    big: 17,
    inPeriod: 12_342,
    headerFound: 11,
    unknownColumns: [],
    absentColumns: [],
    period: '202610',
    receivedOn: '2026-11-17',
    previousRows: 11_675,
  };
  it('say what was measured and what is allowed; a reminder does not block', () => {
    const gates = judgeGates(anItem('YB-02'), facts);
    expect(Object.fromEntries(gates.map((gate) => [gate.code, [gate.value, gate.result]]))).toEqual({
      unique: ['指纹首次出现', 'pass'],
      header: ['11 / 11 列', 'pass'],
      period: ['100.00% 在 2026-10', 'pass'],
      rowSwing: ['+6.9%', 'pass'],
      rejectRate: ['1.15%', 'pass'],
      matchRate: ['98.14%', 'pass'],
      nameMismatchShare: ['0.50%，61 行', 'pass'],
      requiredComplete: ['99.88%', 'pass'],
      bigAmount: ['17 行', 'warn'],
      punctual: ['迟 12 天', 'warn'],
    });
    expect(mustHold(gates)).toBe(false);
  });
  it('more than three times the last file, or more refused than accepted, waits for the office; an empty file is valid', () => {
    expect(mustHold(judgeGates(anItem('YB-02'), { ...facts, previousRows: 4000 }))).toBe(true);
    expect(mustHold(judgeGates(anItem('YB-02'), { ...facts, rejected: 8000, accepted: 4486 }))).toBe(true);
    expect(
      mustHold(
        judgeGates(anItem('YB-02'), {
          ...facts,
          rowsIn: 0,
          rejected: 0,
          accepted: 0,
          matched: 0,
          requiredEmpty: 0,
          previousRows: 0,
        }),
      ),
    ).toBe(false);
  });
  it.each([
    [242, 12_113, 'pass'],
    [243, 12_113, 'warn'],
    [2422, 12_113, 'warn'],
    [2423, 12_113, 'hold'],
    [19, 19, 'warn'],
    [20, 20, 'hold'],
    [0, 0, 'pass'],
  ] as const)('%i of %i matched rows with another name: %s', (nameMismatches, matched, result) => {
    const gates = judgeGates(anItem('YB-02'), { ...facts, nameMismatches, matched });
    expect(gates.find((gate) => gate.code === 'nameMismatchShare')?.result).toBe(result);
  });
  it('a file is due on the push day of the following month', () => {
    expect([
      dueDay({ pushDay: 5 }, '202610'),
      dueDay({ pushDay: 5 }, '202612'),
      daysLate({ pushDay: 5 }, '202610', '2026-11-05'),
      daysLate({ pushDay: 5 }, '202610', '2026-11-17'),
    ]).toEqual(['2026-11-05', '2027-01-05', 0, 12]);
  });
});
