import { checkCharacter } from '@shouwang/platform/crypto/id-number.ts';
import type { NewHouseholdInput, NewMember } from './contract.ts';
import type { IncomeLine } from './income-rules.ts';

/** The village of the fixtures: 岭头村, 龙仙镇, 翁源县. */
const VILLAGE = '440229100201';

let made = 0;

/**
 * A valid ID number that belongs to nobody: sequences 996 to 999, which the demonstration's people never have (they end at 995). The area digits
 * go on with each number, so that a test never meets one twice.
 */
export function anIdNumber({
  birthDate = '1972-03-14',
  gender = '1',
}: {
  birthDate?: string;
  gender?: '1' | '2';
} = {}): string {
  made += 1;
  const area = 440_000 + (made % 10_000);
  const sequence = (gender === '1' ? 997 : 996) + (Math.floor(made / 10_000) % 2) * 2;
  const body = `${area}${birthDate.replaceAll('-', '')}${sequence}`;
  return body + checkCharacter(body);
}

/** A member: without anything given a healthy insured man of 54 who is the head. */
export function aMember(given: Partial<NewMember> = {}): NewMember {
  const gender = given.gender ?? '1';
  const birthDate = given.birthDate ?? '1972-03-14';
  return {
    name: '钟树根',
    relation: '1',
    idNumber: anIdNumber({ birthDate, gender }),
    education: '3',
    health: ['1'],
    labourAbility: '1',
    medicalInsured: true,
    pensionInsured: true,
    dibaoStatus: '0',
    tekunStatus: '0',
    isWorking: true,
    workMonths: 10,
    isResident: true,
    sharesIncome: true,
    ...given,
  };
}

/** A household of four: head, wife, a son in senior school, a daughter in the eighth grade. */
export function aHousehold(given: Partial<NewHouseholdInput> = {}): NewHouseholdInput {
  return {
    areaCode: VILLAGE,
    groupNo: '第三组',
    address: '兰溪三组 12 号',
    contactPhone: '15400136621',
    bankAccount: '6299990000004408',
    householdType: '1',
    povertyExitYear: 2018,
    living: {
      surveyedOn: '2026-11-02',
      houseGrade: 'B',
      soleHousing: true,
      houseAreaM2: 96,
      houseStructure: '2',
      safeWater: true,
      waterSource: '1',
      waterOutageDays: 6,
      electricity: true,
      roadPaved: true,
      hasNetwork: true,
      hasSanitaryToilet: true,
    },
    members: [
      aMember(),
      aMember({
        name: '涂桂兰',
        relation: '2',
        gender: '2',
        birthDate: '1975-06-20',
        education: '2',
        health: ['3'],
        labourAbility: '4',
        isWorking: false,
        workMonths: 0,
      }),
      aMember({
        name: '钟家豪',
        relation: '3',
        birthDate: '2009-05-04',
        education: null,
        studentStatus: '13',
        labourAbility: '5',
        isWorking: null,
        workMonths: null,
      }),
      aMember({
        name: '钟雨晴',
        relation: '4',
        gender: '2',
        birthDate: '2013-01-09',
        education: null,
        studentStatus: '10',
        labourAbility: '5',
        isWorking: null,
        workMonths: null,
      }),
    ],
    incomeItems: [],
    ...given,
  };
}

/** A line of income or expense in yuan; the day lies in the year that the tests count. */
export function aLine(itemCode: string, yuan: number, given: Partial<IncomeLine> = {}): IncomeLine {
  return {
    id: crypto.randomUUID(),
    memberId: null,
    direction: 'in',
    itemCode,
    amountFen: yuan * 100,
    occurredFrom: '2026-01-01',
    occurredTo: '2026-09-30',
    source: 'declared',
    isOneOff: false,
    purposeBound: false,
    reversed: false,
    ...given,
  };
}
