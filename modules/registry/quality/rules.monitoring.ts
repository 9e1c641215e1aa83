import { addDays } from '@shouwang/platform/clock/days.ts';
import {
  cannotWork,
  canWork,
  differs,
  everyone,
  hasHealth,
  isClosed,
  isDangerous,
  isFormerPoor,
  isNotCovered,
  isOpen,
  type Known,
  type QualityFacts,
  type QualityMember,
} from './facts.ts';
import { householdRule, memberRule, type QualityRule } from './rule.ts';
import { isUnexplained } from './rules.school.ts';

const isSevere = (member: QualityMember): boolean => member.disabilityGrade === 1 || member.disabilityGrade === 2;
const isSupported = (member: QualityMember): boolean =>
  differs(member.dibaoStatus, '0') || differs(member.tekunStatus, '0');
const less = (value: number | null, bound: number | null): Known =>
  value === null || bound === null ? null : value < bound;

/** No visit within so many days; a household without any visit on record was not seen either. */
const notSeenFor = (facts: QualityFacts, days: number | null): Known =>
  days === null ? null : facts.lastVisitedOn === null || facts.lastVisitedOn < addDays(facts.today, -days);

/** Who should be monitored, and what must hold after a risk was eliminated. */
export const MONITORING_RULES: readonly QualityRule[] = [
  householdRule(
    {
      code: 'DQ-MN01',
      scope: 'household',
      severity: 'error',
      message: '脱贫户为危房户但未纳入监测',
      note: 'safe house elsewhere',
      standing: 'source',
      field: 'houseGrade',
    },
    (f) => isFormerPoor(f) && isNotCovered(f) && isDangerous(f.living) && f.living.safeHouseException === null,
  ),
  householdRule(
    {
      code: 'DQ-MN02',
      scope: 'household',
      severity: 'error',
      message: '脱贫户未解决安全饮用水但未纳入监测',
      note: 'temporary outage',
      standing: 'source',
      field: 'safeWater',
    },
    (f) => isFormerPoor(f) && isNotCovered(f) && f.living.safeWater === false,
  ),
  memberRule(
    {
      code: 'DQ-MN04',
      scope: 'member',
      severity: 'error',
      message: '脱贫户6-15岁成员不在校且无原因，未纳入监测',
      note: 'school year start; birthday after 1 September',
      standing: 'source',
      field: 'studentStatus',
    },
    (m, f) => isFormerPoor(f) && isNotCovered(f) && isUnexplained(m, f),
  ),
  householdRule(
    {
      code: 'DQ-MN05',
      scope: 'household',
      severity: 'error',
      message: '脱贫户人均纯收入低于当年监测范围但未纳入监测',
      note: 'line is a reference, not a hard cut; income may be under-reported',
      standing: 'source',
      field: 'income',
    },
    (f, p) => isFormerPoor(f) && isNotCovered(f) && less(f.statement.perCapitaFen, p.lineFen),
  ),
  // The state at elimination is not kept yet: the present house alone is looked at.
  householdRule(
    {
      code: 'DQ-MN07',
      scope: 'household',
      severity: 'error',
      message: '已消除风险户住房再次出现安全问题',
      note: 'old survey date',
      standing: 'source',
      field: 'houseGrade',
    },
    (f) => isClosed(f) && isDangerous(f.living),
  ),
  // The state at elimination is not kept yet: the present water alone is looked at.
  householdRule(
    {
      code: 'DQ-MN08',
      scope: 'household',
      severity: 'error',
      message: '已消除风险户饮水再次出现安全问题',
      note: 'temporary outage',
      standing: 'source',
      field: 'safeWater',
    },
    (f) => isClosed(f) && f.living.safeWater === false,
  ),
  // Of a household that paid nothing itself nothing is said, whatever its income.
  householdRule(
    {
      code: 'DQ-MN09',
      scope: 'household',
      severity: 'warn',
      message: '合规自付支出占家庭纯收入比例过高但未纳入监测',
      note: 'insurance claim still to come',
      standing: 'default',
      field: 'income',
    },
    ({ statement, ...f }, p) =>
      isNotCovered({ statement, ...f }) &&
      statement.known &&
      statement.selfPayFen > 0 &&
      p.selfPayShare !== null &&
      statement.selfPayFen >= p.selfPayShare * statement.netFen,
  ),
  householdRule(
    {
      code: 'DQ-MN10',
      scope: 'household',
      severity: 'warn',
      message: '人均纯收入同比下降过大但未纳入监测',
      note: 'one-off income last year',
      standing: 'default',
      field: 'income',
    },
    (f, p) =>
      isNotCovered(f) &&
      f.statement.perCapitaFen !== null &&
      f.lastYearPerCapitaFen !== null &&
      p.incomeDrop !== null &&
      f.statement.perCapitaFen <= (1 - p.incomeDrop) * f.lastYearPerCapitaFen,
  ),
  householdRule(
    {
      code: 'DQ-MN11',
      scope: 'household',
      severity: 'warn',
      message: '户内有重度残疾人或患大病人员且无其他劳动力，未纳入监测',
      note: 'well supported by relatives',
      standing: 'default',
      field: 'health',
      health: true,
    },
    (f) => isNotCovered(f) && f.members.some((m) => isSevere(m) || hasHealth(m, '3')) && !f.members.some(canWork),
  ),
  householdRule(
    {
      code: 'DQ-MC05',
      scope: 'household',
      severity: 'error',
      message: '已消除风险但仍为危房户',
      note: 'safe house elsewhere',
      standing: 'source',
      field: 'houseGrade',
    },
    (f) => isClosed(f) && isDangerous(f.living),
  ),
  householdRule(
    {
      code: 'DQ-MC06',
      scope: 'household',
      severity: 'error',
      message: '已消除风险但饮水仍不安全',
      note: 'temporary outage',
      standing: 'source',
      field: 'safeWater',
    },
    (f) => isClosed(f) && f.living.safeWater === false,
  ),
  householdRule(
    {
      code: 'DQ-MC07',
      scope: 'household',
      severity: 'error',
      message: '已消除风险但有成员未参加基本医疗保险',
      note: 'newborn inside the enrolment window; soldiers',
      standing: 'source',
      field: 'medicalInsured',
    },
    (f) => isClosed(f) && f.members.some((m) => m.medicalInsured === false),
  ),
  householdRule(
    {
      code: 'DQ-MC16',
      scope: 'household',
      severity: 'warn',
      message: '监测中超过规定周期无走访记录',
      note: 'household away; phone visit recorded',
      standing: 'default',
      field: 'case',
    },
    (f, p) => isOpen(f) && notSeenFor(f, p.monitoredIntervalDays),
  ),
  householdRule(
    {
      code: 'DQ-EL07',
      scope: 'household',
      severity: 'error',
      message: '整户无劳动力监测对象已消除风险',
      note: 'adult child returned and left again',
      standing: 'source',
      field: 'labourAbility',
    },
    (f) => isClosed(f) && everyone(f, cannotWork),
  ),
  householdRule(
    {
      code: 'DQ-EL08',
      scope: 'household',
      severity: 'error',
      message: '人均纯收入低于4000元',
      note: 'loss year of a large farm',
      standing: 'source',
      field: 'income',
    },
    (f, p) => less(f.statement.perCapitaFen, p.hardFloorFen),
  ),
  householdRule(
    {
      code: 'DQ-EL12',
      scope: 'household',
      severity: 'warn',
      message: '已消除户超过半年未跟踪走访',
      note: 'household moved',
      standing: 'default',
      field: 'case',
    },
    (f, p) => isClosed(f) && notSeenFor(f, p.eliminatedIntervalDays),
  ),
  householdRule(
    {
      code: 'DQ-RM12',
      scope: 'measure',
      severity: 'error',
      message: '整户无劳动力未标记为整户无劳兜底保障户',
      note: 'working member outside the register',
      standing: 'source',
      field: 'noLabourBackstop',
    },
    (f) => isOpen(f) && everyone(f, cannotWork) && f.members.some(isSupported) && f.noLabourBackstop !== true,
  ),
  householdRule(
    {
      code: 'DQ-RM13',
      scope: 'measure',
      severity: 'error',
      message: '整户无劳动力且无人享受低保或特困',
      note: 'pensioners above the 低保 line',
      standing: 'source',
      field: 'labourAbility',
    },
    (f) => everyone(f, cannotWork) && everyone(f, (m) => m.dibaoStatus === '0' && m.tekunStatus === '0'),
  ),
];
