import { ageOf, between, cannotWork, canWork, differs, hasHealth, isHealthy, type QualityMember } from './facts.ts';
import { memberRule, type QualityRule } from './rule.ts';

const isSevere = (member: QualityMember): boolean => member.disabilityGrade === 1 || member.disabilityGrade === 2;

/** Health against labour ability and support. */
export const HEALTH_RULES: readonly QualityRule[] = [
  memberRule(
    {
      code: 'DQ-HL01',
      scope: 'member',
      severity: 'error',
      message: '健康非在校16-59岁成员登记为无或丧失劳动力',
      note: 'ID-based age one month early',
      standing: 'source',
      field: 'labourAbility',
      health: true,
    },
    (m, f) => isHealthy(m) && between(ageOf(m, f), 16, 59) && m.studentStatus === null && cannotWork(m),
  ),
  memberRule(
    {
      code: 'DQ-HL02',
      scope: 'member',
      severity: 'warn',
      message: '健康非在校16-59岁成员登记为弱劳动力或半劳动力',
      note: 'pregnancy, carer',
      standing: 'source',
      field: 'labourAbility',
      health: true,
    },
    (m, f) => isHealthy(m) && between(ageOf(m, f), 16, 59) && m.studentStatus === null && m.labourAbility === '3',
  ),
  memberRule(
    {
      code: 'DQ-HL03',
      scope: 'member',
      severity: 'error',
      message: '16岁以下成员劳动技能不是无劳动力',
      note: 'none',
      standing: 'source',
      field: 'labourAbility',
    },
    (m, f) => ageOf(m, f) < 16 && differs(m.labourAbility, '5'),
  ),
  memberRule(
    {
      code: 'DQ-HL04',
      scope: 'member',
      severity: 'warn',
      message: '60岁及以上成员为普通或技能劳动力',
      note: 'many healthy elders do work',
      standing: 'source',
      field: 'labourAbility',
    },
    (m, f) => ageOf(m, f) >= 60 && canWork(m),
  ),
  memberRule(
    {
      code: 'DQ-HL05',
      scope: 'member',
      severity: 'error',
      message: '在校生劳动技能不是无劳动力',
      note: 'part-time adult students',
      standing: 'source',
      field: 'labourAbility',
    },
    (m) => m.studentStatus !== null && differs(m.labourAbility, '5'),
  ),
  memberRule(
    {
      code: 'DQ-HL06',
      scope: 'member',
      severity: 'error',
      message: '一、二级肢体残疾人员为普通劳动力',
      note: 'fitted with prosthesis and working',
      standing: 'source',
      field: 'labourAbility',
      health: true,
    },
    (m) => m.disabilityCategory === 4 && isSevere(m) && m.labourAbility === '1',
  ),
  memberRule(
    {
      code: 'DQ-HL07',
      scope: 'member',
      severity: 'error',
      message: '一、二级残疾成员为普通或技能劳动力',
      note: 'visual or hearing disability with skill',
      standing: 'source',
      field: 'labourAbility',
      health: true,
    },
    (m) => isSevere(m) && canWork(m),
  ),
  memberRule(
    {
      code: 'DQ-HL08',
      scope: 'member',
      severity: 'error',
      message: '健康状况同时选择健康和其他状况',
      note: 'none',
      standing: 'default',
      field: 'health',
      health: true,
    },
    (m) => hasHealth(m, '1') && (m.health?.length ?? 0) > 1,
  ),
  memberRule(
    {
      code: 'DQ-HL09',
      scope: 'member',
      severity: 'warn',
      message: '60岁以下健康非在校成员与劳动技能年龄段不一致（18-59无劳动力）',
      note: 'overlaps HL01; kept for exports that give no birth date',
      standing: 'source',
      field: 'labourAbility',
      health: true,
    },
    (m, f) => between(ageOf(m, f), 18, 59) && isHealthy(m) && m.labourAbility === '5' && m.studentStatus === null,
  ),
  memberRule(
    {
      code: 'DQ-HL11',
      scope: 'member',
      severity: 'warn',
      message: '三、四级智力或精神残疾人员登记为普通劳动力',
      note: 'stable patients do work',
      standing: 'default',
      field: 'labourAbility',
      health: true,
    },
    (m) =>
      (m.disabilityCategory === 5 || m.disabilityCategory === 6) &&
      (m.disabilityGrade === 3 || m.disabilityGrade === 4) &&
      canWork(m),
  ),
  memberRule(
    {
      code: 'DQ-MF16',
      scope: 'member',
      severity: 'warn',
      message: '18-59岁健康非在校人员享受特困供养',
      note: 'orphans up to 22 in study; health not updated',
      standing: 'source',
      field: 'tekunStatus',
      health: true,
    },
    (m, f) => differs(m.tekunStatus, '0') && between(ageOf(m, f), 18, 59) && isHealthy(m) && m.studentStatus === null,
  ),
];
