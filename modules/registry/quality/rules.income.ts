import { between, isFormerPoor, isIn } from './facts.ts';
import { monthOf, monthsBetween } from './months.ts';
import { householdRule, type QualityRule } from './rule.ts';

/** A yuan in fen: the tolerance of sums. */
const YUAN = 100;

/** The income statement and its lines. */
export const INCOME_RULES: readonly QualityRule[] = [
  // Where the pack deducts the cost of work outside, it is an expense here too.
  householdRule(
    {
      code: 'DQ-RG09',
      scope: 'household',
      severity: 'error',
      message: '家庭纯收入与分项不平',
      note: 'none',
      standing: 'default',
      field: 'income',
    },
    ({ statement: s }) =>
      s.known &&
      Math.abs(
        s.netFen - (s.wageFen + s.operatingFen + s.propertyFen + s.transferFen - s.operatingExpenseFen - s.workCostFen),
      ) > YUAN,
  ),
  householdRule(
    {
      code: 'DQ-RG10',
      scope: 'household',
      severity: 'error',
      message: '人均纯收入与家庭纯收入、人口不平',
      note: 'rounding',
      standing: 'default',
      field: 'income',
    },
    ({ statement: s }) =>
      s.perCapitaFen !== null && s.divisorCount > 0 && Math.abs(s.perCapitaFen - s.netFen / s.divisorCount) > YUAN,
  ),
  householdRule(
    {
      code: 'DQ-RG11',
      scope: 'household',
      severity: 'error',
      message: '收支核算期不是连续12个月',
      note: 'none',
      standing: 'default',
      field: 'income',
    },
    ({ statement: s }) => s.known && monthsBetween(s.periodFrom, s.periodTo) !== 11,
  ),
  householdRule(
    {
      code: 'DQ-RG12',
      scope: 'household',
      severity: 'warn',
      message: '收入估算占比超过50%',
      note: 'casual work without slips',
      standing: 'default',
      field: 'income',
    },
    ({ statement: s }) => s.known && s.estimatedShare > 0.5,
  ),
  householdRule(
    {
      code: 'DQ-RG13',
      scope: 'household',
      severity: 'warn',
      message: '人均住房面积小于10或大于200平方米',
      note: 'clan houses',
      standing: 'default',
      field: 'houseAreaM2',
    },
    (f) => {
      if (f.living.houseAreaM2 === null || f.residentCount === 0) return null;
      return !between(f.living.houseAreaM2 / f.residentCount, 10, 200);
    },
  ),
  householdRule(
    {
      code: 'DQ-RG14',
      scope: 'household',
      severity: 'error',
      message: '收支项目金额为负或单项超过100万元',
      note: 'expropriation payments',
      standing: 'default',
      field: 'income',
    },
    (f) => f.items.some((item) => !item.reversed && (item.amountFen < 0 || item.amountFen > 1_000_000 * YUAN)),
  ),
  householdRule(
    {
      code: 'DQ-RG15',
      scope: 'household',
      severity: 'error',
      message: '专项用途或一次性收入计入人均纯收入',
      note: 'none',
      standing: 'default',
      field: 'income',
    },
    (f) => f.items.some((item) => item.direction === 'in' && isIn(item.itemCode, ['4012', '4013']) && item.counted),
  ),
  householdRule(
    {
      code: 'DQ-RG16',
      scope: 'household',
      severity: 'warn',
      message: '已脱贫户本月收支未录入',
      note: '"no change" tap counts as entry',
      standing: 'default',
      field: 'income',
    },
    (f, p) =>
      isFormerPoor(f) &&
      p.entryDueDay !== null &&
      Number(f.today.slice(8)) > p.entryDueDay &&
      !f.items.some((item) => item.recordedMonth === monthOf(f.today)),
  ),
];
