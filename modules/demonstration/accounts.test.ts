import { describe, expect, it } from 'vitest';
import { demonstrationAccounts } from './accounts.ts';
import { testAreas } from './fixtures.ts';

const areas = testAreas();
const accounts = demonstrationAccounts(areas, '440229', 1);
const withRole = (role: string) => accounts.filter((account) => account.role === role);

describe('demonstration accounts', () => {
  it('cover every level, with unique readable names for signing in', () => {
    expect(new Set(accounts.map(({ loginName }) => loginName)).size).toBe(accounts.length);
    expect(accounts.every(({ loginName }) => /^[a-z]+(\.[a-z]+)+\d?$/.test(loginName))).toBe(true);
    expect(accounts.every(({ phone }) => /^154\d{8}$/.test(phone))).toBe(true);
    expect(new Set(accounts.map(({ phone }) => phone)).size).toBe(accounts.length);
  });

  it.each([
    ['PROV_LEAD', 1, '44'],
    ['PROV_OPS', 1, '44'],
    ['AUDITOR', 1, '44'],
    ['CITY_LEAD', 1, '4402'],
    ['COUNTY_LEAD', 1, '440229'],
    ['COUNTY_APPROVER', 2, '440229'],
    ['COUNTY_DEPT', 10, '440229'],
  ])('has %s %i times at %s', (role, count, areaCode) => {
    expect(withRole(role)).toHaveLength(count);
    expect(withRole(role).every((account) => account.areaCode === areaCode)).toBe(true);
  });

  it('has two reviewers and a window in every town, and three posts in every village of three towns', () => {
    const towns = areas.filter((area) => area.level === 4 && area.code.startsWith('440229'));
    expect(withRole('TOWN_WINDOW').map(({ areaCode }) => areaCode)).toEqual(towns.map(({ code }) => code));
    expect(withRole('TOWN_REVIEWER').map(({ areaCode }) => areaCode)).toEqual(
      towns.flatMap(({ code }) => [code, code]),
    );
    const villages = withRole('VILLAGE_CADRE').map(({ areaCode }) => areaCode);
    expect(new Set(villages.map((code) => code.slice(0, 9))).size).toBe(3);
    expect(withRole('FIRST_SECRETARY').map(({ areaCode }) => areaCode)).toEqual(villages);
    expect(withRole('VILLAGE_CLERK').map(({ areaCode }) => areaCode)).toEqual(villages);
  });

  it('lets one first secretary hold a second post in the next village', () => {
    const [one, next] = withRole('FIRST_SECRETARY');
    expect(one?.also.map(({ areaCode }) => areaCode)).toEqual([next?.areaCode]);
    expect(accounts.filter(({ also }) => also.length > 0)).toHaveLength(1);
  });

  it('gives departments only to data officers, and holds no secret', () => {
    expect(accounts.filter(({ departmentCode }) => departmentCode).map(({ departmentCode }) => departmentCode)).toEqual(
      ['YB', 'MZ', 'JY', 'CL', 'ZJ', 'SL', 'GA', 'SJ', 'ZR', 'CZ'],
    );
    expect(Object.keys(accounts[0] ?? {}).join()).not.toMatch(/password|secret|hash/i);
  });

  it('gives the same people for the same seed', () => {
    expect(demonstrationAccounts(areas, '440229', 1)).toEqual(accounts);
    expect(demonstrationAccounts(areas, '440229', 2)).not.toEqual(accounts);
  });
});
