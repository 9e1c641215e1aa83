import { isOfSchoolAge } from '../rules.ts';
import { ageOf, between, isHealthy, isIn, type QualityFacts, type QualityMember, schoolOf } from './facts.ts';
import { monthOf, monthsBetween } from './months.ts';
import { memberRule, type QualityRule } from './rule.ts';

/** A child of the compulsory years who is at no school and for no stated reason. */
export const isUnexplained = (member: QualityMember, facts: QualityFacts): boolean =>
  isOfSchoolAge(member.birthDate, facts.today) && member.studentStatus === null && member.dropoutReason === null;

/** Class, education and age. */
export const SCHOOL_RULES: readonly QualityRule[] = [
  memberRule(
    {
      code: 'DQ-ED01',
      scope: 'member',
      severity: 'error',
      message: '文化程度和在校生状况同时填报',
      note: 'none',
      standing: 'source',
      field: 'education',
    },
    (m) => m.education !== null && m.studentStatus !== null,
  ),
  memberRule(
    {
      code: 'DQ-ED02',
      scope: 'member',
      severity: 'error',
      message: '7岁及以上健康成员在校生状况为学龄前或学前教育',
      note: 'late enrolment',
      standing: 'source',
      field: 'studentStatus',
      health: true,
    },
    (m, f) => ageOf(m, f) >= 7 && isHealthy(m) && schoolOf(m) === 'PRESCHOOL',
  ),
  memberRule(
    {
      code: 'DQ-ED03',
      scope: 'member',
      severity: 'error',
      message: '小学在校生年龄不在6-14岁',
      note: 'resumed schooling',
      standing: 'source',
      field: 'studentStatus',
    },
    (m, f) => schoolOf(m) === 'PRIMARY' && !between(ageOf(m, f), 6, 14),
  ),
  memberRule(
    {
      code: 'DQ-ED04',
      scope: 'member',
      severity: 'error',
      message: '初中在校生年龄不在12-17岁',
      note: 'grade skipping',
      standing: 'source',
      field: 'studentStatus',
    },
    (m, f) => schoolOf(m) === 'JUNIOR' && !between(ageOf(m, f), 12, 17),
  ),
  memberRule(
    {
      code: 'DQ-ED05',
      scope: 'member',
      severity: 'error',
      message: '普通高中或中职在校生年龄不在15-20岁',
      note: 'adult vocational students',
      standing: 'source',
      field: 'studentStatus',
    },
    (m, f) => (schoolOf(m) === 'SENIOR' || schoolOf(m) === 'VOCATIONAL') && !between(ageOf(m, f), 15, 20),
  ),
  memberRule(
    {
      code: 'DQ-ED06',
      scope: 'member',
      severity: 'error',
      message: '大专、技师、本科在校生小于18岁',
      note: 'early entry at 17',
      standing: 'source',
      field: 'studentStatus',
    },
    (m, f) => (schoolOf(m) === 'TERTIARY' || isIn(m.education, ['5', '6'])) && ageOf(m, f) < 18,
  ),
  memberRule(
    {
      code: 'DQ-ED07',
      scope: 'member',
      severity: 'error',
      message: '硕士及以上在校生小于20岁',
      note: 'rare',
      standing: 'source',
      field: 'studentStatus',
    },
    (m, f) => schoolOf(m) === 'MASTER' && ageOf(m, f) < 20,
  ),
  memberRule(
    {
      code: 'DQ-ED08',
      scope: 'member',
      severity: 'warn',
      message: '16-22岁成员文化程度为小学及以下',
      note: 'disabled persons',
      standing: 'source',
      field: 'education',
    },
    (m, f) => between(ageOf(m, f), 16, 22) && isIn(m.education, ['1', '2']),
  ),
  memberRule(
    {
      code: 'DQ-ED09',
      scope: 'member',
      severity: 'error',
      message: '失学原因为因病因残但健康状况为健康',
      note: 'recovered lately',
      standing: 'source',
      field: 'dropoutReason',
      health: true,
    },
    (m) => isIn(m.dropoutReason, ['1', '2']) && isHealthy(m),
  ),
  // The years are those of compulsory schooling, full on 31 August of the school year.
  memberRule(
    {
      code: 'DQ-ED10',
      scope: 'member',
      severity: 'error',
      message: '义务教育适龄成员不在校',
      note: 'school-year boundary: born after 31 August',
      standing: 'source',
      field: 'studentStatus',
    },
    (m, f) => isUnexplained(m, f),
  ),
  memberRule(
    {
      code: 'DQ-ED12',
      scope: 'member',
      severity: 'warn',
      message: '在校年级一年后未更新',
      note: 'repeating a year',
      standing: 'default',
      field: 'studentStatus',
    },
    (m, f) =>
      m.studentStatus !== null &&
      m.studentStatusSince !== null &&
      f.today.slice(5, 7) >= '09' &&
      monthsBetween(monthOf(m.studentStatusSince), monthOf(f.today)) > 13,
  ),
];
