import { type Expression, type SqlBool, sql } from 'kysely';
import { PAPERS_COMPLETE } from './clock-view.ts';

/* What is asked of cases `i` in more than one place. */

/** Overdue on a day: a running step past its day, the chain past its own before the decision, or papers of the green channel still open past theirs. */
export function overdueOn(today: string): Expression<SqlBool> {
  return sql<SqlBool>`(i.closed_at is null and ((i.step_due_on < ${today} and (i.paused_on is null or i.step_runs))
    or (i.chain_due_on < ${today} and i.paused_on is null and i.identified_on is null and i.state <> 'DEPT_FOLLOWUP')
    or (i.green_due_on < ${today} and not i.state = any(${[...PAPERS_COMPLETE]}::text[]))))`;
}

/** Ended cases for which something is still owed to the household. */
export const stillOwed = sql<SqlBool>`(i.closed_at is not null and exists (select 1 from casework.task t
  where t.county_code = i.county_code and t.case_id = i.id and t.closed_at is null))`;

/** The step to which a case went back. */
export const returnTo = sql<string | null>`i.snapshot #>> '{context,returnTo}'`;
/** The state in which a case was suspended. */
export const resumeTo = sql<string | null>`i.snapshot #>> '{context,resumeTo}'`;
