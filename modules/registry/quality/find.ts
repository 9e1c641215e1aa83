import type { QualityFacts, QualityParameters } from './facts.ts';
import type { QualityRule, Severity } from './rule.ts';
import { BASIC_RULES } from './rules.basics.ts';
import { HEALTH_RULES } from './rules.health.ts';
import { IDENTITY_RULES } from './rules.identity.ts';
import { INCOME_RULES } from './rules.income.ts';
import { MONITORING_RULES } from './rules.monitoring.ts';
import { RELATION_RULES } from './rules.relations.ts';
import { SCHOOL_RULES } from './rules.school.ts';
import { WORK_RULES } from './rules.work.ts';

/** Every data-quality rule that the register can hold today. */
export const QUALITY_RULES: readonly QualityRule[] = [
  ...IDENTITY_RULES,
  ...RELATION_RULES,
  ...BASIC_RULES,
  ...HEALTH_RULES,
  ...SCHOOL_RULES,
  ...WORK_RULES,
  ...MONITORING_RULES,
  ...INCOME_RULES,
];

/** A rule that a household breaks, and whose entry is at fault; `memberId` null: the household's own. */
export interface QualityProblem {
  code: string;
  severity: Severity;
  message: string;
  memberId: string | null;
  field: string;
  /** Message and field tell something of somebody's health. */
  health: boolean;
}

/**
 * Everything that is wrong with the entries of a household on a day: errors first, each rule once for a member or the household. The catalogue's
 * `ANY` (former poor or monitored) is every registered household here: the public check sets run over exports that hold no others, while this
 * register holds all, and each of them may come into an identification, where errors block.
 */
export function findQualityProblems(facts: QualityFacts, parameters: QualityParameters): QualityProblem[] {
  const found = problemsOf(QUALITY_RULES, facts, parameters);
  return [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity === 'warn'),
  ];
}

/** What some rules find in a household, in the order of the rules. */
export function problemsOf(
  rules: readonly QualityRule[],
  facts: QualityFacts,
  parameters: QualityParameters,
): QualityProblem[] {
  return rules.flatMap((rule) => subjectsOf(rule, facts, parameters).map((id) => problemOf(rule, id)));
}

function subjectsOf(rule: QualityRule, facts: QualityFacts, parameters: QualityParameters): (string | null)[] {
  if (rule.each === 'household') return rule.broken(facts, parameters) === true ? [null] : [];
  return facts.members.filter((member) => rule.broken(member, facts) === true).map((member) => member.id);
}

function problemOf({ code, severity, message, field, health }: QualityRule, memberId: string | null): QualityProblem {
  return { code, severity, message, memberId, field, health: health === true };
}
