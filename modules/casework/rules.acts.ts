import type { ActCode } from './contract.ts';
import type { RulesOf } from './rules.act.ts';
import { aside, recusal } from './rules.acts.aside.ts';
import { comparison } from './rules.acts.comparison.ts';
import { late } from './rules.acts.late.ts';
import { review } from './rules.acts.review.ts';
import { village } from './rules.acts.village.ts';
import { visit } from './rules.acts.visit.ts';

export type { Rewrite, Write } from './rules.act.ts';

/** Every act of the procedure: what it asks for, how it moves the case, what it writes. */
export const RULES: RulesOf<ActCode> = {
  ...visit,
  ...comparison,
  ...village,
  ...review,
  ...aside,
  ...late,
  ...recusal,
};
