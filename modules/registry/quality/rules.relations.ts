import { ageOf, headOf, isIn, type QualityFacts, type QualityMember } from './facts.ts';
import { householdRule, memberRule, type QualityRule } from './rule.ts';

const MEN = ['3', '6', '7', '9', '11', '13', '15', '17', '19', '23', '24'];
const WOMEN = ['4', '5', '8', '10', '12', '14', '16', '18', '20', '22', '25'];
/** Years that parents and children are apart at least. */
const APART = 14;

const count = (facts: QualityFacts, relation: string): number =>
  facts.members.filter((member) => member.relation === relation).length;

/** How many years a member is older than the head; without one head nothing is said. */
function olderThanHead(member: QualityMember, facts: QualityFacts, holds: (years: number) => boolean): boolean | null {
  const head = headOf(facts);
  return head === null ? null : holds(ageOf(member, facts) - ageOf(head, facts));
}

/** Who is what to whom. */
export const RELATION_RULES: readonly QualityRule[] = [
  householdRule(
    {
      code: 'DQ-RL01',
      scope: 'household',
      severity: 'error',
      message: '户主与配偶性别相同',
      note: 'wrong gender entry most likely',
      standing: 'source',
      field: 'gender',
    },
    (f) =>
      f.members.some((a) => a.relation === '1' && f.members.some((b) => b.relation === '2' && a.gender === b.gender)),
  ),
  memberRule(
    {
      code: 'DQ-RL02',
      scope: 'member',
      severity: 'error',
      message: '与户主关系和性别不符（女性称谓）',
      note: 'none',
      standing: 'source',
      field: 'relation',
    },
    (m) => isIn(m.relation, WOMEN) && m.gender !== '2',
  ),
  memberRule(
    {
      code: 'DQ-RL03',
      scope: 'member',
      severity: 'error',
      message: '与户主关系和性别不符（男性称谓）',
      note: 'none',
      standing: 'source',
      field: 'relation',
    },
    (m) => isIn(m.relation, MEN) && m.gender !== '1',
  ),
  memberRule(
    {
      code: 'DQ-RL04',
      scope: 'member',
      severity: 'warn',
      message: '与户主关系为旁系或罕见称谓，请核对',
      note: 'legitimate in joint households',
      standing: 'source',
      field: 'relation',
    },
    (m) => isIn(m.relation, ['5', '15', '21', '22', '23', '24', '25', '26']),
  ),
  memberRule(
    {
      code: 'DQ-RL05',
      scope: 'member',
      severity: 'error',
      message: '父母年龄小于或接近户主（相差不足14岁）',
      note: 'step-parents',
      standing: 'default',
      field: 'relation',
    },
    (m, f) => isIn(m.relation, ['11', '12']) && olderThanHead(m, f, (years) => years < APART),
  ),
  memberRule(
    {
      code: 'DQ-RL06',
      scope: 'member',
      severity: 'error',
      message: '子女年龄大于或接近户主（相差不足14岁）',
      note: 'step-children, adoption',
      standing: 'default',
      field: 'relation',
    },
    (m, f) => isIn(m.relation, ['3', '4']) && olderThanHead(m, f, (years) => -years < APART),
  ),
  householdRule(
    {
      code: 'DQ-RL07',
      scope: 'household',
      severity: 'error',
      message: '户内配偶多于一人',
      note: 'remarriage not closed',
      standing: 'default',
      field: 'relation',
    },
    (f) => count(f, '2') > 1,
  ),
  memberRule(
    {
      code: 'DQ-RL08',
      scope: 'member',
      severity: 'warn',
      message: '配偶年龄小于法定婚龄',
      note: 'de facto unions: do not expose to others',
      standing: 'default',
      field: 'relation',
    },
    (m, f) => m.relation === '2' && ageOf(m, f) < (m.gender === '1' ? 22 : 20),
  ),
  householdRule(
    {
      code: 'DQ-RL09',
      scope: 'household',
      severity: 'warn',
      message: '户主未满16周岁且户内有成年人',
      note: 'registration habit',
      standing: 'default',
      field: 'relation',
    },
    (f) => {
      const head = headOf(f);
      return head !== null && ageOf(head, f) < 16 && f.members.some((m) => ageOf(m, f) >= 18);
    },
  ),
];
