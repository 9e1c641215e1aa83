import type { Known, QualityFacts, QualityMember, QualityParameters } from './facts.ts';

/** `error` stands in the way of the next step of identification unless exempted; `warn` never does. */
export type Severity = 'error' | 'warn';

/** What a rule is about, as the public catalogue names it. Rules on work are looked at member by member. */
type Scope = 'member' | 'household' | 'work' | 'measure';

/** What is the same for every rule: data, not behaviour. */
interface RuleWords {
  /** DQ-…, never used again for something else. */
  code: string;
  scope: Scope;
  severity: Severity;
  /** What is wrong, as the office reads it. */
  message: string;
  /** When it may be right as it stands. */
  note: string;
  /** `source`: public check set over exports of the national system. `default`: our own proposal, to be confirmed. */
  standing: 'source' | 'default';
  /** The field that is corrected, by its name in the correction form; `members`, `income` and `case` are corrected elsewhere. */
  field: string;
  /** The message or the field tells something of somebody's health: shown only to whoever revealed it. */
  health?: true;
}

/** A rule that is held against each current member. */
export interface MemberRule extends RuleWords {
  each: 'member';
  broken: (member: QualityMember, facts: QualityFacts) => Known;
}

/** A rule that is held against the household as a whole. */
export interface HouseholdRule extends RuleWords {
  each: 'household';
  broken: (facts: QualityFacts, parameters: QualityParameters) => Known;
}

export type QualityRule = MemberRule | HouseholdRule;

/** A rule of the catalogue that is held against each current member. */
export const memberRule = (words: RuleWords, broken: MemberRule['broken']): MemberRule => ({
  each: 'member',
  ...words,
  broken,
});

/** A rule of the catalogue that is held against the household as a whole. */
export const householdRule = (words: RuleWords, broken: HouseholdRule['broken']): HouseholdRule => ({
  each: 'household',
  ...words,
  broken,
});
