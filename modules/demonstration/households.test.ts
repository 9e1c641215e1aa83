import { createHash } from 'node:crypto';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { Calendar } from './calendar.ts';
import { DemoHousehold } from './contract.ts';
import { allHouseholds, aPlan, testAreas } from './fixtures.ts';
import { generateHouseholds } from './households.ts';
import { isIdNumber } from './id-numbers.ts';
import { netIncomeFen, selfPayFen } from './income.ts';
import { SURNAMES } from './names-data.ts';
import { allocate, groupName } from './places.ts';

const areas = testAreas();
const households = allHouseholds(aPlan({ households: 6000 }), areas);
const members = households.flatMap((household) => household.members);
const calendar = new Calendar('202610');
const ageOf = (birthDate: string) => calendar.age(calendar.iso.indexOf(birthDate));
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

describe('determinism', () => {
  it('gives the same bytes for the same plan and others for another seed, county or month', () => {
    const plan = aPlan({ households: 300 });
    const once = digest(allHouseholds(plan, areas));
    expect(digest(allHouseholds(plan, areas))).toBe(once);
    expect(digest(allHouseholds({ ...plan, seed: 2 }, areas))).not.toBe(once);
    expect(digest(allHouseholds({ ...plan, county: '440203' }, areas))).not.toBe(once);
    expect(digest(allHouseholds({ ...plan, month: '202611' }, areas))).not.toBe(once);
  });

  it('streams in chunks and refuses a county that does not exist', () => {
    const sizes = [...generateHouseholds(aPlan({ households: 4500 }), areas)].map((chunk) => chunk.length);
    expect(sizes).toEqual([2000, 2000, 500]);
    expect(() => allHouseholds({ ...aPlan(), county: '440299' }, areas)).toThrow(RangeError);
  });
});

describe('rows', () => {
  it('fit the contract', () => {
    for (const household of households.slice(0, 800)) {
      const parsed = DemoHousehold.strict().safeParse(household);
      if (!parsed.success) throw new Error(`${household.householdNo}: ${parsed.error.message}`);
    }
  });

  it('stand in real villages of the county, exactly as many as planned', () => {
    const villages = new Set(areas.filter((area) => area.level === 5).map((area) => area.code));
    expect(households).toHaveLength(6000);
    expect(households.every(({ areaCode }) => areaCode.startsWith('440229') && villages.has(areaCode))).toBe(true);
    expect(new Set(households.map(({ areaCode }) => areaCode)).size).toBeGreaterThan(160);
    expect(new Set(households.map(({ householdNo }) => householdNo)).size).toBe(6000);
  });

  it('have unique, right ID numbers that agree with birth date and gender', () => {
    expect(new Set(members.map(({ idNumber }) => idNumber)).size).toBe(members.length);
    for (const { idNumber, birthDate, gender } of members) {
      expect(isIdNumber(idNumber)).toBe(true);
      expect(idNumber.slice(6, 14)).toBe(birthDate.replaceAll('-', ''));
      expect(Number(idNumber.charAt(16)) % 2).toBe(gender === '1' ? 1 : 0);
    }
  });

  it('use telephone numbers of a prefix that no operator has, each once', () => {
    const phones = households
      .map(({ contactPhone }) => contactPhone)
      .concat(members.flatMap(({ phone }) => phone ?? []));
    expect(phones.every((phone) => /^154\d{8}$/.test(phone))).toBe(true);
    expect(new Set(phones).size).toBe(phones.length);
  });

  it('have account numbers that are no bank cards', () => {
    const luhn = (digits: string) =>
      [...digits].reverse().reduce((sum, digit, i) => {
        const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
        return sum + (value > 9 ? value - 9 : value);
      }, 0) % 10;
    expect(luhn('4539578763621486')).toBe(0);
    const accounts = households.flatMap(({ bankAccount }) => bankAccount ?? []);
    expect(accounts.length).toBeGreaterThan(3000);
    expect(accounts.every((account) => luhn(account) !== 0)).toBe(true);
  });
});

describe('people', () => {
  it('have exactly one head, at most one spouse of the other gender, and parents old enough', () => {
    for (const { members: people } of households) {
      const [head, ...others] = people;
      expect(head?.relation).toBe('1');
      expect(others.some(({ relation }) => relation === '1')).toBe(false);
      const spouses = others.filter(({ relation }) => relation === '2');
      expect(spouses.length).toBeLessThanOrEqual(1);
      expect(spouses[0]?.gender).not.toBe(head?.gender);
      for (const { relation, birthDate } of others) {
        const gap = ageOf(head?.birthDate ?? '') - ageOf(birthDate);
        if (relation === '3' || relation === '4') expect(gap).toBeGreaterThanOrEqual(14);
        if (relation === '11' || relation === '12') expect(gap).toBeLessThanOrEqual(-14);
      }
    }
  });

  it('keep the counts of the household', () => {
    for (const household of households) {
      expect(household.registeredCount).toBe(household.members.length);
      expect(household.residentCount).toBe(household.members.filter(({ isResident }) => isResident).length);
      expect(household.sharingCount).toBe(household.members.filter(({ sharesIncome }) => sharesIncome).length);
      expect(household.members[0]?.sharesIncome).toBe(true);
    }
  });

  it('have gendered relations as the code table asks', () => {
    const women = ['4', '5', '8', '12', '16'];
    const men = ['3', '7', '11', '15'];
    for (const { relation, gender } of members) {
      if (women.includes(relation)) expect(gender).toBe('2');
      if (men.includes(relation)) expect(gender).toBe('1');
    }
  });

  it('have either schooling or education, and every child of six to fifteen at school or excused', () => {
    const pupilsMissing = households.filter(({ cause }) => cause?.trigger === 'EDU-2').length;
    let missing = 0;
    for (const { birthDate, education, studentStatus, dropoutReason } of members) {
      const age = ageOf(birthDate);
      expect(education !== null && studentStatus !== null).toBe(false);
      if (age >= 3) expect(education !== null || studentStatus !== null).toBe(true);
      if (age >= 6 && age <= 15 && studentStatus === null && dropoutReason === null) missing += 1;
      if (studentStatus && Number(studentStatus) >= 18) expect(age).toBeGreaterThanOrEqual(18);
      if (studentStatus && Number(studentStatus) >= 12 && Number(studentStatus) <= 17)
        expect([15, 16, 17, 18]).toContain(age);
    }
    expect(missing).toBe(pupilsMissing);
    expect(missing).toBeGreaterThan(0);
  });

  it('have health, card and labour that agree', () => {
    for (const member of members) {
      if (member.health.includes('1')) expect(member.health).toEqual(['1']);
      expect(member.health.includes('4')).toBe(member.disabilityCardNo !== null);
      if (member.disabilityCardNo)
        expect(member.disabilityCardNo).toBe(`${member.idNumber}${member.disabilityCategory}${member.disabilityGrade}`);
      if (ageOf(member.birthDate) < 16) expect(member.labourAbility).toBe('5');
      if (member.health[0] === '1' && member.labourAbility === '4')
        expect(ageOf(member.birthDate)).toBeGreaterThanOrEqual(60);
    }
  });

  it('sound as pinyin-pro reads the surname', () => {
    for (const row of SURNAMES) {
      const [surname = '', initials] = row.split(' ');
      const sounds = pinyin(surname, { toneType: 'none', type: 'array', surname: 'head' });
      expect([surname, initials]).toEqual([surname, sounds.map((sound) => sound.charAt(0)).join('')]);
    }
    for (const { name, namePinyin } of members.slice(0, 2000)) expect(namePinyin).toHaveLength([...name].length);
  });
});

describe('money', () => {
  const line = 960_000;

  it('keeps every background household clear of the income triggers', () => {
    for (const household of households) {
      if (household.cause) continue;
      const net = netIncomeFen(household.incomeItems);
      const perCapita = net / household.sharingCount;
      expect(perCapita).toBeGreaterThan(line * 1.1 * 1.1);
      expect(selfPayFen(household.incomeItems)).toBeLessThan(net * 0.15);
      if (household.lastYearPerCapitaFen) expect(1 - perCapita / household.lastYearPerCapitaFen).toBeLessThan(0.15);
      expect(household.loanOverdueDays ?? 0).toBe(0);
      expect(household.living.safeWater).not.toBe(false);
      expect(household.living.waterOutageDays ?? 0).toBeLessThanOrEqual(36);
      if (/[CD]/.test(household.living.houseGrade ?? ''))
        expect(household.living.soleHousing === false || household.living.safeHouseException !== null).toBe(true);
      if (household.householdType === '1')
        expect(household.members.every(({ medicalInsured }) => medicalInsured !== false)).toBe(true);
    }
  });

  it('gives every cause in the registry what it says', () => {
    const big = allHouseholds(aPlan({ households: 30_000, seed: 5 }), areas).filter(({ cause }) => cause);
    const seen = new Set<string>();
    for (const household of big) {
      const net = netIncomeFen(household.incomeItems);
      const perCapita = net / household.sharingCount;
      const variant = household.cause?.variant ?? '';
      seen.add(variant);
      const holds: Record<string, boolean> = {
        'below-line': perCapita < line * 1.1,
        'income-drop': perCapita >= line * 1.1 && perCapita <= (household.lastYearPerCapitaFen ?? 0) * 0.7,
        'self-pay': selfPayFen(household.incomeItems) >= net * 0.4 && perCapita >= line * 1.1,
        'loan-overdue': (household.loanOverdueDays ?? 0) >= 1,
        'unsafe-water': household.living.safeWater === false,
        'not-insured': household.householdType === '1' && household.members.some((m) => m.medicalInsured === false),
        'not-at-school': household.members.some(
          (m) => m.studentStatus === null && ageOf(m.birthDate) >= 6 && ageOf(m.birthDate) <= 15,
        ),
      };
      expect([household.householdNo, variant, holds[variant]]).toEqual([household.householdNo, variant, true]);
    }
    expect([...seen].sort()).toEqual([
      'below-line',
      'income-drop',
      'loan-overdue',
      'not-at-school',
      'not-insured',
      'self-pay',
      'unsafe-water',
    ]);
  });

  it('books everything inside the eight closed months before the reference month', () => {
    for (const item of households.flatMap(({ incomeItems }) => incomeItems)) {
      expect(item.occurredFrom >= '2026-02-01' && item.occurredTo <= '2026-09-30').toBe(true);
      expect(item.amountFen).toBeGreaterThan(0);
      expect(item.source === 'department').toBe(item.departmentCode !== null);
    }
  });
});

describe('places', () => {
  it('allocates exactly', () => {
    expect(allocate(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(allocate(0, [1, 2])).toEqual([0, 0]);
    expect(allocate(7, [0.1, 5, 2]).reduce((a, b) => a + b, 0)).toBe(7);
  });

  it.each([
    [1, '第一组'],
    [10, '第十组'],
    [15, '第十五组'],
    [20, '第二十组'],
    [21, '第二十一组'],
  ])('names group %i', (n, name) => expect(groupName(n)).toBe(name));
});
