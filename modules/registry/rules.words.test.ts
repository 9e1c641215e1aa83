import { describe, expect, it } from 'vitest';
import type { WordValues, WordVerdict } from './contract.ts';
import { asksForLook, compareWord, type MemberSide, statedOfHousehold, statedOfMember } from './rules.ts';

const NOBODY: MemberSide = {
  dibaoStatus: null,
  studentStatus: null,
  education: null,
  dropoutReason: null,
  health: null,
  disabilityCategory: null,
  disabilityGrade: null,
};

describe('compareWord', () => {
  const C: WordValues = { houseGrade: 'C' };
  const days = (confirmedOn: string | null, visitedOn: string | null = null) => ({ confirmedOn, visitedOn });
  const table: [string, WordVerdict, WordValues, string, WordValues | null, ReturnType<typeof days>][] = [
    ['the same value is the same whenever it was said', 'same', C, '2026-10-12', C, days('2025-03-01')],
    ['also when nobody knows the day', 'same', C, '2026-10-12', C, days(null)],
    ['another value later than the survey', 'newer', C, '2026-10-12', { houseGrade: 'B' }, days('2025-03-01')],
    ['another value before the survey', 'older', C, '2024-10-12', { houseGrade: 'B' }, days('2025-03-01')],
    ['another value of the very day', 'differs', C, '2025-03-01', { houseGrade: 'B' }, days('2025-03-01')],
    ['no day at all', 'differs', C, '2026-10-12', { houseGrade: 'B' }, days(null)],
    ['later than the last visit', 'newer', C, '2026-10-12', { houseGrade: 'B' }, days(null, '2026-09-30')],
    [
      'before the last visit, which may have passed over it',
      'differs',
      C,
      '2026-10-12',
      { houseGrade: 'B' },
      days(null, '2026-11-02'),
    ],
    [
      'after the survey and before the last visit',
      'newer',
      C,
      '2026-10-12',
      { houseGrade: 'B' },
      days('2025-03-01', '2026-11-02'),
    ],
    ['nobody asked yet', 'registry-unknown', C, '2026-10-12', null, days('2025-03-01')],
    [
      'one of two values differs',
      'newer',
      { disabilityCategory: 4, disabilityGrade: 1 },
      '2026-10-12',
      { disabilityCategory: 4, disabilityGrade: 2 },
      days('2025-03-01'),
    ],
    [
      'none against something',
      'newer',
      { studentStatus: null },
      '2026-10-31',
      { studentStatus: '11' },
      days('2026-09-02'),
    ],
    ['none against none', 'same', { studentStatus: null }, '2026-10-31', { studentStatus: null }, days('2026-09-02')],
    ['no is not unknown', 'newer', { soleHousing: true }, '2026-10-12', { soleHousing: false }, days('2025-03-01')],
  ];

  it.each(table)('%s: %s', (...[, verdict, values, day, registry, known]) => {
    const stated = { known: registry !== null, values: registry ?? {}, ...known };
    expect(compareWord({ values, day }, stated)).toBe(verdict);
  });

  it('asks for a look unless it is the same or overtaken', () => {
    const verdicts: WordVerdict[] = ['same', 'newer', 'older', 'differs', 'registry-unknown'];
    expect(verdicts.filter(asksForLook)).toEqual(['newer', 'differs', 'registry-unknown']);
  });
});

describe('what the registry says', () => {
  const living = { houseGrade: 'B', soleHousing: null, waterOutageDays: 0, safeWater: false } as const;

  it('of a house and its water; null is unknown, no and nought are known', () => {
    expect(statedOfHousehold(living, 'houseGrade')).toMatchObject({ known: true, text: 'B级' });
    expect(statedOfHousehold(living, 'soleHousing')).toMatchObject({ known: false, text: '未填' });
    expect(statedOfHousehold(living, 'waterOutageDays')).toMatchObject({ known: true, text: '0 天' });
    expect(statedOfHousehold(living, 'safeWater')).toMatchObject({ known: true, text: '饮水不安全' });
    expect(statedOfHousehold(living, 'dibaoStatus')).toBeNull();
  });

  it.each([
    ['in class nine', { studentStatus: '11' }, true, '九年级'],
    ['out of school with a reason', { dropoutReason: '4' }, true, '不在校'],
    ['out of school for long', { education: '3' }, true, '不在校'],
    ['not asked', {}, false, '未填'],
  ])('of schooling: %s', (_, given, known, text) => {
    expect(statedOfMember({ ...NOBODY, ...given }, 'studentStatus')).toMatchObject({ known, text });
  });

  it.each([
    ['a card', { disabilityCategory: 4, disabilityGrade: 1, health: ['4'] }, true, '肢体残疾一级'],
    ['healthy', { health: ['1'] }, true, '无残疾人证'],
    ['disabled, card not written down', { health: ['4'] }, false, '未填'],
    ['not asked', {}, false, '未填'],
  ])('of disability: %s', (_, given, known, text) => {
    expect(statedOfMember({ ...NOBODY, ...given }, 'disability')).toMatchObject({ known, text });
  });
});
