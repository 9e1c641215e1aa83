import { expect, it } from 'vitest';
import { MASKED, maskBasis } from './rules.basis.ts';

it('masks what says something of health, birth or identity of a person, and leaves the rest and the unknown', () => {
  const inputs = {
    household: { head: 1, house_grade: 'C' },
    members: [
      { member_id: 'a', person_key: 'k', birth_date: '1974-03-07', health: ['2'], disability_category: 3, gender: '1' },
      {
        member_id: 'b',
        person_key: 'l',
        birth_date: '1977-05-01',
        health: null,
        disability_category: null,
        gender: '2',
      },
    ],
  };
  const before = structuredClone(inputs);
  const { inputs: shown, maskedValues } = maskBasis(inputs);
  expect(shown).toEqual({
    household: { head: 1, house_grade: 'C' },
    members: [
      {
        member_id: 'a',
        person_key: MASKED,
        birth_date: MASKED,
        health: MASKED,
        disability_category: MASKED,
        gender: '1',
      },
      { member_id: 'b', person_key: MASKED, birth_date: MASKED, health: null, disability_category: null, gender: '2' },
    ],
  });
  expect(maskedValues).toBe(6);
  expect(inputs).toEqual(before);
});
