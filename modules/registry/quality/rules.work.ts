import { ageOf, between, cannotWork, isIn } from './facts.ts';
import { memberRule, type QualityRule } from './rule.ts';

/** Insurance, and who is said to work. */
export const WORK_RULES: readonly QualityRule[] = [
  // One flag stands for both kinds of medical insurance: no and not known are both 空或否 here, as the rule says.
  memberRule(
    {
      code: 'DQ-IN02',
      scope: 'member',
      severity: 'error',
      message: '居民和职工基本医疗保险同时为空或否',
      note: 'soldiers, prisoners, insured in another province',
      standing: 'source',
      field: 'medicalInsured',
    },
    (m) => m.medicalInsured !== true,
  ),
  memberRule(
    {
      code: 'DQ-IN06',
      scope: 'member',
      severity: 'warn',
      message: '16-59岁非在校成员未参加任何养老保险',
      note: 'voluntary scheme; information only',
      standing: 'default',
      field: 'pensionInsured',
    },
    (m, f) => between(ageOf(m, f), 16, 59) && m.studentStatus === null && m.pensionInsured !== true,
  ),
  memberRule(
    {
      code: 'DQ-WK01',
      scope: 'work',
      severity: 'error',
      message: '务工人员联系电话不是11位',
      note: 'none',
      standing: 'source',
      field: 'phone',
    },
    (m) => m.isWorking === true && m.phone !== null && m.phone.length !== 11,
  ),
  memberRule(
    {
      code: 'DQ-WK02',
      scope: 'work',
      severity: 'error',
      message: '务工人员联系电话不符合手机号规则',
      note: 'new number ranges',
      standing: 'source',
      field: 'phone',
    },
    (m) => m.isWorking === true && m.phone !== null && !/^1[3-9][0-9]{9}$/.test(m.phone),
  ),
  // The month in which work began is not kept; who works now and is under sixteen began before.
  memberRule(
    {
      code: 'DQ-WK07',
      scope: 'work',
      severity: 'error',
      message: '16岁以下有务工登记',
      note: 'none; child labour must be handled confidentially',
      standing: 'source',
      field: 'isWorking',
    },
    (m, f) => m.isWorking === true && ageOf(m, f) < 16,
  ),
  // Planned work is not kept: only who works.
  memberRule(
    {
      code: 'DQ-WK08',
      scope: 'work',
      severity: 'error',
      message: '在校生登记已务工或计划务工',
      note: 'vocational internship',
      standing: 'source',
      field: 'isWorking',
    },
    (m) => m.studentStatus !== null && m.isWorking === true,
  ),
  memberRule(
    {
      code: 'DQ-WK09',
      scope: 'work',
      severity: 'error',
      message: '享受特困供养人员登记外出务工',
      note: 'status just ended',
      standing: 'source',
      field: 'isWorking',
    },
    (m) => isIn(m.tekunStatus, ['1', '2']) && m.isWorking === true,
  ),
  // Planned work is not kept: only who works.
  memberRule(
    {
      code: 'DQ-WK16',
      scope: 'work',
      severity: 'error',
      message: '无或丧失劳动力人员登记务工或计划务工',
      note: 'light work by elders',
      standing: 'source',
      field: 'isWorking',
    },
    (m) => cannotWork(m) && m.isWorking === true,
  ),
  memberRule(
    {
      code: 'DQ-WK17',
      scope: 'work',
      severity: 'warn',
      message: '大专及以上文化程度但未务工就业',
      note: 'exam preparation, caring',
      standing: 'source',
      field: 'isWorking',
    },
    (m, f) => isIn(m.education, ['5', '6']) && between(ageOf(m, f), 18, 59) && m.isWorking === false,
  ),
  memberRule(
    {
      code: 'DQ-WK18',
      scope: 'work',
      severity: 'warn',
      message: '技能劳动力但未务工就业',
      note: 'self-employed farmers',
      standing: 'source',
      field: 'isWorking',
    },
    (m) => m.labourAbility === '2' && m.isWorking === false,
  ),
];
