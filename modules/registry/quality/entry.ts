import type { QualityFacts, QualityParameters } from './facts.ts';
import { findQualityProblems, problemsOf, type QualityProblem } from './find.ts';
import { memberRule, type QualityRule } from './rule.ts';

/** What the catalogue takes for granted and an entry may never say. */
const ENTRY_RULES: readonly QualityRule[] = [
  memberRule(
    {
      code: 'birth-in-future',
      scope: 'member',
      severity: 'error',
      message: '出生日期晚于今天，请核对',
      note: 'none',
      standing: 'default',
      field: 'birthDate',
    },
    (m, f) => m.birthDate > f.today,
  ),
  memberRule(
    {
      code: 'dropout-at-school',
      scope: 'member',
      severity: 'error',
      message: '已填在校状况，不能同时填未上学原因',
      note: 'none',
      standing: 'default',
      field: 'dropoutReason',
    },
    (m) => m.dropoutReason !== null && m.studentStatus !== null,
  ),
  memberRule(
    {
      code: 'dibao-and-tekun',
      scope: 'member',
      severity: 'error',
      message: '低保与特困供养不能同时享受，请只选一项',
      note: 'none',
      standing: 'default',
      field: 'tekunStatus',
    },
    (m) => (m.dibaoStatus ?? '0') !== '0' && (m.tekunStatus ?? '0') !== '0',
  ),
];

/** Rules of the catalogue under which two entries contradict each other: not even a new household may begin with them. */
const CONTRADICTIONS: ReadonlySet<string> = new Set([
  'DQ-BF16',
  'DQ-BF17',
  'DQ-ID03',
  'DQ-ID06',
  'DQ-ID08',
  'DQ-ID09',
  'DQ-RL01',
  'DQ-RL02',
  'DQ-RL03',
  'DQ-RL07',
  'DQ-ED01',
  'DQ-ED03',
  'DQ-ED04',
  'DQ-ED05',
  'DQ-ED06',
  'DQ-ED07',
  'DQ-ED09',
  'DQ-HL05',
  'DQ-HL08',
]);

/** Whether a problem is a contradiction within the entries: it is never right as it stands. */
export const contradicts = ({ code }: Pick<QualityProblem, 'code'>): boolean =>
  CONTRADICTIONS.has(code) || ENTRY_RULES.some((rule) => rule.code === code);

/** What stands in the way of registering a household: entries that contradict each other. What is merely missing does not. */
export function findContradictions(facts: QualityFacts, parameters: QualityParameters): QualityProblem[] {
  return [
    ...problemsOf(ENTRY_RULES, facts, parameters),
    ...findQualityProblems(facts, parameters).filter(({ code }) => CONTRADICTIONS.has(code)),
  ];
}

/** Every problem of the entries of a household, errors first: those of an entry by itself, and those of the catalogue. */
export function findEntryProblems(facts: QualityFacts, parameters: QualityParameters): QualityProblem[] {
  return [...problemsOf(ENTRY_RULES, facts, parameters), ...findQualityProblems(facts, parameters)];
}

const nameOf = ({ code, memberId }: QualityProblem): string => `${memberId ?? ''}|${code}`;

/** What a change brings and what it mends; problems that were there before are in neither (P7: no new error). */
export function compareProblems(
  before: readonly QualityProblem[],
  after: readonly QualityProblem[],
): { added: QualityProblem[]; mended: QualityProblem[] } {
  const [known, left] = [new Set(before.map(nameOf)), new Set(after.map(nameOf))];
  return {
    added: after.filter((one) => !known.has(nameOf(one))),
    mended: before.filter((one) => !left.has(nameOf(one))),
  };
}
