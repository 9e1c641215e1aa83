import { createHash } from 'node:crypto';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { Calendar } from './calendar.ts';
import { DemoHousehold, type DemoMember } from './contract.ts';
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
const days = new Map(calendar.iso.map((iso, day) => [iso, day]));
const ageOf = (birthDate: string) => calendar.age(days.get(birthDate) ?? 0);
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
  const nobody: string[] = [];
  const offenders = (test: (household: DemoHousehold) => boolean) =>
    households.filter(test).map(({ householdNo }) => householdNo);
  const peopleLike = (test: (member: DemoMember, age: number) => boolean) =>
    members.filter((member) => test(member, ageOf(member.birthDate))).map(({ idNumber }) => idNumber);

  it('have exactly one head, who is the first and shares the income', () => {
    expect(offenders(({ members: [head] }) => head?.relation !== '1' || !head.sharesIncome)).toEqual(nobody);
    expect(offenders((h) => h.members.filter(({ relation }) => relation === '1').length !== 1)).toEqual(nobody);
  });

  it('have at most one spouse, of the other gender', () => {
    const spouses = (h: DemoHousehold) => h.members.filter(({ relation }) => relation === '2');
    expect(offenders((h) => spouses(h).length > 1)).toEqual(nobody);
    expect(offenders((h) => spouses(h).some(({ gender }) => gender === h.members[0]?.gender))).toEqual(nobody);
  });

  it('have children and parents at least fourteen years away from the head', () => {
    const gap = (h: { headBirth: string }, member: DemoMember) => ageOf(h.headBirth) - ageOf(member.birthDate);
    const withHead = households.map((h) => ({ ...h, headBirth: h.members[0]?.birthDate ?? '' }));
    const young = withHead.filter((h) => h.members.some((m) => ['3', '4'].includes(m.relation) && gap(h, m) < 14));
    const old = withHead.filter((h) => h.members.some((m) => ['11', '12'].includes(m.relation) && gap(h, m) > -14));
    expect([...young, ...old].map(({ householdNo }) => householdNo)).toEqual(nobody);
  });

  it('keep the counts of the household', () => {
    const count = (h: DemoHousehold, test: (member: DemoMember) => boolean) => h.members.filter(test).length;
    expect(offenders((h) => h.registeredCount !== h.members.length)).toEqual(nobody);
    expect(offenders((h) => h.residentCount !== count(h, (m) => m.isResident))).toEqual(nobody);
    expect(offenders((h) => h.sharingCount !== count(h, (m) => m.sharesIncome))).toEqual(nobody);
  });

  it('have gendered relations as the code table asks', () => {
    expect(peopleLike((m) => ['4', '5', '8', '12', '16'].includes(m.relation) && m.gender !== '2')).toEqual(nobody);
    expect(peopleLike((m) => ['3', '7', '11', '15'].includes(m.relation) && m.gender !== '1')).toEqual(nobody);
  });

  it('have either schooling or education from three years on', () => {
    expect(peopleLike((m) => m.education !== null && m.studentStatus !== null)).toEqual(nobody);
    expect(peopleLike((m, age) => age >= 3 && !m.education && !m.studentStatus)).toEqual(nobody);
    expect(peopleLike((m, age) => m.dropoutReason !== null && (age < 6 || age > 15))).toEqual(nobody);
  });

  it('are at school from six to fifteen, excused, or named in the ledger', () => {
    const missing = peopleLike(
      (m, age) =>
        age >= 6 &&
        age <= 15 &&
        m.studentStatus === null &&
        (m.dropoutReason === null || /[459]/.test(m.dropoutReason)),
    );
    expect(missing).toHaveLength(offenders(({ cause }) => cause?.trigger === 'EDU-2').length);
    expect(missing.length).toBeGreaterThan(0);
  });

  it('are in a school year that fits their age', () => {
    const grade = (m: DemoMember) => Number(m.studentStatus ?? 0);
    expect(peopleLike((m, age) => grade(m) >= 3 && grade(m) <= 8 && (age < 6 || age > 14))).toEqual(nobody);
    expect(peopleLike((m, age) => grade(m) >= 9 && grade(m) <= 11 && (age < 12 || age > 17))).toEqual(nobody);
    expect(peopleLike((m, age) => grade(m) >= 12 && grade(m) <= 17 && (age < 15 || age > 20))).toEqual(nobody);
    expect(peopleLike((m, age) => grade(m) >= 18 && age < 18)).toEqual(nobody);
  });

  it('have health, card and labour that agree', () => {
    const card = (m: DemoMember) => `${m.idNumber}${m.disabilityCategory}${m.disabilityGrade}`;
    expect(peopleLike((m) => m.health.includes('1') && m.health.length > 1)).toEqual(nobody);
    expect(peopleLike((m) => m.health.includes('4') !== (m.disabilityCardNo !== null))).toEqual(nobody);
    expect(peopleLike((m) => m.disabilityCardNo !== null && m.disabilityCardNo !== card(m))).toEqual(nobody);
    expect(peopleLike((m, age) => age < 16 && m.labourAbility !== '5')).toEqual(nobody);
    expect(peopleLike((m, age) => age < 60 && m.health[0] === '1' && /[34]/.test(m.labourAbility))).toEqual(nobody);
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

  const clean = households.filter(({ cause }) => !cause);
  const offenders = (test: (household: DemoHousehold) => boolean) =>
    clean.filter(test).map(({ householdNo }) => householdNo);
  const perCapita = (h: DemoHousehold) => netIncomeFen(h.incomeItems) / h.sharingCount;

  it('keeps every background household clear of the income triggers, with a margin', () => {
    expect(offenders((h) => perCapita(h) < line * 1.1 * 1.15)).toEqual([]);
    expect(offenders((h) => selfPayFen(h.incomeItems) > netIncomeFen(h.incomeItems) * 0.12)).toEqual([]);
    expect(offenders((h) => 1 - perCapita(h) / (h.lastYearPerCapitaFen ?? 1e-9) > 0.15)).toEqual([]);
    expect(offenders((h) => (h.loanOverdueDays ?? 0) > 0)).toEqual([]);
  });

  it('keeps every background household clear of the three guarantees and water', () => {
    expect(offenders(({ living }) => living.safeWater === false || (living.waterOutageDays ?? 0) > 36)).toEqual([]);
    expect(offenders(({ living }) => (living.waterFetchMinutes ?? 0) > 20)).toEqual([]);
    const unsafe = clean.filter(({ living }) => /[CD]/.test(living.houseGrade ?? ''));
    expect(unsafe.length).toBeGreaterThan(5);
    expect(unsafe.filter(({ living }) => living.soleHousing && living.safeHouseException === null)).toEqual([]);
    const formerPoor = (h: DemoHousehold) => h.householdType === '1';
    expect(offenders((h) => formerPoor(h) && h.members.some((m) => m.medicalInsured === false))).toEqual([]);
  });

  it('gives every cause in the registry what it says', () => {
    const big = allHouseholds(aPlan({ households: 30_000, seed: 5 }), areas).filter(({ cause }) => cause);
    const seen = new Set<string>();
    for (const household of big) {
      const net = netIncomeFen(household.incomeItems);
      const income = net / household.sharingCount;
      const variant = household.cause?.variant ?? '';
      seen.add(variant);
      const holds: Record<string, boolean> = {
        'below-line': income < line * 1.1,
        'income-drop': income >= line * 1.1 && income <= (household.lastYearPerCapitaFen ?? 0) * 0.7,
        'self-pay': selfPayFen(household.incomeItems) >= net * 0.4 && income >= line * 1.1,
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
