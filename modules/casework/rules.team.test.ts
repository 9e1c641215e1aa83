import { describe, expect, it } from 'vitest';
import { kindOf, mayClaim, type Officer, suggestTeam } from './rules.team.ts';

const officer = (role: string, name = role): Officer => ({ accountId: `id-${name}`, name, unit: '测试单位', role });

describe('the team that is offered to start from', () => {
  it('has one of each kind: of the village, stationed, of the town', () => {
    const officers = ['TOWN_WINDOW', 'TOWN_TEAM', 'VILLAGE_CLERK', 'VILLAGE_CADRE', 'FIRST_SECRETARY'].map((role) =>
      officer(role),
    );
    expect(suggestTeam(officers).map((one) => one.name)).toEqual(['VILLAGE_CADRE', 'FIRST_SECRETARY', 'TOWN_WINDOW']);
  });

  it('leaves reviewers out, who could not review then, and takes what there is', () => {
    expect(suggestTeam([officer('TOWN_REVIEWER'), officer('TOWN_WINDOW')]).map((one) => one.name)).toEqual([
      'TOWN_WINDOW',
    ]);
    expect(suggestTeam([])).toEqual([]);
  });

  it('weighs nobody: of two in one post the first of the list', () => {
    const two = [officer('VILLAGE_CADRE', '甲'), officer('VILLAGE_CADRE', '乙')];
    expect(suggestTeam(two).map((one) => one.name)).toEqual(['甲']);
  });
});

it('knows the kinds of posts, and which may take a sheet', () => {
  expect(['VILLAGE_CLERK', 'TOWN_TEAM', 'TOWN_REVIEWER', 'COUNTY_LEAD'].map(kindOf)).toEqual([
    'village',
    'stationed',
    'town',
    null,
  ]);
  expect(['VILLAGE_CADRE', 'TOWN_REVIEWER', 'VILLAGE_CLERK'].map(mayClaim)).toEqual([true, false, false]);
});
