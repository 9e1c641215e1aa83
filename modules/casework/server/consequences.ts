import { clock } from '@shouwang/platform/clock/clock.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { changeEntries } from '../../publicity/server/door.ts';
import { setLastVisited, setMonitoringState } from '../../registry/server/door.ts';
import { followCase } from '../../warning/server/door.ts';
import type { ActCode, ActDone, CaseState } from '../contract.ts';
import { isMonitored } from '../rules.household.ts';
import { type Performance, type Performed, perform } from './act.ts';
import { fileStepPapers } from './papers.file.ts';
import { holdPhotos } from './photo-use.ts';

/** An office's act on a case: which case, the version that was seen, what is asked. */
export type OfficeAct<A extends ActCode> = Pick<Performance<A>, 'caseId' | 'version' | 'input'>;

/** Does an act, and everything that follows from it in the other modules, in one transaction. */
export async function carryOut<A extends ActCode>(
  tx: Tx,
  actor: Actor,
  wanted: Performance<A>,
  also?: (performed: Performed) => Promise<void>,
): Promise<ActDone> {
  const performed = await actAndFollow(tx, actor, wanted, also);
  await fileStepPapers(tx, actor, { caseId: wanted.caseId, act: wanted.act, outcome: performed.outcome });
  return performed.done;
}

/** Does an act with what follows from it, and files no paper: a meeting or notice of many households makes its papers once. */
export async function actAndFollow<A extends ActCode>(
  tx: Tx,
  actor: Actor,
  wanted: Performance<A>,
  also?: (performed: Performed) => Promise<void>,
): Promise<Performed> {
  const performed = await perform(tx, actor, wanted);
  await holdPhotos(tx, performed, wanted);
  await also?.(performed);
  await follow(tx, actor, { performed, act: wanted.act });
  return performed;
}

async function follow(tx: Tx, actor: Actor, { performed, act }: { performed: Performed; act: ActCode }): Promise<void> {
  const { before, outcome } = performed;
  await withdrawLapsedNotices(tx, actor, performed, act);
  const from = before.picture.snapshot.state;
  const to = outcome.snapshot.state;
  if (act === 'recordVerification')
    await setLastVisited(tx, { countyCode: before.row.county_code, id: before.row.household_id }, clock.today());
  if (from === to) return;
  await followClue(tx, performed, to);
  await followHousehold(tx, actor, performed, to);
}

/** Acts that end a case, so that nothing of it hangs any more. */
const LAPSE: Readonly<Partial<Record<ActCode, string>>> = {
  withdrawCase: '农户撤回申请',
  endByDeath: '单人户死亡办结',
};
const ENDS_NOTICES = Object.keys(LAPSE);

/** A notice that no longer holds comes down, also from the web. */
async function withdrawLapsedNotices(
  tx: Tx,
  actor: Actor,
  { before, outcome }: Performed,
  act: ActCode,
): Promise<void> {
  const ended = outcome.moves.length > 0 && ENDS_NOTICES.includes(act);
  for (const record of before.picture.records) {
    if (record.step !== 'PUBLICISED' && record.step !== 'ANNOUNCED') continue;
    if (!outcome.supersede.includes(record.id) && (!ended || record.superseded)) continue;
    await changeEntries(tx, actor, {
      countyCode: before.row.county_code,
      areaCode: before.row.area_code,
      id: record.data.noticeId,
      caseIds: [before.row.id],
      state: 'WITHDRAWN',
      reason: LAPSE[act] ?? (act === 'withdrawNotice' ? outcome.opinion : '事实变化，重新公示'),
    });
  }
}

const CLUE_STATE: Readonly<Partial<Record<CaseState, string>>> = {
  RECEIVED: 'RECEIVED',
  DISPATCHED: 'DISPATCHED',
  VERIFYING: 'VERIFYING',
  VERIFIED: 'VERIFIED',
  DEPT_FOLLOWUP: 'DEPT_FOLLOWUP',
};

/** The work sheet and its clues show where the case stands; the result of the visit counts for the precision of the rules. */
async function followClue(tx: Tx, { before: { row }, outcome }: Performed, to: CaseState): Promise<void> {
  const state = CLUE_STATE[to] ?? (outcome.closed ? 'CLOSED' : 'TO_IDENTIFY');
  const verification = outcome.resultCode === 'X1' ? 'X1' : outcome.snapshot.context.verification;
  await followCase(
    tx,
    { countyCode: row.county_code, id: row.dispatch_id },
    { state, caseId: row.id, ...(verification ? { resultCode: verification } : {}) },
  );
}

/** What a household becomes: monitored again only when its risk had been eliminated; whoever is monitored stays as he is. */
function registeredState(before: string): string {
  if (isMonitored(before)) return before;
  return before === 'ELIMINATED' ? 'REENTERED' : 'MONITORED';
}

/** The contact whom the registration names, for the household's file and its follow-up sheets. */
function contactOf({ write }: Performed['outcome']): { contact?: { name: string; phone: string } } {
  if (write?.step !== 'REGISTERED') return {};
  return { contact: { name: write.data.contactName, phone: write.data.contactPhone } };
}

/** The household is being checked while identification runs, and monitored once it is registered. */
async function followHousehold(tx: Tx, actor: Actor, { before, outcome }: Performed, to: CaseState): Promise<void> {
  const { row, household } = before;
  const change = { ref: { countyCode: row.county_code, id: row.household_id }, caseId: row.id };
  const started = outcome.moves.some((move) => move.event === 'startIdentification');
  if (to === 'REGISTERED')
    await setMonitoringState(tx, actor, {
      ...change,
      ...contactOf(outcome),
      state: registeredState(household.monitoringState),
      reason: `识别程序录入标注（${row.case_no}）`,
    });
  else if (started && household.monitoringState === 'NOT_COVERED')
    await setMonitoringState(tx, actor, { ...change, state: 'CHECKING', reason: `启动识别（${row.case_no}）` });
  else if (outcome.closed && household.monitoringState === 'CHECKING')
    await setMonitoringState(tx, actor, {
      ...change,
      state: 'NOT_COVERED',
      caseId: null,
      reason: `识别程序结束（${publicId(row)}）`,
    });
}
