import { describe, expect, it } from 'vitest';
import { compareProblems, findContradictions, findEntryProblems } from './entry.ts';
import { aQualityHousehold, type Change, PARAMETERS } from './fixtures.ts';

const contradictions = (change: Change) =>
  findContradictions(aQualityHousehold(change), PARAMETERS).map(({ code }) => code);

describe('findContradictions', () => {
  it('finds nothing in a household that fits together, and nothing in what is merely missing', () => {
    expect(contradictions({})).toEqual([]);
    expect(contradictions({ contactPhone: null, living: { electricity: null }, head: { idNumber: null } })).toEqual([]);
  });

  it.each<[string, Change]>([
    ['birth-in-future', { son: { idNumber: null, birthDate: '2026-12-01', studentStatus: null } }],
    ['dropout-at-school', { son: { dropoutReason: '3' } }],
    ['dibao-and-tekun', { spouse: { dibaoStatus: '1', tekunStatus: '1' } }],
    ['DQ-BF17', { spouse: { relation: '1' } }],
    ['DQ-BF16', { only: ['spouse', 'son'] }],
    ['DQ-ID03', { head: { idNumber: '440229197203149971' } }],
    ['DQ-ID09', { head: { birthDate: '1972-03-15' } }],
    ['DQ-ED01', { son: { education: '3' } }],
    ['DQ-HL08', { head: { health: ['1', '2'] } }],
    ['DQ-RL07', { daughter: { relation: '2' } }],
    ['DQ-RL03', { spouse: { relation: '3' } }],
  ])('finds %s', (code, change) => {
    expect(contradictions(change)).toContain(code);
  });
});

describe('compareProblems', () => {
  it('lets old faults stand, and tells what a change brings and mends', () => {
    const find = (change: Change) => findEntryProblems(aQualityHousehold(change), PARAMETERS);
    const old = find({ contactPhone: null });
    expect(compareProblems(old, old)).toEqual({ added: [], mended: [] });
    const { added, mended } = compareProblems(old, find({ spouse: { dibaoStatus: '1', tekunStatus: '1' } }));
    expect(added.map(({ code }) => code)).toContain('dibao-and-tekun');
    expect(mended.map(({ code }) => code)).toEqual(['DQ-BF19']);
  });
});
