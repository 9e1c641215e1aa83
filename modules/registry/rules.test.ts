import { describe, expect, it } from 'vitest';
import { Living } from './contract.ts';
import { aLine, anIdNumber } from './fixtures.ts';
import {
  ageOn,
  guaranteesOf,
  headsOf,
  incomeCounting,
  incomeStatement,
  isOfSchoolAge,
  lastClosedPeriod,
  prefixEnd,
  readHouseholdNo,
  schoolYearDay,
  searchKind,
} from './rules.ts';

const YEAR = { periodFrom: '202511', periodTo: '202610', divisorCount: 4 };
const FAMILY = [
  aLine('1002', 24_000),
  aLine('1004', 6_000, { source: 'department' }),
  aLine('2001', 8_000, { source: 'estimated' }),
  aLine('3001', 1_200),
  aLine('4002', 3_600, { source: 'department' }),
  aLine('4005', 1_200, { source: 'department' }),
  aLine('1001', 5_000, { direction: 'out' }),
  aLine('2001', 12_000, { direction: 'out' }),
];

describe('incomeStatement', () => {
  it('makes 39,000, 9,750 a head in antiPoverty and 8,850 in the dibao ledgers (worked example)', () => {
    const antiPoverty = incomeStatement(FAMILY, { ...YEAR, ledger: 'antiPoverty' });
    expect(antiPoverty).toMatchObject({
      wageFen: 3_000_000,
      operatingFen: 800_000,
      propertyFen: 120_000,
      transferFen: 480_000,
      operatingExpenseFen: 500_000,
      netFen: 3_900_000,
      perCapitaFen: 975_000,
      selfPayFen: 1_200_000,
    });
    expect(antiPoverty.selfPayShare).toBeCloseTo(0.3077, 4);
    expect(antiPoverty.estimatedShare).toBeCloseTo(8 / 49, 6);
    for (const ledger of ['dibao', 'dibaoMargin'] as const)
      expect(incomeStatement(FAMILY, { ...YEAR, ledger })).toMatchObject({ netFen: 3_540_000, perCapitaFen: 885_000 });
    expect(incomeStatement(FAMILY, { ...YEAR, ledger: 'statistics' }).perCapitaFen).toBe(975_000);
  });

  it.each([
    ['money bound to a purpose', aLine('4005', 500, { purposeBound: true }), 'purpose-bound'],
    ['one-off relief', aLine('4010', 500, { isOneOff: true }), 'one-off'],
    ['a claim', aLine('9001', 500), 'kept-apart'],
    ['a reversed line', aLine('1001', 500, { reversed: true }), 'reversed'],
    ['the month after the period', aLine('1001', 500, { occurredTo: '2026-11-01' }), 'outside-period'],
    ['the month before the period', aLine('1001', 500, { occurredTo: '2025-10-31' }), 'outside-period'],
    ['optional items of which the pack says nothing', aLine('4011', 500), 'not-in-ledger'],
    ['work cost', aLine('3001', 500, { direction: 'out' }), 'not-in-ledger'],
  ])('does not count %s', (_, line, standing) => {
    const made = incomeStatement([line], { ...YEAR, ledger: 'antiPoverty' });
    expect([made.netFen, made.lines[0]?.standing]).toEqual([0, standing]);
  });

  it('follows the pack: unsold stock, work cost', () => {
    const lines = [aLine('2004', 300), aLine('4011', 200), aLine('3001', 100, { direction: 'out' })];
    const policy = { deductWorkCost: true, valueUnsoldStock: true };
    expect(incomeStatement(lines, { ...YEAR, ledger: 'antiPoverty', policy }).netFen).toBe(20_000);
    expect(incomeStatement(lines, { ...YEAR, ledger: 'dibao', policy }).netFen).toBe(-10_000);
  });

  it('lets a department override what was declared for the same item, person and month, and keeps both lines', () => {
    const lines = [
      aLine('4002', 400),
      aLine('4002', 300, { source: 'department' }),
      aLine('4002', 50, { occurredTo: '2026-08-31' }),
    ];
    const made = incomeStatement(lines, { ...YEAR, ledger: 'antiPoverty' });
    expect(made.transferFen).toBe(35_000);
    expect(made.lines.map((one) => one.standing)).toEqual(['superseded', 'counted', 'counted']);
  });

  it('does not call an income known that nobody has recorded', () => {
    const bill = aLine('2001', 9_000, { direction: 'out' });
    const relief = aLine('4013', 2_000, { isOneOff: true });
    const unknown = incomeStatement([bill, relief], { ...YEAR, ledger: 'antiPoverty' });
    expect(unknown).toMatchObject({ known: false, perCapitaFen: null, selfPayShare: null, selfPayFen: 900_000 });
    const nought = incomeStatement([bill, aLine('4008', 0)], { ...YEAR, ledger: 'antiPoverty' });
    expect(nought).toMatchObject({ known: true, perCapitaFen: 0 });
  });

  it('reads the counting of a pack, and refuses one that it does not know', () => {
    const of = (values: Record<string, unknown>) =>
      incomeCounting(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])));
    expect(of({})).toEqual({
      months: 12,
      divisor: 'sharing',
      policy: { deductWorkCost: false, valueUnsoldStock: false },
    });
    expect(of({ 'income.periodMonths': 6, 'income.divisor': 'resident', 'income.deductWorkCost': true })).toMatchObject(
      { months: 6, divisor: 'resident', policy: { deductWorkCost: true } },
    );
    expect(() => of({ 'income.periodMonths': 25 })).toThrow('1 to 24');
    expect(() => of({ 'income.divisor': 'families' })).toThrow('sharing');
    const heads = { sharingCount: 3, registeredCount: 5, residentCount: 4 };
    expect((['sharing', 'registered', 'resident'] as const).map((divisor) => headsOf(heads, divisor))).toEqual([
      3, 5, 4,
    ]);
  });

  it('divides by nobody without inventing a number', () => {
    expect(incomeStatement(FAMILY, { ...YEAR, divisorCount: 0, ledger: 'antiPoverty' }).perCapitaFen).toBeNull();
  });

  it('counts the twelve months before the month of the day', () => {
    expect(lastClosedPeriod('2021-06-15')).toEqual({ periodFrom: '202006', periodTo: '202105' });
  });
});

describe('ages', () => {
  it.each([
    ['2010-08-31', '2026-08-30', 15],
    ['2010-08-31', '2026-08-31', 16],
    ['2012-02-29', '2026-02-28', 13],
  ])('born %s, on %s: %i', (born, day, years) => {
    expect(ageOn(born, day)).toBe(years);
  });

  it.each([
    ['2026-08-31', '2025-08-31'],
    ['2026-09-01', '2026-08-31'],
    ['2026-03-01', '2025-08-31'],
  ])('the school year of %s counts on %s', (day, counted) => {
    expect(schoolYearDay(day)).toBe(counted);
  });

  it.each([
    ['2020-08-31', true],
    ['2020-09-01', false],
    ['2010-09-01', true],
    ['2010-08-31', false],
  ])('born %s is of school age in November 2026: %s', (born, expected) => {
    expect(isOfSchoolAge(born, '2026-11-22')).toBe(expected);
  });
});

describe('search', () => {
  it.each([
    ['钟', 'name'],
    ['阿依·买买提', 'name'],
    ['zsg', 'pinyin'],
    ['WY-0058213', 'householdNo'],
    ['wy58213', 'householdNo'],
    ['4402290000123', 'householdNo'],
    ['15400136621', 'phone'],
    [anIdNumber(), 'idNumber'],
    ['４４０２２９', 'name'],
  ])('%s', (q, kind) => {
    expect(searchKind(q)).toBe(kind);
  });

  it('reads household numbers', () => {
    expect(readHouseholdNo('wy58213')).toEqual({ exact: 'WY-0058213' });
    expect(readHouseholdNo('WY-0058')).toEqual({ prefix: 'WY-0058' });
    expect(readHouseholdNo('440229')).toEqual({ prefix: '440229' });
  });

  it('ends a prefix after every name that begins with it', () => {
    expect('钟树根' >= '钟' && '钟树根' < prefixEnd('钟') && '锺' >= prefixEnd('钟')).toBe(true);
  });
});

/** A home in order; what this test does not name is not known, whatever fields there are. */
const home: Living = {
  ...(Object.fromEntries(Object.keys(Living.shape).map((field) => [field, null])) as Living),
  houseGrade: 'B',
  soleHousing: true,
  safeWater: true,
  electricity: true,
  hasSanitaryToilet: true,
  roadPaved: true,
  hasNetwork: true,
};
const pupil = {
  birthDate: '2014-03-01',
  studentStatus: '9',
  dropoutReason: null,
  medicalInsured: true,
  memberStatus: 'current',
} as const;
const stands = (member: object, living: object) =>
  guaranteesOf({ members: [{ ...pupil, ...member }], living: { ...home, ...living } }, '2026-11-22');

describe('guaranteesOf', () => {
  it.each([
    ['education', {}, {}, 'secured'],
    ['education', { studentStatus: null }, {}, 'unknown'],
    ['education', { studentStatus: null, dropoutReason: '4' }, {}, 'open'],
    ['education', { studentStatus: null, dropoutReason: '9' }, {}, 'open'],
    ['education', { studentStatus: null, dropoutReason: '1' }, {}, 'secured'],
    ['education', { studentStatus: null, dropoutReason: '6' }, {}, 'secured'],
    ['education', { studentStatus: null, birthDate: '1990-01-01' }, {}, 'secured'],
    ['education', { studentStatus: null, dropoutReason: '4', memberStatus: 'left' }, {}, 'secured'],
    ['medical', { medicalInsured: false }, {}, 'open'],
    ['medical', { medicalInsured: null }, {}, 'unknown'],
    ['housing', {}, { houseGrade: 'C' }, 'open'],
    ['housing', {}, { houseGrade: 'C', soleHousing: null }, 'unknown'],
    ['housing', {}, { houseGrade: 'D', soleHousing: false }, 'secured'],
    ['housing', {}, { houseGrade: 'D', safeHouseException: '1' }, 'secured'],
    ['housing', {}, { houseGrade: null }, 'unknown'],
    ['water', {}, { safeWater: null }, 'unknown'],
    ['water', {}, { safeWater: false }, 'open'],
    ['facilities', {}, { hasNetwork: null }, 'unknown'],
    ['facilities', {}, { hasNetwork: null, roadPaved: false }, 'open'],
    ['toilet', {}, {}, 'unknown'],
    ['toilet', {}, { hasSanitaryToilet: false }, 'open'],
  ] as const)('%s with %o and %o: %s', (which, member, living, expected) => {
    expect(stands(member, living)[which]).toBe(expected);
  });
});
