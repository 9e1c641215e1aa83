/** Rules of the public catalogue that cannot be held yet, and the fact that each of them waits for. */
export interface Waiting {
  /** What is not kept, by its name in the catalogue's conditions. */
  fact: string;
  codes: readonly string[];
}

const numbered = (group: string, ...numbers: readonly number[]): string[] =>
  numbers.map((number) => `DQ-${group}${String(number).padStart(2, '0')}`);
const run = (group: string, from: number, to: number): string[] =>
  numbered(group, ...Array.from({ length: to - from + 1 }, (_, index) => from + index));

/** The one list of codes that wait; a test holds it against the catalogue, so that none is left out. */
export const WAITING: readonly Waiting[] = [
  { fact: 'department(GA).deceased: there is no item with deaths', codes: numbered('ID', 14) },
  { fact: 'member.criticalIllnessInsured', codes: ['DQ-MN03', 'DQ-BF04'] },
  {
    fact: 'resident and employee insurance apart: one flag is kept for both (IN02 and BF25 speak for it)',
    codes: ['DQ-BF05', ...numbered('IN', 1, 3, 5)],
  },
  { fact: 'member.medicalAidReceived', codes: numbered('IN', 4) },
  {
    fact: 'department(YB).insured: departments are held against the register by the words of departments, which know no insurance yet',
    codes: numbered('IN', 7),
  },
  { fact: 'landHolding', codes: [...numbered('BF', 10, 11, 12, 20, 21, 22), ...run('RG', 1, 6)] },
  { fact: 'livingConditions.mainRoadDistanceKm', codes: ['DQ-BF18', 'DQ-RG07'] },
  { fact: 'benefit and measure by member', codes: numbered('HL', 10) },
  { fact: 'clues, which lie above the register', codes: numbered('ED', 11) },
  {
    fact: 'workRecord (pay, employer, industry, channel, place, months), of which one flag, a place and months are kept',
    codes: [...numbered('WK', 3, 4, 5, 6), ...run('WK', 10, 13), ...run('WK', 19, 25)],
  },
  { fact: 'the telephone numbers of other households, which are sealed', codes: numbered('WK', 14) },
  { fact: 'workIntention', codes: numbered('WK', 15) },
  { fact: 'member.postTypes, postMonths, employmentChannel, postAssignment', codes: run('PO', 1, 11) },
  {
    fact: 'monitoringCase (category, months, episodes), which lies with the case and not in the register',
    codes: [...numbered('MC', 1, 2, 12, 13, 14, 15, 19), ...numbered('EL', 1, 6, 10, 11)],
  },
  { fact: 'household.monitorContactName and its telephone', codes: numbered('MC', 10, 11) },
  { fact: 'consent by member, which lies with the evidence', codes: numbered('MC', 18) },
  {
    fact: 'identificationSnapshot and eliminationSnapshot',
    codes: [...numbered('MC', 3, 4, 17), ...numbered('EL', 2, 14), ...numbered('RG', 8)],
  },
  { fact: 'riskFactor and the notes on it', codes: [...run('RF', 1, 19), ...numbered('EL', 13)] },
  {
    fact: 'measure and its items',
    codes: [
      ...numbered('MC', 8, 9),
      ...run('RM', 1, 11),
      ...run('RM', 14, 17),
      ...run('MF', 1, 15),
      ...run('MF', 17, 23),
      ...numbered('EL', 3, 4, 5, 9),
    ],
  },
  { fact: 'village: figures of the village, grid cells', codes: run('VL', 1, 21) },
];

/** Rules that need no finding, and what keeps or says the same. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'DQ-ID13':
    'registry.person_identity has one row for a person over all counties, so that nobody can be a current member of two households; a test tries it',
  'DQ-MN06': 'the sum of DQ-MN01, DQ-MN02 and DQ-MN04, which is shown once: as its parts',
};
