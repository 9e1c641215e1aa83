import { addDays, dayOf, daysBetween } from '@shouwang/platform/clock/days.ts';
import { numberParameter } from '../../policy/rules.ts';
import {
  type CaseRow,
  type CaseView,
  type DecisionView,
  STEP_NAMES,
  type StepCode,
  type TrackStep,
} from '../contract.ts';
import { all, type CasePicture, live, teamOf } from '../picture.ts';
import { limitDays, stepOf, TRACK } from '../procedure.ts';
import type { LoadedCase } from './basis.ts';
import type { CaseRowInDb } from './rows.ts';

const yuan = (fen: number) => `${(fen / 100).toLocaleString('zh-CN', { maximumFractionDigits: 0 })} 元`;

/** What was found beside the line that it is held against: a reference, not a hard cut. */
export function thresholdsOf(picture: CasePicture): CaseView['thresholds'] {
  const visit = live(picture, 'VERIFYING')?.data;
  if (!visit) return [];
  const secure = visit.guarantees.filter((one) => one.secure === true).length;
  const selfPaid = visit.selfPaid.reduce((sum, one) => sum + one.amountFen, 0);
  return [
    {
      label: '人均纯收入',
      value: visit.perCapitaFen === null ? '—' : yuan(visit.perCapitaFen),
      line: `参考线 ${yuan(visit.lineFen)}`,
    },
    { label: '合规自付支出', value: yuan(selfPaid), line: '不在收入中扣减' },
    {
      label: '三保障和饮水',
      value: `${secure} / ${visit.guarantees.length}`,
      line: secure === visit.guarantees.length ? '有保障' : '有缺项',
    },
    {
      label: '自主应对能力',
      value: { able: '能应对', partly: '部分能应对', unable: '不能应对' }[visit.coping],
      line: '入户判断',
    },
  ];
}

const ORDER: Readonly<Record<StepCode, number>> = {
  RECEIVED: 0,
  DISPATCHED: 1,
  VERIFYING: 2,
  FOLLOW_UP: 2,
  CONSENTED: 3,
  COMPARING: 4,
  EVALUATED: 5,
  PUBLICISED: 6,
  TOWN_REVIEW: 7,
  COUNTY_REVIEW: 8,
  ANNOUNCED: 9,
  REGISTERED: 9,
};
const STEP_DONE_BY: Readonly<Partial<Record<StepCode, readonly string[]>>> = {
  RECEIVED: ['dispatchVerification'],
  DISPATCHED: ['claimVerification'],
  VERIFYING: ['recordVerification'],
  CONSENTED: ['recordConsent'],
  COMPARING: ['completeComparison'],
  EVALUATED: ['recordMeeting'],
  PUBLICISED: ['submitToTown'],
  TOWN_REVIEW: ['reviewAtTown'],
  COUNTY_REVIEW: ['decideAtCounty', 'decideProposedRejection'],
  REGISTERED: ['registerCase'],
};

/** The steps of a case with their days: done on, used of the limit, or due on. */
export function trackOf(
  { row, picture }: LoadedCase,
  listed: CaseRow,
  decisions: readonly DecisionView[],
): TrackStep[] {
  const current = ORDER[stepOf(picture.snapshot)];
  const failed = ['REJECTED', 'CLOSED', 'WITHDRAWN'].includes(row.state);
  const reached = failed ? failedAt(row, decisions) : row.state === 'REGISTERED' ? TRACK.length : current;
  return TRACK.map((step, index): TrackStep => {
    const on = dayDone(step, decisions);
    const base = {
      step,
      title: step === 'REGISTERED' ? '公告录入' : STEP_NAMES[step],
      limitDays: limitDays(picture.pack, step),
      note: noteOf(step, picture),
    };
    if (index < reached)
      return {
        ...base,
        state: 'done',
        on,
        dueOn: null,
        usedDays: usedDays(step, { on, decisions, startedOn: row.started_on }),
      };
    if (index > reached) return { ...base, state: 'todo', on: null, dueOn: null, usedDays: null };
    if (failed) return { ...base, state: 'failed', on, dueOn: null, usedDays: null };
    const late = (listed.clock.stepDaysLeft ?? 0) < 0;
    return {
      ...base,
      state: late ? 'late' : 'current',
      on: null,
      dueOn: listed.clock.stepDueOn,
      usedDays: listed.clock.stepUsed,
    };
  });
}

/** Where a case ended: at the step that said no; taken back, or after a death, at the one that was not done any more. */
function failedAt({ state, result_code: result }: CaseRowInDb, decisions: readonly DecisionView[]): number {
  const done = lastDone(decisions);
  const stopped = state === 'WITHDRAWN' || result === 'X1';
  return Math.min(Math.max(0, stopped ? done + 1 : done), TRACK.length - 1);
}

/** Place of the last step that was done; -1 before the first. */
function lastDone(decisions: readonly DecisionView[]): number {
  const events = decisions.map((one) => one.event);
  return TRACK.findLastIndex((step) => (STEP_DONE_BY[step] ?? []).some((act) => events.includes(act)));
}

function dayDone(step: StepCode, decisions: readonly DecisionView[]): string | null {
  const found = decisions.findLast((one) => STEP_DONE_BY[step]?.includes(one.event));
  return found ? dayOf(new Date(found.at)) : null;
}

/** Whole days that a step took: from the day on which the step before was done. */
function usedDays(
  step: StepCode,
  { on, decisions, startedOn }: { on: string | null; decisions: readonly DecisionView[]; startedOn: string },
): number | null {
  if (on === null) return null;
  const before = TRACK[TRACK.indexOf(step) - 1];
  const from = before === undefined ? startedOn : (dayDone(before, decisions) ?? startedOn);
  return Math.max(0, daysBetween(from, on));
}

const NOTES: Readonly<Partial<Record<StepCode, (picture: CasePicture) => string | null>>> = {
  DISPATCHED: (picture) => {
    return picture.snapshot.state === 'DISPATCHED' ? `核实组 ${teamOf(picture).length} 人` : null;
  },
  CONSENTED: (picture) => {
    const data = live(picture, 'CONSENTED')?.data;
    return data ? `${data.coveredMembers.length} 人签字` : null;
  },
  EVALUATED: (picture) => {
    const data = live(picture, 'EVALUATED')?.data;
    return data ? `同意 ${data.votesFor} 票` : null;
  },
  PUBLICISED: (picture) => {
    const data = live(picture, 'PUBLICISED')?.data;
    if (!data) return null;
    const days = numberParameter(picture.pack, 'publicity.minDays');
    return data.endedOn
      ? `满 ${daysBetween(data.from, addDays(data.to, 1))} 天`
      : `${data.from.slice(5)} 至 ${data.to.slice(5)}，限满 ${days} 天`;
  },
};

function noteOf(step: StepCode, picture: CasePicture): string {
  const rounds = all(picture, step as never).length;
  return `${NOTES[step]?.(picture) ?? ''}${rounds > 1 ? `（第 ${rounds} 次）` : ''}`;
}
