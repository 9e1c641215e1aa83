import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { addObjection, answerObjection, changeEntries } from '../../publicity/server/door.ts';
import { setMonitoringState } from '../../registry/server/door.ts';
import type { ActCode, ActDone } from '../contract.ts';
import { live } from '../picture.ts';
import type { LoadedCase } from './basis.ts';
import { carryOut, type OfficeAct } from './consequences.ts';
import { placeOf } from './places.ts';

type Command<A extends ActCode> = (tx: Tx, actor: Actor, wanted: OfficeAct<A>) => Promise<ActDone>;

/** Writes down an objection against a household that is registered; who raised it is sealed. The household stays monitored while others look. */
export const raiseLateObjection: Command<'raiseLateObjection'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'raiseLateObjection' }, async ({ before, outcome, given }) => {
    const { write } = outcome;
    if (write?.step !== 'LATE_OBJECTION') return;
    await addObjection(tx, actor, {
      ...placeOf(before.row),
      ...wanted.input,
      id: given.newId,
      noticeId: noticesOf(before).at(-1) ?? before.row.id,
      caseId: before.row.id,
      receivedOn: write.data.receivedOn,
      dueOn: write.data.dueOn,
    });
  });

/** Another team of the town says what it found. Nothing changes for the household before the county has decided. */
export const reviewLateObjection: Command<'reviewLateObjection'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'reviewLateObjection' });

/** The county decides: founded, the household leaves as wrongly identified and its notices come down; help that it got is not reclaimed by this. */
export const decideLateObjection: Command<'decideLateObjection'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'decideLateObjection' }, async ({ before }) => {
    const { founded, opinion } = wanted.input;
    const objection = live(before.picture, 'LATE_OBJECTION')?.data;
    await answerObjection(tx, actor, {
      ...placeOf(before.row),
      id: objection?.objectionId ?? '',
      team: objection?.review?.team ?? [],
      result: founded ? 'P1.O1' : 'P1.O2',
      reply: opinion,
    });
    if (founded) await leaveAsWrong(tx, actor, before);
  });

async function leaveAsWrong(tx: Tx, actor: Actor, before: LoadedCase): Promise<void> {
  const { row, picture } = before;
  for (const id of noticesOf(before))
    await changeEntries(tx, actor, {
      ...placeOf(row),
      id,
      caseIds: [row.id],
      state: 'WITHDRAWN',
      reason: '识别错误退出',
    });
  if (!picture.household.monitored) return;
  await setMonitoringState(tx, actor, {
    ref: { countyCode: row.county_code, id: row.household_id },
    state: 'WRONG_ID_EXIT',
    caseId: row.id,
    reason: `异议成立，识别错误退出（${row.case_no}）`,
  });
}

/** The notice and the announcement of a case, in their order. */
function noticesOf({ picture }: LoadedCase): string[] {
  return [live(picture, 'PUBLICISED')?.data.noticeId, live(picture, 'ANNOUNCED')?.data.noticeId].filter(
    (id) => id !== undefined,
  );
}
