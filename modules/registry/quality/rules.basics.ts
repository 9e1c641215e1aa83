import { Phone } from '../contract.facts.ts';
import { ageOf, isDangerous, isFormerPoor, type QualityFacts } from './facts.ts';
import { householdRule, memberRule, type QualityRule } from './rule.ts';

const heads = (facts: QualityFacts): number => facts.members.filter((member) => member.relation === '1').length;

/** What must be filled in. */
export const BASIC_RULES: readonly QualityRule[] = [
  memberRule(
    {
      code: 'DQ-BF01',
      scope: 'member',
      severity: 'error',
      message: '民族为空',
      note: 'none',
      standing: 'source',
      field: 'ethnicity',
    },
    (m) => m.ethnicity === null,
  ),
  memberRule(
    {
      code: 'DQ-BF02',
      scope: 'member',
      severity: 'error',
      message: '健康状况为空',
      note: 'none',
      standing: 'source',
      field: 'health',
    },
    (m) => m.health === null || m.health.length === 0,
  ),
  memberRule(
    {
      code: 'DQ-BF03',
      scope: 'member',
      severity: 'error',
      message: '劳动技能为空',
      note: 'none',
      standing: 'source',
      field: 'labourAbility',
    },
    (m) => m.labourAbility === null,
  ),
  memberRule(
    {
      code: 'DQ-BF06',
      scope: 'member',
      severity: 'error',
      message: '与户主关系为空',
      note: 'none',
      standing: 'source',
      field: 'relation',
    },
    (m) => m.relation === null,
  ),
  memberRule(
    {
      code: 'DQ-BF07',
      scope: 'member',
      severity: 'error',
      message: '文化程度、在校生状况、失学辍学原因同时为空',
      note: 'children under 3',
      standing: 'source',
      field: 'education',
    },
    (m, f) => m.education === null && m.studentStatus === null && m.dropoutReason === null && ageOf(m, f) >= 3,
  ),
  householdRule(
    {
      code: 'DQ-BF08',
      scope: 'household',
      severity: 'error',
      message: '是否解决安全饮用水为空',
      note: 'none',
      standing: 'source',
      field: 'safeWater',
    },
    (f) => f.living.safeWater === null,
  ),
  householdRule(
    {
      code: 'DQ-BF09',
      scope: 'household',
      severity: 'error',
      message: '有无卫生厕所为空',
      note: 'none',
      standing: 'source',
      field: 'hasSanitaryToilet',
    },
    ({ living }) => living.hasSanitaryToilet === null || (living.hasSanitaryToilet && living.toiletUsable === null),
  ),
  // The type of the road is not kept, so it is empty for everybody: whether it is paved decides.
  householdRule(
    {
      code: 'DQ-BF13',
      scope: 'household',
      severity: 'error',
      message: '入户路类型或是否硬化为空',
      note: 'none',
      standing: 'source',
      field: 'roadPaved',
    },
    (f) => f.living.roadPaved === null,
  ),
  householdRule(
    {
      code: 'DQ-BF14',
      scope: 'household',
      severity: 'error',
      message: '住房面积为空',
      note: 'homeless after disaster: 0 with note',
      standing: 'source',
      field: 'houseAreaM2',
    },
    (f) => f.living.houseAreaM2 === null,
  ),
  householdRule(
    {
      code: 'DQ-BF15',
      scope: 'household',
      severity: 'error',
      message: '是否危房户为空',
      note: 'none',
      standing: 'source',
      field: 'houseGrade',
    },
    (f) => isDangerous(f.living) === null,
  ),
  householdRule(
    {
      code: 'DQ-BF16',
      scope: 'household',
      severity: 'error',
      message: '无户主',
      note: 'head just died: 30 days grace',
      standing: 'source',
      field: 'relation',
    },
    (f) => heads(f) === 0,
  ),
  householdRule(
    {
      code: 'DQ-BF17',
      scope: 'household',
      severity: 'error',
      message: '户主多于一人',
      note: 'none',
      standing: 'source',
      field: 'relation',
    },
    (f) => heads(f) > 1,
  ),
  householdRule(
    {
      code: 'DQ-BF19',
      scope: 'household',
      severity: 'error',
      message: '户联系电话为空',
      note: 'elders without phone: contact of relative',
      standing: 'source',
      field: 'contactPhone',
    },
    (f) => f.contactPhone === null,
  ),
  householdRule(
    {
      code: 'DQ-BF23',
      scope: 'household',
      severity: 'error',
      message: '是否通生活用电为空',
      note: 'none',
      standing: 'source',
      field: 'electricity',
    },
    (f) => f.living.electricity === null,
  ),
  householdRule(
    {
      code: 'DQ-BF24',
      scope: 'household',
      severity: 'error',
      message: '脱贫户未通生活用电',
      note: 'house unoccupied',
      standing: 'source',
      field: 'electricity',
    },
    (f) => isFormerPoor(f) && f.living.electricity === false,
  ),
  // One flag stands for both kinds of pension insurance: when it is empty, both are.
  memberRule(
    {
      code: 'DQ-BF25',
      scope: 'member',
      severity: 'error',
      message: '居民与职工养老保险均为空',
      note: 'under 16 may be false, not empty',
      standing: 'source',
      field: 'pensionInsured',
    },
    (m) => m.pensionInsured === null,
  ),
  memberRule(
    {
      code: 'DQ-BF26',
      scope: 'member',
      severity: 'warn',
      message: '政治面貌为空（年满18岁）',
      note: 'none',
      standing: 'default',
      field: 'politicalStatus',
    },
    (m, f) => ageOf(m, f) >= 18 && m.politicalStatus === null,
  ),
  householdRule(
    {
      code: 'DQ-BF27',
      scope: 'household',
      severity: 'warn',
      message: '户联系电话不符合规则',
      note: 'office numbers with area code',
      standing: 'source',
      field: 'contactPhone',
    },
    (f) => f.contactPhone !== null && !Phone.safeParse(f.contactPhone).success,
  ),
  householdRule(
    {
      code: 'DQ-BF28',
      scope: 'household',
      severity: 'warn',
      message: '户籍人口少于登记的现有成员数',
      note: 'non-registered members living together',
      standing: 'default',
      field: 'registeredCount',
    },
    (f) => f.registeredCount < f.members.length,
  ),
  householdRule(
    {
      code: 'DQ-BF29',
      scope: 'household',
      severity: 'error',
      message: '户内无现有成员但户状态为有效',
      note: 'cancellation in progress',
      standing: 'default',
      field: 'members',
    },
    (f) => f.status === 'active' && f.members.length === 0,
  ),
];
