import { describe, expect, it } from 'vitest';
import type { Household } from '../contract.ts';
import { HouseholdChanges, MemberChanges } from '../contract.ts';
import { changesOf, specsOf, valuesOf, wordsOf } from './correction-fields.ts';

const household = {
  groupNo: '第三组',
  address: null,
  householdType: '1',
  registeredCount: 4,
  lastYearPerCapitaFen: 1_142_000,
  contactPhoneMask: '154****6621',
  living: { safeWater: true, houseGrade: 'B' },
  members: [{ id: 'm1', name: '钟树根', relation: '1', isResident: true, healthKnown: true }],
} as unknown as Household;

describe('the correction form', () => {
  it('asks only for fields that the server takes', () => {
    expect([...specsOf(null).keys()].filter((name) => !(name in HouseholdChanges.shape))).toEqual([]);
    expect([...specsOf('m1').keys()].filter((name) => !(name in MemberChanges.shape))).toEqual([]);
  });

  it('sends nothing when nothing was changed', () => {
    const before = valuesOf(household, null);
    expect(changesOf(before, { ...before }, null)).toEqual({});
    const member = valuesOf(household, 'm1');
    expect(changesOf(member, { ...member, health: [] }, 'm1')).toEqual({});
  });

  it('sends what was changed: unknown as null, money in fen, sealed values only when typed', () => {
    const before = valuesOf(household, null);
    const after = {
      ...before,
      groupNo: '',
      safeWater: undefined,
      lastYearPerCapitaFen: 9000.5,
      contactPhone: '15400001234',
    };
    expect(changesOf(before, after, null)).toEqual({
      groupNo: null,
      safeWater: null,
      lastYearPerCapitaFen: 900_050,
      contactPhone: '15400001234',
    });
  });

  it('says values in words, unknown as unknown, hidden ones as hidden', () => {
    const spec = specsOf(null);
    expect(wordsOf(spec.get('safeWater'), false)).toBe('否');
    expect(wordsOf(spec.get('safeWater'), null)).toBe('未知');
    expect(wordsOf(spec.get('houseGrade'), 'C')).toBe('C级');
    expect(wordsOf(spec.get('contactPhone'), '154****6621')).toBe('154****6621');
    expect(wordsOf(spec.get('contactPhone'), '15400136621')).toBe('（已遮蔽）');
    expect(wordsOf(specsOf('m1').get('health'), '***')).toBe('（已遮蔽）');
  });
});
