import { dayOf } from '@shouwang/platform/clock/days.ts';
import type { PolicyPack } from '../../policy/contract.ts';
import { numberParameter } from '../../policy/rules.ts';
import { readClock } from '../clock.ts';
import { PAUSE_REASONS, type PauseReason } from '../codes.ts';
import type { ClockView } from '../contract.ts';
import { limitOf } from '../procedure.ts';
import type { CaseRowInDb } from './rows.ts';

/** Columns from which the clock of a case is read. */
export type ClockRow = Pick<
  CaseRowInDb,
  | 'state'
  | 'started_on'
  | 'step_started_on'
  | 'step_due_on'
  | 'paused_on'
  | 'paused_days'
  | 'step_runs'
  | 'pause_reason'
  | 'identified_on'
  | 'closed_at'
  | 'green_due_on'
>;

/** States in which the village has handed in complete papers, so that the days of the green channel end. */
export const PAPERS_COMPLETE: readonly string[] = ['TOWN_REVIEW', 'COUNTY_REVIEW', 'APPROVED', 'ANNOUNCED'];

/** The clock of a case on a day. The chain ends with the decision; a department's follow-up has only its own days. */
export function clockView(row: ClockRow, pack: PolicyPack, today: string): ClockView {
  const limits = { maxDays: numberParameter(pack, 'chain.maxDays'), pauseMaxDays: limitOf(pack, 'pause.maxDays') };
  const time = {
    startedOn: row.started_on,
    stepStartedOn: row.step_started_on,
    stepDueOn: row.step_due_on,
    pausedOn: row.paused_on,
    pausedDays: row.paused_days,
    stepRuns: row.step_runs,
  };
  const closedOn = row.closed_at === null ? null : dayOf(row.closed_at);
  const chainEnd = row.identified_on ?? closedOn;
  const chain = readClock(time, chainEnd ?? today, limits);
  const step = readClock(time, closedOn ?? today, limits);
  const greenDueOn = PAPERS_COMPLETE.includes(row.state) || closedOn !== null ? null : row.green_due_on;
  const overdue = [
    (step.stepDaysLeft ?? 0) < 0,
    chainEnd === null && row.state !== 'DEPT_FOLLOWUP' && chain.chainDaysLeft < 0,
    greenDueOn !== null && greenDueOn < today,
  ];
  return {
    ...chain,
    stepUsed: step.stepUsed,
    stepDueOn: step.stepDueOn,
    stepDaysLeft: closedOn === null ? step.stepDaysLeft : null,
    overdue: closedOn === null && overdue.includes(true),
    pauseReason: row.pause_reason === null ? null : PAUSE_REASONS[row.pause_reason as PauseReason],
    startedOn: row.started_on,
    greenDueOn,
  };
}
