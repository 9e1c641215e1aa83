import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { ACT_NAMES } from '../contract.ts';
import { live } from '../picture.ts';
import { type Duty, dutyOf, type Office } from '../procedure.ts';
import type { Outcome } from '../rules.ts';
import type { LoadedCase } from './basis.ts';
import type { CaseRowInDb } from './rows.ts';

const OWNER_DIGITS: Readonly<Record<Office, number>> = { village: 12, town: 9, county: 6 };

/** Closes the task of the step that an act finished and opens the one that follows; a paused or moved due day is written on. */
export async function moveTask(
  tx: Tx,
  actor: Actor,
  { before, outcome }: { before: LoadedCase; outcome: Outcome },
): Promise<void> {
  const { row, picture } = before;
  const duty = dutyOf(outcome.snapshot);
  const open = tx
    .updateTable('casework.task')
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .where('closed_at', 'is', null);
  const was = dutyOf(picture.snapshot);
  if (duty && was?.act === duty.act && outcome.clock.stepStartedOn === picture.clock.stepStartedOn) {
    await open.set({ due_on: outcome.clock.stepDueOn, ...again(before, outcome, duty) }).execute();
    return;
  }
  const state = outcome.snapshot.state === 'WITHDRAWN' ? 'CANCELLED' : 'DONE';
  await open.set({ state, closed_at: clock.now(), claimed_by: actor.accountId, claimed_by_name: actor.name }).execute();
  if (duty)
    await openTask(tx, {
      row,
      duty,
      reason: reasonOf(before, outcome),
      dueOn: outcome.clock.stepDueOn,
      departmentCode: departmentOf(before, duty),
      assignees: assigneesOf(outcome, duty),
    });
}

/** A team that was named anew: its people and words replace those of the first one. */
function again(before: LoadedCase, outcome: Outcome, duty: Duty) {
  if (outcome.resultCode === 'P1.M3') return { reason: reasonOf(before, outcome) };
  return outcome.write?.step === 'DISPATCHED'
    ? { assignees: assigneesOf(outcome, duty), reason: reasonOf(before, outcome) }
    : {};
}

/** A sheet is taken by the people whom the town named; other things by whoever holds the post. */
function assigneesOf({ write }: Outcome, duty: Duty): string[] | null {
  if (duty.act !== 'claimVerification' || write?.step !== 'DISPATCHED') return null;
  return write.data.team.flatMap((one) => one.accountId ?? []);
}

function departmentOf({ picture }: LoadedCase, duty: Duty): string | null {
  return duty.act === 'closeFollowUp' ? (live(picture, 'VERIFYING')?.data.departmentCode ?? null) : null;
}

/** Why this is to be done now, in the words of whoever did the step before. */
function reasonOf({ picture }: LoadedCase, outcome: Outcome): string {
  const { state } = outcome.snapshot;
  if (state === 'RETURNED') return `退回补正：${outcome.opinion}`.slice(0, 200);
  if (picture.snapshot.state === 'RETURNED') return `补正后再报：${outcome.opinion}`.slice(0, 200);
  if (outcome.resultCode === 'P1.M3') return `到会人数不足，表决无效，${outcome.clock.stepDueOn ?? ''} 前另行开会`;
  if (state === 'WITHDRAWN') return `农户没有签署授权，90 天内走访一次：${outcome.opinion}`.slice(0, 200);
  if (state === 'OBJECTED') return '公示期内收到异议，须另派人复核';
  if (state === 'DISPATCHED')
    return [...(live(picture, 'RECEIVED')?.data.reasons ?? []), outcome.opinion].join('').slice(0, 200);
  return outcome.opinion.slice(0, 200);
}

/** A thing to do for the roles of a duty: one open task a case. */
export async function openTask(
  tx: Tx,
  task: {
    row: CaseRowInDb;
    duty: Duty;
    reason: string;
    dueOn: string | null;
    departmentCode: string | null;
    /** Accounts of those whose it is; null: of everybody in these posts. */
    assignees?: string[] | null;
  },
): Promise<void> {
  const { row, duty } = task;
  await tx
    .insertInto('casework.task')
    .values({
      county_code: row.county_code,
      id: newId(),
      area_code: row.area_code,
      owner_area_code: row.area_code.slice(0, OWNER_DIGITS[duty.office]),
      case_id: row.id,
      household_id: row.household_id,
      kind: duty.act,
      roles: [...duty.roles],
      department_code: task.departmentCode,
      assignees: task.assignees ?? null,
      title: ACT_NAMES[duty.act],
      reason: task.reason,
      level: row.level,
      due_on: task.dueOn,
      state: 'OPEN',
      claimed_by: null,
      claimed_by_name: null,
      opened_at: clock.now(),
      closed_at: null,
    })
    .execute();
}
